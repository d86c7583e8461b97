//! What a yes/no question asks of whatever it claims: "is the mate paid £30,000" claims a sum, and asks of it what "is
//! the mate paid how much" does (an echo question: Huddleston and Pullum 2002, "The Cambridge Grammar of the English
//! Language", chapter 10). A claim that no fact says hides the fact that it is about; with a question word in its place
//! that fact is found as any other.
//! Cost: only where nothing else decides; the question once more for each claim, up to a bound.

use super::contradict;
use super::question::Question;
use super::rewording::{Instead, reworded};
use crate::fact::SubjectKind;
use crate::search::Index;
use crate::text::{Figure, Scale, grammar};
use std::ops::RangeInclusive;

/// Claims that are tried.
const TRIED: usize = 3;

/// A yes/no question with a question word for each thing that it may claim, the last named first.
pub(super) fn echoes(index: &Index, question: &Question) -> Vec<String> {
    let mut claims: Vec<Instead> = named(index, question).collect();
    claims.extend((0..question.words.len()).filter_map(|at| said(question, at)));
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.words.last().copied()));
    claims.dedup_by(|later, earlier| later.words.last().is_some_and(|last| earlier.words.contains(last)));
    claims.into_iter().take(TRIED).map(|claim| reworded(question, &[claim])).collect()
}

/// The subjects that it names as claims: somebody by "whom", all else by "what".
fn named<'a>(index: &'a Index, question: &'a Question) -> impl Iterator<Item = Instead> + 'a {
    question.mentions.iter().filter_map(|mention| {
        let person = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Person;
        let asked_by = if mention.subjects.iter().all(person) { "whom" } else { "what" };
        Some(claim(*mention.words.first()?..=*mention.words.last()?, asked_by))
    })
}

/// Words of a question that may be what it claims, and the question words that ask for such a thing.
fn claim(words: RangeInclusive<usize>, asked_by: &str) -> Instead {
    Instead { words: words.collect(), said: asked_by.to_owned() }
}

/// The figure, rating, place or unknown name that begins at a place, as a claim.
fn said(question: &Question, at: usize) -> Option<Instead> {
    let word = &question.words[at];
    if word.frame || question.mentions.iter().any(|mention| mention.words.contains(&at)) {
        return None;
    }
    match word.expanded.token.figure {
        Some(Figure::Date(_) | Figure::Year(_) | Figure::Month(..)) => {
            Some(claim(leading(question, at)..=at, "when"))
        }
        Some(Figure::Number { scale: Scale::Money, .. }) => Some(claim(leading(question, at)..=at, "how much")),
        Some(_) => None,
        None if grammar::is_light(question.text(at)) => Some(claim(at..=at, "what rating")),
        None if word.expanded.closed => None,
        None if contradict::placed(question, at) => Some(claim(at - 1..=at, "where")),
        None if word.is_name() && at > 0 && !question.shouting => {
            let last = (at..question.words.len()).take_while(|at| question.words[*at].is_name()).last()?;
            Some(claim(at..=last, "whom"))
        }
        None => None,
    }
}

/// The first of the small words that lead up to a figure: "by the end of 2031", "on 4 May", "more than £3m".
fn leading(question: &Question, at: usize) -> usize {
    let leads = |at: usize| {
        let text = question.text(at);
        matches!(text, "by" | "before" | "after" | "since" | "in" | "on" | "the" | "end" | "of" | "than")
            || grammar::is_more(text)
            || grammar::is_less(text)
    };
    (1..=at).rev().find(|from| !leads(from - 1)).unwrap_or(at)
}
