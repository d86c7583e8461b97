//! `backup`: everything that is stored, in one file.

use super::failure::Failure;
use super::render::printable;
use crate::app::{self, BackupError, StoreError};
use crate::config::Config;
use crate::link::{BackedUp, Reply, Request};
use clap::Args;
use jiff::Timestamp;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Make a backup of everything that is stored
///
/// Facts of all servers, their history, settings, drafts, proposals, questions and digests: all of it as it is at one
/// moment. Today's backup in the folder backups of the data folder is made, or made anew; with FILE it is copied there
/// too. serve makes one every day by itself and keeps those of 7 days and of 4 weeks.
///
/// A backup says who changed what, and can be read by its owner only. whitehall restore brings it back.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where to copy it; best on another disk
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long, requires = "file")]
    replace: bool,
}

impl Backup {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let made = made(config)?;
        let kept = app::backup_folder(&config.data).join(&made.name);
        let path = match &self.file {
            None => &kept,
            Some(file) => {
                app::copy_backup(&kept, file, self.replace).map_err(Failure::told)?;
                file
            }
        };
        let mut out = anstream::stdout().lock();
        writeln!(out, "{}", report(&made, path)).and_then(|()| out.flush()).map_err(Failure::writing)
    }
}

/// Makes it, or has it made by the bot that holds the store.
///
/// Neither knowledge nor index is needed for it, so that a mistake in a knowledge folder keeps nobody from it.
fn made(config: &Config) -> Result<BackedUp, Failure> {
    match app::back_up_at_rest(&config.data, Timestamp::now()) {
        Ok(made) => {
            let (facts, changes) = (made.contents.facts, made.contents.changes);
            Ok(BackedUp { name: made.name, facts, changes, bytes: made.bytes })
        }
        Err(BackupError::Store(StoreError::InUse { .. })) => {
            match super::open(config)?.ask(Request::BackUp).map_err(Failure::told)? {
                Reply::BackedUp(made) if is_name(&made.name) => Ok(made),
                _ => Err(Failure::strange()),
            }
        }
        Err(error) => Err(Failure::told(error)),
    }
}

/// What came over a socket must not lead out of the folder.
fn is_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|last| last == name)
}

fn report(made: &BackedUp, path: &Path) -> String {
    let BackedUp { facts, changes, bytes, .. } = made;
    format!("{}: {facts} facts, {changes} changes, {}", printable(&path.to_string_lossy()), size(*bytes))
}

/// "12 kB", "3.4 MB".
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        // Tenths, in whole numbers.
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_read_them() {
        let sizes = [0, 1, 12_345, 999_999, 1_000_000, 3_450_000].map(size);
        assert_eq!(sizes, ["0 kB", "1 kB", "13 kB", "1000 kB", "1.0 MB", "3.4 MB"]);
    }
}
