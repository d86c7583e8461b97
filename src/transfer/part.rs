//! Some lines of a large file, read in two steps: what stands in them, which any thread can see by itself, and what it
//! means beside what is held.

use super::column::Column;
use super::held::Held;
use super::problem::{ImportError, Problems};
use super::row::{Cell, Row};
use super::settle::Import;
use super::{Form, bytes, facts, json_rows};
use crate::fact::{Scope, Value};
use jiff::civil;

/// The rows of some JSON lines, read but not looked up.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    problems: Problems,
}

/// What may name subjects and sources in a row.
const NAMING: [Column; 6] =
    [Column::Subject, Column::Source, Column::SaidBy, Column::Value, Column::Name, Column::Title];

impl Rows {
    /// The line of each row, and its id if it gives one.
    pub fn ids(&self) -> impl Iterator<Item = (usize, Option<&str>)> {
        self.rows.iter().map(|row| (row.line, row.raw(Column::Id).map(str::trim).filter(|id| !id.is_empty())))
    }

    /// All that may be the id or the name of a subject or a source.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(|row| {
            let texts = NAMING.into_iter().filter_map(|column| row.raw(column)).map(str::trim);
            let linked = match row.cells.get(&Column::Value) {
                Some(Cell::Value(Value::Subject(id))) => Some(id.as_str()),
                _ => None,
            };
            let aliases = match row.cells.get(&Column::Aliases) {
                Some(Cell::List(aliases)) => aliases.as_slice(),
                _ => &[],
            };
            texts.chain(linked).chain(aliases.iter().map(String::as_str))
        })
    }
}

/// The rows of some JSON lines; `before` is how many lines of their file stand before them.
///
/// # Errors
/// [`ImportError::File`] where nothing of them can be read.
pub fn rows(lines: &[u8], before: usize) -> Result<Rows, ImportError> {
    let (_, text) = bytes::text("part.jsonl", lines)?;
    json_rows::rows(text, before).map(|(rows, problems)| Rows { rows, problems })
}

/// What rows say beside what is held; see [`super::read`].
///
/// # Errors
/// As [`super::read`].
pub fn read_rows(rows: Rows, held: &Held<'_>, scope: Scope, today: civil::Date) -> Result<Import, ImportError> {
    facts::read(Form::Jsonl, (rows.rows, rows.problems), held, scope, today)
}
