//! sled in a box: the only file that names it. Every call is held against panics.
//!
//! sled 0.34 is used in one tree with one writer. What is done about its weaknesses stands where it is done:
//! panics ([`quiet`]), a snapshot that was cut off ([`Engine::open`]), a flush that does not reach the disk
//! ([`Engine::apply`]), losses it does not notice ([`super::mark`]).

use super::quiet;
use sled::transaction::{ConflictableTransactionError, TransactionError};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// sled's own default is 1 GB.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// While a store is filled: with less the engine reads back much of what it wrote a moment ago; twice as much saved no time.
const FILLING_CACHE_BYTES: u64 = 96 * 1024 * 1024;

/// How long to wait for sled's own lock.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(2);

/// What to write: a value, or `None` to take the key away.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// A failure below.
#[derive(Debug)]
pub(super) enum Fault {
    /// The operating system refused something.
    Io(io::Error),
    /// A program that knows nothing of the store's lock has the engine's files.
    Locked,
    /// The engine cannot make sense of its files.
    Broken(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Io(error) => write!(f, "{error}"),
            Fault::Locked => f.write_str("another program has its files open"),
            Fault::Broken(what) => write!(f, "{what}"),
        }
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io(error) => error,
            other => io::Error::other(other.to_string()),
        }
    }
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(error) if is_lock(&error) => Fault::Locked,
            sled::Error::Io(error) => Fault::Io(as_it_was(error)),
            other => Fault::Broken(other.to_string()),
        }
    }
}

/// sled hands on most errors of the system as it prints them for its own authors, `Os { code: 28, kind: StorageFull,
/// message: "No space left on device" }`, and no longer as the system's: gives the system's back.
fn as_it_was(error: io::Error) -> io::Error {
    let text = error.to_string();
    let code = text.strip_prefix("Os { code: ").and_then(|rest| rest.split(',').next()?.parse().ok());
    code.map_or(error, io::Error::from_raw_os_error)
}

fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    quiet::catch(work).unwrap_or_else(|panic| {
        // The first line: what sled adds below it is a report to its own authors.
        let first = panic.lines().next().unwrap_or_default();
        Err(Fault::Broken(format!("the engine gave up ({first})")))
    })
}

/// An open engine.
pub(super) struct Engine {
    /// Taken only by `drop`.
    db: Option<sled::Db>,
    /// sled's data file, to sync it.
    data: File,
    blobs: Blobs,
}

impl Engine {
    /// Opens or makes the engine's files in a folder. The caller holds the store's lock.
    pub(super) fn open(folder: &Path) -> Result<Self, Fault> {
        Self::open_for(folder, false)
    }

    /// The same, for `filling` with more memory.
    pub(super) fn open_for(folder: &Path, filling: bool) -> Result<Self, Fault> {
        remove_unfinished_snapshots(folder).map_err(Fault::Io)?;
        guarded(|| {
            let db = open_patiently(folder, filling)?;
            let data = File::options().write(true).open(folder.join("db")).map_err(Fault::Io)?;
            let blobs = Blobs::new(folder.join("blobs")).map_err(Fault::Io)?;
            Ok(Self { db: Some(db), data, blobs })
        })
    }

    fn with<T>(&self, work: impl FnOnce(&sled::Db) -> Result<T, Fault>) -> Result<T, Fault> {
        match &self.db {
            Some(db) => guarded(|| work(db)),
            None => Err(Fault::Broken("the engine is closed".to_owned())),
        }
    }

    /// The value under a key.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        self.with(|db| Ok(db.get(key)?.map(|value| value.to_vec())))
    }

    /// Shows `visit` the records whose keys start with `prefix`, in the order of their keys, from `start` on.
    pub(super) fn walk<B>(
        &self,
        start: &[u8],
        prefix: &[u8],
        visit: impl FnMut(&[u8], &[u8]) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        self.with(|db| {
            // A record that cannot be read is not the end of them: it is told.
            let within = |record: &Read| record.as_ref().map_or(true, |(key, _)| key.starts_with(prefix));
            show(db.range(start..).take_while(within), visit)
        })
    }

    /// Shows `visit` the records from `start` on to before `end`, or to the last if that is empty.
    pub(super) fn walk_between<B>(
        &self,
        start: &[u8],
        end: &[u8],
        visit: impl FnMut(&[u8], &[u8]) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        self.with(|db| show(if end.is_empty() { db.range(start..) } else { db.range(start..end) }, visit))
    }

    /// Shows `visit` the records whose keys start with `prefix`, the last first, from before `end` on.
    pub(super) fn walk_back<B>(
        &self,
        end: &[u8],
        prefix: &[u8],
        visit: impl FnMut(&[u8], &[u8]) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        self.with(|db| show(db.range(prefix..end).rev(), visit))
    }

    /// Writes everything or nothing, and returns when it is on the disk.
    pub(super) fn apply(&self, writes: &Writes) -> Result<(), Fault> {
        self.apply_packed(&Packed::of(writes))
    }

    /// The same of what was packed elsewhere.
    pub(super) fn apply_packed(&self, Packed(writes): &Packed) -> Result<(), Fault> {
        self.with(|db| {
            let done = db.transaction(|tx| {
                for (key, value) in writes {
                    match value {
                        Some(value) => tx.insert(key, value)?,
                        None => tx.remove(key)?,
                    };
                }
                Ok::<(), ConflictableTransactionError<Infallible>>(())
            });
            done.map_err(|error| match error {
                TransactionError::Storage(error) => Fault::from(error),
                TransactionError::Abort(never) => match never {},
            })?;
            // Before the data file, which points to them.
            self.blobs.sync().map_err(Fault::Io)?;
            db.flush()?;
            // flush() starts the writing (sync_file_range) but does not wait for the disk.
            self.data.sync_data().map_err(Fault::Io)
        })
    }
}

