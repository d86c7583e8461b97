//! Reading a question: what kind of answer it expects, its operators, times, sums and organisations.

use super::mentions::SubjectMention;
use crate::fact::{Period, SubjectKind};
use crate::search::{Expanded, Index, Vectors};
use crate::text::lexicon::Asks;
use crate::text::{Figure, grammar, grammar::Extreme, tokenise};

/// The weight of a filler word: it may say something, but leaving it unexplained costs next to nothing.
const FILLER_WEIGHT: f32 = 0.06;

/// The weight of a word that no folder speaks of: it says that something else is meant.
const UNKNOWN_WEIGHT: f32 = 0.95;

/// The weight of a common English word that no folder speaks of: it may be a turn of phrase.
const ENGLISH_WEIGHT: f32 = 0.6;

/// The weight of an unknown word with a capital inside a sentence: a name, and not one that is held.
const UNKNOWN_NAME_WEIGHT: f32 = 1.4;

/// The weight of a word that only the lexicon knows.
const LEXICON_WEIGHT: f32 = 0.8;

/// The weight of a figure: whoever types one means it.
const FIGURE_WEIGHT: f32 = 1.0;

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
    /// The organisation's place in the index.
    pub organisation: usize,
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
    /// Yes or no is expected.
    pub yes_no: bool,
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
}

impl Question {
    /// Reads a question. Work is bounded by the tokenizer's limit on words.
    pub fn read(index: &Index, text: &str) -> Self {
        let tokens = tokenise(text).into_iter().map(spelt_out).collect();
        let expanded = index.expand(tokens);
        let shouting = expanded.iter().filter(|e| e.token.capital).count() * 3 > expanded.len() * 2;
        let words: Vec<Word> = expanded
            .into_iter()
            .map(|expanded| Word { weight: weight(index, &expanded, shouting), expanded, frame: false })
            .collect();
        let mut question = Question {
            words,
            asks: None,
            asks_kind: None,
            asks_organisation: false,
            yes_no: false,
            list: false,
            compares: false,
            extreme: None,
            threshold: None,
            years: Vec::new(),
            periods: Vec::new(),
            organisations: Vec::new(),
            shouting,
            mentions: Vec::new(),
        };
        question.read_frame(index);
        question.read_operators();
        question.read_times();
        question.organisations = mentions(index, &question.words);
        question.mentions = super::mentions::find(index, &question);
        question
    }

