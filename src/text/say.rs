//! Amounts, dates and values in words, as answers say them: £85,000, £550m, 31 May 2022, up to, about.

use crate::fact::{Amount, Count, FuzzyDate, Inference, Money, Span, Value};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date without a word on how it is known: "31 May 2022", "May 2022", "2022".
pub fn date(date: &FuzzyDate) -> String {
    let month = date.month().and_then(|m| usize::try_from(m - 1).ok()).map(|m| MONTHS[m.min(11)]);
    match (month, date.day_of_month()) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year()),
        (Some(month), None) => format!("{month} {}", date.year()),
        (None, _) => date.year().to_string(),
    }
}

/// A date with what was inferred of it: "July 2016, date inferred", "24 March 2021, year inferred".
pub fn date_with_inference(value: &FuzzyDate) -> String {
    let words = date(value);
    match value.inference() {
        Inference::Stated => words,
        Inference::Year => format!("{words}, year inferred"),
        Inference::Whole => format!("{words}, date inferred"),
    }
}

/// A whole number with thousands separators.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// A sum of hundredths in a currency: £85,000, £550m, £16.67m, £1.8bn, £9.50, EUR 5,000.
pub fn sum(hundredths: i64, currency: &str) -> String {
    let symbol = match currency {
        "GBP" => "£".to_owned(),
        "EUR" => "€".to_owned(),
        "USD" => "$".to_owned(),
        other => format!("{other} "),
    };
    let sign = if hundredths < 0 { "-" } else { "" };
    let amount = hundredths.unsigned_abs();
    let figure = match amount {
        // Up to three decimals of a million or billion keep the sum exact; what would lose digits is written out.
        a if a >= 100_000_000_000 && a % 100_000_000 == 0 => format!("{}bn", thousandths(a / 100_000_000)),
        a if a >= 100_000_000 && a % 100_000 == 0 => format!("{}m", thousandths(a / 100_000)),
        a if a % 100 == 0 => number(i64::try_from(a / 100).unwrap_or(i64::MAX)),
        a => format!("{}.{:02}", number(i64::try_from(a / 100).unwrap_or(i64::MAX)), a % 100),
    };
    format!("{sign}{symbol}{figure}")
}

/// A number of thousandths as a decimal without trailing zeros.
fn thousandths(n: u64) -> String {
    let (whole, rest) = (n / 1000, n % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}

/// An amount with how exactly it is known, each figure written by `figure`.
fn amount(amount: Amount, figure: impl Fn(i64) -> String) -> String {
    match amount {
        Amount::Exact(n) => figure(n),
        Amount::About(n) => format!("about {}", figure(n)),
        Amount::AtMost(n) => format!("up to {}", figure(n)),
        Amount::AtLeast(n) => format!("at least {}", figure(n)),
        Amount::Over(n) => format!("more than {}", figure(n)),
        Amount::Range(low, high) => format!("{} to {}", figure(low), figure(high)),
    }
}

/// "up to £85,000 a year".
pub fn money(money: &Money) -> String {
    let figure = amount(money.amount, |n| sum(n, &money.currency));
    match money.per {
        None => figure,
        Some(per) => format!("{figure} {} {}", if per.word() == "hour" { "an" } else { "a" }, per.word()),
    }
}

/// "more than 35,000 staff", "10 of 13 external reviews".
pub fn count(count: &Count) -> String {
    let mut words = amount(count.amount, number);
    if let Some(of) = count.of {
        words = format!("{words} of {}", number(of));
    }
    match &count.unit {
        Some(unit) => format!("{words} {unit}"),
        None => words,
    }
}

/// "12 weeks", "about 8 weeks".
pub fn span(span: &Span) -> String {
    let plural = if span.amount == Amount::Exact(1) { "" } else { "s" };
    format!("{} {}{plural}", amount(span.amount, number), span.unit.word())
}

/// A name as the owner of what follows: "the Board's", "HM Works'".
pub fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// The plural of what something is called, of its head: "salaries", "numbers of staff served", "areas served".
pub fn plural(name: &str) -> String {
    const BEHIND_THE_HEAD: [&str; 5] = ["of", "for", "to", "by", "in"];
    let words: Vec<&str> = name.split(' ').collect();
    let behind = words.iter().position(|word| BEHIND_THE_HEAD.contains(word));
    // What was done to it stands behind it too.
    let done = words.last().filter(|word| words.len() > 1 && (word.ends_with("ed") || word.ends_with("seen")));
    let end = behind.unwrap_or(words.len() - usize::from(done.is_some()));
    let (head, rest) = words.split_at(end.min(words.len()));
    [plural_word(&head.join(" ")), rest.join(" ")].join(" ").trim_end().to_owned()
}

/// The plural of a word, or of words of which the last is the head.
fn plural_word(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if name.ends_with('s') => name.to_owned(),
        _ => format!("{name}s"),
    }
}

