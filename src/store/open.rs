//! Opening a store: lock it, see that it is all there, refuse it if not.

use super::engine::{Engine, Fault, Writes};
use super::envelope;
use super::load::{self, Found, Loaded};
use super::lock::{Lock, PATIENCE};
use super::mark::{self, Mark};
use super::pulse::Beat;
use super::{FORMAT, Store, StoreError, Writer, damaged, keys};
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

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
        Ok(Self::open_within(folder, PATIENCE, Read::Check)?.0)
    }

    /// The same with everything that is held, which is read in the same pass; `at_once` without waiting for another
    /// process.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_loaded(folder: &Path, at_once: bool) -> Result<(Self, Loaded), StoreError> {
        let patience = if at_once { Duration::ZERO } else { PATIENCE };
        let (store, loaded) = Self::open_within(folder, patience, Read::Load)?;
        Ok((store, loaded.unwrap_or_default()))
    }

    /// The same for who has what is held from elsewhere, as of [`Store::mark`] `known`: if the store and its high-water
    /// file are just there, the records are not read, and nothing is loaded. [`Store::prove`] reads them later.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_known(folder: &Path, at_once: bool, known: &str) -> Result<(Self, Option<Loaded>), StoreError> {
        Self::open_within(folder, if at_once { Duration::ZERO } else { PATIENCE }, Read::Unless(known))
    }

    /// The same without waiting for another process.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_at_once(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self::open_within(folder, Duration::ZERO, Read::Check)?.0)
    }

    /// The same for whoever writes a great deal: with so much of the engine's files in memory that what is written
    /// one after the other is not read again in between.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_to_fill(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self::open_for(folder, Duration::ZERO, Read::Check, true)?.0)
    }

    /// Reads every record once, as opening does, where opening did not. Writes wait meanwhile; if a record is lost or
    /// damaged, nothing is written any more, and [`Store::pulse`] tells it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn prove(&self) -> Result<(), StoreError> {
        let mut writer = self.writer()?;
        let proved = inspect(&self.folder, &self.engine, Some(&writer.mark), false)
            .and_then(|(mark, _)| compare(&self.folder, Some(&writer.mark), &mark));
        if let Err(StoreError::Damaged { what, .. }) = &proved {
            tracing::error!(%what, "the store is damaged: it only reads until it is restored");
            writer.broken = Some(what.clone());
            self.beat.follow(&writer.mark, true);
        }
        proved
    }

    /// By which state of the store others may know that they have what it holds: another after every transaction.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] once a change was cut off.
    pub fn mark(&self) -> Result<String, StoreError> {
        Ok(self.writer()?.mark.to_string())
    }

    /// How many records there are.
    ///
    /// # Errors
    /// As [`Store::mark`].
    pub fn records(&self) -> Result<u64, StoreError> {
        Ok(self.writer()?.mark.records)
    }

    fn open_within(folder: &Path, patience: Duration, read: Read<'_>) -> Result<(Self, Option<Loaded>), StoreError> {
        Self::open_for(folder, patience, read, false)
    }

    fn open_for(
        folder: &Path,
        patience: Duration,
        read: Read<'_>,
        filling: bool,
    ) -> Result<(Self, Option<Loaded>), StoreError> {
        make_folder(folder)?;
        let lock = Lock::take(folder, patience)?;
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
        let engine = Engine::open_for(&there, filling).map_err(|fault| damaged(folder, fault))?;
        let (mark, loaded) = match read {
            Read::Unless(known) if is_at(&engine, noted.as_ref(), known) => (noted.clone(), None),
            read => {
                let (mark, loaded) = inspect(folder, &engine, noted.as_ref(), !matches!(read, Read::Check))?;
                (Some(mark), Some(loaded))
            }
        };
        let mark = mark.ok_or_else(|| gone(folder))?;
        compare(folder, noted.as_ref(), &mark)?;
        if noted.as_ref() != Some(&mark) {
            // Killed between a commit and its note, which is fine: the commit is whole. Note it now.
            mark.write(folder).map_err(|source| StoreError::Access {
                path: mark::path(folder),
                doing: "write",
                source,
            })?;
        }
        let beat = Beat::new(&mark);
        let writer = Mutex::new(Writer { mark, broken: None });
        Ok((Self { folder: folder.to_owned(), writer, beat, engine, _lock: lock }, loaded))
    }
}

/// What opening reads.
enum Read<'a> {
    /// Every record, to see that none is lost.
    Check,
    /// The same, and what they hold.
    Load,
    /// Nothing, if the store is at this mark; else as `Load`.
    Unless(&'a str),
}

/// Whether the engine and the file beside it are both at a mark.
fn is_at(engine: &Engine, noted: Option<&Mark>, known: &str) -> bool {
    let value = engine.get(keys::MARK).ok().flatten();
    let own = value.and_then(|value| envelope::unseal::<Mark>(keys::MARK, &value).ok());
    noted.is_some_and(|noted| noted.to_string() == known) && own.as_ref() == noted
}

pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
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
    let failed = |fault: Fault| access(&draft, "make")(fault.into());
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
pub(super) fn new_id() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

