//! How things are called in a view.

use super::curate::Form;
use super::{App, View};
use crate::fact::{Source, Subject, Value};
use crate::search::Index;
use crate::text::say;
use std::sync::Arc;

/// The names of a view, as they were when they were asked for.
#[derive(Debug, Clone)]
pub struct Called {
    index: Arc<Index>,
    /// A subject and a source that are not held yet.
    subject: Option<Subject>,
    source: Option<Source>,
}

impl App {
    /// How things are called in a view.
    pub fn called(&self, view: View) -> Called {
        Called { index: self.index(view), subject: None, source: None }
    }
}

impl Called {
    /// The same with what a form brings along.
    pub fn with(self, form: &Form) -> Self {
        Self { subject: form.subject.clone(), source: form.source.clone(), ..self }
    }

    /// The full name of a subject by its id; the id itself where it is no subject.
    pub fn subject(&self, id: &str) -> String {
        let new = self.subject.as_ref().filter(|subject| subject.id.as_str() == id);
        new.map_or_else(|| self.index.name_of(id), |subject| subject.name.clone())
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        let new = self.source.as_ref().filter(|source| source.id.as_str() == id);
        new.or_else(|| self.index.source_by_id(id).map(Arc::as_ref))
    }

    /// The name of an organisation by its id; the id itself where it is none.
    pub fn organisation(&self, id: &str) -> String {
        let known = self.index.organisations().iter().find(|doc| doc.organisation.id == id);
        known.map_or_else(|| id.to_owned(), |doc| doc.organisation.name.clone())
    }

    /// The name of an attribute by its id; the id itself where it is no attribute.
    pub fn attribute(&self, id: &str) -> String {
        let known = self.index.attribute_by_id(id);
        known.map_or_else(|| id.to_owned(), |at| self.index.attributes()[at].attribute.name.clone())
    }

    /// A value in words; nothing where the statement says it all.
    pub fn value(&self, value: &Value) -> String {
        say::value(value, |id| self.subject(id))
    }
}
