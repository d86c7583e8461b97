//! The store: facts in layers, their history and the settings, kept through crashes and kills.
//!
//! The engine is sled 0.34, which is beta; no type or name of it leaves this room. What makes it trustworthy:
//! * one transaction for a fact, its history entry and the counters; flushed, synced, and noted in a
//!   high-water file beside the engine before the call returns (`mark`, `draft`)
//! * a checksum in every value, and a fingerprint over all records: a record that is lost, replaced or moved is
//!   noticed at the next start, even if the engine notices nothing (`envelope`, `open`)
//! * panics of the engine become errors that say what to do (`engine`, `quiet`)
//! * one process for a store (`lock`), and no writing after a write has failed
//!
//! In the data folder: `lock`, `high-water`, and `engine/` with sled's own files. Back up by [`Store::back_up`], never by a copy.

mod backup;
mod draft;
mod engine;
mod envelope;
mod error;
mod fill;
mod forget;
#[cfg(test)]
mod fuzz_tests;
mod items;
mod keys;
mod links;
mod load;
mod lock;
mod mark;
mod open;
mod papers;
mod pulse;
mod quiet;
mod rebuild;
mod record;
mod restore;
mod sync;
mod undo;
mod write;

pub use backup::{BackupError, Contents, contents};
pub use error::StoreError;
pub use fill::Filling;
pub use load::Loaded;
pub use papers::{Desk, Drawer, Ticket};
pub use pulse::Pulse;
pub use rebuild::{Rebuilt, is_there};
pub use record::{Author, Change, Content, Described, Entry, Item, Record, Retraction};
pub use sync::SyncReport;
pub use undo::{Latest, Made};
pub use write::{Batch, Edit, MOST_EDITS};

use crate::fact::{FactId, Scope, Source, Subject};
use draft::Draft;
use engine::{Engine, Fault};
use envelope::Flaw;
use lock::Lock;
use mark::Mark;
use pulse::Beat;
use record::{Held, Layered};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// The version of the layout: key scheme, envelope and mark. A store with a higher one is refused.
pub const FORMAT: u32 = 2;

/// An open store. Shared between threads; writes wait for each other, and each takes milliseconds.
pub struct Store {
    folder: PathBuf,
    writer: Mutex<Writer>,
    beat: Beat,
    engine: Engine,
    /// After the engine, so that it is given up last.
    _lock: Lock,
}

struct Writer {
    mark: Mark,
    /// The first failure of a write; then nothing more is written.
    broken: Option<String>,
}

/// How a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Why nothing can be written any more; `None` if all is well.
    pub problem: Option<String>,
    /// Facts in all layers.
    pub facts: u64,
    /// The number of the last change in the history.
    pub last_seq: u64,
    /// Tells this store from others.
    pub store_id: String,
    /// What the data folder takes on the disk, in bytes.
    pub bytes: u64,
}

