//! An answer on its way over the socket. Another type than [`Answer`], so that the room `answer` need not know of it.

use crate::answer::{Answer, Choice, Held, Nearby, Outcome, Suggestion};
use crate::fact::{AttributeId, Fact, Scope, Source, Subject, SubjectId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct AnswerForm {
    outcome: OutcomeForm,
    text: String,
    confidence: f64,
    facts: Vec<(Fact, Subject)>,
    sources: Vec<Source>,
    suggestions: Vec<SuggestionForm>,
    nearby: Vec<NearbyForm>,
}

#[derive(Serialize, Deserialize)]
enum OutcomeForm {
    Answer,
    Suggest,
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct SuggestionForm {
    subject: SubjectId,
    attribute: Option<AttributeId>,
    name: String,
    question: String,
}

#[derive(Serialize, Deserialize)]
struct NearbyForm {
    subject: SubjectId,
    wanted: Option<AttributeId>,
    attribute: String,
    value: String,
    scope: Scope,
}

pub(super) fn serialize<S: Serializer>(answer: &Answer, to: S) -> Result<S::Ok, S::Error> {
    let Answer { outcome, text, confidence, facts, sources, suggestions, nearby } = answer;
    let outcome = match outcome {
        Outcome::Answer => OutcomeForm::Answer,
        Outcome::Suggest => OutcomeForm::Suggest,
        Outcome::Unknown => OutcomeForm::Unknown,
    };
    let suggestion = |Suggestion { choice, name, question }: &Suggestion| SuggestionForm {
        subject: choice.subject.clone(),
        attribute: choice.attribute.clone(),
        name: name.clone(),
        question: question.clone(),
    };
    let near = |Nearby { choice, attribute, value, scope }: &Nearby| NearbyForm {
        subject: choice.subject.clone(),
        wanted: choice.attribute.clone(),
        attribute: attribute.clone(),
        value: value.clone(),
        scope: *scope,
    };
    AnswerForm {
        outcome,
        text: text.clone(),
        confidence: *confidence,
        facts: facts.iter().map(|held| ((*held.fact).clone(), (*held.subject).clone())).collect(),
        sources: sources.iter().map(|source| (**source).clone()).collect(),
        suggestions: suggestions.iter().map(suggestion).collect(),
        nearby: nearby.iter().map(near).collect(),
    }
    .serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Box<Answer>, D::Error> {
    let AnswerForm { outcome, text, confidence, facts, sources, suggestions, nearby } =
        AnswerForm::deserialize(from)?;
    let outcome = match outcome {
        OutcomeForm::Answer => Outcome::Answer,
        OutcomeForm::Suggest => Outcome::Suggest,
        OutcomeForm::Unknown => Outcome::Unknown,
    };
    let suggestion = |SuggestionForm { subject, attribute, name, question }| Suggestion {
        choice: Choice { subject, attribute },
        name,
        question,
    };
    let near = |NearbyForm { subject, wanted, attribute, value, scope }| Nearby {
        choice: Choice { subject, attribute: wanted },
        attribute,
        value,
        scope,
    };
    let held = |(fact, subject)| Held { fact: Arc::new(fact), subject: Arc::new(subject) };
    Ok(Box::new(Answer {
        outcome,
        text,
        confidence,
        facts: facts.into_iter().map(held).collect(),
        sources: sources.into_iter().map(Arc::new).collect(),
        suggestions: suggestions.into_iter().map(suggestion).collect(),
        nearby: nearby.into_iter().map(near).collect(),
    }))
}

/// How much is held, likewise.
pub(super) mod holdings {
    use crate::app::Holdings;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::link) fn serialize<S: Serializer>(held: &Holdings, to: S) -> Result<S::Ok, S::Error> {
        (held.facts, held.subjects, held.sources).serialize(to)
    }

    pub(in crate::link) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Holdings, D::Error> {
        let (facts, subjects, sources) = Deserialize::deserialize(from)?;
        Ok(Holdings { facts, subjects, sources })
    }
}
