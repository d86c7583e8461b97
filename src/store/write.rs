//! Changes people make: in the owners' layer and the servers', with a history entry for each.

use super::draft::Draft;
use super::papers::{self, Ticket};
use super::record::{Author, Change, Entry, Held, Item, Setting};
use super::{Store, StoreError, items, keys};
use crate::fact::{Fact, FactId, Scope, Source, Subject};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The most edits one transaction takes; more would hold up everybody else and fill the memory.
pub const MOST_EDITS: usize = 5_000;

/// One fact's change in a [`Batch`].
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    id: FactId,
    expected: Option<u64>,
    to: Option<Entry>,
    reason: Option<String>,
}

impl Edit {
    /// The layer says this fact. `expected` is the revision that was looked at; `None` if the layer said nothing.
    pub fn put(fact: Fact, expected: Option<u64>) -> Self {
        Self { id: fact.id.clone(), expected, to: Some(Entry::Fact(Box::new(fact))), reason: None }
    }

    /// The layer hides the fact: its own and those of farther layers.
    pub fn retract(id: FactId, expected: Option<u64>) -> Self {
        Self { id, expected, to: Some(Entry::Retracted), reason: None }
    }

    /// The layer says nothing of the fact any more: what a farther layer says shows again.
    pub fn clear(id: FactId, expected: Option<u64>) -> Self {
        Self { id, expected, to: None, reason: None }
    }

    /// Gives it a reason of its own, instead of the batch's.
    pub fn because(self, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..self }
    }

    /// The fact it changes.
    pub fn id(&self) -> &FactId {
        &self.id
    }

    /// What the layer says afterwards; `None` if nothing.
    pub fn entry(&self) -> Option<&Entry> {
        self.to.as_ref()
    }
}

/// Changes to one layer that are made together or not at all.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The layer; never the shipped one.
    pub scope: Scope,
    /// At most [`MOST_EDITS`], each of another fact.
    pub edits: &'a [Edit],
    /// Subjects to add to the layer or to replace in it.
    pub subjects: &'a [Subject],
    /// Sources to add to the layer or to replace in it.
    pub sources: &'a [Source],
    /// Who.
    pub author: &'a Author,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<&'a str>,
    /// Papers that are settled by it; all of them must be there.
    pub takes: &'a [Ticket],
}

impl Store {
    /// Carries out a batch and returns its entries in the history, in the order of its edits. When this returns,
    /// the changes survive a crash.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if one fact is not at the revision expected, [`StoreError::Gone`] if a paper to settle
    /// is not there; then nothing was written.
    pub fn write(&self, batch: &Batch<'_>) -> Result<Vec<Change>, StoreError> {
        check(batch)?;
        self.commit(|draft| plan(draft, batch))
    }

    /// Puts one fact into the layer of its scope; see [`Store::write`].
    pub fn put(
        &self,
        fact: &Fact,
        expected: Option<u64>,
        author: &Author,
        at: Timestamp,
    ) -> Result<Change, StoreError> {
        self.single(fact.scope, Edit::put(fact.clone(), expected), author, at, None)
    }

    /// Hides one fact in a layer; see [`Store::write`].
    pub fn retract(
        &self,
        scope: Scope,
        id: &FactId,
        expected: Option<u64>,
        author: &Author,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<Change, StoreError> {
        self.single(scope, Edit::retract(id.clone(), expected), author, at, reason)
    }

    fn single(
        &self,
        scope: Scope,
        edit: Edit,
        author: &Author,
        at: Timestamp,
        reason: Option<&str>,
    ) -> Result<Change, StoreError> {
        let batch = Batch { scope, edits: &[edit], subjects: &[], sources: &[], author, at, reason, takes: &[] };
        self.write(&batch)?
            .pop()
            .ok_or_else(|| StoreError::Refused("nothing was changed\nsay what to change".to_owned()))
    }

    /// A setting of a layer.
    pub fn setting(&self, scope: Scope, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.read::<Setting>(&keys::setting(scope, name))?.map(|setting| setting.value))
    }

