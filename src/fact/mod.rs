//! The values everyone shares: facts, subjects, sources, and what a fact may say.
//!
//! This room knows nothing of files, stores, questions or Discord.

mod amount;
mod date;
mod form;
mod ids;
pub mod limits;
mod period;
mod said;
mod source;
mod subject;
mod value;

pub use amount::{Amount, AmountError};
pub use date::{DateError, FuzzyDate, Inference, Precision};
pub(crate) use form::hundredths;
pub use ids::{AttributeId, FactId, SourceId, SubjectId};
pub use period::{Period, PeriodError};
pub use said::Said;
pub use source::Source;
pub use subject::{Subject, SubjectKind};
pub use value::{Count, Money, Per, Span, SpanUnit, Value, ValueKind};

use serde::{Deserialize, Serialize};

/// Who sees a fact. The nearer scope wins over the farther: server, owners, shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Mirrors the knowledge folder.
    #[default]
    Shipped,
    /// Everyone sees it; the bot's owners wrote it.
    Owners,
    /// One Discord server sees it (its id).
    Server(u64),
}

/// How firm a figure is: an advertised salary is not a paid one, a forecast is not a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Offered in a job advertisement.
    Advertised,
    /// Expected, not yet known.
    Forecast,
    /// Allowed to be spent.
    Approved,
    /// Already paid.
    Spent,
    /// Somebody's estimate.
    Estimated,
    /// Intended.
    Planned,
}

impl Status {
    /// Every status with the word that names it in a knowledge file.
    pub const ALL: [(Status, &'static str); 6] = [
        (Status::Advertised, "advertised"),
        (Status::Forecast, "forecast"),
        (Status::Approved, "approved"),
        (Status::Spent, "spent"),
        (Status::Estimated, "estimated"),
        (Status::Planned, "planned"),
    ];

    /// The word for this status, as a knowledge file and a sentence use it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, word)| word)
    }
}

/// One thing said about one subject by one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Unique within its scope and stable over corrections of the value.
    pub id: FactId,
    /// Who sees it.
    #[serde(default)]
    pub scope: Scope,
    /// What it is about.
    pub subject: SubjectId,
    /// What is said of the subject.
    pub attribute: AttributeId,
    /// The typed value.
    pub value: Value,
    /// The span a figure belongs to, such as a financial year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How firm the value is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Who said it: a subject's id, or a name where the speaker is no subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// When it was true.
    pub as_of: FuzzyDate,
    /// Where it was read.
    pub source: SourceId,
    /// One sentence in the project's own words; composed from the rest where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Other words by which people look for this fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
    /// Whole questions that it answers, in people's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}
