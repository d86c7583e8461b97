//! Values, dates, periods and sources as people type them: "58k-66k a year", "amber/red", "12 June 2031".
//!
//! What can be read in two ways is not guessed at: the error says both. What was assumed in reading (day before
//! month, a season's month) is said in a note. [`said`] gives the typed form back, such that reading it gives the
//! same value: a form that is filled in from a fact and not changed leaves the fact as it is.

mod amount;
mod check;
mod count;
mod date;
mod figure;
mod kinds;
mod money;
mod pieces;
mod said;
mod small;
mod source;
mod span;

pub use check::check;
pub use date::{as_of, date, to_come};
pub use said::said;
pub use small::{items, period, said_items, status};
pub use source::{SourceText, said_source, source, source_id};

use super::suggest::shown;
use crate::fact::{SubjectId, Value, ValueKind};

/// Something as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood<T> {
    /// What was read.
    pub value: T,
    /// What was assumed in reading it, to be shown with it; a clause without a full stop.
    pub note: Option<String>,
}

impl<T> Understood<T> {
    fn plain(value: T) -> Self {
        Self { value, note: None }
    }

    fn noted(value: T, note: impl Into<String>) -> Self {
        Self { value, note: Some(note.into()) }
    }

    fn map<U>(self, make: impl FnOnce(T) -> U) -> Understood<U> {
        Understood { value: make(self.value), note: self.note }
    }
}

/// Why a text could not be read. Its [`Display`](std::fmt::Display) form has two lines: what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n{expected}")]
pub struct Unread {
    /// What is wrong, in one line.
    pub message: String,
    /// What can be read instead, with examples, in one line.
    pub expected: String,
}

impl Unread {
    fn new(message: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { message: message.into(), expected: expected.into() }
    }

    /// "`x` is not ...".
    fn not(text: &str, what: &str, expected: &str) -> Self {
        Self::new(format!("`{}` is not {what}", shown(text)), expected)
    }
}

/// What a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// One subject.
    One(SubjectId),
    /// Several, by the names to choose from.
    Several(Vec<String>),
    /// None, with the nearest name if one is near.
    Unknown(Option<String>),
}

/// How subjects are called.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Finds a subject by its id, its name or an alias.
    pub find: &'a dyn Fn(&str) -> Named,
    /// The name to show for an id.
    pub name: &'a dyn Fn(&SubjectId) -> String,
}

impl Names<'_> {
    /// No subject has a name.
    pub const NONE: Names<'static> = Names { find: &|_| Named::Unknown(None), name: &|id| id.as_str().to_owned() };
}

impl std::fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Names")
    }
}

/// Reads a value. `expected` are the kinds that the attribute has, usually one; none means any.
///
/// Whatever is expected, a kind may be written before the value (`date: June 2031`), and then decides; `none` stands
/// for no value of its own, `withheld: reason` for one that is kept back.
///
/// # Errors
/// When it is not of an expected kind or can be read in two ways; the error says what can be read instead.
pub fn value(text: &str, expected: &[ValueKind], names: &Names<'_>) -> Result<Understood<Value>, Unread> {
    kinds::value(text, expected, names)
}

/// Dashes, quotes and spaces in the one form each that is read.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
