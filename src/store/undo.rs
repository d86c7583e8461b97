//! What a layer's transactions did, and taking one back.

use super::draft::Draft;
use super::papers::{self, Ticket};
use super::record::{Author, Change, Described, Held};
use super::{Store, StoreError, envelope, flawed, items, keys};
use crate::fact::{FactId, Scope};
use jiff::Timestamp;
use std::ops::ControlFlow;

/// One transaction of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its number, the `batch` of its changes.
    pub number: u64,
    /// How many facts it changed.
    pub facts: usize,
    /// The first of its changes.
    pub first: Change,
}

/// What a layer changed lately.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Latest {
    /// The numbers of changes that found no room, the oldest first.
    pub earlier: Vec<u64>,
    /// The changes after them, the oldest first.
    pub changes: Vec<Change>,
}

impl Store {
    /// Up to `limit` transactions of a layer, the newest first, from before the one numbered `before`. The shipped
    /// layer's are not listed.
    pub fn made(&self, scope: Scope, before: Option<u64>, limit: usize) -> Result<Vec<Made>, StoreError> {
        let _still = self.writer();
        let mut found: Vec<(u64, u64, u64)> = Vec::new();
        self.each_run_back(scope, before.unwrap_or(u64::MAX), |run| {
            let full = found.len() == limit;
            match found.last_mut() {
                Some((last, facts, first)) if *last == run.batch => {
                    (*facts, *first) = (*facts + run.len(), *run.seqs.start());
                }
                _ if full => return ControlFlow::Break(()),
                _ => found.push((run.batch, run.len(), *run.seqs.start())),
            }
            ControlFlow::Continue(())
        })?;
        let made = |(number, facts, seq)| {
            let facts = usize::try_from(facts).unwrap_or(usize::MAX);
            Ok(Made { number, facts, first: self.numbered(seq)? })
        };
        found.into_iter().map(made).collect()
    }

    /// The changes of one transaction of a layer, in their order; none if there is no such transaction.
    pub fn changes_of(&self, scope: Scope, number: u64) -> Result<Vec<Change>, StoreError> {
        self.numbers_in(scope, number)?.into_iter().map(|seq| self.numbered(seq)).collect()
    }

    /// What one transaction of a layer did to its subjects and sources, in its order: what each was, and what it is
    /// since.
    pub fn described(&self, scope: Scope, number: u64) -> Result<Vec<Described>, StoreError> {
        let prefix = keys::described(scope, number);
        self.collect(&prefix, &prefix, usize::MAX)
    }

    /// A layer's changes with numbers above `after`, the oldest first: the last `limit` of them whole, and of those
    /// before them the numbers alone. What other layers changed is not looked at. The shipped layer has none.
    pub fn latest(&self, scope: Scope, after: u64, limit: usize) -> Result<Latest, StoreError> {
        let _still = self.writer();
        let mut numbers: Vec<u64> = Vec::new();
        self.each_run_back(scope, u64::MAX, |run| {
            let mut later = run.seqs.rev().take_while(|seq| *seq > after).peekable();
            if later.peek().is_none() {
                return ControlFlow::Break(());
            }
            numbers.extend(later);
            ControlFlow::Continue(())
        })?;
        numbers.reverse();
        let told = numbers.split_off(numbers.len().saturating_sub(limit));
        let changes = told.into_iter().map(|seq| self.numbered(seq)).collect::<Result<_, _>>()?;
        Ok(Latest { earlier: numbers, changes })
    }

    /// The last change of a fact in a layer.
    pub fn last_change(&self, scope: Scope, id: &FactId) -> Result<Option<Change>, StoreError> {
        self.last_number_of(scope, id)?.map(|seq| self.numbered(seq)).transpose()
    }

    pub(super) fn numbered(&self, seq: u64) -> Result<Change, StoreError> {
        let change = self.read::<Change>(&keys::change(seq))?;
        change.ok_or_else(|| flawed(&self.folder, envelope::Flaw::Damaged))
    }

    /// Undoes one transaction of a layer as a whole, and returns the changes that this makes: every fact is as it
    /// was before, and so are subjects and sources that were replaced (new ones stay: other facts may use them).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if a fact was changed since; [`StoreError::Refused`] if there is no such transaction;
    /// [`StoreError::Gone`] as for [`Store::write`].
    pub fn undo(
        &self,
        scope: Scope,
        number: u64,
        author: &Author,
        at: Timestamp,
        takes: &[Ticket],
    ) -> Result<Vec<Change>, StoreError> {
        let changes = self.changes_of(scope, number)?;
        if changes.is_empty() {
            let text = format!("there is no change {number} here\nthe history shows what was changed");
            return Err(StoreError::Refused(text));
        }
        let described = self.described(scope, number)?;
        self.commit(|draft| {
            for ticket in takes {
                papers::take(draft, ticket)?;
            }
            described.into_iter().try_for_each(|done| items::turn_back(draft, scope, done))?;
            changes.into_iter().map(|change| turn_back(draft, change, number, author, at)).collect()
        })
    }
}

fn turn_back(
    draft: &mut Draft<'_>,
    change: Change,
    number: u64,
    author: &Author,
    at: Timestamp,
) -> Result<Change, StoreError> {
    let Change { scope, id, before, after, .. } = change;
    let held = draft.read::<Held>(&keys::fact(scope, &id))?;
    // What a transaction wrote has its number as revision until somebody else writes it.
    if held.as_ref().map(|held| held.revision) != after.as_ref().map(|_| number) {
        let current = held.map(|held| Box::new((held.entry, held.revision)));
        return Err(StoreError::Conflict { id, current });
    }
    let (author, after) = (author.clone(), before);
    draft.change(Change {
        seq: 0,
        batch: 0,
        at,
        author,
        scope,
        id,
        before: None,
        after,
        reason: None,
        undoes: Some(number),
    })
}
