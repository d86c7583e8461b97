//! An answer as the JSON contract has it: one object, one line.

use crate::answer::{Answer, Held, Suggestion};
use crate::fact::{Source, Value};
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use std::fmt::Write as _;
use std::time::Duration;

#[derive(Serialize)]
struct AnswerJson<'a> {
    question: &'a str,
    outcome: &'static str,
    text: &'a str,
    confidence: f64,
    facts: Vec<FactJson<'a>>,
    sources: Vec<SourceJson<'a>>,
    suggestions: Vec<SuggestionJson<'a>>,
    latency_us: u128,
}

#[derive(Serialize)]
struct FactJson<'a> {
    id: &'a str,
    subject: &'a str,
    attribute: &'a str,
    value: ValueJson<'a>,
    as_of: String,
}

/// What is not known is `null`, so that every key is always there.
#[derive(Serialize)]
struct SourceJson<'a> {
    id: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct SuggestionJson<'a> {
    subject: &'a str,
    question: &'a str,
}

/// The line for one question and its answer, without the line's end.
///
/// # Errors
/// Never for the values that exist; a new kind of value that is no table, text or list would be an error here.
pub(super) fn line(question: &str, answer: &Answer, latency: Duration) -> serde_json::Result<String> {
    let json = AnswerJson {
        question,
        outcome: answer.outcome.word(),
        text: &answer.text,
        // Four digits are more than a confidence means; a number that is none would be written as null.
        confidence: if answer.confidence.is_finite() { (answer.confidence * 1e4).round() / 1e4 } else { 0.0 },
        facts: answer.facts.iter().map(fact).collect(),
        sources: answer.sources.iter().map(|held| source(held)).collect(),
        suggestions: answer.suggestions.iter().map(suggestion).collect(),
        latency_us: latency.as_micros(),
    };
    Ok(on_one_line(&serde_json::to_string(&json)?))
}

fn fact(held: &Held) -> FactJson<'_> {
    FactJson {
        id: held.fact.id.as_str(),
        subject: held.subject.id.as_str(),
        attribute: held.fact.attribute.as_str(),
        value: ValueJson(&held.fact.value),
        as_of: held.fact.as_of.to_string(),
    }
}

fn source(source: &Source) -> SourceJson<'_> {
    SourceJson {
        id: source.id.as_str(),
        title: &source.title,
        publisher: source.publisher.as_deref(),
        published: source.published.map(|date| date.to_string()),
        url: source.url.as_deref(),
    }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionJson<'_> {
    SuggestionJson { subject: suggestion.choice.subject.as_str(), question: &suggestion.question }
}

/// A value with its kind beside the keys of the knowledge form: `{"kind":"money","currency":"GBP","max":85000}`,
/// `{"kind":"text","text":"..."}`, `{"kind":"none"}`.
struct ValueJson<'a>(&'a Value);

impl Serialize for ValueJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.0.kind().word();
        let form = serde_json::to_value(self.0).map_err(S::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", kind)?;
        if let Value::Money(money) = self.0 {
            // The form leaves the usual currency out; a reader of JSON should not have to know which that is.
            map.serialize_entry("currency", &money.currency)?;
        }
        match form.get(kind) {
            Some(serde_json::Value::Object(table)) => {
                for (key, value) in table.iter().filter(|(key, _)| *key != "currency") {
                    map.serialize_entry(key, value)?;
                }
            }
            Some(other) => map.serialize_entry(kind, other)?,
            None => {}
        }
        map.end()
    }
}

