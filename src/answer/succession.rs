//! Succession: of facts with one subject, attribute and period at different dates the newest holds.

use crate::search::{FactDoc, Index};

/// The newest fact that says the same thing of the same subject as this one; this one, where several values hold
/// at once or the dates overlap.
pub fn newest(index: &Index, fact: usize) -> usize {
    let doc = index.fact(fact);
    if index.attributes()[doc.attribute].attribute.many {
        return fact;
    }
    let later = |other: &FactDoc| other.fact.as_of.first_day() > doc.fact.as_of.last_day();
    newest_of(index, &doc, later).unwrap_or(fact)
}

/// The newest fact that says the same thing of the same subject for whatever period: how things are, by what was told last.
/// This one, where several values hold at once or the dates overlap.
pub(super) fn latest(index: &Index, fact: usize) -> usize {
    let doc = index.fact(fact);
    if index.attributes()[doc.attribute].attribute.many {
        return fact;
    }
    let subject = index.subject(doc.subject);
    let same = subject.facts.iter().copied().filter(|at| {
        let other = index.fact(*at);
        other.attribute == doc.attribute && other.fact.as_of.first_day() > doc.fact.as_of.last_day()
    });
    same.max_by_key(|at| (index.fact(*at).fact.as_of.first_day(), std::cmp::Reverse(*at))).unwrap_or(fact)
}

/// The newest of the older facts that say the same thing of the same subject with another value.
pub(super) fn before(index: &Index, fact: usize) -> Option<usize> {
    let doc = index.fact(fact);
    newest_of(index, &doc, |other| {
        other.fact.value != doc.fact.value && other.fact.as_of.last_day() < doc.fact.as_of.first_day()
    })
}

/// The newest of those facts of the same subject, attribute and period that are wanted.
fn newest_of(index: &Index, doc: &FactDoc, wanted: impl Fn(&FactDoc) -> bool) -> Option<usize> {
    let subject = index.subject(doc.subject);
    let same = subject.facts.iter().copied().filter(|at| {
        let other = index.fact(*at);
        other.attribute == doc.attribute && other.fact.period == doc.fact.period && wanted(&other)
    });
    same.max_by_key(|at| (index.fact(*at).fact.as_of.first_day(), std::cmp::Reverse(*at)))
}

/// Whether nothing newer says the same thing.
pub fn is_current(index: &Index, fact: usize) -> bool {
    newest(index, fact) == fact
}
