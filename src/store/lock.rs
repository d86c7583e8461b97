//! One process for a store: a lock file with the number of the process that holds it.

use super::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for another process: long enough for one that only answers a question to finish.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(5);

/// Held as long as the store is open; the system gives it up when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a data folder; waits so long for whoever has it.
    pub(super) fn take(folder: &Path, patience: Duration) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        let denied = |source| StoreError::Access { path: path.clone(), doing: "lock the store with", source };
        // Not truncated on opening: until the lock is ours, the number in it is somebody else's.
        let mut options = OpenOptions::new();
        let opened = options.read(true).write(true).create(true).truncate(false).open(&path);
        // On a disk that turned read-only the one who holds the lock can still be told of, and answer.
        let refused = |error: &io::Error| error.kind() == io::ErrorKind::ReadOnlyFilesystem;
        let (mut file, refusal) = match opened {
            Err(error) if refused(&error) && path.exists() => (File::open(&path).map_err(denied)?, Some(error)),
            opened => (opened.map_err(denied)?, None),
        };
        let patience = Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < patience => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let pid = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                    return Err(StoreError::InUse { folder: folder.to_owned(), pid });
                }
                Err(TryLockError::Error(source)) => return Err(denied(source)),
            }
        }
        if let Some(source) = refusal {
            return Err(denied(source));
        }
        // The number only helps a person: a full disk must not stop a store that could still answer. Always the same
        // length, so that the file need not be cut, which costs some disks more than all the rest of opening.
        let _ = file.write_all(format!("{:<10}\n", std::process::id()).as_bytes());
        Ok(Self { _file: file })
    }
}
