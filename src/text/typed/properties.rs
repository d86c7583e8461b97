//! What is said is read as the same value, and no text makes a reader panic.

use super::{Named, Names, as_of, check, date, period, said, source, status, value};
use crate::fact::{Amount, Count, FuzzyDate, Inference, Money, Per, Span, SpanUnit, SubjectId, Value, ValueKind};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

fn amount(largest: i64) -> impl Strategy<Value = Amount> {
    let figure = prop_oneof![0..10_000_i64, 0..=largest, (0..1000_i64).prop_map(|n| n * 100_000)];
    (figure, 1..1_000_000_i64, 0..6_u8).prop_map(move |(low, more, how)| match how {
        0 => Amount::Exact(low),
        1 => Amount::About(low),
        2 => Amount::AtMost(low),
        3 => Amount::AtLeast(low),
        4 => Amount::Over(low),
        _ if low + more > largest => Amount::Exact(low),
        _ => Amount::Range(low, low + more),
    })
}

fn dates() -> impl Strategy<Value = FuzzyDate> {
    let part = (1800..2200_i16, 1..=12_i8, 1..=28_i8, 0..3_u8, 0..3_u8);
    part.prop_filter_map("a date", |(year, month, day, precision, inferred)| {
        let (month, day) = match precision {
            0 => (None, None),
            1 => (Some(month), None),
            _ => (Some(month), Some(day)),
        };
        let inference = match (inferred, month) {
            (0, _) => Inference::Stated,
            (1, Some(_)) => Inference::Year,
            _ => Inference::Whole,
        };
        FuzzyDate::from_parts(year, month, day, inference)
    })
}

/// One line of text, often such that looks like something else.
fn words() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        "none",
        "withheld",
        "£5",
        "5 years",
        "2031",
        "text: a",
        "a; b",
        ";",
        "list:",
        "{\"",
        "amber/red",
        "of 5",
        "million",
        "k",
        "years",
        "about 5",
        "unknown",
        "date: 2031",
        "a, b",
        "zoe-beam",
        "5",
        "{\"text\":\"a\"}",
        "or more",
        "plus",
        "%",
        "of",
    ]);
    let text = prop_oneof![tricky.prop_map(str::to_owned), "[a-zA-Z0-9 ,;:.£%'\"{}~-]{1,30}", "\\PC{1,20}"];
    text.prop_map(|text| text.trim().to_owned())
}

/// Any value that keeps to the limits.
fn values() -> impl Strategy<Value = Value> {
    let pers = prop::option::of(prop::sample::select(Per::ALL.map(|(per, _)| per).to_vec()));
    let currency = prop_oneof![Just("GBP".to_owned()), Just("EUR".to_owned()), Just("USD".to_owned()), "[A-Z]{3}"];
    let units = prop::sample::select(SpanUnit::ALL.map(|(unit, _)| unit).to_vec());
    let any = prop_oneof![
        (amount(100_000_000_000_000), currency, pers).prop_map(|(amount, currency, per)| Value::Money(Money {
            amount,
            currency,
            per
        })),
        (amount(1_000_000_000_000), prop::option::of(0..1_000_000_i64), prop::option::of(words()))
            .prop_map(|(amount, of, unit)| Value::Count(Count { amount, of, unit })),
        dates().prop_map(Value::Date),
        (amount(10_000), units).prop_map(|(amount, unit)| Value::Duration(Span { amount, unit })),
        words().prop_map(Value::Rating),
        words().prop_map(Value::Text),
        prop::collection::vec(words(), 1..4).prop_map(Value::List),
        Just(Value::Subject(SubjectId::from("zoe-beam"))),
        Just(Value::None),
        words().prop_map(Value::Withheld),
    ];
    any.prop_filter("a value that may be held", |value| check(value).is_ok())
}

fn names() -> Names<'static> {
    Names {
        find: &|name| match name {
            "zoe-beam" | "Zoe Beam" => Named::One(SubjectId::from("zoe-beam")),
            _ => Named::Unknown(None),
        },
        name: &|_| "Zoe Beam".to_owned(),
    }
}

fn kinds() -> impl Strategy<Value = Vec<ValueKind>> {
    prop::collection::vec(prop::sample::select(ValueKind::ALL.to_vec()), 0..3)
}

fn tricky() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "£",
        "€",
        "5",
        "62,000",
        "1.5",
        "k",
        "m",
        "bn",
        "-",
        "to",
        " ",
        "a year",
        "about",
        "up to",
        "~",
        "+",
        "or more",
        "of",
        "2031",
        "June",
        "31",
        "/",
        "05",
        ".",
        ",",
        "\"",
        "https://a.b",
        "spring",
        "end of",
        "(",
        ")",
        ":",
        "money",
        "é",
        "９",
        "٣",
        "'",
        "<",
        "=",
        "9999999999999999999",
        "and",
        "between",
        "The Beacon",
        "\u{201C}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_reads_as_the_same_value(held in values(), expected in kinds()) {
        for expected in [vec![held.kind()], expected, vec![]] {
            let words = said(&held, &expected, &names());
            let read = value(&words, &expected, &names()).map(|read| read.value);
            prop_assert_eq!(read.as_ref(), Ok(&held), "{}", words);
        }
    }

    #[test]
    fn whatever_is_read_may_be_held_and_is_read_again(text in tricky(), expected in kinds()) {
        if let Ok(read) = value(&text, &expected, &names()) {
            prop_assert_eq!(check(&read.value), Ok(()));
            let words = said(&read.value, &expected, &names());
            prop_assert_eq!(value(&words, &expected, &names()).map(|again| again.value), Ok(read.value));
        }
    }

    #[test]
    fn no_text_makes_the_small_readers_panic(text in tricky()) {
        let _ = (date(&text), period(&text), status(&text), source(&text));
        let _ = as_of(&text, jiff::civil::date(2031, 3, 31));
    }
}