impl Health {
    /// Whether changes can be saved.
    pub fn writable(&self) -> bool {
        self.problem.is_none()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Store {
    /// Everything that is held, layer by layer, in the order of the ids. Writes wait meanwhile.
    pub fn load_all(&self) -> Result<Content, StoreError> {
        let _still = self.writer();
        let all = usize::MAX;
        let mut content = Content::default();
        let subjects = self.collect::<Layered<Subject>>(keys::SUBJECTS, keys::SUBJECTS, all)?;
        content.subjects = subjects.into_iter().map(|held| (held.scope, held.item)).collect();
        let sources = self.collect::<Layered<Source>>(keys::SOURCES, keys::SOURCES, all)?;
        content.sources = sources.into_iter().map(|held| (held.scope, held.item)).collect();
        for Held { scope, id, revision, entry, .. } in self.collect(keys::FACTS, keys::FACTS, all)? {
            match entry {
                Entry::Fact(fact) => content.facts.push(Record { fact: *fact, revision }),
                Entry::Retracted => content.retractions.push(Retraction { scope, id, revision }),
            }
        }
        Ok(content)
    }

    /// Everything that is held, as an index shares it. Writes wait meanwhile.
    pub fn load(&self) -> Result<Loaded, StoreError> {
        let still = self.writer()?;
        Ok(load::all(&self.folder, &self.engine, Some(&still.mark), true)?.loaded)
    }

    /// What one layer says of a fact, with its revision; `None` if nothing.
    pub fn entry(&self, scope: Scope, id: &FactId) -> Result<Option<(Entry, u64)>, StoreError> {
        Ok(self.read::<Held>(&keys::fact(scope, id))?.map(|held| (held.entry, held.revision)))
    }

    /// Shows `visit` the id of everything that a layer says of facts, without reading what that is.
    pub fn each_id(&self, scope: Scope, mut visit: impl FnMut(&str)) -> Result<(), StoreError> {
        let prefix = keys::facts_of(scope);
        self.walk(&prefix, &prefix, |key, _| {
            let id = key.get(prefix.len()..).and_then(|id| std::str::from_utf8(id).ok());
            id.ok_or(Flaw::Damaged).map(&mut visit).map(|()| true)
        })
    }

    /// The subjects and sources of one layer.
    pub fn descriptions(&self, scope: Scope) -> Result<(Vec<Subject>, Vec<Source>), StoreError> {
        let (subjects, sources) = (keys::subjects_of(scope), keys::sources_of(scope));
        let subjects = self.collect::<Layered<Subject>>(&subjects, &subjects, usize::MAX)?;
        let sources = self.collect::<Layered<Source>>(&sources, &sources, usize::MAX)?;
        let items = (subjects.into_iter().map(|held| held.item), sources.into_iter().map(|held| held.item));
        Ok((items.0.collect(), items.1.collect()))
    }

    /// Every change of a fact in one layer, the oldest first.
    pub fn history(&self, scope: Scope, id: &FactId) -> Result<Vec<Change>, StoreError> {
        let _still = self.writer();
        self.numbers_of(scope, id)?.into_iter().map(|seq| self.numbered(seq)).collect()
    }

    /// Up to `limit` changes with numbers above `seq`, in the order of their numbers.
    pub fn changes_since(&self, seq: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        let _still = self.writer();
        self.collect(&keys::change(seq.saturating_add(1)), keys::HISTORY, limit)
    }

    /// How the store is, without waiting for a write that is under way.
    pub fn pulse(&self) -> Pulse {
        self.beat.pulse(self.writer.is_poisoned())
    }

    /// How the store is.
    pub fn health(&self) -> Health {
        let bytes = folder_bytes(&self.folder);
        match self.writer() {
            Ok(writer) => Health {
                problem: writer.broken.clone(),
                facts: writer.mark.facts,
                last_seq: writer.mark.seq,
                store_id: writer.mark.store.clone(),
                bytes,
            },
            Err(error) => {
                let problem = Some(error.to_string());
                Health { problem, facts: 0, last_seq: 0, store_id: String::new(), bytes }
            }
        }
    }

    fn writer(&self) -> Result<MutexGuard<'_, Writer>, StoreError> {
        let why = "an earlier change was cut off".to_owned();
        self.writer.lock().map_err(|_| StoreError::ReadOnly { why })
    }

    fn is_filled(&self) -> Result<bool, StoreError> {
        Ok(self.writer()?.mark.filled)
    }

    /// Plans a transaction and carries it out; an empty plan writes nothing.
    fn commit<T>(&self, plan: impl FnOnce(&mut Draft<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = self.writer()?;
        let done = self.commit_as(&mut writer, plan);
        self.beat.follow(&writer.mark, writer.broken.is_some());
        done
    }

    fn commit_as<T>(
        &self,
        writer: &mut Writer,
        plan: impl FnOnce(&mut Draft<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(why) = &writer.broken {
            return Err(StoreError::ReadOnly { why: why.clone() });
        }
        let mut draft = Draft::new(&self.engine, &self.folder, &writer.mark);
        let result = plan(&mut draft).map_err(|error| self.not_planned(writer, error))?;
        if draft.is_empty() {
            return Ok(result);
        }
        let (writes, mark) = draft.finish()?;
        let applied = self.engine.apply(&writes);
        if let Err(fault) = applied.and_then(|()| mark.write(&self.folder).map_err(Fault::Io)) {
            return Err(self.broke(writer, &fault.into()));
        }
        writer.mark = mark;
        Ok(result)
    }

    /// What it means that a transaction could not be planned: what cannot be read must not be built upon.
    fn not_planned(&self, writer: &mut Writer, error: StoreError) -> StoreError {
        match &error {
            StoreError::Access { source, .. } => return self.broke(writer, source),
            StoreError::Damaged { what, .. } => writer.broken = Some(what.clone()),
            _ => {}
        }
        error
    }

    /// From now on nothing is written.
    fn broke(&self, writer: &mut Writer, error: &io::Error) -> StoreError {
        let what = error.to_string();
        tracing::error!(%what, "a change could not be saved: the store only reads until the next start");
        writer.broken = Some(what.clone());
        StoreError::WriteFailed { folder: self.folder.clone(), what, mend: error::mend(error) }
    }

    /// What it means that the engine could not read. It tidies up while it reads, and since a write failed it can
    /// refuse that, and the reading with it.
    fn unread(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::Io(source) if is_refusal(&source) && self.beat.is_broken() => {
                StoreError::Stuck { what: source.to_string(), mend: error::mend(&source) }
            }
            fault => damaged(&self.folder, fault),
        }
    }

    fn read<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, StoreError> {
        let value = self.engine.get(key).map_err(|fault| self.unread(fault))?;
        value.map(|value| envelope::unseal(key, &value)).transpose().map_err(|flaw| flawed(&self.folder, flaw))
    }

    fn walk(
        &self,
        start: &[u8],
        prefix: &[u8],
        mut visit: impl FnMut(&[u8], &[u8]) -> Result<bool, Flaw>,
    ) -> Result<(), StoreError> {
        let walked = self.engine.walk(start, prefix, |key, value| match visit(key, value) {
            Ok(true) => ControlFlow::Continue(()),
            Ok(false) => ControlFlow::Break(None),
            Err(flaw) => ControlFlow::Break(Some(flaw)),
        });
        match walked.map_err(|fault| self.unread(fault))? {
            ControlFlow::Break(Some(flaw)) => Err(flawed(&self.folder, flaw)),
            ControlFlow::Break(None) | ControlFlow::Continue(()) => Ok(()),
        }
    }

    fn collect<T: DeserializeOwned>(&self, start: &[u8], prefix: &[u8], limit: usize) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.walk(start, prefix, |key, value| {
            if all.len() < limit {
                all.push(envelope::unseal(key, value)?);
            }
            Ok(all.len() < limit)
        })?;
        Ok(all)
    }

    fn keyed<T: DeserializeOwned>(&self, prefix: &[u8]) -> Result<BTreeMap<Vec<u8>, T>, StoreError> {
        let mut all = BTreeMap::new();
        self.walk(prefix, prefix, |key, value| {
            all.insert(key.to_vec(), envelope::unseal(key, value)?);
            Ok(true)
        })?;
        Ok(all)
    }
}

fn damaged(folder: &Path, fault: Fault) -> StoreError {
    let folder = folder.to_owned();
    match fault {
        Fault::Io(source) if is_refusal(&source) => StoreError::Access { path: folder, doing: "use", source },
        Fault::Locked => StoreError::InUse { folder, pid: None },
        fault => StoreError::Damaged { folder, what: fault.to_string() },
    }
}

/// Whether the system would not let us, as opposed to files that make no sense.
fn is_refusal(error: &io::Error) -> bool {
    use io::ErrorKind::{
        FileTooLarge, InvalidInput, NotFound, OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem,
        StorageFull, UnexpectedEof,
    };
    match error.kind() {
        PermissionDenied | ReadOnlyFilesystem | StorageFull | QuotaExceeded | FileTooLarge | OutOfMemory => true,
        // A file that is not there or ends too soon, and a place no file has.
        NotFound | UnexpectedEof | InvalidInput => false,
        _ => error.raw_os_error().is_some(),
    }
}

fn flawed(folder: &Path, flaw: Flaw) -> StoreError {
    let folder = folder.to_owned();
    match flaw {
        Flaw::Damaged => StoreError::Damaged { folder, what: "a record is not as it was written".to_owned() },
        Flaw::Newer(found) => StoreError::Newer { folder, found: found.into() },
    }
}

fn folder_bytes(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => folder_bytes(&entry.path()),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    };
    entries.flatten().map(size).sum()
}
