//! What admins set for their server's digest.

use super::schedule::Schedule;
use crate::fact::SubjectId;
use serde::{Deserialize, Serialize};

/// The most subjects a server follows.
pub const MOST_FOLLOWED: usize = 25;

/// After how many months a salary or forecast has grown old, unless a server says otherwise.
pub const STALE_MONTHS: u16 = 24;

/// What is posted on a day without news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhenEmpty {
    /// Nothing.
    Skip,
    /// One line that says so.
    Line,
    /// A fact of the day.
    Fact,
}

/// A server's digest as its admins set it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether it is posted at all.
    pub on: bool,
    /// The id of the channel.
    pub channel: u64,
    /// When.
    pub schedule: Schedule,
    /// What is posted on a day without news.
    pub when_empty: WhenEmpty,
    /// The id of the private channel for the admins' post; without one there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admins: Option<u64>,
    /// The subjects that come first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub followed: Vec<SubjectId>,
}
