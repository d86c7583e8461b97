//! Reading subjects, sources and facts into documents.
//!
//! A share of them is read without changing the builder, so that two threads can read at once; what is read waits in the
//! share for its place.

use super::addresses::Addresses;
use super::build::Builder;
use super::content::{content, joined};
use super::directory::IdHash;
use super::documents::{KnownQuestion, SourceDoc, SubjectDoc};
use super::facts::{FactRows, Lent, Standing};
use super::foundation::FactWords;
use super::learner::{Learner, Met, WordId};
use super::lexical::Lexical;
use super::names::{NameList, Names};
use super::seen_values::{Parted, SeenValues};
use super::variants::Variants;
use super::vocabulary::TermId;
use crate::fact::{AttributeId, Fact, Scope, Source, Subject, SubjectId, Value};
use crate::text::{Figure, Reader, Scale, grammar, say};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::Arc;

/// A reader of a share of a layer's documents.
pub(super) struct Reading<'a> {
    builder: &'a Builder,
    lexical: &'a Lexical,
    learner: Learner<'a>,
    reader: Reader,
    /// What the names of organisations begin the full names of their subjects with.
    owners: FxHashMap<usize, String>,
    known: Known,
    /// Of the ids of the facts that were added.
    hashes: Vec<IdHash>,
    /// Room that is used again for each fact.
    room: Room,
}

/// What a share of facts has in common, and need not be looked up or read for each.
#[derive(Default)]
struct Known {
    /// The terms of values that were read.
    values: SeenValues,
    /// The last subject and attribute: facts mostly come subject by subject.
    subject: Option<(SubjectId, usize)>,
    attribute: Option<(AttributeId, usize)>,
    /// All sources are there before the first fact is read, and stay.
    sources: Addresses,
}

#[derive(Default)]
struct Room {
    words: Vec<WordId>,
    terms: Vec<TermId>,
    variants: Variants,
    value: Parted,
    statement: Parted,
    cues: Parted,
    named: Vec<TermId>,
    figures: Vec<Figure>,
    names: NameList,
}

impl<'a> Reading<'a> {
    /// Over all that the builder has so far.
    pub(super) fn over(builder: &'a Builder) -> Self {
        Self {
            builder,
            lexical: &builder.lexical,
            learner: Learner::over(&builder.vocabulary, &builder.lexical.abbreviations),
            reader: Reader::default(),
            owners: FxHashMap::default(),
            known: Known::default(),
            hashes: Vec::new(),
            room: Room::default(),
        }
    }

    /// The words that were met.
    pub(super) fn into_met(self) -> Vec<Met> {
        self.learner.into_met()
    }

    /// The same, and the hashes of the ids of the facts that were added.
    pub(super) fn into_met_and_hashes(self) -> (Vec<Met>, Vec<IdHash>) {
        (self.learner.into_met(), self.hashes)
    }

    /// A subject; its names are read where they are not kept.
    pub(super) fn subject(&mut self, subject: Arc<Subject>, kept: Option<Names>) -> SubjectDoc {
        let lexical = self.lexical;
        let own = subject.organisation.as_deref().and_then(|id| lexical.organisation_at(id));
        // A subject that is itself an organisation of the lexicon goes by all its names there.
        let itself = lexical.organisation_at(subject.id.as_str());
        let above = |at: Option<usize>| at.map_or(&[][..], |at| &lexical.organisations[at].above);
        let mut organisations = Vec::with_capacity(2 + above(itself).len() + above(own).len());
        for at in [itself, own] {
            organisations.extend(at);
            organisations.extend(above(at));
        }
        let names = kept.unwrap_or_else(|| self.names_of(&subject, itself));
        let full_name = match own.map(|at| (at, &lexical.organisations[at].organisation.name)) {
            Some((at, name)) if !subject.name.contains(name.as_str()) => {
                let owner = self.owners.entry(at).or_insert_with(|| say::possessive(name) + " ");
                [owner, subject.name.as_str()].concat()
            }
            _ => subject.name.clone(),
        };
        let (facts, context) = (Vec::new(), Box::default());
        SubjectDoc { subject, full_name, names, organisations: organisations.into(), facts, context }
    }

