//! How the bot is, for those who only watch: never waits for a write.

use super::App;
use std::sync::TryLockError;
use std::sync::atomic::Ordering;

/// How the app is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// Facts in all layers: shipped, owners' and every server's.
    pub facts: u64,
    /// Changes that people made, ever.
    pub changes: u64,
    /// Transactions of the store since the start.
    pub writes: u64,
    /// Whether changes can be saved. Once a write has failed they cannot, until the next start.
    pub writable: bool,
    /// Whether answers come from all that is stored.
    pub fresh: bool,
}

impl App {
    /// How it is.
    pub fn pulse(&self) -> Pulse {
        // The index is swapped in a moment after the store has a change; while somebody writes, that is no fault.
        let writing = matches!(self.writing.try_lock(), Err(TryLockError::WouldBlock));
        let indexed = self.indexed.load(Ordering::Relaxed);
        let store = self.store.pulse();
        let fresh = writing || indexed >= store.last_seq;
        Pulse { facts: store.facts, changes: store.last_seq, writes: store.writes, writable: store.writable, fresh }
    }

    /// Notes that the indexes hold every change of the store. The caller is alone.
    pub(super) fn note_indexed(&self) {
        self.indexed.store(self.store.pulse().last_seq, Ordering::Relaxed);
    }
}
