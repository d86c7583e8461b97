//! Reading a question: what kind of answer it expects, its operators, times, sums and organisations.

use super::asking::Asking;
use super::evidence::EXPLAINED;
use super::meant::Meant;
use super::mentions::SubjectMention;
use super::phrasing::{self, Phrasing};
use super::turns::{self, Side};
use super::{lead_in, organisations, slipped_space, weight};
use crate::fact::{Period, SubjectKind};
use crate::search::{Expanded, Index, Name, SubjectDoc, TermId};
use crate::text::comparatives::Scale;
use crate::text::lexicon::Asks;
use crate::text::{Figure, Token, comparatives, grammar, grammar::Extreme, numbers, tokenise};

/// A word of the question with its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// What it can mean.
    pub expanded: Expanded,
    /// What leaving it unexplained costs, from 0.
    pub weight: f32,
    /// It belongs to the frame of the question (the question word and its like), not to what is asked about.
    pub frame: bool,
}

impl Word {
    /// Whether it is a name that is not held: capital, or no word that is known.
    pub fn is_name(&self) -> bool {
        self.expanded.token.capital || self.expanded.meanings.is_empty()
    }
}

/// A bound on a figure ("more than £100k").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// More than so many hundredths.
    Above(i64),
    /// Less than so many hundredths.
    Below(i64),
}

/// An organisation that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The places in the index of the organisations with that name; never empty.
    pub organisations: Vec<usize>,
    /// The first word and the one behind the last.
    pub words: (usize, usize),
}

/// A question as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its words.
    pub words: Vec<Word>,
    /// What kind of answer it expects, if it says so.
    pub asks: Option<Asks>,
    /// The kind of subject it asks for ("which programme ...").
    pub asks_kind: Option<SubjectKind>,
    /// It asks for an organisation ("which department ...").
    pub asks_organisation: bool,
    /// It asks how old something or somebody is.
    pub asks_age: bool,
    /// Yes or no is expected.
    pub yes_no: bool,
    /// It asks whether something is not so.
    pub denied: bool,
    /// No verb and no question word asks, only the mark behind it: "the mast part of the harbour?"
    pub marked: bool,
    /// All there is is wanted.
    pub list: bool,
    /// "more", "less", "bigger", "difference": two things are set against each other.
    pub compares: bool,
    /// The highest, lowest, latest or earliest is wanted.
    pub extreme: Option<Extreme>,
    /// Only figures beyond a bound.
    pub threshold: Option<Threshold>,
    /// Calendar years it names.
    pub years: Vec<i16>,
    /// Periods it names.
    pub periods: Vec<Period>,
    /// Organisations it names.
    pub organisations: Vec<Mention>,
    /// It is typed in capitals throughout, so that they say nothing.
    pub shouting: bool,
    /// Subjects it names in full.
    pub mentions: Vec<SubjectMention>,
    /// The place of the noun that it asks for.
    pub asked_noun: Option<usize>,
    /// The subjects that its words name, best first, with the summed weight of the words met.
    pub named: Vec<(usize, f32)>,
    /// The one person whom it names and on whose other side it asks for somebody ("who came before ...").
    pub(super) turn: Option<(usize, Side)>,
    /// It speaks of what is not so.
    pub excepts: bool,
    /// How it is put.
    pub(super) phrasing: Phrasing,
    /// What it asks for by how it is put.
    pub(super) asking: Asking,
    /// Which of its words mean a term.
    meant: Meant,
    /// The same for the words of the organisations that it names.
    organisation_meant: Meant,
    /// How well each word means each kind of subject.
    kinds: Vec<(SubjectKind, Vec<f32>)>,
}

