//! Questions that say plainly what they want: a subject by its full name, and either one of its attributes or
//! nothing else. They need no weighing.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::features::Features;
use super::known::{DESCRIPTION, FULL_NAME, POSITION, PURPOSE};
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::{compose, kinds, objections, succession, turns};
use crate::fact::{SubjectKind, ValueKind};
use crate::search::Index;
use crate::text::lexicon::Asks;

/// How sure a plain question's answer is.
const CONFIDENCE: f32 = 0.96;

/// An attribute of which nothing is held is meant from this strength on.
const NOT_HELD: f32 = 0.6;

/// An attribute named this clearly is called by its own name or phrase.
pub(super) const CALLED: f32 = 0.8;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// A word of small talk may name an attribute at least so clearly.
const FAINTLY: f32 = 0.3;

/// An attribute named this clearly is asked for.
const ASKS_MORE: f32 = 0.35;

/// The attributes that say what a subject is, the most telling first.
const WHAT_IT_IS: [&str; 4] = [DESCRIPTION, PURPOSE, POSITION, FULL_NAME];

/// What a person is, first.
const WHO_IT_IS: [&str; 3] = [POSITION, DESCRIPTION, FULL_NAME];

/// Whether a candidate is plainly what is asked for: its subject named in full, its attribute named or the only
/// thing that can be meant, and no telling word left over.
pub(super) fn is_plain(index: &Index, question: &Question, hits: &AttributeHits, candidate: &Ranked) -> bool {
    let evidence = &candidate.evidence;
    let doc = index.fact(evidence.fact);
    let mentioned = evidence.inverse || question.mentions.iter().any(|m| m.subjects.contains(&doc.subject));
    let explained = |at: usize| {
        // How people also look for a fact does not say that it is what they ask for, unless the rest does.
        let sure = evidence.likeness.is_close() || evidence.attribute >= CALLED;
        let said = if sure { evidence.direct[at] } else { evidence.strict[at] };
        question.words[at].weight.max(hits.raised_weight(at)) < TELLING || said >= EXPLAINED
    };
    let fits = evidence.fit >= kinds::WELL;
    let named =
        evidence.attribute >= 0.5 && hits.clearest().is_none_or(|at| hits.strength(at) <= evidence.attribute + 0.2);
    let only = evidence.asked < TELLING
        && (only_of_kind(index, question, hits, candidate) || objections::says_who(index, question, &doc));
    // "what did she say": a word that says next to nothing names an attribute where nothing else is said.
    let faintly = evidence.asked < TELLING && evidence.attribute >= FAINTLY && hits.clearest() == Some(doc.attribute);
    let plainly = mentioned && fits && (named || only || faintly) && clean(&candidate.features);
    // Who came after one came before the other, by whichever attribute it is asked for; small words name one.
    let small = |at: usize| question.words[at].expanded.closed;
    let all = 0..question.words.len();
    plainly && all.clone().all(explained)
        || turns::tells(index, question, &doc) && all.clone().all(|at| small(at) || explained(at))
}

/// Nothing counts against it: no other subject, attribute or kind is asked for.
fn clean(features: &Features) -> bool {
    let at = |name: &str| super::features::NAMES.iter().position(|n| *n == name).map_or(0.0, |i| features[i]);
    at("missed") == 0.0 && at("claimed") == 0.0 && at("wrong_kind") == 0.0 && at("not_held") < NOT_HELD
}

/// Whether no other attribute of the subject has a value of the kind that the question asks for, or is named sooner.
fn only_of_kind(index: &Index, question: &Question, hits: &AttributeHits, candidate: &Ranked) -> bool {
    let doc = index.fact(candidate.evidence.fact);
    if question.asks.is_none_or(|asks| asks == Asks::What) {
        return false;
    }
    let seen = candidate.evidence.seen();
    index.subject(doc.subject).facts.iter().map(|at| index.fact(*at)).all(|other| {
        let sooner = hits.strength(other.attribute) > hits.strength(doc.attribute) + ASKS_MORE;
        other.attribute == doc.attribute || kinds::fit(index, question, &other, seen) < kinds::WELL && !sooner
    })
}

