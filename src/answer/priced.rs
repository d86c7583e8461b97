//! By which attribute things are dear: what most things of a kind are said to cost or pay.

use super::evidence::EXPLAINED;
use super::known::COST;
use super::question::Question;
use crate::fact::{SubjectKind, Value};
use crate::search::Index;

/// So many facts of an attribute are looked at to see what its values are like.
const LOOKED_AT: usize = 1_000;

/// The attribute by which what the question speaks of is dear or cheap, if it says so: a post by what most posts are
/// paid, everything else by its cost.
pub(super) fn priced(index: &Index, question: &Question) -> Option<usize> {
    let of_posts = || question.quality_of_kind(SubjectKind::Role).iter().any(|quality| *quality >= EXPLAINED);
    match question.is_of_price() {
        true if of_posts() => usual_money(index, SubjectKind::Role),
        true => index.attribute_by_id(COST),
        false => None,
    }
}

/// The attribute of which most facts about subjects of a kind are sums of money; of those with a great many facts the
/// first.
pub(super) fn usual_money(index: &Index, kind: SubjectKind) -> Option<usize> {
    let count = |attribute: usize| {
        let of_kind = |at: &&usize| {
            let doc = index.fact(**at);
            index.subject(doc.subject).subject.kind == kind && matches!(doc.fact.value, Value::Money(_))
        };
        index.attributes()[attribute].facts.iter().take(LOOKED_AT).filter(of_kind).count()
    };
    (0..index.attributes().len())
        .map(|at| (count(at), at))
        .filter(|(n, _)| *n > 0)
        .max_by_key(|(n, at)| (*n, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}
