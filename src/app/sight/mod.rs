//! What one view answers from: an index over the layers it sees, and what was withdrawn in them.
//!
//! A layer's index is built in steps, so that a write costs the same whatever the layer holds: one over all that the
//! layer said when it was built, and over that small ones of what changed since, each several times as large as the
//! one above it (a log-structured merge, O'Neil et al. 1996). A write builds the uppermost anew, and with it those that
//! are no longer several times as large: of a million facts the large one almost never.

#[cfg(test)]
mod tests;

use super::curate::Withdrawn;
use super::own::{Own, Touched};
use crate::answer::{self, Answer};
use crate::fact::{Fact, FactId, FuzzyDate, Source, Subject, Value};
use crate::search::{Delta, Index, LayerWords};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// So much is always built anew: each fact costs about ten microseconds.
const RECENT: usize = 128;
/// So many times as large as the one above it a step is at least.
const GROWTH: usize = 4;

/// One of the indexes of a layer.
#[derive(Debug, Clone)]
struct Step {
    index: Arc<Index>,
    /// The same with what was withdrawn, if anything was: it grows step by step as the index does, so that a write
    /// costs the same however much was withdrawn before.
    restored: Option<Arc<Index>>,
    /// How much it says otherwise than the one below.
    len: usize,
    /// What that is; empty for the lowest, which says all that the layer did.
    touched: Arc<Touched>,
}

/// An index to answer from.
#[derive(Debug)]
pub(super) struct Sight {
    below: Option<Arc<Sight>>,
    /// What the layer says.
    own: Own,
    /// Over all that the layer said when it was built.
    main: Step,
    /// What changed since, the oldest first.
    recent: Vec<Step>,
}

impl Sight {
    /// The lowest layer: nothing is withdrawn there.
    pub(super) fn ground(index: Index) -> Self {
        let index = Arc::new(index);
        let main = Step { len: index.fact_count(), index, restored: None, touched: Arc::default() };
        Self { below: None, own: Own::default(), main, recent: Vec::new() }
    }

    /// A layer over another.
    pub(super) fn over(below: &Arc<Sight>, own: &Own) -> Self {
        Self::over_with(below, own, LayerWords::default())
    }

    /// The same with words of the layer that need not be read again.
    pub(super) fn over_with(below: &Arc<Sight>, own: &Own, words: LayerWords) -> Self {
        let (subjects, sources) = descriptions(below.index(), own);
        let facts = own.facts.iter().cloned().collect();
        let hidden = own.withdrawn.iter().map(|entry| entry.id.clone()).collect();
        let delta = Delta { subjects, sources, facts, hidden };
        let index = Arc::new(Index::over_with(below.index(), delta, words));
        let len = own.facts.len() + own.withdrawn.len();
        let main = Step { index, restored: None, len, touched: Arc::default() };
        let mut sight = Self { below: Some(Arc::clone(below)), own: own.clone(), main, recent: Vec::new() };
        let facts: Vec<Arc<Fact>> = sight.withdrawn_ids().filter_map(|id| sight.withdrawn(id)?.fact).collect();
        if !facts.is_empty() {
            let delta = Delta { facts, ..Delta::default() };
            sight.main.restored = Some(Arc::new(Index::over(sight.index(), delta)));
        }
        sight
    }

    /// The same layer after some of it changed.
    pub(super) fn after(&self, own: &Own, mut touched: Touched) -> Self {
        let Some(below) = &self.below else { return Self::ground(Index::over(self.index(), Delta::default())) };
        let mut recent = self.recent.clone();
        while let Some(last) = recent.last() {
            let grown = last.len + touched.len() > RECENT;
            if grown && last.len >= GROWTH * touched.len() {
                break;
            }
            touched.absorb(&last.touched);
            recent.pop();
        }
        if recent.is_empty() && self.main.len < GROWTH * touched.len() {
            return Self::over(below, own);
        }
        let mut sight = Self { below: Some(Arc::clone(below)), own: own.clone(), main: self.main.clone(), recent };
        let base = sight.last();
        let Some(delta) = delta(below, own, &base.index, &mut touched) else { return Self::over(below, own) };
        let restored = sight.restored_by(&delta, &touched);
        let index = Arc::new(Index::over(&base.index, delta));
        sight.recent.push(Step { index, restored, len: touched.len(), touched: Arc::new(touched) });
        sight
    }