impl Question {
    /// Reads a question. Work is bounded by the tokenizer's limit on words.
    pub fn read(index: &Index, text: &str) -> Self {
        let tokens = tokenise(text).into_iter().map(spelt_out).map(|token| singular(index, token));
        let mut tokens: Vec<Token> = tokens.map(|token| compared(index, token)).collect();
        read_numbers_of(&mut tokens);
        slipped_space::put_right(index, &mut tokens);
        read_ages(&mut tokens);
        let expanded = index.expand(tokens);
        let shouting = expanded.iter().filter(|e| e.token.capital).count() * 3 > expanded.len() * 2;
        let mut words: Vec<Word> = expanded
            .into_iter()
            .map(|expanded| Word { weight: weight::weight(index, &expanded, shouting), expanded, frame: false })
            .collect();
        lead_in::set_aside(index, &mut words, text);
        let meant = Meant::of(words.iter().map(|word| &word.expanded));
        let mut question = Question {
            words,
            asks: None,
            asks_kind: None,
            asks_organisation: false,
            asks_age: false,
            yes_no: false,
            denied: false,
            marked: false,
            list: false,
            compares: false,
            extreme: None,
            threshold: None,
            years: Vec::new(),
            periods: Vec::new(),
            organisations: Vec::new(),
            shouting,
            mentions: Vec::new(),
            asked_noun: None,
            named: Vec::new(),
            turn: None,
            excepts: false,
            organisation_meant: Meant::of([]),
            kinds: Vec::new(),
            phrasing: Phrasing::default(),
            asking: Asking::default(),
            meant,
        };
        question.organisations = organisations::mentions(index, &question.words);
        question.named = question.named_subjects(index);
        question.read_frame(index, text);
        question.read_operators();
        question.read_times();
        question.mentions = super::mentions::find(index, &question);
        question.drop_organisations_within_names(index);
        question.read_bare_request(index, text);
        question.asked_noun = super::asked_noun::asked_noun(&question);
        question.turn = turns::asked(index, &question);
        question.excepts = question.speaks_of_exceptions();
        question.organisation_meant = question.meant_by_organisations();
        question.kinds = question.meant_kinds(index);
        let named = question.named_words();
        question.phrasing = Phrasing::of(index, &question.words, &named);
        question.asking = Asking::of(&question.words, |word| phrasing::term_meant(index, word), &named);
        question
    }

    fn named_subjects(&self, index: &Index) -> Vec<(usize, f32)> {
        let weight = |mention: &Mention| -> f32 {
            let words = self.words.get(mention.words.0..mention.words.1).unwrap_or_default();
            words.iter().map(|word| word.weight).sum()
        };
        let organisations: Vec<(&[usize], f32)> =
            self.organisations.iter().map(|m| (m.organisations.as_slice(), weight(m))).collect();
        index.named_subjects(&self.expanded(), &organisations)
    }

    /// What stands within a longer name of a subject names no organisation that the subject has nothing to do with:
    /// "common ledger" is no ledger of the House of Commons.
    fn drop_organisations_within_names(&mut self, index: &Index) {
        let Self { mentions, organisations, words, .. } = self;
        organisations.retain(|organisation| {
            let open = |at: &usize| !words[*at].expanded.closed;
            let length = (organisation.words.0..organisation.words.1).filter(open).count();
            let within = |mention: &&SubjectMention| {
                mention.words.len() > length
                    && (organisation.words.0..organisation.words.1).filter(open).all(|at| mention.words.contains(&at))
            };
            let of_it = |subject: &usize| {
                organisation.organisations.iter().any(|at| index.subject(*subject).organisations.contains(at))
            };
            mentions.iter().filter(within).all(|mention| mention.subjects.iter().any(of_it))
        });
    }

    fn speaks_of_exceptions(&self) -> bool {
        let asked: Vec<&str> = self.words.iter().map(|w| w.expanded.token.text.as_str()).collect();
        grammar::denies(&asked) || asked.iter().any(|w| w.starts_with("avoid") || *w == "except")
    }

    fn meant_by_organisations(&self) -> Meant {
        let inside = |at: usize| self.organisations.iter().any(|m| (m.words.0..m.words.1).contains(&at));
        let words = self.words.iter().enumerate().map(|(at, word)| (at, &word.expanded));
        Meant::of_words(words.filter(|(at, _)| inside(*at)))
    }

