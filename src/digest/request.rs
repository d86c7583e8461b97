//! A digest that somebody asked for: noted before it is posted, like a daily one, so that after a crash it is neither
//! posted again nor told again.

use super::record::{Outcome, Record, Stage, Told, Trouble};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A post that was begun so recently may still be on its way.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_mins(1);

/// A digest that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// When it was asked for by the clocks of the server's zone, to the second: no two of a server share it.
    pub asked: DateTime,
    /// The number of the last change that it tells.
    pub upto: u64,
    /// The id of the channel.
    pub channel: u64,
    /// When it was about to be sent.
    pub tried: Timestamp,
}

impl Record {
    /// Notes that a digest is about to be posted because somebody asked for it: to be kept on the disk before it is.
    /// `false` if another post is on its way, or may be.
    pub fn ask(&mut self, request: Request) -> bool {
        if self.request.is_some() || self.is_posting(request.tried) {
            return false;
        }
        self.request = Some(request);
        true
    }

    /// The digest that somebody asked for, until it is known whether it was posted.
    pub fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// Whether the daily digest is being posted just now.
    fn is_posting(&self, now: Timestamp) -> bool {
        let tried = self.pending().filter(|pending| pending.digest.stage == Stage::Tried).and_then(|p| p.tried);
        self.trouble.is_none() && tried.is_some_and(|tried| is_recent(tried, now))
    }

    /// Notes how a digest on request ended; `repeat` if it was only looked for. What is not there is not posted again:
    /// whoever asked for it saw that it failed, and its news are told by the next digest.
    pub(super) fn settle_request(&mut self, repeat: bool, outcome: Outcome) {
        let Some(request) = self.request.clone() else { return };
        match outcome {
            Outcome::Unclear => return,
            Outcome::Later if repeat => return,
            Outcome::Later | Outcome::Absent | Outcome::Refused(_) => {}
            Outcome::Unreadable => self.report(Trouble::Unsure { day: request.asked.date() }),
            Outcome::Posted => self.posted_on_request(&request),
        }
        self.request = None;
    }

    /// What it tells is told, a pause is over, and so is a digest that waited for the end of it, or was in doubt.
    fn posted_on_request(&mut self, request: &Request) {
        let in_doubt = matches!(self.trouble, Some(Trouble::Unsure { .. }));
        self.clear_trouble();
        self.told = Told { seq: request.upto.max(self.told.seq), day: request.asked.date() };
        let over = |stage| stage == Stage::Open || (stage == Stage::Tried && in_doubt);
        if let Some(pending) = self.pending.as_mut().filter(|pending| over(pending.digest.stage)) {
            pending.digest.stage = Stage::Done;
            if pending.open_post().is_none() {
                self.pending = None;
            }
        }
    }
}

impl Request {
    /// Whether it may still be on its way, where this run began it.
    pub fn is_recent(&self, now: Timestamp) -> bool {
        is_recent(self.tried, now)
    }

    /// From when on it is no longer on its way.
    pub fn settled_by(&self) -> Option<Timestamp> {
        self.tried.checked_add(ON_ITS_WAY).ok()
    }
}

/// By a clock that may have been set back meanwhile.
fn is_recent(tried: Timestamp, now: Timestamp) -> bool {
    now.duration_since(tried).abs() < ON_ITS_WAY
}
