//! Deciding: which facts answer the question, or none.

use super::attributes::AttributeHits;
use super::evidence::{Evidence, name_cover, weigh};
use super::question::Question;
use super::reply::{Answer, Choice};
use super::{abstain, amounts, compare, compose, kinds, lists, yesno};
use crate::fact::{AttributeId, SubjectKind};
use crate::search::{Expanded, Index};
use crate::text::say;

/// A fact must explain this share of the question to answer it.
const ENOUGH: f32 = 0.60;

/// The attribute and the fact's own words must explain this share of what is said besides the subject's name ...
const ENOUGH_ASKED: f32 = 0.62;
/// ... less this, if subject and attribute are both named.
const BOTH_NAMED: f32 = 0.17;

/// What naming the subject fully adds to the coverage when facts are ranked.
const SUBJECT_BONUS: f32 = 0.12;
/// What naming the attribute adds.
const ATTRIBUTE_BONUS: f32 = 0.16;
/// What a value of the kind expected adds.
const KIND_BONUS: f32 = 0.08;

/// So much of the subject's name, or of the question by the fact's own words, must be there: an attribute alone
/// answers nothing.
const ANCHOR: f32 = 0.40;

/// Facts of different subjects closer than this in score cannot be told apart.
const TIE: f32 = 0.025;

/// A fact with its score.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub evidence: Evidence,
    pub score: f32,
}

/// Answers a question over an index.
pub fn answer(index: &Index, text: &str) -> Answer {
    let question = Question::read(index, text);
    if question.is_empty() {
        return abstain::nothing_asked();
    }
    let hits = AttributeHits::find(index, &question);
    let ranked = rank(index, &question, &hits);
    let special = compare::compare(index, &question, &ranked)
        .or_else(|| yesno::verdict(index, &question, &hits, &ranked))
        .or_else(|| amounts::select(index, &question, &hits, &ranked))
        .or_else(|| lists::list(index, &question, &hits, &ranked));
    if let Some(answer) = special {
        return answer;
    }
    let weighed: Vec<Evidence> = ranked.iter().map(|r| r.evidence.clone()).collect();
    let good: Vec<&Ranked> = ranked
        .iter()
        .filter(|r| r.evidence.objection.is_none() && enough(&r.evidence) && anchored(&r.evidence))
        .collect();
    match good.first() {
        // A yes/no question that nothing decides gets no answer that looks like one.
        Some(best) if !question.yes_no => chosen(index, &question, best, &good),
        _ => abstain::not_held(index, &question, &hits, &weighed),
    }
}

/// Answers about a subject, and an attribute if one is chosen.
pub fn about(index: &Index, choice: &Choice) -> Answer {
    let Some(subject) = index.subject_by_id(choice.subject.as_str()) else {
        return abstain::unknown("I no longer hold that.".to_owned());
    };
    let facts = &index.subjects()[subject].facts;
    let of_attribute =
        |at: &&usize| choice.attribute.as_ref().is_none_or(|id| index.facts()[**at].fact.attribute == *id);
    match facts.iter().find(of_attribute) {
        Some(first) => {
            let group = group_of(index, *first, facts.iter().copied());
            compose::reply(index, &text_of(index, &group), &group, 1.0)
        }
        None => abstain::unknown(format!(
            "I know {}, but not that about it.",
            compose::with_article(&index.subjects()[subject].full_name)
        )),
    }
}

