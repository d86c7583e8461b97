//! Building the index from its foundation, subjects, sources and facts.

use super::abbreviations::Abbreviations;
use super::content::{content, intern_all, intern_set, joined, sorted};
use super::foundation::{FactWords, Foundation};
use super::index::{FactDoc, Index, KnownQuestion, Name, SubjectDoc};
use super::postings::Postings;
use super::vocabulary::TermId;
use crate::fact::{Fact, FactId, Scope, Source, Subject, Value};
use crate::text::lexicon::Lexicon;
use crate::text::{Figure, Reader, Scale, Words, grammar, say};
use std::collections::HashMap;
use std::sync::Arc;

impl Foundation {
    /// Builds the index. Facts whose subject, attribute or source is missing are left out: the rooms below
    /// this one hold them together, and an answer without its source is none.
    pub fn build(
        self,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Index {
        let mut index = Builder::filled(self, subjects, sources, facts).index;
        index.vocabulary.file_near();
        index.gather_context();
        index.post();
        index.weigh_terms();
        index
    }
}

/// An index to which subjects, sources and facts are added, in this order.
pub(super) struct Builder {
    pub(super) index: Index,
    pub(super) abbreviations: Abbreviations,
    /// What need not be read again.
    words: HashMap<FactId, FactWords>,
    reader: Reader,
}

impl Builder {
    pub(super) fn filled(
        foundation: Foundation,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        let mut builder = Self::on(foundation);
        subjects.into_iter().for_each(|subject| builder.add_subject(subject));
        sources.into_iter().for_each(|source| builder.add_source(source));
        facts.into_iter().for_each(|fact| builder.add_fact(fact));
        builder
    }

    fn on(foundation: Foundation) -> Self {
        let Foundation {
            vocabulary,
            closed,
            organisations,
            attributes,
            synonyms,
            synonym_phrases,
            abbreviations,
            words,
        } = foundation;
        let by_organisation_id =
            (0..).zip(&organisations).map(|(at, doc)| (doc.organisation.id.clone(), at)).collect();
        let by_attribute_id = (0..).zip(&attributes).map(|(at, doc)| (doc.attribute.id.clone(), at)).collect();
        let index = Index {
            vocabulary,
            closed,
            organisations,
            attributes,
            synonyms,
            synonym_phrases,
            by_organisation_id,
            by_attribute_id,
            ..Index::default()
        };
        Self { index, abbreviations, words, reader: Reader::default() }
    }

