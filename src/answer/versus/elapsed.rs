//! The time between two dates, as exactly as both are known.

use crate::fact::{FuzzyDate, Precision, SpanUnit};

/// The time from the earlier of two dates to the later, in a unit or in the one that fits; `None` where they may be
/// the same.
pub(super) fn between(a: &FuzzyDate, b: &FuzzyDate, unit: Option<SpanUnit>) -> Option<String> {
    if a.overlaps(b) {
        return None;
    }
    let (first, last) = if a.first_day() < b.first_day() { (a, b) } else { (b, a) };
    let days = first.first_day().until(last.first_day()).ok()?.get_days();
    let months = months(last) - months(first);
    let coarser = first.precision().min(last.precision());
    let exact = first.precision() == last.precision();
    Some(match (coarser, unit) {
        (Precision::Day, Some(SpanUnit::Day)) => counted(days, "day", true),
        (Precision::Day, Some(SpanUnit::Week)) => counted((days + 3) / 7, "week", days % 7 == 0),
        (Precision::Day, None) if days < 60 => counted(days, "day", true),
        // Of a year alone nothing but years can be told.
        (Precision::Year, _) => counted((months + 6) / 12, "year", exact),
        (_, Some(SpanUnit::Month)) => counted(months, "month", exact),
        _ if months < 12 => counted(months, "month", exact),
        _ => match (months / 12, months % 12) {
            (years, 0) => counted(years, "year", exact),
            (years, rest) => format!("{} and {}", counted(years, "year", exact), counted(rest, "month", true)),
        },
    })
}

/// Months since the year 0; of a year alone its January.
fn months(date: &FuzzyDate) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.first_day().month()) - 1
}

/// So many units; small numbers in words.
fn counted(n: i32, unit: &str, exact: bool) -> String {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = usize::try_from(n).ok().and_then(|n| WORDS.get(n.wrapping_sub(1)));
    let number = word.map_or_else(|| n.to_string(), |word| (*word).to_owned());
    let plural = if n == 1 { "" } else { "s" };
    format!("{}{number} {unit}{plural}", if exact { "" } else { "about " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_as_exactly_as_both_dates_are_known() {
        for (a, b, unit, told) in [
            ("2014-02", "2019-03", Some(SpanUnit::Year), Some("five years and one month")),
            ("2019-03", "2014-02", Some(SpanUnit::Month), Some("61 months")),
            ("1994", "2011", Some(SpanUnit::Year), Some("17 years")),
            ("1994", "2011", Some(SpanUnit::Day), Some("17 years")),
            ("1987", "2021-02", Some(SpanUnit::Year), Some("about 34 years")),
            ("2023-04-11", "2023-07-03", Some(SpanUnit::Day), Some("83 days")),
            ("2023-04-11", "2023-04-25", Some(SpanUnit::Week), Some("two weeks")),
            ("2015-12", "2016-04", None, Some("four months")),
            ("2015", "2015-12", None, None),
        ] {
            let date = |text: &str| text.parse::<FuzzyDate>().unwrap();
            assert_eq!(between(&date(a), &date(b), unit).as_deref(), told, "{a} {b}");
        }
    }
}
