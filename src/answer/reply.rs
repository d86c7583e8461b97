//! What comes back for a question.

use crate::fact::{AttributeId, Fact, Scope, Source, Subject, SubjectId};
use std::sync::Arc;

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Answered from stored facts.
    Answer,
    /// Nothing certain, but near enough to ask "did you mean".
    Suggest,
    /// Not held.
    Unknown,
}

impl Outcome {
    /// The word of the JSON contract: answer, suggest or unknown.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Answer => "answer",
            Outcome::Suggest => "suggest",
            Outcome::Unknown => "unknown",
        }
    }
}

/// A stored fact with the subject it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The fact; its `scope` says whose it is: shipped, the owners', or one server's.
    pub fact: Arc<Fact>,
    /// Its subject.
    pub subject: Arc<Subject>,
}

/// A subject, and optionally what to say of it: what a suggestion leads to when it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The subject meant.
    pub subject: SubjectId,
    /// The attribute asked for, if the question named one.
    pub attribute: Option<AttributeId>,
}

/// One "did you mean".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What taking it means.
    pub choice: Choice,
    /// The subject's full name ("Survey Office's Head of Maps"), plain text.
    pub name: String,
    /// A question that gets the answer when it is asked.
    pub question: String,
}

/// Another thing that is held about the subject of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// What taking it means.
    pub choice: Choice,
    /// The attribute's name ("location").
    pub attribute: String,
    /// The value in words ("Leeds"), plain text.
    pub value: String,
    /// Whose fact it is.
    pub scope: Scope,
}

/// What comes back for a question. All texts are plain: Discord's renderer escapes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How it ended.
    pub outcome: Outcome,
    /// The answer in its first sentence, at most 600 characters.
    pub text: String,
    /// From 0 to 1: the share of answers of this confidence that are right.
    pub confidence: f64,
    /// The facts it rests on; empty unless the outcome is [`Outcome::Answer`].
    pub facts: Vec<Held>,
    /// Their sources, each once.
    pub sources: Vec<Arc<Source>>,
    /// Near misses, best first, at most 25.
    pub suggestions: Vec<Suggestion>,
    /// What else is held about the subject, at most 10.
    pub nearby: Vec<Nearby>,
}
