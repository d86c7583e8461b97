//! In which way two things are set against each other: which is more, whether one is, whether they are alike, or how
//! far they lie apart.

use crate::answer::question::Question;
use crate::fact::SpanUnit;
use crate::text::comparatives::{self, Degree, Scale};
use crate::text::lexicon::Asks;

/// What is asked of the things that are set against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Which is more, or, with "yes or no" expected, whether the first is.
    Which,
    /// Whether they are alike.
    Alike,
    /// Whether they are different.
    Unlike,
    /// How far they lie apart; in which unit, where it is time.
    Apart(Option<SpanUnit>),
    /// Nothing: they are only told beside each other.
    Beside,
}

/// How a question sets things against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub form: Form,
    /// Which end of which scale.
    pub degree: Degree,
}

/// Reads it; `None` if the question sets nothing against anything.
pub(super) fn read(question: &Question) -> Option<Reading> {
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    let alike = texts().any(comparatives::is_alike);
    let unlike = texts().any(|word| matches!(word, "different" | "unlike"));
    let against = texts().any(|word| matches!(word, "vs" | "versus" | "compare"));
    let apart = texts().any(comparatives::is_apart);
    let found = degree(question);
    let unit = unit(question);
    let any = Degree { scale: Scale::Any, more: true };
    let form = match question.asks {
        Some(Asks::Why | Asks::Where) => return None,
        // "How old was one when the other began".
        Some(Asks::When) if question.asks_age => Form::Apart(Some(SpanUnit::Year)),
        Some(Asks::When) if !apart && found.is_none_or(|d| d.scale != Scale::Time) => return None,
        _ if apart => Form::Apart(unit),
        Some(Asks::HowLong) => Form::Apart(Some(unit.unwrap_or(SpanUnit::Year))),
        // "how much more", "how many years older", "how far apart".
        Some(Asks::HowMany | Asks::HowMuch) if found.is_some() || unit.is_some() => Form::Apart(unit),
        // "The years between one and the other".
        _ if unit.is_some() && texts().any(|word| word == "between") => Form::Apart(unit),
        _ if texts().any(|word| word == "how") && found.is_some() => Form::Apart(unit),
        _ if alike => Form::Alike,
        _ if unlike && question.yes_no => Form::Unlike,
        _ if found.is_some() || against => Form::Which,
        _ => return None,
    };
    // "its latest forecast" says which forecast; the scale of what lies apart is its own.
    let degree = found.filter(|_| !apart).unwrap_or(any);
    Some(Reading { form, degree })
}

/// Whether one thing is set against another beyond doubt: by a comparative, with a word between them.
pub(super) fn is_beyond_doubt(question: &Question) -> bool {
    let has = |is: &dyn Fn(&str) -> bool| (0..question.words.len()).any(|at| is(question.text(at)));
    let between = |word: &str| matches!(word, "than" | "or" | "vs" | "versus");
    question.threshold.is_none() && has(&|word| comparatives::degree(word).is_some()) && has(&between)
}

/// The degree that is asked for: one with a scale of its own before "more" and "better", and these before "first".
fn degree(question: &Question) -> Option<Degree> {
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    let found = || texts().filter_map(comparatives::degree);
    // What goes back further is older.
    let further = texts().any(|word| matches!(word, "further" | "farther" | "furthest"));
    if further && texts().any(|word| word == "back") {
        return Some(Degree { scale: Scale::Time, more: false });
    }
    // "How far is its latest forecast over its budget" asks for no date.
    let over = texts().any(|word| matches!(word, "over" | "above" | "under" | "below" | "minus"));
    if over && texts().any(|word| word == "far") {
        return Some(Degree { scale: Scale::Any, more: true });
    }
    let own = found().find(|d| d.scale != Scale::Any);
    own.or_else(|| found().next()).or_else(|| texts().find_map(comparatives::order))
}

/// The unit of time that is asked for.
fn unit(question: &Question) -> Option<SpanUnit> {
    (0..question.words.len()).find_map(|at| match question.text(at) {
        "year" | "years" | "yrs" => Some(SpanUnit::Year),
        "month" | "months" => Some(SpanUnit::Month),
        "week" | "weeks" | "wks" => Some(SpanUnit::Week),
        "day" | "days" => Some(SpanUnit::Day),
        _ => None,
    })
}

/// Whether a comparative speaks of two things, not of all ("older", "more").
pub(super) fn is_of_two(question: &Question) -> bool {
    let comparative = |word: &str| {
        comparatives::degree(word).is_some() && (word.ends_with("er") || matches!(word, "more" | "less"))
    };
    (0..question.words.len()).any(|at| comparative(question.text(at)))
}

/// Whether a word is a comparative, a superlative or a word of order.
pub(super) fn is_degree(word: &str) -> bool {
    comparatives::degree(word).or_else(|| comparatives::order(word)).is_some()
}

/// Whether a word only says how things are set against each other.
pub(super) fn is_of_the_frame(word: &str) -> bool {
    const FRAME: &[&str] = &[
        "year",
        "years",
        "month",
        "months",
        "yrs",
        "week",
        "weeks",
        "wks",
        "day",
        "days",
        "one",
        "ones",
        "pair",
        "trio",
        "side",
        "sum",
        "sums",
        "total",
        "totals",
        "compare",
        "compared",
        "comparison",
        "lay",
        "lie",
        "lies",
        "passed",
        "past",
        "far",
        "pass",
        "elapsed",
        "time",
        "date",
        "dates",
        "capped",
        "cap",
        "wait",
        "waited",
        "range",
        "band",
        "bracket",
        "foot",
        "advert",
        "adverts",
        "ad",
        "ads",
        "claim",
        "claims",
        "boast",
        "boasts",
        "top",
        "end",
        "different",
        "unlike",
    ];
    is_degree(word) || FRAME.contains(&word) || comparatives::is_alike(word) || comparatives::is_apart(word)
}

/// Whether the question speaks of where things are told, and not only of the things.
pub(super) fn speaks_of_sources(question: &Question) -> bool {
    let source =
        |word: &str| matches!(word, "advert" | "adverts" | "ad" | "ads" | "article" | "story" | "piece" | "stories");
    (0..question.words.len()).any(|at| source(question.text(at)))
}
