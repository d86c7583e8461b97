//! `import`: a file of facts into the owners' layer, or a server's.

use super::confirm::{Said, Sure};
use super::failure::Failure;
use super::progress::Step;
use super::render::printable;
use super::{Whose, import_large, json, open};
use crate::config::Config;
use crate::link::{Desk, File, Reply, Request};
use crate::transfer::MOST_ARCHIVE_BYTES;
use clap::Args;
use serde::Serialize;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Import a file of facts: a table, JSON lines, a knowledge file or an export
///
/// The form is told by the file's ending (.csv, .jsonl, .toml), or by how it begins. The file is read as a whole first:
/// every bad row is named by its line, with what was expected; then what it would do is shown, and one confirmation
/// does all of it or nothing, as one change that whitehall fact undo takes back. Done again, it changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
A file has at most 16 MB and 5,000 facts, but for an export. JSON lines for everyone may have any
number of rows, each with an id: they go in by parts, with the bot stopped, and after a kill the
same file goes on.
An export goes into an empty place whole, with its history: an empty data folder, or with
--server a server without facts of its own. Into another place go its facts alone. docs/import.md
says what a file may hold.

Examples:
  whitehall import --dry-run facts.csv
  whitehall import facts.csv
  whitehall --data ./new import --yes backup.jsonl

