//! Reading subjects, sources and facts into documents.
//!
//! A share of them is read without changing the builder, so that two threads can read at once; what is read waits in the
//! share for its place.

use super::build::Builder;
use super::content::{content, each_content, intern_all, joined, sorted};
use super::documents::{KnownQuestion, Name, SourceDoc, SubjectDoc};
use super::facts::{FactRows, Lent, Standing};
use super::foundation::FactWords;
use super::learner::{Learner, Met};
use super::lexical::Lexical;
use super::vocabulary::TermId;
use crate::fact::{Fact, Scope, Source, Subject, SubjectId, Value};
use crate::text::{Figure, Reader, Scale, Words, grammar, say};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

/// The words of so many values are remembered: the same places, dates and sums come again and again.
const REMEMBERED: usize = 16_384;

/// A reader of a share of a layer's documents.
pub(super) struct Reading<'a> {
    builder: &'a Builder,
    lexical: &'a Lexical,
    learner: Learner<'a>,
    reader: Reader,
    /// What the names of organisations begin the full names of their subjects with.
    owners: FxHashMap<usize, String>,
    known: Known,
    /// Room that is used again for each fact.
    room: Room,
}

/// What a share of facts has in common, and need not be looked up or read for each.
#[derive(Default)]
struct Known {
    /// The terms of values that were read.
    values: FxHashMap<Alike, Rc<Parted>>,
    /// The last subject: facts mostly come subject by subject.
    subject: Option<(SubjectId, usize)>,
    /// The places of attributes and sources by where the text of their ids lies, for facts share these. All ids are
    /// there before the first is read, so that none comes to lie where another was.
    attributes: FxHashMap<*const u8, Option<usize>>,
    sources: FxHashMap<*const u8, Option<usize>>,
}

/// A fact as one of all that have its value and status.
struct Alike(Arc<Fact>);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, to: &mut H) {
        (&self.0.value, self.0.status).hash(to);
    }
}

impl PartialEq for Alike {
    fn eq(&self, other: &Self) -> bool {
        (&self.0.value, self.0.status) == (&other.0.value, other.0.status)
    }
}

impl Eq for Alike {}

/// Terms of a text, sorted, and those within the names of organisations.
#[derive(Debug, Clone, Default)]
struct Parted {
    free: Vec<TermId>,
    within: Vec<TermId>,
}

#[derive(Default)]
struct Room {
    words: Words,
    terms: Vec<TermId>,
    statement: Parted,
    cues: Parted,
    named: Vec<TermId>,
    figures: Vec<Figure>,
    names: Vec<Name>,
}

impl<'a> Reading<'a> {
    /// Over all that the builder has so far.
    pub(super) fn over(builder: &'a Builder) -> Self {
        Self {
            builder,
            lexical: &builder.lexical,
            learner: Learner::over(&builder.vocabulary),
            reader: Reader::default(),
            owners: FxHashMap::default(),
            known: Known::default(),
            room: Room::default(),
        }
    }

    /// The words that were met.
    pub(super) fn into_met(self) -> Vec<Met> {
        self.learner.into_met()
    }

