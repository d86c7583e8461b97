//! Where a data folder lies that outlives the processes that use it, and the binary run there.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use whitehall::store::{BackupError, Store};

/// An invented folder, the one that the stand-in's bot takes.
pub const KNOWLEDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-small");

pub struct Place {
    path: PathBuf,
    /// Goes with it.
    _folder: Option<TempDir>,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { path: folder.path().to_owned(), _folder: Some(folder) }
    }

    /// In a folder that is there.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), _folder: None }
    }

    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The binary with the data folder and the invented knowledge.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(&["--data", "data"]);
        command.args(arguments);
        command
    }

    /// Without a data folder.
    pub fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
        command.args(["--knowledge", KNOWLEDGE]).args(arguments).env_clear().current_dir(&self.path);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a command prints that goes well.
    #[track_caller]
    pub fn said(&self, arguments: &[&str]) -> String {
        let ran = self.command(arguments).output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }
}

/// A store made from a backup, in a folder that goes with it.
pub fn rebuilt(backup: &Path) -> Result<(TempDir, Store), BackupError> {
    let folder = tempfile::tempdir().unwrap();
    Store::rebuild(&folder.path().join("data"), backup, false, jiff::Timestamp::UNIX_EPOCH)?;
    let store = Store::open(&folder.path().join("data"))?;
    Ok((folder, store))
}
