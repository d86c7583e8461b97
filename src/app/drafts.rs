//! Drafts: what somebody has begun, kept so that a button pressed minutes later, or after a restart, finds it.

use super::curate::{Bundle, Form, Revision};
use super::{App, View};
use crate::fact::FactId;
use crate::store::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Drafts live this long, in seconds.
pub const DRAFT_LIFE: i64 = 30 * 60;

/// A member has at most this many; the oldest makes room.
pub const MOST_DRAFTS: usize = 10;

/// Names a draft: 16 letters and digits that nobody can guess, fit for a custom id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(pub(super) String);

impl DraftId {
    /// Takes an id as it came back; whether there is such a draft shows when it is looked up.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a draft will do when it is confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aim {
    /// Add the form's fact.
    Add,
    /// Put the form's fact in the place of this one, seen at the revision.
    Edit {
        /// The fact.
        id: FactId,
        /// As it was looked at.
        revision: Revision,
    },
    /// Take this fact back.
    Retract {
        /// The fact.
        id: FactId,
        /// As it was looked at.
        revision: Revision,
    },
    /// Import the draft's bundle.
    Import,
    /// Undo the change with this number.
    Undo(u64),
}

/// What is kept of something begun. `form` is there once the value could be read; `typed` keeps every field as it
/// was typed, so that nothing has to be typed twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// What it will do.
    pub aim: Aim,
    /// What was understood.
    #[serde(default)]
    pub form: Option<Form>,
    /// What was typed, by field.
    #[serde(default)]
    pub typed: BTreeMap<String, String>,
    /// Rows of an import. Up to 16 MiB as JSON.
    #[serde(skip)]
    pub bundle: Option<Bundle>,
    /// The proposal that it accepts when it is confirmed.
    #[serde(default)]
    pub proposal: Option<super::ProposalId>,
    /// The gap that it answers when it is confirmed.
    #[serde(default)]
    pub gap: Option<super::GapId>,
}

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its name.
    pub id: DraftId,
    /// Where it was begun.
    pub view: View,
    /// Whose it is: a Discord id.
    pub member: u64,
    /// From this moment on it is gone.
    pub expires: Timestamp,
    /// What was begun.
    pub begun: Begun,
}

/// Why there is no draft to go on with.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// It has expired or was used, or there never was one by this name here. A draft of another server or another
    /// member looks the same from outside.
    #[error("this form has expired or was used already\nbegin again")]
    Gone,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Keeps something begun, for [`DRAFT_LIFE`].
    pub fn keep_draft(&self, view: View, member: u64, begun: Begun, now: Timestamp) -> Result<Draft, DraftError> {
        todo!("{view:?} {member} {begun:?} {now}")
    }

    /// Puts something else into a draft, which lives on from now. The id stays.
    pub fn change_draft(
        &self,
        view: View,
        member: u64,
        id: &DraftId,
        begun: Begun,
        now: Timestamp,
    ) -> Result<Draft, DraftError> {
        todo!("{view:?} {member} {id} {begun:?} {now}")
    }

    /// A draft of this member, begun in this view. To confirm it, name it in [`super::By`]; the change takes it away.
    pub fn draft(&self, view: View, member: u64, id: &DraftId, now: Timestamp) -> Result<Draft, DraftError> {
        todo!("{view:?} {member} {id} {now}")
    }

    /// Throws a draft away; one that is gone already is no error.
    pub fn drop_draft(&self, view: View, member: u64, id: &DraftId) -> Result<(), DraftError> {
        todo!("{view:?} {member} {id}")
    }
}
