//! A transaction in the making: what it will write, and the mark that will be true afterwards.

use super::engine::{Engine, Writes};
use super::envelope::{self, Flaw};
use super::fill::Ahead;
use super::links::{self, Run};
use super::mark::Mark;
use super::record::{Change, Entry, Held, Holding};
use super::{FORMAT, StoreError, keys};
use crate::fact::{FactId, Scope};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

/// The largest record in bytes. A fact is a sentence and a figure; this is far above what anybody writes and far
/// below what would slow the engine down.
const LARGEST: usize = 64 * 1024;

/// A key and what lies under it on the disk.
type Looked = (Vec<u8>, Option<Vec<u8>>);

/// Collects writes; nothing reaches the engine before [`Draft::finish`]'s result is applied.
pub(super) struct Draft<'s> {
    engine: &'s Engine,
    folder: &'s Path,
    /// What is known of the engine without asking it, and what is on its way there.
    ahead: Option<&'s Ahead>,
    mark: Mark,
    writes: Writes,
    /// The changes recorded last, which lie together when the next does not go on where they end.
    run: Option<Run>,
    /// What was read last, for what is looked at is mostly written next.
    last: RefCell<Option<Looked>>,
}

impl<'s> Draft<'s> {
    /// Starts from the mark of the last commit.
    pub(super) fn new(engine: &'s Engine, folder: &'s Path, last: &Mark) -> Self {
        // What it writes is of today's format, whatever was written before it.
        let mark = Mark { format: FORMAT, commits: last.commits + 1, ..last.clone() };
        Self { engine, folder, ahead: None, mark, writes: Writes::new(), run: None, last: RefCell::default() }
    }

    /// The same over transactions that are not on the disk yet.
    pub(super) fn over(ahead: &'s Ahead, engine: &'s Engine, folder: &'s Path, last: &Mark) -> Self {
        Self { ahead: Some(ahead), ..Self::new(engine, folder, last) }
    }

    /// The number of the transaction, which is the revision of what it writes.
    pub(super) fn revision(&self) -> u64 {
        self.mark.commits
    }

    /// How many records it writes so far.
    pub(super) fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether there is anything to commit.
    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Begins another transaction within this one: what is written from now on has the next number, and is applied
    /// together with what was written before.
    pub(super) fn next(&mut self) {
        self.mark.commits += 1;
    }

    /// Forgets everything planned.
    pub(super) fn abandon(&mut self) {
        self.writes.clear();
        self.run = None;
    }

    /// The keys on the disk that start with a prefix, at most so many.
    pub(super) fn keys(&self, prefix: &[u8], most: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut keys = Vec::new();
        let walked = self.engine.walk(prefix, prefix, |key, _| {
            if keys.len() == most {
                return ControlFlow::Break(());
            }
            keys.push(key.to_vec());
            ControlFlow::Continue(())
        });
        walked.map_err(|fault| super::damaged(self.folder, fault)).map(|_| keys)
    }

    /// Notes that the shipped layer is complete.
    pub(super) fn set_filled(&mut self) {
        self.mark.filled = true;
    }

    fn bytes(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(planned) = self.writes.get(key) {
            return Ok(planned.clone());
        }
        if let Some(known) = self.ahead.and_then(|ahead| ahead.look(key)) {
            return Ok(known);
        }
        // Nobody else writes meanwhile.
        if let Some((_, value)) = self.last.borrow().as_ref().filter(|(last, _)| last == key) {
            return Ok(value.clone());
        }
        let value = self.engine.get(key).map_err(|fault| super::damaged(self.folder, fault))?;
        self.last.replace(Some((key.to_vec(), value.clone())));
        Ok(value)
    }

    /// What will lie under a key.
    pub(super) fn read<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, StoreError> {
        let bytes = self.bytes(key)?;
        bytes.map(|value| envelope::unseal(key, &value)).transpose().map_err(|flaw| super::flawed(self.folder, flaw))
    }

    fn replace(&mut self, key: Vec<u8>, new: Option<Vec<u8>>) -> Result<(), StoreError> {
        let old = self.bytes(&key)?;
        self.put_over(key, old, new)
    }

