//! A backup: one file with every record of the store as it lies there, so that nothing can be forgotten in it.
//!
//! ```text
//! whitehall backup 1
//! {"made":"2031-07-15T03:00:00Z","mark":{...}}
//! KEY VERSION BODY          one line a record: the key in hex, the version of its body, the body in JSON
//! end CHECKSUM              over everything before it
//! ```
//!
//! Three things must agree before a backup counts: the checksum, the number of records, and the fingerprint over all
//! records that the store itself goes by ([`super::mark`]). Later versions read every earlier one.

use super::envelope::{self, Flaw};
use super::mark::Mark;
use super::{FORMAT, Store, StoreError, flawed, keys};
use crc32fast::Hasher;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The version of the file.
const VERSION: u32 = 1;
const TITLE: &str = "whitehall backup ";
const END: &[u8] = b"end ";
/// Far above the longest line that is ever written, which is a record of 64 KiB with its key.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// When it was made.
    pub made: Timestamp,
    /// Facts in all layers.
    pub facts: u64,
    /// Entries of the history.
    pub changes: u64,
    /// Records of every kind: facts, history, settings, papers.
    pub records: u64,
}

/// Why a backup could not be made or used. The first line says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is something else.
    #[error(
        "{} is not a backup of Whitehall\ngive a file that whitehall backup or the daily backup has made; an export \
         is read by whitehall import",
        file.display()
    )]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// The file is not as it was written.
    #[error(
        "the backup {} is damaged: {what}\nnothing was changed; use an older one (serve keeps up to eleven, in the \
         folder backups of the data folder), or a copy from elsewhere",
        file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// The file was made by a later version.
    #[error(
        "the backup {} was made by a newer Whitehall\nrestore it with that version, or a later one; nothing was changed",
        file.display()
    )]
    Newer {
        /// The file.
        file: PathBuf,
    },
    /// There is a store where one is to be restored.
    #[error(
        "there is a store in {} already\nname another data folder with --data, or say --replace: what is there now is \
         kept beside it then; nothing was changed",
        folder.display()
    )]
    Filled {
        /// The data folder.
        folder: PathBuf,
    },
    /// The system refused something.
    #[error("could not {doing} {}: {source}\n{}", path.display(), advice(source))]
    Access {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, as a verb.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The store itself could not be read or made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What to do about what the system refused.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "name another file, or say --replace",
        io::ErrorKind::NotFound => "see whether its name and its folder are right",
        io::ErrorKind::PermissionDenied => "it belongs to another user: change its rights, or run as that user",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space, or name another place"
        }
        io::ErrorKind::FileTooLarge => "files may not grow so large here: raise the limit (ulimit -f)",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only: make it writable, or name another place",
        _ => "see whether the disk is well, or name another place",
    }
}

/// The second line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) made: String,
    pub(super) mark: Mark,
}

/// Why the records were not all written.
enum Stop {
    Flaw(Flaw),
    Write(io::Error),
}

impl Store {
    /// Writes everything that is held into a new file, and returns when it is on the disk and was read back. It is
    /// what was held at one moment: writes wait meanwhile, readers do not. A file of that name must not be there.
    ///
    /// # Errors
    /// [`BackupError::Access`] for the file, [`BackupError::Store`] for the store; what was written stays.
    pub fn back_up(&self, path: &Path, at: Timestamp) -> Result<Contents, BackupError> {
        let access = |doing| {
            let path = path.to_owned();
            move |source| BackupError::Access { path, doing, source }
        };
        let file = create(path).map_err(access("make"))?;
        let mut out = Summed { out: io::BufWriter::with_capacity(64 * 1024, file), sum: Hasher::new() };
        self.write_records(&mut out, at, path)?;
        let sum = out.sum.clone().finalize();
        writeln!(out, "end {sum:08x}").map_err(access("write"))?;
        let file = out.out.into_inner().map_err(|error| access("write")(error.into_error()))?;
        file.sync_all().map_err(access("write"))?;
        drop(file);
        contents(path)
    }

    fn write_records(&self, out: &mut impl Write, at: Timestamp, path: &Path) -> Result<(), BackupError> {
        let denied = |source| BackupError::Access { path: path.to_owned(), doing: "write", source };
        let still = self.writer()?;
        let mark = &still.mark;
        let head = Head { made: at.to_string(), mark: mark.clone() };
        let head = serde_json::to_string(&head).map_err(io::Error::from).map_err(denied)?;
        write!(out, "{TITLE}{VERSION}\n{head}\n").map_err(denied)?;
        let (mut records, mut fingerprint) = (0_u64, 0_u64);
        let walked = self.engine.walk(&[], &[], |key, value| {
            if key == keys::MARK {
                return ControlFlow::Continue(());
            }
            let (sum, body) = match envelope::check(key, value) {
                Ok(checked) => checked,
                Err(flaw) => return ControlFlow::Break(Stop::Flaw(flaw)),
            };
            records += 1;
            fingerprint = fingerprint.wrapping_add(envelope::print(sum, key));
            match write_record(out, key, body) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(Stop::Write(error)),
            }
        });
        match walked.map_err(|fault| self.unread(fault))? {
            ControlFlow::Break(Stop::Flaw(flaw)) => return Err(flawed(&self.folder, flaw).into()),
            ControlFlow::Break(Stop::Write(error)) => return Err(denied(error)),
            ControlFlow::Continue(()) => {}
        }
        if (records, fingerprint) != (mark.records, mark.fingerprint) {
            let what = "what it holds is not what was saved last".to_owned();
            return Err(StoreError::Damaged { folder: self.folder.clone(), what }.into());
        }
        Ok(())
    }
}

