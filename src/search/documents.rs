//! The documents of the index: subjects, attributes, organisations, sources and facts as terms.

use super::layers::Places;
use super::names::Names;
use super::phrases::Phrases;
use super::vocabulary::TermId;
use super::wording::WordingId;
use crate::fact::{Fact, Source, Subject};
use crate::text::Figure;
use crate::text::lexicon::{Asks, Attribute, Organisation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A subject as the index knows it.
#[derive(Debug, Clone)]
pub struct SubjectDoc {
    /// The subject itself.
    pub subject: Arc<Subject>,
    /// Its full name: with the organisation's, if the name does not hold that already.
    pub full_name: String,
    /// Canonical name first, then the aliases, each also with abbreviations spelt out or put in.
    pub names: Names,
    /// The organisation it belongs to, and those above it.
    pub organisations: Box<[usize]>,
    /// Its facts.
    pub facts: Vec<usize>,
    /// Terms of all its facts: by what people describe it when they do not name it. Sorted.
    pub context: Box<[TermId]>,
}

/// An attribute as the index knows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AttributeDoc {
    /// The attribute itself.
    pub attribute: Attribute,
    /// Its words and phrases as content terms, in any order.
    pub phrases: Phrases,
    /// Its phrases with their function words ("report to"), to be met word for word.
    pub tight: Phrases,
    /// The facts that have it.
    #[serde(skip)]
    pub facts: Places,
}

/// Where a phrase of an attribute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PhrasePlace {
    /// The attribute's place.
    pub attribute: u32,
    /// It is one of those to be met word for word.
    pub tight: bool,
    /// Its place among these.
    pub at: u32,
}

/// An organisation as the index knows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrganisationDoc {
    /// The organisation itself.
    pub organisation: Organisation,
    /// Its names and abbreviations.
    pub names: Names,
    /// The organisations it is part of, nearest first.
    pub above: Vec<usize>,
}

/// A source as the index knows it.
#[derive(Debug, Clone)]
pub(super) struct SourceDoc {
    /// The source itself.
    pub source: Arc<Source>,
    /// Terms of its title, publisher and author; sorted.
    pub terms: Box<[TermId]>,
}

/// A question that a fact is known to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownQuestion {
    /// Its content terms, sorted and without repeats.
    pub terms: Vec<TermId>,
    /// What kind of answer it expects, by its question word.
    pub asks: Option<Asks>,
}

/// A fact as the index knows it, borrowed from it. All term lists are sorted and without repeats.
#[derive(Debug, Clone, Copy)]
pub struct FactDoc<'a> {
    /// The fact itself.
    pub fact: &'a Arc<Fact>,
    /// Its subject.
    pub subject: usize,
    /// Its attribute.
    pub attribute: usize,
    /// Its source.
    pub source: usize,
    /// How people put questions to it.
    pub wording: Option<WordingId>,
    /// Terms of the value, with the names of a subject that is the value and of who said it.
    pub value: &'a [TermId],
    /// Terms of the statement.
    pub statement: &'a [TermId],
    /// Terms of the cues.
    pub cues: &'a [TermId],
    /// Terms that stand in these only within the name of an organisation, in none of the lists above: they speak of
    /// the organisation, and each alone says nothing of the fact.
    pub named: &'a [TermId],
    /// The questions that it is known to answer.
    pub questions: &'a [KnownQuestion],
    /// Figures and dates of its value, period and statement.
    pub figures: &'a [Figure],
}

impl<'a> FactDoc<'a> {
    /// The terms by which it is found, some of them twice.
    pub(super) fn terms(self) -> impl Iterator<Item = TermId> + Clone + use<'a> {
        let asked = self.questions.iter().flat_map(|question| &question.terms);
        self.value.iter().chain(self.statement).chain(self.cues).chain(self.named).chain(asked).copied()
    }
}
