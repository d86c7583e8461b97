//! The poster of digests: takes what is due, posts it at a pace that Discord allows, reports what became of it.
//!
//! What is about to be posted is on the disk before it is sent ([`App::take_due_digests`]). No time is slept through:
//! the clock on the wall is looked at every few seconds, so that a changed clock or a sleeping laptop delays nothing
//! for long.

mod line;
mod look;
mod message;
mod pace;
mod send;

pub use line::Line;
pub use message::{Shown, admins, card, create, digest_under, shown};
pub use send::{Ended, post};

use super::drain::Drain;
use crate::app::{App, Job, Report};
use crate::digest::{Outcome, Post};
use crate::monitor::Figures;
use jiff::Timestamp;
use serenity::all::UserId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// The clock is looked at no less often.
const GLANCE: Duration = Duration::from_secs(20);
/// Posts that are taken, and noted on the disk, together: what is posted in about a second.
const BATCH: usize = 40;
/// Reports are noted together, no later than this after the first.
const REPORT: Duration = Duration::from_millis(400);
/// How often what was asked is written down.
const KEEP_ASKED: Duration = Duration::from_secs(60);
/// How long posts in flight may take when the bot stops.
const LAST_POSTS: Duration = Duration::from_secs(8);
/// How long to leave a store alone that cannot be written.
const STORE_PAUSE: Duration = Duration::from_secs(60);
/// How long to wait for somebody to give the right to read a channel.
const UNREADABLE_PAUSE: Duration = Duration::from_secs(600);
/// No pause after an error is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Tries this long ago make no pause longer.
const FORGET_TRIES: Duration = Duration::from_secs(3_600);

/// Posts what is due until the bot stops.
pub struct Poster {
    app: Arc<App>,
    line: Line,
    bot: UserId,
    drain: Drain,
    wake: Arc<Notify>,
    queue: VecDeque<Job>,
    flying: JoinSet<Landed>,
    in_flight: HashSet<u64>,
    /// Servers whose last try failed.
    waiting: HashMap<u64, Retry>,
    reports: Vec<Report>,
    first_report: Option<Instant>,
    asked_kept: Instant,
    taken: Instant,
    next: Option<Timestamp>,
    figures: Arc<Figures>,
}

/// A job that is over.
type Landed = (Job, Ended, Start);

/// When a try began, by two clocks: one may be changed, the other stands still while a laptop sleeps.
#[derive(Debug, Clone, Copy)]
struct Start {
    at: Instant,
    by_wall: Timestamp,
}

/// When a server is tried again.
#[derive(Debug, Clone, Copy)]
struct Retry {
    at: Instant,
    tries: u32,
    first: Start,
}

impl Poster {
    /// A poster that is told by `wake` when a setting has changed.
    pub fn new(
        app: Arc<App>,
        line: Line,
        bot: UserId,
        drain: Drain,
        wake: Arc<Notify>,
        figures: Arc<Figures>,
    ) -> Self {
        Self {
            app,
            line,
            bot,
            drain,
            wake,
            queue: VecDeque::new(),
            flying: JoinSet::new(),
            in_flight: HashSet::new(),
            waiting: HashMap::new(),
            reports: Vec::new(),
            first_report: None,
            asked_kept: Instant::now(),
            taken: Instant::now(),
            next: None,
            figures,
        }
    }

    /// Works until the bot is asked to stop; then finishes what is in flight.
    pub async fn run(mut self) {
        let _in_flight = self.drain.begin();
        while !self.drain.is_draining() {
            self.collect();
            self.report_if_due().await;
            self.keep_asked_if_due().await;
            if self.queue.is_empty() {
                self.take().await;
            }
            match self.queue.pop_front() {
                Some(job) => self.start(job).await,
                None => self.rest().await,
            }
        }
        let finish = async { while self.next_landed().await {} };
        if tokio::time::timeout(LAST_POSTS, finish).await.is_err() {
            tracing::warn!("some digests were not confirmed in time; they are looked for at the next start");
        }
        self.report().await;
        self.keep_asked().await;
    }

