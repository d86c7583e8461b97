//! What is counted, and how it is written for Prometheus.

use super::Vitals;
use crate::answer;
use crate::digest;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// One label with a word from a closed list.
type Label = [(&'static str, &'static str); 1];
type Counted = Family<Label, Counter>;

/// Upper bounds in seconds: an answer takes milliseconds, and Discord gives up after three seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0];

/// Whose limit somebody may reach.
const LIMITS: [&str; 3] = ["user", "server", "bot"];

/// What Discord sends for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A command.
    Command,
    /// A click on a button or a menu.
    Component,
    /// A form that was filled in.
    Modal,
    /// What somebody has typed so far.
    Autocomplete,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Command, Kind::Component, Kind::Modal, Kind::Autocomplete];

    /// A word for metrics and log.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Command => "command",
            Kind::Component => "component",
            Kind::Modal => "modal",
            Kind::Autocomplete => "autocomplete",
        }
    }
}

/// Questions so far, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answered.
    pub answered: u64,
    /// Something near was offered.
    pub suggested: u64,
    /// Not held.
    pub unknown: u64,
}

/// What was counted since the start. Shared between threads; nothing in it waits.
#[derive(Debug)]
pub struct Figures {
    questions: Counted,
    interactions: Counted,
    replies: Histogram,
    /// The same as the histogram, to be read: so many up to each bound, and the slower ones.
    took: [AtomicU64; BOUNDS.len() + 1],
    digests: Counted,
    backups: Counted,
    last_backup: Gauge,
    dropped: Counter,
    limited: Counted,
}

impl Default for Figures {
    fn default() -> Self {
        let figures = Self {
            questions: Counted::default(),
            interactions: Counted::default(),
            replies: Histogram::new(BOUNDS),
            took: Default::default(),
            digests: Counted::default(),
            backups: Counted::default(),
            last_backup: Gauge::default(),
            dropped: Counter::default(),
            limited: Counted::default(),
        };
        // A line that is not there yet is no zero: all of them are there from the start.
        let begin = |family: &Counted, words: &[&'static str]| {
            words.iter().for_each(|word| drop(family.get_or_create(&outcome(word))));
        };
        begin(&figures.questions, &["answer", "suggest", "unknown"]);
        begin(&figures.digests, &["posted", "absent", "unclear", "later", "refused", "unreadable"]);
        begin(&figures.backups, &["made", "failed"]);
        LIMITS.iter().for_each(|word| drop(figures.limited.get_or_create(&[("limit", word)])));
        Kind::ALL.iter().for_each(|kind| drop(figures.interactions.get_or_create(&[("kind", kind.word())])));
        figures
    }
}

fn outcome(word: &'static str) -> Label {
    [("outcome", word)]
}

impl Figures {
    /// Counts a question that was answered, or not.
    pub fn asked(&self, what: answer::Outcome) {
        let word = match what {
            answer::Outcome::Answer => "answer",
            answer::Outcome::Suggest => "suggest",
            answer::Outcome::Unknown => "unknown",
        };
        self.questions.get_or_create(&outcome(word)).inc();
    }