    /// What changed, over what was there with all that was withdrawn; `None` if nothing is.
    fn restored_by(&self, delta: &Delta, touched: &Touched) -> Option<Arc<Index>> {
        let base = self.last();
        let former: Vec<Arc<Fact>> = touched.facts.iter().filter_map(|id| self.withdrawn(id)?.fact).collect();
        if former.is_empty() && base.restored.is_none() {
            return None;
        }
        let mut delta = delta.clone();
        delta.hidden.retain(|id| former.iter().all(|fact| fact.id != *id));
        delta.facts.extend(former);
        Some(Arc::new(Index::over(base.restored.as_ref().unwrap_or(&base.index), delta)))
    }

    /// The uppermost of its indexes.
    fn last(&self) -> &Step {
        self.recent.last().unwrap_or(&self.main)
    }

    /// The index that is answered from.
    pub(super) fn index(&self) -> &Arc<Index> {
        &self.last().index
    }

    /// Whether all that its layer says is in one index.
    pub(super) fn is_whole(&self) -> bool {
        self.below.is_some() && self.recent.is_empty()
    }

    /// The words of its layer as the index has them, to be kept, and that index; `None` if it was not built whole.
    pub(super) fn words(&self) -> Option<(impl Serialize, &Index)> {
        let below = self.below.as_ref().filter(|_| self.is_whole())?;
        let (subjects, sources) = descriptions(below.index(), &self.own);
        Some((self.main.index.words_of_layer(&subjects, &sources), &*self.main.index))
    }

    /// A fact by its id.
    pub(super) fn fact(&self, id: &FactId) -> Option<Arc<Fact>> {
        let index = self.index();
        Some(Arc::clone(index.fact(index.fact_by_id(id)?).fact))
    }

    /// A subject by its id.
    fn subject(&self, id: &str) -> Option<Arc<Subject>> {
        Some(Arc::clone(&self.index().subject(self.index().subject_by_id(id)?).subject))
    }

    /// What was taken back under an id, in the nearest layer that says anything of it.
    pub(super) fn withdrawn(&self, id: &FactId) -> Option<Withdrawn> {
        if self.own.facts.contains(id.as_str()) {
            return None;
        }
        let below = self.below.as_deref()?;
        let Some(entry) = self.own.withdrawn.get(id.as_str()) else { return below.withdrawn(id) };
        let former = || below.fact(id).or_else(|| below.withdrawn(id)?.fact);
        Some(Withdrawn { fact: entry.fact.clone().or_else(former), ..(**entry).clone() })
    }

    fn is_withdrawn(&self, id: &FactId) -> bool {
        let own = || self.own.withdrawn.contains(id.as_str());
        let below = || self.below.as_ref().is_some_and(|below| below.is_withdrawn(id));
        !self.own.facts.contains(id.as_str()) && (own() || below())
    }

    /// The ids under which something was taken back.
    pub(super) fn withdrawn_ids(&self) -> impl Iterator<Item = &FactId> {
        let layers = std::iter::successors(Some(self), |sight| sight.below.as_deref());
        let all: BTreeSet<&FactId> =
            layers.flat_map(|sight| sight.own.withdrawn.iter().map(|entry| &entry.id)).collect();
        all.into_iter().filter(|id| self.is_withdrawn(id))
    }

    /// Gets an answer from what is held; if the question aims at something withdrawn, the answer says that.
    pub(super) fn told(&self, ask: impl Fn(&Index) -> Answer) -> Answer {
        let told = ask(self.index());
        let Some(restored) = &self.last().restored else { return told };
        let untold = ask(restored);
        let Some(held) = answer::aimed_at(&told, &untold, |held| self.is_withdrawn(&held.fact.id)) else {
            return told;
        };
        match self.withdrawn(&held.fact.id) {
            Some(entry) => answer::withdrawn(restored, told, held, &day(entry.at), entry.reason.as_deref()),
            None => told,
        }
    }
}

fn day(at: Timestamp) -> FuzzyDate {
    FuzzyDate::day(at.to_zoned(TimeZone::UTC).date())
}

