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

/// Whether a question asks which of two things joined by "or" is more, or came first, and a fact says too little of one
/// of them: what it says of the other is no verdict.
pub(in crate::answer) fn leaves_a_side_out(
    index: &Index,
    question: &Question,
    evidence: &Evidence,
    text: &str,
) -> bool {
    let n = question.words.len();
    let ranks = |at: usize| form::is_degree(question.text(at));
    let chosen = matches!(question.asks, None | Some(Asks::What | Asks::Who)) && !question.yes_no;
    let Some(or) = (1..n).find(|at| matches!(question.text(*at), "or" | "vs" | "versus")) else { return false };
    // "Above or below" are no two things.
    if !chosen || !(0..n).any(ranks) || ranks(or - 1) || ranks(or + 1) {
        return false;
    }
    let runs = segments::split(index, question, text);
    let before = runs.iter().find(|run| run.end == or);
    let behind = runs.iter().find(|run| run.start == or + 1);
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    [before, behind].into_iter().any(|run| is_left_out(question, evidence, run))
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
