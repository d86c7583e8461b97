//! Relations seen from their other side: "what is the old ledger being replaced by" is answered by the fact that the
//! new ledger replaces it. Which attribute looks back from a value to its subject is said in the lexicon (`inverse`).

use super::attributes::AttributeHits;
use super::question::Question;
use crate::fact::Value;
use crate::search::{FactDoc, Index};
use crate::text::grammar;

/// An attribute named less clearly is not asked for.
const NAMED: f32 = 0.3;

/// A word names an attribute itself, and not by what means alike, from this quality on.
const DIRECT: f32 = 0.9;

/// The attribute that the question asks for if the fact answers it from its other side: the question names the fact's
/// value and not its subject, and of the value itself nothing like that is held.
pub(super) fn asked(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> Option<usize> {
    let Value::Subject(id) = &doc.fact.value else { return None };
    let inverse = index.attributes()[doc.attribute].attribute.inverse.as_ref()?;
    let inverse = index.attribute_by_id(inverse.as_str()).filter(|at| hits.strength(*at) >= NAMED)?;
    let value = index.subject_by_id(id.as_str())?;
    let mentioned = |subject: usize| question.mentions.iter().any(|m| m.subjects.contains(&subject));
    // Of two people in turn it is told otherwise who asks for whom.
    let turned_round = || is_turned_round(index, question, hits, doc);
    let other_side = question.turn.is_none() && mentioned(value) && !mentioned(doc.subject) && !turned_round();
    let held = || index.subject(value).facts.iter().any(|at| index.fact(*at).attribute == inverse);
    (other_side && !held()).then_some(inverse)
}

/// Whether the one that does it in the question has it done to it in the fact: "what will the old ledger replace" is not
/// answered by what replaces the old ledger. It stands before the verb, and the verb is not in the passive voice.
pub(super) fn is_turned_round(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return false };
    let attribute = &index.attributes()[doc.attribute].attribute;
    // Where the sentence says "was held by", it is the value that holds.
    let by_value = attribute.say.as_ref().is_none_or(|say| say.contains("by {value}"));
    if question.yes_no || attribute.inverse.is_none() || by_value {
        return false;
    }
    let Some(value) = index.subject_by_id(id.as_str()) else { return false };
    if question.mentions.iter().any(|m| m.subjects.contains(&doc.subject)) {
        return false;
    }
    let Some(mention) = question.mentions.iter().find(|m| m.subjects.contains(&value)) else { return false };
    let names = hits.qualities(doc.attribute);
    let verb =
        (0..names.len()).filter(|at| !mention.words.contains(at)).max_by(|a, b| names[*a].total_cmp(&names[*b]));
    let Some(verb) = verb.filter(|at| names[*at] >= DIRECT) else { return false };
    let passive = |at: usize| {
        let text = question.text(at);
        grammar::is_being(text) || matches!(text, "by" | "being" | "gets" | "got")
    };
    let helped = mention.words.first().is_some_and(|first| has_helper_before(question, *first));
    let before = mention.words.last().is_some_and(|last| *last < verb);
    before && helped && !(0..question.words.len()).any(passive)
}

/// Whether a helping verb stands before a place: "what will the ledger ...", "what did the ledger ...".
fn has_helper_before(question: &Question, at: usize) -> bool {
    (0..at).any(|before| {
        matches!(question.text(before), "will" | "did" | "does" | "do" | "would" | "shall" | "has" | "had")
    })
}
