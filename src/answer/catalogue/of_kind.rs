//! The things of a kind that are held, by their names: "which programmes does the yard run"; those that share a title, and
//! who holds them: "who are the deputy keepers".

use super::{Asked, CONFIDENCE, TOLD, as_many, is_plural};
use crate::answer::known::HOLDER;
use crate::answer::reply::Answer;
use crate::answer::{abstain, compose, succession};
use crate::fact::{SubjectKind, Value};
use crate::search::Index;
use crate::text::lexicon::Asks;
use crate::text::say;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Answers with all that is held of the kind or title that the question names.
pub(super) fn all(asked: &Asked, likely: Option<usize>) -> Option<Answer> {
    let Asked { index, question, rest, .. } = asked;
    let title = || is_a_title(asked).then_some(SubjectKind::Role);
    // "The directors of all departments" are no departments.
    let kind = asked.kind.filter(|kind| *kind != SubjectKind::Organisation).or_else(title).or(asked.kind)?;
    let who = question.asks == Some(Asks::Who);
    let people = matches!(kind, SubjectKind::Role | SubjectKind::Person);
    let asks_for_them = asked.several && !asked.lacking && !asked.summing && (!who || people);
    let counted = |at: usize| matches!(index.fact(at).fact.value, Value::Count(_));
    // How many there are may be told by somebody.
    let told = question.asks == Some(Asks::HowMany) && likely.is_some_and(counted);
    let elsewhere = matches!(question.asks, Some(Asks::Where | Asks::When | Asks::HowMuch));
    if !asks_for_them || told || elsewhere {
        return None;
    }
    if kind == SubjectKind::Organisation && rest.is_empty() && question.organisations.is_empty() {
        return organisations(index);
    }
    let subjects = asked.subjects(kind);
    match subjects.len() {
        0 if rest.is_empty() => none_of(asked, kind),
        0 => None,
        // One thing with such words in its name is asked about otherwise.
        1 if !rest.is_empty() => None,
        _ if who && kind == SubjectKind::Role => holders(index, &subjects),
        _ => Some(named(asked, kind, &subjects)),
    }
}

/// Whether what tells in the question are the words of a title in the plural.
fn is_a_title(asked: &Asked) -> bool {
    asked.rest.last().is_some_and(|at| is_plural(asked.question.text(*at)))
}

/// "I hold facts about 2 programmes of the yard: the Lamp Programme; the Horn Programme."
fn named(asked: &Asked, kind: SubjectKind, subjects: &[usize]) -> Answer {
    let index = asked.index;
    let owner = owner(asked);
    let shown = |at: &usize| {
        let doc = index.subject(*at);
        // The owner is said once.
        let name = if owner.is_some() { &doc.subject.name } else { &doc.full_name };
        compose::with_article(name)
    };
    let (names, shown) = as_many(subjects.iter().map(shown));
    let things = so_many(kind, subjects.len());
    let of = owner.map(|owner| format!(" of {}", compose::with_article(&owner))).unwrap_or_default();
    let text = format!("I hold facts about {things}{of}: {names}.");
    let facts: Vec<usize> = subjects.iter().take(shown).filter_map(|at| newest_of(index, *at)).collect();
    compose::reply(index, &text, &facts, CONFIDENCE)
}

/// "one role", "6 people".
pub(super) fn so_many(kind: SubjectKind, n: usize) -> String {
    match (n, kind) {
        (1, _) => format!("one {}", kind.word()),
        (_, SubjectKind::Person) => format!("{n} people"),
        _ => format!("{n} {}", say::plural(kind.word())),
    }
}

/// The organisations of which anything is held, those with the most subjects first.
fn organisations(index: &Index) -> Option<Answer> {
    let subjects = (0..index.subjects().len()).filter(|at| !index.subject(*at).facts.is_empty());
    let mut owned: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for subject in subjects {
        if let Some(owner) = index.subject(subject).organisations.first() {
            owned.entry(*owner).or_default().push(subject);
        }
    }
    let mut owned: Vec<(usize, Vec<usize>)> = owned.into_iter().collect();
    owned.sort_by_key(|(_, subjects)| Reverse(subjects.len()));
    let name = |at: usize| compose::with_article(&index.organisations()[at].organisation.name);
    let (names, shown) = as_many(owned.iter().map(|(at, _)| name(*at)));
    let n = owned.len();
    let things = so_many(SubjectKind::Organisation, n);
    let text = format!("I hold facts about {things}: {names}.");
    let facts: Vec<usize> =
        owned.iter().take(shown).filter_map(|(_, subjects)| newest_of(index, *subjects.first()?)).collect();
    (n > 0).then(|| compose::reply(index, &text, &facts, CONFIDENCE))
}

/// The newest fact of a subject.
fn newest_of(index: &Index, subject: usize) -> Option<usize> {
    let facts = index.subject(subject);
    let facts = facts.facts.iter().copied();
    facts.max_by_key(|at| (index.fact(*at).fact.as_of.first_day(), Reverse(*at)))
}

/// The only organisation that the question names.
pub(super) fn owner(asked: &Asked) -> Option<String> {
    match &asked.question.organisations[..] {
        [mention] => Some(asked.index.organisations()[mention.organisations[0]].organisation.name.clone()),
        _ => None,
    }
}

/// Nothing of the kind is held of the organisation that the question names.
fn none_of(asked: &Asked, kind: SubjectKind) -> Option<Answer> {
    let owner = compose::with_article(&owner(asked)?);
    Some(abstain::unknown(format!("I hold no {} of {owner}.", kind.word())))
}

/// Who holds the posts, as far as it is held.
fn holders(index: &Index, posts: &[usize]) -> Option<Answer> {
    let holder = index.attribute_by_id(HOLDER)?;
    let held = |post: &usize| -> Vec<usize> {
        let doc = index.subject(*post);
        let is_current = |at: &usize| index.fact(*at).attribute == holder && succession::is_current(index, *at);
        doc.facts.iter().copied().filter(is_current).collect()
    };
    let mut facts: Vec<usize> = posts.iter().flat_map(held).collect();
    let n = facts.len();
    facts.truncate(TOLD);
    let mut told: Vec<String> = facts.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
    if n > TOLD {
        told.push(format!("And {} more.", n - TOLD));
    }
    let name = |post: &usize| compose::with_article(&index.subject(*post).full_name);
    let open: Vec<String> = posts.iter().filter(|post| held(post).is_empty()).map(name).collect();
    if n == 0 || open.len() + facts.len() <= TOLD && !open.is_empty() {
        told.push(format!("I hold nobody's name for {}.", as_many(open.into_iter()).0));
    }
    let text = told.join(" ");
    Some(if facts.is_empty() { abstain::unknown(text) } else { compose::reply(index, &text, &facts, CONFIDENCE) })
}
