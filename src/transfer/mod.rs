//! Facts into files and out of them: CSV, JSON lines and knowledge TOML. Pure: bytes in, facts or a list of what is
//! wrong out. docs/import.md is the contract for what a file may hold.
//!
//! [`read`] takes a file of any form. A file with a mistake gives no facts at all, but every mistake by its line.
//! [`jsonl`] writes a whole layer with its history, and what it wrote is read again without loss; [`csv()`] and
//! [`toml()`] write facts alone, for people to work on.

mod archive;
mod bytes;
pub mod called;
mod column;
mod csv_file;
mod facts;
mod faults;
mod forms;
mod held;
mod json_rows;
mod part;
mod problem;
mod row;
mod settle;
mod sources;
mod subjects;
mod toml_file;

pub use archive::{Layer, jsonl};
pub use bytes::{Form, MOST_ARCHIVE_BYTES, MOST_BYTES};
pub use csv_file::csv;
pub use held::Held;
pub use part::{Rows, read_rows, rows};
pub use problem::{ImportError, Problem, Problems};
pub use settle::Import;
pub use toml_file::toml;

use crate::fact::Scope;
use jiff::civil;

/// The most facts that one file may hold, but for an export: what one change of the store takes.
pub const MOST_ROWS: usize = crate::store::MOST_EDITS;
/// The most facts and history entries that one export may hold: what one restoring of a layer takes.
pub const MOST_CHANGES: usize = 100_000;

/// Reads a file to import. `name` is the file's: its ending says the form (`.csv`, `.jsonl`, `.toml`), and for TOML it
/// is the source's id. The facts come out in the layer `scope`; `today` is what "today" in a file means.
///
/// # Errors
/// [`ImportError::File`] where nothing of the file can be read, [`ImportError::Rows`] with every bad row. Then
/// nothing of the file is to be used.
pub fn read(
    name: &str,
    bytes: &[u8],
    held: &Held<'_>,
    scope: Scope,
    today: civil::Date,
) -> Result<Import, ImportError> {
    let (form, text) = bytes::text(name, bytes)?;
    match form {
        Form::Archive => archive::read(text, held, scope),
        Form::Toml => toml_file::read(name, text, held, scope),
        Form::Csv => facts::read(Form::Csv, csv_file::rows(text)?, held, scope, today),
        Form::Jsonl => facts::read(Form::Jsonl, json_rows::rows(text, 0)?, held, scope, today),
    }
}

#[cfg(test)]
mod tests;
