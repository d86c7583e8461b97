//! Many batches one after the other: while one goes to the disk, the next is drawn up.
//!
//! A write on its own is drawn up (read, put into words, summed up), packed for the engine and brought to the disk, and its
//! caller waits for all of it. Of a large import the engine's part is half, and the disk is waited for besides; so two
//! threads share it, a pipeline of two stages with one batch between them. Each batch is one transaction as ever, on the
//! disk with its mark before the next one is, so that a kill leaves the first so many batches, each whole.
//!
//! The next batch may speak of what is not on the disk yet, so drawing up looks at what is under way first. And most of
//! what an import writes was never there: of the layer's keys a number each is remembered (8 bytes), so that the engine is
//! not asked for what it does not have.

use super::draft::Draft;
use super::engine::{Fault, Packed, Writes};
use super::mark::Mark;
use super::write::{Batch, check, plan};
use super::{Store, StoreError, Writer, keys};
use crate::fact::Scope;
use rustc_hash::{FxHashSet, FxHasher};
use std::collections::VecDeque;
use std::hash::Hasher;
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

/// So many batches lie between drawing up and the disk: one that is being written, and one that waits.
const UNDER_WAY: usize = 2;

/// What goes to the disk, and the mark that is true then.
type Landing = (Packed, Mark);

impl Store {
    /// Lets `work` write batch after batch into one layer, and returns when all of them survive a crash. Other writes, and
    /// whoever reads the history, wait until then; within `work` they would wait for ever.
    ///
    /// # Errors
    /// Those of `work`, whose earlier batches stay written; before these, those of the disk: then the last batches may be
    /// missing, each as a whole.
    pub fn fill<T, E: From<StoreError>>(
        &self,
        scope: Scope,
        work: impl FnOnce(&mut Filling<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer()?;
        let ahead = Ahead::of(self, scope)?;
        let (landing, to_land) = mpsc::sync_channel(UNDER_WAY - 1);
        let (done, (mark, landed)) = thread::scope(|scope| {
            let lander = scope.spawn(|| self.land_each(to_land));
            let mark = writer.mark.clone();
            let mut filling = Filling { store: self, writer: &mut writer, mark, ahead, landing };
            let done = work(&mut filling);
            // Nothing more comes, so that the other thread ends.
            drop(filling);
            (done, lander.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        writer.mark = mark.unwrap_or_else(|| writer.mark.clone());
        let landed = landed.map_err(|fault| self.broke(&mut writer, &fault.into()));
        self.beat.follow(&writer.mark, writer.broken.is_some());
        landed?;
        done
    }

    /// Brings to the disk what comes, up to the first failure; gives the last mark that is there.
    fn land_each(&self, to_land: mpsc::Receiver<Landing>) -> (Option<Mark>, Result<(), Fault>) {
        let mut last = None;
        for (packed, mark) in to_land {
            let applied = self.engine.apply_packed(&packed);
            if let Err(fault) = applied.and_then(|()| mark.write(&self.folder).map_err(Fault::Io)) {
                return (last, Err(fault));
            }
            self.beat.follow(&mark, false);
            last = Some(mark);
        }
        (last, Ok(()))
    }
}

/// Takes batches within [`Store::fill`].
pub struct Filling<'s> {
    store: &'s Store,
    writer: &'s mut Writer,
    /// As the last batch leaves it.
    mark: Mark,
    ahead: Ahead,
    landing: mpsc::SyncSender<Landing>,
}

impl Filling<'_> {
    /// Takes a batch, and gives the number of its changes; `None` if it changes no fact. It is on the disk some time later,
    /// at the latest when [`Store::fill`] returns.
    ///
    /// # Errors
    /// As [`Store::write`]; nothing of the batch is written then.
    pub fn write(&mut self, batch: &Batch<'_>) -> Result<Option<u64>, StoreError> {
        check(batch)?;
        if let Some(why) = &self.writer.broken {
            return Err(StoreError::ReadOnly { why: why.clone() });
        }
        let (store, writer) = (self.store, &mut *self.writer);
        let mut draft = Draft::over(&self.ahead, &store.engine, &store.folder, &self.mark);
        let changes = plan(&mut draft, batch).map_err(|error| store.not_planned(writer, error))?;
        if draft.is_empty() {
            return Ok(None);
        }
        let (writes, mark) = draft.finish()?;
        self.mark = mark.clone();
        // Where the disk failed, what it said is told at the end.
        let why = "an earlier part could not be saved".to_owned();
        self.landing.send((Packed::of(&writes), mark)).map_err(|_| StoreError::ReadOnly { why })?;
        self.ahead.add(writes);
        Ok(changes.first().map(|change| change.batch))
    }
}

/// What is known of an engine while a layer of it is filled.
pub(super) struct Ahead {
    /// What the layer's facts, subjects and sources lie under.
    kinds: [Vec<u8>; 3],
    /// Hashes of all keys of these kinds, on the disk or under way. Two that meet cost a look at the engine.
    held: FxHashSet<u64>,
    /// What may not be on the disk yet, the oldest first.
    under_way: VecDeque<Writes>,
}

impl Ahead {
    fn of(store: &Store, scope: Scope) -> Result<Self, StoreError> {
        let kinds = [keys::facts_of(scope), keys::subjects_of(scope), keys::sources_of(scope)];
        let mut held = FxHashSet::default();
        for kind in &kinds {
            store.walk(kind, kind, |key, _| {
                held.insert(hash(key));
                Ok(true)
            })?;
        }
        Ok(Self { kinds, held, under_way: VecDeque::new() })
    }

    /// What lies under a key; `None` if the engine has to be asked.
    pub(super) fn look(&self, key: &[u8]) -> Option<Option<Vec<u8>>> {
        if is_of(&self.kinds, key) && !self.held.contains(&hash(key)) {
            return Some(None);
        }
        self.under_way.iter().rev().find_map(|writes| writes.get(key)).cloned()
    }

    /// Notes a batch that is on its way.
    fn add(&mut self, writes: Writes) {
        let kept = writes.keys().filter(|key| is_of(&self.kinds, key));
        self.held.extend(kept.map(|key| hash(key)));
        self.under_way.push_back(writes);
        if self.under_way.len() > UNDER_WAY {
            self.under_way.pop_front();
        }
    }
}

fn is_of(kinds: &[Vec<u8>], key: &[u8]) -> bool {
    kinds.iter().any(|kind| key.starts_with(kind))
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key);
    hasher.finish()
}
