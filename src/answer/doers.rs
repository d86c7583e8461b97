//! Who does something to what is named: "who reports to the mate", "which posts support the pier". The facts of all that do
//! answer, told one after the other.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::{compose, inverse, succession};
use crate::search::Index;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// So many are told in sentences; the rest is counted.
const TOLD: usize = 6;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// Answers with all candidates whose subject does to what the question names what it asks; `None` if it asks something
/// else, or says more than that.
pub(super) fn doers(index: &Index, question: &Question, hits: &AttributeHits, ranked: &[Ranked]) -> Option<Answer> {
    if question.yes_no || question.compares || question.extreme.is_some() || question.threshold.is_some() {
        return None;
    }
    let does = |r: &&Ranked| {
        let doc = index.fact(r.evidence.fact);
        let Some(object) = inverse::object(index, question, hits, &doc) else { return false };
        let verb = hits.qualities(doc.attribute);
        let said = |at: usize| {
            let word = &question.words[at];
            word.weight < TELLING || object.contains(&at) || verb[at] >= EXPLAINED || is_people(question.text(at))
        };
        r.evidence.objection.is_none()
            && succession::is_current(index, r.evidence.fact)
            && (0..question.words.len()).all(said)
    };
    let facts: Vec<usize> = ranked.iter().filter(does).map(|r| r.evidence.fact).collect();
    let told: Vec<String> = facts.iter().take(TOLD).map(|at| compose::sentence(index, &index.fact(*at))).collect();
    let more = facts.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    let text = format!("{}{more}", told.join(" "));
    (!facts.is_empty()).then(|| compose::reply(index, &text, &facts[..facts.len().min(TOLD)], CONFIDENCE))
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
    )
}
