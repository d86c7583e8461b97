//! Why a change was not made, in the words of the person who wanted it. Whenever one of these comes back, nothing
//! was written.

use super::Standing;
use super::room::{MOST_FACTS, MOST_WITHDRAWN};
use crate::fact::FactId;
use crate::store::{Author, Change, StoreError};

/// One thing that is wrong with what was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The field, as the form names it: subject, attribute, value, as of, source, statement, reason ...
    pub field: &'static str,
    /// What is wrong, as half a sentence without a full stop.
    pub said: String,
    /// What would be right.
    pub expected: String,
}

/// Why a change was not made. The first line of the text says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum CurateError {
    /// What was filled in cannot be kept; every flaw at once.
    #[error("{}", flaws(.0))]
    Invalid(Vec<Flaw>),
    /// The view sees no such fact; another server's fact is no different from one that never was.
    #[error("there is no fact {0} here\nlook it up in the list of facts")]
    Unknown(FactId),
    /// Somebody changed the fact since it was looked at.
    #[error("the fact {id} was changed {} in between\nlook at it as it is now, then repeat your change", by(.last.as_deref()))]
    Conflict {
        /// The fact.
        id: FactId,
        /// How it stands now, boxed; `None` if nothing is under the id any more.
        now: Option<Box<Standing>>,
        /// The change that came in between, if the history of the view's own layer has it.
        last: Option<Box<Change>>,
    },
    /// The draft, proposal or gap that the change was to settle is gone: it was settled already, or has expired.
    #[error("this was done already, or has expired\nlook at the fact's history, or begin again")]
    Done,
    /// There is no such change in the view's own layer.
    #[error("there is nothing to undo here\nthe history shows what was changed")]
    NothingToUndo,
    /// More rows than one change takes.
    #[error("{rows} rows at once are too many\nsplit them: at most {most} at once")]
    TooMany {
        /// Rows given.
        rows: usize,
        /// Rows that one change takes.
        most: usize,
    },
    /// The server would have more facts than one can have: so many.
    #[error(
        "with this the server would have {0} facts of its own, and it can have {MOST_FACTS}\n\
         take back facts that are not needed any more, or undo an import; nothing was changed"
    )]
    Full(usize),
    /// The server would have taken back more facts than are remembered: so many.
    #[error(
        "with this the server would have taken back {0} facts, and {MOST_WITHDRAWN} are remembered\n\
         undo the changes that added such facts instead of taking them back; nothing was changed"
    )]
    FullOfWithdrawn(usize),
    /// Rows of an import cannot be kept; every fault at once.
    #[error("{} of the rows cannot be kept\nmend them; nothing was imported", .0.len())]
    Rows(Vec<super::RowFault>),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn flaws(flaws: &[Flaw]) -> String {
    let lines: Vec<String> =
        flaws.iter().map(|flaw| format!("{}: {}\n{}", flaw.field, flaw.said, flaw.expected)).collect();
    lines.join("\n")
}

fn by(change: Option<&Change>) -> String {
    match change.map(|change| &change.author) {
        None => "by somebody else".to_owned(),
        Some(Author::Terminal) => "from the command line".to_owned(),
        Some(author) => format!("by {author}"),
    }
}
