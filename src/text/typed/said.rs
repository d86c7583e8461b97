//! A value as one would type it, such that reading it gives the same value again.

use super::{Names, small, value};
use crate::fact::{Value, ValueKind};
use crate::text::say;

/// The text that [`value`] reads as this value, with the same `expected` kinds and `names`: in plain words where
/// they do, else with the kind before them, and for what no words say (a list item with a semicolon) as JSON.
pub fn said(of: &Value, expected: &[ValueKind], names: &Names<'_>) -> String {
    let words = words(of, names);
    let marked = format!("{}: {words}", of.kind().word());
    let by_id = match of {
        Value::Subject(id) => format!("{}: {id}", ValueKind::Subject.word()),
        _ => String::new(),
    };
    let reads = |text: &String| value(text, expected, names).is_ok_and(|read| read.value == *of);
    let spoken = [words, marked, by_id].into_iter().find(reads);
    spoken.unwrap_or_else(|| serde_json::to_string(of).unwrap_or_default())
}

fn words(value: &Value, names: &Names<'_>) -> String {
    match value {
        Value::List(items) => small::said_items(items),
        Value::Subject(id) => (names.name)(id),
        Value::None => "none".to_owned(),
        Value::Withheld(reason) => format!("withheld: {reason}"),
        other => say::value(other, str::to_owned),
    }
}
