//! The high-water mark: what the store holds after its last commit, kept inside the engine and beside it.
//!
//! sled 0.34 can lose the end of its log to damage without saying so, and everything inside it goes back
//! together. So the mark is also written to a file of its own after every commit, before the commit is
//! acknowledged: an engine behind that file has lost something.

use super::StoreError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The counters of a store. The same text stands in the engine and in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// The version of the whole layout.
    pub format: u32,
    /// Which store this is, so that files of two stores are not taken for one.
    pub store: String,
    /// Transactions so far.
    pub commits: u64,
    /// The number of the last change in the history.
    pub seq: u64,
    /// Facts in all layers, without retractions.
    pub facts: u64,
    /// Records of every kind, without the mark itself.
    pub records: u64,
    /// The sum of the prints of all records ([`super::envelope::print`]).
    pub fingerprint: u64,
    /// Whether the shipped layer was once filled to its end.
    #[serde(default)]
    pub filled: bool,
}

/// Where the mark's file lies in a data folder.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join("high-water")
}

const TITLE: &str = "whitehall high-water mark; never edit, copy or remove it apart from the store beside it";

impl Mark {
    /// The mark of a store that holds nothing yet.
    pub(super) fn new(store: String) -> Self {
        Self { format: super::FORMAT, store, commits: 0, seq: 0, facts: 0, records: 0, fingerprint: 0, filled: false }
    }

    /// Reads the file of a data folder; `None` if there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = path(folder);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(StoreError::Access { path, doing: "read", source }),
        };
        let damaged = || StoreError::Damaged {
            folder: folder.to_owned(),
            what: format!("{} is not as it was written", path.display()),
        };
        let (body, sum) = text.trim_end_matches('\n').rsplit_once('\n').ok_or_else(damaged)?;
        if sum != checksum(body) {
            return Err(damaged());
        }
        // The checksum holds, so a format that is unknown is a later one and no damage.
        let json = body.lines().nth(1).ok_or_else(damaged)?;
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let found = serde_json::from_str::<Head>(json).map_err(|_| damaged())?.format;
        if found > super::FORMAT {
            return Err(StoreError::Newer { folder: folder.to_owned(), found });
        }
        serde_json::from_str(json).map(Some).map_err(|_| damaged())
    }

    /// Writes the file so that after a crash it holds either the old mark or this one.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let body = format!("{TITLE}\n{}", serde_json::to_string(self)?);
        let sum = checksum(&body);
        let next = folder.join("high-water.next");
        let mut file = File::create(&next)?;
        writeln!(file, "{body}\n{sum}")?;
        file.sync_all()?;
        drop(file);
        fs::rename(&next, path(folder))?;
        sync_folder(folder)
    }
}

impl fmt::Display for Mark {
    /// All of it on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, store, commits, seq, facts, records, fingerprint, filled } = self;
        write!(f, "{format} {store} {commits} {seq} {facts} {records} {fingerprint:016x} {filled}")
    }
}

fn checksum(body: &str) -> String {
    format!("{:08x}", crc32fast::hash(body.as_bytes()))
}

/// Makes new names in a folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folders as files, and has no such call.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
