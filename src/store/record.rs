//! What lies in the store: entries of layers, changes, and who made them.

use crate::fact::{Fact, FactId, Scope, Source, Subject};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What one layer says of one fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entry {
    /// The fact, instead of any fact with this id in a farther layer.
    Fact(Box<Fact>),
    /// Nobody who sees this layer shall see a fact with this id.
    Retracted,
}

impl Entry {
    /// The fact, unless it is retracted.
    pub fn fact(&self) -> Option<&Fact> {
        match self {
            Entry::Fact(fact) => Some(fact),
            Entry::Retracted => None,
        }
    }
}

/// A fact with the revision to expect when it is changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The fact, with its layer in `scope`.
    pub fact: Fact,
    /// Differs after every change; says nothing else.
    pub revision: u64,
}

/// A layer's word that a fact of a farther layer is not to be seen, or that one of its own is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retraction {
    /// The layer that says so.
    pub scope: Scope,
    /// The fact.
    pub id: FactId,
    /// The revision to expect when the fact is put again.
    pub revision: u64,
}

/// Everything that is held, by layer and id; the layers are not merged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// Subjects with their layer.
    pub subjects: Vec<(Scope, Subject)>,
    /// Sources with their layer.
    pub sources: Vec<(Scope, Source)>,
    /// Facts; their layer is in them.
    pub facts: Vec<Record>,
    /// What layers took away.
    pub retractions: Vec<Retraction>,
}

/// Who made a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// A new version of the knowledge folder.
    Folder,
    /// A person on Discord.
    Member {
        /// The Discord id.
        id: u64,
        /// The name at the time.
        name: String,
    },
    /// Whoever runs the program's commands.
    Terminal,
    /// A person who wanted to be forgotten.
    Former,
}

impl std::fmt::Display for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Author::Folder => f.write_str("knowledge folder"),
            Author::Member { name, .. } => f.write_str(name),
            Author::Terminal => f.write_str("command line"),
            Author::Former => f.write_str("a former member"),
        }
    }
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Counts from 1 over the whole store, without gaps.
    pub seq: u64,
    /// The transaction: changes made together share it.
    pub batch: u64,
    /// When.
    #[serde(with = "stamp")]
    pub at: Timestamp,
    /// Who.
    pub author: Author,
    /// The layer that changed.
    pub scope: Scope,
    /// The fact that changed.
    pub id: FactId,
    /// What the layer said before; `None` if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Entry>,
    /// What the layer says since; `None` if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Entry>,
    /// Why, where somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The transaction that this one undid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
}

/// A subject or a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Item {
    /// A subject.
    Subject(Subject),
    /// A source.
    Source(Source),
}

/// What a transaction did to a subject or a source, kept so that it can be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// What the layer had before; `None` if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Item>,
    /// What it has since; `None` if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Item>,
}

/// A moment as text (RFC 3339).
mod stamp {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(at)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// The body of a fact's record. Scope and id stand here too, for a retraction has no fact to hold them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    pub scope: Scope,
    pub id: FactId,
    pub revision: u64,
    /// The number of the change that made it, if none has followed; see [`super::links`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<u64>,
    pub entry: Entry,
}

/// The same, of what lies elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Holding<'a> {
    pub scope: Scope,
    pub id: &'a FactId,
    pub revision: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<u64>,
    pub entry: &'a Entry,
}

/// The body of a subject's or a source's record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Layered<T> {
    pub scope: Scope,
    pub item: T,
}

/// The body of a paper's record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Filed<T> {
    pub scope: Scope,
    pub name: String,
    pub body: T,
}

/// The body of a setting's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Setting {
    pub scope: Scope,
    pub name: String,
    pub value: String,
}
