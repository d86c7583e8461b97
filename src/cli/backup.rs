//! `backup`: everything that is stored, in one file.

use super::failure::Failure;
use super::render::printable;
use crate::app::{self, BackedUp, BackupError, StoreError};
use crate::config::Config;
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
        let made = app::back_up_at_rest(&config.data, Timestamp::now()).map_err(|error| told(error, &config.data))?;
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

/// While the bot holds the store, its own backup is the one to take.
fn told(error: BackupError, data: &Path) -> Failure {
    match error {
        BackupError::Store(StoreError::InUse { .. }) => Failure::Told(format!(
            "{}\nif that is serve, it has made today's backup by itself: copy the newest file of {}",
            error.to_string().lines().next().unwrap_or_default(),
            app::backup_folder(data).display()
        )),
        error => Failure::told(error),
    }
}

fn report(made: &BackedUp, path: &Path) -> String {
    let BackedUp { contents, bytes, .. } = made;
    format!(
        "{}: {} facts, {} changes, {}",
        printable(&path.to_string_lossy()),
        contents.facts,
        contents.changes,
        size(*bytes)
    )
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