/// What the layer says otherwise than an index of it that was built before, of all that was touched since; `None` if
/// that cannot be told over this index. Descriptions that nothing speaks of are left out of what was touched: if a fact
/// comes that does, it names them again.
fn delta(below: &Sight, own: &Own, base: &Index, touched: &mut Touched) -> Option<Delta> {
    let mut delta = Delta::default();
    let mut spoken = Spoken::default();
    for id in &touched.facts {
        // What the layer says nothing of any more is what the layer below says.
        let withdrawn = own.withdrawn.get(id.as_str());
        let said = own.facts.get(id.as_str()).cloned();
        let said = said.or_else(|| if withdrawn.is_some() { None } else { below.fact(id) });
        let former = withdrawn.and_then(|entry| entry.fact.as_ref());
        own.facts.get(id.as_str()).or(former).into_iter().for_each(|fact| spoken.by(fact));
        match said {
            Some(fact) => delta.facts.push(fact),
            None => delta.hidden.push(id.clone()),
        }
    }
    let unspoken = |id: &str| own.subjects.contains(id) && base.subject_by_id(id).is_none();
    let uncited = |id: &str| own.sources.contains(id) && base.source_by_id(id).is_none();
    let alone = touched.subjects.iter().any(|id| unspoken(id.as_str()) && !spoken.subjects.contains(id.as_str()))
        || touched.sources.iter().any(|id| uncited(id.as_str()) && !spoken.sources.contains(id.as_str()));
    // Seldom: a file of descriptions without facts, or the undoing of what came with some.
    let all = alone.then(|| Spoken::of(own));
    let spoken_of = all.as_ref().unwrap_or(&spoken);
    touched.subjects.retain(|id| !unspoken(id.as_str()) || spoken_of.subjects.contains(id.as_str()));
    touched.sources.retain(|id| !uncited(id.as_str()) || spoken_of.sources.contains(id.as_str()));
    let subjects = spoken.subjects.iter().copied().chain(touched.subjects.iter().map(|id| id.as_str()));
    for id in subjects.collect::<BTreeSet<_>>() {
        let described = own.subjects.get(id).cloned();
        let held = base.subject_by_id(id).map(|at| Arc::clone(&base.subject(at).subject));
        match described.or_else(|| below.subject(id)) {
            Some(subject) if held.as_ref() != Some(&subject) => delta.subjects.push(subject),
            None if held.is_some() => return None,
            _ => {}
        }
    }
    let sources = spoken.sources.iter().copied().chain(touched.sources.iter().map(|id| id.as_str()));
    for id in sources.collect::<BTreeSet<_>>() {
        let held = base.source_by_id(id);
        match own.sources.get(id).or_else(|| below.index().source_by_id(id)) {
            Some(source) if held != Some(source) => delta.sources.push(Arc::clone(source)),
            None if held.is_some() => return None,
            _ => {}
        }
    }
    Some(delta)
}

/// The ids that facts speak of and cite.
#[derive(Default)]
struct Spoken<'a> {
    subjects: HashSet<&'a str>,
    sources: HashSet<&'a str>,
}

impl<'a> Spoken<'a> {
    /// By everything that a layer says and said.
    fn of(own: &'a Own) -> Self {
        let mut spoken = Self::default();
        let former = own.withdrawn.iter().filter_map(|entry| entry.fact.as_ref());
        own.facts.iter().chain(former).for_each(|fact| spoken.by(fact));
        spoken
    }

    fn by(&mut self, fact: &'a Fact) {
        self.subjects.insert(fact.subject.as_str());
        self.subjects.extend(fact.said_by.as_deref());
        if let Value::Subject(id) = &fact.value {
            self.subjects.insert(id.as_str());
        }
        self.sources.insert(fact.source.as_str());
    }
}

/// The layer's subjects and sources that the index below lacks or has otherwise. New ones that nothing speaks of
/// are left out: they may be what an undone change left behind.
fn descriptions(below: &Index, own: &Own) -> (Vec<Arc<Subject>>, Vec<Arc<Source>>) {
    let spoken = Spoken::of(own);
    let subjects = own.subjects.iter().filter(|subject| match below.subject_by_id(subject.id.as_str()) {
        Some(at) => below.subject(at).subject != **subject,
        None => spoken.subjects.contains(subject.id.as_str()),
    });
    let sources = own.sources.iter().filter(|source| match below.source_by_id(source.id.as_str()) {
        Some(held) => held != *source,
        None => spoken.sources.contains(source.id.as_str()),
    });
    (subjects.cloned().collect(), sources.cloned().collect())
}
