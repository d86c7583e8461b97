//! Whether something is rated so: "is the mast on green", "did it come away with a red rating". A light says that its rating is
//! asked about, however the rest is put; and of the lights it is given, only its own is a yes. "Which programmes are red" are
//! those that are so now, and not those that were, or that are amber-red.

use super::amounts::lower_article;
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::told_of::{TELLING, accounts, is_of_course, subjects};
use super::verdict::Verdict;
use super::{claims, compose, succession, versus};
use crate::fact::{Value, ValueKind};
use crate::search::Index;
use crate::text::lexicon::Asks;
use crate::text::{Figure, grammar, say, tokenise};
use std::ops::Range;

/// So many ratings are looked at.
const LOOKED_AT: usize = 1_000;

/// So many are told by name; the rest is counted.
const LISTED: usize = 8;

/// How sure it is that all of them were meant.
const CONFIDENCE: f32 = 0.9;

/// The verdict on the rating that a question gives something; `None` if it gives none or several, or nothing that it names
/// has any.
pub(super) fn verdict(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Verdict> {
    if !(question.yes_no || question.marked) || question.compares || claims::asks_of_now(question) {
        return None;
    }
    let lights = lights(question)?;
    let given: Vec<&str> = lights.clone().map(|at| question.text(at)).collect();
    let subjects = subjects(index, question, ranked);
    let rated = |r: &&Ranked| {
        let doc = index.fact(r.evidence.fact);
        let rating = matches!(doc.fact.value, Value::Rating(_)) && subjects.first() == Some(&doc.subject);
        rating && accounts(question, r, &|at| lights.contains(&at))
    };
    let facts: Vec<usize> = ranked.iter().filter(rated).map(|r| r.evidence.fact).collect();
    let is_given = |fact: &usize| is_rated(index, *fact, &given);
    let of_now = |fact: &usize| match question.is_timeless() {
        true => succession::latest(index, *fact) == *fact,
        false => succession::is_current(index, *fact),
    };
    let newest: Vec<usize> = facts.iter().copied().filter(of_now).collect();
    let (agreeing, others): (Vec<usize>, Vec<usize>) = newest.into_iter().partition(is_given);
    if agreeing.is_empty() {
        // "Was it red" is told by what it was; [`super::still`] tells what it became.
        let before = facts.iter().find(|fact| is_given(fact)).map(|fact| (*fact, true));
        // That it is something else now does not deny that it ever was.
        let ever = || (0..question.words.len()).any(|at| matches!(question.text(at), "ever" | "once" | "before"));
        let (fact, given) = before.or_else(|| Some((*others.first().filter(|_| !ever())?, false)))?;
        return Some(Verdict::of(fact, given != question.denied));
    }
    // Two sources that disagree decide nothing.
    others.is_empty().then(|| Verdict::of(agreeing[0], !question.denied))
}

/// All that is rated as a question says: "which programmes are red". `None` if it asks something else, or says more than that.
/// How many there are a fact may tell better than what is held: the `likely` one.
pub(super) fn which(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    likely: Option<usize>,
) -> Option<Answer> {
    let lights = lights(question)?;
    let counts = question.asks == Some(Asks::HowMany) && likely.is_none();
    let of_things = counts || question.asks.is_none_or(|asks| asks == Asks::What);
    let several = question.list || question.asks_kind.is_some() || counts;
    if question.yes_no || !of_things || !several || question.compares || !question.mentions.is_empty() {
        return None;
    }
    let given: Vec<&str> = lights.clone().map(|at| question.text(at)).collect();
    let rated = index.attributes().iter().filter(|doc| doc.attribute.value == Some(ValueKind::Rating));
    let fits = |fact: &usize| is_meant(index, question, hits, &lights, *fact);
    let all: Vec<usize> = rated.flat_map(|doc| doc.facts.iter().take(LOOKED_AT)).copied().filter(fits).collect();
    let found: Vec<usize> = all.iter().copied().filter(|fact| is_rated(index, *fact, &given)).collect();
    let first = *all.first()?;
    let light = given.join("-");
    let names: Vec<String> = found.iter().take(LISTED).map(|fact| name_of(index, *fact)).collect();
    let text = match found.len() {
        0 if all.len() == 1 => {
            let sentence = compose::sentence(index, &index.fact(first));
            format!("The only rating I hold for that is not {light}: {}", lower_article(&sentence))
        }
        0 => format!("Of the {} ratings I hold, none is {light}.", all.len()),
        n if n > LISTED => format!("I hold {n} rated {light}: {}; and {} more.", names.join("; "), n - LISTED),
        n => format!("I hold {n} rated {light}: {}.", say::list(&names)),
    };
    let told = if found.is_empty() { &[first][..] } else { &found[..found.len().min(LISTED)] };
    Some(compose::reply(index, &text, told, CONFIDENCE))
}

/// Its name, with the date of its rating.
fn name_of(index: &Index, fact: usize) -> String {
    let doc = index.fact(fact);
    let name = compose::with_article(&index.subject(doc.subject).full_name);
    format!("{name} ({})", say::date(&doc.fact.as_of))
}

/// Whether a rating is of the kind, the organisation and the time that the question names, and nothing else is said.
fn is_meant(index: &Index, question: &Question, hits: &AttributeHits, lights: &Range<usize>, fact: usize) -> bool {
    let doc = index.fact(fact);
    let subject = index.subject(doc.subject);
    let kind = versus::spoken_kind(question);
    if kind.is_some_and(|kind| subject.subject.kind != kind) {
        return false;
    }
    let of_source = question.explained_by(index.source_terms(&doc));
    let organisation = |at: usize| {
        let mut named = question.organisations.iter().filter(|m| (m.words.0..m.words.1).contains(&at));
        named.any(|m| m.organisations.iter().any(|o| subject.organisations.contains(o)))
    };
    let told = |at: usize| {
        let of_kind = kind.is_some_and(|kind| question.quality_of_kind(kind)[at] >= EXPLAINED);
        let time = match question.words[at].expanded.token.figure {
            Some(Figure::Year(year)) => doc.fact.as_of.year() == year,
            Some(Figure::Date(date)) => doc.fact.as_of.overlaps(&date),
            Some(Figure::Period(period)) => doc.fact.period == Some(period),
            Some(_) => false,
            None => hits.qualities(doc.attribute)[at] >= EXPLAINED || of_source[at] >= EXPLAINED,
        };
        let said = lights.contains(&at) || of_kind || organisation(at) || time || is_of_course(question.text(at));
        question.words[at].weight < TELLING || said
    };
    let current = !question.is_timeless() || succession::latest(index, fact) == fact;
    current && (0..question.words.len()).all(told)
}

/// Whether a fact's rating is the lights that are given, and no other.
fn is_rated(index: &Index, fact: usize, given: &[&str]) -> bool {
    let Value::Rating(rating) = &index.fact(fact).fact.value else { return false };
    let held: Vec<String> = tokenise(rating).into_iter().map(|token| token.text).collect();
    held == given
}

/// The places of the one rating in lights that the question gives: "amber-red" is one.
fn lights(question: &Question) -> Option<Range<usize>> {
    let light = |at: &usize| grammar::is_light(question.text(*at)) && !question.words[*at].frame;
    let first = (0..question.words.len()).find(light)?;
    let end = (first..question.words.len()).find(|at| !light(at)).unwrap_or(question.words.len());
    let more = (end..question.words.len()).any(|at| light(&at));
    (!more && end - first <= 2).then_some(first..end)
}
