//! Reading subjects, sources and facts into documents.

use super::build::Builder;
use super::content::{content, intern_all, intern_set, joined, sorted};
use super::documents::{FactDoc, KnownQuestion, Name, SourceDoc, SubjectDoc};
use super::foundation::FactWords;
use super::vocabulary::TermId;
use crate::fact::{Fact, Scope, Source, Subject, Value};
use crate::text::{Figure, Reader, Scale, Words, grammar, say};
use std::sync::Arc;

impl Builder {
    /// Adds a subject, or puts it in the place of the one of its id.
    pub(super) fn add_subject(&mut self, subject: Arc<Subject>) {
        let lexical = Arc::clone(&self.lexical);
        let own = subject.organisation.as_deref().and_then(|id| lexical.organisation_at(id));
        let mut organisations: Vec<usize> = Vec::new();
        // A subject that is itself an organisation of the lexicon goes by all its names there.
        let itself = lexical.organisation_at(subject.id.as_str());
        for at in [itself, own].into_iter().flatten() {
            organisations.push(at);
            organisations.extend(&lexical.organisations[at].above);
        }
        let names = self.kept.names.pop_front().unwrap_or_else(|| self.names_of(&subject, itself));
        let full_name = match own.map(|at| &lexical.organisations[at].organisation.name) {
            Some(name) if !subject.name.contains(name.as_str()) => {
                format!("{} {}", say::possessive(name), subject.name)
            }
            _ => subject.name.clone(),
        };
        let (facts, context) = (Vec::new(), Box::default());
        let organisations = organisations.into();
        let id = subject.id.clone();
        let doc = SubjectDoc { subject, full_name, names, organisations, facts, context };
        match self.subject_place(id.as_str()).and_then(|at| Some((at, self.subjects.change(at)?))) {
            // What is said of it stays.
            Some((at, held)) => {
                let (facts, context) = (std::mem::take(&mut held.facts), std::mem::take(&mut held.context));
                *held = SubjectDoc { facts, context, ..doc };
                self.renamed.push(at);
            }
            None => {
                let at = self.subjects.push(doc);
                self.by_subject_id.file(id.as_str(), at, |at| self.subjects[at].subject.id.as_str());
                self.renamed.push(at);
            }
        }
    }

    /// All ways to name a subject, which may itself be an organisation of the lexicon.
    fn names_of(&mut self, subject: &Subject, itself: Option<usize>) -> Box<[Name]> {
        let lexical = Arc::clone(&self.lexical);
        let there = itself.map(|at| &lexical.organisations[at].organisation);
        let texts = std::iter::once(&subject.name).chain(&subject.aliases);
        let mut names = Vec::new();
        for text in texts.chain(there.into_iter().flat_map(|o| std::iter::once(&o.name).chain(&o.aliases))) {
            let variants = lexical.abbreviations.variants(content(text, self.reader.read(text)));
            let joined: Vec<String> = joined(text).collect();
            for words in variants.into_iter().chain(joined.iter().map(|word| vec![word.as_str()])) {
                let name = Name { terms: intern_all(&mut self.vocabulary, words).into() };
                if !name.terms.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.into()
    }

    /// The terms of a source's title, publisher and author.
    fn title_of(&mut self, source: &Source) -> Box<[TermId]> {
        let mut words = Words::default();
        push_content(&mut self.reader, &source.title, &mut words);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            push_content(&mut self.reader, text, &mut words);
            push_joined(text, &mut words);
        }
        intern_set(&mut self.vocabulary, &words).into()
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

    /// Adds a fact. One whose subject, attribute or source is missing is left out: the rooms below this one hold
    /// them together, and an answer without its source is none.
    pub(super) fn add_fact(&mut self, fact: Arc<Fact>) {
        let read = self.kept.next_fact();
        let (Some(subject), Some(attribute), Some(source)) = (
            self.subject_place(fact.subject.as_str()),
            self.lexical.by_attribute_id.get(&fact.attribute).copied(),
            self.source_place(fact.source.as_str()),
        ) else {
            return;
        };
        // Words are kept of shipped facts; one of another layer may say something else under the same id.
        let kept = if fact.scope == Scope::Shipped { self.words.remove(&fact.id) } else { read };
        let FactWords { value, statement, cues, named, questions, figures } =
            kept.unwrap_or_else(|| self.words_of(&fact));
        let doc = FactDoc { subject, attribute, source, value, statement, cues, named, questions, figures, fact };
        let at = self.facts.push(doc);
        if let Some(doc) = self.subjects.change(subject) {
            doc.facts.push(at);
            self.touched.insert(subject);
        }
        if let Some(doc) = self.attributes.change(attribute) {
            doc.facts.push(at);
        }
    }

    /// Reads and files the words of a fact.
    fn words_of(&mut self, fact: &Fact) -> FactWords {
        let mut figures = figures(fact);
        let mut value = self.value_words(fact);
        let (mut statement, mut cues) = (Words::default(), Words::default());
        if let Some(text) = &fact.statement {
            push_content(&mut self.reader, text, &mut statement);
            figures.extend(self.reader.figures());
            push_joined(text, &mut statement);
        }
        fact.cues.iter().for_each(|cue| push_content(&mut self.reader, cue, &mut cues));
        fact.cues.iter().for_each(|cue| push_joined(cue, &mut cues));
        let questions = fact.questions.iter().map(|question| self.known_question(question)).collect();
        let mut named = Vec::new();
        let [value, statement, cues] = [&mut value, &mut statement, &mut cues].map(|words| {
            self.lexical.abbreviations.enrich(words);
            let terms = intern_all(&mut self.vocabulary, words.iter());
            let (within, free) = self.lexical.parted_by_organisations(&terms);
            named.extend(within);
            sorted(free)
        });
        named.retain(|term| [&value, &statement, &cues].iter().all(|free| free.binary_search(term).is_err()));
        let [value, statement, cues, named] = [value, statement, cues, sorted(named)].map(Vec::into_boxed_slice);
        FactWords { value, statement, cues, named, questions, figures: figures.into() }
    }

    fn known_question(&mut self, text: &str) -> KnownQuestion {
        let words = self.reader.read(text);
        let asks = grammar::question_word(&words.iter().collect::<Vec<_>>());
        let terms = intern_all(&mut self.vocabulary, content(text, words));
        KnownQuestion { terms: sorted(terms), asks }
    }

    /// The words of a fact's value and status, and of the names of subjects it links to.
    fn value_words(&mut self, fact: &Fact) -> Words {
        let mut words = Words::default();
        if linked(&fact.value).is_none() {
            let text = say::value(&fact.value, str::to_owned);
            push_content(&mut self.reader, &text, &mut words);
            push_joined(&text, &mut words);
        }
        if let Some(status) = fact.status {
            words.push(status.word());
        }
        for id in [fact.said_by.as_deref(), linked(&fact.value)].into_iter().flatten() {
            match self.subject_place(id) {
                Some(at) => {
                    let linked = &self.subjects[at].subject;
                    for text in std::iter::once(&linked.name).chain(&linked.aliases) {
                        push_content(&mut self.reader, text, &mut words);
                    }
                }
                None => push_content(&mut self.reader, id, &mut words),
            }
        }
        words
    }
}

/// Adds the content of a text.
fn push_content(reader: &mut Reader, text: &str, words: &mut Words) {
    content(text, reader.read(text)).into_iter().for_each(|word| words.push(word));
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

/// The figures and dates of a fact's value and period.
fn figures(fact: &Fact) -> Vec<Figure> {
    let mut figures: Vec<Figure> = fact.period.map(Figure::Period).into_iter().collect();
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
    figures
}
