//! Whether a figure or date of a question is one that a fact speaks of.

use crate::fact::{FuzzyDate, Period};
use crate::search::FactDoc;
use crate::text::Figure;

/// Whether a figure of the question is one of the fact's, or fits the time at which it was true.
pub fn figure_fits(asked: &Figure, doc: &FactDoc) -> bool {
    // A fact with a period of its own is about that, whenever it was said.
    // A period is a figure's own; that something was said in that year does not make it the figure's.
    let timed = doc.fact.period.is_none() && !matches!(asked, Figure::Period(_));
    let as_of = timed.then_some(Figure::Date(doc.fact.as_of));
    doc.figures.iter().chain(&as_of).any(|held| same_figure(asked, held))
}

fn same_figure(asked: &Figure, held: &Figure) -> bool {
    match (asked, held) {
        (Figure::Number { hundredths: a, .. }, Figure::Number { hundredths: b, .. }) => a == b,
        (Figure::Year(year), Figure::Year(other)) => year == other,
        (Figure::Year(year), Figure::Date(date)) => date.year() == *year,
        (Figure::Year(year), Figure::Period(period)) => (period.years().0..=period.years().1).contains(year),
        (Figure::Period(a), Figure::Period(b)) => a == b,
        (Figure::Date(date), Figure::Period(Period::Financial(year))) => in_financial_year(date, *year),
        (Figure::Date(date), Figure::Period(period)) => (period.years().0..=period.years().1).contains(&date.year()),
        (Figure::Period(Period::Financial(year)), Figure::Date(date)) => in_financial_year(date, *year),
        (Figure::Period(period), Figure::Date(date)) => (period.years().0..=period.years().1).contains(&date.year()),
        (Figure::Date(a), Figure::Date(b)) => a.overlaps(b),
        (Figure::Date(a), Figure::Year(year)) => a.year() == *year,
        (Figure::Month(month, day), Figure::Date(date)) => {
            date.month() == Some(*month)
                && (day.is_none() || date.day_of_month().is_none() || date.day_of_month() == *day)
        }
        (Figure::Month(month, _), Figure::Month(other, _)) => month == other,
        _ => false,
    }
}

fn in_financial_year(date: &FuzzyDate, year: i16) -> bool {
    match date.month() {
        Some(month) => (date.year() == year && month >= 4) || (date.year() == year + 1 && month <= 3),
        None => date.year() == year,
    }
}
