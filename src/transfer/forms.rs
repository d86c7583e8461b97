//! What stands on the lines of an export. Facts and changes are written without their layer: it is the one that was
//! exported, and becomes the one that is imported into.

use crate::fact::{
    AttributeId, Fact, FactId, FuzzyDate, Period, Scope, Source, SourceId, Status, Subject, SubjectId, Value,
};
use crate::store::{Author, Change, Entry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version of the form. A file with a higher one is refused.
pub(super) const FORMAT: u32 = 1;

/// The first line. `exported` is all in a file that differs between two exports of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    /// What the file is: always "export".
    pub whitehall: String,
    pub format: u32,
    /// When (RFC 3339).
    pub exported: String,
    pub subjects: usize,
    pub sources: usize,
    pub facts: usize,
    pub retracted: usize,
    pub changes: usize,
}

/// Any other line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    Subject(Subject),
    Source(Source),
    Fact(Box<FactForm>),
    Retracted(FactId),
    Change(Box<ChangeForm>),
}

/// A fact without its layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactForm {
    id: FactId,
    subject: SubjectId,
    attribute: AttributeId,
    value: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    as_of: FuzzyDate,
    source: SourceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statement: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cues: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    questions: Vec<String>,
}

impl From<&Fact> for FactForm {
    fn from(fact: &Fact) -> Self {
        // Named one by one, so that a field that facts gain cannot be forgotten here.
        let Fact {
            id,
            scope: _,
            subject,
            attribute,
            value,
            period,
            status,
            said_by,
            as_of,
            source,
            statement,
            cues,
            questions,
        } = fact.clone();
        FactForm { id, subject, attribute, value, period, status, said_by, as_of, source, statement, cues, questions }
    }
}

impl FactForm {
    pub fn in_layer(self, scope: Scope) -> Fact {
        let FactForm {
            id,
            subject,
            attribute,
            value,
            period,
            status,
            said_by,
            as_of,
            source,
            statement,
            cues,
            questions,
        } = self;
        Fact {
            id,
            scope,
            subject,
            attribute,
            value,
            period,
            status,
            said_by,
            as_of,
            source,
            statement,
            cues,
            questions,
        }
    }
}

/// What the layer said of a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EntryForm {
    Fact(Box<FactForm>),
    Retracted,
}

impl From<&Entry> for EntryForm {
    fn from(entry: &Entry) -> Self {
        match entry {
            Entry::Fact(fact) => EntryForm::Fact(Box::new(FactForm::from(fact.as_ref()))),
            Entry::Retracted => EntryForm::Retracted,
        }
    }
}

impl EntryForm {
    fn in_layer(self, scope: Scope) -> Entry {
        match self {
            EntryForm::Fact(fact) => Entry::Fact(Box::new(fact.in_layer(scope))),
            EntryForm::Retracted => Entry::Retracted,
        }
    }
}

/// An entry of the history without its layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeForm {
    /// Counts from 1 over the file, whatever the numbers were in the store.
    pub number: u64,
    /// The number of the first change that was made together with this one.
    pub batch: u64,
    at: String,
    author: Author,
    pub id: FactId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<EntryForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<EntryForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl ChangeForm {
    pub fn of(change: &Change, number: u64, batch: u64) -> Self {
        let Change { seq: _, batch: _, at, author, scope: _, id, before, after, reason } = change;
        ChangeForm {
            number,
            batch,
            at: at.to_string(),
            author: author.clone(),
            id: id.clone(),
            before: before.as_ref().map(EntryForm::from),
            after: after.as_ref().map(EntryForm::from),
            reason: reason.clone(),
        }
    }

    /// The change in a layer, or what is wrong with it.
    pub fn in_layer(self, scope: Scope) -> Result<Change, &'static str> {
        let at: Timestamp = self.at.parse().map_err(|_| "`at` is no moment such as 2031-06-12T10:00:00Z")?;
        let change = Change {
            seq: self.number,
            batch: self.batch,
            at,
            author: self.author,
            scope,
            id: self.id,
            before: self.before.map(|entry| entry.in_layer(scope)),
            after: self.after.map(|entry| entry.in_layer(scope)),
            reason: self.reason,
        };
        let facts = [&change.before, &change.after].into_iter().flatten().filter_map(Entry::fact);
        if facts.into_iter().any(|fact| fact.id != change.id) {
            return Err("`before` or `after` is another fact");
        }
        if change.before == change.after {
            return Err("`before` and `after` are the same");
        }
        Ok(change)
    }
}
