//! What the poster does: take what is due, and report what became of it.

use super::content::Made;
use super::keep::{Idle, RECORD, Server, TURNS, Write, write, written};
use super::seen::History;
use crate::app::App;
use crate::digest::{AdminNews, Digest, Due, Outcome, Post, Request, Task, WhenEmpty};
use crate::store::StoreError;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::collections::HashSet;

/// One post to make, or to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The server.
    pub server: u64,
    /// The channel.
    pub channel: u64,
    /// Which of the two posts.
    pub post: Post,
    /// Whether something may have been sent before: then it is looked for first.
    pub repeat: bool,
    /// Whether it is too late to post it: then it is only looked for.
    pub only_look: bool,
    /// When the first try began.
    pub since: Timestamp,
    /// What it says.
    pub content: Content,
}

/// What a post says.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The digest.
    Digest(Digest),
    /// What admins alone see.
    Admins {
        /// The day.
        day: Date,
        /// The news for them.
        news: AdminNews,
    },
    /// A digest that somebody asked for.
    OnRequest {
        /// When, by the clocks of the server's zone.
        asked: DateTime,
        /// The digest.
        digest: Digest,
    },
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The server.
    pub server: u64,
    /// Which of the two posts.
    pub post: Post,
    /// As in the job.
    pub repeat: bool,
    /// As in the job.
    pub only_look: bool,
    /// What happened.
    pub outcome: Outcome,
}

/// What is due now.
#[derive(Debug, Default)]
pub struct Composed {
    /// In the order in which they should be posted; each is noted on the disk as tried.
    pub jobs: Vec<Job>,
    /// When to ask again at the latest; `None` if nothing is ever due.
    pub next: Option<Timestamp>,
    /// Whether there is more, left out because of `most`.
    pub more: bool,
}

impl App {
    /// Takes up to `most` posts that are due, the longest due first, and notes on the disk that they are about to be
    /// sent. `busy` are servers whose last post is still on its way or waits for a retry.
    ///
    /// # Errors
    /// If the store cannot be read or written; then nothing must be posted.
    pub fn take_due_digests(&self, now: Timestamp, busy: &HashSet<u64>, most: usize) -> Result<Composed, StoreError> {
        let mut servers = self.digests.servers();
        let mut composed = Composed::default();
        let mut due: Vec<(Timestamp, u64, u64)> = Vec::new();
        for (id, server) in servers.iter_mut().filter(|(id, server)| server.is_served() && !busy.contains(id)) {
            if let Some(request) = server.record.request().filter(|request| server.asking && request.is_recent(now)) {
                composed.next = soonest(composed.next, request.settled_by());
                continue;
            }
            if let Some(idle) = server.idle.filter(|idle| idle.holds(now)) {
                composed.next = soonest(composed.next, idle.until);
                continue;
            }
            match server.record.task(&server.settings.schedule, now) {
                Task::Wait(until) => {
                    server.idle = Some(Idle { at: now, until });
                    composed.next = soonest(composed.next, until);
                }
                Task::Compose(Due { moment, .. }) => due.push((moment, turn(*id, now), *id)),
                Task::Look { .. } => due.push((now, turn(*id, now), *id)),
                Task::Send { .. } | Task::Settle => {
                    let moment = server.record.pending().map_or(now, |pending| pending.due.moment);
                    due.push((moment, turn(*id, now), *id));
                }
            }
        }
        // Among those due at the same moment none is always the last.
        due.sort_unstable();
        composed.more = due.len() > most;
        let taken: Vec<u64> = due.into_iter().take(most).map(|(_, _, id)| id).collect();
        let seqs = taken.iter().filter_map(|id| servers.get(id).map(|server| server.record.told.seq));
        let history = self.history_since(seqs.min().unwrap_or(u64::MAX))?;
        let upto = self.store.health().last_seq;
        let mut changed: Vec<(u64, Server)> = Vec::new();
        let mut writes: Vec<Write> = Vec::new();
        for id in taken {
            let Some(mut server) = servers.get(&id).cloned() else { continue };
            composed.jobs.extend(self.take_one(id, &mut server, &history, upto, now)?);
            writes.push(written(id, RECORD, &server.record)?);
            changed.push((id, server));
        }
        write(&self.store, &writes)?;
        servers.extend(changed);
        Ok(composed)
    }

