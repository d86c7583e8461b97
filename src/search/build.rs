//! Building an index: whole, from subjects, sources, facts and the lexicon, or small, over another.

use super::ahead;
use super::directory::{Directory, IdHash};
use super::documents::{AttributeDoc, SourceDoc, SubjectDoc};
use super::facts::{FactRows, Standing};
use super::foundation::{FactWords, Foundation};
use super::index::Index;
use super::layer_words::LayerWords;
use super::layers::Layers;
use super::lexical::Lexical;
use super::read::Reading;
use super::shares::{self, Crew};
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{Fact, FactId, Source, Subject, SubjectId};
use crate::text::lexicon::Lexicon;
use rustc_hash::FxHashSet;
use std::collections::HashMap;
use std::sync::Arc;

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
        builder.add_subjects(delta.subjects);
        builder.add_sources(delta.sources);
        let replaced = delta.facts.iter().map(|fact| &fact.id);
        for id in delta.hidden.iter().chain(replaced) {
            if let Some(at) = below.fact_by_id(id) {
                builder.hide(at);
            }
        }
        builder.add_facts(delta.facts);
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
    pub(super) below: Option<Arc<Index>>,
    pub(super) lexical: Arc<Lexical>,
    pub(super) vocabulary: Vocabulary,
    pub(super) subjects: Layers<SubjectDoc>,
    pub(super) attributes: Layers<AttributeDoc>,
    pub(super) facts: FactRows,
    /// Of the ids of this layer's facts, share by share.
    pub(super) fact_hashes: Vec<Vec<IdHash>>,
    pub(super) sources: Layers<SourceDoc>,
    pub(super) by_subject_id: Directory,
    pub(super) by_source_id: Directory,
    /// Subjects with names that this layer gives.
    pub(super) renamed: Vec<usize>,
    /// Subjects of which this layer hides facts, some of them more than once.
    pub(super) touched: Vec<usize>,
    pub(super) newly_hidden: FxHashSet<usize>,
    /// What need not be read again: of shipped facts, and of the layer that is built.
    pub(super) words: HashMap<FactId, FactWords>,
    pub(super) kept: LayerWords,
    pub(super) crew: Crew,
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
        builder.fill(subjects, sources, facts);
        builder
    }

    pub(super) fn fill(
        &mut self,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) {
        self.add_subjects(subjects.into_iter().collect());
        self.add_sources(sources.into_iter().collect());
        self.add_facts(facts.into_iter().collect());
    }

    pub(super) fn on(foundation: Foundation) -> Self {
        let Foundation { vocabulary, lexical, attributes, words } = foundation;
        Self {
            below: None,
            lexical: Arc::new(lexical),
            vocabulary,
            subjects: Layers::default(),
            attributes: attributes.into(),
            facts: FactRows::default(),
            fact_hashes: Vec::new(),
            sources: Layers::default(),
            by_subject_id: Directory::default(),
            by_source_id: Directory::default(),
            renamed: Vec::new(),
            touched: Vec::new(),
            newly_hidden: FxHashSet::default(),
            words,
            kept: LayerWords::default(),
            crew: Crew::default(),
        }
    }

    fn over(below: &Arc<Index>) -> Self {
        Self {
            below: Some(Arc::clone(below)),
            lexical: Arc::clone(&below.lexical),
            vocabulary: Vocabulary::over(&below.vocabulary),
            subjects: Layers::over(&below.subjects),
            attributes: Layers::over(&below.attributes),
            facts: FactRows::over(&below.facts),
            fact_hashes: Vec::new(),
            sources: Layers::over(&below.sources),
            by_subject_id: Directory::default(),
            by_source_id: Directory::default(),
            renamed: Vec::new(),
            touched: Vec::new(),
            newly_hidden: FxHashSet::default(),
            words: HashMap::new(),
            kept: LayerWords::default(),
            crew: Crew::default(),
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

    /// Adds subjects, or puts them in the places of those of their ids.
    fn add_subjects(&mut self, subjects: Vec<Arc<Subject>>) {
        self.subjects.reserve(subjects.len());
        self.by_subject_id.reserve(subjects.len(), |at| self.subjects[at].subject.id.as_str());
        let parts = self.crew.for_so_many(subjects.len());
        let kept = shares::parted(std::mem::take(&mut self.kept.names), parts);
        let shares = shares::parted(subjects, parts).into_iter().zip(kept).collect();
        let read = shares::each(shares, |(subjects, kept): (Vec<_>, Vec<_>)| {
            let (mut reading, mut kept) = (Reading::over(self), kept.into_iter());
            let mut docs = Vec::with_capacity(subjects.len());
            let read = |subject, hash| docs.push((hash, reading.subject(subject, kept.next())));
            ahead::each(subjects, ahead::subject, read);
            (docs, reading.into_met())
        });
        let known = self.vocabulary.terms();
        let taken = |(docs, met)| (docs, Renamed { known, to: self.vocabulary.take_in(met) });
        let read: Vec<(Vec<(IdHash, SubjectDoc)>, Renamed)> = read.into_iter().map(taken).collect();
        let mut shares = read.into_iter();
        let mut next = shares.next();
        while let Some((docs, _)) = next {
            // The first share's terms have their numbers; while one share finds its places the next is given others.
            let following = shares.next();
            let rename = || {
                following.map(|(mut docs, renamed)| {
                    if renamed.is_other() {
                        docs.iter_mut().for_each(|(_, doc)| doc.names.rename(|term| renamed.of(term)));
                    }
                    (docs, renamed)
                })
            };
            let place = || docs.into_iter().for_each(|(hash, doc)| self.place(hash, doc));
            (next, ()) = shares::both(parts > 1, rename, place);
        }
    }

    fn place(&mut self, hash: IdHash, doc: SubjectDoc) {
        let held = self.hashed_subject_place(hash, doc.subject.id.as_str());
        match held.and_then(|at| Some((at, self.subjects.change(at)?))) {
            // What is said of it stays.
            Some((at, held)) => {
                let (facts, context) = (std::mem::take(&mut held.facts), std::mem::take(&mut held.context));
                *held = SubjectDoc { facts, context, ..doc };
                self.renamed.push(at);
            }
            None => {
                let at = self.subjects.push(doc);
                self.by_subject_id.file_hashed(hash, at, |at| self.subjects[at].subject.id.as_str());
                self.renamed.push(at);
            }
        }
    }

    /// Adds sources, or puts them in the places of those of their ids.
    fn add_sources(&mut self, sources: Vec<Arc<Source>>) {
        self.sources.reserve(sources.len());
        let parts = self.crew.for_so_many(sources.len());
        let kept = shares::parted(std::mem::take(&mut self.kept.titles), parts);
        let shares = shares::parted(sources, parts).into_iter().zip(kept).collect();
        let read = shares::each(shares, |(sources, kept): (Vec<_>, Vec<_>)| {
            let (mut reading, mut kept) = (Reading::over(self), kept.into_iter());
            let docs: Vec<SourceDoc> =
                sources.into_iter().map(|source| reading.source(source, kept.next())).collect();
            (docs, reading.into_met())
        });
        let known = self.vocabulary.terms();
        for (docs, met) in read {
            let renamed = Renamed { known, to: self.vocabulary.take_in(met) };
            let other = renamed.is_other();
            for mut doc in docs {
                if other {
                    doc.terms.iter_mut().for_each(|term| *term = renamed.of(*term));
                    doc.terms.sort_unstable();
                }
                self.place_source(doc);
            }
        }
    }

    fn place_source(&mut self, doc: SourceDoc) {
        let id = doc.source.id.clone();
        match self.source_place(id.as_str()).and_then(|at| self.sources.change(at)) {
            Some(held) => *held = doc,
            None => {
                let at = self.sources.push(doc);
                self.by_source_id.file(id.as_str(), at, |at| self.sources[at].source.id.as_str());
            }
        }
    }

    /// Adds facts; see [`Reading::add_fact`].
    fn add_facts(&mut self, facts: Vec<Arc<Fact>>) {
        let (all, parts) = (facts.len(), self.crew.for_so_many(facts.len()));
        let mut from = 0;
        let mut shares = Vec::with_capacity(parts);
        for share in shares::parted(facts, parts) {
            let next = from + share.len();
            shares.push((from, share));
            from = next;
        }
        let read = shares::each(shares, |(from, facts): (usize, Vec<Arc<Fact>>)| {
            let (mut reading, mut rows) = (Reading::over(self), FactRows::default());
            let mut kept = self.kept.facts_from(from);
            // The first share's rows are the ones that the others are put behind.
            rows.reserve(if from == 0 { all } else { facts.len() });
            let add = |fact, hash| reading.add_fact(fact, hash, kept.next().flatten(), &mut rows);
            ahead::each(facts, ahead::fact, add);
            (rows, reading.into_met_and_hashes())
        });
        let known = self.vocabulary.terms();
        for (mut rows, (met, hashes)) in read {
            let renamed = Renamed { known, to: self.vocabulary.take_in(met) };
            if renamed.is_other() {
                rows.rename(known, |term| renamed.of(term));
            }
            self.facts.append(rows);
            self.fact_hashes.push(hashes);
        }
        self.facts.shrink();
    }

    /// Where a subject is, here or below.
    pub(super) fn subject_place(&self, id: &str) -> Option<usize> {
        self.hashed_subject_place(IdHash::of(id), id)
    }

    fn hashed_subject_place(&self, hash: IdHash, id: &str) -> Option<usize> {
        let own = self.by_subject_id.find_hashed(hash, id, |at| self.subjects[at].subject.id.as_str());
        own.or_else(|| self.below.as_ref()?.subject_by_id(id))
    }

    /// The same where another was found last: subjects mostly come in the order of their facts.
    pub(super) fn next_subject_place(&self, last: Option<usize>, id: &SubjectId) -> Option<usize> {
        let next = last.map_or(0, |last| last + 1);
        let is_next = self.subjects.get(next).is_some_and(|doc| doc.subject.id == *id);
        if is_next { Some(next) } else { self.subject_place(id.as_str()) }
    }

    /// Where a source is, here or below.
    pub(super) fn source_place(&self, id: &str) -> Option<usize> {
        let own = self.by_source_id.find(id, |at| self.sources[at].source.id.as_str());
        own.or_else(|| self.below.as_ref()?.source_place(id))
    }

    fn hide(&mut self, at: usize) {
        let Some(Standing { subject, attribute, .. }) = self.facts.standing(at) else { return };
        if !self.newly_hidden.insert(at) {
            return;
        }
        self.touched.push(subject);
        if let Some(doc) = self.subjects.change(subject) {
            doc.facts.retain(|other| *other != at);
        }
        if let Some(doc) = self.attributes.change(attribute) {
            doc.facts.hide(at);
        }
    }
}

/// The terms of a share of what was read, by the numbers that they had there.
struct Renamed {
    /// How many terms the share began with.
    known: usize,
    /// What those are that it added.
    to: Vec<TermId>,
}

impl Renamed {
    fn of(&self, term: TermId) -> TermId {
        let new = (term.0 as usize).checked_sub(self.known);
        new.and_then(|at| self.to.get(at)).copied().unwrap_or(term)
    }

    /// Whether any has another number here.
    fn is_other(&self) -> bool {
        (self.known..).zip(&self.to).any(|(there, here)| there != here.0 as usize)
    }
}
