//! Curating: adding, correcting and taking back facts, with a history from which every change can be undone.
//!
//! Every call takes the [`View`] that is written from; what is written goes into that view's own layer
//! ([`View::layer`]). To change or retract a fact of a farther layer puts an override over it there. Nothing here asks
//! who may write: the callers do, at every step. Nothing here reads the clock: time is passed in.
//!
//! All calls write to the disk before they return (1 to 6 ms): off the threads of an async runtime.

mod beside;
mod check;
mod error;
mod history;
mod import;
mod layer;
mod list;
mod preview;
pub(super) mod room;
mod stale;
mod write;

pub use beside::Beside;
pub(super) use check::{Flaws, New, fact as check_fact, prepare_fact, tidy};
pub use error::{CurateError, Flaw};
pub use history::{LogEntry, Which};
pub use import::{Bundle, Imported, MOST_ROWS, RowFault};
pub use layer::Layer;
pub use list::{Filter, Listing, Page};
pub use preview::{Alike, Likeness, Preview};

use super::drafts::DraftId;
use super::gaps::GapId;
use super::proposals::ProposalId;
use crate::fact::{Fact, FactId, Scope, Source, Subject};
use crate::store::{Author, Change};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Who changes something, when, and what is done with by it. The draft, proposal and gap named here are taken away
/// in the same transaction; if the draft or the proposal is gone already (a second click, a second admin), nothing is
/// written and the call fails with [`CurateError::Done`].
#[derive(Debug, Clone, PartialEq)]
pub struct By {
    /// Who.
    pub author: Author,
    /// When.
    pub at: Timestamp,
    /// The draft that this confirms.
    pub draft: Option<DraftId>,
    /// The proposal that this accepts.
    pub proposal: Option<ProposalId>,
    /// The question without an answer that this answers.
    pub gap: Option<GapId>,
}

impl By {
    /// Somebody's change that settles nothing else.
    pub fn new(author: Author, at: Timestamp) -> Self {
        Self { author, at, draft: None, proposal: None, gap: None }
    }
}

/// What a person has filled in: a fact, with the subject and the source if they are new or changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The fact. Its `scope` is set when it is written, and so is its `id` where it is added (empty until then).
    pub fact: Fact,
    /// A subject to add, or to put over one of the same id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// A source to add, or to put over one of the same id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Which state of a fact somebody looked at: to be given back with a change, so that nobody overwrites what they have
/// not seen. Its text form (`Display`, `FromStr`) has at most 42 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Revision {
    /// The layer that the fact was seen in.
    pub(super) scope: Scope,
    /// The store's number.
    pub(super) number: u64,
}

/// A fact as a view sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The fact; its `scope` says whose it is.
    pub fact: Arc<Fact>,
    /// What it is about.
    pub subject: Arc<Subject>,
    /// Where it was read.
    pub source: Arc<Source>,
    /// The sentence that answers give, plain text.
    pub sentence: String,
}

/// A fact that was taken back, in this view.
#[derive(Debug, Clone, PartialEq)]
pub struct Withdrawn {
    /// The fact as it was; `None` if nothing was under its id (any more).
    pub fact: Option<Arc<Fact>>,
    /// Its id.
    pub id: FactId,
    /// The layer that says so.
    pub scope: Scope,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<String>,
}

/// What stands under an id in a view.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// A fact.
    Held(Seen),
    /// A fact that was taken back.
    Withdrawn(Withdrawn),
}

/// A change that was made: on the disk, and in every answer from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The number to undo it by ([`Which::Number`]).
    pub number: u64,
    /// Its entries in the history: one a fact.
    pub changes: Vec<Change>,
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope {
            Scope::Shipped => write!(f, "k{}", self.number),
            Scope::Owners => write!(f, "o{}", self.number),
            Scope::Server(id) => write!(f, "{id}.{}", self.number),
        }
    }
}

impl FromStr for Revision {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (scope, number) = match text.split_once('.') {
            Some((id, number)) => (Scope::Server(id.parse().map_err(drop)?), number),
            None => match text.split_at_checked(1) {
                Some(("k", number)) => (Scope::Shipped, number),
                Some(("o", number)) => (Scope::Owners, number),
                _ => return Err(()),
            },
        };
        Ok(Self { scope, number: number.parse().map_err(drop)? })
    }
}
