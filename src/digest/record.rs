//! What is remembered of a server's digests, and how it changes: which day is due, what is about to be posted, what
//! became of it. Time is passed in; nothing here reads a clock.
//!
//! The rule is one digest for each local day whose moment passes while the setting holds. A day is taken up within
//! [`CATCH_UP`] of its moment, and noted before anything is posted, so that a crash at any point leaves a note from
//! which the repeat knows that it is one.

use super::request::Request;
use super::schedule::{Due, Schedule};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How late a digest may come; later than this it is left out, and the next covers the gap.
pub const CATCH_UP: SignedDuration = SignedDuration::from_hours(6);

/// So many refusals in a row (no right to post, no such channel) pause the digest.
pub const REFUSALS: u8 = 3;

/// A clock that was wrong by more than any change of zone explains.
const WRONG_CLOCK: SignedDuration = SignedDuration::from_hours(30);

/// What is remembered of one server's digests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Only moments after this count: when the schedule was set.
    since: Timestamp,
    /// The last day that was taken up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done: Option<Due>,
    /// The digest that is being posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending: Option<Pending>,
    /// The digest that somebody asked for, until it is known whether it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<Request>,
    /// How far the digests so far have told what changed.
    pub told: Told,
    /// Refusals in a row.
    #[serde(default)]
    refusals: u8,
    /// Why nothing is posted at present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
    /// Admins that know of the trouble, by their Discord ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<u64>,
}

/// How far the digests so far have told what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The number of the last change in the history.
    pub seq: u64,
    /// The day of the digest that told it; the day of the setting before the first one.
    pub day: Date,
}

/// The posts of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Post {
    /// The digest itself.
    Digest,
    /// What only admins see, in a channel of theirs.
    Admins,
    /// A digest that somebody asked for, beside the daily one.
    Request,
}

/// How far a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// To be posted; nothing was sent yet.
    Open,
    /// Perhaps posted: something was sent, or was about to be.
    Tried,
    /// Posted, or not wanted.
    Done,
}

/// How far a post is, and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sending {
    pub(super) stage: Stage,
    /// The id of the channel; after a first try it stays the same, so that the post is looked for where it may be.
    channel: u64,
}

/// A digest between its moment and the last of its posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Which.
    pub due: Due,
    /// The number of the last change that it tells.
    pub upto: u64,
    pub(super) digest: Sending,
    admins: Sending,
    /// When the first try began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Timestamp>,
}

/// Why nothing is posted, for admins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trouble {
    /// Discord refused [`REFUSALS`] times in a row.
    Paused {
        /// What Discord said: 403 or 404.
        status: u16,
    },
    /// It is not known whether a digest was posted before a crash, because the channel's history cannot be read.
    Unsure {
        /// The day of the digest.
        day: Date,
    },
    /// What was kept of the digest cannot be read (any more).
    Unreadable,
}

/// What has to be done for a server now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Nothing before this moment; never, if there is none.
    Wait(Option<Timestamp>),
    /// Work out the digest of this day, then call [`Record::begin`].
    Compose(Due),
    /// Post it. If something may have been sent before, look for that first.
    Send {
        /// Which of the two.
        post: Post,
        /// The id of the channel.
        channel: u64,
        /// Whether something may have been sent before.
        repeat: bool,
    },
    /// Find out whether what somebody asked for was posted, before anything else is.
    Look {
        /// The id of the channel.
        channel: u64,
    },
    /// It is too late to post; only find out whether it was posted before a crash.
    Settle,
}

/// How a try to post ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in the channel.
    Posted,
    /// It was looked for and is not there; too late to post it.
    Absent,
    /// It may stand there or not: a dropped connection, an error of Discord's.
    Unclear,
    /// It was not posted this time, and may be later: too many requests.
    Later,
    /// Discord refused it, with 403 or 404.
    Refused(u16),
    /// It may have been posted before, and the channel's history cannot be read.
    Unreadable,
}

impl Record {
    /// The record of a digest that was just set; what changed up to `seq` is no news.
    pub fn new(schedule: &Schedule, now: Timestamp, seq: u64) -> Self {
        Self {
            since: now,
            done: None,
            pending: None,
            request: None,
            told: Told { seq, day: schedule.day_of(now) },
            refusals: 0,
            trouble: None,
            informed: Vec::new(),
        }
    }

