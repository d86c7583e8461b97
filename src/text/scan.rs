//! Figures as people type them: sums (£85k, 1.2bn, 85,000), years, dates and periods (2015-16, 24/25).

use crate::fact::{FuzzyDate, Inference, Period};
use serde::{Deserialize, Serialize};

/// How a figure was scaled when it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// With a currency sign or word: certainly money.
    Money,
    /// A plain number, scaled or not (85,000, 85k, 12).
    Plain,
}

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// A number.
    Number {
        /// Hundredths of the figure, its multiplier applied (pence, if it is pounds).
        hundredths: i64,
        /// Whether it is certainly money.
        scale: Scale,
    },
    /// A year alone.
    Year(i16),
    /// A financial year or a span of years.
    Period(Period),
    /// A date to the month or the day; year 0 stands for a date without a year.
    Date(FuzzyDate),
    /// A month without a year, 1 to 12, and a day if one was given.
    Month(i8, Option<i8>),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What stands behind the number of a day.
const ORDINAL: [&str; 4] = ["st", "nd", "rd", "th"];

/// Words behind a number, and by how much they multiply it.
const MULTIPLIERS: [(&[&str], f64); 3] = [
    (&["k", "thousand", "grand"], 1e3),
    (&["m", "mn", "mil", "mill", "mln", "million", "millions"], 1e6),
    (&["b", "bn", "billion", "billions"], 1e9),
];

/// Reads a figure at the start of `chars`; the length is in characters.
pub(super) fn scan_figure(chars: &[char]) -> Option<(Figure, usize)> {
    // Most words start like no figure and no month: they are told from one by their first letter.
    match chars.first()?.to_ascii_lowercase() {
        '0'..='9' => scan_period(chars).or_else(|| scan_date(chars)).or_else(|| scan_number(chars)),
        '£' | '$' | '€' => scan_number(chars),
        'a' | 'd' | 'f' | 'j' | 'm' | 'n' | 'o' | 's' => month_first(chars),
        _ => None,
    }
}

/// The month a word names (full, or its first three letters or more), 1 to 12.
pub(super) fn month(word: &[char]) -> Option<i8> {
    // "may", "mar" and "dec" aside, three letters of a month are no English word; "may" and "march" are, and
    // count as months only beside a day or a year.
    if word.len() < 3 {
        return None;
    }
    let same = |(letter, b): (&char, u8)| letter.to_ascii_lowercase() == char::from(b);
    let hit = MONTHS.iter().position(|name| word.len() <= name.len() && word.iter().zip(name.bytes()).all(same));
    hit.and_then(|i| i8::try_from(i + 1).ok())
}

/// Whether a word of ASCII letters and digits begins with letters that name a month, as [`month`] reads them: if not, no
/// figure begins with it.
pub(super) fn begins_month(word: &[u8]) -> bool {
    let letters = word.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let letters = &word[..letters];
    // Most words begin like no month.
    let may = matches!(word.first().map_or(0, |b| b | 0x20), b'a' | b'd' | b'f' | b'j' | b'm' | b'n' | b'o' | b's');
    let names = |name: &str| name.as_bytes().get(..letters.len()).is_some_and(|b| b.eq_ignore_ascii_case(letters));
    may && letters.len() >= 3 && MONTHS.into_iter().any(names)
}

/// The month a word names, as [`month`] does.
pub(super) fn month_word(word: &str) -> Option<i8> {
    // No name of a month is longer; a longer word need not be copied whole to be refused.
    let letters: Vec<char> = word.chars().take(10).collect();
    month(&letters)
}

/// Whether letters are a lower-case ASCII word, in whatever case.
fn is(letters: &[char], word: &str) -> bool {
    letters.len() == word.len() && letters.iter().zip(word.chars()).all(|(a, b)| a.to_ascii_lowercase() == b)
}

fn is_any(letters: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| is(letters, word))
}

/// A run of ASCII digits at `at`: its value and the index behind it.
fn digits(chars: &[char], at: usize) -> Option<(i64, usize)> {
    let mut end = at;
    while chars.get(end).is_some_and(char::is_ascii_digit) {
        end += 1;
    }
    if end == at || end - at > 15 {
        return None;
    }
    chars[at..end].iter().collect::<String>().parse().ok().map(|n| (n, end))
}

fn year_at(chars: &[char], at: usize) -> Option<(i16, usize)> {
    let (n, end) = digits(chars, at)?;
    let year = i16::try_from(n).ok()?;
    (end - at == 4 && (1900..2100).contains(&year)).then_some((year, end))
}

fn bounded(chars: &[char], end: usize) -> bool {
    !chars.get(end).is_some_and(|c| c.is_alphanumeric())
}

