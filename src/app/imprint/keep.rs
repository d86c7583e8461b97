//! When the imprint is made, and when it goes.

use super::{Table, remove, write};
use crate::app::{App, View};
use crate::store::StoreError;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A store of fewer records is read faster than an imprint is kept in step.
pub(in crate::app) const MANY: u64 = 50_000;

/// What is known of the imprint beside the store.
#[derive(Debug, Default)]
pub(in crate::app) struct Imprint {
    /// Whether there may be one: not beside a store whose knowledge comes from a folder, which may change at any time.
    wanted: bool,
    /// Whether the store was opened by it, and not read.
    unproved: bool,
    /// The note of the lexicon's words that this start took from a file.
    note: Option<String>,
    last: Mutex<Option<Last>>,
}

/// The imprint that was made last.
#[derive(Debug)]
struct Last {
    table: Table,
    /// How often a layer had changed by then.
    changes: u64,
}

impl Imprint {
    /// Of an app that starts; `table` is what it started from.
    pub(in crate::app) fn of(note: Option<String>, table: Option<Table>) -> Self {
        Self {
            wanted: true,
            unproved: table.is_some(),
            note,
            last: Mutex::new(table.map(|table| Last { table, changes: 0 })),
        }
    }

    /// Whether there is one of which this process knows.
    #[cfg(test)]
    pub(super) fn is_there(&self) -> bool {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl App {
    /// Makes the imprint of a large store, or brings it in step: afterwards a start need not read the store. To be called
    /// before the process ends; takes seconds for a million facts where a layer changed, else a moment. What stands in
    /// the way of it is logged: without an imprint a start only takes longer.
    pub fn keep_imprint(&self) {
        self.keep_imprint_from(MANY);
    }

    /// The same for a store of more than so many records.
    pub(in crate::app) fn keep_imprint_from(&self, many: u64) {
        if !self.imprint.wanted || !self.store.records().is_ok_and(|records| records > many) {
            return;
        }
        let _alone = self.alone();
        if !self.store.pulse().writable {
            return;
        }
        let mut last = self.imprint.last.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = self.views.changes();
        let Ok(mark) = self.store.mark() else { return };
        let shared = self.views.sight(View::Everyone);
        let words = self.imprint.note.as_deref().filter(|_| shared.is_whole()).map(|note| (&*shared, note));
        let is_in_step = |last: &Last| last.changes == changes && (words.is_none() || last.table.has_words());
        let made = match last.take() {
            Some(last) if is_in_step(&last) && last.table.mark() == mark => Ok(last.table),
            Some(last) if is_in_step(&last) => last.table.marked(&self.data, mark),
            _ => write(&self.data, mark, &self.views.held(), words),
        };
        match made {
            Ok(table) => *last = Some(Last { table, changes }),
            Err(error) => {
                tracing::warn!(%error, "the next start takes longer: no imprint of the store could be kept")
            }
        }
    }

    /// Whether this start read the store whole.
    pub fn is_proved(&self) -> bool {
        !self.imprint.unproved
    }

    /// Reads a large store whole, if this start did not: what it may have lost is told by the log and by
    /// [`App::pulse`], and nothing more is written then; the next start reads the store again, and refuses it. Writes
    /// wait meanwhile.
    ///
    /// # Errors
    /// As for opening the store.
    pub fn prove(&self) -> Result<(), StoreError> {
        if self.is_proved() {
            return Ok(());
        }
        self.store.prove().inspect_err(|_| self.forget_imprint())
    }

    /// Takes the imprint away: there is something in it that is to be forgotten.
    pub(in crate::app) fn forget_imprint(&self) {
        self.imprint.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        remove(&self.data);
    }
}

/// The table of the imprint beside a store, if there is one.
pub(in crate::app) fn table(data: &Path) -> Option<Table> {
    Table::read(data)
}
