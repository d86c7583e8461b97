//! Dates: "12 June 2031", "12/06/2031" (day first), "spring 2031", "end of 2031"; and for as-of dates "today".

use super::pieces::{Piece, Pieces};
use super::{Understood, Unread, plain};
use crate::fact::limits::YEARS;
use crate::fact::{FuzzyDate, Inference, Period};
use crate::text::say;
use crate::text::scan;
use crate::text::suggest::shown;
use jiff::ToSpan;
use jiff::civil::{self, Weekday};

/// What can be read.
pub(super) const EXPECTED: &str =
    "write it like 12 June 2031, 12/06/2031, June 2031 or 2031, with ~ behind it where it is inferred";

/// Reads a date.
///
/// # Errors
/// What is no date, has no year, or can be read in two ways.
pub fn date(text: &str) -> Result<Understood<FuzzyDate>, Unread> {
    let typed = text.trim();
    match read(typed) {
        Some(Ok(date)) => checked(typed, date),
        Some(Err(error)) => Err(error),
        None => Err(Unread::not(typed, "a date", EXPECTED)),
    }
}

/// Reads the date when a fact was true, which "today" and "last month" can say too. A date after `today` has a note, for
/// nothing was true then yet.
///
/// # Errors
/// As [`date`].
pub fn as_of(text: &str, today: civil::Date) -> Result<Understood<FuzzyDate>, Unread> {
    let lower = plain(text).trim().to_lowercase();
    let month = |date: civil::Date| FuzzyDate::from_parts(date.year(), Some(date.month()), None, Inference::Stated);
    let year = |year: i16| FuzzyDate::from_parts(year, None, None, Inference::Stated);
    let before = |span: jiff::Span| today.checked_sub(span).unwrap_or(today);
    let relative = match lower.as_str() {
        "today" | "now" => Some(FuzzyDate::day(today)),
        "yesterday" => Some(FuzzyDate::day(before(1.day()))),
        "this month" => month(today),
        "last month" => month(before(1.month())),
        "this year" => year(today.year()),
        "last year" => year(today.year() - 1),
        _ => None,
    };
    if let Some(date) = relative {
        return Ok(Understood::noted(date, format!("\"{lower}\" is {}", say::date(&date))));
    }
    let mut read = date(text)?;
    if let Some(note) = to_come(&read.value, today) {
        read.note = Some(read.note.into_iter().chain([note]).collect::<Vec<_>>().join("; "));
    }
    Ok(read)
}

/// The note on a date after `today`, as that when a fact was true or its source published; `None` on any other.
pub fn to_come(date: &FuzzyDate, today: civil::Date) -> Option<String> {
    (date.first_day() > today).then(|| format!("{} is still to come", say::date(date)))
}

/// Whether a text reads as a date, and as which; `None` if it is nothing like one.
pub(super) fn read(typed: &str) -> Option<Result<Understood<FuzzyDate>, Unread>> {
    if let Ok(date) = typed.parse::<FuzzyDate>() {
        // "2011-12" is a month here, and a financial year to many.
        let doubtful = matches!(typed.parse(), Ok(Period::Financial(_)));
        let note = doubtful.then(|| format!("read as {}, not as a financial year", say::date(&date)));
        return Some(Ok(Understood { value: date, note }));
    }
    if matches!(typed.parse(), Ok(Period::Financial(_) | Period::Years(..))) {
        let message = format!("`{}` is a period, not a date", shown(typed));
        return Some(Err(Unread::new(message, "give it as the period of the fact, or a date such as June 2031")));
    }
    let text = plain(typed).to_lowercase();
    let (body, inference) = inferred(&text);
    let body = after_any(body, &["on ", "in ", "the "]);
    let found = in_figures(body).or_else(|| in_words(body)).or_else(|| part_of_year(body))?;
    Some(found.map(|mut date| {
        if inference != Inference::Stated {
            date.value = with_inference(date.value, inference);
        }
        date
    }))
}

fn checked(typed: &str, date: Understood<FuzzyDate>) -> Result<Understood<FuzzyDate>, Unread> {
    if YEARS.contains(&date.value.year()) {
        return Ok(date);
    }
    let message = format!("the year of `{}` cannot be right", shown(typed));
    Err(Unread::new(message, format!("expected one from {} to {}", YEARS.start, YEARS.end - 1)))
}

