//! Whether a text says that something kept to its schedule or its budget, or missed it: "on time", "behind schedule",
//! "within its budget", "overspent" (schedule and cost adherence, in the words of project management).
//!
//! Cost: one look at each word for each phrase.

use super::scan::month;
use std::ops::Range;

/// What a project keeps to or misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// When it was to be ready.
    Schedule,
    /// What it was to cost.
    Budget,
}

/// What a text says of a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adherence {
    /// Of which.
    pub constraint: Constraint,
    /// Whether it was kept to.
    pub kept: bool,
    /// The places of the words that say so.
    pub words: Range<usize>,
}

use Constraint::{Budget, Schedule};

/// Phrases, as words with the bars of alternatives between; what they say; whether it was kept to.
const PHRASES: &[(&[&str], Constraint, bool)] = &[
    (&["on", "time|schedule|track|course|target|timetable"], Schedule, true),
    (&[STUCK, "to", "time|schedule|timetable|plan"], Schedule, true),
    (&["as", "planned|scheduled|promised"], Schedule, true),
    (&["ahead", "of", "schedule|time|plan"], Schedule, true),
    (&["earlier|sooner|faster", "than", PLANNED], Schedule, true),
    (&["met|meet|meets|meeting|hit|hits|kept|keep", DEADLINE], Schedule, true),
    (&["late"], Schedule, false),
    (&["overdue"], Schedule, false),
    (&["delayed"], Schedule, false),
    (&["behind", "schedule|time|timetable|plan"], Schedule, false),
    (&["off", "track|course|schedule"], Schedule, false),
    (&["later|longer|slower", "than", PLANNED], Schedule, false),
    (&["slipped|slipping|slips|slip"], Schedule, false),
    (&["missed|miss|misses|missing", DEADLINE], Schedule, false),
    (&["within|inside|under|below|on", BUDGET], Budget, true),
    (&[STUCK, "to", BUDGET], Budget, true),
    (&["less|lower|cheaper", "than", BUDGET], Budget, true),
    (&["cheaper", "than", PLANNED], Budget, true),
    (&["cost|costs|costing|spent|spend", "less", "than", PLANNED], Budget, true),
    (&["met|meet|meets|kept|keep|keeps", BUDGET], Budget, true),
    (&["underspent|underspend|underspends"], Budget, true),
    (&["over|above|beyond|past|outside", BUDGET], Budget, false),
    (&[EXCEEDED, BUDGET], Budget, false),
    (&["more|higher|dearer", "than", BUDGET], Budget, false),
    (&["dearer", "than", PLANNED], Budget, false),
    (&["cost|costs|costing|spent|spend", "more", "than", PLANNED], Budget, false),
    (&["overspent|overspend|overspends|overspending"], Budget, false),
];

const PLANNED: &str = "planned|expected|promised|scheduled|intended|budgeted|forecast";
const BUDGET: &str = "budget|budgets";
const DEADLINE: &str = "deadline|deadlines|timetable";
const STUCK: &str = "stick|sticks|stuck|sticking|keep|keeps|kept|keeping|run|ran|running|hold|held";
const EXCEEDED: &str = "exceed|exceeds|exceeded|exceeding|blow|blows|blew|blown|bust|busts|busted|breach|breached|break|\
                        breaks|broke|broken|overshoot|overshot|overrun|overran|outgrow|outgrew|burst|smash|smashed";

/// Words that may stand before a budget or a deadline and change nothing of what is said of it.
const BETWEEN: &[&str] = &[
    "its", "their", "his", "her", "the", "a", "an", "s", "original", "first", "planned", "agreed", "approved", "set",
    "through", "up", "same",
];

/// So many of them at most.
const MOST_BETWEEN: usize = 3;

/// All that a text says of schedules and budgets, in the order of its words. Words are in lower case.
pub fn adherence(words: &[&str]) -> Vec<Adherence> {
    let mut found: Vec<Adherence> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let met = PHRASES.iter().filter_map(|(phrase, constraint, kept)| {
            let end = end_of(words, at, phrase)?;
            let says = || Adherence { constraint: *constraint, kept: *kept, words: at..end };
            (!is_of_something_else(words, at, end)).then(says)
        });
        match met.max_by_key(|adherence| adherence.words.end) {
            Some(adherence) => {
                at = adherence.words.end;
                found.push(adherence);
            }
            None => at += 1,
        }
    }
    found
}

/// The place behind a phrase that begins at a place.
fn end_of(words: &[&str], from: usize, phrase: &[&str]) -> Option<usize> {
    let mut at = from;
    for (nth, alternatives) in phrase.iter().enumerate() {
        if nth > 0 && matches!(*alternatives, BUDGET | DEADLINE) {
            let skipped = words[at..].iter().take_while(|word| BETWEEN.contains(word) && !is_one(alternatives, word));
            at += skipped.count().min(MOST_BETWEEN);
        }
        if !is_one(alternatives, words.get(at)?) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn is_one(alternatives: &str, word: &str) -> bool {
    alternatives.split('|').any(|one| one == word)
}

/// "Late in 2014", "of late" and "too late to apply" tell of no schedule; "the late mast" only says which.
fn is_of_something_else(words: &[&str], from: usize, end: usize) -> bool {
    let before = from.checked_sub(1).map_or("", |at| words[at]);
    let behind = words.get(end).copied().unwrap_or("");
    words[from] == "late" && (before == "of" || before == "too" || behind == "in" || is_month_or_year(behind))
        || matches!(words[from], "late" | "delayed" | "overdue")
            && matches!(before, "the" | "a" | "an" | "its" | "their" | "this" | "that")
        || words[from] == "slip" && before == "a"
}

fn is_month_or_year(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.iter().all(char::is_ascii_digit) && !letters.is_empty() || month(&letters).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(Constraint, bool)> {
        let words: Vec<&str> = text.split(' ').collect();
        adherence(&words).into_iter().map(|said| (said.constraint, said.kept)).collect()
    }

    #[test]
    fn what_kept_to_its_plan_and_what_missed_it() {
        for (text, expected) in [
            ("the mast was finished on time", vec![(Schedule, true)]),
            ("the mast ended four months later than planned", vec![(Schedule, false)]),
            ("delayed and over budget", vec![(Schedule, false), (Budget, false)]),
            ("it kept within its original budget", vec![(Budget, true)]),
            ("it cost £6m less than its budget", vec![(Budget, true)]),
            ("the forecast exceeded the budget", vec![(Budget, false)]),
            ("did they blow the budget", vec![(Budget, false)]),
            ("has it slipped behind schedule", vec![(Schedule, false), (Schedule, false)]),
            ("did it meet its deadline", vec![(Schedule, true)]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_it_says_nothing() {
        for text in [
            "it began late in 2014",
            "on a course",
            "added to the budget",
            "late 2014",
            "what the late mast cost",
            "late september",
            "of late",
            "a slip of paper",
            "what is the budget",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
