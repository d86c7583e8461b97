//! From where to where a figure or a date may lie, so that two can be put in order.

use super::Side;
use crate::answer::amounts::measure;
use crate::fact::{Per, SpanUnit, Value};
use crate::search::Index;
use std::cmp::Ordering;

/// Which end of a range is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    Top,
    Bottom,
}

/// What figures must have in common to be set against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measured {
    Money(String, Option<Per>),
    Count,
    Time(SpanUnit),
    Date,
}

/// The least and the most that a value may be: hundredths of what it counts, days of a date; `None` where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub low: Option<i64>,
    pub high: Option<i64>,
}

/// What a value measures; `None` if it is neither a figure nor a date.
pub(super) fn measured(value: &Value) -> Option<Measured> {
    match value {
        Value::Money(money) => Some(Measured::Money(money.currency.clone(), money.per)),
        Value::Count(_) => Some(Measured::Count),
        Value::Duration(span) => Some(Measured::Time(in_smaller(span.unit).0)),
        Value::Date(_) => Some(Measured::Date),
        _ => None,
    }
}

/// The unit that a unit of time has a whole number of, and how many: a year is twelve months, whatever a month is in days.
fn in_smaller(unit: SpanUnit) -> (SpanUnit, i64) {
    match unit {
        SpanUnit::Year => (SpanUnit::Month, 12),
        SpanUnit::Week => (SpanUnit::Day, 7),
        unit => (unit, 1),
    }
}

impl Extent {
    /// Of all that is held of a side, what contradicts each other taken together.
    pub(super) fn of(index: &Index, side: &Side, end: End) -> Option<Self> {
        let all: Option<Vec<Self>> =
            side.facts.iter().map(|fact| Self::of_value(&index.fact(*fact).fact.value, end)).collect();
        all?.into_iter().reduce(|a, b| Self {
            low: a.low.zip(b.low).map(|(a, b)| a.min(b)),
            high: a.high.zip(b.high).map(|(a, b)| a.max(b)),
        })
    }

    fn of_value(value: &Value, end: End) -> Option<Self> {
        if let Value::Date(date) = value {
            let day =
                |date: jiff::civil::Date| i64::from(date.since(jiff::civil::Date::ZERO).ok()?.get_days()).into();
            return Some(Self { low: day(date.first_day()), high: day(date.last_day()) });
        }
        let times = if let Value::Duration(span) = value { in_smaller(span.unit).1 } else { 1 };
        let amount = measure(value)?.amount;
        let scaled = |n: Option<i64>| n.and_then(|n| n.checked_mul(times));
        let (low, high) = (scaled(amount.low()), scaled(amount.high()));
        Some(match end {
            End::Whole => Self { low, high },
            End::Top => Self { low: high, high },
            End::Bottom => Self { low, high: low },
        })
    }

    /// Whether it is one figure.
    pub(super) fn is_point(self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// How it stands to another; `None` where they overlap.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        if self.is_point() && self == other {
            Some(Ordering::Equal)
        } else if self.low.zip(other.high).is_some_and(|(low, high)| low > high) {
            Some(Ordering::Greater)
        } else if self.high.zip(other.low).is_some_and(|(high, low)| high < low) {
            Some(Ordering::Less)
        } else {
            None
        }
    }
}
