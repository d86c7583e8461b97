//! Opening a store: lock it, see that it is all there, refuse it if not.

use super::engine::{Engine, Fault, Writes};
use super::envelope::{self, Flaw};
use super::lock::Lock;
use super::mark::{self, Mark};
use super::{FORMAT, Store, StoreError, Writer, damaged, flawed, keys};
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

impl Store {
    /// Opens the store of a data folder and makes both if they are not there.
    ///
    /// Reads every record once and compares what it finds with the high-water file. If another process holds the
    /// store, waits half a second for it.
    ///
    /// Everything a call of the store has returned is on the disk, so a process that is about to end may forget the
    /// store (`std::mem::forget`) instead of waiting for the engine to close, which syncs once more.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Access`], [`StoreError::Damaged`] and [`StoreError::Newer`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        make_folder(folder)?;
        let lock = Lock::take(folder)?;
        let noted = Mark::read(folder)?;
        let there = folder.join("engine");
        match (&noted, there.try_exists()) {
            (None, Ok(false)) => begin(folder)?,
            (Some(_), Ok(false)) => return Err(gone(folder)),
            (_, Ok(true)) => {}
            (_, Err(source)) => return Err(StoreError::Access { path: there, doing: "read", source }),
        }
        let data = there.join("db");
        if noted.is_some() && !fs::metadata(&data).is_ok_and(|data| data.len() > 0) {
            return Err(gone(folder));
        }
        let engine = Engine::open(&there).map_err(|fault| damaged(folder, fault))?;
        let mark = inspect(folder, &engine)?;
        compare(folder, noted.as_ref(), &mark)?;
        if noted.as_ref() != Some(&mark) {
            // Killed between a commit and its note, which is fine: the commit is whole. Note it now.
            mark.write(folder).map_err(|source| StoreError::Access {
                path: mark::path(folder),
                doing: "write",
                source,
            })?;
        }
        let writer = Mutex::new(Writer { mark, broken: None });
        Ok(Self { folder: folder.to_owned(), writer, engine, _lock: lock })
    }
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    let denied = |source| StoreError::Access { path: folder.to_owned(), doing: "make the data folder", source };
    builder.create(folder).map_err(denied)
}

fn gone(folder: &Path) -> StoreError {
    let what = "the high-water file is there, but the facts beside it are gone".to_owned();
    StoreError::Damaged { folder: folder.to_owned(), what }
}

/// Makes a new engine beside its place and moves it there when it holds its first mark, so that a kill on the
/// way leaves nothing that looks like a store.
fn begin(folder: &Path) -> Result<(), StoreError> {
    let draft = folder.join("engine.new");
    let access = |path: &Path, doing| {
        let path = PathBuf::from(path);
        move |source: io::Error| StoreError::Access { path, doing, source }
    };
    match fs::remove_dir_all(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(access(&draft, "remove")(error)),
        _ => {}
    }
    let mark = Mark::new(new_id());
    let value = envelope::seal(keys::MARK, &mark).map_err(io::Error::from).map_err(access(&draft, "write"))?;
    // Nothing is there yet that could be damaged.
    let failed = |fault| match fault {
        Fault::Io(source) => access(&draft, "make")(source),
        fault => access(&draft, "make")(io::Error::other(fault.to_string())),
    };
    let engine = Engine::open(&draft).map_err(failed)?;
    let writes = Writes::from([(keys::MARK.to_vec(), Some(value))]);
    engine.apply(&writes).map_err(failed)?;
    drop(engine);
    mark::sync_folder(&draft).map_err(access(&draft, "write"))?;
    let there = folder.join("engine");
    fs::rename(&draft, &there).map_err(access(&there, "make"))?;
    mark::sync_folder(folder).map_err(access(folder, "write"))
}

/// 128 bits from the seeds the standard library draws for its hash maps: enough to tell stores apart.
fn new_id() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

/// Reads every record, and returns the engine's own mark if it is true.
fn inspect(folder: &Path, engine: &Engine) -> Result<Mark, StoreError> {
    let mut mark: Option<Mark> = None;
    let (mut records, mut fingerprint) = (0_u64, 0_u64);
    let walked = engine.walk(&[], &[], |key, value| {
        let seen = envelope::check(key, value).and_then(|(sum, _)| {
            if key == keys::MARK {
                mark = Some(envelope::unseal(key, value)?);
            } else {
                records += 1;
                fingerprint = fingerprint.wrapping_add(envelope::print(sum, key));
            }
            Ok(())
        });
        seen.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    let loss = |what: &str| StoreError::Damaged { folder: folder.to_owned(), what: what.to_owned() };
    if let ControlFlow::Break::<Flaw>(flaw) = walked.map_err(|fault| damaged(folder, fault))? {
        return Err(flawed(folder, flaw));
    }
    let mark = mark.ok_or_else(|| loss("its counters are gone"))?;
    if mark.format > FORMAT {
        return Err(StoreError::Newer { folder: folder.to_owned(), found: mark.format });
    }
    if (records, fingerprint) != (mark.records, mark.fingerprint) {
        let expected = mark.records;
        return Err(loss(&format!("of the {expected} records it should hold it holds {records}, or other ones")));
    }
    Ok(mark)
}

/// Compares the engine's mark with the one noted beside it.
fn compare(folder: &Path, noted: Option<&Mark>, mark: &Mark) -> Result<(), StoreError> {
    let loss = |what: String| Err(StoreError::Damaged { folder: folder.to_owned(), what });
    let Some(noted) = noted else {
        // Killed before its first note, a store is empty. One with content had a note, and without that nobody
        // can say whether it is all there.
        return if mark.commits == 0 { Ok(()) } else { loss("its high-water file is gone".to_owned()) };
    };
    if noted.store != mark.store {
        return loss("the high-water file belongs to another store".to_owned());
    }
    if mark.commits < noted.commits {
        let lost = noted.commits - mark.commits;
        return loss(format!("the last {lost} saved change(s) are gone"));
    }
    if mark.commits == noted.commits && mark != noted {
        return loss("the high-water file and the facts beside it do not agree".to_owned());
    }
    Ok(())
}
