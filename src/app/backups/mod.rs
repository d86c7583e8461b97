//! Backups: one a day in the data folder, any number elsewhere, and the way back.
//!
//! A backup is written to a name that is none, read back, and only then given its own: whatever cuts it off leaves the
//! earlier ones as they were.

mod rotation;

pub use crate::store::{BackupError, Contents, Rebuilt};
pub use rotation::{DAILY, WEEKLY};

use super::App;
use crate::store::{self, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rotation::superfluous;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// After so many days no backup in the data folder holds anything any more that was taken out of the store: by then it
/// is as forgotten as in the store itself.
pub const BACKUP_DAYS: i64 = 7 * WEEKLY as i64;

/// The folder of the data folder that holds them.
const FOLDER: &str = "backups";
/// What a backup is called while it is written.
const UNFINISHED: &str = "unfinished";

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Its name in the folder `backups` of the data folder.
    pub name: String,
    /// What is in it.
    pub contents: Contents,
    /// Its length in bytes.
    pub bytes: u64,
    /// How many older ones had had their time and were removed.
    pub removed: usize,
}

/// Where a data folder keeps its backups.
pub fn backup_folder(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

impl App {
    /// Makes today's backup in the data folder, in the place of one that was made earlier this day, and removes those
    /// that have had their time. Days are UTC's. Writes wait meanwhile, answers do not.
    ///
    /// # Errors
    /// [`BackupError`]; the earlier backups are all there then.
    pub fn back_up(&self, now: Timestamp) -> Result<BackedUp, BackupError> {
        let _alone = self.backing_up.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        make(&self.store, &self.data, now)
    }

    /// Makes today's backup if there is none yet. To be called at the start and every hour or so.
    ///
    /// # Errors
    /// As [`App::back_up`].
    pub fn back_up_if_due(&self, now: Timestamp) -> Result<Option<BackedUp>, BackupError> {
        let today = backup_folder(&self.data).join(name_of(day_of(now)));
        match today.try_exists() {
            Ok(true) => Ok(None),
            Ok(false) => self.back_up(now).map(Some),
            Err(source) => Err(BackupError::Access { path: today, doing: "read", source }),
        }
    }
}

impl App {
    /// When the newest backup in the data folder was made, as its file says; `None` if there is none.
    pub fn last_backup(&self) -> Option<Timestamp> {
        let entries = fs::read_dir(backup_folder(&self.data)).ok()?.flatten();
        let backups = entries.filter(|entry| entry.file_name().to_str().and_then(day_named).is_some());
        let written = backups.filter_map(|entry| Timestamp::try_from(entry.metadata().ok()?.modified().ok()?).ok());
        written.max()
    }
}

/// Makes today's backup of a data folder that no process has open; see [`App::back_up`]. Who has it open is not waited for.
///
/// # Errors
/// [`BackupError`]; there must be a store already.
pub fn back_up_at_rest(data: &Path, now: Timestamp) -> Result<BackedUp, BackupError> {
    if !store::is_there(data)? {
        let why = format!(
            "there is no store in {}, so there is nothing to back up\nname the data folder with --data",
            data.display()
        );
        return Err(StoreError::Refused(why).into());
    }
    make(&Store::open_at_once(data)?, data, now)
}

/// Makes the store of a data folder what a backup holds; see [`Store::rebuild`].
///
/// # Errors
/// [`BackupError`]; nothing was changed then, or it can be repeated.
pub fn restore(data: &Path, file: &Path, replace: bool, now: Timestamp) -> Result<Rebuilt, BackupError> {
    Store::rebuild(data, file, replace, now)
}

/// Copies a backup to another place, and returns when it is on the disk there and was read back. A file that is there
/// is only replaced if that is said.
///
/// # Errors
/// [`BackupError`]; what was at the other place is there as it was.
pub fn copy_backup(from: &Path, to: &Path, replace: bool) -> Result<Contents, BackupError> {
    let access = |doing| move |source| BackupError::Access { path: to.to_owned(), doing, source };
    if !replace && to.try_exists().map_err(access("read"))? {
        return Err(access("make")(io::ErrorKind::AlreadyExists.into()));
    }
    let name = to.file_name().ok_or_else(|| access("make")(io::ErrorKind::InvalidInput.into()))?;
    let draft = to.with_file_name(format!(".{}.{UNFINISHED}", name.to_string_lossy()));
    let copied = (|| {
        // With the rights of the first, which only its owner may read.
        fs::copy(from, &draft)
            .and_then(|_| File::options().write(true).open(&draft)?.sync_all())
            .map_err(access("write"))?;
        let contents = store::contents(&draft)?;
        fs::rename(&draft, to).map_err(access("make"))?;
        sync(to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))
            .map_err(access("write"))?;
        Ok(contents)
    })();
    if copied.is_err() {
        let _ = fs::remove_file(&draft);
    }
    copied
}

fn make(store: &Store, data: &Path, now: Timestamp) -> Result<BackedUp, BackupError> {
    let folder = backup_folder(data);
    let access = |path: &Path, doing| {
        let path = path.to_owned();
        move |source| BackupError::Access { path, doing, source }
    };
    fs::create_dir_all(&folder).map_err(access(&folder, "make"))?;
    let draft = folder.join(UNFINISHED);
    remove(&draft).map_err(access(&draft, "remove"))?;
    let made = store.back_up(&draft, now).and_then(|contents| {
        let bytes = fs::metadata(&draft).map_err(access(&draft, "read"))?.len();
        Ok((contents, bytes))
    });
    let (contents, bytes) = made.inspect_err(|_| {
        // It would only take space; the next one removes it too.
        let _ = remove(&draft);
    })?;
    let today = day_of(now);
    let name = name_of(today);
    let path = folder.join(&name);
    fs::rename(&draft, &path).map_err(access(&path, "make"))?;
    sync(&folder).map_err(access(&folder, "write"))?;
    let removed = clear(&folder, today).map_err(access(&folder, "clear"))?;
    Ok(BackedUp { name, contents, bytes, removed })
}

/// Removes the backups that have had their time.
fn clear(folder: &Path, today: Date) -> io::Result<usize> {
    let mut days = Vec::new();
    for entry in fs::read_dir(folder)? {
        days.extend(entry?.file_name().to_str().and_then(day_named));
    }
    let gone = superfluous(&days, today);
    gone.iter().try_for_each(|day| remove(&folder.join(name_of(*day))))?;
    Ok(gone.len())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes new names in a folder survive a power cut.
fn sync(folder: &Path) -> io::Result<()> {
    // Windows opens no folders as files, and has no such call.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn day_of(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

fn name_of(day: Date) -> String {
    format!("{day}.backup")
}

/// The day of a backup by its name; `None` for any other file, which is left alone.
fn day_named(name: &str) -> Option<Date> {
    let day: Date = name.strip_suffix(".backup")?.parse().ok()?;
    (name_of(day) == name).then_some(day)
}