    /// Every setting: layer, name, value.
    pub fn settings(&self) -> Result<Vec<(Scope, String, String)>, StoreError> {
        let all = self.collect::<Setting>(keys::SETTINGS, keys::SETTINGS, usize::MAX)?;
        Ok(all.into_iter().map(|Setting { scope, name, value }| (scope, name, value)).collect())
    }

    /// Sets a setting of a layer; `None` takes it away. A value it already has is not written again.
    pub fn set_setting(&self, scope: Scope, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.set_settings(&[(scope, name, value)])
    }

    /// Sets several settings together or not at all; see [`Store::set_setting`].
    pub fn set_settings(&self, settings: &[(Scope, &str, Option<&str>)]) -> Result<(), StoreError> {
        self.commit(|draft| settings.iter().try_for_each(|setting| set_one(draft, *setting)))
    }
}

fn set_one(draft: &mut Draft<'_>, (scope, name, value): (Scope, &str, Option<&str>)) -> Result<(), StoreError> {
    let key = keys::setting(scope, name);
    let before = draft.read::<Setting>(&key)?;
    match value {
        Some(value) if before.as_ref().is_some_and(|before| before.value == value) => Ok(()),
        Some(value) => draft.set(key, &Setting { scope, name: name.to_owned(), value: value.to_owned() }),
        None if before.is_some() => draft.remove(key),
        None => Ok(()),
    }
}

/// Plans what a batch changes that was [checked](check).
pub(super) fn plan(draft: &mut Draft<'_>, batch: &Batch<'_>) -> Result<Vec<Change>, StoreError> {
    for ticket in batch.takes {
        papers::take(draft, ticket)?;
    }
    let subjects = batch.subjects.iter().cloned().map(Item::Subject);
    for item in subjects.chain(batch.sources.iter().cloned().map(Item::Source)) {
        items::put(draft, batch.scope, item)?;
    }
    batch.edits.iter().map(|edit| apply(draft, batch, edit)).collect()
}

/// Refuses a batch that no layer takes, whatever it holds.
pub(super) fn check(batch: &Batch<'_>) -> Result<(), StoreError> {
    let refused = |text: String| Err(StoreError::Refused(text));
    if batch.scope == Scope::Shipped {
        return refused(
            "shipped facts change with the knowledge folder only\nput an owners' or a server's fact over it"
                .to_owned(),
        );
    }
    let (count, subjects, sources) = (batch.edits.len(), batch.subjects.len(), batch.sources.len());
    if count.max(subjects).max(sources) > MOST_EDITS {
        return refused(format!("{count} changes at once are too many\nmake at most {MOST_EDITS} at once"));
    }
    let mut seen = BTreeSet::new();
    for edit in batch.edits {
        if !seen.insert(&edit.id) {
            return refused(format!("the fact {} is there twice\nleave one out", edit.id));
        }
        if edit.to.as_ref().and_then(Entry::fact).is_some_and(|fact| fact.scope != batch.scope) {
            return refused(format!(
                "the fact {} belongs to another layer\nchange it there, or put a fact of this layer over it",
                edit.id
            ));
        }
    }
    Ok(())
}

fn apply(draft: &mut Draft<'_>, batch: &Batch<'_>, edit: &Edit) -> Result<Change, StoreError> {
    let held = draft.read::<Held>(&keys::fact(batch.scope, &edit.id))?;
    if held.as_ref().map(|held| held.revision) != edit.expected {
        let current = held.map(|held| Box::new((held.entry, held.revision)));
        return Err(StoreError::Conflict { id: edit.id.clone(), current });
    }
    draft.change(Change {
        seq: 0,
        batch: 0,
        at: batch.at,
        author: batch.author.clone(),
        scope: batch.scope,
        id: edit.id.clone(),
        before: None,
        after: edit.to.clone(),
        reason: edit.reason.clone().or_else(|| batch.reason.map(str::to_owned)),
        undoes: None,
    })
}
