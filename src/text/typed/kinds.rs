//! Which kind of value a text is: the one that is written before it, the one that is expected, or the one it looks
//! like.

use super::{Named, Names, Understood, Unread, check, count, date, money, plain, small, span};
use crate::fact::limits::{LIST, MARK, WORDS};
use crate::fact::{Value, ValueKind};
use crate::text::line::line;
use crate::text::suggest::shown;

/// More characters than any value has: a list of a hundred long items, in quotes.
const LONGEST: usize = 80_000;
/// Only texts up to this many bytes are looked at as figures and dates.
const FIGURES: usize = 400;

/// Scales that ratings are given on, as they are written here.
const RATINGS: [&str; 5] = ["green", "amber-green", "amber", "amber-red", "red"];

type Read = Result<Understood<Value>, Unread>;

pub(super) fn value(text: &str, expected: &[ValueKind], names: &Names<'_>) -> Read {
    let text = one_line(text, "the value", LONGEST)?;
    if text.starts_with("{\"") {
        return typed(text, names);
    }
    if let Some((kind, rest)) = marked(text) {
        return strict(kind, rest.trim(), names);
    }
    if let Some(closed) = closed(text) {
        return closed;
    }
    if expected.is_empty() { open(text, names) } else { directed(text, expected, names) }
}

fn one_line<'t>(text: &'t str, what: &str, longest: usize) -> Result<&'t str, Unread> {
    line(text, longest).map_err(|error| Unread::new(error.message(what), error.expected()))
}

/// A value in the form of JSON files.
fn typed(text: &str, names: &Names<'_>) -> Read {
    const EXPECTED: &str = "for text that begins so, write `text:` before it";
    let value: Value = serde_json::from_str(text)
        .map_err(|_| Unread::new(format!("`{}` begins like a value in JSON, but is none", shown(text)), EXPECTED))?;
    check::check(&value)?;
    match &value {
        Value::Subject(id) => subject(id.as_str(), names),
        _ => Ok(Understood::plain(value)),
    }
}

/// The kind that is written before the value: "date: June 2031".
fn marked(text: &str) -> Option<(ValueKind, &str)> {
    let (head, rest) = text.split_once(':')?;
    let head = head.trim().to_ascii_lowercase();
    let kind = ValueKind::ALL.into_iter().find(|kind| kind.word() == head && *kind != ValueKind::None)?;
    Some((kind, rest))
}

fn strict(kind: ValueKind, text: &str, names: &Names<'_>) -> Read {
    let not = |what: &str, expected: &str| Err(Unread::not(text, what, expected));
    let short = plain(text.get(..FIGURES.min(text.len())).filter(|_| text.len() <= FIGURES).unwrap_or_default());
    match kind {
        ValueKind::Money => money::money(&short, true).unwrap_or_else(|| not("a sum of money", money::EXPECTED)),
        ValueKind::Count => count::count(&short, true).unwrap_or_else(|| not("a number", count::EXPECTED)),
        ValueKind::Duration => span::span(&short).unwrap_or_else(|| not("a length of time", span::EXPECTED)),
        ValueKind::Date => date::date(&short).map(|date| date.map(Value::Date)),
        ValueKind::Rating => Ok(Understood::plain(Value::Rating(one_line(text, "the rating", MARK)?.to_owned()))),
        ValueKind::Text => Ok(Understood::plain(Value::Text(one_line(text, "the text", WORDS)?.to_owned()))),
        ValueKind::List => list(text),
        ValueKind::Subject => subject(text, names),
        ValueKind::Withheld => {
            Ok(Understood::plain(Value::Withheld(one_line(text, "the reason", WORDS)?.to_owned())))
        }
        ValueKind::None => Ok(Understood::plain(Value::None)),
    }
}

