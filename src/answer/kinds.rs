//! Whether a fact is an answer of the kind that a question expects: a person to "who", a date to "when".

use super::question::Question;
use crate::fact::{SubjectKind, Value, ValueKind};
use crate::search::{FactDoc, How, Index};
use crate::text::Figure;
use crate::text::lexicon::Asks;

/// The question names the subject from this much of a name on.
pub const NAMED: f32 = 0.72;

/// A fact that fits this well is an answer of the kind expected.
pub const WELL: f32 = 0.9;

/// The attribute of an age.
const AGE: &str = "age";

/// An attribute named less clearly does not say how old something is.
const ASKED: f32 = 0.5;

/// What is seen of a fact's subject and attribute in the question.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The question names the subject.
    pub named: bool,
    /// The question is one that the fact is known to answer, in other words.
    pub close: bool,
    /// How clearly the question names the attribute, from 0 to 1.
    pub attribute: f32,
    /// The question asks from the value's side, and the fact answers it so.
    pub inverse: bool,
}

/// How well a fact fits the kind of answer expected, from 0 (not at all) to 1.
pub fn fit(index: &Index, question: &Question, doc: &FactDoc, seen: Seen) -> f32 {
    let Some(asks) = question.asks.filter(|_| !question.yes_no && !seen.close) else { return 1.0 };
    let attribute = &index.attributes()[doc.attribute].attribute;
    let subject = index.subject(doc.subject).subject.kind;
    let declared = |asks: Asks| attribute.asks.contains(&asks);
    let kind = doc.fact.value.kind();
    let named = seen.named;
    match asks {
        Asks::Who if !seen.inverse && turned_round(index, question, doc, seen) => 0.0,
        Asks::Who if is_figure(kind) && doc.fact.said_by.is_none() => 0.0,
        Asks::Who if !seen.inverse && other_way_round(index, question, doc) => 0.0,
        Asks::Who => who(index, doc, subject, named, declared(Asks::Who)),
        Asks::Where if declared(Asks::Where) => 1.0,
        Asks::Where => 0.0,
        // When somebody took up a post does not say how old they are, nor any day on which something was done how old it is.
        Asks::When if question.asks_age && attribute.id.as_str() != AGE => match subject {
            SubjectKind::Person => 0.0,
            _ if seen.attribute < ASKED => 0.0,
            _ => when(doc, declared(Asks::When)),
        },
        Asks::When => when(doc, declared(Asks::When)),
        Asks::Why if declared(Asks::Why) => 1.0,
        Asks::Why => 0.0,
        Asks::HowMuch => match kind {
            ValueKind::Money => 1.0,
            _ if declared(Asks::HowMuch) => 1.0,
            ValueKind::Withheld => 0.8,
            ValueKind::Count => 0.5,
            _ => 0.0,
        },
        Asks::HowMany => match kind {
            ValueKind::Count => 1.0,
            ValueKind::Duration if question.counts_time() => 1.0,
            ValueKind::List => 0.5,
            _ if declared(Asks::HowMany) => 0.9,
            _ => 0.0,
        },
        Asks::HowLong => match kind {
            ValueKind::Duration => 1.0,
            _ if declared(Asks::HowLong) => 1.0,
            // "how long have I got to apply" is told by a day, and "how long has it been running" by another.
            ValueKind::Date if question.asking.is_likeliest_of(index, doc) => WELL,
            _ => 0.0,
        },
        Asks::What => what(question, doc, subject, named),
    }
}

/// Whether an attribute is an answer of the kind that the question expects, whatever is held of it.
pub fn can_be_asked(index: &Index, question: &Question, attribute: usize) -> bool {
    let attribute = &index.attributes()[attribute].attribute;
    let declared = |asks: Asks| attribute.asks.contains(&asks);
    match question.asks {
        // "vacancy" in passing does not ask how many there are.
        None | Some(Asks::What) => attribute.value != Some(ValueKind::Count),
        Some(asks) if declared(asks) => true,
        Some(Asks::HowMuch) => attribute.value == Some(ValueKind::Money),
        Some(Asks::HowMany) => matches!(attribute.value, Some(ValueKind::Count | ValueKind::Duration)),
        Some(Asks::HowLong) => attribute.value == Some(ValueKind::Duration),
        Some(Asks::When) => attribute.value == Some(ValueKind::Date),
        Some(Asks::Who) => attribute.value == Some(ValueKind::Subject),
        Some(Asks::Where | Asks::Why) => false,
    }
}

