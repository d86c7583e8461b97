//! All of something: the facts of one attribute over several subjects, or the subjects that a name fits.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::known::HOLDER;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::{catalogue, compose, dates, enumerated};
use crate::fact::{SubjectKind, Value};
use crate::search::Index;
use crate::text::comparatives;
use crate::text::lexicon::Asks;
use crate::text::say;

/// A word of at least this weight must be explained by everything listed.
const TELLING: f32 = 0.3;

/// Each fact listed must explain this share of the question.
const ENOUGH: f32 = 0.75;

/// Facts of one subject that are looked at.
const LOOKED_AT: usize = 200;

/// At most so many are listed; the rest is counted.
const LISTED: usize = 8;

const CONFIDENCE: f32 = 0.85;

/// Answers a question for all there is of something over several subjects; `None` if one subject answers.
///
/// `likely` is the fact that would answer if one were wanted.
pub(super) fn list(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    likely: Option<usize>,
) -> Option<Answer> {
    if !question.list || question.yes_no {
        return None;
    }
    // Which of several is more is no question for all of them.
    let ranks = |at: usize| comparatives::degree(question.text(at)).is_some();
    if (0..question.words.len()).any(ranks) {
        return None;
    }
    if let Some(answer) = holders(index, question) {
        return Some(answer);
    }
    // "who was ..." and "when ..." want a person and a time, however many there are of something else.
    let of_things = question.asks.is_none_or(|asks| asks == Asks::What);
    if let Some(answer) = of_things.then(|| values(index, question)).flatten() {
        return Some(answer);
    }
    if let Some(answer) = of_things.then(|| together(index, question, ranked, likely)).flatten() {
        return Some(answer);
    }
    let fitting: Vec<&Ranked> = ranked.iter().filter(|r| fits(index, question, r)).collect();
    let attribute = hits.named().into_iter().find(|(at, strength)| {
        *strength >= 0.5 && fitting.iter().any(|r| index.fact(r.evidence.fact).attribute == *at)
    });
    let declared = |at: usize| {
        question.asks.is_some_and(|asks| asks != Asks::What && index.attributes()[at].attribute.asks.contains(&asks))
    };
    let by_kind =
        || fitting.iter().map(|r| index.fact(r.evidence.fact).attribute).find(|at| declared(*at)).map(|at| (at, 1.0));
    match attribute.or_else(by_kind) {
        Some((attribute, _)) => of_attribute(index, question, &fitting, attribute),
        None => of_subjects(index, question, &fitting),
    }
}

/// All who held a post that is named in full and nothing else: "name the chief mapmakers".
fn holders(index: &Index, question: &Question) -> Option<Answer> {
    let mention = question.mentions.first()?;
    let outside = |at: &usize| !mention.words.contains(at) && question.words[*at].weight >= TELLING;
    let named = question.named_words();
    if (0..question.words.len()).filter(outside).any(|at| !named[at]) {
        return None;
    }
    let holds = |at: &&usize| index.fact(**at).fact.attribute.as_str() == HOLDER;
    let mut facts: Vec<usize> =
        index.subject(*mention.subjects.first()?).facts.iter().filter(holds).copied().collect();
    facts.sort_by_key(|at| std::cmp::Reverse(index.fact(*at).fact.as_of.first_day()));
    facts.truncate(LISTED);
    let sentences: Vec<String> = facts.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
    (facts.len() > 1).then(|| compose::reply(index, &sentences.join(" "), &facts, CONFIDENCE))
}

/// All values of an attribute with many, of a subject that is named in full: "name the three ...".
fn values(index: &Index, question: &Question) -> Option<Answer> {
    let mention = question.mentions.iter().find(|m| m.subjects.len() == 1)?;
    let subject = mention.subjects[0];
    let spoken = |attribute: usize| {
        let doc = &index.attributes()[attribute];
        let has = |t: &crate::search::TermId| question.best_quality(*t) >= 0.8;
        doc.attribute.many && doc.phrases.iter().any(|phrase| phrase.terms.iter().all(has))
    };
    let outside = |at: usize| question.words[at].weight >= TELLING && !mention.words.contains(&at);
    let facts: Vec<usize> =
        index.subject(subject).facts.iter().copied().filter(|at| spoken(index.fact(*at).attribute)).collect();
    let attribute = index.fact(*facts.first()?).attribute;
    let facts: Vec<usize> = facts.into_iter().filter(|at| index.fact(*at).attribute == attribute).collect();
    let named = question.named_words();
    let phrases = &index.attributes()[attribute].phrases;
    let of_attribute =
        |at: usize| phrases.iter().flat_map(|p| p.terms).any(|t| question.words[at].expanded.quality(*t) >= 0.8);
    let left = (0..question.words.len()).any(|at| outside(at) && !named[at] && !of_attribute(at));
    (facts.len() > 1 && !left).then(|| enumerated::all_held(index, question, &facts, CONFIDENCE))
}

