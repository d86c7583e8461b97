//! Filing what was read: words, names and ids, each with the documents that have it.

use super::build::Builder;
use super::content;
use super::directory::{Directory, IdHash};
use super::documents::{AttributeDoc, SubjectDoc};
use super::facts::FactRows;
use super::index::{Frequency, Index};
use super::layers::Layers;
use super::postings::Postings;
use super::shares;
use super::vocabulary::TermId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

impl Builder {
    /// The index of all that was added.
    pub(super) fn finish(mut self) -> Index {
        // One may have been renamed twice.
        self.renamed.sort_unstable();
        self.renamed.dedup();
        let small = self.below.is_some();
        // By number a term's list is found at once, which is worth an entry for each term to a layer that has most.
        let dense = !small || self.facts.own_len() * 4 > self.vocabulary.terms();
        let (term_subjects, term_facts, by_fact_id) = self.file(dense);
        let changes = if small { self.frequency_changes() } else { FxHashMap::default() };
        let mut hidden = self.below.as_ref().map_or_else(FxHashSet::default, |below| below.hidden.clone());
        hidden.extend(&self.newly_hidden);
        let mut index = Index {
            below: self.below,
            lexical: self.lexical,
            vocabulary: Arc::new(self.vocabulary),
            subjects: Arc::new(self.subjects),
            attributes: Arc::new(self.attributes),
            facts: Arc::new(self.facts),
            sources: Arc::new(self.sources),
            hidden,
            by_subject_id: self.by_subject_id,
            by_source_id: self.by_source_id,
            by_fact_id,
            term_subjects,
            term_facts,
            frequencies: FxHashMap::default(),
            all_frequencies: Vec::new(),
            ln_held: 0.0,
            vectors: OnceLock::new(),
            by_organisation: OnceLock::new(),
        };
        index.count(changes, small && dense);
        index
    }

    /// Files words, names and ids, and the facts under their subjects and attributes. Gives the subjects and the facts of
    /// each term, and the places of facts.
    fn file(&mut self, dense: bool) -> (Postings, Postings, Directory) {
        let terms = self.vocabulary.terms();
        let many = self.crew.for_so_many(self.facts.own_len()) > 1;
        let Self { vocabulary, subjects, attributes, facts, fact_hashes, renamed, touched, .. } = self;
        let names = || {
            vocabulary.file_near();
            let names = renamed.iter().filter_map(|at| Some((*at, &subjects.get(*at)?.names)));
            let names = names.flat_map(|(at, names)| names.terms().map(move |term| (term, at)));
            (postings(dense, terms, names), directory(facts, fact_hashes))
        };
        let words = || {
            let words = facts.own_terms().flat_map(|(at, terms)| terms.map(move |term| (term, at)));
            file_by_attribute(attributes, facts);
            (postings(dense, terms, words), gathered(subjects, touched, facts))
        };
        let ((term_facts, gathered), (term_subjects, by_fact_id)) = shares::both(many, words, names);
        for Gathered { subject, facts, context } in gathered {
            if let Some(doc) = subjects.change(subject) {
                (doc.facts, doc.context) = (facts, context);
            }
        }
        (term_subjects, term_facts, by_fact_id)
    }

    /// To how many facts more, or fewer, each term leads than in the layer below.
    fn frequency_changes(&self) -> FxHashMap<TermId, i64> {
        let mut changes: FxHashMap<TermId, i64> = FxHashMap::default();
        let mut add = |terms: Vec<TermId>, by: i64| {
            content::sorted(terms).into_iter().for_each(|term| *changes.entry(term).or_default() += by);
        };
        for at in &self.newly_hidden {
            self.facts.get(*at).into_iter().for_each(|doc| add(doc.terms().collect(), -1));
        }
        self.facts.own().for_each(|(_, doc)| add(doc.terms().collect(), 1));
        let named = |doc: &SubjectDoc| doc.names.terms().collect();
        for (at, doc) in self.subjects.changed() {
            if let Some(former) = self.below.as_ref().and_then(|below| below.subjects.get(at)) {
                add(named(former), -(former.facts.len() as i64));
            }
            add(named(doc), doc.facts.len() as i64);
        }
        changes
    }
}

