//! Gaps: questions that got no answer, without who asked them, alike ones together.

use super::{App, View};
use crate::store::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A question is kept this many days.
pub const GAP_DAYS: i64 = 90;
/// A server keeps at most this many different questions; the oldest make room.
pub const MOST_GAPS: usize = 500;
/// At most this many questions of a server are noted in a day.
pub const GAPS_PER_DAY: u32 = 500;

/// Names a group of questions within its server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GapId(pub String);

/// Questions that ask alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Names it; 16 characters, fit for a custom id.
    pub id: GapId,
    /// The one that was asked most, as it was typed.
    pub question: String,
    /// Other wordings, at most 5.
    pub others: Vec<String>,
    /// How often all of them were asked.
    pub asked: u64,
    /// When one was last asked.
    pub last: Timestamp,
}

impl App {
    /// Notes a question that got no answer in a server, if the server wants that. The caller leaves out what was
    /// asked privately; outside a server nothing is ever noted. Returns whether it was.
    pub fn note_gap(&self, view: View, question: &str, now: Timestamp) -> Result<bool, StoreError> {
        todo!("{view:?} {question} {now}")
    }

    /// The gaps of a view, most asked first. Questions that are answered by now are left out.
    pub fn gaps(&self, view: View, now: Timestamp) -> Result<Vec<Gap>, StoreError> {
        todo!("{view:?} {now}")
    }

    /// One gap with the wordings alike; `None` if it is gone. To answer it, name it in [`super::By`].
    pub fn gap(&self, view: View, id: &GapId, now: Timestamp) -> Result<Option<Gap>, StoreError> {
        todo!("{view:?} {id:?} {now}")
    }

    /// Forgets a gap with all its wordings; one that is gone already is no error.
    pub fn drop_gap(&self, view: View, id: &GapId) -> Result<(), StoreError> {
        todo!("{view:?} {id:?}")
    }
}