/// Answers about the subject of one of the kinds that a name means, and an attribute if one is given.
pub fn named(index: &Index, name: &str, attribute: Option<&AttributeId>, kinds: &[SubjectKind]) -> Answer {
    let question = Question::read(index, name);
    let cover = |at: usize| {
        let doc = &index.subjects()[at];
        let exact =
            doc.full_name.eq_ignore_ascii_case(name.trim()) || doc.subject.name.eq_ignore_ascii_case(name.trim());
        let best = doc.names.iter().map(|n| name_cover(index, &question, n)).fold(0.0, f32::max);
        if exact { 2.0 } else { best }
    };
    let words: Vec<Expanded> = question.words.iter().map(|w| w.expanded.clone()).collect();
    let mut near: Vec<(usize, f32)> = index
        .named_subjects(&words)
        .into_iter()
        .filter(|(at, _)| kinds.is_empty() || kinds.contains(&index.subjects()[*at].subject.kind))
        .map(|(at, met)| (at, cover(at) + 0.01 * met))
        .collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let choice =
        |at: usize| Choice { subject: index.subjects()[at].subject.id.clone(), attribute: attribute.cloned() };
    match near.as_slice() {
        [(best, score), rest @ ..]
            if *score >= kinds::NAMED && rest.first().is_none_or(|(_, next)| score - next > TIE) =>
        {
            about(index, &choice(*best))
        }
        [] => abstain::unknown(format!("I hold nothing called “{}”.", compose::fitting(name.trim(), 80))),
        _ => {
            let close: Vec<usize> = near.iter().take(10).map(|(at, _)| *at).collect();
            abstain::did_you_mean(index, &close, attribute)
        }
    }
}

/// All candidates, best first.
pub(super) fn rank(index: &Index, question: &Question, hits: &AttributeHits) -> Vec<Ranked> {
    let words: Vec<Expanded> = question.words.iter().map(|w| w.expanded.clone()).collect();
    let mut ranked: Vec<Ranked> = index
        .candidates(&words)
        .into_iter()
        .map(|fact| {
            let evidence = weigh(index, question, hits, fact);
            let score = score(index, question, &evidence);
            Ranked { evidence, score }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.evidence.fact.cmp(&b.evidence.fact)));
    ranked
}

fn score(index: &Index, question: &Question, evidence: &Evidence) -> f32 {
    let doc = &index.facts()[evidence.fact];
    let fit = kinds::fit(index, question, doc, evidence);
    let mut score = evidence.coverage
        + SUBJECT_BONUS * evidence.subject
        + ATTRIBUTE_BONUS * evidence.attribute
        + KIND_BONUS * fit;
    if is_bare(question, evidence) && question.asks_kind.is_none() {
        score += general(index, doc.attribute);
    }
    score
}

/// Whether a fact explains enough of the question to be its answer.
fn enough(evidence: &Evidence) -> bool {
    let both = evidence.subject >= kinds::NAMED && evidence.attribute >= 0.5;
    let asked = ENOUGH_ASKED - if both { BOTH_NAMED } else { 0.0 };
    evidence.coverage >= ENOUGH && evidence.predicate >= asked
}

/// Whether the question says enough of what the fact is about: its subject's name, or the fact's own words.
fn anchored(evidence: &Evidence) -> bool {
    evidence.subject.max(evidence.itself) >= ANCHOR
}

/// Whether the question says nothing but the subject's name.
fn is_bare(question: &Question, evidence: &Evidence) -> bool {
    question.words.iter().zip(&evidence.by_subject).all(|(word, quality)| word.weight < 0.3 || *quality >= 0.8)
}

/// Asked about a subject without an attribute, what it is comes before its details.
fn general(index: &Index, attribute: usize) -> f32 {
    match index.attributes()[attribute].attribute.id.as_str() {
        "description" => 0.06,
        "position" | "purpose" => 0.05,
        "full-name" => 0.02,
        _ => 0.0,
    }
}

fn chosen(index: &Index, question: &Question, best: &Ranked, good: &[&Ranked]) -> Answer {
    let subject = index.facts()[best.evidence.fact].subject;
    let rival = good.iter().find(|r| index.facts()[r.evidence.fact].subject != subject);
    let margin = rival.map_or(1.0, |r| best.score - r.score);
    if margin < TIE && !question.list && !same_answer(index, best, rival.copied()) {
        return ambiguous(index, best, good);
    }
    let alike = good.iter().filter(|r| r.evidence.coverage >= best.evidence.coverage - 0.06).map(|r| r.evidence.fact);
    let group = group_of(index, best.evidence.fact, alike);
    let confidence = confidence(best, margin);
    compose::reply(index, &text_of(index, &group), &group, confidence)
}

