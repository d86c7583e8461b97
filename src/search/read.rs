//! Reading subjects, sources and facts into documents.

use super::build::Builder;
use super::documents::{FactDoc, KnownQuestion, Name, SourceDoc, SubjectDoc};
use super::words::{content, intern_all, joined, sorted};
use crate::fact::{Fact, Source, Subject, Value};
use crate::text::{self, Figure, Scale, grammar, say, words};
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
        let mut texts = vec![subject.name.clone()];
        texts.extend(subject.aliases.iter().cloned());
        if let Some(at) = itself {
            let organisation = &lexical.organisations[at].organisation;
            texts.push(organisation.name.clone());
            texts.extend(organisation.aliases.iter().cloned());
        }
        let mut names = Vec::new();
        for text in &texts {
            for words in lexical.abbreviations.variants(content(text)).into_iter().chain(joined(text)) {
                let name = Name { terms: intern_all(&mut self.vocabulary, &words) };
                if !name.terms.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let full_name = match own.map(|at| &lexical.organisations[at].organisation.name) {
            Some(name) if !subject.name.contains(name.as_str()) => format!("{name}'s {}", subject.name),
            _ => subject.name.clone(),
        };
        let (facts, context) = (Vec::new(), Vec::new());
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
                self.by_subject_id.insert(id, at);
                self.renamed.push(at);
            }
        }
    }

    /// Adds a source, or puts it in the place of the one of its id.
    pub(super) fn add_source(&mut self, source: Arc<Source>) {
        let mut words = content(&source.title);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            words.extend(content(text));
            words.extend(joined(text).into_iter().flatten());
        }
        let terms = sorted(intern_all(&mut self.vocabulary, &words));
        let id = source.id.clone();
        let doc = SourceDoc { source, terms };
        match self.source_place(id.as_str()).and_then(|at| self.sources.change(at)) {
            Some(held) => *held = doc,
            None => {
                let at = self.sources.push(doc);
                self.by_source_id.insert(id, at);
            }
        }
    }

    /// Adds a fact. One whose subject, attribute or source is missing is left out: the rooms below this one hold
    /// them together, and an answer without its source is none.
    pub(super) fn add_fact(&mut self, fact: Arc<Fact>) {
        let (Some(subject), Some(attribute), Some(source)) = (
            self.subject_place(fact.subject.as_str()),
            self.lexical.by_attribute_id.get(&fact.attribute).copied(),
            self.source_place(fact.source.as_str()),
        ) else {
            return;
        };
        let mut value = value_words(&fact.value);
        value.extend(fact.status.map(|status| status.word().to_owned()));
        for id in [fact.said_by.as_deref(), linked(&fact.value)].into_iter().flatten() {
            match self.subject_place(id) {
                Some(at) => {
                    let linked = &self.subjects[at].subject;
                    for text in std::iter::once(&linked.name).chain(&linked.aliases) {
                        value.extend(content(text));
                    }
                }
                None => value.extend(content(id)),
            }
        }
        let statement_text = fact.statement.clone().unwrap_or_default();
        let mut statement = content(&statement_text);
        statement.extend(joined(&statement_text).into_iter().flatten());
        let mut cues: Vec<String> = fact.cues.iter().flat_map(|cue| content(cue)).collect();
        cues.extend(fact.cues.iter().flat_map(|cue| joined(cue)).flatten());
        let lexical = Arc::clone(&self.lexical);
        let abbreviations = &lexical.abbreviations;
        abbreviations.enrich(&mut value);
        abbreviations.enrich(&mut statement);
        abbreviations.enrich(&mut cues);
        let known = |text: &String| KnownQuestion {
            terms: sorted(intern_all(&mut self.vocabulary, &content(text))),
            asks: grammar::question_word(&words(text)),
        };
        let questions = fact.questions.iter().map(known).collect();
        let doc = FactDoc {
            subject,
            attribute,
            source,
            value: sorted(intern_all(&mut self.vocabulary, &value)),
            statement: sorted(intern_all(&mut self.vocabulary, &statement)),
            cues: sorted(intern_all(&mut self.vocabulary, &cues)),
            questions,
            figures: figures(&fact),
            fact,
        };
        let at = self.facts.push(doc);
        if let Some(doc) = self.subjects.change(subject) {
            doc.facts.push(at);
            self.touched.insert(subject);
        }
        if let Some(doc) = self.attributes.change(attribute) {
            doc.facts.push(at);
        }
    }
}

fn value_words(value: &Value) -> Vec<String> {
    match value {
        Value::Subject(_) => Vec::new(),
        other => {
            let text = say::value(other, str::to_owned);
            let mut words = content(&text);
            words.extend(joined(&text).into_iter().flatten());
            words
        }
    }
}

fn linked(value: &Value) -> Option<&str> {
    match value {
        Value::Subject(id) => Some(id.as_str()),
        _ => None,
    }
}

/// The figures and dates that a fact itself speaks of.
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
    figures.extend(fact.statement.iter().flat_map(|statement| text::figures(statement)));
    figures
}