/// Escapes the characters that JSON lets stand but that some readers take for the end of a line, or a terminal
/// for a command (U+0080 to U+009F, U+2028, U+2029). They can only be inside strings.
pub(super) fn on_one_line(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String cannot fail.
                let _ = write!(line, "\\u{:04x}", u32::from(c));
            }
            _ => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Choice, Outcome};
    use crate::fact::{Fact, Scope, Subject, SubjectKind};
    use serde_json::json;
    use std::sync::Arc;

    fn value(toml: &str) -> Value {
        #[derive(serde::Deserialize)]
        struct Row {
            value: Value,
        }
        toml::from_str::<Row>(&format!("value = {toml}")).unwrap().value
    }

    #[test]
    fn each_kind_of_value_has_its_shape() {
        for (toml, expected) in [
            (
                "{ money = { max = 85, per = \"year\" } }",
                r#"{"kind":"money","currency":"GBP","max":85,"per":"year"}"#,
            ),
            ("{ money = { exact = 9.5, currency = \"EUR\" } }", r#"{"kind":"money","currency":"EUR","exact":9.5}"#),
            (
                "{ count = { exact = 10, of = 13, unit = \"ships\" } }",
                r#"{"kind":"count","exact":10,"of":13,"unit":"ships"}"#,
            ),
            ("{ date = \"2016-07~\" }", r#"{"kind":"date","date":"2016-07~"}"#),
            ("{ duration = { about = 8, unit = \"week\" } }", r#"{"kind":"duration","about":8,"unit":"week"}"#),
            ("{ rating = \"amber\" }", r#"{"kind":"rating","rating":"amber"}"#),
            ("{ text = \"words\" }", r#"{"kind":"text","text":"words"}"#),
            ("{ list = [\"a\", \"b\"] }", r#"{"kind":"list","list":["a","b"]}"#),
            ("{ subject = \"someone\" }", r#"{"kind":"subject","subject":"someone"}"#),
            ("\"none\"", r#"{"kind":"none"}"#),
            ("{ withheld = \"secret\" }", r#"{"kind":"withheld","withheld":"secret"}"#),
        ] {
            assert_eq!(serde_json::to_string(&ValueJson(&value(toml))).unwrap(), expected);
        }
    }

    #[test]
    fn a_whole_answer_follows_the_contract() {
        let subject = Subject {
            id: "keeper".into(),
            kind: SubjectKind::Role,
            name: "Keeper".to_owned(),
            aliases: vec![],
            organisation: None,
        };
        let fact = Fact {
            id: "keeper.salary".into(),
            scope: Scope::Shipped,
            subject: "keeper".into(),
            attribute: "salary".into(),
            value: value("{ money = { exact = 5 } }"),
            period: None,
            status: None,
            said_by: None,
            as_of: "2031-04".parse().unwrap(),
            source: "paper".into(),
            statement: None,
            cues: vec![],
            questions: vec![],
        };
        let source = Source {
            id: "paper".into(),
            title: "A \"title\"".to_owned(),
            publisher: None,
            author: None,
            published: Some("2031-04-02~".parse().unwrap()),
            url: None,
            inferred: vec![],
        };
        let choice = Choice { subject: "keeper".into(), attribute: None };
        let answer = Answer {
            outcome: Outcome::Answer,
            text: "£5.\u{2028}Two\u{9b}31m\n".to_owned(),
            confidence: 0.123_456,
            facts: vec![Held { fact: Arc::new(fact), subject: Arc::new(subject) }],
            sources: vec![Arc::new(source)],
            suggestions: vec![Suggestion { choice, name: "Keeper".to_owned(), question: "who?".to_owned() }],
            nearby: vec![],
        };
        let line = line("what\u{85}?", &answer, Duration::from_micros(42)).unwrap();
        assert!(!line.contains(['\n', '\u{2028}', '\u{85}', '\u{9b}']), "{line}");
        let expected = json!({
            "question": "what\u{85}?",
            "outcome": "answer",
            "text": "£5.\u{2028}Two\u{9b}31m\n",
            "confidence": 0.1235,
            "facts": [{"id": "keeper.salary", "subject": "keeper", "attribute": "salary",
                       "value": {"kind": "money", "currency": "GBP", "exact": 5}, "as_of": "2031-04"}],
            "sources": [{"id": "paper", "title": "A \"title\"", "publisher": null, "published": "2031-04-02~", "url": null}],
            "suggestions": [{"subject": "keeper", "question": "who?"}],
            "latency_us": 42,
        });
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), expected);
    }
}