    /// Takes what is due now.
    async fn take(&mut self) {
        let now = Instant::now();
        self.taken = now;
        self.waiting.retain(|_, retry| now.saturating_duration_since(retry.at) < FORGET_TRIES);
        let pausing = self.waiting.iter().filter(|(_, retry)| retry.at > now).map(|(server, _)| *server);
        // What has landed but is not noted yet would be taken for unfinished.
        let landed = self.reports.iter().map(|report| report.server);
        let busy: HashSet<u64> = self.in_flight.iter().copied().chain(pausing).chain(landed).collect();
        let app = Arc::clone(&self.app);
        let taken = tokio::task::spawn_blocking(move || app.take_due_digests(Timestamp::now(), &busy, BATCH)).await;
        match taken {
            Ok(Ok(composed)) => {
                self.queue.extend(composed.jobs);
                self.next = composed.next;
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "digests cannot be noted, so none is posted");
                self.pause().await;
            }
            Err(error) => {
                tracing::error!(%error, "working out the digests failed");
                self.pause().await;
            }
        }
    }

    async fn pause(&self) {
        tokio::select! {
            () = tokio::time::sleep(STORE_PAUSE) => {}
            () = self.drain.started() => {}
        }
    }

    async fn start(&mut self, job: Job) {
        let (line, bot) = (self.line.clone(), self.bot);
        // Within the minute of its first try in this run the nonce guards it, and nothing need be looked for.
        let guarded = self.waiting.get(&job.server).is_some_and(Retry::is_guarded);
        line.turn().await;
        self.in_flight.insert(job.server);
        let start = Start { at: Instant::now(), by_wall: Timestamp::now() };
        self.flying.spawn(async move {
            let ended = send::carry_out(&line, bot, &job, guarded).await;
            (job, ended, start)
        });
    }

    /// Nothing to do: waits for a landing, the next moment, a change of setting, or a while.
    async fn rest(&mut self) {
        let now = Instant::now();
        // A pause that was over at the last taking has been acted on.
        let open = self.waiting.values().filter(|retry| retry.at > self.taken);
        let retry = open.map(|retry| retry.at.saturating_duration_since(now)).min();
        let report = self.first_report.map(|at| (at + REPORT).saturating_duration_since(now));
        let due = self.next.map(|next| Duration::try_from(next.duration_since(Timestamp::now())).unwrap_or_default());
        let nap = [retry, report, due].into_iter().flatten().min().unwrap_or(GLANCE).min(GLANCE);
        // A moment is never met to the microsecond; a nap of nothing would spin.
        let nap = nap.max(Duration::from_millis(20));
        let (wake, drain) = (Arc::clone(&self.wake), self.drain.clone());
        tokio::select! {
            _ = self.next_landed(), if !self.flying.is_empty() => {}
            () = tokio::time::sleep(nap) => {}
            () = wake.notified() => {}
            () = drain.started() => {}
        }
    }

    fn collect(&mut self) {
        while let Some(landed) = self.flying.try_join_next() {
            self.land(landed);
        }
    }

    async fn next_landed(&mut self) -> bool {
        match self.flying.join_next().await {
            Some(landed) => {
                self.land(landed);
                true
            }
            None => false,
        }
    }

    fn land(&mut self, landed: Result<Landed, tokio::task::JoinError>) {
        let (job, ended, start) = match landed {
            Ok(landed) => landed,
            Err(error) => {
                // Its server stays in flight until the next start, which looks for the post.
                tracing::error!(%error, "posting a digest failed");
                return;
            }
        };
        self.in_flight.remove(&job.server);
        let Job { server, post, repeat, only_look, .. } = job;
        let outcome = ended.outcome;
        self.figures.posted(outcome);
        match outcome {
            Outcome::Posted | Outcome::Absent => {
                self.waiting.remove(&server);
            }
            // Looked for in vain, and never again.
            Outcome::Unreadable | Outcome::Refused(_) if post == Post::Request => {}
            _ => self.wait(server, ended, start),
        }
        self.reports.push(Report { server, post, repeat, only_look, outcome });
        self.first_report.get_or_insert_with(Instant::now);
    }

    fn wait(&mut self, server: u64, ended: Ended, start: Start) {
        let now = Instant::now();
        let fresh = Retry { at: now, tries: 0, first: start };
        let retry = self.waiting.entry(server).or_insert(fresh);
        retry.at = match ended.wait {
            // As long as Discord asks for: this was no failure.
            Some(wait) => now + wait,
            None => {
                retry.tries += 1;
                now + pause_after(ended.outcome, retry.tries)
            }
        };
    }

    async fn report_if_due(&mut self) {
        let due = self.first_report.is_some_and(|first| first.elapsed() >= REPORT);
        if due || self.reports.len() >= BATCH {
            self.report().await;
        }
    }

    async fn report(&mut self) {
        self.first_report = None;
        if self.reports.is_empty() {
            return;
        }
        let (app, reports) = (Arc::clone(&self.app), std::mem::take(&mut self.reports));
        match tokio::task::spawn_blocking(move || app.report_digests(&reports)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "what became of digests cannot be noted"),
            Err(error) => tracing::error!(%error, "noting what became of digests failed"),
        }
    }

    async fn keep_asked_if_due(&mut self) {
        if self.asked_kept.elapsed() >= KEEP_ASKED {
            self.keep_asked().await;
        }
    }

    async fn keep_asked(&mut self) {
        self.asked_kept = Instant::now();
        let app = Arc::clone(&self.app);
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || app.keep_asked()).await {
            tracing::warn!(%error, "what was asked about cannot be noted");
        }
    }
}

impl Retry {
    /// Discord promises to know a nonce for "a few minutes"; a minute by both clocks is surely within that.
    fn is_guarded(&self) -> bool {
        const GUARDED: Duration = Duration::from_secs(60);
        let by_wall = Duration::try_from(Timestamp::now().duration_since(self.first.by_wall));
        self.first.at.elapsed() < GUARDED && by_wall.is_ok_and(|passed| passed < GUARDED)
    }
}

/// How long to leave a server alone after so many tries.
fn pause_after(outcome: Outcome, tries: u32) -> Duration {
    let growing = |factor: u32| {
        let pause = Duration::from_secs(2).checked_mul(factor.saturating_pow(tries.saturating_sub(1)));
        pause.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
    };
    match outcome {
        // A person has to put it right.
        Outcome::Refused(_) => growing(5),
        Outcome::Unreadable => UNREADABLE_PAUSE,
        Outcome::Unclear | Outcome::Later | Outcome::Posted | Outcome::Absent => growing(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_but_not_for_ever() {
        let seconds = |outcome| (1..=9).map(|tries| pause_after(outcome, tries).as_secs()).collect::<Vec<_>>();
        assert_eq!(seconds(Outcome::Unclear), [2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(seconds(Outcome::Refused(403))[..3], [2, 10, 50]);
        assert_eq!(pause_after(Outcome::Later, u32::MAX), LONGEST_PAUSE);
    }
}
