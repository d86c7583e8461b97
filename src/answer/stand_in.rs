//! A person stands for the post that they hold, and a post for who holds it: "what is Ines Grey paid" asks what her post
//! pays, "where did the pilot work before" where its holder did. Nothing of that is held of what is named.
//!
//! Where a question names people or posts of which nothing answers it, it is asked again with the names of the others, and
//! the answer says who held the post, so that nobody takes for the one's what is the other's.
//! Cost: only where nothing else answers; the facts that have the rarest word of a person's name, up to a bound, or those of
//! the post, and the question once more.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::known::{HOLDER, POSITION};
use super::mentions::SubjectMention;
use super::question::Question;
use super::reply::{Answer, Outcome};
use super::rewording::{Instead, reworded};
use super::{compose, succession};
use crate::fact::{SubjectKind, Value};
use crate::search::{Index, TermId};

/// Facts with a word of a name that are looked at.
const LOOKED_AT: usize = 256;

/// An attribute named this clearly is asked for.
const NAMED: f32 = 0.5;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// How sure it is at most that the other was meant.
const CONFIDENCE: f64 = 0.85;

/// Answers a question with the people that it names read as their posts, and posts as who holds them; `None` if it names
/// nobody with just one post and no post with just one holder, or nothing of these answers it either. `ask` answers the
/// text that it is given.
pub(super) fn answer(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ask: impl Fn(&str) -> Answer,
) -> Option<Answer> {
    let standing: Vec<StandIn> =
        question.mentions.iter().filter_map(|mention| stand_in(index, question, mention)).collect();
    if standing.is_empty() {
        return None;
    }
    let others: Vec<Instead> = standing.iter().map(|s| s.instead(index)).collect();
    let mut answer = ask(&reworded(question, &others));
    let of_another = |held: &super::reply::Held| {
        !matches!(held.fact.attribute.as_str(), HOLDER | POSITION)
            && standing.iter().any(|s| index.subject(s.other).subject.id == held.subject.id)
    };
    if answer.outcome != Outcome::Answer || answer.facts.is_empty() || !answer.facts.iter().all(of_another) {
        return None;
    }
    // Where somebody was born is not where their post is.
    let attributes = answer.facts.iter().filter_map(|held| index.attribute_by_id(held.fact.attribute.as_str()));
    if !attributes.into_iter().any(|attribute| is_all_asked(question, hits, &standing, attribute)) {
        return None;
    }
    for holding in standing.iter().map(|s| s.holding) {
        let doc = index.fact(holding);
        let told = compose::reply(index, &compose::sentence(index, &doc), &[holding], 1.0);
        answer.text = compose::fitting(&format!("{} {}", answer.text, told.text), compose::MAX_TEXT);
        answer.facts.extend(told.facts);
        let known: Vec<_> = answer.sources.iter().map(|source| source.id.clone()).collect();
        answer.sources.extend(told.sources.into_iter().filter(|source| !known.contains(&source.id)));
    }
    answer.confidence = answer.confidence.min(CONFIDENCE);
    Some(answer)
}

/// Whether a question asks for an attribute by name, and for nothing else of whom it names.
fn is_all_asked(question: &Question, hits: &AttributeHits, standing: &[StandIn], attribute: usize) -> bool {
    let named = |at: usize| {
        question.mentions.iter().any(|mention| mention.words.contains(&at))
            || standing.iter().any(|stand_in| stand_in.words.contains(&at))
    };
    let asked = hits.qualities(attribute);
    hits.clearest_direct(|at| at == attribute).is_some_and(|(_, strength)| strength >= NAMED)
        && (0..question.words.len()).all(|at| {
            let word = &question.words[at];
            let told = word.expanded.token.figure.is_some() || asked[at] >= EXPLAINED;
            word.weight < TELLING || told || named(at)
        })
}

/// A person with the one post that they hold, or a post with the one who holds it.
struct StandIn {
    /// The places of the name in the question, and of its organisation's; in order.
    words: Vec<usize>,
    /// The post, or who holds it: whichever is not named.
    other: usize,
    /// The fact that says that they hold it.
    holding: usize,
}

impl StandIn {
    /// The name of the other, for the one that is named.
    fn instead(&self, index: &Index) -> Instead {
        let other = index.subject(self.other);
        let article = if other.subject.kind == SubjectKind::Person { "" } else { "the " };
        Instead { words: self.words.clone(), said: format!("{article}{}", other.full_name) }
    }
}

fn stand_in(index: &Index, question: &Question, mention: &SubjectMention) -> Option<StandIn> {
    let [named] = mention.subjects[..] else { return None };
    let person = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Person;
    let names_somebody = || question.mentions.iter().any(|mention| mention.subjects.iter().any(person));
    let (other, holding) = match index.subject(named).subject.kind {
        SubjectKind::Person => post_of(index, named)?,
        // Beside somebody who is named it is the post that is asked about.
        SubjectKind::Role if !names_somebody() => holder_of(index, named)?,
        _ => return None,
    };
    let own = &index.subject(named).organisations;
    let organisations = question.organisations.iter().filter(|m| m.organisations.iter().any(|at| own.contains(at)));
    let mut words = mention.words.clone();
    words.extend(organisations.flat_map(|organisation| organisation.words.0..organisation.words.1));
    words.sort_unstable();
    words.dedup();
    Some(StandIn { words, other, holding })
}

/// Whether a fact says who holds a post now.
fn is_holding(index: &Index, fact: usize) -> bool {
    index.fact(fact).fact.attribute.as_str() == HOLDER && succession::is_current(index, fact)
}

/// The one who holds a post now, with the fact that says so.
fn holder_of(index: &Index, post: usize) -> Option<(usize, usize)> {
    let doc = index.subject(post);
    let held = doc.facts.iter().take(LOOKED_AT).copied();
    let holdings: Vec<usize> = held.filter(|at| is_holding(index, *at)).collect();
    let [holding] = holdings[..] else { return None };
    let holding_of = index.fact(holding);
    let Value::Subject(holder) = &holding_of.fact.value else { return None };
    Some((index.subject_by_id(holder.as_str())?, holding))
}

/// The one post that somebody holds, with the fact that says so.
fn post_of(index: &Index, person: usize) -> Option<(usize, usize)> {
    let doc = index.subject(person);
    let is_person =
        |value: &Value| matches!(value, Value::Subject(id) if index.subject_by_id(id.as_str()) == Some(person));
    let holds = |at: &usize| is_person(&index.fact(*at).fact.value) && is_holding(index, *at);
    let term = rarest(index, doc.names.first()?.terms)?;
    let mut holdings: Vec<usize> =
        index.facts_with(term).take(LOOKED_AT).map(|at| at as usize).filter(holds).collect();
    holdings.dedup_by_key(|at| index.fact(*at).subject);
    let [holding] = holdings[..] else { return None };
    Some((index.fact(holding).subject, holding))
}

/// The word of a name that the fewest facts have, up to a bound.
fn rarest(index: &Index, terms: &[TermId]) -> Option<TermId> {
    terms.iter().copied().min_by_key(|term| index.facts_with(*term).take(LOOKED_AT).count())
}
