//! One row of a table or one line of JSON, cell by cell.

use super::column::Column;
use super::problem::Problems;
use crate::fact::Value;
use crate::fact::limits::LIST;
use crate::text::line::line;
use crate::text::typed::{self, Understood, Unread};
use std::collections::BTreeMap;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text as people write it.
    Text(String),
    /// A list that the form of the file has taken apart.
    List(Vec<String>),
    /// A value in its typed form.
    Value(Value),
    /// What could not be read, and is reported.
    Wrong,
}

/// One row, with the line on which it begins. Empty cells are not in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub line: usize,
    pub cells: BTreeMap<Column, Cell>,
}

impl Row {
    /// Whether a column has something.
    pub fn has(&self, column: Column) -> bool {
        self.cells.contains_key(&column)
    }

    /// Whether any of these columns has something.
    pub fn has_any(&self, columns: &[Column]) -> bool {
        columns.iter().any(|column| self.has(*column))
    }

    /// The text of a cell, without a look at its length.
    pub fn raw(&self, column: Column) -> Option<&str> {
        match self.cells.get(&column) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Reports a mistake in a cell.
    pub fn wrong(&self, column: Column, message: impl Into<String>, expected: impl Into<String>, to: &mut Problems) {
        to.add(self.line, Some(column.word()), message, expected);
    }

    /// Reports a text that could not be read.
    pub fn unread(&self, column: Column, error: Unread, to: &mut Problems) {
        self.wrong(column, error.message, error.expected, to);
    }

    /// A text of at most `longest` characters; what is none is reported.
    pub fn text(&self, column: Column, longest: usize, to: &mut Problems) -> Option<String> {
        match self.cells.get(&column)? {
            Cell::Text(text) => match line(text, longest) {
                Ok(text) => Some(text.to_owned()),
                Err(error) => {
                    let hint = if text.contains('\n') { "; is a double quote not closed?" } else { "" };
                    self.wrong(column, error.message("the text"), format!("{}{hint}", error.expected()), to);
                    None
                }
            },
            Cell::Wrong => None,
            Cell::List(_) | Cell::Value(_) => {
                self.wrong(column, "not a text", "expected text in quotes", to);
                None
            }
        }
    }

    /// A text that a reader of [`typed`] makes something of.
    pub fn read<T>(
        &self,
        column: Column,
        reader: impl FnOnce(&str) -> Result<T, Unread>,
        to: &mut Problems,
    ) -> Option<T> {
        let text = self.text(column, usize::MAX, to)?;
        reader(&text).map_err(|error| self.unread(column, error, to)).ok()
    }

    /// As [`Row::read`], with what was assumed put into the notes.
    pub fn understood<T>(
        &self,
        column: Column,
        reader: impl FnOnce(&str) -> Result<Understood<T>, Unread>,
        to: &mut Problems,
        notes: &mut Problems,
    ) -> Option<T> {
        let read = self.read(column, reader, to)?;
        if let Some(note) = read.note {
            self.wrong(column, note, "", notes);
        }
        Some(read.value)
    }

    /// A list of texts, with semicolons between them where it is one text; doubles are left out.
    pub fn list(&self, column: Column, longest: usize, to: &mut Problems) -> Vec<String> {
        let items = match self.cells.get(&column) {
            None | Some(Cell::Wrong) => return vec![],
            Some(Cell::Text(text)) => typed::items(text),
            Some(Cell::List(items)) => items.clone(),
            Some(Cell::Value(_)) => {
                self.wrong(column, "not a list", "expected a list of texts", to);
                return vec![];
            }
        };
        if items.len() > LIST {
            self.wrong(column, format!("the list has {} items", items.len()), format!("expected at most {LIST}"), to);
            return vec![];
        }
        let mut list: Vec<String> = Vec::new();
        for item in items {
            match line(&item, longest) {
                Ok(item) if list.iter().any(|held| held == item) => {}
                Ok(item) => list.push(item.to_owned()),
                Err(error) => self.wrong(column, error.message("an item of the list"), error.expected(), to),
            }
        }
        list
    }
}
