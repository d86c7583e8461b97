//! What one layer says, in memory: the owners', or one server's.

use super::curate::Withdrawn;
use crate::fact::{Fact, FactId, Scope, Source, SourceId, Subject, SubjectId};
use crate::store::{Change, Content, Entry, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A layer. Copying it copies references.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    pub facts: BTreeMap<FactId, Arc<Fact>>,
    /// What the layer took away; the fact is there if it was the layer's own.
    pub withdrawn: BTreeMap<FactId, Withdrawn>,
    pub subjects: BTreeMap<SubjectId, Arc<Subject>>,
    pub sources: BTreeMap<SourceId, Arc<Source>>,
}

impl Own {
    /// Sorts a store's content by layers; the shipped one is left in it.
    pub(super) fn sorted(content: &mut Content, store: &Store) -> Result<BTreeMap<Scope, Own>, StoreError> {
        let mut layers: BTreeMap<Scope, Own> = BTreeMap::new();
        let shipped = |scope: Scope| scope == Scope::Shipped;
        for (scope, subject) in content.subjects.extract_if(.., |(scope, _)| !shipped(*scope)) {
            layers.entry(scope).or_default().describe([subject], []);
        }
        for (scope, source) in content.sources.extract_if(.., |(scope, _)| !shipped(*scope)) {
            layers.entry(scope).or_default().describe([], [source]);
        }
        for record in content.facts.extract_if(.., |record| !shipped(record.fact.scope)) {
            let fact = record.fact;
            layers.entry(fact.scope).or_default().facts.insert(fact.id.clone(), Arc::new(fact));
        }
        for retraction in std::mem::take(&mut content.retractions) {
            let withdrawn = withdrawn(store, retraction.scope, &retraction.id)?;
            layers.entry(retraction.scope).or_default().withdrawn.insert(retraction.id, withdrawn);
        }
        Ok(layers)
    }

    /// Adds subjects and sources, or puts them in the place of others.
    pub(super) fn describe(
        &mut self,
        subjects: impl IntoIterator<Item = Subject>,
        sources: impl IntoIterator<Item = Source>,
    ) {
        self.subjects.extend(subjects.into_iter().map(|subject| (subject.id.clone(), Arc::new(subject))));
        self.sources.extend(sources.into_iter().map(|source| (source.id.clone(), Arc::new(source))));
    }

    /// Whether it has every subject and source that another state of the layer has.
    pub(super) fn describes_all_of(&self, other: &Own) -> bool {
        other.subjects.keys().all(|id| self.subjects.contains_key(id))
            && other.sources.keys().all(|id| self.sources.contains_key(id))
    }

    /// Follows changes that the store made, in their order.
    pub(super) fn follow(&mut self, changes: &[Change], store: &Store) -> Result<(), StoreError> {
        // Only what each fact ends as counts. To learn why one was taken away its whole history is read, so a restored
        // layer in which one fact came and went ten thousand times must not ask that at every step.
        let last: BTreeMap<&FactId, &Change> = changes.iter().map(|change| (&change.id, change)).collect();
        for (id, change) in last {
            self.facts.remove(id);
            self.withdrawn.remove(id);
            match &change.after {
                Some(Entry::Fact(fact)) => {
                    self.facts.insert(id.clone(), Arc::new((**fact).clone()));
                }
                Some(Entry::Retracted) => {
                    self.withdrawn.insert(id.clone(), withdrawn(store, change.scope, id)?);
                }
                None => {}
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