/// Answers a question that is nothing but a subject's name, with what the subject is.
pub(super) fn what_is(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    // The weightiest name; what else is named must lie within it and its organisation.
    let mention = question.mentions.first()?;
    let [subject] = mention.subjects[..] else { return None };
    if objections::reports_to_somebody(index, question, subject) {
        return None;
    }
    let doc = index.subject(subject);
    let outside = |at: &usize| {
        !mention.words.contains(at) && question.words[*at].weight.max(hits.raised_weight(*at)) >= TELLING
    };
    let in_organisation = |at: usize| {
        question.organisations.iter().any(|m| {
            m.organisations.iter().any(|o| doc.organisations.contains(o)) && (m.words.0..m.words.1).contains(&at)
        })
    };
    let kind = |at: usize| {
        index.vocabulary().get(doc.subject.kind.word()).is_some_and(|t| question.words[at].expanded.quality(t) >= 0.8)
    };
    let bare = (0..question.words.len()).filter(outside).all(|at| in_organisation(at) || kind(at));
    if !bare || question.yes_no || question.list || question.compares || question.extreme.is_some() {
        return None;
    }
    // A small word may still name an attribute ("own").
    let asks_more = hits.named().into_iter().any(|(at, strength)| {
        strength >= ASKS_MORE && !WHAT_IT_IS.contains(&index.attributes()[at].attribute.id.as_str())
    });
    if asks_more || question.asks_kind.is_some() {
        return None;
    }
    let last = question.words.len().saturating_sub(1);
    let wanted: &[&str] = match question.asks {
        // "what is it for"
        None | Some(Asks::What) if question.text(last) == "for" => &[PURPOSE, DESCRIPTION],
        Some(Asks::Who) if doc.subject.kind != SubjectKind::Person => return None,
        None | Some(Asks::What | Asks::Who) if doc.subject.kind == SubjectKind::Person => &WHO_IT_IS,
        None | Some(Asks::What) => &WHAT_IT_IS,
        Some(_) => return None,
    };
    let facts_of = |id: &str| -> Vec<usize> {
        let facts = doc.facts.iter().copied();
        facts.filter(|at| index.fact(*at).fact.attribute.as_str() == id).collect()
    };
    let mut groups = wanted.iter().map(|id| facts_of(id)).filter(|facts| !facts.is_empty());
    let Some(mut facts) = groups.next() else { return overview(index, subject) };
    facts.sort_by_key(|at| std::cmp::Reverse(index.fact(*at).fact.as_of.first_day()));
    facts.truncate(2);
    // What it is and what it is for belong together.
    if doc.subject.kind != SubjectKind::Person && facts.len() == 1 {
        facts.extend(groups.next().and_then(|more| more.first().copied()));
    }
    let sentences: Vec<String> = facts.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
    Some(compose::reply(index, &sentences.join(" "), &facts, CONFIDENCE))
}

/// A subject of which nothing says what it is: its first facts in short.
fn overview(index: &Index, subject: usize) -> Option<Answer> {
    let doc = index.subject(subject);
    let mut facts: Vec<usize> = Vec::new();
    for at in doc.facts.iter().filter(|at| succession::is_current(index, **at)) {
        let attribute = index.fact(*at).attribute;
        let sayable = index.fact(*at).fact.value.kind() != ValueKind::None;
        if sayable && facts.iter().all(|f| index.fact(*f).attribute != attribute) {
            facts.push(*at);
        }
    }
    facts.truncate(4);
    let docs: Vec<_> = facts.iter().map(|at| index.fact(*at)).collect();
    let (values, date) = compose::values_with_dates(index, &docs);
    let names = docs.iter().map(|doc| &index.attributes()[doc.attribute].attribute.name);
    let items: Vec<String> = names.zip(values).map(|(name, value)| format!("{name}: {value}")).collect();
    let text = format!("{} – {}{date}.", compose::subject(&doc.full_name), items.join("; "));
    (!facts.is_empty()).then(|| compose::reply(index, &text, &facts, CONFIDENCE))
}