fn write_record(out: &mut impl Write, key: &[u8], body: &[u8]) -> io::Result<()> {
    for byte in key {
        write!(out, "{byte:02x}")?;
    }
    write!(out, " {} ", envelope::VERSION)?;
    out.write_all(body)?;
    out.write_all(b"\n")
}

/// A new file that only its owner can read: it holds who changed what.
fn create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Reads a whole backup and says what is in it.
///
/// # Errors
/// [`BackupError`] if it cannot be read or is not a sound backup.
pub fn contents(path: &Path) -> Result<Contents, BackupError> {
    let head = read(path, &mut |_, _| Ok(()))?;
    let made = head.made.parse().map_err(|_| BackupError::Damaged {
        file: path.to_owned(),
        what: "its second line makes no sense".to_owned(),
    })?;
    let Mark { facts, seq, records, .. } = head.mark;
    Ok(Contents { made, facts, changes: seq, records })
}

/// Shows `visit` every record, its key and its sealed value, in the order of the keys. Only when this returns without
/// an error is it known that the records are the right ones.
pub(super) fn read(
    path: &Path,
    visit: &mut dyn FnMut(Vec<u8>, Vec<u8>) -> Result<(), BackupError>,
) -> Result<Head, BackupError> {
    let access = |source| BackupError::Access { path: path.to_owned(), doing: "read", source };
    let mut lines = Lines { from: BufReader::new(File::open(path).map_err(access)?), sum: Hasher::new(), number: 0 };
    let broken = |what: &str| BackupError::Damaged { file: path.to_owned(), what: what.to_owned() };
    let newer = || BackupError::Newer { file: path.to_owned() };
    let first = lines.next().map_err(access)?.unwrap_or_default();
    let version = std::str::from_utf8(&first).ok().and_then(|line| line.strip_prefix(TITLE));
    match version.map(|version| version.parse::<u32>().ok()) {
        Some(Some(VERSION)) => {}
        Some(Some(other)) if other > VERSION => return Err(newer()),
        _ => return Err(BackupError::Foreign { file: path.to_owned() }),
    }
    // What it says counts for nothing before the checksum was seen.
    let head = lines.next().map_err(access)?.unwrap_or_default();
    let (mut records, mut fingerprint) = (0_u64, 0_u64);
    loop {
        let before = lines.sum.clone();
        let line = lines.next().map_err(access)?.ok_or_else(|| broken("its end is missing"))?;
        if let Some(sum) = line.strip_prefix(END) {
            if *sum != *format!("{:08x}", before.finalize()).as_bytes() {
                return Err(broken("it is not as it was written"));
            }
            break;
        }
        let number = lines.number;
        let wrong = || broken(&format!("line {number} is not as it was written"));
        let (key, version, body) = parts(&line).ok_or_else(wrong)?;
        if version > envelope::VERSION {
            return Err(newer());
        }
        let value = envelope::wrap(version, &key, body);
        let (sum, _) = envelope::check(&key, &value).map_err(|_| wrong())?;
        records += 1;
        fingerprint = fingerprint.wrapping_add(envelope::print(sum, &key));
        visit(key, value)?;
    }
    if lines.next().map_err(access)?.is_some() {
        return Err(broken("something stands behind its end"));
    }
    #[derive(Deserialize)]
    struct Format {
        mark: Layout,
    }
    #[derive(Deserialize)]
    struct Layout {
        format: u32,
    }
    let senseless = || broken("its second line makes no sense");
    let format = serde_json::from_slice::<Format>(&head).map_err(|_| senseless())?.mark.format;
    if format > FORMAT {
        return Err(newer());
    }
    let head: Head = serde_json::from_slice(&head).map_err(|_| senseless())?;
    if (records, fingerprint) != (head.mark.records, head.mark.fingerprint) {
        return Err(broken("it does not hold what its second line says"));
    }
    Ok(head)
}

/// Key, version and body of a record's line.
fn parts(line: &[u8]) -> Option<(Vec<u8>, u8, &[u8])> {
    let mut parts = line.splitn(3, |byte| *byte == b' ');
    let (key, version, body) = (parts.next()?, parts.next()?, parts.next()?);
    let version = std::str::from_utf8(version).ok()?.parse().ok()?;
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let key: Option<Vec<u8>> = key
        .chunks(2)
        .map(|pair| match pair {
            &[high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect();
    Some((key.filter(|key| !key.is_empty())?, version, body))
}

/// A writer that adds up what it writes.
struct Summed<W> {
    out: W,
    sum: Hasher,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The lines of a file, added up with their ends.
struct Lines<R> {
    from: R,
    sum: Hasher,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The next whole line; a last line without an end is none, for it may have been cut off.
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.from).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        self.sum.update(&line);
        self.number += 1;
        Ok(line.pop_if(|last| *last == b'\n').map(|_| line))
    }
}