    /// Counts an interaction. What is typed needs no reply, so that it says nothing of how long one takes.
    pub fn served(&self, kind: Kind, took: Duration) {
        self.interactions.get_or_create(&[("kind", kind.word())]).inc();
        if kind != Kind::Autocomplete {
            let seconds = took.as_secs_f64();
            self.replies.observe(seconds);
            self.took[BOUNDS.partition_point(|bound| *bound < seconds)].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many commands, clicks and forms there were, and within how many seconds 99 of 100 had their reply: one of a
    /// few bounds, and none if it was longer than the last.
    pub fn replies(&self) -> (u64, Option<f64>) {
        let counts: Vec<u64> = self.took.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        let all: u64 = counts.iter().sum();
        let mut so_far = 0;
        let most = counts.iter().position(|count| {
            so_far += count;
            so_far * 100 >= all * 99
        });
        (all, most.and_then(|at| BOUNDS.get(at).copied()))
    }

    /// Counts a try to post a digest.
    pub fn posted(&self, how: digest::Outcome) {
        let word = match how {
            digest::Outcome::Posted => "posted",
            digest::Outcome::Absent => "absent",
            digest::Outcome::Unclear => "unclear",
            digest::Outcome::Later => "later",
            digest::Outcome::Refused(_) => "refused",
            digest::Outcome::Unreadable => "unreadable",
        };
        self.digests.get_or_create(&outcome(word)).inc();
    }

    /// Counts a backup that was made at this moment, in seconds since 1970; `None` for one that failed.
    pub fn backed_up(&self, at: Option<i64>) {
        self.backups.get_or_create(&outcome(if at.is_some() { "made" } else { "failed" })).inc();
        if let Some(at) = at {
            self.last_backup.set(at);
        }
    }

    /// Notes when an earlier run made the last backup, in seconds since 1970.
    pub fn backup_found(&self, at: i64) {
        self.last_backup.set(at);
    }

    /// Counts an event that could not be read.
    pub fn dropped(&self) {
        self.dropped.inc();
    }

    /// Counts somebody who was told to wait, by whose limit: `user`, `server` or `bot`. No other word is counted.
    pub fn limited(&self, whose: &'static str) {
        if LIMITS.contains(&whose) {
            self.limited.get_or_create(&[("limit", whose)]).inc();
        }
    }

    /// How many events could not be read.
    pub fn dropped_so_far(&self) -> u64 {
        self.dropped.get()
    }

    /// Questions so far.
    pub fn questions(&self) -> Counts {
        let count = |word| self.questions.get_or_create(&outcome(word)).get();
        Counts { answered: count("answer"), suggested: count("suggest"), unknown: count("unknown") }
    }

    /// Digests that stand in their channels, and tries that failed.
    pub fn digests(&self) -> (u64, u64) {
        let count = |word| self.digests.get_or_create(&outcome(word)).get();
        (count("posted"), count("unclear") + count("refused") + count("unreadable") + count("later"))
    }

    /// When the last backup was made, in seconds since 1970.
    pub fn last_backup(&self) -> Option<i64> {
        Some(self.last_backup.get()).filter(|at| *at != 0)
    }

    /// All of it in the text form that Prometheus reads.
    pub(super) fn text(&self, vitals: &Vitals) -> String {
        let mut all = Registry::with_prefix("whitehall");
        all.register("build", "This program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        self.register_counts(&mut all);
        register_vitals(&mut all, vitals);
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &all);
        text
    }

    fn register_counts(&self, all: &mut Registry) {
        all.register("questions", "Questions by what became of them", self.questions.clone());
        all.register("interactions", "What people did on Discord", self.interactions.clone());
        let help = "Seconds from a command, click or form until Discord had the reply";
        all.register("reply_seconds", help, self.replies.clone());
        all.register("dropped_events", "Interactions that could not be read", self.dropped.clone());
        all.register("limited", "People who were told to wait, by whose limit was reached", self.limited.clone());
        all.register("digest_posts", "Tries to post a digest, by what became of them", self.digests.clone());
        all.register("backups", "Daily backups by what became of them", self.backups.clone());
        let help = "When the last daily backup was made, in seconds since 1970; 0 if none is there";
        all.register("last_backup_timestamp_seconds", help, self.last_backup.clone());
    }
}

fn register_vitals(all: &mut Registry, vitals: &Vitals) {
    let Vitals { gateway, pulse, tasks, .. } = vitals;
    all.register("gateway_connected", "Connections to Discord that are up", gauge(gateway.connected));
    all.register("gateway_shards", "Connections to Discord that are begun or up", gauge(gateway.shards));
    all.register("tasks", "What is being done, and what waits for something", gauge(*tasks));
    all.register("facts", "Facts in all layers", gauge(pulse.facts));
    all.register("changes", "Changes in the history", gauge(pulse.changes));
    let writes: Counter = Counter::default();
    writes.inc_by(pulse.writes);
    all.register("store_writes", "Transactions of the store since the start", writes);
    all.register("store_writable", "1 if changes can be saved, 0 since a write failed", gauge(pulse.writable.into()));
    all.register("index_fresh", "1 if answers come from all that is stored", gauge(pulse.fresh.into()));
}

fn gauge(value: u64) -> Gauge {
    let gauge = Gauge::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    gauge
}
