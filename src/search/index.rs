//! The index: subjects, attributes, organisations and facts as terms, with postings from terms to them.
//!
//! Facts are found two ways: by their subject's names (key fields, through the subject) and by their own words
//! (value, statement and cues: the second, lower-weighted field). Memory is about ten bytes a term of a fact.

use super::postings::Postings;
use super::vectors::Vectors;
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{AttributeId, Fact, Source, SourceId, Subject, SubjectId};
use crate::text::Figure;
use crate::text::lexicon::{Asks, Attribute, Organisation};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// One way to name something: its content terms in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name {
    /// The terms, function words left out.
    pub terms: Vec<TermId>,
}

/// A subject as the index knows it.
#[derive(Debug)]
pub struct SubjectDoc {
    /// The subject itself.
    pub subject: Arc<Subject>,
    /// Its full name: with the organisation's, if the name does not hold that already.
    pub full_name: String,
    /// Canonical name first, then the aliases, each also with abbreviations spelt out or put in.
    pub names: Vec<Name>,
    /// The organisation it belongs to, and those above it.
    pub organisations: Vec<usize>,
    /// Its facts.
    pub facts: Vec<usize>,
    /// Terms of all its facts: by what people describe it when they do not name it. Sorted.
    pub context: Vec<TermId>,
}

/// An attribute as the index knows it.
#[derive(Debug, Serialize, Deserialize)]
pub struct AttributeDoc {
    /// The attribute itself.
    pub attribute: Attribute,
    /// Its words and phrases as content terms, in any order.
    pub phrases: Vec<Name>,
    /// Its phrases with their function words ("report to"), to be met word for word.
    pub tight: Vec<Name>,
    /// The facts that have it.
    #[serde(skip)]
    pub facts: Vec<usize>,
}

/// An organisation as the index knows it.
#[derive(Debug, Serialize, Deserialize)]
pub struct OrganisationDoc {
    /// The organisation itself.
    pub organisation: Organisation,
    /// Its names and abbreviations.
    pub names: Vec<Name>,
    /// The organisations it is part of, nearest first.
    pub above: Vec<usize>,
}

/// A question that a fact is known to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownQuestion {
    /// Its content terms, sorted and without repeats.
    pub terms: Vec<TermId>,
    /// What kind of answer it expects, by its question word.
    pub asks: Option<Asks>,
}

/// A fact as the index knows it. All term lists are sorted and without repeats.
#[derive(Debug)]
pub struct FactDoc {
    /// The fact itself.
    pub fact: Arc<Fact>,
    /// Its subject.
    pub subject: usize,
    /// Its attribute.
    pub attribute: usize,
    /// Its source.
    pub source: usize,
    /// Terms of the value, with the names of a subject that is the value and of who said it.
    pub value: Vec<TermId>,
    /// Terms of the statement.
    pub statement: Vec<TermId>,
    /// Terms of the cues.
    pub cues: Vec<TermId>,
    /// The questions that it is known to answer.
    pub questions: Vec<KnownQuestion>,
    /// Figures and dates of its value, period and statement.
    pub figures: Vec<Figure>,
}

/// Everything that can be asked about.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) subjects: Vec<SubjectDoc>,
    pub(super) attributes: Vec<AttributeDoc>,
    pub(super) organisations: Vec<OrganisationDoc>,
    pub(super) facts: Vec<FactDoc>,
    pub(super) sources: Vec<Arc<Source>>,
    pub(super) source_terms: Vec<Vec<TermId>>,
    pub(super) by_subject_id: HashMap<SubjectId, usize>,
    pub(super) by_attribute_id: HashMap<AttributeId, usize>,
    pub(super) by_source_id: HashMap<SourceId, usize>,
    pub(super) by_organisation_id: HashMap<String, usize>,
    pub(super) term_subjects: Postings,
    pub(super) term_facts: Postings,
    pub(super) term_attributes: Postings,
    pub(super) term_organisations: Postings,
    pub(super) weights: Vec<f32>,
    pub(super) closed: Vec<bool>,
    pub(super) synonyms: HashMap<TermId, Vec<TermId>>,
    pub(super) synonym_phrases: Vec<(Name, Vec<TermId>)>,
    pub(super) vectors: OnceLock<Vectors>,
}

impl Index {
    /// The words it knows.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// All subjects.
    pub fn subjects(&self) -> &[SubjectDoc] {
        &self.subjects
    }

    /// All attributes of the lexicon.
    pub fn attributes(&self) -> &[AttributeDoc] {
        &self.attributes
    }

    /// All organisations of the lexicon.
    pub fn organisations(&self) -> &[OrganisationDoc] {
        &self.organisations
    }

    /// All facts.
    pub fn facts(&self) -> &[FactDoc] {
        &self.facts
    }

    /// The source of a fact.
    pub fn source(&self, fact: &FactDoc) -> &Arc<Source> {
        &self.sources[fact.source]
    }

    /// A source by its id.
    pub fn source_by_id(&self, id: &str) -> Option<&Arc<Source>> {
        self.by_source_id.get(id).and_then(|at| self.sources.get(*at))
    }

    /// How many sources there are.
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }

    /// Terms of a source's title, publisher and author.
    pub fn source_terms(&self, fact: &FactDoc) -> &[TermId] {
        &self.source_terms[fact.source]
    }

    /// A subject by its id.
    pub fn subject_by_id(&self, id: &str) -> Option<usize> {
        self.by_subject_id.get(id).copied()
    }

    /// An attribute by its id.
    pub fn attribute_by_id(&self, id: &str) -> Option<usize> {
        self.by_attribute_id.get(id).copied()
    }

    /// The full name of a subject by its id; the id itself where it is no subject.
    pub fn name_of(&self, id: &str) -> String {
        self.subject_by_id(id).map_or_else(|| id.to_owned(), |at| self.subjects[at].full_name.clone())
    }

    /// Whether a term is a closed word of English.
    pub fn is_closed(&self, term: TermId) -> bool {
        self.closed.get(term.0 as usize).copied().unwrap_or(false)
    }

    /// Subjects with the term in a name.
    pub fn subjects_with(&self, term: TermId) -> &[u32] {
        self.term_subjects.with(term.0)
    }

    /// Facts with the term in value, statement or cues.
    pub fn facts_with(&self, term: TermId) -> &[u32] {
        self.term_facts.with(term.0)
    }

    /// Attributes with the term in their words.
    pub fn attributes_with(&self, term: TermId) -> &[u32] {
        self.term_attributes.with(term.0)
    }

    /// Organisations with the term in a name.
    pub fn organisations_with(&self, term: TermId) -> &[u32] {
        self.term_organisations.with(term.0)
    }

    /// Whether a subject, a fact or an attribute has the term.
    pub fn speaks(&self, term: TermId) -> bool {
        !(self.subjects_with(term).is_empty()
            && self.facts_with(term).is_empty()
            && self.attributes_with(term).is_empty())
    }

    /// The vectors of the words that something held speaks of. Looked up for the first word that needs them: most
    /// questions have none, and a start should not wait for them.
    pub(super) fn vectors(&self) -> &Vectors {
        let wanted = |term| self.speaks(term) && !self.is_closed(term);
        self.vectors.get_or_init(|| Vectors::of(self.vocabulary.words().filter(|(_, term)| wanted(*term))))
    }

    /// How telling a term is, from about 0.3 (in very many facts) to 1 (in one, or only in the lexicon): the
    /// inverse document frequency over the number of facts, as a share of its largest value.
    pub fn weight(&self, term: TermId) -> f32 {
        self.weights.get(term.0 as usize).copied().unwrap_or(1.0)
    }
}