/// The text without the words or signs that mark it as inferred.
fn inferred(text: &str) -> (&str, Inference) {
    for (ending, inference) in [
        ("(year inferred)", Inference::Year),
        (", year inferred", Inference::Year),
        ("(date inferred)", Inference::Whole),
        (", date inferred", Inference::Whole),
        ("(inferred)", Inference::Whole),
        (", inferred", Inference::Whole),
        ("~", Inference::Whole),
    ] {
        if let Some(body) = text.strip_suffix(ending) {
            return (body.trim_end(), inference);
        }
    }
    let body =
        after_any(text, &["about ", "around ", "circa ", "c. ", "approx. ", "approx ", "probably ", "roughly ", "~"]);
    (body, if body.len() < text.len() { Inference::Whole } else { Inference::Stated })
}

fn after_any<'t>(text: &'t str, beginnings: &[&str]) -> &'t str {
    beginnings.iter().find_map(|beginning| text.strip_prefix(beginning)).unwrap_or(text).trim_start()
}

fn with_inference(date: FuzzyDate, inference: Inference) -> FuzzyDate {
    // Of a year alone only the whole can be inferred.
    let inference = if date.month().is_none() { Inference::Whole } else { inference };
    FuzzyDate::from_parts(date.year(), date.month(), date.day_of_month(), inference).unwrap_or(date)
}

/// Day, month and year, if there is such a day.
fn build(year: i64, month: Option<i8>, day: Option<i64>) -> Option<FuzzyDate> {
    let day = day.map(i8::try_from).transpose().ok()?;
    FuzzyDate::from_parts(i16::try_from(year).ok()?, month, day, Inference::Stated)
}

fn no_such_day(text: &str) -> Unread {
    Unread::new(format!("there is no day `{}`", shown(text)), EXPECTED)
}

/// 12/06/2031, 12.6.2031, 06/2031, 2031/06/12.
fn in_figures(text: &str) -> Option<Result<Understood<FuzzyDate>, Unread>> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let is_figure = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(is_figure) {
        return None;
    }
    let figures: Vec<i64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let year_first = parts.first()?.len() == 4;
    let year_last = parts.last()?.len() == 4;
    let small = |n: i64| i8::try_from(n).ok();
    match figures.as_slice() {
        [year, month] if year_first && *month <= 12 => {
            Some(build(*year, small(*month), None).map(Understood::plain).ok_or_else(|| no_such_day(text)))
        }
        [month, year] if year_last && *month <= 12 => {
            Some(build(*year, small(*month), None).map(Understood::plain).ok_or_else(|| no_such_day(text)))
        }
        [year, month, day] if year_first => {
            Some(build(*year, small(*month), Some(*day)).map(Understood::plain).ok_or_else(|| no_such_day(text)))
        }
        [day, month, year] if year_last => Some(day_first(text, *day, *month, *year)),
        [_, _, _] => Some(Err(Unread::new(format!("the year of `{}` has no four digits", shown(text)), EXPECTED))),
        _ => None,
    }
}

fn day_first(text: &str, day: i64, month: i64, year: i64) -> Result<Understood<FuzzyDate>, Unread> {
    if month > 12 && day <= 12 && build(year, i8::try_from(day).ok(), Some(month)).is_some() {
        let message = format!("`{}` has no month {month}: the day comes first", shown(text));
        return Err(Unread::new(message, format!("write {month:02}/{day:02}/{year}")));
    }
    let small = i8::try_from(month).ok().filter(|month| *month > 0);
    let date = small.and_then(|month| build(year, Some(month), Some(day))).ok_or_else(|| no_such_day(text))?;
    Ok(match day <= 12 && day != month {
        true => Understood::noted(date, format!("read with the day first, as {}", say::date(&date))),
        false => Understood::plain(date),
    })
}

