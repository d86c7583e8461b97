//! Relations seen from their other side: "what is the old ledger being replaced by" is answered by the fact that the
//! new ledger replaces it. Which attribute looks back from a value to its subject is said in the lexicon (`inverse`).

use super::attributes::AttributeHits;
use super::question::Question;
use crate::fact::Value;
use crate::search::{FactDoc, Index};

/// An attribute named less clearly is not asked for.
const NAMED: f32 = 0.3;

/// The attribute that the question asks for if the fact answers it from its other side: the question names the fact's
/// value and not its subject, and of the value itself nothing like that is held.
pub(super) fn asked(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> Option<usize> {
    let Value::Subject(id) = &doc.fact.value else { return None };
    let inverse = index.attributes()[doc.attribute].attribute.inverse.as_ref()?;
    let inverse = index.attribute_by_id(inverse.as_str()).filter(|at| hits.strength(*at) >= NAMED)?;
    let value = index.subject_by_id(id.as_str())?;
    let mentioned = |subject: usize| question.mentions.iter().any(|m| m.subjects.contains(&subject));
    // Of two people in turn it is told otherwise who asks for whom.
    let other_side = question.turn.is_none() && mentioned(value) && !mentioned(doc.subject);
    let held = || index.subject(value).facts.iter().any(|at| index.fact(*at).attribute == inverse);
    (other_side && !held()).then_some(inverse)
}
