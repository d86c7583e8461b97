//! Building an index: whole, from subjects, sources, facts and the lexicon, or small, over another.

use super::content::sorted;
use super::directory::Directory;
use super::documents::{AttributeDoc, FactDoc, SourceDoc, SubjectDoc};
use super::foundation::{FactWords, Foundation};
use super::index::{Frequency, Index};
use super::layer_words::LayerWords;
use super::layers::Layers;
use super::lexical::Lexical;
use super::postings::Postings;
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{Fact, FactId, Source, Subject};
use crate::text::Reader;
use crate::text::lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What a small index says otherwise than the one below it.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// Subjects to add, or to put over those of the same id.
    pub subjects: Vec<Arc<Subject>>,
    /// Sources to add, or to put over those of the same id.
    pub sources: Vec<Arc<Source>>,
    /// Facts to add; one with the id of another takes its place.
    pub facts: Vec<Arc<Fact>>,
    /// Facts to hide.
    pub hidden: Vec<FactId>,
}

impl Foundation {
    /// Builds the lowest index. Facts whose subject, attribute or source is missing are left out: the rooms below
    /// this one hold them together, and an answer without its source is none.
    pub fn build(
        self,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Index {
        Builder::filled(self, subjects, sources, facts).finish()
    }
}

impl Index {
    /// Builds an index whole; see [`Foundation::build`].
    pub fn build(
        lexicon: Lexicon,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        Foundation::new(lexicon).build(subjects, sources, facts)
    }

    /// Builds a small index over another, which it shares. Cost: about ten microseconds a fact of the delta, however
    /// large the index below is.
    pub fn over(below: &Arc<Index>, delta: Delta) -> Self {
        Self::over_with(below, delta, LayerWords::default())
    }

    /// The same with the layer's words as [`Index::words_of_layer`] and [`Index::words_of_facts`] gave them; if they are
    /// of another layer they are read anew.
    pub fn over_with(below: &Arc<Index>, delta: Delta, words: LayerWords) -> Self {
        let mut builder = Builder::over(below);
        if words.fit(&delta, below.vocabulary.terms()) {
            builder.take(words);
        }
        delta.subjects.into_iter().for_each(|subject| builder.add_subject(subject));
        delta.sources.into_iter().for_each(|source| builder.add_source(source));
        let replaced = delta.facts.iter().map(|fact| &fact.id);
        for id in delta.hidden.iter().chain(replaced) {
            if let Some(at) = below.fact_by_id(id) {
                builder.hide(at);
            }
        }
        builder.facts.reserve(delta.facts.len());
        delta.facts.into_iter().for_each(|fact| builder.add_fact(fact));
        builder.finish()
    }
}

impl Default for Index {
    /// The closed words of English, and nothing else.
    fn default() -> Self {
        Self::build(Lexicon::default(), [], [], [])
    }
}

/// An index in the making.
pub(super) struct Builder {
    below: Option<Arc<Index>>,
    pub(super) lexical: Arc<Lexical>,
    pub(super) vocabulary: Vocabulary,
    pub(super) subjects: Layers<SubjectDoc>,
    pub(super) attributes: Layers<AttributeDoc>,
    pub(super) facts: Layers<FactDoc>,
    pub(super) sources: Layers<SourceDoc>,
    pub(super) by_subject_id: Directory,
    pub(super) by_source_id: Directory,
    /// Subjects with names that this layer gives.
    pub(super) renamed: Vec<usize>,
    /// Subjects whose facts this layer changes.
    pub(super) touched: FxHashSet<usize>,
    newly_hidden: FxHashSet<usize>,
    /// What need not be read again: of shipped facts, and of the layer that is built.
    pub(super) words: HashMap<FactId, FactWords>,
    pub(super) kept: LayerWords,
    pub(super) reader: Reader,
}

impl Builder {
    /// Of what is to be the lowest layer.
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
        let Foundation { vocabulary, lexical, attributes, words } = foundation;
        Self {
            below: None,
            lexical: Arc::new(lexical),
            vocabulary,
            subjects: Layers::default(),
            attributes: attributes.into(),
            facts: Layers::default(),
            sources: Layers::default(),
            by_subject_id: Directory::default(),
            by_source_id: Directory::default(),
            renamed: Vec::new(),
            touched: FxHashSet::default(),
            newly_hidden: FxHashSet::default(),
            words,
            kept: LayerWords::default(),
            reader: Reader::default(),
        }
    }

