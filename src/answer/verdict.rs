//! A verdict: yes or no, and the facts that it rests on.

use super::amounts::lower_article;
use super::compose;
use super::reply::Answer;
use crate::search::Index;

/// Of a hundred verdicts so many are right.
const CONFIDENCE: f32 = 0.94;

/// Whether what is asked is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// It is.
    pub yes: bool,
    /// It rests on what somebody said or expected.
    pub hedged: bool,
    /// The facts that say so, the deciding one first.
    pub facts: Vec<usize>,
}

impl Verdict {
    /// What one fact says.
    pub fn of(fact: usize, yes: bool) -> Self {
        Self { yes, hedged: false, facts: vec![fact] }
    }

    /// "Yes: " or "No: " and what the facts say.
    pub fn reply(&self, index: &Index) -> Answer {
        let sentences: Vec<String> =
            self.facts.iter().map(|fact| compose::sentence(index, &index.fact(*fact))).collect();
        let word = if self.yes { "Yes" } else { "No" };
        let by = if self.hedged { ", by that account" } else { "" };
        let text = format!("{word}{by}: {}", lower_article(&sentences.join(" ")));
        compose::reply(index, &text, &self.facts, CONFIDENCE)
    }
}
