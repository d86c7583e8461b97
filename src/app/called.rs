//! How things are called in a view.

use super::{App, View};
use crate::fact::Value;
use crate::search::Index;
use crate::text::say;
use std::sync::Arc;

/// The names of a view, as they were when they were asked for.
#[derive(Debug, Clone)]
pub struct Called(Arc<Index>);

impl App {
    /// How things are called in a view.
    pub fn called(&self, view: View) -> Called {
        Called(self.index(view))
    }
}

impl Called {
    /// The full name of a subject by its id; the id itself where it is no subject.
    pub fn subject(&self, id: &str) -> String {
        self.0.name_of(id)
    }

    /// The name of an attribute by its id; the id itself where it is no attribute.
    pub fn attribute(&self, id: &str) -> String {
        let known = self.0.attribute_by_id(id);
        known.map_or_else(|| id.to_owned(), |at| self.0.attributes()[at].attribute.name.clone())
    }

    /// A value in words; nothing where the statement says it all.
    pub fn value(&self, value: &Value) -> String {
        say::value(value, |id| self.subject(id))
    }
}