    /// What has to be done now. Changes nothing but what a wrong clock left behind.
    pub fn task(&mut self, schedule: &Schedule, now: Timestamp) -> Task {
        self.heal(now);
        match &self.request {
            Some(request) => Task::Look { channel: request.channel },
            None => self.daily_task(schedule, now),
        }
    }

    fn daily_task(&self, schedule: &Schedule, now: Timestamp) -> Task {
        if let Some(pending) = &self.pending {
            let late = now.duration_since(pending.due.moment) > CATCH_UP;
            return match (pending.open_post(), &self.trouble) {
                (None, _) => Task::Wait(Some(now)),
                (Some(_), _) if late => Task::Settle,
                (Some(_), Some(Trouble::Paused { .. })) => Task::Wait(pending.due.moment.checked_add(CATCH_UP).ok()),
                (Some((post, sending)), _) => {
                    Task::Send { post, channel: sending.channel, repeat: sending.stage == Stage::Tried }
                }
            };
        }
        match self.due(schedule, now) {
            Some(due) => Task::Compose(due),
            None => {
                let after = now.max(self.since);
                Task::Wait(schedule.next_due(after, self.done.map(|done| done.day)).map(|due| due.moment))
            }
        }
    }

    /// The day that is due and not taken up yet, however late.
    fn due(&self, schedule: &Schedule, now: Timestamp) -> Option<Due> {
        let due = schedule.last_due(now)?;
        let new = self.done.is_none_or(|done| due.day > done.day) && due.moment > self.since;
        (new && now.duration_since(due.moment) <= CATCH_UP).then_some(due)
    }

    /// Takes up a day: its posts go to these channels; those that have nothing to say have none.
    pub fn begin(&mut self, due: Due, upto: u64, digest: Option<u64>, admins: Option<u64>) {
        let sending = |channel: Option<u64>| Sending {
            stage: if channel.is_some() { Stage::Open } else { Stage::Done },
            channel: channel.unwrap_or_default(),
        };
        self.done = Some(due);
        let (digest_post, admins_post) = (sending(digest), sending(admins));
        let any = digest.or(admins).is_some();
        self.pending = any.then_some(Pending { due, upto, digest: digest_post, admins: admins_post, tried: None });
    }

    /// The channels were changed: what was not sent yet goes to the new ones.
    pub fn redirect(&mut self, digest: u64, admins: Option<u64>) {
        let Some(pending) = &mut self.pending else { return };
        for (sending, channel) in [(&mut pending.digest, Some(digest)), (&mut pending.admins, admins)] {
            match (sending.stage, channel) {
                (Stage::Open, Some(channel)) => sending.channel = channel,
                (Stage::Open, None) => sending.stage = Stage::Done,
                (Stage::Tried | Stage::Done, _) => {}
            }
        }
    }

    /// Notes that a post is about to be sent: to be kept on the disk before it is.
    pub fn attempt(&mut self, post: Post, now: Timestamp) {
        if let Some(pending) = &mut self.pending {
            pending.note(post, Stage::Tried);
            pending.tried.get_or_insert(now);
        }
    }

    /// Notes how a try ended. `repeat` as it was in the task.
    pub fn settle(&mut self, post: Post, repeat: bool, outcome: Outcome) {
        if post == Post::Request {
            return self.settle_request(repeat, outcome);
        }
        let Some(pending) = &mut self.pending else { return };
        match outcome {
            Outcome::Posted => {
                pending.note(post, Stage::Done);
                if post == Post::Digest {
                    // What was asked for meanwhile may have told more.
                    let seq = pending.upto.max(self.told.seq);
                    self.told = Told { seq, day: pending.due.day };
                }
                let day = pending.due.day;
                // Nobody has been told yet that another day's digest is in doubt.
                let untold = self.informed.is_empty()
                    && matches!(self.trouble, Some(Trouble::Unsure { day: other }) if other != day);
                self.refusals = 0;
                if !untold {
                    self.clear_trouble();
                }
            }
            Outcome::Absent => pending.note(post, Stage::Done),
            Outcome::Unclear => {}
            // This try did not post anything; an earlier one may have.
            Outcome::Later => pending.note(post, if repeat { Stage::Tried } else { Stage::Open }),
            Outcome::Refused(status) => {
                pending.note(post, if repeat { Stage::Tried } else { Stage::Open });
                self.refusals = self.refusals.saturating_add(1);
                if self.refusals >= REFUSALS {
                    self.report(Trouble::Paused { status });
                }
            }
            Outcome::Unreadable => {
                let day = pending.due.day;
                self.report(Trouble::Unsure { day });
            }
        }
        if self.pending.as_ref().is_some_and(|pending| pending.open_post().is_none()) {
            self.pending = None;
        }
    }

