//! Succession: of facts with one subject, attribute and period at different dates the newest holds.

use crate::search::Index;

/// The newest fact that says the same thing of the same subject as this one; this one, where several values hold
/// at once or the dates overlap.
pub fn newest(index: &Index, fact: usize) -> usize {
    let doc = index.fact(fact);
    if index.attributes()[doc.attribute].attribute.many {
        return fact;
    }
    let subject = index.subject(doc.subject);
    let later = subject.facts.iter().copied().filter(|at| {
        let other = index.fact(*at);
        other.attribute == doc.attribute
            && other.fact.period == doc.fact.period
            && other.fact.as_of.first_day() > doc.fact.as_of.last_day()
    });
    later.max_by_key(|at| (index.fact(*at).fact.as_of.first_day(), std::cmp::Reverse(*at))).unwrap_or(fact)
}

/// Whether nothing newer says the same thing.
pub fn is_current(index: &Index, fact: usize) -> bool {
    newest(index, fact) == fact
}
