//! `export`: what the owners wrote, or a server, as a file.

use super::failure::Failure;
use super::progress::Step;
use super::render::printable;
use super::{Whose, json, open};
use crate::config::Config;
use crate::link::{self, Exported, Reply, Request};
use clap::{Args, ValueEnum};
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Export the facts that were written here, with their history
///
/// The form is told by --format, or by the file's ending (.jsonl, .csv). JSON lines hold everything, history too, and are
/// imported again without loss: they are the backup of what people wrote. The same facts give the same file, but for
/// the date in its first line. What the bot came with is not in it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall export backup.jsonl
  whitehall export --format csv > facts.csv
  whitehall export --format toml my-knowledge
  whitehall export --server 123456789 server.jsonl

JSON: {\"outcome\": \"exported\", \"facts\", \"history\", \"files\": [{\"path\", \"bytes\"}]}; it needs FILE.")]
pub(super) struct Export {
    /// Where to; standard output without one. For --format toml a folder, in which articles/ is made
    file: Option<PathBuf>,
    /// jsonl: everything, with its history; csv: facts alone, for a spreadsheet; toml: facts alone, as a knowledge
    /// folder [default: by the file's ending, else jsonl]
    #[arg(long, value_enum, value_name = "FORM", hide_possible_values = true)]
    format: Option<Format>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    whose: Whose,
    /// Print one JSON object about it instead of text
    #[arg(long, requires = "file")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
    Toml,
}

impl Export {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let format = self.format()?;
        let target = self.file.as_deref().filter(|path| *path != Path::new("-"));
        if let Some(path) = target.filter(|path| !self.force && path.exists() && format != Format::Toml) {
            return Err(Failure::Told(format!(
                "{} is there already, and nothing was exported\ngive another name, or --force to write over it",
                path.display()
            )));
        }
        let desk = open(config)?;
        let form = match format {
            Format::Jsonl => link::Export::Jsonl,
            Format::Csv => link::Export::Csv,
            Format::Toml => link::Export::Toml,
        };
        let step = Step::open("Collecting the facts", usize::MAX);
        let reply = desk.ask_with(Request::Export { view: self.whose.view(), form }, vec![], &|_| {});
        drop(step);
        let (exported, bytes) = match reply.map_err(Failure::told)? {
            (Reply::Exported(exported), bytes) => (exported, bytes),
            _ => return Err(Failure::strange()),
        };
        let Some(path) = target else {
            let mut out = io::stdout().lock();
            return out.write_all(&bytes).and_then(|()| out.flush()).map_err(Failure::writing);
        };
        let files = self.written(path, format, &exported, &bytes)?;
        self.told(&exported, &files)
    }

    fn format(&self) -> Result<Format, Failure> {
        let ending = self.file.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_ascii_lowercase());
        let format = match (self.format, ending.as_ref().map(|ending| ending.to_string_lossy())) {
            (Some(format), _) => format,
            (None, None) => Format::Jsonl,
            (None, Some(ending)) => match &*ending {
                "jsonl" => Format::Jsonl,
                "csv" => Format::Csv,
                "toml" => Format::Toml,
                other => return Err(Failure::Usage(no_form(other))),
            },
        };
        let is_file = ending.is_some_and(|ending| ending == "toml");
        if format == Format::Toml && (is_file || self.file.is_none()) {
            let text = "as TOML an export is a folder, with a file for each source\n\
                        name a folder: whitehall export --format toml my-knowledge";
            return Err(Failure::Usage(text.to_owned()));
        }
        Ok(format)
    }

    /// Writes the files of an export; gives their paths and lengths.
    fn written(
        &self,
        path: &Path,
        format: Format,
        exported: &Exported,
        bytes: &[u8],
    ) -> Result<Vec<(PathBuf, usize)>, Failure> {
        let step = Step::bytes("Writing", bytes.len());
        let mut rest = bytes;
        let mut written = Vec::new();
        for (name, length) in &exported.files {
            let Some((part, behind)) = rest.split_at_checked(*length) else { return Err(Failure::strange()) };
            rest = behind;
            let file = if format == Format::Toml { inside(path, name)? } else { path.to_owned() };
            if format == Format::Toml && !self.force && file.exists() {
                return Err(Failure::Told(format!(
                    "{} is there already; what comes before it was written\ngive another folder, or --force to write over it",
                    file.display()
                )));
            }
            let folder = file.parent().filter(|_| format == Format::Toml);
            let made = folder.map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| write(&file, part)).map_err(|error| {
                Failure::Told(format!(
                    "cannot write {}: {error}\nsee whether the folder is there and has room",
                    file.display()
                ))
            })?;
            step.at(bytes.len() - rest.len());
            written.push((file, *length));
        }
        Ok(written)
    }

    fn told(&self, exported: &Exported, files: &[(PathBuf, usize)]) -> Result<(), Failure> {
        let Exported { facts, history, .. } = exported;
        let mut out = io::stdout().lock();
        let text = if self.json {
            let files: Vec<_> = files.iter().map(|(path, bytes)| json!({ "path": path, "bytes": bytes })).collect();
            let line = json!({ "outcome": "exported", "facts": facts, "history": history, "files": files });
            json::on_one_line(&line.to_string())
        } else {
            let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
            let with = match history {
                0 => String::new(),
                n => format!(", {} of history", counted(*n, "entry", "entries")),
            };
            let files = match files {
                [(path, _)] => path.display().to_string(),
                files => counted(files.len(), "file", "files"),
            };
            format!("Exported {}{with}: {files}", counted(*facts, "fact", "facts"))
        };
        writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Failure::writing)
    }
}

/// Said of a file's ending that is none of an export's.
fn no_form(ending: &str) -> String {
    format!(
        "an export is no .{} file, and nothing was exported\n\
         name a file that ends in .jsonl (everything, with its history) or .csv (a table for a spreadsheet), or say --format",
        printable(ending)
    )
}

/// The place of a file in a folder. What names it came over a socket perhaps, and must not lead out of the folder.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    if Path::new(name).components().all(plain) { Ok(folder.join(name)) } else { Err(Failure::strange()) }
}

/// Writes a file whole or not at all. It holds people's names, so that it is its owner's alone.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let done = options.open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = done.and_then(|()| fs::rename(&beside, path)).and_then(|()| sync_folder_of(path));
    if done.is_err() {
        // It is ours, and of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Makes a new name survive a power cut.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Windows opens no folders as files, and has no such call.
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
