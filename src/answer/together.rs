//! Facts that answer together: several values of one attribute, told in sentences or as a list.

use super::compose;
use super::reply::Answer;
use crate::search::Index;
use crate::text::say;

/// Several facts are told in sentences up to this length, in characters; beyond, as a list.
const SENTENCES: usize = 330;

/// An answer from several facts of one subject and attribute.
pub(super) fn together(index: &Index, facts: &[usize], confidence: f32) -> Answer {
    compose::reply(index, &text_of(index, facts), facts, confidence)
}

/// The facts that answer together with the best: the same subject and attribute.
pub(super) fn group_of(index: &Index, best: usize, others: impl Iterator<Item = usize>) -> Vec<usize> {
    let doc = index.fact(best);
    let mut group = vec![best];
    for at in others {
        let other = index.fact(at);
        let same =
            other.subject == doc.subject && other.attribute == doc.attribute && other.fact.period == doc.fact.period;
        if same && !group.contains(&at) {
            group.push(at);
        }
    }
    group
}

/// One sentence a fact, or the values together where there are many. What two sources say in the same words is said once.
pub(super) fn text_of(index: &Index, group: &[usize]) -> String {
    let mut docs: Vec<_> = group.iter().map(|at| index.fact(*at)).collect();
    let mut said = Vec::new();
    docs.retain(|doc| {
        let sentence = compose::sentence(index, doc);
        let new = !said.contains(&sentence);
        said.push(sentence);
        new
    });
    let [first, rest @ ..] = docs.as_slice() else { return String::new() };
    if rest.is_empty() {
        return compose::sentence(index, first);
    }
    let attribute = &index.attributes()[first.attribute].attribute;
    if attribute.many {
        let mut ordered = docs.clone();
        ordered.sort_by(|a, b| a.fact.id.cmp(&b.fact.id));
        let sentences: Vec<String> = ordered.iter().map(|d| compose::sentence(index, d)).collect();
        let joined = sentences.join(" ");
        // A few sentences read better than a list; many do not fit.
        if ordered.iter().all(|d| d.fact.statement.is_some()) && joined.chars().count() <= SENTENCES {
            return joined;
        }
        let name = compose::subject(&index.subject(first.subject).full_name);
        let (values, date) = compose::values_with_dates(index, &ordered);
        return format!("{name}, {}: {}{date}.", say::plural(&attribute.name), say::list(&values));
    }
    let mut ordered = docs.clone();
    ordered.sort_by_key(|d| std::cmp::Reverse(d.fact.as_of.first_day()));
    let sentences: Vec<String> = ordered.iter().map(|d| compose::sentence(index, d)).collect();
    sentences.join(" ")
}