    fn add_subject(&mut self, subject: Arc<Subject>) {
        let index = &mut self.index;
        let own = subject.organisation.as_deref().and_then(|id| index.organisation_at(id));
        let mut organisations: Vec<usize> = Vec::new();
        // A subject that is itself an organisation of the lexicon goes by all its names there.
        let itself = index.organisation_at(subject.id.as_str());
        for at in [itself, own].into_iter().flatten() {
            organisations.push(at);
            organisations.extend(&index.organisations[at].above);
        }
        let there = itself.map(|at| &index.organisations[at].organisation);
        let texts = std::iter::once(&subject.name).chain(&subject.aliases);
        let mut names = Vec::new();
        for text in texts.chain(there.into_iter().flat_map(|o| std::iter::once(&o.name).chain(&o.aliases))) {
            let variants = self.abbreviations.variants(content(text, self.reader.read(text)));
            let joined: Vec<String> = joined(text).collect();
            for words in variants.into_iter().chain(joined.iter().map(|word| vec![word.as_str()])) {
                let name = Name { terms: intern_all(&mut index.vocabulary, words) };
                if !name.terms.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let full_name = match own.map(|at| &index.organisations[at].organisation.name) {
            Some(name) if !subject.name.contains(name.as_str()) => format!("{name}'s {}", subject.name),
            _ => subject.name.clone(),
        };
        index.by_subject_id.insert(subject.id.clone(), index.subjects.len());
        index.subjects.push(SubjectDoc {
            subject,
            full_name,
            names,
            organisations,
            facts: Vec::new(),
            context: Vec::new(),
        });
    }

    fn add_source(&mut self, source: Arc<Source>) {
        let mut words = Words::default();
        push_content(&mut self.reader, &source.title, &mut words);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            push_content(&mut self.reader, text, &mut words);
            push_joined(text, &mut words);
        }
        let index = &mut self.index;
        index.by_source_id.insert(source.id.clone(), index.sources.len());
        index.source_terms.push(intern_set(&mut index.vocabulary, &words));
        index.sources.push(source);
    }

    fn add_fact(&mut self, fact: Arc<Fact>) {
        let (Some(&subject), Some(&attribute), Some(&source)) = (
            self.index.by_subject_id.get(&fact.subject),
            self.index.by_attribute_id.get(&fact.attribute),
            self.index.by_source_id.get(&fact.source),
        ) else {
            return;
        };
        // A nearer layer may hold a fact of the same id that says something else.
        let kept = if fact.scope == Scope::Shipped { self.words.remove(&fact.id) } else { None };
        let FactWords { value, statement, cues, questions, figures } = kept.unwrap_or_else(|| self.words_of(&fact));
        let index = &mut self.index;
        let at = index.facts.len();
        index.subjects[subject].facts.push(at);
        index.attributes[attribute].facts.push(at);
        index.facts.push(FactDoc { subject, attribute, source, value, statement, cues, questions, figures, fact });
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
        let [value, statement, cues] = [&mut value, &mut statement, &mut cues].map(|words| {
            self.abbreviations.enrich(words);
            intern_set(&mut self.index.vocabulary, words)
        });
        FactWords { value, statement, cues, questions, figures }
    }

    fn known_question(&mut self, text: &str) -> KnownQuestion {
        let words = self.reader.read(text);
        let asks = grammar::question_word(&words.iter().collect::<Vec<_>>());
        let terms = intern_all(&mut self.index.vocabulary, content(text, words));
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
            match self.index.subject_by_id(id) {
                Some(at) => {
                    let linked = &self.index.subjects[at].subject;
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

impl Index {
    /// Builds the index of a lexicon and facts at once; see [`Foundation::build`].
    pub fn build(
        lexicon: Lexicon,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        Foundation::new(lexicon).build(subjects, sources, facts)
    }

    fn organisation_at(&self, id: &str) -> Option<usize> {
        self.by_organisation_id.get(id).copied()
    }

    /// Gathers for each subject the terms of all its facts.
    fn gather_context(&mut self) {
        for subject in &mut self.subjects {
            let facts = subject.facts.iter().map(|at| &self.facts[*at]);
            subject.context =
                sorted(facts.flat_map(|f| f.value.iter().chain(&f.statement).chain(&f.cues)).copied().collect());
        }
    }

    /// Fills the postings from the documents.
    fn post(&mut self) {
        let terms = self.vocabulary.terms();
        self.closed.resize(terms, false);
        self.term_subjects = Postings::of(terms, &named(self.subjects.iter().map(|doc| doc.names.iter())));
        let phrases = self.attributes.iter().map(|doc| doc.phrases.iter().chain(&doc.tight));
        self.term_attributes = Postings::of(terms, &named(phrases));
        self.term_organisations = Postings::of(terms, &named(self.organisations.iter().map(|doc| doc.names.iter())));
        let facts = (0..).zip(&self.facts);
        let said = facts.flat_map(|(at, doc)| {
            let asked = doc.questions.iter().flat_map(|question| &question.terms);
            doc.value.iter().chain(&doc.statement).chain(&doc.cues).chain(asked).map(move |term| (term.0, at))
        });
        self.term_facts = Postings::of(terms, &said.collect::<Vec<_>>());
    }

    /// Works out what [`Index::weight`] says of each term: a question asks for hundreds of them.
    fn weigh_terms(&mut self) {
        let facts = self.facts.len().max(2) as f32;
        let weight = |term: TermId| {
            let of_subjects = self.subjects_with(term).iter().map(|s| self.subjects[*s as usize].facts.len());
            let in_facts = self.facts_with(term).len();
            let frequency = (in_facts + of_subjects.sum::<usize>()).min(self.facts.len()).max(1) as f32;
            (1.0 - frequency.ln() / facts.ln()).mul_add(0.7, 0.3)
        };
        self.weights = (0..).map(TermId).map(weight).take(self.vocabulary.terms()).collect();
    }
}

/// The terms of each document's names, with the document's place.
fn named<'a, N: Iterator<Item = &'a Name>>(documents: impl Iterator<Item = N>) -> Vec<(u32, u32)> {
    let names = (0..).zip(documents).flat_map(|(at, names)| names.map(move |name| (at, name)));
    names.flat_map(|(at, name)| name.terms.iter().map(move |term| (term.0, at))).collect()
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
