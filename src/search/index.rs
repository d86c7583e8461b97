//! The index: subjects, attributes, organisations and facts as terms, with postings from terms to them.
//!
//! Facts are found two ways: by their subject's names (key fields, through the subject) and by their own words
//! (value, statement and cues: the second, lower-weighted field). Memory is about ten bytes a term of a fact.
//!
//! A small index may lie over another ([`Index::over`]): it shares everything of the one below, adds facts, puts some
//! in the place of others and hides some. Asking it gives what an index built anew from all of that would give.

use super::directory::Directory;
use super::documents::{AttributeDoc, FactDoc, OrganisationDoc, PhrasePlace, SourceDoc, SubjectDoc};
use super::facts::FactRows;
use super::layers::Layers;
use super::lexical::Lexical;
use super::likelihoods::Likelihoods;
use super::loan::Loan;
use super::postings::Postings;
use super::typing::ByOrganisation;
use super::vectors::Vectors;
use super::vocabulary::{TermId, Vocabulary};
use super::wording::Wordings;
use crate::fact::{FactId, Source};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// Everything that can be asked about.
#[derive(Debug)]
pub struct Index {
    pub(super) below: Option<Arc<Index>>,
    pub(super) lexical: Arc<Lexical>,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) subjects: Arc<Layers<SubjectDoc>>,
    pub(super) attributes: Arc<Layers<AttributeDoc>>,
    pub(super) facts: Arc<FactRows>,
    pub(super) sources: Arc<Layers<SourceDoc>>,
    /// Facts below, in any layer, that are not to be seen.
    pub(super) hidden: FxHashSet<usize>,
    // What follows is of this layer alone.
    pub(super) by_subject_id: Directory,
    pub(super) by_source_id: Directory,
    pub(super) by_fact_id: Directory,
    pub(super) term_subjects: Postings,
    pub(super) term_facts: Postings,
    /// How many facts each term leads to, where that differs from what the layer below says.
    pub(super) frequencies: FxHashMap<TermId, Frequency>,
    /// The same for the lowest layer and for large ones, which have them all.
    pub(super) all_frequencies: Vec<Frequency>,
    /// The logarithm of how many facts are not hidden.
    pub(super) ln_held: f32,
    pub(super) vectors: OnceLock<Vectors>,
    pub(super) by_organisation: OnceLock<ByOrganisation>,
}

impl Index {
    /// The words it knows.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// All subjects.
    pub fn subjects(&self) -> &Layers<SubjectDoc> {
        &self.subjects
    }

