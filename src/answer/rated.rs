//! Whether something is rated so: "is the mast on green", "did it come away with a red rating". A light says that its rating is
//! asked about, however the rest is put; and of the lights it is given, only its own is a yes.

use super::question::Question;
use super::ranking::Ranked;
use super::told_of::{accounts, subjects};
use super::verdict::Verdict;
use super::{claims, succession};
use crate::fact::Value;
use crate::search::Index;
use crate::text::{grammar, tokenise};
use std::ops::Range;

/// The verdict on the rating that a question gives something; `None` if it gives none or several, or nothing that it names
/// has any.
pub(super) fn verdict(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Verdict> {
    if !(question.yes_no || question.marked) || question.compares || claims::asks_of_now(question) {
        return None;
    }
    let lights = lights(question)?;
    let given: Vec<&str> = lights.clone().map(|at| question.text(at)).collect();
    let subjects = subjects(index, question, ranked);
    let rated = |r: &&Ranked| {
        let doc = index.fact(r.evidence.fact);
        let rating = matches!(doc.fact.value, Value::Rating(_)) && subjects.first() == Some(&doc.subject);
        rating && accounts(question, r, &lights)
    };
    let facts: Vec<usize> = ranked.iter().filter(rated).map(|r| r.evidence.fact).collect();
    let is_given = |fact: &usize| match &index.fact(*fact).fact.value {
        Value::Rating(rating) => {
            let held: Vec<String> = tokenise(rating).into_iter().map(|token| token.text).collect();
            held == given
        }
        _ => false,
    };
    let newest: Vec<usize> = facts.iter().copied().filter(|fact| succession::is_current(index, *fact)).collect();
    let (agreeing, others): (Vec<usize>, Vec<usize>) = newest.into_iter().partition(is_given);
    if agreeing.is_empty() {
        // "Was it red" is told by what it was; [`super::still`] tells what it became.
        let before = facts.iter().find(|fact| is_given(fact)).map(|fact| (*fact, true));
        // That it is something else now does not deny that it ever was.
        let ever = || (0..question.words.len()).any(|at| matches!(question.text(at), "ever" | "once" | "before"));
        let (fact, given) = before.or_else(|| Some((*others.first().filter(|_| !ever())?, false)))?;
        return Some(Verdict::of(fact, given != question.denied));
    }
    // Two sources that disagree decide nothing.
    others.is_empty().then(|| Verdict::of(agreeing[0], !question.denied))
}

/// The places of the one rating in lights that the question gives: "amber-red" is one.
fn lights(question: &Question) -> Option<Range<usize>> {
    let light = |at: &usize| grammar::is_light(question.text(*at)) && !question.words[*at].frame;
    let first = (0..question.words.len()).find(light)?;
    let end = (first..question.words.len()).find(|at| !light(at)).unwrap_or(question.words.len());
    let more = (end..question.words.len()).any(|at| light(&at));
    (!more && end - first <= 2).then_some(first..end)
}
