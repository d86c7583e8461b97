//! The store's figures for those who only watch: never waits for a write.

use super::mark::Mark;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How the store is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// Facts in all layers.
    pub facts: u64,
    /// The number of the last change in the history.
    pub last_seq: u64,
    /// Transactions since it was opened.
    pub writes: u64,
    /// Whether changes can be saved: no write has failed yet.
    pub writable: bool,
}

/// What [`Pulse`] is read from; written after each transaction.
#[derive(Debug)]
pub(super) struct Beat {
    first: u64,
    facts: AtomicU64,
    seq: AtomicU64,
    commits: AtomicU64,
    broken: AtomicBool,
}

impl Beat {
    /// Of a store that was just opened.
    pub(super) fn new(mark: &Mark) -> Self {
        Self {
            first: mark.commits,
            facts: mark.facts.into(),
            seq: mark.seq.into(),
            commits: mark.commits.into(),
            broken: false.into(),
        }
    }

    /// Notes what a transaction left behind.
    pub(super) fn follow(&self, mark: &Mark, broken: bool) {
        self.facts.store(mark.facts, Ordering::Relaxed);
        self.seq.store(mark.seq, Ordering::Relaxed);
        self.commits.store(mark.commits, Ordering::Relaxed);
        self.broken.store(broken, Ordering::Relaxed);
    }

    /// Whether a write has failed.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }

    /// The figures; `cut_off` if a write ended in the middle.
    pub(super) fn pulse(&self, cut_off: bool) -> Pulse {
        Pulse {
            facts: self.facts.load(Ordering::Relaxed),
            last_seq: self.seq.load(Ordering::Relaxed),
            writes: self.commits.load(Ordering::Relaxed).saturating_sub(self.first),
            writable: !cut_off && !self.is_broken(),
        }
    }
}
