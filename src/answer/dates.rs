//! The earliest and the latest of all that is held of one date, and all before or after a time: "which programme started
//! first", "which posts closed after May 2031".

use super::amounts::lower_article;
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::question::Question;
use super::reply::Answer;
use super::time_bounds::TimeBound;
use super::{compose, mentions, succession, versus};
use crate::fact::{FuzzyDate, Value};
use crate::search::Index;
use crate::text::Figure;
use crate::text::comparatives::{self, Scale};
use crate::text::lexicon::Asks;

/// An attribute named this clearly is meant.
const NAMED: f32 = 0.5;

/// A word of at least this weight must be accounted for.
const TELLING: f32 = 0.3;

/// Of an attribute with more facts than this none is the first: nobody could look at all.
const ALL: usize = 1_000;

/// So many are told in sentences; the rest is counted.
const TOLD: usize = 6;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.92;

/// Answers which came first or last of all that is held; `None` if that is not asked.
pub(super) fn first_or_last(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let bound = bound(question);
    let late = is_late_wanted(question).or_else(|| bound.map(|_| false))?;
    if question.yes_no || is_one_insisted_on(question) {
        return None;
    }
    let dated = |at: usize| {
        let mut facts = index.attributes()[at].facts.iter().take(ALL);
        facts.any(|fact| date(index, *fact).is_some())
    };
    let named = hits.named().into_iter().find(|(at, strength)| *strength >= NAMED && dated(*at)).map(|(at, _)| at);
    let attribute = named.or_else(|| versus::usual_date(index, question))?;
    let doc = &index.attributes()[attribute];
    let title = unaccounted_for(index, question, hits, attribute);
    if doc.facts.len() > ALL {
        return None;
    }
    let is_titled = |fact: &usize| {
        title.is_empty() || question.all_are_of_a_name(&index.subject(index.fact(*fact).subject), &title)
    };
    let mut rows: Vec<(usize, FuzzyDate)> = doc
        .facts
        .iter()
        .filter(|fact| succession::is_current(index, **fact) && is_asked_for(index, question, **fact))
        .filter(|fact| is_titled(fact))
        .filter_map(|fact| Some((*fact, date(index, *fact)?)))
        .filter(|(_, date)| bound.is_some() || question.years.is_empty() || question.years.contains(&date.year()))
        .collect();
    rows.sort_by_key(|(fact, date)| (date.first_day(), *fact));
    if let Some(bound) = bound {
        return beyond(index, &rows, bound);
    }
    if late {
        rows.sort_by_key(|(fact, date)| (std::cmp::Reverse(date.last_day()), *fact));
    }
    let [(first, best), others @ ..] = &rows[..] else { return None };
    if others.is_empty() || others.iter().any(|(_, date)| date.overlaps(best)) {
        return None;
    }
    let which = if late { "latest" } else { "earliest" };
    let (name, n) = (&doc.attribute.name, rows.len());
    let sentence = lower_article(&compose::sentence(index, &index.fact(*first)));
    let text = format!("The {which} {name} of the {n} I hold: {sentence}");
    Some(compose::reply(index, &text, &[*first], CONFIDENCE))
}

/// The time behind "before" or "after", if what is asked for are things of a kind.
fn bound(question: &Question) -> Option<TimeBound> {
    question.asks_kind?;
    (0..question.words.len()).filter_map(|at| TimeBound::at(question, at)).find(|bound| bound.is_strict())
}

/// Those that lie before or after a time beyond doubt; `None` if none does.
fn beyond(index: &Index, rows: &[(usize, FuzzyDate)], bound: TimeBound) -> Option<Answer> {
    let lies = |(_, date): &&(usize, FuzzyDate)| bound.holds(date) == Some(true);
    let facts: Vec<usize> = rows.iter().filter(lies).map(|(fact, _)| *fact).collect();
    let told: Vec<String> =
        facts.iter().take(TOLD).map(|fact| compose::sentence(index, &index.fact(*fact))).collect();
    let more = match facts.len().saturating_sub(TOLD) {
        0 => String::new(),
        n => format!(" And {n} more."),
    };
    let text = format!("{}{more}", told.join(" "));
    let facts = &facts[..facts.len().min(TOLD)];
    (!facts.is_empty()).then(|| compose::reply(index, &text, facts, CONFIDENCE))
}