    /// All ways to name a subject, which may itself be an organisation of the lexicon.
    fn names_of(&mut self, subject: &Subject, itself: Option<usize>) -> Names {
        let lexical = self.lexical;
        let there = itself.map(|at| &lexical.organisations[at].organisation);
        let texts = std::iter::once(&subject.name).chain(&subject.aliases);
        let Room { words, terms, variants, names, .. } = &mut self.room;
        for text in texts.chain(there.into_iter().flat_map(|o| std::iter::once(&o.name).chain(&o.aliases))) {
            words.clear();
            self.learner.content(text, self.reader.read(text), words);
            variants.fill(words, &mut self.learner);
            for variant in variants.iter() {
                terms.clear();
                terms.extend(variant.iter().map(|word| self.learner.term(*word)));
                names.add(terms);
            }
            joined(text).for_each(|word| names.add(&[self.learner.intern(&word)]));
        }
        names.taken()
    }

    /// A source; its title is read where that is not kept.
    pub(super) fn source(&mut self, source: Arc<Source>, kept: Option<Box<[TermId]>>) -> SourceDoc {
        let terms = kept.unwrap_or_else(|| self.title_of(&source));
        SourceDoc { source, terms }
    }

    /// The terms of a source's title, publisher and author.
    fn title_of(&mut self, source: &Source) -> Box<[TermId]> {
        let mut words = std::mem::take(&mut self.room.words);
        words.clear();
        self.push_content(&source.title, &mut words);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            self.push_content(text, &mut words);
            self.push_joined(text, &mut words);
        }
        let mut terms = words.iter().map(|word| self.learner.term(*word)).collect();
        sort(&mut terms);
        self.room.words = words;
        terms.into()
    }

    /// Adds a fact, whose words are read where they are not kept. One whose subject, attribute or source is missing is
    /// left out: the rooms below this one hold them together, and an answer without its source is none.
    pub(super) fn add_fact(&mut self, fact: Arc<Fact>, hash: IdHash, kept: Option<Lent<'_>>, to: &mut FactRows) {
        let Some(standing) = self.standing(&fact, hash) else { return };
        // Words are kept of shipped facts; one of another layer may say something else under the same id.
        let shipped = || self.builder.words.get(&fact.id).map(FactWords::lent);
        match if fact.scope == Scope::Shipped { shipped() } else { kept } {
            Some(kept) => to.push(fact, standing, &kept),
            None => self.read_fact(fact, standing, to),
        };
        self.hashes.push(hash);
    }

    fn standing(&mut self, fact: &Fact, hash: IdHash) -> Option<Standing> {
        let (builder, lexical) = (self.builder, self.lexical);
        let Known { subject, attribute, sources, .. } = &mut self.known;
        let subject = last(subject, &fact.subject, |last| builder.next_subject_place(last, &fact.subject))?;
        let attribute = last(attribute, &fact.attribute, |_| lexical.by_attribute_id.get(&fact.attribute).copied())?;
        let source = sources.get(fact.source.as_str(), |id| builder.source_place(id))?;
        let wording = lexical.wordings.of_hashed(hash, fact.id.as_str());
        Some(Standing { subject, attribute, source, wording })
    }

    /// Adds a fact after reading its words.
    fn read_fact(&mut self, fact: Arc<Fact>, standing: Standing, to: &mut FactRows) -> usize {
        let questions: Vec<KnownQuestion> =
            fact.questions.iter().map(|question| self.known_question(question)).collect();
        let mut room = std::mem::take(&mut self.room);
        let Room { words, value, statement, cues, named, figures, .. } = &mut room;
        figures.clear();
        add_figures(&fact, figures);
        self.value(&fact, words, value);
        words.clear();
        if let Some(text) = &fact.statement {
            self.push_content(text, words);
            figures.extend(self.reader.figures());
            self.push_joined(text, words);
        }
        self.part(words, statement);
        words.clear();
        fact.cues.iter().for_each(|cue| self.push_content(cue, words));
        fact.cues.iter().for_each(|cue| self.push_joined(cue, words));
        self.part(words, cues);
        let all = [&*value, &*statement, &*cues];
        named.clear();
        named.extend(all.iter().flat_map(|parted| &parted.within));
        named.retain(|term| all.iter().all(|parted| parted.free.binary_search(term).is_err()));
        sort(named);
        let [value, statement, cues] = all.map(|parted| &*parted.free);
        let lent = Lent { value, statement, cues, named, questions: &questions, figures };
        let at = to.push(fact, standing, &lent);
        self.room = room;
        at
    }

    /// Files words, and the other forms of abbreviations among them.
    fn part(&mut self, words: &mut Vec<WordId>, to: &mut Parted) {
        to.clear();
        if words.is_empty() {
            return;
        }
        let Room { terms, variants, .. } = &mut self.room;
        variants.enrich(words, &mut self.learner);
        terms.clear();
        terms.extend(words.iter().map(|word| self.learner.term(*word)));
        self.lexical.part_by_organisations(terms, &mut to.within, &mut to.free);
        sort(&mut to.free);
    }

    fn known_question(&mut self, text: &str) -> KnownQuestion {
        let words = self.reader.read(text);
        let asks = grammar::question_word(&words.iter().collect::<Vec<_>>());
        let mut terms: Vec<TermId> = content(text, words).into_iter().map(|word| self.learner.intern(word)).collect();
        sort(&mut terms);
        KnownQuestion { terms, asks }
    }

    /// The terms of a fact's value and status, and of the names of subjects it links to.
    fn value(&mut self, fact: &Arc<Fact>, words: &mut Vec<WordId>, to: &mut Parted) {
        // Who said it counts with the value.
        let seen = fact.said_by.is_none().then(|| self.known.values.find(fact, to));
        if seen == Some(Ok(())) {
            return;
        }
        words.clear();
        self.add_value_words(fact, words);
        self.part(words, to);
        if let Some(Err(place)) = seen {
            self.known.values.remember(place, fact, to);
        }
    }

    fn add_value_words(&mut self, fact: &Fact, words: &mut Vec<WordId>) {
        if linked(&fact.value).is_none() {
            let text = match &fact.value {
                Value::Text(text) | Value::Rating(text) => Cow::Borrowed(text.as_str()),
                value => Cow::Owned(say::value(value, str::to_owned)),
            };
            self.push_content(&text, words);
            self.push_joined(&text, words);
        }
        if let Some(status) = fact.status {
            words.push(self.learner.number(status.word()));
        }
        for id in [fact.said_by.as_deref(), linked(&fact.value)].into_iter().flatten() {
            match self.builder.subject_place(id) {
                Some(at) => {
                    let linked = &self.builder.subjects[at].subject;
                    for text in std::iter::once(&linked.name).chain(&linked.aliases) {
                        self.push_content(text, words);
                    }
                }
                None => self.push_content(id, words),
            }
        }
    }
    /// Adds the content of a text.
    fn push_content(&mut self, text: &str, words: &mut Vec<WordId>) {
        self.learner.content(text, self.reader.read(text), words);
    }

    /// Adds the hyphenated words of a text, each as one.
    fn push_joined(&mut self, text: &str, words: &mut Vec<WordId>) {
        words.extend(joined(text).map(|word| self.learner.number(&word)));
    }
}

