//! What stands in a digest: its parts in their order, each only if it has something to say.

use super::calendar;
use super::changes::{self, Changed};
use super::words::{Names, day_words};
use crate::fact::{Fact, SubjectId};
use jiff::civil::Date;
use std::sync::Arc;

/// A subject asked about once a day would tell what one person asked.
const ASKED_AT_LEAST: u32 = 2;

/// The commands that show what found no room: what was changed, and what is held.
const CHANGES: &str = "/fact history";
const FACTS: &str = "/fact list";

/// What a digest is made from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The day of the digest.
    pub today: Date,
    /// The day of the digest before it; of the setting, before the first.
    pub told: Date,
    /// Everything the server sees, in a stable order.
    pub facts: &'a [Arc<Fact>],
    /// What people changed since the digest before it, one entry a fact.
    pub changed: &'a [Changed],
    /// How many changes before those are only to be counted.
    pub earlier: usize,
    /// How often each subject was answered about.
    pub asked: &'a [(SubjectId, u32)],
    /// The subjects that come first.
    pub followed: &'a [SubjectId],
    /// After how many months a salary or forecast has grown old; never, if there are none.
    pub stale_months: Option<u16>,
}

/// One section of a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: &'static str,
    /// Its lines, plain text, the most wanted first; never empty.
    pub lines: Vec<String>,
    /// How many more there are of which no line was made.
    pub unseen: usize,
    /// How many lines it has at most.
    pub most: usize,
    /// The command that shows the rest; without one the rest is left out silently.
    pub more: Option<&'static str>,
}

/// A line with what puts it in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is about.
    pub subject: SubjectId,
    /// Plain text.
    pub text: String,
}

/// The parts that have something to say, in their order.
pub fn parts(material: &Material<'_>, names: &Names<'_>) -> Vec<Part> {
    let changes = changes::lines(material, names);
    let all = [
        part("Corrected or withdrawn", 6, Some(CHANGES), changes.corrections),
        part("New or changed", 8, Some(CHANGES), changes.news),
        part("Sources that contradict each other", 4, Some(CHANGES), changes.contradictions),
        part("In the next seven days", 6, Some(FACTS), calendar::upcoming(material, names)),
        part("Grown old: is there something newer?", 3, Some(FACTS), calendar::stale(material, names)),
        part("Most asked about", 3, None, asked(material, names)),
    ];
    let first = |line: &Line| !material.followed.contains(&line.subject);
    let mut parts: Vec<Part> = all
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(part, mut lines)| {
            lines.sort_by_key(first);
            Part { lines: lines.into_iter().map(|line| line.text).collect(), ..part }
        })
        .collect();
    // What was not looked at is counted once, in the first part that tells changes.
    if let Some(part) = parts.iter_mut().find(|part| part.more == Some(CHANGES)) {
        part.unseen = material.earlier;
    }
    parts
}

fn part(heading: &'static str, most: usize, more: Option<&'static str>, lines: Vec<Line>) -> (Part, Vec<Line>) {
    (Part { heading, lines: Vec::new(), unseen: 0, most, more }, lines)
}

fn asked(material: &Material<'_>, names: &Names<'_>) -> Vec<Line> {
    let mut asked: Vec<_> = material.asked.iter().filter(|(_, times)| *times >= ASKED_AT_LEAST).collect();
    asked.sort_by_key(|(subject, times)| (std::cmp::Reverse(*times), subject.clone()));
    let line = |(subject, times): &(SubjectId, u32)| Line {
        subject: subject.clone(),
        text: format!("{} ({times} times)", names.subject(subject.as_str())),
    };
    asked.into_iter().map(line).collect()
}

/// A digest, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Its day.
    pub day: Date,
    /// The day of the digest before it, where that was not the day before.
    pub since: Option<Date>,
    /// What it says.
    pub body: Body,
}

/// What a digest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// What is new.
    Parts(Vec<Part>),
    /// Nothing is new, in one line.
    Nothing,
    /// Nothing is new, so here is a fact.
    Fact {
        /// Its sentence.
        sentence: String,
        /// Where it was read.
        source: String,
    },
}

impl Digest {
    /// The first line, by which a digest is known again in a channel: no two of a server share it.
    pub fn headline(&self) -> String {
        format!("Digest for {}", day_words(self.day))
    }
}

#[cfg(test)]
#[path = "news_tests.rs"]
mod tests;
