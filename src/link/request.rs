//! What can be asked at the desk.

use crate::app::{Form, View};
use crate::fact::{AttributeId, FactId, SubjectId};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What somebody typed for a fact, by the names of a table's columns (docs/import.md): texts and lists of texts.
pub type Fields = serde_json::Map<String, serde_json::Value>;

/// In which form facts are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Export {
    /// Everything, with its history.
    Jsonl,
    /// Facts alone, as a table.
    Csv,
    /// Facts alone, as a knowledge folder.
    Toml,
}

/// One thing to do. A request that changes something changes all of it or nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Whether whoever answers knows what this process was told to know; [`Reply::Text`](super::Reply) if so.
    Meet {
        /// The knowledge folder that was named.
        knowledge: PathBuf,
    },
    /// Answer a question.
    Ask {
        /// From where.
        view: View,
        /// The question.
        question: String,
    },
    /// Say how a question is read.
    Explain {
        /// From where.
        view: View,
        /// The question.
        question: String,
    },
    /// Answer a suggestion that was taken.
    Choose {
        /// From where.
        view: View,
        /// The subject meant.
        subject: SubjectId,
        /// The attribute, if the question named one.
        attribute: Option<AttributeId>,
    },
    /// Complete a question.
    Complete {
        /// From where.
        view: View,
        /// What was typed so far.
        typed: String,
        /// How many at most.
        limit: usize,
    },
    /// Say how much is held.
    Holdings {
        /// From where.
        view: View,
    },
    /// Read what was typed for a new fact, or for one in the place of `of`; nothing is written.
    Draft {
        /// Into whose layer it is to go.
        view: View,
        /// The fact that is corrected.
        of: Option<FactId>,
        /// What was typed.
        fields: Fields,
    },
    /// Add a drafted fact, or put it in the place of one seen at a revision.
    Put {
        /// Into whose layer.
        view: View,
        /// The fact that is corrected, and how it was seen.
        of: Option<(FactId, String)>,
        /// The fact.
        form: Box<Form>,
    },
    /// Show a fact.
    Look {
        /// From where.
        view: View,
        /// The fact.
        id: FactId,
    },
    /// Take a fact back.
    Retract {
        /// In whose layer.
        view: View,
        /// The fact.
        id: FactId,
        /// How it was seen.
        revision: String,
        /// Why.
        reason: String,
    },
    /// Show a layer's changes, the newest first.
    Log {
        /// Whose.
        view: View,
        /// Those before this number.
        before: Option<u64>,
        /// How many at most.
        limit: usize,
    },
    /// Show one change: the last one without a number.
    Change {
        /// Whose.
        view: View,
        /// Which.
        number: Option<u64>,
    },
    /// Undo a change.
    Undo {
        /// Whose.
        view: View,
        /// Which.
        number: u64,
    },
    /// List facts.
    List {
        /// From where.
        view: View,
        /// Words that must stand in them.
        words: String,
        /// Only of this subject: an id, a name or an alias.
        subject: Option<String>,
        /// Only with this attribute: an id or a name.
        attribute: Option<String>,
        /// Only those of the view's own layer.
        own: bool,
        /// Those behind this one.
        after: Option<FactId>,
        /// How many at most.
        limit: usize,
    },
    /// Make today's backup.
    BackUp,
    /// Read the file that comes with the request; nothing is written.
    Read {
        /// Into whose layer it is to go.
        view: View,
        /// The file's name.
        name: String,
    },
    /// Import the file that comes with the request.
    Import {
        /// Into whose layer.
        view: View,
        /// The file's name.
        name: String,
        /// What reading it said it would do: if it would do something else by now, nothing is done.
        expected: String,
    },
    /// Export a layer; the files come with the reply.
    Export {
        /// Whose.
        view: View,
        /// In which form.
        form: Export,
    },
}