fn who(index: &Index, doc: &FactDoc, subject: SubjectKind, named: bool, declared: bool) -> f32 {
    let linked = match &doc.fact.value {
        Value::Subject(id) => index.subject_by_id(id.as_str()).map(|at| index.subject(at).subject.kind),
        _ => None,
    };
    let can_act = |kind| matches!(kind, SubjectKind::Person | SubjectKind::Organisation | SubjectKind::Role);
    // "who" means people; an organisation only where the attribute says so, or where it is what is looked for.
    let people = linked.is_some_and(|kind| matches!(kind, SubjectKind::Person | SubjectKind::Role));
    if people || declared || (linked.is_some_and(can_act) && !named) {
        1.0
    } else if doc.fact.said_by.is_some() {
        0.6
    } else if can_act(subject) && !named {
        0.8
    } else {
        0.0
    }
}

/// Whether a value cannot answer this kind of question at all, however an attribute was declared.
pub fn impossible(question: &Question, doc: &FactDoc, fit: f32) -> bool {
    let Some(asks) = question.asks.filter(|_| !question.yes_no) else { return false };
    let kind = doc.fact.value.kind();
    let figure = is_figure(kind);
    let none = fit <= 0.0;
    match asks {
        Asks::Who | Asks::Where | Asks::Why => none && figure,
        Asks::HowMuch | Asks::HowMany => none && !figure && kind != ValueKind::Text && kind != ValueKind::None,
        Asks::When | Asks::HowLong => none,
        Asks::What => false,
    }
}

pub(super) fn is_figure(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Money | ValueKind::Count | ValueKind::Date | ValueKind::Duration | ValueKind::Rating)
}

/// Whether "who [did something to] M" meets a statement in which M is the one that did it: the word order of an
/// English active sentence, agent, verb, patient.
fn other_way_round(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let Some(statement) = &doc.fact.statement else { return false };
    let Some(who) = (0..question.words.len()).find(|at| question.text(*at) == "who") else { return false };
    let verb = who + 1;
    let is_verb = question.words.get(verb).is_some_and(|w| !w.expanded.closed && w.weight > 0.0);
    let Some(patient) = question.mentions.iter().find(|m| m.words.first().is_some_and(|at| *at > verb)) else {
        return false;
    };
    if !is_verb {
        return false;
    }
    let said = crate::text::tokenise(statement);
    let term = |word: &str| index.vocabulary().get(word);
    let place = |at: usize| {
        said.iter().position(|t| term(&t.text).is_some_and(|t| question.words[at].expanded.quality(t) >= 0.8))
    };
    let passive = said.iter().any(|t| t.text == "by");
    // The verb in the same form ("rating" is no "rated"), or another verb for it ("took over" for "replaced").
    let other_verb = |text: &str| {
        let meanings = &question.words[verb].expanded.meanings;
        term(text).is_some_and(|t| meanings.iter().any(|m| m.term == t && m.how == How::Synonym && m.quality >= 0.8))
    };
    let same_verb = said.iter().position(|t| t.text == question.text(verb) || other_verb(&t.text));
    match (same_verb, patient.words.first().and_then(|at| place(*at))) {
        (Some(verb), Some(patient)) => patient < verb && !passive,
        _ => false,
    }
}

/// Whether the question names the value of a relation between two of a kind, and not its subject: "who was before
/// B" is not answered by "B was before C".
fn turned_round(index: &Index, question: &Question, doc: &FactDoc, seen: Seen) -> bool {
    if seen.attribute <= 0.3 {
        return false;
    }
    let Value::Subject(id) = &doc.fact.value else { return false };
    let Some(value) = index.subject_by_id(id.as_str()) else { return false };
    let kind = |at: usize| index.subject(at).subject.kind;
    let mentioned = |at: usize| question.mentions.iter().any(|m| m.subjects.contains(&at));
    kind(value) == kind(doc.subject) && mentioned(value) && !mentioned(doc.subject)
}

fn when(doc: &FactDoc, declared: bool) -> f32 {
    match doc.fact.value {
        Value::Date(_) => 1.0,
        _ if declared => 1.0,
        _ if doc.figures.iter().any(|f| matches!(f, Figure::Year(_) | Figure::Date(_) | Figure::Period(_))) => 0.6,
        _ => 0.0,
    }
}

fn what(question: &Question, doc: &FactDoc, subject: SubjectKind, named: bool) -> f32 {
    let Some(kind) = question.asks_kind else { return 1.0 };
    // "which programme ...": a fact of a programme that the question does not name, or one whose value is such
    // a subject, or words.
    if subject == kind && !named {
        1.0
    } else if matches!(doc.fact.value.kind(), ValueKind::Subject | ValueKind::Text | ValueKind::List) {
        0.9
    } else if is_figure(doc.fact.value.kind()) {
        // No sum or date is a programme.
        0.0
    } else {
        0.3
    }
}
