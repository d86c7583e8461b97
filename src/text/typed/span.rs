//! Lengths of time: "3 years", "about 8 weeks", "a year", "18-month".

use super::amount::bounds;
use super::pieces::Pieces;
use super::{Understood, Unread};
use crate::fact::{Amount, Span, SpanUnit, Value};
use crate::text::suggest::shown;

/// What can be read.
pub(super) const EXPECTED: &str = "write it like 3 years, 18 months or about 8 weeks";

/// Reads a length of time; `None` if it is nothing like one.
pub(super) fn span(text: &str) -> Option<Result<Understood<Value>, Unread>> {
    let mut pieces = Pieces::new(text);
    if pieces.eat_any(&["a", "an"]) {
        let unit = pieces.take(unit).filter(|_| pieces.is_done())?;
        return Some(Ok(Understood::plain(Value::Duration(Span { amount: Amount::Exact(1), unit }))));
    }
    let bounds = match bounds(&mut pieces)? {
        Ok(bounds) if bounds.low.currency.is_some() => return None,
        Ok(bounds) => bounds,
        Err(error) => return Some(Err(error)),
    };
    pieces.eat_sign('-');
    let unit = pieces.take(unit)?;
    Some(finish(bounds, unit, pieces))
}

fn finish(
    bounds: super::amount::Bounds,
    unit: SpanUnit,
    mut pieces: Pieces<'_>,
) -> Result<Understood<Value>, Unread> {
    let mut bounds = bounds.end(&mut pieces)?;
    if !pieces.is_done() {
        let message = format!("`{}` is not part of a length of time", shown(pieces.rest()));
        return Err(Unread::new(message, format!("{EXPECTED}; two units go into the smaller: 42 months")));
    }
    let amount = bounds.amount(1, "a whole number; for one and a half years 18 months")?;
    let note = (!bounds.notes.is_empty()).then(|| bounds.notes.join("; "));
    Ok(Understood { value: Value::Duration(Span { amount, unit }), note })
}

/// The unit of time that a word names.
pub(super) fn unit(word: &str) -> Option<SpanUnit> {
    Some(match word {
        "day" | "days" => SpanUnit::Day,
        "week" | "weeks" | "wk" | "wks" => SpanUnit::Week,
        "month" | "months" | "mo" | "mth" | "mths" => SpanUnit::Month,
        "year" | "years" | "yr" | "yrs" => SpanUnit::Year,
        _ => return None,
    })
}