JSON:
  {\"outcome\": \"imported\" | \"unchanged\" | \"preview\" | \"faulty\", \"number\" (of the change),
   \"added\", \"changed\", \"unchanged\", \"withdrawn\", \"subjects\", \"sources\", \"history\",
   \"mistakes\": [{\"line\", \"column\", \"message\", \"expected\"}], \"mistaken\" (how many), ...}

Exit status: 0 done, or nothing to do; 1 it failed, or the file has mistakes; 2 wrong usage, or
nobody there to ask.")]
pub(super) struct Import {
    /// The file; - for standard input
    pub(super) file: PathBuf,
    /// Say what it would do, and leave it at that
    #[arg(long)]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) whose: Whose,
    #[command(flatten)]
    pub(super) sure: Sure,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Done<'a> {
    outcome: &'static str,
    #[serde(flatten)]
    file: &'a File,
}

impl Import {
    pub(super) fn run(self, config: &Config, arguments: &[OsString]) -> Result<(), Failure> {
        if let Some(length) = import_large::length(&self.file) {
            if !config.allocator_is_set {
                import_large::with_large_blocks_apart(arguments);
            }
            return import_large::run(&self, config, length);
        }
        let bytes = read(&self.file)?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let desk = open(config)?;
        let view = self.whose.view();
        let request = Request::Read { view, name: name.clone() };
        let file = sent(&desk, request, bytes.clone(), "Reading the file")?;
        if file.mistaken > 0 {
            return self.faulty(&file);
        }
        let idle = file.added + file.changed + file.withdrawn + file.subjects + file.sources + file.history == 0;
        if !self.json {
            print(&self.shown(&file))?;
        }
        if self.dry_run {
            return self.done("preview", &file);
        }
        if idle {
            return self.done("unchanged", &file);
        }
        match self.sure.confirm("Import it?") {
            Ok(Said::Yes) => {}
            Ok(Said::No) => return self.done("preview", &file),
            Err(nobody) => return self.done("preview", &file).and(Err(nobody)),
        }
        let request = Request::Import { view, name, expected: file.counts() };
        let file = sent(&desk, request, bytes, "Writing the facts")?;
        if file.mistaken > 0 {
            return self.faulty(&file);
        }
        if !self.json {
            print(&match file.number {
                Some(number) => {
                    format!("Imported. To undo this: whitehall fact undo {number}{}\n", self.whose.typed())
                }
                None if file.history > 0 => "Restored, with its history.\n".to_owned(),
                None => "Imported.\n".to_owned(),
            })?;
        }
        self.done("imported", &file)
    }

    pub(super) fn done(&self, outcome: &'static str, file: &File) -> Result<(), Failure> {
        if !self.json {
            return Ok(());
        }
        let line = serde_json::to_string(&Done { outcome, file }).map_err(Failure::told)?;
        print(&format!("{}\n", json::on_one_line(&line)))
    }

    /// Every bad row by its line, on standard output as they are what was asked for.
    pub(super) fn faulty(&self, file: &File) -> Result<(), Failure> {
        self.done("faulty", file)?;
        if !self.json {
            for mistake in &file.mistakes {
                let place = match (mistake.line, &mistake.column) {
                    (0, _) => "the file".to_owned(),
                    (line, None) => format!("line {line}"),
                    (line, Some(column)) => format!("line {line}, {column}"),
                };
                let expected = if mistake.expected.is_empty() { "" } else { "; " };
                let said = format!("{place}: {}{expected}{}", mistake.message, mistake.expected);
                print(&format!("{}\n", printable(&said).replace('\n', " ")))?;
            }
        }
        let more = file.mistaken.saturating_sub(file.mistakes.len());
        let more = if more > 0 { format!(" ({more} more are not listed)") } else { String::new() };
        let mistakes =
            if file.mistaken == 1 { "a mistake".to_owned() } else { format!("{} mistakes", file.mistaken) };
        Err(Failure::Told(format!(
            "{} has {mistakes}{more}, and nothing of it was imported\nmend these lines and import it again; docs/import.md \
             says what a file may hold",
            self.file.display()
        )))
    }

    /// What it would do.
    pub(super) fn shown(&self, file: &File) -> String {
        let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let mut text = format!("{}, {}:\n", self.file.display(), self.whose.words());
        let mut line = |n: usize, words: String| {
            if n > 0 {
                text.push_str(&format!("  {words}\n"));
            }
        };
        line(file.added, format!("{} to add", counted(file.added, "fact", "facts")));
        line(file.changed, format!("{} to put in the place of others", counted(file.changed, "fact", "facts")));
        line(file.withdrawn, format!("{} to take back", counted(file.withdrawn, "fact", "facts")));
        line(file.subjects, counted(file.subjects, "new subject", "new subjects"));
        line(file.sources, counted(file.sources, "new source", "new sources"));
        line(file.unchanged, format!("{} held already, and left alone", counted(file.unchanged, "fact", "facts")));
        line(file.history, format!("{} of history, as it was", counted(file.history, "entry", "entries")));
        if file.added + file.changed + file.withdrawn + file.subjects + file.sources + file.history == 0 {
            text.push_str("  nothing to do\n");
        }
        if file.left_out > 0 {
            text.push_str(&format!(
                "Its history ({}) is left out: there are facts or changes here already. To restore it whole, import it\n\
                 into an empty data folder (--data DIR) or a server without facts of its own (--server ID).\n",
                counted(file.left_out, "entry", "entries")
            ));
        }
        for note in &file.notes {
            text.push_str(&format!("Note: {}\n", printable(note).replace('\n', " ")));
        }
        let more = file.noted.saturating_sub(file.notes.len());
        if more > 0 {
            text.push_str(&format!("and {more} more notes\n"));
        }
        text
    }
}

/// Sends the file with a request.
fn sent(desk: &Desk, request: Request, bytes: Vec<u8>, what: &'static str) -> Result<File, Failure> {
    let step = match desk {
        Desk::Here(_) => Step::open(what, bytes.len()),
        Desk::Bot(_) => Step::bytes(what, bytes.len()),
    };
    match desk.ask_with(request, bytes, &|done| step.at(done)) {
        Ok((Reply::File(file), _)) => Ok(file),
        Ok(_) => Err(Failure::strange()),
        Err(error) => Err(Failure::told(error)),
    }
}

/// The file's bytes; of one that is too large only so many that this shows.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = MOST_ARCHIVE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let done = if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match done {
        Ok(_) => Ok(bytes),
        Err(error) => {
            Err(Failure::Told(format!("cannot read {}: {error}\ngive a file that can be read", path.display())))
        }
    }
}

pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::writing)
}
