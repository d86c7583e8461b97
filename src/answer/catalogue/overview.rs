//! What is held altogether: "what do you know about?"; and of an organisation: "tell me about the yard".

use super::Asked;
use super::of_kind::{owner, so_many};
use crate::answer::reply::{Answer, Outcome, Suggestion};
use crate::answer::{abstain, compose};
use crate::fact::{SubjectKind, Value};
use crate::search::Index;
use crate::text::say;
use std::cmp::Reverse;

/// Kinds of subject that are counted, those with the most subjects.
const KINDS: usize = 4;

/// Says how much is held of what, with a question for each kind that gets an answer; `None` if something else is asked.
pub(super) fn overview(asked: &Asked) -> Option<Answer> {
    let nothing_named = asked.kind.is_none() && asked.rest.is_empty();
    let name_alone = asked.question.asks.is_none() && !asked.question.organisations.is_empty();
    if !nothing_named || !asked.asks_us && !name_alone || asked.lacking {
        return None;
    }
    let index = asked.index;
    let mut kinds: Vec<(SubjectKind, Vec<usize>)> =
        SubjectKind::ALL.iter().map(|(kind, _)| (*kind, asked.subjects(*kind))).collect();
    kinds.retain(|(_, subjects)| !subjects.is_empty());
    let suggestions: Vec<Suggestion> = kinds.iter().filter_map(|(_, subjects)| richest(index, subjects)).collect();
    kinds.sort_by_key(|(_, subjects)| Reverse(subjects.len()));
    let count = |(kind, subjects): &(SubjectKind, Vec<usize>)| so_many(*kind, subjects.len());
    let mut counts: Vec<String> = kinds.iter().take(KINDS).map(count).collect();
    if kinds.len() > KINDS {
        counts.push("more".to_owned());
    }
    let (counts, facts) = (say::list(&counts), say::number(i64::try_from(index.fact_count()).ok()?));
    let held = match owner(asked) {
        Some(owner) => format!("I hold facts about {counts} of {}.", compose::with_article(&owner)),
        None => format!("I hold {facts} facts from {} sources, about {counts}.", index.source_count()),
    };
    let mut answer = abstain::unknown(format!("{held} Ask for instance: {}", suggestions.first()?.question));
    answer.outcome = Outcome::Suggest;
    answer.suggestions = suggestions;
    Some(answer)
}

/// The question of the subject with the most facts, of a sum or a name rather than of something else.
fn richest(index: &Index, subjects: &[usize]) -> Option<Suggestion> {
    let facts = |at: &&usize| (index.subject(**at).facts.len(), Reverse(**at));
    let subject = *subjects.iter().max_by_key(facts)?;
    let telling = |at: &&usize| matches!(index.fact(**at).fact.value, Value::Money(_) | Value::Subject(_));
    let doc = index.subject(subject);
    let asked = doc.facts.iter().find(telling).map(|at| index.fact(*at).fact.attribute.clone());
    Some(abstain::suggestion(index, subject, asked.as_ref()))
}
