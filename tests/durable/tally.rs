//! How many were killed at which moment, and what was lost.

use std::collections::BTreeMap;
use std::fmt;

/// When a kill came, seen from the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// It had not said that it was done, and nothing of it is there.
    Before,
    /// It had not said so, and all of it is there.
    Between,
    /// It had said so.
    Acknowledged,
    /// It had ended by itself.
    Ended,
}

#[derive(Default)]
pub struct Tally {
    rounds: BTreeMap<&'static str, BTreeMap<When, u32>>,
    failures: Vec<String>,
}

impl Tally {
    pub fn count(&mut self, moment: &'static str, when: When) {
        *self.rounds.entry(moment).or_default().entry(when).or_default() += 1;
    }

    pub fn fail(&mut self, what: String) {
        println!("{what}");
        self.failures.push(what);
    }

    /// Kills that found a process alive.
    pub fn kills(&self) -> u32 {
        let all = self.rounds.values().flatten();
        all.filter(|(when, _)| **when != When::Ended).map(|(_, count)| count).sum()
    }

    #[track_caller]
    pub fn assert_nothing_lost(&self) {
        println!("{self}");
        assert!(self.failures.is_empty(), "{}", self.failures.join("\n"));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<34}{:>8}{:>9}{:>9}{:>13}{:>7}",
            "moment", "rounds", "nothing", "whole,", "acknowledged", "ended"
        )?;
        writeln!(f, "{:<34}{:>8}{:>9}{:>9}{:>13}{:>7}", "", "", "done", "unsaid", "", "first")?;
        for (moment, counts) in &self.rounds {
            let of = |when| counts.get(&when).copied().unwrap_or_default();
            let (before, between) = (of(When::Before), of(When::Between));
            let (acknowledged, ended) = (of(When::Acknowledged), of(When::Ended));
            let all = before + between + acknowledged + ended;
            writeln!(f, "{moment:<34}{all:>8}{before:>9}{between:>9}{acknowledged:>13}{ended:>7}")?;
        }
        write!(f, "{} kills of a living process; lost or torn: {}", self.kills(), self.failures.len())
    }
}
