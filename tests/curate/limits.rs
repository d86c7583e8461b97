//! How long and how many: what fits just so is taken, one more is refused with what would fit. docs/limits.md lists them.

use super::sample::{Home, SERVER, at, new_form};
use jiff::civil::time;
use whitehall::app::{CurateError, Form, Wish};
use whitehall::digest::{MOST_FOLLOWED, Schedule, Weekdays, zones};
use whitehall::fact::limits::{ALIAS, CUE, LARGEST, LIST, MARK, NAME, QUESTION, STATEMENT, URL, WORDS};
use whitehall::fact::{Amount, Count, Money, SubjectId, Value};

/// Sets something of a form to a length or a number.
type Set = fn(&mut Form, usize);

fn text(length: usize) -> String {
    "é".repeat(length)
}

fn texts(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("lamp {n}")).collect()
}

#[test]
fn what_fits_just_so_is_taken_and_one_more_is_refused_by_its_field() {
    let table: [(&str, usize, Set); 16] = [
        ("subject", NAME, |form, n| form.subject.as_mut().unwrap().name = text(n)),
        ("aliases", ALIAS, |form, n| form.subject.as_mut().unwrap().aliases = vec![text(n)]),
        ("aliases", LIST, |form, n| form.subject.as_mut().unwrap().aliases = texts(n)),
        ("source", NAME, |form, n| form.source.as_mut().unwrap().title = text(n)),
        ("publisher", NAME, |form, n| form.source.as_mut().unwrap().publisher = Some(text(n))),
        ("author", NAME, |form, n| form.source.as_mut().unwrap().author = Some(text(n))),
        ("url", URL, |form, n| {
            form.source.as_mut().unwrap().url = Some(format!("https://x.example/{}", "a".repeat(n - 18)))
        }),
        ("value", WORDS, |form, n| form.fact.value = Value::Text(text(n))),
        ("value", MARK, |form, n| form.fact.value = Value::Rating(text(n))),
        ("value", WORDS, |form, n| form.fact.value = Value::List(vec![text(n)])),
        ("value", LIST, |form, n| form.fact.value = Value::List(texts(n))),
        ("value", MARK, |form, n| {
            form.fact.value = Value::Count(Count { amount: Amount::Exact(5), of: None, unit: Some(text(n)) });
        }),
        ("statement", STATEMENT, |form, n| form.fact.statement = Some(text(n))),
        ("said by", NAME, |form, n| form.fact.said_by = Some(text(n))),
        ("cues", CUE, |form, n| form.fact.cues = vec![text(n)]),
        ("questions", QUESTION, |form, n| form.fact.questions = vec![text(n)]),
    ];
    let (home, mut wrong) = (Home::new(), Vec::new());
    for (field, most, set) in table {
        let tried = |n: usize| {
            let mut form = new_form("Keeper of Bells", "remark", Value::Text("it rings".to_owned()));
            set(&mut form, n);
            let refused = match home.app().preview(SERVER, &form, None) {
                Ok(_) => vec![],
                Err(CurateError::Invalid(flaws)) => flaws,
                Err(error) => panic!("{field} {n}: {error}"),
            };
            // Which kinds of value an attribute takes is not what is asked here.
            refused
                .into_iter()
                .filter(|flaw| {
                    flaw.said.contains("character") || flaw.said.contains("of them") || flaw.said.contains("long")
                })
                .collect::<Vec<_>>()
        };
        let (fits, refused) = (tried(most), tried(most + 1));
        if !fits.is_empty() || !refused.iter().any(|flaw| flaw.field == field) {
            wrong.push(format!("{field}: {most} gets {fits:?}, one more {refused:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_figure_has_a_largest() {
    let home = Home::new();
    for (hundredths, fits) in [(LARGEST, true), (i64::MAX, false)] {
        let money = Money { amount: Amount::Exact(hundredths), currency: "GBP".to_owned(), per: None };
        let form = new_form("Keeper of Bells", "salary", Value::Money(money));
        assert_eq!(home.app().preview(SERVER, &form, None).is_ok(), fits, "{hundredths}");
    }
}

#[test]
fn a_server_follows_so_many_subjects_and_says_how_to_follow_another() {
    let home = Home::new();
    let app = home.app();
    let schedule = Schedule { time: time(9, 0, 0, 0), zone: zones::find("UTC").unwrap(), weekdays: Weekdays::ALL };
    app.set_digest(42, Wish { channel: 5, schedule, when_empty: None, admins: None }, at(0)).unwrap();
    let id = |n: usize| SubjectId::new(format!("lamp-{n}"));
    for n in 0..MOST_FOLLOWED {
        assert!(app.follow(42, &id(n)).unwrap());
    }
    assert!(!app.follow(42, &id(0)).unwrap(), "followed already");
    let refused = app.follow(42, &id(MOST_FOLLOWED)).unwrap_err().to_string();
    assert!(refused.contains(&MOST_FOLLOWED.to_string()) && refused.contains("/digest unfollow"), "{refused}");
    app.unfollow(42, &id(0)).unwrap();
    assert!(app.follow(42, &id(MOST_FOLLOWED)).unwrap());
}