    /// The day that is due and was not taken up, to be taken up before the setting changes. What is too late to be
    /// posted is given up.
    pub fn owed(&mut self, schedule: &Schedule, now: Timestamp) -> Option<Due> {
        self.heal(now);
        if self.daily_task(schedule, now) == Task::Settle {
            self.give_up();
        }
        match self.daily_task(schedule, now) {
            Task::Compose(due) => Some(due),
            _ => None,
        }
    }

    /// Gives up a digest that is too late, without knowing more.
    pub fn give_up(&mut self) {
        self.pending = None;
    }

    pub(super) fn report(&mut self, trouble: Trouble) {
        if self.trouble.as_ref() != Some(&trouble) {
            self.informed.clear();
            self.trouble = Some(trouble);
        }
    }

    pub(super) fn clear_trouble(&mut self) {
        self.refusals = 0;
        self.trouble = None;
        self.informed.clear();
    }

    /// The setting changes. A day that is due under the old schedule is still owed; from then on moments of the new
    /// one count, and no day has a second digest. Troubles are forgotten: the new setting was checked.
    pub fn reschedule(&mut self, old: &Schedule, new: &Schedule, now: Timestamp) {
        self.clear_trouble();
        if old == new {
            return;
        }
        self.since = now;
        if old.zone != new.zone {
            // Of the new calendar, that day is done in which the last moment lies; and no date has two digests.
            self.done = self.done.map(|done| Due { day: done.day.max(new.day_of(done.moment)), ..done });
        }
    }

    /// Switches back on what was switched off: what changed up to `seq` is no news, and no day is posted twice.
    pub fn restart(&mut self, old: &Schedule, new: &Schedule, now: Timestamp, seq: u64) {
        self.reschedule(old, new, now);
        self.since = now;
        self.pending = None;
        self.request = None;
        self.told = Told { seq, day: new.day_of(now) };
    }

    /// The digest that is being posted.
    pub fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// When the next digest is due.
    pub fn next(&self, schedule: &Schedule, now: Timestamp) -> Option<Due> {
        schedule.next_due(now.max(self.since), self.done.map(|done| done.day))
    }

    /// Times that lie far ahead were noted by a clock that was wrong; they must not silence the digest until then.
    fn heal(&mut self, now: Timestamp) {
        let wrong = |noted: Timestamp| noted.duration_since(now) > WRONG_CLOCK;
        if wrong(self.since) {
            self.since = now;
        }
        if self.done.is_some_and(|done| wrong(done.moment)) {
            self.done = None;
            self.since = now;
        }
        if self.pending.as_ref().is_some_and(|pending| wrong(pending.due.moment)) {
            self.pending = None;
        }
        if self.request.as_ref().is_some_and(|request| wrong(request.tried)) {
            self.request = None;
        }
    }
}

impl Pending {
    /// The post that is to be sent next.
    pub(super) fn open_post(&self) -> Option<(Post, Sending)> {
        let posts = [(Post::Digest, self.digest), (Post::Admins, self.admins)];
        posts.into_iter().find(|(_, sending)| sending.stage != Stage::Done)
    }

    fn note(&mut self, post: Post, stage: Stage) {
        match post {
            Post::Digest => self.digest.stage = stage,
            Post::Admins => self.admins.stage = stage,
            Post::Request => {}
        }
    }

    /// The post that [`Task::Settle`] is about, and its channel, if something may have been sent.
    pub fn unsettled(&self) -> Option<(Post, u64)> {
        let tried = self.open_post().filter(|(_, sending)| sending.stage == Stage::Tried);
        tried.map(|(post, sending)| (post, sending.channel))
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