/// 2015-16, 2015/16, 2003-2015, 24/25, and FY24 is left to the words.
fn scan_period(chars: &[char]) -> Option<(Figure, usize)> {
    let (first, end) = digits(chars, 0)?;
    if !matches!(chars.get(end), Some('-' | '/')) {
        return None;
    }
    let (last, stop) = digits(chars, end + 1)?;
    if !bounded(chars, stop) || matches!(chars.get(stop), Some('-' | '/')) {
        return None;
    }
    let short = end == 2 && stop - end - 1 == 2;
    if short {
        let next = (first + 1) % 100 == last && first > 12;
        return next.then(|| (Figure::Period(Period::Financial(2000 + first as i16)), stop));
    }
    let text: String = chars[..stop].iter().collect();
    let period: Period = text.parse().ok()?;
    Some((Figure::Period(period), stop))
}

/// 2022-05-31, 31 May 2022, 31st of May; dates that begin with their month are [`month_first`].
fn scan_date(chars: &[char]) -> Option<(Figure, usize)> {
    iso_date(chars).or_else(|| day_first(chars))
}

fn iso_date(chars: &[char]) -> Option<(Figure, usize)> {
    let (year, end) = year_at(chars, 0)?;
    (chars.get(end) == Some(&'-')).then_some(())?;
    let (month, end_month) = digits(chars, end + 1)?;
    (end_month - end - 1 == 2).then_some(())?;
    let month = i8::try_from(month).ok()?;
    if chars.get(end_month) == Some(&'-') {
        let (day, stop) = digits(chars, end_month + 1)?;
        let date = FuzzyDate::from_parts(year, Some(month), Some(i8::try_from(day).ok()?), Inference::Stated)?;
        return bounded(chars, stop).then_some((Figure::Date(date), stop));
    }
    let date = FuzzyDate::from_parts(year, Some(month), None, Inference::Stated)?;
    bounded(chars, end_month).then_some((Figure::Date(date), end_month))
}

fn spaces(chars: &[char], at: usize) -> usize {
    let mut at = at;
    while matches!(chars.get(at), Some(' ' | ',' | '.')) {
        at += 1;
    }
    at
}

fn word_at(chars: &[char], at: usize) -> (&[char], usize) {
    let mut end = at;
    while chars.get(end).is_some_and(|c| c.is_ascii_alphabetic()) {
        end += 1;
    }
    (&chars[at..end], end)
}

fn day_first(chars: &[char]) -> Option<(Figure, usize)> {
    let (day, end) = digits(chars, 0)?;
    let day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
    let (suffix, after) = word_at(chars, end);
    let end = if is_any(suffix, &ORDINAL) { after } else { end };
    let mut at = spaces(chars, end);
    let (of, after) = word_at(chars, at);
    if is(of, "of") {
        at = spaces(chars, after);
    }
    let (name, stop) = word_at(chars, at);
    let month = month(name)?;
    Some(with_year(chars, stop, month, Some(day)))
}

/// May 31, May 2022, or the month alone.
fn month_first(chars: &[char]) -> Option<(Figure, usize)> {
    let (name, end) = word_at(chars, 0);
    let month = month(name)?;
    if !bounded(chars, end) {
        return None;
    }
    let at = spaces(chars, end);
    if let Some((year, stop)) = year_at(chars, at) {
        let date = FuzzyDate::from_parts(year, Some(month), None, Inference::Stated)?;
        return Some((Figure::Date(date), stop));
    }
    if let Some((day, stop)) = digits(chars, at).filter(|(d, stop)| (1..=31).contains(d) && stop - at <= 2) {
        let (suffix, after) = word_at(chars, stop);
        let ordinal = is_any(suffix, &ORDINAL);
        if ordinal || bounded(chars, stop) {
            return Some(with_year(chars, if ordinal { after } else { stop }, month, i8::try_from(day).ok()));
        }
    }
    // "may" and "march" alone are verbs more often than months.
    (name.len() > 3 && month != 3 && month != 5).then_some((Figure::Month(month, None), end))
}

/// A month at the start of `chars` that a preposition stands before: what is "in May" is no verb.
pub(super) fn scan_month_behind(preposition: &[char], chars: &[char]) -> Option<(Figure, usize)> {
    if !matches!(chars.first(), Some('m' | 'M')) || !is_any(preposition, &["in", "by", "until", "since", "during"]) {
        return None;
    }
    let (name, end) = word_at(chars, 0);
    let is_verb = is_any(name, &["may", "march"]) && bounded(chars, end);
    month(name).filter(|_| is_verb).map(|month| (Figure::Month(month, None), end))
}

/// A date whose day and month were read, with the year behind it if there is one.
fn with_year(chars: &[char], end: usize, month: i8, day: Option<i8>) -> (Figure, usize) {
    let at = spaces(chars, end);
    let year = year_at(chars, at).and_then(|(year, stop)| {
        FuzzyDate::from_parts(year, Some(month), day, Inference::Stated).map(|date| (date, stop))
    });
    match year {
        Some((date, stop)) => (Figure::Date(date), stop),
        None => (Figure::Month(month, day), end),
    }
}

