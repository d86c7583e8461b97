//! Ways into the history: from a fact to its changes, and from a layer's transaction to those that were made together.
//!
//! Most facts come by an import and are changed once, so that once must be cheap: the engine takes as long for a record
//! with nothing in it as for one with a fact. A fact's own record has the number of its only change ([`Held::change`]);
//! from the second on there is a link for each, the first one's included, which stay when the layer falls silent and
//! the fact's record goes. The changes of one transaction have numbers that follow one another, and lie as one run: its
//! first number is in the key, its last in the body. So an imported fact makes two records, itself and its change.
//!
//! A store of format 1 has a link for every change, and every change is a run of its own, with nothing in its body. Both
//! are read side by side, and what is written from then on is of format 2.

use super::draft::Draft;
use super::envelope::{self, Flaw};
use super::record::{Change, Entry, Held};
use super::{Store, StoreError, flawed, keys};
use crate::fact::{FactId, Scope};
use std::ops::{ControlFlow, RangeInclusive};

/// Changes of one transaction of a layer whose numbers follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    scope: Scope,
    /// The transaction.
    pub(super) batch: u64,
    /// The numbers of its changes.
    pub(super) seqs: RangeInclusive<u64>,
}

impl Run {
    /// Of one change.
    pub(super) fn of(change: &Change) -> Self {
        Self { scope: change.scope, batch: change.batch, seqs: change.seq..=change.seq }
    }

    /// Takes a change in that goes on where it ends; tells whether it did.
    pub(super) fn takes(&mut self, change: &Change) -> bool {
        let goes_on = (self.scope, self.batch, self.seqs.end() + 1) == (change.scope, change.batch, change.seq);
        if goes_on {
            self.seqs = *self.seqs.start()..=change.seq;
        }
        goes_on
    }

    /// How many changes it has.
    pub(super) fn len(&self) -> u64 {
        (self.seqs.end() - self.seqs.start()).saturating_add(1)
    }

    /// Where it lies.
    pub(super) fn key(&self) -> Vec<u8> {
        keys::change_in(self.scope, self.batch, *self.seqs.start())
    }

    /// What lies there: its last number; nothing for a run of one.
    pub(super) fn body(&self) -> Option<u64> {
        (self.seqs.start() != self.seqs.end()).then_some(*self.seqs.end())
    }

    /// Reads a record.
    pub(super) fn read(scope: Scope, key: &[u8], value: &[u8]) -> Result<Self, Flaw> {
        let tail = key.get(keys::batches(scope).len()..).ok_or(Flaw::Damaged)?;
        let (batch, first) = (number_at(tail, 0).ok_or(Flaw::Damaged)?, number_at(tail, 8).ok_or(Flaw::Damaged)?);
        let last = envelope::unseal::<Option<u64>>(key, value)?.unwrap_or(first);
        if last < first { Err(Flaw::Damaged) } else { Ok(Self { scope, batch, seqs: first..=last }) }
    }
}

/// Puts what a change makes of its fact, and the links that this takes; returns what the layer said before. The change
/// has its number.
pub(super) fn put(draft: &mut Draft<'_>, change: &Change) -> Result<Option<Entry>, StoreError> {
    let Change { seq, scope, ref id, .. } = *change;
    let held = draft.read::<Held>(&keys::fact(scope, id))?;
    let only = held.is_none() && change.after.is_some();
    if let Some(first) = held.and_then(|held| held.change) {
        draft.set_new(keys::change_of(scope, id, first), &())?;
    }
    if !only {
        draft.set_new(keys::change_of(scope, id, seq), &())?;
    }
    draft.set_fact(scope, id, change.after.as_ref(), only.then_some(seq))
}

impl Store {
    /// The numbers of all changes of a fact in one layer, the oldest first. To be called while writes wait.
    pub(super) fn numbers_of(&self, scope: Scope, id: &FactId) -> Result<Vec<u64>, StoreError> {
        let only = self.only_change(scope, id)?;
        let prefix = keys::changes_of(scope, id);
        let mut found = Vec::new();
        self.walk(&prefix, &prefix, |key, _| {
            found.push(number_at(key, prefix.len()).ok_or(Flaw::Damaged)?);
            Ok(true)
        })?;
        // What was there before the layer fell silent has links, and is older.
        found.extend(only);
        Ok(found)
    }

    /// The number of the last change of a fact in one layer.
    pub(super) fn last_number_of(&self, scope: Scope, id: &FactId) -> Result<Option<u64>, StoreError> {
        // Before the links: a write in between turns this number into one.
        if let Some(only) = self.only_change(scope, id)? {
            return Ok(Some(only));
        }
        let prefix = keys::changes_of(scope, id);
        let end = keys::change_of(scope, id, u64::MAX);
        let walked = self.engine.walk_back(&end, &prefix, |key, _| ControlFlow::Break(number_at(key, prefix.len())));
        match walked.map_err(|fault| self.unread(fault))? {
            ControlFlow::Continue(()) => Ok(None),
            ControlFlow::Break(Some(last)) => Ok(Some(last)),
            ControlFlow::Break(None) => Err(flawed(&self.folder, Flaw::Damaged)),
        }
    }

    /// The number of the change that made a fact, if none has followed.
    fn only_change(&self, scope: Scope, id: &FactId) -> Result<Option<u64>, StoreError> {
        Ok(self.read::<Held>(&keys::fact(scope, id))?.and_then(|held| held.change))
    }

    /// Shows `visit` the runs of a layer's transactions before the one numbered `before`, the last first, until it has
    /// enough.
    pub(super) fn each_run_back(
        &self,
        scope: Scope,
        before: u64,
        mut visit: impl FnMut(Run) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let (end, prefix) = (keys::batch(scope, before), keys::batches(scope));
        let walked = self.engine.walk_back(&end, &prefix, |key, value| {
            let visited = Run::read(scope, key, value).map(&mut visit);
            visited.map_or_else(|flaw| ControlFlow::Break(Some(flaw)), |enough| enough.map_break(|()| None))
        });
        match walked.map_err(|fault| self.unread(fault))? {
            ControlFlow::Break(Some(flaw)) => Err(flawed(&self.folder, flaw)),
            ControlFlow::Break(None) | ControlFlow::Continue(()) => Ok(()),
        }
    }

    /// The numbers of the changes of one transaction of a layer, in their order.
    pub(super) fn numbers_in(&self, scope: Scope, batch: u64) -> Result<Vec<u64>, StoreError> {
        let prefix = keys::batch(scope, batch);
        let mut found = Vec::new();
        self.walk(&prefix, &prefix, |key, value| {
            found.extend(Run::read(scope, key, value)?.seqs);
            Ok(true)
        })?;
        Ok(found)
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