    /// A subject; its names are read where they are not kept.
    pub(super) fn subject(&mut self, subject: Arc<Subject>, kept: Option<Box<[Name]>>) -> SubjectDoc {
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
    fn names_of(&mut self, subject: &Subject, itself: Option<usize>) -> Box<[Name]> {
        let lexical = self.lexical;
        let there = itself.map(|at| &lexical.organisations[at].organisation);
        let texts = std::iter::once(&subject.name).chain(&subject.aliases);
        let names = &mut self.room.names;
        for text in texts.chain(there.into_iter().flat_map(|o| std::iter::once(&o.name).chain(&o.aliases))) {
            let variants = lexical.abbreviations.variants(content(text, self.reader.read(text)));
            let joined: Vec<String> = joined(text).collect();
            for words in variants.into_iter().chain(joined.iter().map(|word| vec![word.as_str()])) {
                let name = Name { terms: words.into_iter().map(|word| self.learner.intern(word)).collect() };
                if !name.terms.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.drain(..).collect()
    }

    /// Adds a fact, whose words are read where they are not kept. One whose subject, attribute or source is missing is
    /// left out: the rooms below this one hold them together, and an answer without its source is none.
    pub(super) fn add_fact(&mut self, fact: Arc<Fact>, kept: Option<Lent<'_>>, to: &mut FactRows) {
        let Some(standing) = self.standing(&fact) else { return };
        // Words are kept of shipped facts; one of another layer may say something else under the same id.
        let shipped = || self.builder.words.get(&fact.id).map(FactWords::lent);
        match if fact.scope == Scope::Shipped { shipped() } else { kept } {
            Some(kept) => to.push(fact, standing, &kept),
            None => self.read_fact(fact, standing, to),
        };
    }

    fn standing(&mut self, fact: &Fact) -> Option<Standing> {
        let Known { subject: last, attributes, sources, .. } = &mut self.known;
        let subject = match last {
            Some((id, at)) if *id == fact.subject => *at,
            _ => last.insert((fact.subject.clone(), self.builder.subject_place(fact.subject.as_str())?)).1,
        };
        let by_id = &self.lexical.by_attribute_id;
        let attribute = fact.attribute.as_str().as_ptr();
        let attribute = *attributes.entry(attribute).or_insert_with(|| by_id.get(&fact.attribute).copied());
        let id = fact.source.as_str();
        let source = *sources.entry(id.as_ptr()).or_insert_with(|| self.builder.source_place(id));
        let wording = self.lexical.wordings.of(fact.id.as_str());
        Some(Standing { subject, attribute: attribute?, source: source?, wording })
    }

    /// Adds a fact after reading its words.
    fn read_fact(&mut self, fact: Arc<Fact>, standing: Standing, to: &mut FactRows) -> usize {
        let questions: Vec<KnownQuestion> =
            fact.questions.iter().map(|question| self.known_question(question)).collect();
        let mut room = std::mem::take(&mut self.room);
        let Room { words, statement, cues, named, figures, .. } = &mut room;
        figures.clear();
        add_figures(&fact, figures);
        let value = self.value(&fact, words);
        words.clear();
        if let Some(text) = &fact.statement {
            push_content(&mut self.reader, text, words);
            figures.extend(self.reader.figures());
            push_joined(text, words);
        }
        self.part(words, statement);
        words.clear();
        fact.cues.iter().for_each(|cue| push_content(&mut self.reader, cue, words));
        fact.cues.iter().for_each(|cue| push_joined(cue, words));
        self.part(words, cues);
        let all = [&*value, statement, cues];
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
    fn part(&mut self, words: &mut Words, to: &mut Parted) {
        to.free.clear();
        to.within.clear();
        if words.is_empty() {
            return;
        }
        self.lexical.abbreviations.enrich(words);
        let terms = &mut self.room.terms;
        terms.clear();
        terms.extend(words.iter().map(|word| self.learner.intern(word)));
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
    fn value(&mut self, fact: &Arc<Fact>, words: &mut Words) -> Rc<Parted> {
        let alike = Alike(Arc::clone(fact));
        if let Some(known) = self.known.values.get(&alike).filter(|_| fact.said_by.is_none()) {
            return Rc::clone(known);
        }
        words.clear();
        self.add_value_words(fact, words);
        let mut parted = Parted::default();
        self.part(words, &mut parted);
        let parted = Rc::new(parted);
        if fact.said_by.is_none() {
            if self.known.values.len() == REMEMBERED {
                self.known.values.clear();
            }
            self.known.values.insert(alike, Rc::clone(&parted));
        }
        parted
    }

    fn add_value_words(&mut self, fact: &Fact, words: &mut Words) {
        if linked(&fact.value).is_none() {
            let text = match &fact.value {
                Value::Text(text) | Value::Rating(text) => Cow::Borrowed(text.as_str()),
                value => Cow::Owned(say::value(value, str::to_owned)),
            };
            push_content(&mut self.reader, &text, words);
            push_joined(&text, words);
        }
        if let Some(status) = fact.status {
            words.push(status.word());
        }
        for id in [fact.said_by.as_deref(), linked(&fact.value)].into_iter().flatten() {
            match self.builder.subject_place(id) {
                Some(at) => {
                    let linked = &self.builder.subjects[at].subject;
                    for text in std::iter::once(&linked.name).chain(&linked.aliases) {
                        push_content(&mut self.reader, text, words);
                    }
                }
                None => push_content(&mut self.reader, id, words),
            }
        }
    }
}

fn sort(terms: &mut Vec<TermId>) {
    terms.sort_unstable();
    terms.dedup();
}

impl Builder {
    /// The terms of a source's title, publisher and author.
    fn title_of(&mut self, source: &Source) -> Box<[TermId]> {
        let (mut words, mut reader) = (Words::default(), Reader::default());
        push_content(&mut reader, &source.title, &mut words);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            push_content(&mut reader, text, &mut words);
            push_joined(text, &mut words);
        }
        sorted(intern_all(&mut self.vocabulary, words.iter())).into()
    }

    /// Adds a source, or puts it in the place of the one of its id.
    pub(super) fn add_source(&mut self, source: Arc<Source>) {
        let terms = self.kept.titles.pop_front().unwrap_or_else(|| self.title_of(&source));
        let id = source.id.clone();
        let doc = SourceDoc { source, terms };
        match self.source_place(id.as_str()).and_then(|at| self.sources.change(at)) {
            Some(held) => *held = doc,
            None => {
                let at = self.sources.push(doc);
                self.by_source_id.file(id.as_str(), at, |at| self.sources[at].source.id.as_str());
            }
        }
    }
}

/// Adds the content of a text.
fn push_content(reader: &mut Reader, text: &str, words: &mut Words) {
    each_content(text, reader.read(text), |word| words.push(word));
}

/// Adds the hyphenated words of a text, each as one.
fn push_joined(text: &str, words: &mut Words) {
    joined(text).for_each(|word| words.push(&word));
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