/// A transaction in the engine's own pieces, which it shares and does not copy: to pack them is work for another thread.
pub(super) struct Packed(Vec<(sled::IVec, Option<sled::IVec>)>);

impl Packed {
    pub(super) fn of(writes: &Writes) -> Self {
        let value = |value: &Option<Vec<u8>>| value.as_deref().map(sled::IVec::from);
        Self(writes.iter().map(|(key, held)| (sled::IVec::from(key.as_slice()), value(held))).collect())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let db = self.db.take();
        // Everything acknowledged is on the disk already, so a failure here takes nothing away.
        let _ = quiet::catch(move || drop(db));
        let _ = self.blobs.sync();
    }
}

/// The folder where sled puts pages above 128 KiB, each in a file of its own, which it does not sync.
struct Blobs {
    folder: PathBuf,
    synced: Mutex<BTreeSet<OsString>>,
}

impl Blobs {
    fn new(folder: PathBuf) -> io::Result<Self> {
        let synced = Mutex::new(names(&folder)?);
        Ok(Self { folder, synced })
    }

    /// Syncs the files that were not there before; almost always there are none.
    fn sync(&self) -> io::Result<()> {
        let mut synced = self.synced.lock().unwrap_or_else(PoisonError::into_inner);
        let now = names(&self.folder)?;
        let mut new = now.difference(&synced).peekable();
        if new.peek().is_some() {
            for name in new {
                match File::open(self.folder.join(name)) {
                    Ok(file) => file.sync_all()?,
                    // Replaced by sled in between.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            super::mark::sync_folder(&self.folder)?;
        }
        *synced = now;
        Ok(())
    }
}

fn names(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// A record as the engine gives it.
type Read = sled::Result<(sled::IVec, sled::IVec)>;

/// Shows `visit` records until it has enough.
fn show<B>(
    records: impl Iterator<Item = Read>,
    mut visit: impl FnMut(&[u8], &[u8]) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, Fault> {
    for record in records {
        let (key, value) = record?;
        if let ControlFlow::Break(found) = visit(&key, &value) {
            return Ok(ControlFlow::Break(found));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Opens sled, and waits if its own lock is still taken: sled's threads may hold its files for a moment after the
/// last handle is dropped, and as the store's lock is ours, nobody else can be meant.
fn open_patiently(folder: &Path, filling: bool) -> Result<sled::Db, Fault> {
    let patience = Instant::now() + PATIENCE;
    loop {
        // No flushing thread: every commit is flushed and synced before it is acknowledged.
        let config = sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).flush_every_ms(None);
        let config = if filling { config.cache_capacity(FILLING_CACHE_BYTES) } else { config };
        match config.open() {
            Err(sled::Error::Io(error)) if is_lock(&error) && Instant::now() < patience => thread::sleep(PAUSE),
            opened => return Ok(opened?),
        }
    }
}

/// sled has no error kind for it.
fn is_lock(error: &io::Error) -> bool {
    error.to_string().contains("could not acquire lock")
}

/// A process killed while sled wrote a snapshot leaves a file that stops every later start. It was never
/// in use: sled renames a snapshot when it is complete.
fn remove_unfinished_snapshots(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_is_told_in_its_words_however_the_engine_hands_it_on() {
        for code in [5, 28, 30] {
            let system = io::Error::from_raw_os_error(code);
            let handed_on = io::Error::new(system.kind(), format!("{system:?}"));
            assert_eq!(as_it_was(handed_on).to_string(), system.to_string());
            assert_eq!(as_it_was(system).raw_os_error(), Some(code));
        }
        assert_eq!(as_it_was(io::Error::other("as it is")).to_string(), "as it is");
    }
}
