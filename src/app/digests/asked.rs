//! Which subjects are asked about, counted without who asked and without anybody's words.

use super::keep::{ASKED, Counts, write, written};
use crate::answer::{Answer, Outcome};
use crate::app::App;
use crate::store::StoreError;
use std::collections::BTreeSet;

/// So many subjects are counted for a server; a digest shows three.
const MOST_SUBJECTS: usize = 500;

impl App {
    /// Notes what an answer in a server was about, if the server has a digest. Private answers must not come here.
    pub fn note_asked(&self, server: u64, answer: &Answer) {
        if answer.outcome != Outcome::Answer {
            return;
        }
        let mut asked = self.digests.asked();
        let Some(counts) = asked.counts.get_mut(&server) else { return };
        let subjects: BTreeSet<_> = answer.facts.iter().map(|held| &held.subject.id).collect();
        for subject in subjects {
            if counts.len() < MOST_SUBJECTS || counts.contains_key(subject) {
                let count = counts.entry(subject.clone()).or_default();
                *count = count.saturating_add(1);
            }
        }
        asked.dirty.insert(server);
    }

    /// Writes down what was asked since the last call; what is lost by a crash is a minute's counting.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn keep_asked(&self) -> Result<(), StoreError> {
        let writes: Vec<_> = {
            let mut asked = self.digests.asked();
            let dirty = std::mem::take(&mut asked.dirty);
            let write = |server: u64| asked.counts.get(&server).map(|counts| written(server, ASKED, counts));
            dirty.into_iter().filter_map(write).collect::<Result<_, _>>()?
        };
        write(&self.store, &writes)
    }

    pub(super) fn asked_in(&self, server: u64) -> Counts {
        self.digests.asked().counts.get(&server).cloned().unwrap_or_default()
    }

    /// A new day begins; servers that had no digest so far are counted from now on.
    pub(super) fn forget_asked(&self, server: u64) {
        let mut asked = self.digests.asked();
        asked.counts.insert(server, Counts::new());
        asked.dirty.insert(server);
    }

    pub(super) fn stop_counting(&self, server: u64) {
        let mut asked = self.digests.asked();
        asked.counts.remove(&server);
        asked.dirty.remove(&server);
    }
}