/// The documents of each term.
fn postings(dense: bool, terms: usize, pairs: impl Iterator<Item = (TermId, usize)> + Clone) -> Postings {
    if dense { Postings::dense(terms, pairs) } else { Postings::sparse(pairs) }
}

/// The places of the facts of a layer by their ids, whose hashes are known.
fn directory(facts: &FactRows, hashes: &[Vec<IdHash>]) -> Directory {
    let id_at = |at: usize| facts.fact(at).map_or("", |fact| fact.id.as_str());
    let mut by_id = Directory::with_room(facts.own_len());
    facts.own_places().zip(hashes.iter().flatten()).for_each(|(at, hash)| by_id.file_hashed(*hash, at, id_at));
    by_id
}

/// Files the facts of a layer under their attributes.
fn file_by_attribute(attributes: &mut Layers<AttributeDoc>, facts: &FactRows) {
    for (attribute, at) in facts.own_attributes() {
        if let Some(doc) = attributes.change(attribute) {
            doc.facts.push(at);
        }
    }
    attributes.each_own(|doc| doc.facts.seal());
}

/// The facts of a subject, and the terms of all of them.
struct Gathered {
    subject: usize,
    facts: Vec<usize>,
    context: Box<[TermId]>,
}

/// Gathers the facts of the subjects that have some in this layer, or of which it hides some.
fn gathered(subjects: &Layers<SubjectDoc>, hidden_of: &[usize], facts: &FactRows) -> Vec<Gathered> {
    let hidden_of = hidden_of.iter().map(|subject| (*subject, 0..0));
    let mut runs: Vec<(usize, Range<usize>)> = facts.own_runs().chain(hidden_of).collect();
    // Facts mostly come subject by subject.
    runs.sort_by_key(|(subject, _)| *subject);
    let mut terms = Vec::new();
    let of_subject = |runs: &[(usize, Range<usize>)]| {
        let subject = runs.first().map_or(0, |(subject, _)| *subject);
        let held = subjects.get(subject).map_or(&[][..], |doc| &doc.facts);
        let mut all = Vec::with_capacity(held.len() + runs.iter().map(|(_, run)| run.len()).sum::<usize>());
        all.extend_from_slice(held);
        runs.iter().for_each(|(_, run)| all.extend(run.clone()));
        terms.clear();
        all.iter().for_each(|at| terms.extend_from_slice(facts.said(*at)));
        terms.sort_unstable();
        terms.dedup();
        Gathered { subject, facts: all, context: Box::from(&*terms) }
    };
    runs.chunk_by(|(a, _), (b, _)| a == b).map(of_subject).collect()
}

impl Index {
    /// Works out to how many facts each term leads.
    fn count(&mut self, changes: FxHashMap<TermId, i64>, dense: bool) {
        self.ln_held = (self.fact_count().max(1) as f32).ln();
        let narrow = |n: i64| Frequency::from(u32::try_from(n.max(0)).unwrap_or(u32::MAX));
        if let Some(below) = &self.below {
            let counted =
                changes.into_iter().map(|(term, by)| (term, narrow(i64::from(below.frequency(term).facts) + by)));
            self.frequencies = counted.collect();
            if dense {
                let of = |term| self.frequencies.get(&term).copied().unwrap_or_else(|| below.frequency(term));
                self.all_frequencies = (0..).map(TermId).map(of).take(self.vocabulary.terms()).collect();
                self.frequencies = FxHashMap::default();
            }
            return;
        }
        let count = |term: TermId| {
            let of_subjects = self.term_subjects.with(term).iter().map(|at| self.subjects[*at as usize].facts.len());
            narrow((self.term_facts.with(term).len() + of_subjects.sum::<usize>()) as i64)
        };
        self.all_frequencies = (0..).map(TermId).map(count).take(self.vocabulary.terms()).collect();
    }
}
