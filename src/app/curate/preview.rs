//! What a filled-in form would say, and what is held already that says the same or something else.

use super::{CurateError, Form, Seen};
use crate::app::{App, View};
use crate::fact::{FactId, Subject};
use std::sync::Arc;

/// How a held fact is like a drafted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It says the same: subject, attribute, period and value.
    Same,
    /// It says something else of the same subject, attribute and period at a time that overlaps; answers would give
    /// both.
    Contradicts,
    /// It says something else of another time: the newer answers, the older is mentioned.
    Succession,
}

/// A held fact beside a drafted one.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The fact.
    pub seen: Seen,
    /// What it is to the drafted one.
    pub how: Likeness,
}

/// What a form would become.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The form as it would be written: with id and layer, spaces tidied, a statement that is out of date left out.
    pub form: Form,
    /// The sentence that answers would give, plain text.
    pub sentence: String,
    /// Facts that say the same or something else, nearest first, at most 5.
    pub alike: Vec<Alike>,
    /// Subjects whose names are like a new subject's, at most 5: one of them may be meant.
    pub subjects: Vec<Arc<Subject>>,
    /// What was left out or looks odd, a sentence each.
    pub notes: Vec<String>,
}

impl App {
    /// What a form would become, without writing anything. `replaces` is the fact it would be an edit of.
    ///
    /// # Errors
    /// [`CurateError::Invalid`] with every flaw.
    pub fn preview(&self, view: View, form: &Form, replaces: Option<&FactId>) -> Result<Preview, CurateError> {
        todo!("{view:?} {form:?} {replaces:?}")
    }
}
