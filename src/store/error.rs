//! What can go wrong with the store, in the words of the person who has to act on it.

use super::Entry;
use crate::fact::FactId;
use std::io;
use std::path::PathBuf;

/// Why a call of the store failed. The first line of the text says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the store open.
    #[error(
        "the store in {} is in use by {}\nstop that one first, or give this one another data folder (WHITEHALL_DATA)",
        folder.display(), holder(*pid)
    )]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// The process that holds it, if its number could be read.
        pid: Option<u32>,
    },
    /// The operating system refused something.
    #[error("could not {doing} {}: {source}\n{}", path.display(), advice(source))]
    Access {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, as a verb.
        doing: &'static str,
        /// What the operating system said.
        source: io::Error,
    },
    /// The store does not hold what it was known to hold, or cannot be read.
    #[error(
        "the store in {0} is damaged: {what}\nbring back the newest backup with whitehall restore FILE --replace \
         (serve keeps them in {0}/backups); without one, move {0} out of the way and start again: shipped facts come \
         back by themselves, what admins added comes back from an export only (whitehall import)",
        folder.display()
    )]
    Damaged {
        /// The data folder.
        folder: PathBuf,
        /// What was found.
        what: String,
    },
    /// The store was written by a later version with another format.
    #[error(
        "the store in {} was written by a newer Whitehall (format {found}; this one reads up to {})\nrun that \
         version, or give this one another data folder (WHITEHALL_DATA)",
        folder.display(), super::FORMAT
    )]
    Newer {
        /// The data folder.
        folder: PathBuf,
        /// The format found.
        found: u32,
    },
    /// Somebody else changed the fact in between; nothing was written.
    #[error("the fact {id} was changed by somebody else in between\nlook at it again, then repeat your change")]
    Conflict {
        /// The fact.
        id: FactId,
        /// What the layer says of it now and the revision to expect next time; `None` if it says nothing.
        current: Option<Box<(Entry, u64)>>,
    },
    /// A paper that the change was to settle is not there any more; nothing was written.
    #[error("this was done already, or has expired\nlook what became of it, or begin again")]
    Gone,
    /// The request itself cannot be carried out; nothing was written.
    #[error("{0}")]
    Refused(String),
    /// A write failed; from now on this store only reads.
    #[error(
        "the change could not be saved in {}: {what}\n\
         {mend}, restart Whitehall, and look whether this change is there before you repeat it; until then answers go \
         on, but nothing more is written",
        folder.display()
    )]
    WriteFailed {
        /// The data folder.
        folder: PathBuf,
        /// What went wrong.
        what: String,
        /// What would let it be saved.
        mend: &'static str,
    },
    /// An earlier write failed, so this one was not tried.
    #[error(
        "the change was not saved: the store only reads since a write failed ({why})\nrestart Whitehall when the disk is well"
    )]
    ReadOnly {
        /// The first failure.
        why: String,
    },
    /// An earlier write failed, and now this cannot be looked up either.
    #[error(
        "this cannot be looked up: the store is stuck since a write failed ({what})\n{mend} and restart Whitehall; until \
         then answers go on"
    )]
    Stuck {
        /// What the operating system said.
        what: String,
        /// What would let it go on.
        mend: &'static str,
    },
}

fn holder(pid: Option<u32>) -> String {
    match pid {
        Some(pid) => format!("process {pid} (perhaps whitehall serve)"),
        None => "another process (perhaps whitehall serve)".to_owned(),
    }
}

/// What to do about what the system refused.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "it belongs to another user: change its owner, or run as that user",
        io::ErrorKind::ReadOnlyFilesystem => {
            "the disk is read-only: make the disk writable (the system's log may say why it is not), or choose another \
             data folder (WHITEHALL_DATA)"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full: free some space",
        io::ErrorKind::FileTooLarge => "files may not grow so large here: raise the limit (ulimit -f)",
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a folder is needed there: choose another data folder (WHITEHALL_DATA)"
        }
        _ => "see whether the disk is well, then start again",
    }
}

/// What would let a write be saved that the system refused.
pub(super) fn mend(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space",
        io::ErrorKind::FileTooLarge => "raise the limit on the size of files (ulimit -f)",
        io::ErrorKind::ReadOnlyFilesystem => "make the disk writable (the system's log may say why it is not)",
        _ => "free some space or repair the disk",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_happened_and_the_next_what_to_do() {
        let folder = PathBuf::from("some/where");
        let what = "a record is gone".to_owned();
        let refused = |kind: io::ErrorKind| StoreError::Access {
            path: folder.clone(),
            doing: "read",
            source: io::Error::from(kind),
        };
        let errors = [
            StoreError::InUse { folder: folder.clone(), pid: None },
            refused(io::ErrorKind::PermissionDenied),
            refused(io::ErrorKind::StorageFull),
            refused(io::ErrorKind::Other),
            StoreError::Damaged { folder: folder.clone(), what: what.clone() },
            StoreError::Newer { folder: folder.clone(), found: 9 },
            StoreError::Conflict { id: "a.b".into(), current: None },
            StoreError::WriteFailed {
                folder: folder.clone(),
                what: what.clone(),
                mend: mend(&io::ErrorKind::StorageFull.into()),
            },
            StoreError::ReadOnly { why: what },
        ];
        for text in errors.map(|error| error.to_string()) {
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines.len() == 2 && lines.iter().all(|line| line.len() > 12 && !line.ends_with('.')), "{text}");
        }
    }
}