fn scan_number(chars: &[char]) -> Option<(Figure, usize)> {
    let sign = matches!(chars.first(), Some('£' | '$' | '€'));
    let start = usize::from(sign);
    if !sign && let Some((year, end)) = year_at(chars, 0).filter(|(_, end)| bounded(chars, *end)) {
        let decimal =
            matches!(chars.get(end), Some('.' | ',')) && chars.get(end + 1).is_some_and(char::is_ascii_digit);
        if !decimal {
            return Some((Figure::Year(year), end));
        }
    }
    let (mut value, mut end) = decimal(chars, start)?;
    let mut scale = if sign { Scale::Money } else { Scale::Plain };
    if let Some((by, after)) = multiplier(chars, end) {
        value *= by;
        end = after;
    }
    if chars.get(end) == Some(&'%') {
        return Some((Figure::Number { hundredths: hundredths(value), scale: Scale::Plain }, end + 1));
    }
    let (unit, after) = word_at(chars, spaces(chars, end));
    if is_any(unit, &["pounds", "pound", "quid", "gbp", "sterling"]) {
        scale = Scale::Money;
        end = after;
    }
    (bounded(chars, end) || scale == Scale::Money)
        .then_some((Figure::Number { hundredths: hundredths(value), scale }, end))
}

/// Hundredths of a figure as typed; saturates, and a figure as typed is far from 2^53.
fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}

/// Digits with thousands separators and a decimal part.
fn decimal(chars: &[char], start: usize) -> Option<(f64, usize)> {
    let (_, mut end) = digits(chars, start)?;
    let mut text: String = chars[start..end].iter().collect();
    while chars.get(end) == Some(&',')
        && digits(chars, end + 1).is_some_and(|(_, stop)| stop == end + 4)
        && text.len() < 15
    {
        text.extend(&chars[end + 1..end + 4]);
        end += 4;
    }
    if chars.get(end) == Some(&'.')
        && let Some((_, stop)) = digits(chars, end + 1)
    {
        text.push('.');
        text.extend(&chars[end + 1..stop]);
        end = stop;
    }
    text.parse().ok().map(|value| (value, end))
}

fn multiplier(chars: &[char], end: usize) -> Option<(f64, usize)> {
    let direct = word_at(chars, end);
    let spaced = word_at(chars, spaces(chars, end));
    for (word, after) in [direct, spaced] {
        if let Some((_, by)) = MULTIPLIERS.iter().find(|(words, _)| is_any(word, words)) {
            return Some((*by, after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Figure, usize)> {
        scan_figure(&text.chars().collect::<Vec<_>>())
    }

    fn number(text: &str) -> (i64, Scale) {
        match read(text) {
            Some((Figure::Number { hundredths, scale }, _)) => (hundredths, scale),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn sums_as_people_type_them() {
        for (text, value) in [
            ("£85k", 8_500_000),
            ("£1.2bn", 120_000_000_000),
            ("£16.67m", 1_667_000_000),
            ("£85,000", 8_500_000),
            ("£9.50", 950),
        ] {
            assert_eq!(number(text), (value, Scale::Money), "{text}");
        }
        for (text, value) in
            [("85k", 8_500_000), ("550 million", 55_000_000_000), ("413,000", 41_300_000), ("12 weeks", 1_200)]
        {
            assert_eq!(number(text), (value, Scale::Plain), "{text}");
        }
        assert_eq!(number("550m quid"), (55_000_000_000, Scale::Money));
    }

    #[test]
    fn every_month_is_read() {
        for (number, name) in (1..).zip(MONTHS) {
            let date = Figure::Date(format!("2031-{number:02}").parse().unwrap());
            assert_eq!(read(&format!("{name} 2031")), Some((date, name.len() + 5)), "{name}");
        }
    }

    #[test]
    fn dates_years_and_periods() {
        assert_eq!(read("2011?"), Some((Figure::Year(2011), 4)));
        assert_eq!(read("2015-16"), Some((Figure::Period(Period::Financial(2015)), 7)));
        assert_eq!(read("24/25"), Some((Figure::Period(Period::Financial(2024)), 5)));
        let date = |text: &str| Figure::Date(text.parse().unwrap());
        assert_eq!(read("31st of May 2022"), Some((date("2022-05-31"), 16)));
        assert_eq!(read("May 31, 2022"), Some((date("2022-05-31"), 12)));
        assert_eq!(read("Feb 2014"), Some((date("2014-02"), 8)));
        assert_eq!(read("24 March"), Some((Figure::Month(3, Some(24)), 8)));
        assert_eq!(read("september"), Some((Figure::Month(9, None), 9)));
        for text in ["may", "march", "mart", "decide", "b12", "word"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_that_is_a_verb_is_one_behind_a_preposition() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let behind = |before: &str, text: &str| scan_month_behind(&letters(before), &letters(text));
        assert_eq!(behind("in", "may?"), Some((Figure::Month(5, None), 3)));
        assert_eq!(behind("By", "March"), Some((Figure::Month(3, None), 5)));
        for (before, text) in [("you", "may"), ("in", "marches"), ("in", "maybe"), ("", "may")] {
            assert_eq!(behind(before, text), None, "{before} {text}");
        }
    }
}
