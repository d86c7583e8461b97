//! What people type, and what is made of it. A value is shown as the JSON that files hold.

use super::*;
use crate::fact::ValueKind as Kind;

fn names() -> Names<'static> {
    Names {
        find: &|name| match name.to_lowercase().as_str() {
            "zoe-beam" | "zoe beam" => Named::One(SubjectId::from("zoe-beam")),
            "beam" => Named::Several(vec!["Zoe Beam".to_owned(), "Jo Beam".to_owned()]),
            "zoe bean" => Named::Unknown(Some("Zoe Beam".to_owned())),
            _ => Named::Unknown(None),
        },
        name: &|id| if id.as_str() == "zoe-beam" { "Zoe Beam".to_owned() } else { id.to_string() },
    }
}

/// What is read where these kinds are expected: JSON, with the note behind it.
#[track_caller]
fn read(text: &str, expected: &[Kind]) -> String {
    let read = value(text, expected, &names()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let json = serde_json::to_string(&read.value).unwrap();
    read.note.map_or_else(|| json.clone(), |note| format!("{json} ({note})"))
}

#[track_caller]
fn refused(text: &str, expected: &[Kind]) -> String {
    match value(text, expected, &names()) {
        Ok(read) => panic!("{text}: {read:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn money_where_money_is_expected() {
    for (text, json) in [
        ("£62,000", r#"{"money":{"exact":62000}}"#),
        ("£58k-66k a year", r#"{"money":{"min":58000,"max":66000,"per":"year"}}"#),
        ("£58,000 to £66,000", r#"{"money":{"min":58000,"max":66000}}"#),
        ("between £58k and £66k per annum", r#"{"money":{"min":58000,"max":66000,"per":"year"}}"#),
        ("from £58k – £66k", r#"{"money":{"min":58000,"max":66000}}"#),
        ("from £58k", r#"{"money":{"min":58000}}"#),
        ("up to £66,000", r#"{"money":{"max":66000}}"#),
        ("£66k max", r#"{"money":{"max":66000}}"#),
        ("at least £2m", r#"{"money":{"min":2000000}}"#),
        ("£2m+", r#"{"money":{"min":2000000}}"#),
        ("£2m a year or more", r#"{"money":{"min":2000000,"per":"year"}}"#),
        ("more than £1.5 million", r#"{"money":{"over":1500000}}"#),
        (">£2m", r#"{"money":{"over":2000000}}"#),
        ("about £40m a year", r#"{"money":{"about":40000000,"per":"year"}}"#),
        ("~£1.3bn", r#"{"money":{"about":1300000000}}"#),
        ("c. £1.3bn", r#"{"money":{"about":1300000000}}"#),
        ("£130k pa", r#"{"money":{"exact":130000,"per":"year"}}"#),
        ("£130k p.a.", r#"{"money":{"exact":130000,"per":"year"}}"#),
        ("£450/day", r#"{"money":{"exact":450,"per":"day"}}"#),
        ("£9.50 an hour", r#"{"money":{"exact":9.5,"per":"hour"}}"#),
        ("€5,000", r#"{"money":{"exact":5000,"currency":"EUR"}}"#),
        ("5,000 euros a month", r#"{"money":{"exact":5000,"currency":"EUR","per":"month"}}"#),
        ("SEK 5,000", r#"{"money":{"exact":5000,"currency":"SEK"}}"#),
        ("two million pounds sterling", r#"{"money":{"exact":2000000}}"#),
        ("62,000", r#"{"money":{"exact":62000}} (read as pounds)"#),
        ("62k", r#"{"money":{"exact":62000}} (read as pounds)"#),
        ("£58-66k", r#"{"money":{"min":58000,"max":66000}} (the multiplier was read as that of both figures)"#),
        ("£500 to £1k", r#"{"money":{"min":500,"max":1000}}"#),
        ("under £5m", r#"{"money":{"max":5000000}} ("under" was read as "up to")"#),
        ("about £5m to £6m", r#"{"money":{"min":5000000,"max":6000000}} (a range does without "about")"#),
    ] {
        assert_eq!(read(text, &[Kind::Money]), json, "{text}");
    }
}

#[test]
fn what_is_no_clear_sum_is_said_not_guessed() {
    for (text, error) in [
        ("62", "`62` may be pounds, thousands or millions\nwrite the pound sign, or what it counts: £62, 62k, £1.5m"),
        (
            "1.5",
            "`1.5` may be pounds, thousands or millions\nwrite the pound sign, or what it counts: £62, 62k, £1.5m",
        ),
        ("2031", "`2031` may be a year or a sum\nwrite £2031 for the sum, or the kind before it: `date: 2031`"),
        ("£66k-58k", "the second figure is not above the first\ngive the smaller figure first"),
        ("£62k-£62", "the second figure is not above the first\ngive the smaller figure first"),
        (
            "£62-62k",
            "it is not clear whether the multiplier is for both figures\nwrite both figures in full, such as 500 to 500,000",
        ),
        ("£5 to €6", "the two figures are in GBP and EUR\ngive both in one currency"),
        (
            "up to £58k-66k",
            "a range with \"up to\", \"at least\" or \"more than\"\ngive either two figures (58k-66k) or one (up to 66k)",
        ),
        (
            "about £5m or more",
            "the amount says in two ways how exact it is\nsay it once: about, up to, at least, more than, or two figures with a hyphen",
        ),
        (
            "£85,00",
            "`85,00` is not a number\nwrite commas before three digits and a point before pence: 58,000 or 9.50",
        ),
        ("£1.2345", "the figure has more decimals than can be kept\nexpected pence at the smallest, such as £9.50"),
        ("£9999999bn", "the figure is too large\nexpected at most 1000000000000000"),
        (
            "forecast £5m",
            "`forecast £5m` holds a status\ngive `forecast` as the status, and the sum alone as the value",
        ),
        (
            "£62k plus bonus",
            "`bonus` is not part of a sum of money\nwrite it like £58,000, 58k-66k a year, up to £66,000 or about £40m a year; the statement can say the rest",
        ),
        (
            "a lot",
            "`a lot` is not a sum of money\nwrite it like £58,000, 58k-66k a year, up to £66,000 or about £40m a year",
        ),
        (
            "12 June 2031",
            "`June 2031` is not part of a sum of money\nwrite it like £58,000, 58k-66k a year, up to £66,000 or about £40m a year; the statement can say the rest; for a value of the kind `date`, write `date: 12 June 2031`",
        ),
        (
            "-5",
            "`-5` is not a sum of money\nwrite it like £58,000, 58k-66k a year, up to £66,000 or about £40m a year",
        ),
    ] {
        assert_eq!(refused(text, &[Kind::Money]), error, "{text}");
    }
}

#[test]
fn counts_where_counts_are_expected() {
    for (text, json) in [
        ("350", r#"{"count":{"exact":350}}"#),
        ("about 350", r#"{"count":{"about":350}}"#),
        ("350 people", r#"{"count":{"exact":350,"unit":"people"}}"#),
        ("more than 9,000 staff", r#"{"count":{"over":9000,"unit":"staff"}}"#),
        ("350 people or more", r#"{"count":{"min":350,"unit":"people"}}"#),
        ("7 of 9 external reviews", r#"{"count":{"exact":7,"of":9,"unit":"external reviews"}}"#),
        ("7 out of 9", r#"{"count":{"exact":7,"of":9}}"#),
        ("10-13", r#"{"count":{"min":10,"max":13}}"#),
        ("1.2m devices", r#"{"count":{"exact":1200000,"unit":"devices"}}"#),
        ("45%", r#"{"count":{"exact":45,"unit":"per cent"}}"#),
        ("350 SCS posts", r#"{"count":{"exact":350,"unit":"SCS posts"}}"#),
        ("two", r#"{"count":{"exact":2}}"#),
    ] {
        assert_eq!(read(text, &[Kind::Count]), json, "{text}");
    }
    for (text, error) in [
        ("1.5", "the figure has more decimals than can be kept\nexpected a whole number"),
        ("9 of 7 reviews", "`9 of 7 reviews` is more than the whole\nexpected such as 7 of 9 reviews"),
        (
            "£5",
            "`£5` is not a number\nwrite it like 350, about 350 people, more than 9,000 staff or 7 of 9 reviews; for a value of the kind `money`, write `money: £5`",
        ),
    ] {
        assert_eq!(refused(text, &[Kind::Count]), error, "{text}");
    }
}

#[test]
fn lengths_of_time() {
    for (text, json) in [
        ("3 years", r#"{"duration":{"exact":3,"unit":"year"}}"#),
        ("18 months", r#"{"duration":{"exact":18,"unit":"month"}}"#),
        ("18-month", r#"{"duration":{"exact":18,"unit":"month"}}"#),
        ("about 8 wks", r#"{"duration":{"about":8,"unit":"week"}}"#),
        ("6 to 12 months", r#"{"duration":{"min":6,"max":12,"unit":"month"}}"#),
        ("up to two years", r#"{"duration":{"max":2,"unit":"year"}}"#),
        ("a year", r#"{"duration":{"exact":1,"unit":"year"}}"#),
        ("2 years or more", r#"{"duration":{"min":2,"unit":"year"}}"#),
    ] {
        assert_eq!(read(text, &[Kind::Duration]), json, "{text}");
        assert_eq!(read(text, &[]), json, "{text}");
    }
    let error = refused("1.5 years", &[Kind::Duration]);
    assert_eq!(
        error,
        "the figure has more decimals than can be kept\nexpected a whole number; for one and a half years 18 months"
    );
    let error = refused("3 years and 6 months", &[Kind::Duration]);
    assert!(error.starts_with("`and 6 months` is not part of a length of time\n"), "{error}");
}

#[test]
fn dates_with_the_day_first() {
    let read = |text: &str| {
        let read = date(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        read.note.map_or_else(|| read.value.to_string(), |note| format!("{} ({note})", read.value))
    };
    for (text, shown) in [
        ("12 June 2031", "2031-06-12"),
        ("12th of June 2031", "2031-06-12"),
        ("June 12, 2031", "2031-06-12"),
        ("Thursday 12 June 2031", "2031-06-12"),
        ("31/05/2031", "2031-05-31"),
        ("31.5.2031", "2031-05-31"),
        ("12/06/2031", "2031-06-12 (read with the day first, as 12 June 2031)"),
        ("06/2031", "2031-06"),
        ("2031/06/12", "2031-06-12"),
        ("June 2031", "2031-06"),
        ("in jun 2031", "2031-06"),
        ("2031", "2031"),
        ("2031-06-12", "2031-06-12"),
        ("2031-06~", "2031-06~"),
        ("2031~-06-12", "2031~-06-12"),
        ("June 2031~", "2031-06~"),
        ("about June 2031", "2031-06~"),
        ("June 2031, date inferred", "2031-06~"),
        ("12 June 2031, year inferred", "2031~-06-12"),
        ("circa 2031", "2031~"),
        ("spring 2031", "2031-04~ (\"spring 2031\" was read as April 2031, date inferred)"),
        ("end of 2031", "2031-12~ (\"end of 2031\" was read as December 2031, date inferred)"),
        ("mid-2031", "2031-06~ (\"mid-2031\" was read as June 2031, date inferred)"),
        ("late 2031", "2031 (\"late\" was left out: 2031)"),
        ("early June 2031", "2031-06 (\"early\" was left out: June 2031)"),
        ("2011-12", "2011-12 (read as December 2011, not as a financial year)"),
    ] {
        assert_eq!(read(text), shown, "{text}");
    }
    for (text, error) in [
        ("05/31/2031", "`05/31/2031` has no month 31: the day comes first\nwrite 31/05/2031"),
        ("31/06/2031", &format!("there is no day `31/06/2031`\n{}", super::date::EXPECTED)),
        ("31/05/31", &format!("the year of `31/05/31` has no four digits\n{}", super::date::EXPECTED)),
        ("12 June '31", &format!("the year of `12 june '31` has no four digits\n{}", super::date::EXPECTED)),
        ("12 June", "`12 june` has no year\ngive the year: 12 June 2031 or June 2031"),
        ("Friday 12 June 2031", "12 June 2031 was no Friday\ncheck the date, or leave the day of the week out"),
        (
            "winter 2031",
            "`winter 2031` may be at either end of the year\ngive a month, with ~ behind it where it is inferred: January 2031~",
        ),
        ("spring", "`spring` has no year\ngive the year: spring 2031"),
        (
            "Q1 2031",
            "`q1 2031` may be of a calendar year or of a financial one\ngive a month of it, with ~ behind it: June 2031~",
        ),
        (
            "2030-31",
            "`2030-31` is a period, not a date\ngive it as the period of the fact, or a date such as June 2031",
        ),
        ("1066", "the year of `1066` cannot be right\nexpected one from 1800 to 2199"),
        ("soon", &format!("`soon` is not a date\n{}", super::date::EXPECTED)),
        ("", &format!("`` is not a date\n{}", super::date::EXPECTED)),
    ] {
        assert_eq!(date(text).unwrap_err().to_string(), error, "{text}");
    }
}

#[test]
fn when_a_fact_was_true_may_be_today_but_not_tomorrow() {
    let today = jiff::civil::date(2031, 3, 31);
    let read = |text: &str| as_of(text, today).map(|read| read.value.to_string());
    for (text, shown) in [
        ("today", "2031-03-31"),
        ("Yesterday", "2031-03-30"),
        ("last month", "2031-02"),
        ("this year", "2031"),
        ("last year", "2030"),
        ("31 March 2031", "2031-03-31"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(shown), "{text}");
    }
    let note = |text: &str| as_of(text, today).unwrap().note;
    assert_eq!(note("1 April 2031").as_deref(), Some("1 April 2031 is still to come"));
    assert_eq!(note("2031-04-01").as_deref(), Some("1 April 2031 is still to come"));
    assert_eq!(note("31 March 2031"), None);
}

#[test]
fn other_kinds_where_they_are_expected() {
    for (text, kind, json) in [
        ("amber/red", Kind::Rating, r#"{"rating":"amber-red"}"#),
        ("Amber", Kind::Rating, r#"{"rating":"amber"}"#),
        ("3 stars", Kind::Rating, r#"{"rating":"3 stars"}"#),
        ("lamps; lenses, new; ", Kind::List, r#"{"list":["lamps","lenses, new"]}"#),
        ("lamps", Kind::List, r#"{"list":["lamps"]}"#),
        ("Zoe Beam", Kind::Subject, r#"{"subject":"zoe-beam"}"#),
        ("Ann Other", Kind::Subject, r#"{"text":"Ann Other"} (no subject has that name, so it is kept as text)"#),
        ("5 Lamp Street", Kind::Text, r#"{"text":"5 Lamp Street"}"#),
        ("none", Kind::Money, r#""none" (no value of its own: the statement must say it)"#),
        ("not disclosed", Kind::Money, r#"{"withheld":"not disclosed"}"#),
        ("withheld: commercially sensitive", Kind::Money, r#"{"withheld":"commercially sensitive"}"#),
        ("withheld (security)", Kind::Count, r#"{"withheld":"security"}"#),
        ("not disclosed because of talks", Kind::Text, r#"{"withheld":"of talks"}"#),
        ("date: June 2031", Kind::Money, r#"{"date":"2031-06"}"#),
        ("text: none", Kind::Money, r#"{"text":"none"}"#),
        (r#"{"money":{"max":66000}}"#, Kind::Date, r#"{"money":{"max":66000}}"#),
    ] {
        assert_eq!(read(text, &[kind]), json, "{text}");
    }
    for (text, kind, error) in [
        ("beam", Kind::Subject, "`beam` names several subjects\nwrite one of `Zoe Beam`, `Jo Beam`"),
        (
            "subject: Zoe Bean",
            Kind::Text,
            "no subject is called `Zoe Bean`\ndid you mean `Zoe Beam`? Give the name or id of a subject that is held, or write `text:` before it",
        ),
        (
            "lamps, lenses",
            Kind::List,
            "it is not clear whether the commas stand between items\nwrite `lamps; lenses`, or `text:` before it if it is one text",
        ),
        (
            "withheld",
            Kind::Money,
            "a withheld value without a reason\ngive the reason: `withheld: commercially sensitive`",
        ),
        (
            "unknown",
            Kind::Money,
            "`unknown` is no fact\nleave the fact out; for a value that is kept back write `withheld: reason`, for one that the statement says `none`",
        ),
        (
            r#"{"money": 5}"#,
            Kind::Money,
            "`{\"money\": 5}` begins like a value in JSON, but is none\nfor text that begins so, write `text:` before it",
        ),
        ("", Kind::Text, "the value is empty\nexpected a text"),
    ] {
        assert_eq!(refused(text, &[kind]), error, "{text}");
    }
    let long = refused(&"x".repeat(301), &[Kind::Text]);
    assert_eq!(long, "the text is 301 characters long\nexpected at most 300");
}

#[test]
fn what_a_text_looks_like_where_nothing_is_expected() {
    for (text, json) in [
        ("£62k", r#"{"money":{"exact":62000}}"#),
        ("62k a year", r#"{"money":{"exact":62000,"per":"year"}} (read as pounds)"#),
        ("350", r#"{"count":{"exact":350}}"#),
        ("5531", r#"{"count":{"exact":5531}}"#),
        ("350 people", r#"{"count":{"exact":350,"unit":"people"}}"#),
        ("62k users", r#"{"count":{"exact":62000,"unit":"users"}}"#),
        ("12 June 2031", r#"{"date":"2031-06-12"}"#),
        ("amber/red", r#"{"rating":"amber-red"}"#),
        ("lamps; lenses", r#"{"list":["lamps","lenses"]}"#),
        ("zoe beam", r#"{"subject":"zoe-beam"} (read as the subject of that name)"#),
        ("2 Lamp Street", r#"{"text":"2 Lamp Street"}"#),
        ("NHS 24", r#"{"text":"NHS 24"}"#),
        ("one of the lamps", r#"{"text":"one of the lamps"}"#),
        ("keeping the lamp lit", r#"{"text":"keeping the lamp lit"}"#),
    ] {
        assert_eq!(read(text, &[]), json, "{text}");
    }
    assert_eq!(refused("2031", &[]), "`2031` may be a date or a count\nwrite `date: 2031` or `count: 2031`");
    assert_eq!(refused("62k", &[]), "`62k` may be a sum or a count\nwrite `£62k` for money, or `count: 62k`");
    let error = refused("2031", &[Kind::Date, Kind::Count]);
    assert_eq!(error, "`2031` may be a count or a date\nwrite `count: 2031` or `date: 2031`");
}

#[test]
fn a_value_is_said_as_one_would_type_it() {
    for (json, kind, words) in [
        (r#"{"money":{"max":66000,"per":"year"}}"#, Kind::Money, "up to £66,000 a year"),
        (r#"{"date":"2031-04~"}"#, Kind::Date, "April 2031, date inferred"),
        (r#"{"list":["lamps","lenses, new"]}"#, Kind::List, "lamps; lenses, new"),
        (r#"{"list":["lamps; lenses"]}"#, Kind::List, r#"["lamps; lenses"]"#),
        (r#"{"subject":"zoe-beam"}"#, Kind::Subject, "Zoe Beam"),
        (r#"{"subject":"zoe-beam"}"#, Kind::Text, "subject: Zoe Beam"),
        (r#"{"text":"none"}"#, Kind::Text, "text: none"),
        (r#""none""#, Kind::Money, "none"),
        (r#"{"withheld":"security"}"#, Kind::Money, "withheld: security"),
    ] {
        assert_eq!(said(&serde_json::from_str(json).unwrap(), &[kind], &names()), words, "{json}");
    }
}

#[test]
fn periods_and_statuses() {
    for (text, shown) in [
        ("2030", "2030"),
        ("2030-31", "2030-31"),
        ("FY 2030/31", "2030-31"),
        ("financial year 2030–31", "2030-31"),
        ("2003 to 2015", "2003-2015"),
    ] {
        assert_eq!(period(text).map(|period| period.to_string()).as_deref(), Ok(shown), "{text}");
    }
    assert_eq!(
        period("FY2030").unwrap_err().to_string(),
        "`FY2030` may be 2029-30 or 2030-31\nwrite both years, such as 2030-31"
    );
    assert_eq!(
        period("30-31").unwrap_err().to_string(),
        "`30-31` is not a period\nwrite it like 2030, 2030-31 (a financial year) or 2030-2035"
    );
    assert_eq!(status(" Forecast "), Ok(crate::fact::Status::Forecast));
    assert_eq!(status("forcast").unwrap_err().to_string(), "`forcast` is not a status\ndid you mean `forecast`?");
    assert!(status("maybe").unwrap_err().expected.starts_with("expected `advertised`, `forecast`"));
}
