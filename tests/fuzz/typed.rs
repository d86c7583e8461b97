//! Values, dates and sources as people type them.

use super::engine::Target;
use super::{bytes, rounds, way};
use jiff::civil;
use whitehall::fact::{SourceId, ValueKind};
use whitehall::text::typed::{
    Names, SourceText, Unread, as_of, check as sound, date, items, period, said, said_source, source, status,
    to_come, value,
};

const KINDS: [&[ValueKind]; 9] = [
    &[],
    &[ValueKind::Money],
    &[ValueKind::Count],
    &[ValueKind::Date],
    &[ValueKind::Duration],
    &[ValueKind::Rating],
    &[ValueKind::List],
    &[ValueKind::Text],
    &[ValueKind::Money, ValueKind::Text],
];

const WORDS: [&str; 60] = [
    "£",
    "€",
    "$",
    "k",
    "m",
    "bn",
    "million",
    "up to ",
    "about ",
    "at least ",
    "over ",
    "more than ",
    "between ",
    " to ",
    "-",
    " a year",
    " per month",
    "7 of 9",
    " of ",
    "%",
    "none",
    "withheld: ",
    "withheld",
    "text: ",
    "money: ",
    "date: ",
    "count: ",
    "list: ",
    ";",
    "amber/red",
    "2031",
    "June ",
    "12 June 2031",
    "2031-06-12",
    "31/12/2031",
    "12/06/31",
    "~",
    "mid-",
    "spring ",
    "early ",
    "Q3 ",
    "2030-31",
    "2030/31",
    "today",
    "yesterday",
    "last year",
    " years",
    " months",
    "6 weeks",
    "The Beacon, ",
    "\"Lamps to go\", ",
    "Jo Beam, ",
    "https://x.example/a",
    "unknown",
    "n/a",
    ".",
    ",",
    "(inferred)",
    "c. ",
    "circa ",
];

fn seeds() -> Vec<Vec<u8>> {
    bytes(&[
        "up to £58,000 a year",
        "58k-66k a year",
        "about £345m",
        "between £1.5bn and £2bn",
        "€40 per day",
        "7 of 9 lamps",
        "more than 400 compasses",
        "12 June 2031",
        "mid-2021",
        "spring 2030",
        "2030-31",
        "31/12/2029",
        "six months",
        "2 years and 3 months",
        "amber/red",
        "list: one; two; three",
        "withheld: not for the public",
        "none",
        "text: £5",
        "The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031, https://beacon.example/lamps",
    ])
}

fn target(name: &'static str) -> Target<'static> {
    Target { name, seeds: seeds(), words: &WORDS, most: 10_000 }
}

fn today() -> civil::Date {
    civil::date(2031, 6, 30)
}

/// A value that was read is sound, and what is written of it is read as the same.
fn check_value(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let mut ways = String::new();
    for kinds in KINDS {
        match value(&text, kinds, &Names::NONE) {
            Ok(read) => {
                ways.push_str(&format!("{:?} {} ", read.value.kind(), read.note.is_some()));
                if sound(&read.value).is_ok() {
                    let written = said(&read.value, kinds, &Names::NONE);
                    let again = value(&written, kinds, &Names::NONE);
                    assert_eq!(
                        again.map(|read| read.value).ok().as_ref(),
                        Some(&read.value),
                        "written as {written:?}"
                    );
                }
            }
            Err(error) => {
                assert!(error.to_string().lines().count() == 2, "what is wrong, and what to do: {error}");
                ways.push_str(&way(&error.message));
            }
        }
    }
    ways
}

fn check_date(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let outcome = |read: Result<String, Unread>| read.unwrap_or_else(|error| way(&error.message));
    let day = date(&text).map(|read| format!("{:?}", to_come(&read.value, today()).is_some()));
    let as_of = as_of(&text, today()).map(|read| format!("as of {}", read.note.is_some()));
    let words = [
        outcome(day),
        outcome(as_of),
        outcome(period(&text).map(|_| "period".to_owned())),
        outcome(status(&text).map(|status| format!("{status:?}"))),
        items(&text).len().min(9).to_string(),
    ];
    words.join("|")
}

/// A source that was read, written and read again is the same.
fn check_source(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    match source(&text) {
        Ok(read) => {
            let source_read = read.value.clone().with_id(SourceId::new("a"));
            if let Some(written) = said_source(&source_read) {
                let again = source(&written);
                let again = again.map(|read| read.value.with_id(SourceId::new("a")));
                assert_eq!(again.ok().as_ref(), Some(&source_read), "written as {written:?}");
            }
            let SourceText { author, publisher, url, .. } = read.value;
            format!("{} {} {}", author.is_some(), publisher.is_some(), url.is_some())
        }
        Err(error) => way(&error.message),
    }
}

rounds!(values, long_values, target("values"), check_value, 1);
rounds!(dates, long_dates, target("dates"), check_date, 1);
rounds!(sources, long_sources, target("sources"), check_source, 1);
