//! A time that a date is to lie before or behind: "before 2031", "after May 2031", "by the end of 2031".

use super::question::Question;
use crate::fact::{FuzzyDate, Inference};
use crate::text::Figure;

/// On which side of a time a date is to lie, and whether it may be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    By,
    Since,
    After,
}

/// A time that dates are to lie before, or behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeBound {
    side: Side,
    date: FuzzyDate,
    /// The places of the words that set it: the one that makes a bound of the date, the date's, and what is between.
    from: usize,
    to: usize,
}

impl TimeBound {
    /// The bound that a question sets by the date at a place; `None` if there is no date there, or nothing before it
    /// makes a bound of it.
    pub(super) fn at(question: &Question, at: usize) -> Option<Self> {
        let date = match question.words.get(at)?.expanded.token.figure? {
            Figure::Date(date) if date.year() != 0 => date,
            Figure::Year(year) => FuzzyDate::from_parts(year, None, None, Inference::Stated)?,
            _ => return None,
        };
        let from = before(question, at)?;
        let side = match question.text(from) {
            "before" => Side::Before,
            "by" => Side::By,
            "since" => Side::Since,
            "after" => Side::After,
            _ => return None,
        };
        Some(Self { side, date, from, to: at })
    }

    /// Whether a date lies there; `None` where neither can be told.
    pub(super) fn holds(self, date: &FuzzyDate) -> Option<bool> {
        let (starts, ends) = (self.date.first_day(), self.date.last_day());
        let (holds, fails) = match self.side {
            Side::Before => (date.last_day() < starts, date.first_day() >= starts),
            Side::By => (date.last_day() <= ends, date.first_day() > ends),
            Side::Since => (date.first_day() >= starts, date.last_day() < starts),
            Side::After => (date.first_day() > ends, date.last_day() <= ends),
        };
        (holds || fails).then_some(holds)
    }

    /// The places of the words that set it.
    pub(super) fn words(self) -> impl Iterator<Item = usize> {
        self.from..=self.to
    }

    /// Whether all from then on counts: "since 2031".
    pub(super) fn is_since(self) -> bool {
        self.side == Side::Since
    }

    /// Whether it excludes the time itself: "before", "after".
    pub(super) fn is_strict(self) -> bool {
        matches!(self.side, Side::Before | Side::After)
    }
}

/// The place of the word that may make a bound of the date at a place: "by the end of 2031" has it farther in front.
fn before(question: &Question, at: usize) -> Option<usize> {
    let of_the_end = |at: usize| matches!(question.text(at), "the" | "end" | "of");
    (0..at).rev().take(4).find(|at| !of_the_end(*at))
}
