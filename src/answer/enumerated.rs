//! Several things of one subject: the fact that names just as many as the question says ("which three ferries is it for").

use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::together;
use crate::fact::Value;
use crate::search::Index;
use crate::text::lexicon::Asks;

/// The subject must be named to this share.
const NAMED: f32 = 0.9;

/// A fact that explains so much less of the question than the likeliest is not meant in its place.
const SLACK: f32 = 0.05;

/// An attribute named this clearly is asked for.
const CALLED: f32 = 0.5;

/// So many of the likeliest facts are looked at for one that names as many things as are asked for.
const CLOSE: usize = 4;

/// One of several things that are named one after another has so many words at most.
const ITEM: usize = 4;

/// More things than these are no list that one sentence holds.
const MOST: usize = 9;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.85;

/// Answers a question for several things of one subject; `None` if one thing is asked for, or they are not told.
///
/// `offered` is the likeliest fact, if it is likely enough to be offered at all.
pub(super) fn several(
    index: &Index,
    question: &Question,
    ranked: &[Ranked],
    offered: Option<usize>,
) -> Option<Answer> {
    let of_things = question.asks.is_none_or(|asks| asks == Asks::What);
    if question.yes_no || question.compares || question.extreme.is_some() || !of_things {
        return None;
    }
    let first = ranked.iter().find(|r| Some(r.evidence.fact) == offered && r.evidence.subject >= NAMED)?;
    just_as_many(index, question, ranked, first)
}

/// The fact that names as many things as the question says, of those close behind the likeliest about the same subject.
fn just_as_many(index: &Index, question: &Question, ranked: &[Ranked], first: &Ranked) -> Option<Answer> {
    let n = number_of_things(question)?;
    let subject = index.fact(first.evidence.fact).subject;
    // Another than the likeliest must be what is asked for by name: of a thing that is "late, dear and loud" that is no
    // list of three ferries.
    let close = |r: &&Ranked| {
        let meant = r.evidence.fact == first.evidence.fact || r.evidence.attribute >= CALLED;
        meant
            && r.evidence.objection.is_none()
            && index.fact(r.evidence.fact).subject == subject
            && r.evidence.coverage >= first.evidence.coverage - SLACK
    };
    let names_all = |r: &&Ranked| names(&index.fact(r.evidence.fact).fact.value, n);
    let found = ranked.iter().take(CLOSE).filter(close).find(names_all)?;
    Some(together::together(index, &[found.evidence.fact], CONFIDENCE))
}

/// All values that are held of one attribute, and that they are fewer than the question says.
pub(super) fn all_held(index: &Index, question: &Question, facts: &[usize], confidence: f32) -> Answer {
    let mut answer = together::together(index, facts, confidence);
    if let Some(n) = number_of_things(question).filter(|n| *n > facts.len()) {
        answer.text.push_str(&format!(" I hold {} of the {n}.", facts.len()));
    }
    answer
}

/// How many things are asked for: a small number before a word in the plural.
pub(super) fn number_of_things(question: &Question) -> Option<usize> {
    let small = |at: &usize| question.any_number(*at).is_some_and(|n| n >= 200);
    let before_things = |at: &usize| (at + 1..at + 4).any(|next| is_plural(question, next));
    let at = (0..question.words.len()).filter(small).find(before_things)?;
    usize::try_from(question.any_number(at)? / 100).ok().filter(|n| *n <= MOST)
}

fn is_plural(question: &Question, at: usize) -> bool {
    let text = question.text(at);
    let closed = question.words.get(at).is_none_or(|word| word.expanded.closed);
    !closed && text.len() > 3 && text.ends_with('s') && !text.ends_with("ss")
}

/// Whether a value names just so many things one after another.
fn names(value: &Value, n: usize) -> bool {
    match value {
        Value::List(items) => items.len() == n,
        Value::Text(text) => series(text).contains(&n),
        _ => false,
    }
}

/// How many things each series of a text has: "the lamps, horns and buoys of the pier and the mole" has one of three and
/// one of two.
fn series(text: &str) -> Vec<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends_with_comma = |at: &usize| words[*at].ends_with(',');
    let of = |and: usize| {
        let mut n = 1;
        let mut end = and;
        // Before "and" there may be a comma, too.
        while let Some(comma) = (end.saturating_sub(ITEM + 1)..end.saturating_sub(1)).rev().find(ends_with_comma) {
            n += 1;
            end = comma + 1;
        }
        n + usize::from(end > 0)
    };
    words.iter().enumerate().filter(|(_, word)| **word == "and").map(|(and, _)| of(and)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_things_of_a_series_are_counted() {
        for (text, counts) in [
            ("lamps, horns and buoys", &[3][..]),
            ("the old lamps, the long horns, and buoys", &[3]),
            ("the lamps, horns and buoys of the pier and the mole", &[3, 2]),
            ("the pier and the mole", &[2]),
            ("a foghorn", &[]),
        ] {
            assert_eq!(series(text), counts, "{text}");
        }
    }
}
