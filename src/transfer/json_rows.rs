//! JSON lines: one object a line, with the names of the columns as keys.

use super::MOST_ROWS;
use super::column::Column;
use super::csv_file::too_many;
use super::problem::{ImportError, Problems};
use super::row::{Cell, Row};
use crate::fact::Value;
use crate::text::suggest::{nearest, shown};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The rows of a file that are any, and what is wrong with the others; blank lines are passed over. `before` is how many
/// lines of the file stand before the text.
///
/// # Errors
/// A file that is no JSON lines, or has too many.
pub(super) fn rows(text: &str, before: usize) -> Result<(Vec<Row>, Problems), ImportError> {
    if text.trim_start().starts_with('[') {
        let expected = "write each object on a line of its own, without brackets and commas around them";
        return Err(ImportError::file("the file is one JSON list, not JSON lines", expected));
    }
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    let lines = (before + 1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (count, (number, line)) in lines.enumerate() {
        if count == MOST_ROWS {
            return Err(too_many());
        }
        rows.extend(row(number, line, &mut problems));
    }
    Ok((rows, problems))
}

fn row(number: usize, line: &str, problems: &mut Problems) -> Option<Row> {
    let object = match serde_json::from_str(line) {
        Ok(Json::Object(object)) => object,
        Ok(_) => {
            problems.add(
                number,
                None,
                "the line is no JSON object",
                "expected {\"subject\": ..., \"attribute\": ...}",
            );
            return None;
        }
        Err(error) => {
            problems.add(
                number,
                None,
                format!("the line is no JSON: {}", reason(&error)),
                "expected one object a line",
            );
            return None;
        }
    };
    let mut cells = BTreeMap::new();
    for (key, value) in object {
        let Some(column) = Column::named(&key) else {
            problems.add(number, None, format!("unknown key `{}`", shown(&key)), Column::meant(&key));
            // Its row does not lack what it was meant for.
            if let Some(meant) = nearest(key.trim(), Column::words()).and_then(Column::named) {
                cells.entry(meant).or_insert(Cell::Wrong);
            }
            continue;
        };
        match cell(column, value) {
            Ok(Some(cell)) => drop(cells.insert(column, cell)),
            Ok(None) => {}
            Err((message, expected)) => {
                problems.add(number, Some(column.word()), message, expected);
                cells.insert(column, Cell::Wrong);
            }
        }
    }
    Some(Row { line: number, cells })
}

/// What is wrong with a line of JSON, without the place: the line is known, and is the whole document.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    format!("{} (character {})", shown(outward(&text)), error.column())
}

/// What is wrong without names of the code and without the place.
fn outward(text: &str) -> &str {
    let text = text.rsplit_once(" at line ").map_or(text, |(reason, _)| reason);
    text.split_once(", expected struct ")
        .or_else(|| text.split_once(", expected internally "))
        .map_or(text, |(reason, _)| reason)
}

type Wrong = (String, String);

fn cell(column: Column, value: Json) -> Result<Option<Cell>, Wrong> {
    match value {
        Json::Null => Ok(None),
        Json::String(text) if text.trim().is_empty() => Ok(None),
        Json::String(text) => Ok(Some(Cell::Text(text))),
        Json::Number(number) => Ok(Some(Cell::Text(number.to_string()))),
        Json::Object(_) if column == Column::Value => match serde_json::from_value::<Value>(value) {
            Ok(value) => Ok(Some(Cell::Value(value))),
            Err(error) => Err((
                format!("not a value: {}", shown(outward(&error.to_string()))),
                "expected such as {\"money\": {\"max\": 66000, \"per\": \"year\"}}, or text as people write it"
                    .to_owned(),
            )),
        },
        Json::Array(items) => {
            let texts: Option<Vec<String>> = items.into_iter().map(|item| item.as_str().map(str::to_owned)).collect();
            match texts {
                Some(texts) if column == Column::Value => Ok(Some(Cell::Value(Value::List(texts)))),
                Some(texts) => Ok(Some(Cell::List(texts))),
                None => {
                    Err(("a list with items that are no text".to_owned(), "expected [\"one\", \"two\"]".to_owned()))
                }
            }
        }
        Json::Bool(_) => Err(("true or false".to_owned(), "expected text in quotes".to_owned())),
        Json::Object(_) => Err(("an object".to_owned(), "expected text in quotes".to_owned())),
    }
}