    fn meant_kinds(&self, index: &Index) -> Vec<(SubjectKind, Vec<f32>)> {
        let qualities = |kind: SubjectKind| {
            let term = index.vocabulary().get(kind.word());
            self.words.iter().map(|w| term.map_or(0.0, |term| w.expanded.quality(term))).collect()
        };
        SubjectKind::ALL.iter().map(|(kind, _)| (*kind, qualities(*kind))).collect()
    }

    /// The places of an organisation's words that tell it from others: not "of" and "the".
    pub(super) fn telling_words(&self, mention: &Mention) -> impl Iterator<Item = usize> + use<'_> {
        (mention.words.0..mention.words.1).filter(|at| self.words.get(*at).is_some_and(|word| !word.expanded.closed))
    }

    /// How well each word means a kind of subject.
    pub(super) fn quality_of_kind(&self, kind: SubjectKind) -> &[f32] {
        let found = self.kinds.iter().find(|(other, _)| *other == kind);
        found.map_or(&[], |(_, qualities)| qualities)
    }

    /// Whether the word at a place sets something aside, and is no part of what only leads up to the question.
    pub(super) fn sets_aside(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        self.words.get(at).is_some_and(|word| !word.frame)
            && grammar::sets_aside(before, self.text(at), self.text(at + 1))
    }

    /// The text of the word at a place, or "".
    pub fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| &w.expanded.token.text)
    }

    /// The closed word that stands, or was most likely meant, at a place.
    pub(super) fn closed<'a>(&'a self, index: &'a Index, at: usize) -> &'a str {
        match self.words.get(at) {
            Some(word) if word.expanded.closed && !word.expanded.known => {
                word.expanded.meanings.first().map_or("", |m| index.vocabulary().stem_of(m.term))
            }
            Some(word) => &word.expanded.token.text,
            None => "",
        }
    }

    /// Whether there is anything in it that could be asked about.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|w| w.weight == 0.0)
    }

    /// Whether one of a subject's names has all these words, by their places.
    pub(super) fn all_are_of_a_name(&self, doc: &SubjectDoc, words: &[usize]) -> bool {
        let has = |name: Name, at: &usize| {
            name.terms.iter().any(|term| self.words[*at].expanded.quality(*term) >= EXPLAINED)
        };
        doc.names.iter().any(|name| words.iter().all(|at| has(name, at)))
    }

    /// Whether a word is of the name of an organisation.
    pub(super) fn names_organisation(&self, at: usize) -> bool {
        self.organisations.iter().any(|mention| (mention.words.0..mention.words.1).contains(&at))
    }

    /// Whether it speaks of what things cost by a degree: "dearest", "cheaper", "most expensive".
    pub(super) fn is_of_price(&self) -> bool {
        let degree = |at: usize| comparatives::degree(self.text(at)).map(|degree| (at, degree.scale));
        (0..self.words.len()).filter_map(degree).any(|(at, scale)| match scale {
            Scale::Price => true,
            Scale::Any => matches!(self.text(at + 1), "expensive" | "costly" | "pricey" | "dear"),
            _ => false,
        })
    }

    /// Whether it names no year and no period.
    pub(super) fn is_timeless(&self) -> bool {
        self.years.is_empty() && self.periods.is_empty()
    }

    /// What its words can mean, for looking them up in the index.
    pub fn expanded(&self) -> Vec<&Expanded> {
        self.words.iter().map(|w| &w.expanded).collect()
    }

    /// How well any of its words means a term.
    pub fn best_quality(&self, term: TermId) -> f32 {
        self.meant.best(term)
    }

    /// The stem of the unit that a word counts time in: "day", "month".
    pub(super) fn unit_of_time(&self, at: usize) -> Option<&str> {
        let stem = self.words.get(at).map(|word| word.expanded.token.stem.as_str());
        stem.filter(|stem| grammar::is_unit_of_time(stem))
    }

    /// The places of the words that mean a term, in order, and how well each does.
    pub(super) fn words_for(&self, term: TermId) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.meant.words(term).iter().map(|(at, quality)| (*at as usize, *quality))
    }

    /// Raises the quality of each word to that of its best meaning among the terms.
    pub fn explain(&self, terms: &[TermId], words: &mut [f32]) {
        self.meant.explain(terms, words);
    }

    /// The same for the words of organisations; the others stay as they are.
    pub(super) fn explain_organisations(&self, terms: &[TermId], words: &mut [f32]) {
        self.organisation_meant.explain(terms, words);
    }

    /// The quality of each word's best meaning among the terms.
    pub fn explained_by(&self, terms: &[TermId]) -> Vec<f32> {
        let mut words = vec![0.0; self.words.len()];
        self.explain(terms, &mut words);
        words
    }

    /// Which words belong to the name of a subject (of two words or more) or of an organisation.
    pub fn named_words(&self) -> Vec<bool> {
        let mut named = vec![false; self.words.len()];
        for mention in self.mentions.iter().filter(|m| m.words.len() > 1) {
            mention.words.iter().for_each(|at| named[*at] = true);
        }
        for mention in &self.organisations {
            named[mention.words.0..mention.words.1].fill(true);
        }
        named
    }

    /// Whether two things are set against each other: "than", "or", "how much more".
    pub(super) fn sets_against(&self) -> bool {
        let has = |word: &str| (0..self.words.len()).any(|at| self.text(at) == word);
        has("than") || has("or") || (has("how") && has("much")) || has("most")
    }

    /// Whether "how many" counts days, weeks, months or years.
    pub fn counts_time(&self) -> bool {
        let after = (0..self.words.len()).find(|at| self.text(*at) == "many").map_or(0, |at| at + 1);
        let unit = |at: usize| {
            matches!(
                self.text(at),
                "days" | "weeks" | "months" | "years" | "weeks'" | "wks" | "yrs" | "day" | "week" | "month" | "year"
            )
        };
        (after..(after + 3).min(self.words.len())).any(unit)
    }

    /// The number at a place, in figures or in a word, in hundredths.
    pub fn any_number(&self, at: usize) -> Option<i64> {
        self.number(at).or_else(|| numbers::number_word(self.text(at)).map(|n| n * 100))
    }

    /// The number at a place, in hundredths.
    pub fn number(&self, at: usize) -> Option<i64> {
        match self.words.get(at)?.expanded.token.figure? {
            Figure::Number { hundredths, .. } => Some(hundredths),
            _ => None,
        }
    }
}

