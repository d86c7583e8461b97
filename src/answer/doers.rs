//! Who does something to what is named: "who reports to the mate", "which posts support the pier"; and what somebody does who
//! is named: "what does the yard build". The facts of all that do answer, told one after the other.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::{compose, inverse, succession};
use crate::fact::Value;
use crate::search::{FactDoc, Index};
use std::borrow::Cow;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// So many are told in sentences; the rest is counted.
const TOLD: usize = 6;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// Answers with all candidates whose subject does to what the question names what it asks, or has it done by that; `None` if
/// it asks something else, or says more than that.
pub(super) fn doers(index: &Index, question: &Question, hits: &AttributeHits, ranked: &[Ranked]) -> Option<Answer> {
    if question.yes_no || question.compares || question.extreme.is_some() || question.threshold.is_some() {
        return None;
    }
    let object = |doc: &FactDoc| inverse::object(index, question, hits, doc);
    let doer = |doc: &FactDoc| inverse::doer(index, question, hits, doc);
    let facts = accounted_for(index, question, hits, ranked, object);
    // Of one thing that somebody did something else may be asked than that: "what did the auditors criticise".
    let by_name = |done: &[usize]| matches!(index.fact(done[0]).fact.value, Value::Text(_));
    let done = || {
        let done = accounted_for(index, question, hits, ranked, doer);
        Some(done).filter(|done| done.len() > 1 || done.len() == 1 && by_name(done))
    };
    let facts = if facts.is_empty() { done()? } else { facts };
    let told: Vec<String> = facts.iter().take(TOLD).map(|at| compose::sentence(index, &index.fact(*at))).collect();
    let more = facts.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    let text = format!("{}{more}", told.join(" "));
    Some(compose::reply(index, &text, &facts[..facts.len().min(TOLD)], CONFIDENCE))
}

/// The facts that account for all of the question, with the words that `named` tells to be of the one that it names.
fn accounted_for<'a>(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    named: impl Fn(&FactDoc) -> Option<Cow<'a, [usize]>>,
) -> Vec<usize> {
    let does = |r: &&Ranked| {
        let doc = index.fact(r.evidence.fact);
        let Some(named) = named(&doc) else { return false };
        let verb = hits.qualities(doc.attribute);
        let said = |at: usize| {
            let word = &question.words[at];
            word.weight < TELLING
                || named.contains(&at)
                || verb[at] >= EXPLAINED
                || is_people(question.text(at))
                || is_of_the_organisation(index, question, &doc, at)
        };
        r.evidence.objection.is_none()
            && succession::is_current(index, r.evidence.fact)
            && (0..question.words.len()).all(said)
    };
    ranked.iter().filter(does).map(|r| r.evidence.fact).collect()
}

/// Whether a word is of the name of an organisation that the fact's value is part of: "who reports to the yard's mate".
fn is_of_the_organisation(index: &Index, question: &Question, doc: &FactDoc, at: usize) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return false };
    let Some(value) = index.subject_by_id(id.as_str()) else { return false };
    let of_value = |organisation: &usize| index.subject(value).organisations.contains(organisation);
    question
        .organisations
        .iter()
        .any(|mention| (mention.words.0..mention.words.1).contains(&at) && mention.organisations.iter().any(of_value))
}

/// "All those who", "the people who": whoever it is.
fn is_people(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "person"
            | "persons"
            | "staff"
            | "everyone"
            | "everybody"
            | "anyone"
            | "somebody"
            | "all"
            | "those"
            | "everything"
            | "anything"
            | "directly"
    )
}