/// The place of an id: the one found last if it is the same, else what `find` finds, given the last place.
fn last<T: Clone + PartialEq>(
    last: &mut Option<(T, usize)>,
    id: &T,
    find: impl FnOnce(Option<usize>) -> Option<usize>,
) -> Option<usize> {
    if let Some((_, at)) = last.as_ref().filter(|(known, _)| known == id) {
        return Some(*at);
    }
    let at = find(last.as_ref().map(|(_, at)| *at))?;
    *last = Some((id.clone(), at));
    Some(at)
}

fn sort(terms: &mut Vec<TermId>) {
    terms.sort_unstable();
    terms.dedup();
}

fn linked(value: &Value) -> Option<&str> {
    match value {
        Value::Subject(id) => Some(id.as_str()),
        _ => None,
    }
}

/// Adds the figures and dates of a fact's value and period.
fn add_figures(fact: &Fact, figures: &mut Vec<Figure>) {
    figures.extend(fact.period.map(Figure::Period));
    let plain = |n: i64| Figure::Number { hundredths: n, scale: Scale::Plain };
    match &fact.value {
        Value::Date(date) => figures.push(Figure::Date(*date)),
        Value::Money(money) => figures.extend(money.amount.figures().map(plain)),
        Value::Count(count) => {
            figures.extend(count.amount.scaled(100).figures().map(plain));
            figures.extend(count.of.map(|n| plain(n.saturating_mul(100))));
        }
        Value::Duration(span) => figures.extend(span.amount.scaled(100).figures().map(plain)),
        _ => {}
    }
}
