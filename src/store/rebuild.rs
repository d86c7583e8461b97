//! A data folder made from a backup.

use super::backup::{self, BackupError, Contents, contents};
use super::engine::{Engine, Fault, Writes};
use super::lock::{Lock, PATIENCE};
use super::mark::{self, Mark};
use super::open::{make_folder, new_id};
use super::{Store, StoreError, envelope, keys};
use jiff::Timestamp;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Records that go to the disk together.
const AT_ONCE: usize = 2_000;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// What was in the backup, and is in the store now.
    pub contents: Contents,
    /// The data folder into which the store was moved that was there before.
    pub replaced: Option<PathBuf>,
}

impl Store {
    /// Makes the store of a data folder what a backup holds, records, revisions and history as they were; the store has
    /// a new id. Nothing is changed before the whole backup was read and found sound. With `replace`, a store that is
    /// there is moved into a folder of its own beside the new one; it can be opened there.
    ///
    /// Killed on the way, it can be repeated.
    ///
    /// # Errors
    /// [`BackupError`]; [`BackupError::Filled`] if there is a store and `replace` is not set.
    pub fn rebuild(folder: &Path, file: &Path, replace: bool, now: Timestamp) -> Result<Rebuilt, BackupError> {
        let contents = contents(file)?;
        make_folder(folder)?;
        let lock = Lock::take(folder, PATIENCE)?;
        let there = folder.join("engine");
        let filled = is_there(folder)?;
        if filled && !replace {
            return Err(BackupError::Filled { folder: folder.to_owned() });
        }
        let draft = folder.join("engine.new");
        let mark = fill(&draft, file).inspect_err(|_| {
            // It would only take space; the next try removes it too.
            let _ = fs::remove_dir_all(&draft);
        })?;
        // From here on a kill must leave the old store, the new one, or what is refused as damage and mended by restoring
        // again: never a folder without engine and high-water file, which would be taken for a new one.
        let noted = mark::path(folder).try_exists().map_err(|source| access(&mark::path(folder), "read", source))?;
        if filled && !noted {
            note(&mark, folder)?;
        }
        let replaced = if filled { Some(move_aside(folder, now, noted)?) } else { None };
        note(&mark, folder)?;
        fs::rename(&draft, &there).map_err(|source| access(&there, "make", source))?;
        mark::sync_folder(folder).map_err(|source| access(folder, "write", source))?;
        drop(lock);
        // Reads every record once more, from the disk.
        drop(Self::open(folder)?);
        Ok(Rebuilt { contents, replaced })
    }
}

fn note(mark: &Mark, folder: &Path) -> Result<(), BackupError> {
    mark.write(folder).map_err(|source| access(&mark::path(folder), "write", source))
}

fn access(path: &Path, doing: &'static str, source: io::Error) -> BackupError {
    BackupError::Access { path: path.to_owned(), doing, source }
}

/// Makes an engine with the records of a backup, and gives the mark that is true of it.
fn fill(draft: &Path, file: &Path) -> Result<Mark, BackupError> {
    match fs::remove_dir_all(draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(access(draft, "remove", error)),
        _ => {}
    }
    let failed = |fault: Fault| access(draft, "write", fault.into());
    let engine = Engine::open(draft).map_err(failed)?;
    let mut writes = Writes::new();
    let head = backup::read(file, &mut |key, value| {
        writes.insert(key, Some(value));
        if writes.len() < AT_ONCE {
            return Ok(());
        }
        engine.apply(&std::mem::take(&mut writes)).map_err(failed)
    })?;
    // Of the format of the records, which an older version may have written.
    let mark = Mark { store: new_id(), ..head.mark };
    let value = envelope::seal(keys::MARK, &mark).map_err(|error| access(draft, "write", error.into()))?;
    writes.insert(keys::MARK.to_vec(), Some(value));
    engine.apply(&writes).map_err(failed)?;
    drop(engine);
    mark::sync_folder(draft).map_err(|source| access(draft, "write", source))?;
    Ok(mark)
}

/// Moves the engine of a data folder into a data folder within it, behind a copy of the high-water file if that is its
/// own: when the engine is there, it is a whole store. The file itself stays until the new one takes its place.
fn move_aside(folder: &Path, now: Timestamp, noted: bool) -> Result<PathBuf, BackupError> {
    let stamp = now.strftime("%Y-%m-%dT%H%M%SZ").to_string();
    // More than one may come within a second.
    let names = (1..).map(|n| if n == 1 { format!("replaced-{stamp}") } else { format!("replaced-{stamp}-{n}") });
    let free = names.map(|name| folder.join(name)).find(|path| !path.exists());
    let aside = free.ok_or_else(|| access(folder, "make a folder in", io::ErrorKind::AlreadyExists.into()))?;
    make_folder(&aside)?;
    if noted {
        let copy = mark::path(&aside);
        let copied = fs::copy(mark::path(folder), &copy);
        copied.and_then(|_| File::open(&copy)?.sync_all()).map_err(|source| access(&copy, "write", source))?;
    }
    let engine = folder.join("engine");
    fs::rename(&engine, aside.join("engine")).map_err(|source| access(&engine, "move", source))?;
    mark::sync_folder(&aside).map_err(|source| access(&aside, "write", source))?;
    Ok(aside)
}

/// Whether a data folder has a store.
///
/// # Errors
/// [`StoreError::Access`] if that cannot be seen.
pub fn is_there(folder: &Path) -> Result<bool, StoreError> {
    let path = folder.join("engine");
    path.try_exists().map_err(|source| StoreError::Access { path, doing: "read", source })
}
