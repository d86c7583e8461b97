//! What something was before it became what the question names: "where was the mill before Ambry", "it went up to £51,000,
//! what was it before that". Of the values that one attribute has had in turn, the one right before that is told.
//! Cost: only where the question has such a word; the facts of a few subjects that it names, up to a bound.

use super::evidence::EXPLAINED;
use super::known::HOLDER;
use super::question::Question;
use super::reply::Answer;
use super::subject_view::SubjectView;
use super::{abstain, compose, given, kinds, succession};
use crate::search::{FactDoc, Index};
use crate::text::lexicon::Asks;

/// So much of a subject's name must be there.
const NAMED: f32 = 0.6;

/// Facts of one subject that are looked at.
const FACTS: usize = 200;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// Answers what came before a value that the question names; or that nothing older is held;
/// `None` if that is not asked.
pub(super) fn overtaken(index: &Index, question: &Question) -> Option<Answer> {
    let asks = (0..question.words.len()).any(|at| is_before(question.text(at)));
    if !asks || question.yes_no || question.compares {
        return None;
    }
    let mut named = SubjectView::named_so_far(index, question, NAMED);
    named.sort_by(|(_, a), (_, b)| b.cover.total_cmp(&a.cover));
    named.iter().find_map(|(subject, view)| {
        let doc = index.subject(*subject);
        let given = doc.facts.iter().take(FACTS).copied().filter(|fact| is_given(index, question, view, *fact));
        let given: Vec<usize> = given.collect();
        let Some((before, later)) = given.iter().find_map(|fact| Some((succession::before(index, *fact)?, *fact)))
        else {
            // What it became later is no answer. Who came before somebody in a post other facts may tell.
            let told_otherwise = |doc: &FactDoc| doc.fact.attribute.as_str() == HOLDER;
            let is_first = |doc: &FactDoc| !told_otherwise(doc) && is_right_behind(question, doc);
            let first = given.into_iter().find(|fact| is_first(&index.fact(*fact)))?;
            return Some(abstain::undecided(index, first, "I do not hold what was before that."));
        };
        let told = [before, later].map(|fact| compose::sentence(index, &index.fact(fact)));
        Some(compose::reply(index, &told.join(" "), &[before, later], CONFIDENCE))
    })
}

fn is_before(word: &str) -> bool {
    matches!(word, "before" | "prior" | "preceding")
}

/// Whether nothing but small words stands between "before" and a word of the fact's value.
fn is_right_behind(question: &Question, doc: &FactDoc) -> bool {
    let words = &question.words;
    let Some(before) = words.iter().position(|word| is_before(&word.expanded.token.text)) else { return false };
    let behind = words[before + 1..].iter().find(|word| !word.expanded.closed);
    behind.is_some_and(|word| word.expanded.best_in(doc.value) >= EXPLAINED)
}

/// Whether the question gives a fact's value, and asks for one of its kind.
fn is_given(index: &Index, question: &Question, view: &SubjectView, fact: usize) -> bool {
    let doc = index.fact(fact);
    let attribute = &index.attributes()[doc.attribute].attribute;
    // Who held a post is asked by "who", and by no other word of a post.
    let held = attribute.id.as_str() == HOLDER;
    let of_kind = match question.asks {
        Some(Asks::What) | None => !held,
        _ => kinds::can_be_asked(index, question, doc.attribute),
    };
    !attribute.many && of_kind && given::names_value(index, question, &doc, &view.named)
}