/// Reads every record, and returns the engine's own mark if it is true, with what is held if that is wanted.
fn inspect(folder: &Path, engine: &Engine, noted: Option<&Mark>, load: bool) -> Result<(Mark, Loaded), StoreError> {
    let Found { mark, records, fingerprint, loaded } = load::all(folder, engine, noted, load)?;
    let loss = |what: &str| StoreError::Damaged { folder: folder.to_owned(), what: what.to_owned() };
    let mark = mark.ok_or_else(|| loss("its counters are gone"))?;
    if mark.format > FORMAT {
        return Err(StoreError::Newer { folder: folder.to_owned(), found: mark.format });
    }
    if records != mark.records {
        return Err(loss(&format!("it holds {records} records where {} were saved", mark.records)));
    }
    if fingerprint != mark.fingerprint {
        return Err(loss("some of its records are not the ones that were saved last"));
    }
    Ok((mark, loaded))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Author;
    use jiff::Timestamp;

    /// A store with two settings, the first of them written twice; returns the settings' keys and the first's
    /// older value.
    fn filled(folder: &Path) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let scope = crate::fact::Scope::Owners;
        let keys = ["a", "b"].map(|name| keys::setting(scope, name));
        let store = Store::open(folder).unwrap();
        store.set_setting(scope, "a", Some("old")).unwrap();
        let old = store.engine.get(&keys[0]).unwrap().unwrap();
        store.set_setting(scope, "a", Some("new")).unwrap();
        store.set_setting(scope, "b", Some("other")).unwrap();
        store.retract(scope, &"gone".into(), None, &Author::Terminal, None, Timestamp::UNIX_EPOCH).unwrap();
        let [a, b] = keys;
        (a, b, old)
    }

    fn bend(folder: &Path, writes: Writes) -> StoreError {
        let engine = Engine::open(&folder.join("engine")).unwrap();
        engine.apply(&writes).unwrap();
        drop(engine);
        Store::open(folder).unwrap_err()
    }

    #[test]
    fn what_the_engine_lost_without_noticing_is_noticed() {
        type Bend = fn(&(Vec<u8>, Vec<u8>, Vec<u8>)) -> Writes;
        let table: [(&str, Bend); 5] = [
            ("records where 5 were saved", |(a, _, _)| Writes::from([(a.clone(), None)])),
            // An intact record, but one that was replaced since.
            ("not the ones that were saved last", |(a, _, old)| Writes::from([(a.clone(), Some(old.clone()))])),
            ("records where 5 were saved", |(a, b, _)| Writes::from([(a.clone(), None), (b.clone(), None)])),
            ("not as it was written", |(_, b, old)| Writes::from([(b.clone(), Some(old.clone()))])),
            ("counters are gone", |_| Writes::from([(keys::MARK.to_vec(), None)])),
        ];
        for (words, change) in table {
            let folder = tempfile::tempdir().unwrap();
            let error = bend(folder.path(), change(&filled(folder.path())));
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            assert!(error.to_string().contains(words), "{words}: {error}");
        }
    }

    #[test]
    fn what_is_known_is_not_read_and_what_was_lost_meanwhile_is_proved_later() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b, _) = filled(folder.path());
        let known = Store::open(folder.path()).unwrap().mark().unwrap();
        let open = |known: &str| Store::open_known(folder.path(), true, known).unwrap();
        assert!(open("something else").1.is_some());
        let (store, loaded) = open(&known);
        assert!(loaded.is_none());
        store.prove().unwrap();
        store.set_setting(crate::fact::Scope::Owners, "a", Some("newer")).unwrap();
        let after = store.mark().unwrap();
        drop(store);
        assert!(open(&known).1.is_some(), "it is known as it was before");
        let engine = Engine::open(&folder.path().join("engine")).unwrap();
        engine.apply(&Writes::from([(b, None)])).unwrap();
        drop(engine);
        let (store, loaded) = open(&after);
        assert!(loaded.is_none());
        assert_eq!(store.engine.get(&a).unwrap().is_some(), store.pulse().writable);
        assert!(matches!(store.prove(), Err(StoreError::Damaged { .. })));
        assert!(!store.pulse().writable);
        let refused = store.set_setting(crate::fact::Scope::Owners, "a", Some("newest"));
        assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    }

    #[test]
    fn a_record_of_a_later_version_is_no_damage_but_newer() {
        let folder = tempfile::tempdir().unwrap();
        let (a, _, _) = filled(folder.path());
        let value = envelope::seal_as(9, &a, &"unheard of").unwrap();
        let error = bend(folder.path(), Writes::from([(a, Some(value))]));
        assert!(matches!(error, StoreError::Newer { found: 9, .. }), "{error}");
    }

    #[test]
    fn a_mark_of_a_later_format_is_newer() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        let mark = Mark { format: FORMAT + 1, ..Mark::read(folder.path()).unwrap().unwrap() };
        let value = envelope::seal(keys::MARK, &mark).unwrap();
        let error = bend(folder.path(), Writes::from([(keys::MARK.to_vec(), Some(value))]));
        assert!(matches!(error, StoreError::Newer { found, .. } if found == FORMAT + 1), "{error}");
    }
}
