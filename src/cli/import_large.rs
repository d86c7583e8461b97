//! `import` of a file too large for one change: in parts, straight into the store.

use super::anew;
use super::confirm::Said;
use super::failure::Failure;
use super::import::{Import, print};
use super::options;
use super::progress::Step;
use crate::app::{Author, Large, LargeError, LargeImport};
use crate::config::Config;
use crate::link::{File, Mistake};
use crate::transfer::{ImportError, MOST_BYTES, MOST_ROWS};
use jiff::{Timestamp, Zoned};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// How an export begins; it is read as a whole, with its history.
const EXPORT: &[u8] = b"{\"whitehall\"";

/// No row is as long, in bytes.
const LONGEST_LINE: u64 = 1 << 20;

/// The length of a file that is to be imported in parts: JSON lines with more rows or bytes than one change takes.
pub(super) fn length(path: &Path) -> Option<usize> {
    let length = usize::try_from(std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len()).ok()?;
    let mut file = BufReader::new(std::fs::File::open(path).ok()?);
    let mut first = Vec::new();
    file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut first).ok()?;
    if !first.trim_ascii_start().starts_with(b"{") || first.starts_with(EXPORT) {
        return None;
    }
    let many = || file.split(b'\n').take(MOST_ROWS).filter(Result::is_ok).count() == MOST_ROWS;
    (length > MOST_BYTES || many()).then_some(length)
}

/// Begins again with large blocks of memory outside the heaps. The engine takes half a megabyte for each half megabyte that
/// it writes, and between two of these lies what other threads keep for longer: the heaps grew by a half. Comes back if that
/// cannot be done, which only costs memory.
pub(super) fn with_large_blocks_apart(arguments: &[OsString]) {
    anew::with_allocator(arguments, LARGE_BLOCKS_APART);
}

/// Blocks of a quarter of a megabyte are taken from the system and given back when they are freed; else glibc raises that
/// bound as such blocks are freed, to 32 MB. It costs a tenth of the processor time, for the system clears each block (the GNU
/// C Library's manual, "Memory Allocation Tunables"). With fewer heaps the threads wait for each other: with two of them it took a
/// third more.
const LARGE_BLOCKS_APART: &str = "glibc.malloc.mmap_threshold=262144";

/// Reads the file through, to see what it would do and that it has no mistake, and writes it when that is wanted.
pub(super) fn run(import: &Import, config: &Config, length: usize) -> Result<(), Failure> {
    if import.whose.server.is_some() {
        let text = "the file has more facts than one change of a server takes\nimport it for everyone (without \
                    --server), or split it into files of at most 5,000 facts";
        return Err(Failure::Told(text.to_owned()));
    }
    let mut store = LargeImport::open(&options(config)).map_err(|error| {
        Failure::Told(format!(
            "{error}\na file of this size goes straight into the store: if the bot is running, stop it first, and start it again \
             when the import is done"
        ))
    })?;
    let name = import.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = BufReader::with_capacity(1 << 20, std::fs::File::open(&import.file).map_err(Failure::told)?);
    let step = Step::bytes("Reading the file", length);
    let read = store.read(file, Zoned::now().date(), &|done| step.at(done));
    drop(step);
    let file = match read {
        Ok(large) => counted(&large),
        Err(LargeError::Mistakes(ImportError::Rows(problems))) => {
            let mistake = |problem: &crate::transfer::Problem| Mistake {
                line: problem.line,
                column: problem.column.map(str::to_owned),
                message: problem.message.clone(),
                expected: problem.expected.clone(),
            };
            let mistakes: Vec<Mistake> = problems.listed().iter().map(mistake).collect();
            return import.faulty(&File { mistakes, mistaken: problems.total(), ..counted(&Large::default()) });
        }
        Err(error) => return Err(Failure::told(error)),
    };
    let idle = file.added + file.changed + file.subjects + file.sources == 0;
    if !import.json {
        print(&import.shown(&file))?;
    }
    if import.dry_run {
        return import.done("preview", &file);
    }
    if idle {
        return import.done("unchanged", &file);
    }
    match import.sure.confirm("Import it, in changes of 5,000 facts each?") {
        Ok(Said::Yes) => {}
        Ok(Said::No) => return import.done("preview", &file),
        Err(nobody) => return import.done("preview", &file).and(Err(nobody)),
    }
    let by = (&Author::Terminal, Timestamp::now());
    let step = Step::bytes("Writing the facts", length);
    let changes = store.write(&name, by, &|done| step.at(done)).map_err(|error| {
        Failure::Told(format!("{error}\nwhat was written before is kept; imported again, the file goes on behind it"))
    })?;
    drop(step);
    let step = Step::open("Making ready to answer", length);
    store.make_ready();
    drop(step);
    let number = changes.last().copied();
    if !import.json {
        let changes = changes.len();
        let last = number
            .map_or_else(String::new, |number| format!(" To undo the last of them: whitehall fact undo {number}"));
        print(&format!("Imported, in {changes} {}.{last}\n", if changes == 1 { "change" } else { "changes" }))?;
    }
    import.done("imported", &File { number, ..file })
}

/// What a large file would do, or did, as of any other.
fn counted(large: &Large) -> File {
    File {
        form: Some("jsonl".to_owned()),
        added: large.added,
        changed: large.changed,
        unchanged: large.unchanged,
        withdrawn: 0,
        subjects: large.subjects,
        sources: large.sources,
        history: 0,
        left_out: 0,
        notes: large.notes.clone(),
        noted: large.noted,
        mistakes: vec![],
        mistaken: 0,
        number: None,
    }
}