    fn put_over(&mut self, key: Vec<u8>, old: Option<Vec<u8>>, new: Option<Vec<u8>>) -> Result<(), StoreError> {
        let flawed = |flaw: Flaw| super::flawed(self.folder, flaw);
        let mark = &self.mark;
        let (mut records, mut fingerprint) = (mark.records, mark.fingerprint);
        if let Some(old) = old {
            let (sum, _) = envelope::check(&key, &old).map_err(flawed)?;
            records = records.saturating_sub(1);
            fingerprint = fingerprint.wrapping_sub(envelope::print(sum, &key));
        }
        if let Some(new) = &new {
            let (sum, _) = envelope::check(&key, new).map_err(flawed)?;
            records += 1;
            fingerprint = fingerprint.wrapping_add(envelope::print(sum, &key));
        }
        (self.mark.records, self.mark.fingerprint) = (records, fingerprint);
        self.writes.insert(key, new);
        Ok(())
    }

    /// Puts a record under a key.
    pub(super) fn set<T: Serialize>(&mut self, key: Vec<u8>, body: &T) -> Result<(), StoreError> {
        let value = self.sealed(&key, body)?;
        self.replace(key, Some(value))
    }

    /// Puts a record under a key that nothing was ever put under, and spares looking for it.
    pub(super) fn set_new<T: Serialize>(&mut self, key: Vec<u8>, body: &T) -> Result<(), StoreError> {
        let value = self.sealed(&key, body)?;
        self.put_over(key, None, Some(value))
    }

    fn sealed<T: Serialize>(&self, key: &[u8], body: &T) -> Result<Vec<u8>, StoreError> {
        let value = envelope::seal(key, body).map_err(|error| {
            StoreError::Refused(format!(
                "this cannot be written down: {error}\nthis is a mistake in the bot, please report it"
            ))
        })?;
        if value.len() > LARGEST {
            let kib = value.len() / 1024;
            return Err(StoreError::Refused(format!("this is too long to keep ({kib} KiB)\nshorten its texts")));
        }
        Ok(value)
    }

    /// Takes a key away.
    pub(super) fn remove(&mut self, key: Vec<u8>) -> Result<(), StoreError> {
        self.replace(key, None)
    }

    /// Sets what a layer says of a fact (`None`: nothing), keeps the count of facts, and returns what the layer
    /// said before. `change` is the number of its only change, if it has one ([`links`]).
    pub(super) fn set_fact(
        &mut self,
        scope: Scope,
        id: &FactId,
        after: Option<&Entry>,
        change: Option<u64>,
    ) -> Result<Option<Entry>, StoreError> {
        let is_fact = |entry: Option<&Entry>| u64::from(entry.is_some_and(|entry| entry.fact().is_some()));
        let key = keys::fact(scope, id);
        let before = self.read::<Held>(&key)?.map(|held| held.entry);
        match after {
            Some(entry) => {
                let revision = self.revision();
                self.set(key, &Holding { scope, id, revision, change, entry })?;
            }
            None => self.remove(key)?,
        }
        self.mark.facts = (self.mark.facts + is_fact(after)).saturating_sub(is_fact(before.as_ref()));
        Ok(before)
    }

    /// Makes a change, and adds it to the history; its number, its transaction and what the layer said before are set
    /// here.
    pub(super) fn change(&mut self, mut change: Change) -> Result<Change, StoreError> {
        change.seq = self.mark.seq + 1;
        change.batch = self.revision();
        change.before = links::put(self, &change)?;
        // The number is in the key, and is new.
        self.set_new(keys::change(change.seq), &change)?;
        if change.scope != Scope::Shipped && !self.run.as_mut().is_some_and(|run| run.takes(&change)) {
            self.end_run()?;
            self.run = Some(Run::of(&change));
        }
        self.mark.seq = change.seq;
        Ok(change)
    }

    /// The changes that lie together under a key on the disk.
    pub(super) fn run(&self, scope: Scope, key: &[u8]) -> Result<Run, StoreError> {
        let value = self.bytes(key)?;
        let run = value.ok_or(Flaw::Damaged).and_then(|value| Run::read(scope, key, &value));
        run.map_err(|flaw| super::flawed(self.folder, flaw))
    }

    fn end_run(&mut self) -> Result<(), StoreError> {
        // Its first number is in the key, and is new.
        self.run.take().map_or(Ok(()), |run| self.set_new(run.key(), &run.body()))
    }

    /// Everything to write, the mark included, and the mark.
    pub(super) fn finish(mut self) -> Result<(Writes, Mark), StoreError> {
        self.end_run()?;
        let value = envelope::seal(keys::MARK, &self.mark).map_err(|error| {
            StoreError::Refused(format!(
                "the mark cannot be written down: {error}\nthis is a mistake in the bot, please report it"
            ))
        })?;
        self.writes.insert(keys::MARK.to_vec(), Some(value));
        Ok((self.writes, self.mark))
    }
}