/// 12 June 2031, 12th of June 2031, June 12, 2031, June 2031, Thursday 12 June 2031; a year alone.
fn in_words(text: &str) -> Option<Result<Understood<FuzzyDate>, Unread>> {
    let mut pieces = Pieces::new(text);
    let weekday = pieces.take(weekday);
    pieces.eat_sign(',');
    let mut day = pieces.whole();
    if day.is_some_and(|(_, length)| length == 4) && pieces.is_done() {
        let (year, _) = day?;
        return Some(build(year, None, None).map(Understood::plain).ok_or_else(|| no_such_day(text)));
    }
    pieces.eat_any(&["st", "nd", "rd", "th"]);
    pieces.eat("of");
    let month = pieces.take(scan::month_word)?;
    if day.is_none() {
        let at = pieces.at;
        day = pieces.whole().filter(|(_, length)| *length <= 2);
        match day {
            Some(_) => drop(pieces.eat_any(&["st", "nd", "rd", "th"])),
            None => pieces.at = at,
        }
    }
    pieces.eat_sign(',');
    pieces.eat("of");
    let apostrophe = pieces.eat_sign('\'');
    let year = pieces.whole();
    if !pieces.is_done() {
        return None;
    }
    match year {
        Some((year, 4)) if !apostrophe => {
            let day = day.map(|(day, _)| day);
            let date = build(year, Some(month), day).ok_or_else(|| no_such_day(text));
            Some(date.and_then(|date| on_weekday(date, weekday)).map(Understood::plain))
        }
        Some(_) => Some(Err(Unread::new(format!("the year of `{}` has no four digits", shown(text)), EXPECTED))),
        None => Some(Err(Unread::new(
            format!("`{}` has no year", shown(text)),
            "give the year: 12 June 2031 or June 2031",
        ))),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn on_weekday(date: FuzzyDate, weekday: Option<Weekday>) -> Result<FuzzyDate, Unread> {
    let day = date.first_day();
    if weekday.is_some_and(|weekday| date.day_of_month().is_some() && day.weekday() != weekday) {
        let message = format!("{} was no {:?}", say::date(&date), weekday.unwrap_or(Weekday::Monday));
        return Err(Unread::new(message, "check the date, or leave the day of the week out"));
    }
    Ok(date)
}

/// Spring 2031, mid-2031, end of 2031, early June 2031.
fn part_of_year(text: &str) -> Option<Result<Understood<FuzzyDate>, Unread>> {
    let mut pieces = Pieces::new(text);
    let part = pieces.take(|word| {
        [
            "spring",
            "summer",
            "autumn",
            "winter",
            "start",
            "beginning",
            "early",
            "middle",
            "mid",
            "late",
            "end",
            "close",
            "q",
            "h",
        ]
        .into_iter()
        .find(|part| *part == word)
    })?;
    if matches!(part, "q" | "h") {
        pieces.whole()?;
        let message = format!("`{}` may be of a calendar year or of a financial one", shown(text));
        return Some(Err(Unread::new(message, "give a month of it, with ~ behind it: June 2031~")));
    }
    pieces.eat_sign('-');
    pieces.eat("of");
    let month = pieces.take(scan::month_word);
    let year = pieces.whole().filter(|(_, length)| *length == 4).map(|(year, _)| year);
    let Some(year) = year.filter(|_| pieces.is_done()) else {
        let is_season = matches!(part, "spring" | "summer" | "autumn" | "winter");
        let only = is_season && pieces.is_done() && month.is_none();
        return only
            .then(|| Err(Unread::new(format!("`{}` has no year", shown(text)), "give the year: spring 2031")));
    };
    if part == "winter" {
        let message = format!("`{}` may be at either end of the year", shown(text));
        return Some(Err(Unread::new(message, "give a month, with ~ behind it where it is inferred: January 2031~")));
    }
    let (taken, stated) = match (part, month) {
        (_, Some(month)) => (Some(month), true),
        ("spring", None) => (Some(4), false),
        ("summer", None) => (Some(7), false),
        ("autumn", None) => (Some(10), false),
        ("start" | "beginning", None) => (Some(1), false),
        ("mid" | "middle", None) => (Some(6), false),
        ("end" | "close", None) => (Some(12), false),
        (_, None) => (None, true),
    };
    let date = build(year, taken, None).ok_or_else(|| no_such_day(text));
    Some(date.map(|date| {
        if stated {
            return Understood::noted(date, format!("\"{part}\" was left out: {}", say::date(&date)));
        }
        let date = with_inference(date, Inference::Whole);
        Understood::noted(date, format!("\"{text}\" was read as {}", say::date_with_inference(&date)))
    }))
}

/// Whether a piece is a year alone, which might be a number as well.
pub(super) fn is_year(text: &str) -> bool {
    matches!(Pieces::new(text).peek(), Some(Piece::Number(digits)) if digits.len() == 4 && digits.len() == text.len())
        && text.parse().is_ok_and(|year: i16| YEARS.contains(&year))
}
