//! Numbers of things: "350", "about 350 people", "10 of 13 external reviews".

use super::amount::{bounds, without_ending};
use super::pieces::{Piece, Pieces};
use super::{Understood, Unread};
use crate::fact::limits::{LARGEST, MARK};
use crate::fact::{Count, Value};
use crate::text::line::line;
use crate::text::scan;
use crate::text::suggest::shown;

/// What can be read.
pub(super) const EXPECTED: &str = "write it like 350, about 350 people, more than 9,000 staff or 7 of 9 reviews";

/// A longer unit, in words, is a sentence; where a count is expected, it is still a unit.
const UNIT_WORDS: usize = 4;

/// Reads a number of things; `None` if it is nothing like one. If no count is `expected`, "2 Lamp Street" is none.
pub(super) fn count(text: &str, expected: bool) -> Option<Result<Understood<Value>, Unread>> {
    let (text, ending) = match without_ending(text) {
        // "350 or more" is read behind the figure; only "350 people or more" needs help.
        (before, Some(ending)) if before.ends_with(char::is_alphabetic) => (before, Some(ending)),
        _ => (text, None),
    };
    let mut pieces = Pieces::new(text);
    let bounds = match bounds(&mut pieces)? {
        Ok(bounds) if bounds.low.currency.is_some() => return None,
        Ok(bounds) => bounds,
        Err(error) => return Some(Err(error)),
    };
    let bounds = match ending {
        Some(ending) => bounds.end(&mut Pieces::new(ending)),
        None => Ok(bounds),
    };
    let of = whole(&mut pieces);
    let unit = match pieces.peek() {
        Some(Piece::Sign('%')) if pieces.rest() == "%" => "per cent",
        _ => pieces.rest(),
    };
    let looks = unit.is_empty() || is_unit(unit, expected);
    if !looks {
        return expected.then(|| {
            let message = format!("`{}` is not what can be counted", shown(unit));
            Err(Unread::new(message, EXPECTED))
        });
    }
    Some(bounds.and_then(|mut bounds| {
        let amount = bounds.amount(1, "a whole number")?;
        let of = of?;
        let unit = (!unit.is_empty())
            .then(|| line(unit, MARK))
            .transpose()
            .map_err(|error| Unread::new(error.message("what is counted"), error.expected()))?;
        if of.is_some_and(|of| amount.low().is_some_and(|part| part > of)) {
            return Err(Unread::new(
                format!("`{}` is more than the whole", shown(text)),
                "expected such as 7 of 9 reviews",
            ));
        }
        let unit = unit.map(str::to_owned);
        let note = (!bounds.notes.is_empty()).then(|| bounds.notes.join("; "));
        Ok(Understood { value: Value::Count(Count { amount, of, unit }), note })
    }))
}

/// "of 13", "out of 13".
fn whole(pieces: &mut Pieces<'_>) -> Result<Option<i64>, Unread> {
    let at = pieces.at;
    if !pieces.eat_any(&["out of", "of"]) {
        return Ok(None);
    }
    match pieces.number() {
        Some(digits) => match digits.replace(',', "").parse() {
            Ok(n) if n <= LARGEST => Ok(Some(n)),
            _ => Err(Unread::new(format!("`{}` is not a whole number", shown(digits)), EXPECTED)),
        },
        None => {
            pieces.at = at;
            Ok(None)
        }
    }
}

/// Whether the words behind a figure can be what is counted.
fn is_unit(text: &str, expected: bool) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return true };
    if !first.starts_with(|c: char| c.is_alphabetic()) && text != "%" {
        return false;
    }
    let first = first.to_lowercase();
    let time = scan::month_word(&first).is_some()
        || ["a", "an", "per", "to", "and", "or", "st", "nd", "rd", "th", "k", "of"].contains(&first.as_str());
    let span = super::span::unit(&first).is_some();
    let open = text.split_whitespace().count() <= UNIT_WORDS && !text.chars().any(char::is_uppercase) && !span;
    !(time && text != "per cent") && (expected || open)
}
