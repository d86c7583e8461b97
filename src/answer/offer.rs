//! Questions and names to offer while somebody types.

use super::abstain::canonical_question;
use super::attributes::AttributeHits;
use super::question::Question;
use super::ranking::rank;
use crate::fact::{AttributeId, SubjectKind};
use crate::search::{Expanded, Index};
use crate::text::begin::{begins, word_starts};
use crate::text::tokenise;

/// So many subjects are looked at where nothing is typed: the first are shipped, and nobody has asked for any.
const FIRST: usize = 4_000;

/// Up to `limit` questions that can be answered, nearest to what was typed first; for nothing typed, one about
/// each of the subjects that most is held about.
pub fn questions(index: &Index, typed: &str, limit: usize) -> Vec<String> {
    let question = Question::read(index, typed);
    let facts: Vec<usize> = if question.is_empty() {
        let mut subjects: Vec<_> = index.subjects().iter().take(FIRST).filter(|s| !s.facts.is_empty()).collect();
        subjects.sort_by_key(|s| std::cmp::Reverse(s.facts.len()));
        subjects.iter().filter_map(|s| s.facts.first().copied()).collect()
    } else {
        let hits = AttributeHits::find(index, &question);
        rank(index, &question, &hits)
            .ranked
            .into_iter()
            .filter(|r| r.evidence.coverage > 0.3)
            .map(|r| r.evidence.fact)
            .collect()
    };
    let mut offered: Vec<String> = Vec::new();
    for fact in facts {
        let text = canonical_question(index, &index.fact(fact));
        if !offered.contains(&text) {
            offered.push(text);
        }
        if offered.len() == limit {
            break;
        }
    }
    offered
}

/// Up to `limit` subjects of these kinds (any, if empty), with the attribute if one is given: those with a name
/// that starts with what was typed, then those with a word that does, then those that it may be a typo of.
pub fn subjects(
    index: &Index,
    typed: &str,
    kinds: &[SubjectKind],
    attribute: Option<&AttributeId>,
    limit: usize,
) -> Vec<usize> {
    let wanted = |at: usize| {
        let doc = index.subject(at);
        let has = |id: &AttributeId| doc.facts.iter().any(|fact| index.fact(*fact).fact.attribute == *id);
        (kinds.is_empty() || kinds.contains(&doc.subject.kind)) && attribute.is_none_or(has) && !doc.facts.is_empty()
    };
    let typed = typed.trim().to_lowercase();
    let rank = |at: usize| {
        let doc = index.subject(at);
        let names =
            std::iter::once(&doc.full_name).chain(std::iter::once(&doc.subject.name)).chain(&doc.subject.aliases);
        names.filter_map(|name| prefix_rank(name, &typed)).min()
    };
    let mut found: Vec<(u8, std::cmp::Reverse<usize>, usize)> = index
        .typed_subjects(&typed, |at| rank(at).is_some() && wanted(at))
        .into_iter()
        .filter_map(|at| Some((rank(at)?, std::cmp::Reverse(index.subject(at).facts.len()), at)))
        .collect();
    found.sort();
    let mut subjects: Vec<usize> = found.into_iter().map(|(_, _, at)| at).collect();
    if subjects.len() < limit {
        let words: Vec<Expanded> = index.expand(tokenise(&typed));
        for (at, _) in index.named_subjects(&words.iter().collect::<Vec<_>>(), &[]) {
            if wanted(at) && !subjects.contains(&at) {
                subjects.push(at);
            }
        }
    }
    subjects.truncate(limit);
    subjects
}

/// 0 where the name starts with the text (lower case), 1 where a word of it does; `None` elsewhere.
fn prefix_rank(name: &str, typed: &str) -> Option<u8> {
    let begins = |at: &usize| name.get(*at..).is_some_and(|rest| begins(rest, typed));
    word_starts(name).find(begins).map(|at| u8::from(at > 0))
}