fn same_answer(index: &Index, best: &Ranked, rival: Option<&Ranked>) -> bool {
    let Some(rival) = rival else { return true };
    let (a, b) = (&index.facts()[best.evidence.fact].fact, &index.facts()[rival.evidence.fact].fact);
    // Two sides of one fact (who holds a role, which role a person holds) say the same.
    a.value == b.value || a.source == b.source && linked(a, b)
}

fn linked(a: &crate::fact::Fact, b: &crate::fact::Fact) -> bool {
    use crate::fact::Value;
    let points =
        |f: &crate::fact::Fact, to: &crate::fact::Fact| matches!(&f.value, Value::Subject(id) if *id == to.subject);
    points(a, b) || points(b, a)
}

fn ambiguous(index: &Index, best: &Ranked, good: &[&Ranked]) -> Answer {
    let close: Vec<Evidence> =
        good.iter().filter(|r| best.score - r.score < 2.0 * TIE).map(|r| r.evidence.clone()).collect();
    let attribute = index.facts()[best.evidence.fact].fact.attribute.clone();
    let mut seen = Vec::new();
    let mut suggestions = Vec::new();
    for evidence in &close {
        let subject = index.facts()[evidence.fact].subject;
        if !seen.contains(&subject) {
            seen.push(subject);
            suggestions.push(abstain::suggestion(index, subject, Some(&attribute)));
        }
    }
    let names: Vec<String> = suggestions.iter().map(|s| s.name.clone()).take(4).collect();
    let mut answer = abstain::unknown(format!(
        "That could mean more than one thing I hold: {}. Which do you mean?",
        say::list(&names)
    ));
    answer.outcome = super::Outcome::Suggest;
    answer.confidence = f64::from(confidence(best, 0.0)) * 0.5;
    answer.suggestions = suggestions;
    answer
}

/// The facts that answer together with the best: the same subject and attribute.
fn group_of(index: &Index, best: usize, others: impl Iterator<Item = usize>) -> Vec<usize> {
    let doc = &index.facts()[best];
    let mut group = vec![best];
    for at in others {
        let other = &index.facts()[at];
        let same =
            other.subject == doc.subject && other.attribute == doc.attribute && other.fact.period == doc.fact.period;
        if same && !group.contains(&at) {
            group.push(at);
        }
    }
    group
}

/// One sentence a fact, or the values together where there are many.
fn text_of(index: &Index, group: &[usize]) -> String {
    let docs: Vec<_> = group.iter().map(|at| &index.facts()[*at]).collect();
    let [first, rest @ ..] = docs.as_slice() else { return String::new() };
    if rest.is_empty() {
        return compose::sentence(index, first);
    }
    let attribute = &index.attributes()[first.attribute].attribute;
    if attribute.many {
        let name = compose::subject(&index.subjects()[first.subject].full_name);
        let mut ordered = docs.clone();
        ordered.sort_by(|a, b| a.fact.id.cmp(&b.fact.id));
        let values: Vec<String> =
            ordered.iter().map(|d| compose::value(index, d).trim_end_matches('.').to_owned()).collect();
        return format!(
            "{name}: {} {} ({}).",
            attribute.name,
            say::list(&values),
            say::date_with_inference(&first.fact.as_of)
        );
    }
    let mut ordered = docs.clone();
    ordered.sort_by_key(|d| std::cmp::Reverse(d.fact.as_of.first_day()));
    let sentences: Vec<String> = ordered.iter().map(|d| compose::sentence(index, d)).collect();
    sentences.join(" ")
}

/// How sure the answer is: the share explained, and how far the next subject is.
fn confidence(best: &Ranked, margin: f32) -> f32 {
    let explained = ((best.evidence.coverage - 0.6) / 0.4).clamp(0.0, 1.0);
    (0.5 + 0.4 * explained + 0.1 * (margin / 0.2).clamp(0.0, 1.0)).clamp(0.0, 1.0)
}