/// The plural of an abbreviation is read as the abbreviation: "CTOs". The stemmer takes an "s" only where a vowel
/// stands before the letter in front of it.
fn singular(index: &Index, mut token: Token) -> Token {
    let vowel = |c: char| "aeiouy".contains(c);
    let one = token.stem.strip_suffix('s').filter(|one| one.is_ascii() && one.len() > 2);
    let short = |one: &&str| !one[..one.len() - 1].contains(vowel) && index.vocabulary().get(one).is_some();
    if let Some(one) = one.filter(short).map(str::to_owned) {
        token.text.clone_from(&one);
        token.stem = one;
    }
    token
}

/// A slip of a comparative becomes the comparative, where it is no word that is held and no name.
fn compared(index: &Index, mut token: Token) -> Token {
    let unknown = !token.capital && token.figure.is_none() && index.vocabulary().get(&token.stem).is_none();
    if let Some(meant) = comparatives::slip(&token.text).filter(|_| unknown) {
        token.text = meant.to_owned();
        token.stem = crate::text::stem(meant);
    }
    token
}

/// What has been around longer is older.
fn read_ages(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let age =
            comparatives::age(&tokens[at].text).filter(|_| comparatives::is_of_being_there(&tokens[at - 1].text));
        if let Some(age) = age {
            tokens[at].text = age.to_owned();
            tokens[at].stem = crate::text::stem(age);
        }
    }
}

/// "No. of keepers" asks for their number.
fn read_numbers_of(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if matches!(tokens[at - 1].text.as_str(), "no" | "nos") && tokens[at].text == "of" {
            tokens[at - 1].text = "number".to_owned();
            tokens[at - 1].stem = crate::text::stem("number");
        }
    }
}

/// Chat spellings of closed words become the words.
fn spelt_out(mut token: Token) -> Token {
    if let Some(word) = grammar::chat(&token.text) {
        token.text = word.to_owned();
        token.stem = word.to_owned();
    }
    token
}
