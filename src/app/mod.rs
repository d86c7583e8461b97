//! The use cases: open everything, ask, complete. Holds the store and the index; synchronous.

use crate::answer::{Answer, Choice, Outcome};
use crate::fact::{AttributeId, SubjectId, SubjectKind};
use std::path::PathBuf;

/// Where things are.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// The data folder, made if it is not there.
    pub data: PathBuf,
    /// A knowledge folder instead of the built-in one.
    pub knowledge: Option<PathBuf>,
}

/// Why the app did not open; the text says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {}

/// A name to offer while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The subject.
    pub id: SubjectId,
    /// Its full name, plain text.
    pub label: String,
}

/// How much is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// Facts.
    pub facts: usize,
    /// Subjects.
    pub subjects: usize,
    /// Sources.
    pub sources: usize,
}

/// The opened bot: everything but the way people reach it. Shared between threads behind an `Arc`.
#[derive(Debug)]
pub struct App {}

impl App {
    /// Opens the store, brings it in step with the knowledge folder and builds the index.
    pub fn open(_options: &AppOptions) -> Result<Self, OpenError> {
        Ok(App {})
    }

    /// Answers a question. Never fails: what cannot be answered is said to be not held.
    pub fn ask(&self, _question: &str) -> Answer {
        Answer {
            outcome: Outcome::Unknown,
            text: "I hold nothing yet.".to_owned(),
            confidence: 0.0,
            facts: vec![],
            sources: vec![],
            suggestions: vec![],
            nearby: vec![],
        }
    }

    /// Answers a suggestion that was taken, or one of the facts nearby.
    pub fn choose(&self, _choice: &Choice) -> Answer {
        self.ask("")
    }

    /// Answers about a subject of one of the kinds, named as people name it (or by a full name from
    /// [`App::names`]); with an attribute, about that.
    pub fn about(&self, name: &str, _attribute: Option<&AttributeId>, _kinds: &[SubjectKind]) -> Answer {
        self.ask(name)
    }

    /// Up to `limit` subjects of these kinds (any, if empty) for what was typed so far; with an attribute only
    /// subjects that have it.
    pub fn names(
        &self,
        _typed: &str,
        _kinds: &[SubjectKind],
        _attribute: Option<&AttributeId>,
        _limit: usize,
    ) -> Vec<Name> {
        vec![]
    }

    /// Up to `limit` questions that can be answered, for what was typed so far.
    pub fn questions(&self, _typed: &str, _limit: usize) -> Vec<String> {
        vec![]
    }

    /// How much is held.
    pub fn holdings(&self) -> Holdings {
        Holdings { facts: 0, subjects: 0, sources: 0 }
    }
}