    /// The text of the word at a place, or "".
    pub fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| &w.expanded.token.text)
    }

    /// The closed word that stands, or was most likely meant, at a place.
    fn closed<'a>(&'a self, index: &'a Index, at: usize) -> &'a str {
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

    fn read_frame(&mut self, index: &Index) {
        let n = self.words.len();
        let opening =
            (0..n).find(|at| !matches!(self.text(*at), "so" | "and" | "well" | "hi" | "hello" | "hey" | "ok"));
        if let Some(first) = opening {
            self.yes_no = grammar::opens_yes_no(self.closed(index, first));
        }
        for at in 0..n {
            let word = self.closed(index, at).to_owned();
            let verb_next =
                matches!(self.text(at + 1), "is" | "are" | "will" | "was" | "would" | "do" | "does" | "did");
            let asks = match word.as_str() {
                // "were is ..." is "where is ...".
                "were" if at == 0 && verb_next => Some(Asks::Where),
                "number" | "count" if self.text(at + 1) == "of" || at + 1 == n => Some(Asks::HowMany),
                "who" | "whom" | "whose" => Some(Asks::Who),
                // "when it comes to" asks nothing.
                "when" if self.text(at + 1) == "it" => None,
                "when" => Some(Asks::When),
                "where" | "whereabouts" => Some(Asks::Where),
                "why" => Some(Asks::Why),
                "what" | "which" | "whats" | "what's" => Some(Asks::What),
                "whos" => Some(Asks::Who),
                "wheres" => Some(Asks::Where),
                "whens" => Some(Asks::When),
                "how" => Some(self.how(index, at)),
                _ => None,
            };
            if let Some(asks) = asks {
                self.words[at].frame = true;
                // "which" and "what" behind another question word are relative pronouns.
                if self.asks.is_none() || (self.asks == Some(Asks::What) && asks != Asks::What) {
                    self.asks = Some(asks);
                    if asks == Asks::What {
                        self.read_head(index, at);
                    }
                }
            }
        }
        if self.asks == Some(Asks::Where) && self.text(0) == "were" {
            self.yes_no = false;
        }
        let tagged = n > 3 && matches!(self.text(n - 1), "right" | "correct" | "true" | "yes" | "no");
        let late_tag = n > 4
            && matches!(self.text(n - 1), "mate" | "then")
            && matches!(self.text(n - 2), "right" | "correct" | "true");
        if self.asks.is_none() && (tagged || late_tag) {
            self.yes_no = true;
        }
        // "does A or B pay more" is a choice, not a yes/no question.
        let choice = (0..n).any(|at| self.text(at) == "or")
            && (0..n).any(|at| grammar::is_more(self.text(at)) || grammar::is_less(self.text(at)));
        if choice || self.asks.is_some_and(|asks| asks != Asks::What) {
            self.yes_no = false;
        }
        if self.asks == Some(Asks::What) && self.yes_no {
            // "does anyone know what ..." asks what.
            let late = (0..n).position(|at| self.words[at].frame).unwrap_or(0);
            let told = (0..late)
                .any(|at| matches!(self.text(at), "know" | "tell" | "remember" | "say" | "give" | "explain"));
            self.yes_no = !told;
        }
    }

    /// What "how" asks with the word behind it.
    fn how(&mut self, index: &Index, at: usize) -> Asks {
        let next = self.closed(index, at + 1).to_owned();
        if let Some(word) = self.words.get_mut(at + 1)
            && matches!(next.as_str(), "much" | "many" | "long" | "far" | "old" | "big" | "large" | "come")
        {
            word.frame = true;
            word.weight = 0.0;
        }
        match next.as_str() {
            "much" => Asks::HowMuch,
            "many" => Asks::HowMany,
            "long" => Asks::HowLong,
            "come" => Asks::Why,
            "far" if self.text(at + 2) == "back" => {
                if let Some(word) = self.words.get_mut(at + 2) {
                    word.frame = true;
                    word.weight = 0.0;
                }
                Asks::When
            }
            "old" => Asks::When,
            _ => Asks::What,
        }
    }

    /// The noun behind "which" or "what" narrows what is asked.
    fn read_head(&mut self, index: &Index, at: usize) {
        for place in at + 1..(at + 4).min(self.words.len()) {
            let word = &self.words[place];
            if word.expanded.closed && word.weight == 0.0 && place > at + 1 {
                return;
            }
            let asks = match word.expanded.token.stem.as_str() {
                "year" | "month" | "date" | "day" | "week" => Some(Asks::When),
                "citi" | "town" | "place" | "locat" | "site" | "region" => Some(Asks::Where),
                "reason" | "caus" => Some(Asks::Why),
                "person" | "people" | "name" if place == at + 1 => Some(Asks::Who),
                _ => None,
            };
            if let Some(asks) = asks {
                self.asks = Some(asks);
                self.words[place].frame = true;
                self.words[place].weight = self.words[place].weight.min(FILLER_WEIGHT);
                return;
            }
            if place == at + 1 || place == at + 2 {
                self.read_kind(index, place);
            }
        }
    }

    /// "which job", "what programme", "which department": the kind of subject asked for.
    fn read_kind(&mut self, index: &Index, place: usize) {
        let word = &self.words[place];
        let quality = |name: &str| index.vocabulary().get(name).map_or(0.0, |term| word.expanded.quality(term));
        for (kind, name) in SubjectKind::ALL {
            if quality(name) >= 0.8 && self.asks_kind.is_none() {
                self.asks_kind = Some(kind);
                self.asks_organisation = kind == SubjectKind::Organisation;
                self.words[place].weight = self.words[place].weight.min(FILLER_WEIGHT);
                return;
            }
        }
    }

    fn read_operators(&mut self) {
        for at in 0..self.words.len() {
            let text = self.text(at).to_owned();
            let next = self.text(at + 1).to_owned();
            if let Some(extreme) = grammar::superlative(&text) {
                self.extreme = Some(extreme);
                self.words[at].weight = 0.0;
            }
            let more = grammar::is_more(&text);
            if more || grammar::is_less(&text) {
                let bound = (at + 1..(at + 4).min(self.words.len())).find_map(|i| self.number(i));
                match bound {
                    Some(bound) if more => self.threshold = Some(Threshold::Above(bound)),
                    Some(bound) => self.threshold = Some(Threshold::Below(bound)),
                    None if grammar::is_comparative(&text) || self.sets_against() => self.compares = true,
                    None => {}
                }
                self.words[at].weight = 0.0;
            }
            if matches!(text.as_str(), "difference" | "differ" | "compare" | "compared" | "versus" | "vs" | "gap") {
                self.compares = true;
                self.words[at].weight = 0.0;
            }
            let lists = matches!(text.as_str(), "list" | "every" | "everything")
                || (text == "all" && (at == 0 || all_of_them(self.text(at - 1), &next)));
            if lists || (at == 0 && matches!(text.as_str(), "name" | "all")) {
                self.list = true;
            }
        }
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
    fn sets_against(&self) -> bool {
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
        self.number(at).or_else(|| grammar::number_word(self.text(at)).map(|n| n * 100))
    }

    /// The number at a place, in hundredths.
    pub fn number(&self, at: usize) -> Option<i64> {
        match self.words.get(at)?.expanded.token.figure? {
            Figure::Number { hundredths, .. } => Some(hundredths),
            _ => None,
        }
    }

    fn read_times(&mut self) {
        for word in &self.words {
            match word.expanded.token.figure {
                Some(Figure::Year(year)) => self.years.push(year),
                Some(Figure::Date(date)) => self.years.push(date.year()),
                Some(Figure::Period(period)) => self.periods.push(period),
                _ => {}
            }
        }
    }
}

/// Whether "all" between these words asks for all there is ("list all", "all the"), and is not "hello all".
fn all_of_them(before: &str, next: &str) -> bool {
    matches!(before, "list" | "name" | "give" | "me" | "show" | "are" | "what" | "tell")
        || matches!(next, "the" | "of" | "those" | "these" | "its" | "their" | "known")
}

/// Chat spellings of closed words become the words.
fn spelt_out(mut token: crate::text::Token) -> crate::text::Token {
    if let Some(word) = grammar::chat(&token.text) {
        token.text = word.to_owned();
        token.stem = word.to_owned();
    }
    token
}

fn weight(index: &Index, word: &Expanded, shouting: bool) -> f32 {
    let text = word.token.text.as_str();
    if word.token.figure.is_some() {
        return FIGURE_WEIGHT;
    }
    if word.closed {
        return 0.0;
    }
    if grammar::is_filler(text) || grammar::number_word(text).is_some() {
        return FILLER_WEIGHT;
    }
    // A lone letter is a slip or half of a name that its neighbour completes.
    if text.chars().count() == 1 {
        return FILLER_WEIGHT;
    }
    match word.meanings.first() {
        Some(best) if best.quality >= 0.6 => {
            let speaks = !index.subjects_with(best.term).is_empty() || !index.facts_with(best.term).is_empty();
            if speaks { index.weight(best.term) } else { LEXICON_WEIGHT }
        }
        _ if word.token.capital && !shouting => UNKNOWN_NAME_WEIGHT,
        _ if Vectors::is_english(text) => ENGLISH_WEIGHT,
        _ => UNKNOWN_WEIGHT,
    }
}

/// The organisations that the words name, longest first, none within another.
fn mentions(index: &Index, words: &[Word]) -> Vec<Mention> {
    let mut found: Vec<(Mention, f32)> = Vec::new();
    for start in 0..words.len() {
        for meaning in words[start].expanded.meanings.iter().filter(|m| m.quality >= 0.8) {
            for &organisation in index.organisations_with(meaning.term) {
                let doc = &index.organisations()[organisation as usize];
                for name in doc.names.iter().filter(|n| n.terms.first() == Some(&meaning.term)) {
                    if let Some((end, quality)) = run(words, start, &name.terms) {
                        let mention = Mention { organisation: organisation as usize, words: (start, end) };
                        found.push((mention, quality * name.terms.len() as f32));
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.words.cmp(&b.0.words)));
    let mut kept: Vec<Mention> = Vec::new();
    for (mention, _) in found {
        let free = kept.iter().all(|k| mention.words.1 <= k.words.0 || k.words.1 <= mention.words.0);
        if free {
            kept.push(mention);
        }
    }
    kept
}

/// Whether a name's terms stand in order from a word on, function words between them passed over: the word
/// behind the last and the worst quality.
fn run(words: &[Word], start: usize, terms: &[crate::search::TermId]) -> Option<(usize, f32)> {
    let mut at = start;
    let mut worst = 1.0f32;
    for (i, term) in terms.iter().enumerate() {
        while i > 0 && words.get(at).is_some_and(|w| w.expanded.closed && w.expanded.quality(*term) == 0.0) {
            at += 1;
        }
        let word = words.get(at)?;
        // Synonyms of a name's words make another name: only the word itself or its typo counts, and a typo
        // only where the rest of a longer name stands beside it.
        let meaning = word.expanded.meanings.iter().find(|m| m.term == *term)?;
        let same = meaning.how == crate::search::How::Same;
        let typo = meaning.how == crate::search::How::Typo && meaning.quality >= 0.8 && terms.len() > 1;
        if !(same || typo) {
            return None;
        }
        worst = worst.min(meaning.quality);
        at += 1;
    }
    Some((at, worst))
}
