//! What one layer says, in memory: the owners', or one server's.

use super::curate::Withdrawn;
use super::shelf::Shelf;
use crate::fact::{Fact, FactId, Scope, Source, SourceId, Subject, SubjectId};
use crate::store::{Change, Described, Entry, Item, Loaded, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A layer. Copying it copies four references.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    pub facts: Shelf<Fact>,
    /// What the layer took away; the fact is there if it was the layer's own.
    pub withdrawn: Shelf<Withdrawn>,
    pub subjects: Shelf<Subject>,
    pub sources: Shelf<Source>,
}

/// What of a layer changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Touched {
    pub facts: BTreeSet<FactId>,
    pub subjects: BTreeSet<SubjectId>,
    pub sources: BTreeSet<SourceId>,
}

impl Touched {
    /// How much changed.
    pub(super) fn len(&self) -> usize {
        self.facts.len() + self.subjects.len() + self.sources.len()
    }

    /// Adds what changed at another time.
    pub(super) fn absorb(&mut self, other: &Touched) {
        self.facts.extend(other.facts.iter().cloned());
        self.subjects.extend(other.subjects.iter().cloned());
        self.sources.extend(other.sources.iter().cloned());
    }
}

impl Own {
    /// Sorts what a store holds by layers; the shipped one is left in it.
    pub(super) fn sorted(loaded: &mut Loaded, store: &Store) -> Result<BTreeMap<Scope, Own>, StoreError> {
        let mut layers: BTreeMap<Scope, Own> = BTreeMap::new();
        let shipped = |scope: Scope| scope == Scope::Shipped;
        for (scope, subject) in loaded.subjects.extract_if(.., |(scope, _)| !shipped(*scope)) {
            layers.entry(scope).or_default().subjects.insert(subject);
        }
        for (scope, source) in loaded.sources.extract_if(.., |(scope, _)| !shipped(*scope)) {
            layers.entry(scope).or_default().sources.insert(source);
        }
        for fact in loaded.facts.extract_if(.., |fact| !shipped(fact.scope)) {
            layers.entry(fact.scope).or_default().facts.insert(fact);
        }
        for retraction in std::mem::take(&mut loaded.retractions) {
            let withdrawn = withdrawn(store, retraction.scope, &retraction.id)?;
            layers.entry(retraction.scope).or_default().withdrawn.insert(Arc::new(withdrawn));
        }
        Ok(layers)
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        let descriptions = self.subjects.len() + self.sources.len();
        self.facts.is_empty() && self.withdrawn.is_empty() && descriptions == 0
    }

    /// Adds subjects and sources, or puts them in the place of others.
    pub(super) fn describe(
        &mut self,
        subjects: impl IntoIterator<Item = Subject>,
        sources: impl IntoIterator<Item = Source>,
        touched: &mut Touched,
    ) {
        for subject in subjects {
            touched.subjects.insert(subject.id.clone());
            self.subjects.insert(Arc::new(subject));
        }
        for source in sources {
            touched.sources.insert(source.id.clone());
            self.sources.insert(Arc::new(source));
        }
    }

    /// Follows what a transaction of the store did to subjects and sources: what each was, and is now.
    pub(super) fn follow_described(&mut self, described: Vec<Described>, touched: &mut Touched) {
        for Described { before, after } in described {
            match (before, after) {
                (_, Some(Item::Subject(subject))) => self.describe([subject], [], touched),
                (_, Some(Item::Source(source))) => self.describe([], [source], touched),
                (Some(Item::Subject(subject)), None) => {
                    self.subjects.remove(subject.id.as_str());
                    touched.subjects.insert(subject.id);
                }
                (Some(Item::Source(source)), None) => {
                    self.sources.remove(source.id.as_str());
                    touched.sources.insert(source.id);
                }
                (None, None) => {}
            }
        }
    }

    /// Follows changes that the store made, in their order.
    pub(super) fn follow(
        &mut self,
        changes: &[Change],
        store: &Store,
        touched: &mut Touched,
    ) -> Result<(), StoreError> {
        // Only what each fact ends as counts. To learn why one was taken away its whole history is read, so a restored
        // layer in which one fact came and went ten thousand times must not ask that at every step.
        let last: BTreeMap<&FactId, &Change> = changes.iter().map(|change| (&change.id, change)).collect();
        for (id, change) in last {
            touched.facts.insert(id.clone());
            self.withdrawn.remove(id.as_str());
            match &change.after {
                Some(Entry::Fact(fact)) => self.facts.insert(Arc::new((**fact).clone())),
                Some(Entry::Retracted) => {
                    self.facts.remove(id.as_str());
                    self.withdrawn.insert(Arc::new(withdrawn(store, change.scope, id)?));
                }
                None => self.facts.remove(id.as_str()),
            }
        }
        Ok(())
    }
}

/// When and why a layer took a fact away, and which: from the change that did it. An undo that takes it away again
/// says nothing of its own.
fn withdrawn(store: &Store, scope: Scope, id: &FactId) -> Result<Withdrawn, StoreError> {
    let history = store.history(scope, id)?;
    let took = history.iter().rev().filter(|change| matches!(change.after, Some(Entry::Retracted)));
    let first = took.clone().find(|change| change.undoes.is_none()).or_else(|| took.clone().next());
    let fact = history.iter().rev().find_map(|change| change.before.as_ref()?.fact());
    Ok(Withdrawn {
        fact: fact.map(|fact| Arc::new(fact.clone())),
        id: id.clone(),
        scope,
        at: first.map(|change| change.at).unwrap_or_default(),
        reason: first.and_then(|change| change.reason.clone()),
    })
}
