//! Forgetting: people, and whole layers.

use super::papers::Drawer;
use super::record::{Author, Change};
use super::{Store, StoreError, keys};
use crate::fact::{FactId, Scope};
use std::collections::BTreeSet;

/// Records a transaction takes before the next one is begun.
const RECORDS_AT_ONCE: usize = 2_000;

impl Store {
    /// Makes a member's changes those of a former member, and tells how many there were. Cut off, it can be repeated.
    pub fn forget_author(&self, member: u64) -> Result<usize, StoreError> {
        let mut theirs = Vec::new();
        self.walk(keys::HISTORY, keys::HISTORY, |key, value| {
            let change: Change = super::envelope::unseal(key, value)?;
            if matches!(change.author, Author::Member { id, .. } if id == member) {
                theirs.push(key.to_vec());
            }
            Ok(true)
        })?;
        for some in theirs.chunks(RECORDS_AT_ONCE) {
            self.commit(|draft| {
                for key in some {
                    if let Some(change) = draft.read::<Change>(key)? {
                        draft.set(key.clone(), &Change { author: Author::Former, ..change })?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(theirs.len())
    }

    /// The servers that anything is kept of.
    pub fn servers(&self) -> Result<BTreeSet<u64>, StoreError> {
        let mut found = BTreeSet::new();
        for prefix in keys::of_servers() {
            let mut from = 0;
            // From each server the next is looked for, so that it does not matter how much each has.
            while let Some(server) = self.server_from(&prefix, from)? {
                found.insert(server);
                let Some(next) = server.checked_add(1) else { break };
                from = next;
            }
        }
        Ok(found)
    }

    /// The first server from an id on that has something of a kind.
    fn server_from(&self, prefix: &[u8], from: u64) -> Result<Option<u64>, StoreError> {
        let start = [prefix, &from.to_be_bytes()].concat();
        let mut found = None;
        self.walk(&start, prefix, |key, _| {
            found = key.get(prefix.len()..).and_then(|rest| rest.first_chunk::<8>()).copied().map(u64::from_be_bytes);
            Ok(false)
        })?;
        Ok(found)
    }

    /// Removes everything of a layer: facts, subjects, sources, history, papers, and at last its settings. Cut off,
    /// it can be repeated.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for the shipped layer, which follows the knowledge folder.
    pub fn forget_layer(&self, scope: Scope) -> Result<(), StoreError> {
        if scope == Scope::Shipped {
            return Err(StoreError::Refused(
                "the shipped facts cannot be forgotten\nstart with another knowledge folder instead".to_owned(),
            ));
        }
        let facts = keys::facts_of(scope);
        while self.commit(|draft| {
            let some = draft.keys(&facts, RECORDS_AT_ONCE)?;
            for key in &some {
                let id = String::from_utf8_lossy(key.get(facts.len()..).unwrap_or_default());
                draft.set_fact(scope, &FactId::new(id), None, None)?;
            }
            Ok(!some.is_empty())
        })? {}
        let batches = keys::batches(scope);
        while self.commit(|draft| {
            let mut runs = draft.keys(&batches, RECORDS_AT_ONCE)?.into_iter();
            let more = runs.len() > 0;
            while draft.len() < RECORDS_AT_ONCE
                && let Some(key) = runs.next()
            {
                for seq in draft.run(scope, &key)?.seqs {
                    draft.remove(keys::change(seq))?;
                }
                draft.remove(key)?;
            }
            Ok(more)
        })? {}
        let papers = Drawer::ALL.map(|drawer| keys::under(drawer.key(), scope));
        let rest =
            [keys::subjects_of(scope), keys::sources_of(scope), keys::links(scope), keys::all_described(scope)];
        for prefix in rest.into_iter().chain(papers).chain([keys::settings_of(scope)]) {
            while self.commit(|draft| {
                let some = draft.keys(&prefix, RECORDS_AT_ONCE)?;
                some.iter().try_for_each(|key| draft.remove(key.clone()))?;
                Ok(!some.is_empty())
            })? {}
        }
        Ok(())
    }
}
