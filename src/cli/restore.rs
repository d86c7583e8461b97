//! `restore`: a data folder made from a backup.

use super::failure::Failure;
use super::render::printable;
use crate::app;
use crate::config::Config;
use clap::Args;
use jiff::Timestamp;
use std::io::Write;
use std::path::PathBuf;

/// Bring a backup back into the data folder
///
/// Reads the whole backup first: one that is damaged changes nothing. Then the data folder holds what it held when the
/// backup was made. serve must not be running there.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall restore data/backups/2031-07-14.backup --replace
  whitehall --data ./elsewhere restore /mnt/disk/whitehall.backup")]
pub(super) struct Restore {
    /// The backup: one of the folder backups of the data folder, or a file that whitehall backup made
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Put it in the place of the store that is there; that one is moved into a folder beside it
    #[arg(long)]
    replace: bool,
}

impl Restore {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        if self.file.is_dir() {
            return Err(Failure::Told(format!(
                "{} is a folder, and a backup is a file\nname one of the files in the folder backups of a data folder, or \
                 one that whitehall backup made",
                printable(&self.file.to_string_lossy())
            )));
        }
        let restored =
            app::restore(&config.data, &self.file, self.replace, Timestamp::now()).map_err(Failure::told)?;
        let contents = &restored.contents;
        let mut text = format!(
            "{}: {} facts and {} changes, as of {}",
            printable(&config.data.to_string_lossy()),
            contents.facts,
            contents.changes,
            contents.made.strftime("%-d %B %Y %H:%M UTC")
        );
        if let Some(replaced) = &restored.replaced {
            text.push_str(&format!(
                "\nWhat was there before is in {}; remove that folder when nobody misses anything.",
                printable(&replaced.to_string_lossy())
            ));
        }
        let mut out = anstream::stdout().lock();
        writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Failure::writing)
    }
}