/// The few words that say that there is no value, whatever the kind.
fn closed(text: &str) -> Option<Read> {
    let lower = text.to_lowercase();
    let reason = || {
        let words =
            ["withheld", "not disclosed", "undisclosed"].into_iter().find(|words| lower.starts_with(words))?;
        let rest = text.get(words.len()..)?.trim();
        Some((words, rest))
    };
    if lower == "none" {
        return Some(Ok(Understood::noted(Value::None, "no value of its own: the statement must say it")));
    }
    if ["n/a", "unknown", "not known", "tbc", "tbd", "?"].contains(&lower.as_str()) {
        let expected = "leave the fact out; for a value that is kept back write `withheld: reason`, for one that the statement says `none`";
        return Some(Err(Unread::new(format!("`{text}` is no fact"), expected)));
    }
    let (words, rest) = reason()?;
    let given = rest
        .strip_prefix(':')
        .or_else(|| rest.strip_prefix("because "))
        .or_else(|| rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')));
    match given.map(str::trim) {
        Some(reason) if !reason.is_empty() => Some(
            one_line(reason, "the reason", WORDS).map(|reason| Understood::plain(Value::Withheld(reason.to_owned()))),
        ),
        _ if !rest.is_empty() && given.is_none() => None,
        _ if words == "withheld" => {
            let expected = "give the reason: `withheld: commercially sensitive`";
            Some(Err(Unread::new("a withheld value without a reason", expected)))
        }
        _ => Some(Ok(Understood::plain(Value::Withheld(words.to_owned())))),
    }
}

/// Reads what one of the expected kinds can be.
fn directed(text: &str, expected: &[ValueKind], names: &Names<'_>) -> Read {
    const FIGURE_KINDS: [ValueKind; 4] = [ValueKind::Money, ValueKind::Count, ValueKind::Date, ValueKind::Duration];
    let mut read: Vec<Understood<Value>> = Vec::new();
    let mut errors = Vec::new();
    for kind in FIGURE_KINDS.into_iter().filter(|kind| expected.contains(kind)) {
        match strict(kind, text, names) {
            Ok(value) if read.iter().any(|held| held.value == value.value) => {}
            Ok(value) => read.push(value),
            Err(error) => errors.push(error),
        }
    }
    if read.len() > 1 {
        return Err(two_ways(text, &read));
    }
    if let Some(value) = read.pop() {
        return Ok(value);
    }
    let words = [ValueKind::Rating, ValueKind::List, ValueKind::Subject, ValueKind::Text];
    match words.into_iter().find(|kind| expected.contains(kind)) {
        Some(ValueKind::Rating) => rating(text),
        Some(ValueKind::List) => listed(text),
        Some(ValueKind::Subject) => subject_or_words(text, names),
        Some(_) => strict(ValueKind::Text, text, names),
        None => Err(unexpected(text, errors, names)),
    }
}

/// The error of the expected kind; and if the text is clearly of another, how to say so.
fn unexpected(text: &str, mut errors: Vec<Unread>, names: &Names<'_>) -> Unread {
    let mut error = match errors.len() {
        0 => Unread::not(text, "a value of the expected kind", "write `none` where the statement says it all"),
        _ => errors.swap_remove(0),
    };
    // A bare number reads as a count wherever nothing else is said: no hint.
    let other = open(text, names)
        .ok()
        .map(|read| read.value)
        .filter(|value| text.contains(' ') || value.kind() != ValueKind::Count);
    if let Some(kind) =
        other.map(|value| value.kind()).filter(|kind| !matches!(kind, ValueKind::Text | ValueKind::Subject))
    {
        let kind = kind.word();
        error.expected =
            format!("{}; for a value of the kind `{kind}`, write `{kind}: {}`", error.expected, shown(text));
    }
    error
}

fn two_ways(text: &str, read: &[Understood<Value>]) -> Unread {
    let kinds: Vec<&str> = read.iter().map(|read| read.value.kind().word()).collect();
    let marked: Vec<String> = kinds.iter().map(|kind| format!("`{kind}: {}`", shown(text))).collect();
    Unread::new(
        format!("`{}` may be a {}", shown(text), kinds.join(" or a ")),
        format!("write {}", marked.join(" or ")),
    )
}

/// Reads what a text looks like where nothing is expected.
fn open(text: &str, names: &Names<'_>) -> Read {
    if text.len() <= FIGURES
        && let Some(read) = figures(&plain(text))
    {
        return read;
    }
    if RATINGS.contains(&rating_word(text).as_str()) {
        return rating(text);
    }
    if text.contains(';') {
        return list(text);
    }
    match (names.find)(text) {
        Named::One(id) => Ok(Understood::noted(Value::Subject(id), "read as the subject of that name")),
        Named::Several(candidates) => Err(several(text, &candidates)),
        Named::Unknown(_) => strict(ValueKind::Text, text, names),
    }
}

fn figures(text: &str) -> Option<Read> {
    let money = money::money(text, false);
    if money.as_ref().is_some_and(|money| money.is_ok() || text.contains(['£', '€', '$'])) {
        return money;
    }
    if let Some(Ok(span)) = span::span(text) {
        return Some(Ok(span));
    }
    // "5531" is a count: no source speaks of such a year.
    let date = date::date(text).ok().map(|date| date.map(Value::Date));
    let count = count::count(text, false).and_then(Result::ok);
    match (date, count) {
        (Some(date), Some(count)) if date::is_year(text) => Some(Err(two_ways(text, &[date, count]))),
        (Some(date), _) => Some(Ok(date)),
        (None, Some(count)) if is_scaled(text) => {
            let expected = format!("write `£{text}` for money, or `count: {text}`");
            let message = format!("`{}` may be a sum or a count", shown(text));
            Some(if count_has_unit(&count.value) { Ok(count) } else { Err(Unread::new(message, expected)) })
        }
        (None, Some(count)) => Some(Ok(count)),
        (None, None) => None,
    }
}

fn count_has_unit(value: &Value) -> bool {
    matches!(value, Value::Count(count) if count.unit.is_some())
}

fn is_scaled(text: &str) -> bool {
    let mut pieces = super::pieces::Pieces::new(text);
    super::amount::bounds(&mut pieces).is_some_and(|bounds| bounds.is_ok_and(|bounds| bounds.low.has_multiplier()))
}

fn rating_word(text: &str) -> String {
    plain(text)
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A rating; those of the usual scale in the one way they are written here.
fn rating(text: &str) -> Read {
    let word = rating_word(text);
    let known = RATINGS.into_iter().find(|rating| *rating == word);
    let rating = one_line(known.unwrap_or(text), "the rating", MARK)?;
    Ok(Understood::plain(Value::Rating(rating.to_owned())))
}

fn list(text: &str) -> Read {
    let items = small::items(text);
    if items.is_empty() {
        return Err(Unread::new("the list is empty", "write its items with semicolons between them: lamps; lenses"));
    }
    if items.len() > LIST {
        return Err(Unread::new(format!("the list has {} items", items.len()), format!("expected at most {LIST}")));
    }
    for item in &items {
        one_line(item, "an item of the list", WORDS)?;
    }
    Ok(Understood::plain(Value::List(items)))
}

/// A list where one is expected: commas may stand between its items or inside one.
fn listed(text: &str) -> Read {
    if !text.contains(';') && text.contains(',') {
        let message = "it is not clear whether the commas stand between items";
        let expected = format!("write `{}`, or `text:` before it if it is one text", shown(&text.replace(',', ";")));
        return Err(Unread::new(message, expected));
    }
    list(text)
}

fn subject(text: &str, names: &Names<'_>) -> Read {
    match (names.find)(text) {
        Named::One(id) => Ok(Understood::plain(Value::Subject(id))),
        Named::Several(candidates) => Err(several(text, &candidates)),
        Named::Unknown(near) => {
            let near = near.map_or_else(String::new, |near| format!("did you mean `{}`? ", shown(&near)));
            let expected = format!("{near}Give the name or id of a subject that is held, or write `text:` before it");
            Err(Unread::new(format!("no subject is called `{}`", shown(text)), expected))
        }
    }
}

fn several(text: &str, candidates: &[String]) -> Unread {
    const SHOWN: usize = 5;
    let shown_candidates: Vec<String> =
        candidates.iter().take(SHOWN).map(|name| format!("`{}`", shown(name))).collect();
    let more = candidates.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("`{}` names several subjects", shown(text));
    Unread::new(message, format!("write one of {}{rest}", shown_candidates.join(", ")))
}

/// A subject where one is expected; whoever is none is kept in words.
fn subject_or_words(text: &str, names: &Names<'_>) -> Read {
    match (names.find)(text) {
        Named::Unknown(near) => {
            if text.contains(';') {
                return list(text);
            }
            let near = near.map_or_else(String::new, |near| format!(" (near: {})", shown(&near)));
            let text = one_line(text, "the text", WORDS)?.to_owned();
            Ok(Understood::noted(Value::Text(text), format!("no subject has that name, so it is kept as text{near}")))
        }
        _ => subject(text, names),
    }
}
