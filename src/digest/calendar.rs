//! What the calendar brings: dates that come near, and figures that grow old.

use super::news::{Line, Material};
use super::words::{Names, day_words};
use crate::fact::{Fact, FuzzyDate, Inference, Precision, Status, Value};
use jiff::ToSpan;
use jiff::civil::Date;

/// How far ahead dates are announced, in days, today included.
const AHEAD: i32 = 7;

/// The attribute that tells what a role pays; it grows old as forecasts do.
const SALARY: &str = "salary";

/// Deadlines, ends and other dates from today on for seven days, the next first.
pub(super) fn upcoming(material: &Material<'_>, names: &Names<'_>) -> Vec<Line> {
    let mut found: Vec<(Date, Line)> = Vec::new();
    for fact in material.facts {
        let Value::Date(date) = &fact.value else { continue };
        let day = date.first_day();
        let near = day >= material.today && material.today.until(day).is_ok_and(|span| span.get_days() < AHEAD);
        if date.precision() == Precision::Day && near && is_current(fact, material, names) {
            let text =
                format!("{}: {} ({})", when(date, material.today), names.label(fact), names.marked_source(fact));
            found.push((day, Line { subject: fact.subject.clone(), text }));
        }
    }
    found.sort_by_key(|(day, _)| *day);
    found.into_iter().map(|(_, line)| line).collect()
}

fn when(date: &FuzzyDate, today: Date) -> String {
    let day = date.first_day();
    let inferred = match date.inference() {
        Inference::Stated => "",
        Inference::Year => " (year inferred)",
        Inference::Whole => " (inferred)",
    };
    let today = if day == today { "Today, " } else { "" };
    format!("{today}{}{inferred}", day_words(day))
}

/// Salaries and forecasts that have passed the limit since the last digest, the oldest first.
pub(super) fn stale(material: &Material<'_>, names: &Names<'_>) -> Vec<Line> {
    let Some(months) = material.stale_months else { return Vec::new() };
    let mut found: Vec<(Date, Line)> = Vec::new();
    for fact in material.facts {
        let ages = fact.attribute.as_str() == SALARY || fact.status == Some(Status::Forecast);
        let Ok(old_on) = fact.as_of.last_day().checked_add(i32::from(months).months()) else { continue };
        if ages && old_on > material.told && old_on <= material.today && is_current(fact, material, names) {
            let text = format!("{}: {} ({})", names.label(fact), names.value(fact), names.marked_source(fact));
            found.push((old_on, Line { subject: fact.subject.clone(), text }));
        }
    }
    found.sort_by_key(|(day, _)| *day);
    found.into_iter().map(|(_, line)| line).collect()
}

/// Whether nothing newer says the same thing of the same subject.
fn is_current(fact: &Fact, material: &Material<'_>, names: &Names<'_>) -> bool {
    let newer = |other: &Fact| {
        other.subject == fact.subject
            && other.attribute == fact.attribute
            && other.period == fact.period
            && other.as_of.first_day() > fact.as_of.last_day()
    };
    names.holds_many(&fact.attribute) || !material.facts.iter().any(|other| newer(other))
}