    /// The subject at a place.
    ///
    /// # Panics
    /// Beyond the end, as a slice would.
    pub fn subject(&self, at: usize) -> Loan<'_, SubjectDoc> {
        Loan::Kept(&self.subjects[at])
    }

    /// The facts of a subject, if there is one.
    pub fn facts_of(&self, subject: Option<usize>) -> Vec<usize> {
        subject.map_or_else(Vec::new, |at| self.subject(at).facts.clone())
    }

    /// The fact at a place, hidden or not.
    ///
    /// # Panics
    /// Beyond the end, as a slice would.
    pub fn fact(&self, at: usize) -> FactDoc<'_> {
        match self.facts.get(at) {
            Some(doc) => doc,
            None => panic!("there is no fact {at} of {}", self.facts.len()),
        }
    }

    /// All attributes of the lexicon.
    pub fn attributes(&self) -> &Layers<AttributeDoc> {
        &self.attributes
    }

    /// All organisations of the lexicon.
    pub fn organisations(&self) -> &[OrganisationDoc] {
        &self.lexical.organisations
    }

    /// How people put questions to facts.
    pub fn wordings(&self) -> &Wordings {
        &self.lexical.wordings
    }

    /// How likely words are where people ask for each fact that has a wording; the places are those of the wordings.
    pub fn fact_likelihoods(&self) -> &Likelihoods {
        &self.lexical.fact_likelihoods
    }

    /// How likely words are where people ask for each attribute; the places are those of the attributes.
    pub fn attribute_likelihoods(&self) -> &Likelihoods {
        &self.lexical.attribute_likelihoods
    }

    /// How near the nearest question is that the folder's facts are known not to answer, by terms, each once.
    pub fn nearest_unanswered(&self, terms: &[TermId]) -> f32 {
        self.lexical.unanswered.nearest(&self.lexical.wordings, terms)
    }

    /// All facts by their place. Those that a layer hides are among them, but none is in the list of a subject or
    /// an attribute; [`Index::held`] leaves them out.
    pub fn facts(&self) -> &FactRows {
        &self.facts
    }

    /// All facts that are not hidden, with their places.
    pub fn held(&self) -> impl Iterator<Item = (usize, FactDoc<'_>)> {
        (0..).zip(self.facts.iter()).filter(|(at, _)| !self.hidden.contains(at))
    }

    /// How many facts are not hidden.
    pub fn fact_count(&self) -> usize {
        self.facts.len() - self.hidden.len()
    }

    /// The source of a fact.
    pub fn source(&self, fact: &FactDoc) -> &Arc<Source> {
        &self.sources[fact.source].source
    }

    /// All sources.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.iter().map(|doc| &doc.source)
    }

    /// How many sources there are.
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }

    /// Terms of a source's title, publisher and author.
    pub fn source_terms(&self, fact: &FactDoc) -> &[TermId] {
        &self.sources[fact.source].terms
    }

    /// This index and those below it.
    pub(super) fn levels(&self) -> impl Iterator<Item = &Index> {
        std::iter::successors(Some(self), |level| level.below.as_deref())
    }

    /// How much this layer was made of: documents read or copied, and the places copied with them. Counted, so that it
    /// can be held to a bound.
    pub fn made_of(&self) -> usize {
        let subjects = self.subjects.changed().map(|(_, doc)| 1 + doc.facts.len() + doc.context.len());
        let attributes = self.attributes.changed().map(|(_, doc)| 1 + doc.facts.copied());
        let documents = self.facts.own_len() + self.sources.changed().count();
        documents + subjects.sum::<usize>() + attributes.sum::<usize>() + self.hidden.len()
    }

    /// A subject by its id.
    pub fn subject_by_id(&self, id: &str) -> Option<usize> {
        self.levels().find_map(|level| level.by_subject_id.find(id, |at| level.subjects[at].subject.id.as_str()))
    }

    /// A source by its id.
    pub fn source_by_id(&self, id: &str) -> Option<&Arc<Source>> {
        Some(&self.sources[self.source_place(id)?].source)
    }

    pub(super) fn source_place(&self, id: &str) -> Option<usize> {
        self.levels().find_map(|level| level.by_source_id.find(id, |at| level.sources[at].source.id.as_str()))
    }

    /// A fact by its id, unless it is hidden.
    pub fn fact_by_id(&self, id: &FactId) -> Option<usize> {
        let id = id.as_str();
        let of =
            |level: &Index| level.by_fact_id.find(id, |at| level.facts.fact(at).map_or("", |fact| fact.id.as_str()));
        self.levels().find_map(of).filter(|at| !self.hidden.contains(at))
    }

    /// An attribute by its id.
    pub fn attribute_by_id(&self, id: &str) -> Option<usize> {
        self.lexical.by_attribute_id.get(id).copied()
    }

    /// Whether the lexicon has an organisation of this id.
    pub fn has_organisation(&self, id: &str) -> bool {
        self.lexical.by_organisation_id.contains_key(id)
    }

    /// The full name of a subject by its id; the id itself where it is no subject.
    pub fn name_of(&self, id: &str) -> String {
        self.subject_by_id(id).map_or_else(|| id.to_owned(), |at| self.subjects[at].full_name.clone())
    }

    /// Whether a term is a closed word of English.
    pub fn is_closed(&self, term: TermId) -> bool {
        self.lexical.closed.get(term.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a term is a word of small talk, next to empty.
    pub fn is_filler(&self, term: TermId) -> bool {
        self.lexical.filler.get(term.0 as usize).copied().unwrap_or(false)
    }

    /// Subjects with the term in a name; one that a layer replaces may be named twice, or be left from a former name.
    pub fn subjects_with(&self, term: TermId) -> impl Iterator<Item = u32> {
        self.levels().flat_map(move |level| level.term_subjects.with(term).iter().copied())
    }

    /// Facts with the term in value, statement or cues.
    pub fn facts_with(&self, term: TermId) -> impl Iterator<Item = u32> {
        let all = self.levels().flat_map(move |level| level.term_facts.with(term).iter().copied());
        all.filter(|at| self.hidden.is_empty() || !self.hidden.contains(&(*at as usize)))
    }

    /// Attributes with the term in their words.
    pub fn attributes_with(&self, term: TermId) -> &[u32] {
        self.lexical.term_attributes.with(term)
    }

    /// The phrases of attributes that are filed under the term. Each is filed once, under a term that a question must
    /// have to have the phrase.
    pub fn phrases_told_by(&self, term: TermId) -> &[PhrasePlace] {
        self.lexical.telling.with(term)
    }

    /// The word of a phrase that stands for anything, if a phrase has it.
    pub fn phrase_gap(&self) -> Option<TermId> {
        self.lexical.gap
    }

    /// Organisations with the term in a name.
    pub fn organisations_with(&self, term: TermId) -> &[u32] {
        self.lexical.term_organisations.with(term)
    }

    /// Whether a subject's name or a fact has the term.
    pub fn is_held(&self, term: TermId) -> bool {
        self.subjects_with(term).next().is_some() || self.facts_with(term).next().is_some()
    }

    /// Whether a subject, a fact or an attribute has the term.
    pub fn speaks(&self, term: TermId) -> bool {
        self.is_held(term) || !self.attributes_with(term).is_empty()
    }

    /// The terms of words alike by their vectors that something held speaks of, with what each counts. The vectors
    /// are looked up for the first word that needs them: most questions have none, and a start should not wait.
    pub(super) fn alike(&self, word: &str) -> Vec<(TermId, f32)> {
        Vectors::alike(self.levels().map(Index::vectors), word)
    }

    /// The vectors of the words that this layer speaks of and those below do not.
    fn vectors(&self) -> &Vectors {
        let below = |term| self.below.as_ref().is_some_and(|below| below.speaks(term));
        let wanted = |term| self.speaks(term) && !self.is_closed(term) && !below(term);
        self.vectors.get_or_init(|| Vectors::of(self.vocabulary.words().filter(|(_, term)| wanted(*term))))
    }

    /// How telling a term is, from about 0.3 (in very many facts) to 1 (in one, or only in the lexicon): the
    /// inverse document frequency over the number of facts, as a share of its largest value.
    pub fn weight(&self, term: TermId) -> f32 {
        let ln = self.frequency(term).ln.min(self.ln_held);
        (1.0 - ln / self.ln_held.max(std::f32::consts::LN_2)).mul_add(0.7, 0.3)
    }

    /// How many facts have the term, in their own words or in their subject's names.
    pub(super) fn frequency(&self, term: TermId) -> Frequency {
        let of = |level: &Index| {
            level.frequencies.get(&term).or_else(|| level.all_frequencies.get(term.0 as usize)).copied()
        };
        self.levels().find_map(of).unwrap_or_default()
    }
}

/// How many facts a term leads to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frequency {
    pub(super) facts: u32,
    /// Its logarithm, 0 for none: asked for at every term that is weighed, and slow to work out.
    ln: f32,
}

impl From<u32> for Frequency {
    fn from(facts: u32) -> Self {
        Self { facts, ln: (facts.max(1) as f32).ln() }
    }
}
