//! Questions, and names while they are typed.

use super::engine::Target;
use super::{index, rounds};
use std::sync::LazyLock;
use whitehall::answer::{self, Outcome, offer};
use whitehall::search::Index;

static NORDMARK: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-nordmark")));

const WORDS: [&str; 40] = [
    "what ",
    "does ",
    "who ",
    "is ",
    "the ",
    "highest ",
    "lowest ",
    "more than ",
    "under ",
    "between ",
    " and ",
    "or ",
    "not ",
    "compare ",
    "all ",
    "which ",
    "when ",
    "in 2023 ",
    "since ",
    "£",
    "NOK ",
    "m",
    "bn",
    "k",
    "%",
    "a year",
    "earn ",
    "cost ",
    "salary ",
    "head of ",
    "deputy ",
    "'s ",
    "?",
    " vs ",
    "latest ",
    "first ",
    "how many ",
    "yes ",
    "1,000 ",
    "2015-16 ",
];

/// The folder's own questions, so that what is mutated means something.
fn target() -> Target<'static> {
    let facts = NORDMARK.facts().iter();
    let seeds = facts.map(|doc| answer::canonical_question(&NORDMARK, &doc).into_bytes()).take(150);
    Target { name: "questions", seeds: seeds.collect(), words: &WORDS, most: 20_000 }
}

fn check(input: &[u8]) -> String {
    let question = String::from_utf8_lossy(input);
    let answer = answer::answer(&NORDMARK, &question);
    assert!(!answer.text.trim().is_empty() && answer.text.chars().count() <= 600, "{}", answer.text);
    assert!((0.0..=1.0).contains(&answer.confidence), "{}", answer.confidence);
    assert_eq!(answer.outcome == Outcome::Answer, !answer.facts.is_empty());
    let facts: Vec<&str> = answer.facts.iter().map(|held| held.fact.id.as_str()).collect();
    format!("{:?} {facts:?} {}", answer.outcome, answer.suggestions.len())
}

fn typing() -> Target<'static> {
    Target { name: "typing", ..target() }
}

fn check_typing(input: &[u8]) -> String {
    let typed = String::from_utf8_lossy(input);
    let questions = offer::questions(&NORDMARK, &typed, 25);
    let subjects = offer::subjects(&NORDMARK, &typed, &[], None, 25);
    assert!(questions.len() <= 25 && subjects.len() <= 25);
    format!("{} {subjects:?}", questions.len())
}

// A question takes a thousand times as long as a date.
rounds!(questions, long_questions, target(), check, 10);
rounds!(what_is_typed, long_what_is_typed, typing(), check_typing, 10);