    /// What is to be done for one server: at most one post. Changes the record as if it were done.
    fn take_one(
        &self,
        id: u64,
        server: &mut Server,
        history: &History,
        upto: u64,
        now: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        if let Some(request) = server.record.request().cloned() {
            return self.look_for(id, server, history, &request).map(Some);
        }
        if let Task::Compose(due) = server.record.task(&server.settings.schedule, now) {
            self.take_up(id, server, history, due, upto)?;
        }
        let task = server.record.task(&server.settings.schedule, now);
        let (post, channel, repeat, only_look) = match task {
            Task::Send { post, channel, repeat } => (post, channel, repeat, false),
            Task::Settle => match server.record.pending().and_then(|pending| pending.unsettled()) {
                Some((post, channel)) => (post, channel, true, true),
                None => {
                    server.record.give_up();
                    return Ok(None);
                }
            },
            Task::Wait(_) | Task::Compose(_) | Task::Look { .. } => return Ok(None),
        };
        server.record.attempt(post, now);
        let Some(pending) = server.record.pending().cloned() else { return Ok(None) };
        let day = pending.due.day;
        let content = match post {
            Post::Admins => {
                let news = server.news.get_or_insert_with(|| self.admin_news(id, now)).clone();
                Content::Admins { day, news }
            }
            _ => Content::Digest(self.make_digest(id, server, history, day, pending.upto)?.digest),
        };
        let since = pending.tried.unwrap_or(now);
        Ok(Some(Job { server: id, channel, post, repeat, only_look, since, content }))
    }

    /// What somebody asked for and may have been posted.
    fn look_for(
        &self,
        id: u64,
        server: &mut Server,
        history: &History,
        request: &Request,
    ) -> Result<Job, StoreError> {
        let Request { asked, upto, channel, tried } = *request;
        let digest = self.make_digest(id, server, history, asked.date(), upto)?.digest;
        let content = Content::OnRequest { asked, digest };
        let (post, since) = (Post::Request, tried);
        Ok(Job { server: id, channel, post, repeat: true, only_look: true, since, content })
    }

    /// Decides what a day that is due will bring.
    pub(super) fn take_up(
        &self,
        id: u64,
        server: &mut Server,
        history: &History,
        due: Due,
        upto: u64,
    ) -> Result<(), StoreError> {
        let made = self.make_digest(id, server, history, due.day, upto)?;
        server.news = server.settings.admins.map(|_| self.admin_news(id, due.moment));
        let admins = server.settings.admins.filter(|_| server.news.as_ref().is_some_and(|news| !news.is_empty()));
        let wanted = made.has_news || server.settings.when_empty != WhenEmpty::Skip;
        server.record.begin(due, upto, wanted.then_some(server.settings.channel), admins);
        if !wanted {
            self.forget_asked(id);
        }
        Ok(())
    }

    /// Notes how jobs ended, all together.
    ///
    /// # Errors
    /// If the store cannot be written: then the jobs count as tried, and are looked for when it can.
    pub fn report_digests(&self, reports: &[Report]) -> Result<(), StoreError> {
        let mut servers = self.digests.servers();
        let mut changed: Vec<(u64, Server)> = Vec::new();
        let mut writes: Vec<Write> = Vec::new();
        for report in reports {
            let Some(mut server) = servers.get(&report.server).cloned() else { continue };
            let posted = report.post != Post::Admins && report.outcome == Outcome::Posted;
            if posted && let Some(turn) = self.made_again(report.server, &server, report.post)?.turn {
                server.turns.took(&turn, &self.seen(report.server));
                writes.push(written(report.server, TURNS, &server.turns)?);
            }
            if posted {
                self.forget_asked(report.server);
            }
            server.idle = None;
            server.record.settle(report.post, report.repeat, report.outcome);
            server.asking &= server.record.request().is_some();
            if report.post == Post::Admins && server.record.pending().is_none() {
                server.news = None;
            }
            if report.only_look
                && report.post != Post::Request
                && !matches!(report.outcome, Outcome::Posted | Outcome::Absent)
            {
                server.record.give_up();
            }
            writes.push(written(report.server, RECORD, &server.record)?);
            changed.push((report.server, server));
        }
        write(&self.store, &writes)?;
        servers.extend(changed);
        Ok(())
    }

    /// The digest that is being posted, to know whose turn it was. Nothing else has changed it meanwhile.
    fn made_again(&self, id: u64, server: &Server, post: Post) -> Result<Made, StoreError> {
        let told = server.record.told;
        let pending = server.record.pending().map(|pending| (pending.due.day, pending.upto));
        let request = server.record.request().map(|request| (request.asked.date(), request.upto));
        let made = if post == Post::Request { request } else { pending };
        let (day, upto) = made.unwrap_or((told.day, told.seq));
        self.make_digest(id, server, &self.history_since(told.seq)?, day, upto)
    }
}

fn soonest(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A place in the queue that changes from day to day.
fn turn(server: u64, now: Timestamp) -> u64 {
    let day = now.as_second().div_euclid(24 * 60 * 60).unsigned_abs();
    // The multiplier of a well-known generator (splitmix64) spreads neighbouring ids over all places.
    (server ^ day.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 16
}
