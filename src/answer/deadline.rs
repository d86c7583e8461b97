//! Whether one could apply on a day: "could I still apply on 20 May". A deadline is a bound and no day among others: on every
//! day up to it one can, and from the next on it is too late.

use super::known::DEADLINE;
use super::question::Question;
use super::ranking::Ranked;
use super::told_of::{accounts, subjects};
use super::verdict::Verdict;
use crate::fact::{FuzzyDate, Inference, Value};
use crate::search::Index;
use crate::text::Figure;

/// What a question asks of a deadline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    /// The place of the day.
    at: usize,
    /// Whether it asks if it was too late then.
    late: bool,
}

/// Reads whether a question asks if one could apply on a day that it gives, or whether it was too late then; `None` if it
/// asks something else.
pub(super) fn asked(question: &Question) -> Option<Asked> {
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    let applies = texts().any(is_applying);
    let late = texts().any(is_late);
    let bounded = texts().any(|word| matches!(word, "before" | "after" | "by" | "since" | "until"));
    if !question.yes_no || bounded || question.compares || !applies {
        return None;
    }
    let mut days = (0..question.words.len()).filter(|at| is_day(question, *at));
    let at = days.next()?;
    days.next().is_none().then_some(Asked { at, late })
}

impl Asked {
    /// The verdict of the deadline of what the question is about; `None` if none is held, or it says more than that.
    pub(super) fn verdict(&self, index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Verdict> {
        let subject = *subjects(index, question, ranked).first()?;
        let ends = |r: &&Ranked| {
            let doc = index.fact(r.evidence.fact);
            doc.subject == subject
                && doc.fact.attribute.as_str() == DEADLINE
                && accounts(question, r, &|at| self.says(question, at))
        };
        let fact = ranked.iter().find(ends)?.evidence.fact;
        let Value::Date(deadline) = index.fact(fact).fact.value else { return None };
        let day = self.day(question, &deadline)?;
        let open = if day.last_day() <= deadline.last_day() {
            true
        } else if day.first_day() > deadline.last_day() {
            false
        } else {
            return None;
        };
        Some(Verdict::of(fact, (open != self.late) != question.denied))
    }

    /// The day that is asked about; without a year, in that of the deadline.
    fn day(&self, question: &Question, deadline: &FuzzyDate) -> Option<FuzzyDate> {
        match question.words[self.at].expanded.token.figure? {
            Figure::Date(date) if date.year() != 0 => Some(date),
            Figure::Month(month, day) => FuzzyDate::from_parts(deadline.year(), Some(month), day, Inference::Stated),
            _ => None,
        }
    }

    /// Whether a word only says that one applies, or when.
    fn says(&self, question: &Question, at: usize) -> bool {
        at == self.at || is_applying(question.text(at)) || is_late(question.text(at))
    }
}

fn is_applying(word: &str) -> bool {
    matches!(
        word,
        "apply" | "applied" | "applying" | "application" | "applications" | "open" | "submit" | "submitted"
    )
}

fn is_late(word: &str) -> bool {
    matches!(word, "late" | "closed" | "shut" | "over" | "gone")
}

fn is_day(question: &Question, at: usize) -> bool {
    match question.words[at].expanded.token.figure {
        Some(Figure::Date(date)) => date.year() != 0,
        Some(Figure::Month(_, day)) => day.is_some(),
        _ => false,
    }
}
