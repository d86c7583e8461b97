//! Which of two things is more, asked of what a single fact says of one of them only.

use super::account::TELLING;
use super::{form, segments};
use crate::answer::evidence::{EXPLAINED, Evidence};
use crate::answer::question::Question;
use crate::search::Index;
use crate::text::lexicon::Asks;
use std::ops::Range;

/// So much of what a side says besides the fact's subject must be said by the fact.
const HALF: f32 = 0.5;

/// Whether a question asks which of two things joined by "or" is more, or came first, or by how much one is more than
/// another, and a fact says too little of one of them: what it says of the other is no verdict. Of "the two", which it does
/// not tell apart, a fact says one at most.
pub(in crate::answer) fn leaves_a_side_out(
    index: &Index,
    question: &Question,
    evidence: &Evidence,
    text: &str,
) -> bool {
    let n = question.words.len();
    let ranks = |at: usize| form::is_degree(question.text(at));
    let place = |words: &[&str]| (1..n).find(|at| words.contains(&question.text(*at)));
    if question.yes_no || !(0..n).any(ranks) {
        return false;
    }
    let of_things = matches!(question.asks, None | Some(Asks::What | Asks::Who));
    if of_things && is_of_the_two(question) {
        return true;
    }
    // "Above or below" are no two things.
    let or = place(&["or", "vs", "versus"]).filter(|or| of_things && !ranks(or - 1) && !ranks(or + 1));
    let than = place(&["than"]).filter(|_| matches!(question.asks, Some(Asks::HowMuch | Asks::HowMany)));
    let runs = segments::split(index, question, text);
    let left_out = |run: Option<&Range<usize>>| run.is_some_and(|run| is_left_out(question, evidence, run));
    let behind = |at: usize| runs.iter().find(|run| run.start == at + 1);
    let before = |at: usize| runs.iter().find(|run| run.end == at);
    let either = |at: usize| left_out(before(at)) || left_out(behind(at));
    or.is_some_and(|or| before(or).is_some() && behind(or).is_some() && either(or)) || than.is_some_and(either)
}

/// Whether one of a few is asked for that the question does not name one by one: "of the two posts, which closed first".
fn is_of_the_two(question: &Question) -> bool {
    let few = |text: &str| matches!(text, "two" | "three" | "both");
    (0..question.words.len()).any(|at| {
        let of = question.text(at) == "of" && matches!(question.text(at + 1), "the" | "these" | "those");
        of && few(question.text(at + 2))
    })
}

/// Whether a fact says too little of what a run of words says besides the fact's subject.
fn is_left_out(question: &Question, evidence: &Evidence, run: &Range<usize>) -> bool {
    let own = |at: &usize| {
        let word = &question.words[*at];
        let telling = !word.expanded.closed && word.weight >= TELLING && !form::is_of_the_frame(question.text(*at));
        telling && evidence.by_subject[*at] < EXPLAINED
    };
    let weight = |words: Vec<usize>| -> f32 { words.iter().map(|at| question.words[*at].weight).sum() };
    let words: Vec<usize> = run.clone().filter(own).collect();
    // What people look for a fact by may be what it is set against.
    let said = words.iter().copied().filter(|at| evidence.strict[*at] >= EXPLAINED).collect();
    weight(said) < HALF * weight(words)
}