/// Several items with commas and a last "and".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        // Items that hold commas or "and" themselves would run together.
        many if many.iter().any(|item| item.contains(',') || item.contains(" and ")) => {
            let (last, rest) = many.split_last().map_or((String::new(), &[][..]), |(l, r)| (l.clone(), r));
            format!("{}; and {last}", rest.join("; "))
        }
        many => {
            let (last, rest) = many.split_last().map_or((String::new(), &[][..]), |(l, r)| (l.clone(), r));
            format!("{} and {last}", rest.join(", "))
        }
    }
}

/// A value in words; `name` gives the full name of a subject by its id.
pub fn value(value: &Value, name: impl Fn(&str) -> String) -> String {
    match value {
        Value::Money(m) => money(m),
        Value::Count(c) => count(c),
        Value::Date(d) => date_with_inference(d),
        Value::Duration(s) => span(s),
        Value::Rating(text) | Value::Text(text) => text.clone(),
        Value::List(items) => list(items),
        Value::Subject(id) => name(id.as_str()),
        Value::None => String::new(),
        Value::Withheld(reason) => format!("withheld ({reason})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_short_and_exact() {
        for (hundredths, words) in [
            (8_500_000, "£85,000"),
            (55_000_000_000, "£550m"),
            (1_667_000_000, "£16.67m"),
            (180_000_000_000, "£1.8bn"),
            (950, "£9.50"),
            (100_000_100, "£1,000,001"),
            (-8_500_000, "-£85,000"),
        ] {
            assert_eq!(sum(hundredths, "GBP"), words);
        }
        assert_eq!(sum(500_000, "SEK"), "SEK 5,000");
    }

    #[test]
    fn owners_and_plurals_are_written_as_english_writes_them() {
        assert_eq!(possessive("the Lamp Board"), "the Lamp Board's");
        assert_eq!(possessive("HM Lights and Buoys"), "HM Lights and Buoys'");
        for (one, many) in [
            ("salary", "salaries"),
            ("budget", "budgets"),
            ("parent body", "parent bodies"),
            ("number of services supported", "numbers of services supported"),
            ("annual cost of delays", "annual costs of delays"),
            ("area overseen", "areas overseen"),
            ("reason for leaving", "reasons for leaving"),
            ("", "s"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn lists_read_as_sentences_do() {
        let items = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(&items(&["a", "b", "c"])), "a, b and c");
        assert_eq!(list(&items(&["a and b", "c"])), "a and b; and c");
        assert_eq!(list(&[]), "");
    }

    #[test]
    fn dates_say_what_was_inferred() {
        let date = |text: &str| date_with_inference(&text.parse().unwrap());
        assert_eq!(date("2022-05-31"), "31 May 2022");
        assert_eq!(date("2016-07~"), "July 2016, date inferred");
        assert_eq!(date("2021~-03-24"), "24 March 2021, year inferred");
    }
}