/// Whether one subject is named that must be what is asked about.
fn is_one_insisted_on(question: &Question) -> bool {
    question.mentions.iter().any(|mention| mention.weight >= mentions::INSISTED)
}

/// Whether the last is asked for, or the first; `None` if neither. "First" has other uses: it asks for one of a kind
/// only where the kind is named.
fn is_late_wanted(question: &Question) -> Option<bool> {
    if !matches!(question.asks, None | Some(Asks::What | Asks::Who | Asks::When)) {
        return None;
    }
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    let superlative = |word: &str| word.ends_with("est") || matches!(word, "recently" | "recent");
    let mut named = texts().filter(|word| superlative(word)).filter_map(comparatives::degree);
    let degree = named.find(|degree| degree.scale == Scale::Time);
    let order = || texts().find_map(comparatives::order).filter(|_| question.asks_kind.is_some());
    degree.or_else(order).map(|degree| degree.more)
}

/// Whether a fact's subject is of the kind and the organisation that the question names.
fn is_asked_for(index: &Index, question: &Question, fact: usize) -> bool {
    let subject = index.subject(index.fact(fact).subject);
    let kind = versus::spoken_kind(question).is_none_or(|kind| subject.subject.kind == kind);
    kind && question.organisations.iter().all(|m| m.organisations.iter().any(|at| subject.organisations.contains(at)))
}

/// The places of the words beside the attribute, the kind, the organisation and how it is asked: they must be of a title.
fn unaccounted_for(index: &Index, question: &Question, hits: &AttributeHits, attribute: usize) -> Vec<usize> {
    let organisation = |at: usize| question.organisations.iter().any(|m| (m.words.0..m.words.1).contains(&at));
    let bounded = bound(question).is_some();
    let asked = versus::spoken_kind(question);
    let kind = |at: usize| asked.is_some_and(|kind| question.quality_of_kind(kind)[at] >= EXPLAINED);
    let phrases = &index.attributes()[attribute].phrases;
    let of_phrase = |at: usize| {
        let mut terms = phrases.iter().flat_map(|phrase| phrase.terms.iter());
        terms.any(|term| question.words[at].expanded.quality(*term) >= 0.8)
    };
    let word = |at: usize| question.text(at);
    let degree = |at: usize| comparatives::degree(word(at)).or_else(|| comparatives::order(word(at))).is_some();
    let accounted = |at: usize| {
        let attribute = hits.qualities(attribute)[at] >= EXPLAINED || of_phrase(at);
        let year = match question.words[at].expanded.token.figure {
            Some(Figure::Year(_)) => true,
            Some(Figure::Date(_)) => bounded,
            _ => false,
        };
        year || attribute || organisation(at) || kind(at) || degree(at)
    };
    let telling = (0..question.words.len()).filter(|at| question.words[*at].weight >= TELLING);
    telling.filter(|at| !accounted(*at)).collect()
}

fn date(index: &Index, fact: usize) -> Option<FuzzyDate> {
    if let Value::Date(date) = &index.fact(fact).fact.value { Some(*date) } else { None }
}

/// Whether a date lies within every date that the question gives.
pub(super) fn is_within_all(question: &Question, held: &FuzzyDate) -> bool {
    question.words.iter().all(|word| match word.expanded.token.figure {
        Some(Figure::Date(date)) if date.year() != 0 => held.overlaps(&date),
        Some(Figure::Year(year)) => held.year() == year,
        Some(Figure::Month(month, day)) => {
            held.month() == Some(month) && day.is_none_or(|day| held.day_of_month() == Some(day))
        }
        _ => true,
    })
}
