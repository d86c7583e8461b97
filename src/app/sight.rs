//! What one view answers from: an index over the layers it sees, and what was withdrawn in them.
//!
//! A layer's index is built in two steps, so that a write costs the same whatever the layer holds: one over all that
//! the layer said when it was built, and over that a small one of what changed since. When that has grown, both are
//! built anew as one.

use super::curate::Withdrawn;
use super::own::Own;
use crate::answer::{self, Answer};
use crate::fact::{Fact, FactId, FuzzyDate, Source, Subject, Value};
use crate::search::{Delta, Index};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// So many facts may have changed before the layer's index is built anew. Each costs about ten microseconds at every
/// write, the building anew as much for each fact of the layer.
const RECENT: usize = 128;
/// So few are never worth it.
const FEW: usize = 8;

/// An index to answer from.
#[derive(Debug)]
pub(super) struct Sight {
    below: Option<Arc<Sight>>,
    /// Over all that the layer said when it was built.
    main: Arc<Index>,
    /// What changed since.
    recent: BTreeSet<FactId>,
    index: Arc<Index>,
    /// The index with what was withdrawn, if anything was.
    restored: Option<Arc<Index>>,
    withdrawn: BTreeMap<FactId, Withdrawn>,
}

impl Sight {
    /// The lowest layer: nothing is withdrawn there.
    pub(super) fn ground(index: Index) -> Self {
        let index = Arc::new(index);
        Self {
            below: None,
            main: Arc::clone(&index),
            recent: BTreeSet::new(),
            index,
            restored: None,
            withdrawn: BTreeMap::new(),
        }
    }

    /// A layer over another.
    pub(super) fn over(below: &Arc<Sight>, own: &Own) -> Self {
        let (subjects, sources) = descriptions(&below.index, own);
        let facts = own.facts.values().cloned().collect();
        let hidden = own.withdrawn.keys().cloned().collect();
        let main = Arc::new(Index::over(&below.index, Delta { subjects, sources, facts, hidden }));
        Self::finished(below, own, Arc::clone(&main), main, BTreeSet::new())
    }

    /// The same layer after some of its facts changed.
    pub(super) fn after(&self, own: &Own, changed: impl Iterator<Item = FactId>) -> Self {
        let Some(below) = &self.below else { return Self::ground(Index::over(&self.index, Delta::default())) };
        let mut recent = self.recent.clone();
        recent.extend(changed);
        // Also where the layer holds no more than has changed: then building anew costs no more, and what was added and
        // taken back again takes no memory.
        let whole = own.facts.len() + own.withdrawn.len();
        if recent.len() > RECENT || recent.len() > whole.max(FEW) {
            return Self::over(below, own);
        }
        let (subjects, sources) = descriptions(&self.main, own);
        let mut delta = Delta { subjects, sources, ..Delta::default() };
        for id in &recent {
            // What the layer says nothing of any more is what the layer below says.
            let said = own.facts.get(id).cloned();
            let said = said.or_else(|| if own.withdrawn.contains_key(id) { None } else { below.fact(id) });
            match said {
                Some(fact) => delta.facts.push(fact),
                None => delta.hidden.push(id.clone()),
            }
        }
        let index = Arc::new(Index::over(&self.main, delta));
        Self::finished(below, own, Arc::clone(&self.main), index, recent)
    }

    fn finished(
        below: &Arc<Sight>,
        own: &Own,
        main: Arc<Index>,
        index: Arc<Index>,
        recent: BTreeSet<FactId>,
    ) -> Self {
        let mut withdrawn = below.withdrawn.clone();
        withdrawn.retain(|id, _| !own.facts.contains_key(id));
        for (id, entry) in &own.withdrawn {
            let former = below.fact(id).or_else(|| below.withdrawn.get(id)?.fact.clone());
            let fact = entry.fact.clone().or(former);
            withdrawn.insert(id.clone(), Withdrawn { fact, ..entry.clone() });
        }
        let facts: Vec<Arc<Fact>> = withdrawn.values().filter_map(|entry| entry.fact.clone()).collect();
        let restored = (!facts.is_empty()).then(|| {
            let delta = Delta { facts, ..Delta::default() };
            Arc::new(Index::over(&index, delta))
        });
        Self { below: Some(Arc::clone(below)), main, recent, index, restored, withdrawn }
    }

    /// The index that is answered from.
    pub(super) fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// A fact by its id.
    pub(super) fn fact(&self, id: &FactId) -> Option<Arc<Fact>> {
        Some(Arc::clone(&self.index.fact(self.index.fact_by_id(id)?).fact))
    }

    /// What was taken back under an id, in the nearest layer that says anything of it.
    pub(super) fn withdrawn(&self, id: &FactId) -> Option<&Withdrawn> {
        self.withdrawn.get(id)
    }

    /// The ids under which something was taken back.
    pub(super) fn withdrawn_ids(&self) -> impl Iterator<Item = &FactId> {
        self.withdrawn.keys()
    }

    /// Gets an answer from what is held; if the question aims at something withdrawn, the answer says that.
    pub(super) fn told(&self, ask: impl Fn(&Index) -> Answer) -> Answer {
        let told = ask(&self.index);
        let Some(restored) = &self.restored else { return told };
        let untold = ask(restored);
        let Some(held) = answer::aimed_at(&told, &untold, |held| self.withdrawn.contains_key(&held.fact.id)) else {
            return told;
        };
        match self.withdrawn.get(&held.fact.id) {
            Some(entry) => answer::withdrawn(restored, told, held, &day(entry.at), entry.reason.as_deref()),
            None => told,
        }
    }
}

fn day(at: Timestamp) -> FuzzyDate {
    FuzzyDate::day(at.to_zoned(TimeZone::UTC).date())
}

/// The layer's subjects and sources that the index below lacks or has otherwise. New ones that nothing speaks of
/// are left out: they may be what an undone change left behind.
fn descriptions(below: &Index, own: &Own) -> (Vec<Arc<Subject>>, Vec<Arc<Source>>) {
    let former = own.withdrawn.values().filter_map(|entry| entry.fact.as_ref());
    let facts: Vec<&Arc<Fact>> = own.facts.values().chain(former).collect();
    let mut spoken: HashSet<&str> = HashSet::new();
    for fact in &facts {
        spoken.insert(fact.subject.as_str());
        spoken.extend(fact.said_by.as_deref());
        if let Value::Subject(id) = &fact.value {
            spoken.insert(id.as_str());
        }
    }
    let cited: HashSet<&str> = facts.iter().map(|fact| fact.source.as_str()).collect();
    let subjects = own.subjects.values().filter(|subject| match below.subject_by_id(subject.id.as_str()) {
        Some(at) => below.subject(at).subject != **subject,
        None => spoken.contains(subject.id.as_str()),
    });
    let sources = own.sources.values().filter(|source| match below.source_by_id(source.id.as_str()) {
        Some(held) => held != *source,
        None => cited.contains(source.id.as_str()),
    });
    (subjects.cloned().collect(), sources.cloned().collect())
}
