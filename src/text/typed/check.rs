//! Whether a value keeps to the limits for texts and figures.

use super::Unread;
use super::figure::is_code;
use crate::fact::limits::{LARGEST, LIST, MARK, WORDS, YEARS};
use crate::fact::{Amount, Count, FuzzyDate, Money, Value};
use crate::text::line::line;

/// Checks a typed value that was not read by [`value`](super::value), such as one out of a file.
///
/// # Errors
/// A text that is empty, too long or not one line, a figure that is negative or too large, a year that cannot be
/// right, a currency that is none.
pub fn check(value: &Value) -> Result<(), Unread> {
    match value {
        Value::Money(money) => check_money(money),
        Value::Count(count) => check_count(count),
        Value::Duration(span) => amount(span.amount, 1),
        Value::Date(date) => year(date),
        Value::Rating(text) => words(text, "the rating", MARK),
        Value::Text(text) => words(text, "the text", WORDS),
        Value::Withheld(text) => words(text, "the reason", WORDS),
        Value::Subject(_) | Value::None => Ok(()),
        Value::List(items) if items.is_empty() => Err(Unread::new("the list is empty", "expected at least one item")),
        Value::List(items) if items.len() > LIST => {
            Err(Unread::new(format!("the list has {} items", items.len()), format!("expected at most {LIST}")))
        }
        Value::List(items) => items.iter().try_for_each(|item| words(item, "an item of the list", WORDS)),
    }
}

fn words(text: &str, what: &str, longest: usize) -> Result<(), Unread> {
    match line(text, longest) {
        Ok(trimmed) if trimmed.len() < text.len() => {
            Err(Unread::new(format!("{what} has spaces around it"), "expected it without them"))
        }
        Ok(_) => Ok(()),
        Err(error) => Err(Unread::new(error.message(what), error.expected())),
    }
}

fn check_money(money: &Money) -> Result<(), Unread> {
    if !is_code(&money.currency) {
        return Err(Unread::new("the currency is no code of three capitals", "expected such as EUR"));
    }
    amount(money.amount, 100)
}

fn check_count(count: &Count) -> Result<(), Unread> {
    amount(count.amount, 1)?;
    if let Some(of) = count.of {
        amount(Amount::Exact(of), 1)?;
        if count.amount.low().is_some_and(|part| part > of) {
            return Err(Unread::new("the figure is more than the whole", "expected `of` to be the larger figure"));
        }
    }
    count.unit.as_deref().map_or(Ok(()), |unit| words(unit, "what is counted", MARK))
}

fn amount(amount: Amount, scale: i64) -> Result<(), Unread> {
    for figure in amount.figures() {
        if figure < 0 {
            return Err(Unread::new(
                "the figure is below zero",
                "expected 0 or more; say in the statement what falls",
            ));
        }
        if figure > LARGEST * scale {
            return Err(Unread::new("the figure is too large", format!("expected at most {LARGEST}")));
        }
    }
    match amount {
        Amount::Range(low, high) if low >= high => {
            Err(Unread::new("the second figure is not above the first", "give the smaller figure first"))
        }
        _ => Ok(()),
    }
}

fn year(date: &FuzzyDate) -> Result<(), Unread> {
    if YEARS.contains(&date.year()) {
        return Ok(());
    }
    let message = format!("the year {:04} cannot be right", date.year());
    Err(Unread::new(message, format!("expected one from {} to {}", YEARS.start, YEARS.end - 1)))
}
