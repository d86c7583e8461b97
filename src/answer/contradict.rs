//! Whether a question asserts what a fact's value excludes: another place, rating, person, date or figure than the one
//! that is held. Then the answer is no.

use super::amounts::measure;
use super::attributes::AttributeHits;
use super::given;
use super::question::Question;
use super::ranking::Ranked;
use crate::fact::{SubjectKind, Value};
use crate::search::{FactDoc, How, Index, TermId, Vectors};
use crate::text::lexicon::Asks;
use crate::text::{Figure, grammar};

/// Whether what is asserted and the fact's value are of a kind that excludes each other: another place, rating,
/// person, date or figure.
pub(super) fn contradicts(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &Ranked,
    asserted: &[usize],
    likeliest: bool,
) -> bool {
    let doc = index.fact(ranked.evidence.fact);
    let attribute = &index.attributes()[doc.attribute].attribute;
    // What would answer the question were it no yes or no speaks of the same thing.
    let named = likeliest || ranked.evidence.attribute >= 0.5;
    let figure = |at: &usize| question.words[*at].expanded.token.figure;
    if asserted.iter().any(|at| figure(at).is_some()) {
        // "by 2020" sets a bound.
        let bound = |at: &usize| *at > 0 && given::is_bound(question.text(at - 1));
        return !asserted.iter().any(bound)
            && asserted.iter().all(|at| figure(at).is_some_and(|f| same_kind(&f, &doc.fact.value)))
            && (named || ranked.evidence.own > 0.1);
    }
    let rating = matches!(doc.fact.value, Value::Rating(_));
    if !rating && asserted.iter().any(|at| hits.claims(*at).next().is_some()) {
        return false;
    }
    match &doc.fact.value {
        Value::Rating(_) => named && asserted.len() <= 2 && asserted.iter().all(|at| graded(question, *at)),
        Value::Subject(id) => {
            let kind = index.subject_by_id(id.as_str()).map(|at| index.subject(at).subject.kind);
            kind.is_some_and(|kind| {
                let another = names_another(index, question, asserted, &doc, kind);
                (named || ranked.evidence.own >= 0.25) && another
                    || likeliest && kind == SubjectKind::Person && is_nobody_held(question, asserted)
            })
        }
        Value::Text(text)
            if named && asserted.len() <= 2 && asserted.iter().all(|at| is_named(question, *at, text)) =>
        {
            // The name of something held says what is asked about, and asserts nothing.
            let of_subject = |at: &usize| question.mentions.iter().any(|mention| mention.words.contains(at));
            !asserted.iter().any(of_subject)
        }
        Value::Text(_) if attribute.asks.contains(&Asks::Where) => {
            asserted.len() <= 2
                && !asserted.iter().any(|at| is_region(question, *at))
                && asserted.iter().all(|at| placed(question, *at) || question.words[*at].expanded.token.capital)
        }
        _ => false,
    }
}

/// Whether a word is a name that can stand against a value in words. What nobody knows, in small letters, is a name only
/// where the value is no more than one: it may be slang for what a description says.
fn is_named(question: &Question, at: usize, value: &str) -> bool {
    let word = &question.words[at];
    let nobody_knows = || !word.expanded.known && !Vectors::is_english(&word.expanded.token.text);
    let short = value.split_whitespace().count() <= given::NAME_WORDS;
    word.expanded.token.capital || short && (word.is_name() || nobody_knows())
}

/// "in London", "at Leeds": the word stands behind a preposition of place.
pub(super) fn placed(question: &Question, at: usize) -> bool {
    at > 0 && matches!(question.text(at - 1), "in" | "at" | "near")
}

/// Whether a place is one that has others in it: a country, a county, a side of either. What lies in it is not known.
fn is_region(question: &Question, at: usize) -> bool {
    let side = |word: &str| matches!(word, "north" | "south" | "east" | "west" | "central" | "greater");
    let text = question.text(at);
    let country =
        matches!(text, "england" | "scotland" | "wales" | "ireland" | "britain" | "uk" | "europe" | "midlands");
    country || text.ends_with("shire") || side(text) || at > 0 && side(question.text(at - 1))
}

fn same_kind(figure: &Figure, value: &Value) -> bool {
    match figure {
        Figure::Number { .. } => measure(value).is_some(),
        Figure::Year(_) | Figure::Date(_) | Figure::Month(..) => matches!(value, Value::Date(_)),
        Figure::Period(_) => false,
    }
}

/// Whether the asserted words are a name and nothing else, one or two words long, of nobody who is held.
fn is_nobody_held(question: &Question, asserted: &[usize]) -> bool {
    let name = |at: &usize| {
        let word = &question.words[*at].expanded;
        word.token.capital || !word.known && !Vectors::is_english(&word.token.text)
    };
    asserted.len() <= 2 && asserted.windows(2).all(|pair| pair[1] == pair[0] + 1) && asserted.iter().all(name)
}

/// Whether the asserted words name another subject of the kind: a person by any part of a name, all else in full.
fn names_another(index: &Index, question: &Question, asserted: &[usize], doc: &FactDoc, kind: SubjectKind) -> bool {
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    let itself = |at: usize| at == doc.subject || Some(at) == value;
    let said = |term: &TermId| question.words.iter().any(|word| word.expanded.quality(*term) >= 0.8);
    // A synonym of a name's word is no name.
    let is = |at: usize, term: TermId| {
        let mut meanings = question.words[at].expanded.meanings.iter();
        meanings.any(|m| m.term == term && m.quality >= 0.8 && matches!(m.how, How::Same | How::Typo))
    };
    // Whoever has all of the words in one name has the one that fewest have.
    let with = |at: usize| {
        let terms = question.words[at].expanded.meanings.iter().map(|m| m.term).filter(move |term| is(at, *term));
        terms.flat_map(|term| index.subjects_with(term)).map(|subject| subject as usize)
    };
    let Some(rarest) = asserted.iter().copied().min_by_key(|at| with(*at).count()) else { return false };
    with(rarest).filter(|at| !itself(*at)).map(|at| index.subject(at)).filter(|s| s.subject.kind == kind).any(|s| {
        s.names
            .iter()
            .filter(|name| kind == SubjectKind::Person || name.terms.iter().all(said))
            .any(|name| asserted.iter().all(|at| name.terms.iter().any(|term| is(*at, *term))))
    })
}

/// "rated green", "given an A": the word stands where a grade does, or is a colour of traffic lights.
pub(super) fn graded(question: &Question, at: usize) -> bool {
    let grades = |word: &str| {
        matches!(
            word,
            "rated" | "rate" | "rating" | "marked" | "graded" | "grade" | "scored" | "given" | "got" | "as"
        )
    };
    grammar::is_light(question.text(at)) || (at.saturating_sub(2)..at).any(|before| grades(question.text(before)))
}