/// All values of the attribute of the likeliest fact, where it has many: if that fact would answer by itself, or if
/// the question says how many there are of a subject that it names.
fn together(index: &Index, question: &Question, ranked: &[Ranked], likely: Option<usize>) -> Option<Answer> {
    let first = ranked.first().filter(|r| r.evidence.objection.is_none())?.evidence.fact;
    let doc = index.fact(first);
    if !index.attributes()[doc.attribute].attribute.many {
        return None;
    }
    let subject = index.subject(doc.subject);
    let mut facts: Vec<usize> = subject.facts.iter().copied().take(LOOKED_AT).collect();
    facts.retain(|at| index.fact(*at).attribute == doc.attribute);
    let named = question.mentions.iter().any(|mention| mention.subjects.contains(&doc.subject));
    let n = i64::try_from(facts.len()).ok()? * 100;
    let counted = named && (0..question.words.len()).any(|at| question.any_number(at) == Some(n));
    let meant = likely == Some(first) || counted;
    (facts.len() > 1 && facts.len() <= LISTED && meant)
        .then(|| enumerated::all_held(index, question, &facts, CONFIDENCE))
}

fn fits(index: &Index, question: &Question, ranked: &Ranked) -> bool {
    let evidence = &ranked.evidence;
    let doc = index.fact(evidence.fact);
    let missed = crate::answer::mentions::missed(&question.mentions, index, &doc).is_some();
    let against = evidence.objection.is_some() || missed;
    !against && evidence.coverage >= ENOUGH && (evidence.fit > 0.0 || question.asks.is_none())
}

fn of_attribute(index: &Index, question: &Question, fitting: &[&Ranked], attribute: usize) -> Option<Answer> {
    let of_it: Vec<&Ranked> =
        fitting.iter().copied().filter(|r| index.fact(r.evidence.fact).attribute == attribute).collect();
    // What some of them say of what is asked, "rated green", all must say.
    let says = |r: &Ranked, at: usize| {
        // A figure of another fact of the subject is not this one's.
        let figure = question.words[at].expanded.token.figure.is_some();
        let by = if figure { &r.evidence.strict } else { &r.evidence.words };
        by[at] >= EXPLAINED
    };
    let telling = (0..question.words.len()).filter(|at| question.words[*at].weight >= TELLING);
    let told: Vec<usize> = telling.filter(|at| of_it.iter().any(|r| says(r, *at))).collect();
    let all = of_it.iter().filter(|r| told.iter().all(|at| says(r, *at)));
    let mut facts: Vec<usize> = all.map(|r| r.evidence.fact).collect();
    let n = facts.len();
    facts.retain(|at| is_of_the_time(index, question, *at));
    // Of several dates one is in the time that is asked about.
    if let ([only], true) = (&facts[..], n > 1) {
        let sentence = compose::sentence(index, &index.fact(*only));
        return Some(compose::reply(index, &sentence, &facts, CONFIDENCE));
    }
    let mut subjects: Vec<usize> = facts.iter().map(|at| index.fact(*at).subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    if subjects.len() < 2 {
        return None;
    }
    Some(catalogue::listed(index, attribute, &facts))
}

/// Whether a fact's date is in the time that the question names; true where either has none.
fn is_of_the_time(index: &Index, question: &Question, fact: usize) -> bool {
    let Value::Date(held) = index.fact(fact).fact.value else { return true };
    dates::is_within_all(question, &held)
}

fn and_more(n: usize) -> String {
    if n == 0 { String::new() } else { format!("; and {n} more") }
}

/// Whether the word for a kind of subject only says where something is: "the lamps in the plan" are no plans.
fn stands_behind_a_preposition(question: &Question, kind: SubjectKind) -> bool {
    let qualities = question.quality_of_kind(kind);
    let Some(at) = qualities.iter().position(|quality| *quality >= 0.8) else { return false };
    let article = |at: usize| matches!(question.text(at), "the" | "a" | "an" | "this" | "that" | "its" | "their");
    let Some(before) = (0..at).rev().find(|at| !article(*at)) else { return false };
    let thing_before = (0..before).any(|at| question.words[at].weight >= TELLING);
    thing_before && matches!(question.text(before), "in" | "of" | "for" | "at" | "by" | "from" | "under" | "on")
}

/// The subjects that the words name, when no attribute is asked for but a kind of subject is.
fn of_subjects(index: &Index, question: &Question, fitting: &[&Ranked]) -> Option<Answer> {
    let spoken = |kind: SubjectKind| {
        index.vocabulary().get(kind.word()).is_some_and(|term| question.best_quality(term) >= 0.8)
    };
    let wanted =
        question.asks_kind.or_else(|| SubjectKind::ALL.iter().map(|(kind, _)| *kind).find(|k| spoken(*k)))?;
    if stands_behind_a_preposition(question, wanted) {
        return None;
    }
    let mut facts: Vec<usize> = Vec::new();
    for ranked in fitting {
        let doc = index.fact(ranked.evidence.fact);
        let named = question
            .words
            .iter()
            .zip(ranked.evidence.by_subject.iter().zip(&ranked.evidence.strict))
            .all(|(word, (name, strict))| word.weight < TELLING || *name >= EXPLAINED || *strict >= EXPLAINED);
        let kind = index.subject(doc.subject).subject.kind == wanted;
        if named && kind && facts.iter().all(|at| index.fact(*at).subject != doc.subject) {
            facts.push(ranked.evidence.fact);
        }
    }
    if facts.len() < 2 {
        return None;
    }
    let names: Vec<String> = facts
        .iter()
        .take(LISTED)
        .map(|at| compose::with_article(&index.subject(index.fact(*at).subject).full_name))
        .collect();
    let more = facts.len().saturating_sub(LISTED);
    let text = format!("I hold {}: {}{}.", facts.len(), say::list(&names), and_more(more));
    Some(compose::reply(index, &text, &facts[..facts.len().min(LISTED)], CONFIDENCE))
}