    fn over(below: &Arc<Index>) -> Self {
        Self {
            below: Some(Arc::clone(below)),
            lexical: Arc::clone(&below.lexical),
            vocabulary: Vocabulary::over(&below.vocabulary),
            subjects: Layers::over(&below.subjects),
            attributes: Layers::over(&below.attributes),
            facts: Layers::over(&below.facts),
            sources: Layers::over(&below.sources),
            by_subject_id: Directory::default(),
            by_source_id: Directory::default(),
            renamed: Vec::new(),
            touched: FxHashSet::default(),
            newly_hidden: FxHashSet::default(),
            words: HashMap::new(),
            kept: LayerWords::default(),
            reader: Reader::default(),
        }
    }

    /// Takes words that need not be read again.
    fn take(&mut self, mut words: LayerWords) {
        let Some(below) = &self.below else { return };
        let level = std::mem::take(&mut words.vocabulary);
        if let Some(vocabulary) = Vocabulary::kept_over(&below.vocabulary, level) {
            (self.vocabulary, self.kept) = (vocabulary, words);
        }
    }

    /// Where a subject is, here or below.
    pub(super) fn subject_place(&self, id: &str) -> Option<usize> {
        let own = self.by_subject_id.find(id, |at| self.subjects[at].subject.id.as_str());
        own.or_else(|| self.below.as_ref()?.subject_by_id(id))
    }

    /// Where a source is, here or below.
    pub(super) fn source_place(&self, id: &str) -> Option<usize> {
        let own = self.by_source_id.find(id, |at| self.sources[at].source.id.as_str());
        own.or_else(|| self.below.as_ref()?.source_place(id))
    }

    fn hide(&mut self, at: usize) {
        let Some((subject, attribute)) = self.facts.get(at).map(|doc| (doc.subject, doc.attribute)) else { return };
        if !self.newly_hidden.insert(at) {
            return;
        }
        self.touched.insert(subject);
        if let Some(doc) = self.subjects.change(subject) {
            doc.facts.retain(|other| *other != at);
        }
        if let Some(doc) = self.attributes.change(attribute) {
            doc.facts.hide(at);
        }
    }

    fn finish(mut self) -> Index {
        self.vocabulary.file_near();
        self.gather_context();
        self.attributes.each_own(|doc| doc.facts.seal());
        let mut by_fact_id = Directory::with_room(self.facts.changed().count());
        for (at, doc) in self.facts.changed() {
            by_fact_id.file(doc.fact.id.as_str(), at, |at| self.facts[at].fact.id.as_str());
        }
        // One may have been renamed twice.
        self.renamed.sort_unstable();
        self.renamed.dedup();
        let terms = self.vocabulary.terms();
        let names = self.renamed.iter().flat_map(|at| {
            let names = self.subjects.get(*at).into_iter().flat_map(|doc| &doc.names);
            names.flat_map(|name| name.terms.iter().map(|term| (*term, *at)))
        });
        let words = self.facts.changed().flat_map(|(at, doc)| doc.terms().map(move |term| (term, at)));
        let small = self.below.is_some();
        // By number a term's list is found at once, which is worth an entry for each term to a layer that has most.
        let dense = self.facts.changed().count() * 4 > terms;
        let (term_subjects, term_facts) = if small && !dense {
            (Postings::sparse(names), Postings::sparse(words))
        } else {
            (Postings::dense(terms, names), Postings::dense(terms, words))
        };
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

    /// Gathers for each subject the terms of all its facts.
    fn gather_context(&mut self) {
        for at in &self.touched {
            let Some(doc) = self.subjects.get(*at) else { continue };
            let facts = doc.facts.iter().filter_map(|fact| self.facts.get(*fact));
            let terms = facts.flat_map(|f| f.value.iter().chain(&f.statement).chain(&f.cues)).copied();
            let context = sorted(terms.collect()).into();
            if let Some(doc) = self.subjects.change(*at) {
                doc.facts.shrink_to_fit();
                doc.context = context;
            }
        }
    }

    /// To how many facts more, or fewer, each term leads than in the layer below.
    fn frequency_changes(&self) -> FxHashMap<TermId, i64> {
        let mut changes: FxHashMap<TermId, i64> = FxHashMap::default();
        let mut add = |terms: Vec<TermId>, by: i64| {
            sorted(terms).into_iter().for_each(|term| *changes.entry(term).or_default() += by);
        };
        for at in &self.newly_hidden {
            self.facts.get(*at).into_iter().for_each(|doc| add(doc.terms().collect(), -1));
        }
        self.facts.changed().for_each(|(_, doc)| add(doc.terms().collect(), 1));
        let named = |doc: &SubjectDoc| doc.names.iter().flat_map(|name| name.terms.iter().copied()).collect();
        for (at, doc) in self.subjects.changed() {
            if let Some(former) = self.below.as_ref().and_then(|below| below.subjects.get(at)) {
                add(named(former), -(former.facts.len() as i64));
            }
            add(named(doc), doc.facts.len() as i64);
        }
        changes
    }
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
