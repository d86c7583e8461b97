//! Dates as articles give them: to the year, the month or the day, stated or inferred.
//!
//! Written as a subset of EDTF (the Extended Date/Time Format of ISO 8601-2): `2022`, `2022-05`,
//! `2022-05-31`; a trailing `~` marks an inferred date (`2016-07~`), a `~` behind the year alone says that
//! only the year is inferred (`2021~-03-24`).

use jiff::civil;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// Year, month and day.
    Day,
}

/// Which part of a date the source does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inference {
    /// The source states the date.
    Stated,
    /// The source states all but the year.
    Year,
    /// The date is worked out from other evidence.
    Whole,
}

/// A date with its precision and whether it was inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FuzzyDate {
    /// The first day the date may mean.
    first: civil::Date,
    precision: Precision,
    inference: Inference,
}

/// A text that is no date of this format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date: expected 2022, 2022-05 or 2022-05-31, with a trailing ~ where it is inferred")]
pub struct DateError(String);

impl FuzzyDate {
    /// A stated date to the day.
    pub fn day(date: civil::Date) -> Self {
        Self { first: date, precision: Precision::Day, inference: Inference::Stated }
    }

    /// Builds a date from its parts; `None` if there is no such day. A day without a month is ignored.
    pub fn from_parts(year: i16, month: Option<i8>, day: Option<i8>, inference: Inference) -> Option<Self> {
        let (precision, month, day) = match (month, day) {
            (None, _) => (Precision::Year, 1, 1),
            (Some(month), None) => (Precision::Month, month, 1),
            (Some(month), Some(day)) => (Precision::Day, month, day),
        };
        let first = civil::Date::new(year, month, day).ok()?;
        Some(Self { first, precision, inference })
    }

    /// The year.
    pub fn year(&self) -> i16 {
        self.first.year()
    }

    /// The month from 1 to 12, if known.
    pub fn month(&self) -> Option<i8> {
        (self.precision >= Precision::Month).then(|| self.first.month())
    }

    /// The day of the month, if known.
    pub fn day_of_month(&self) -> Option<i8> {
        (self.precision == Precision::Day).then(|| self.first.day())
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Which part was inferred.
    pub fn inference(&self) -> Inference {
        self.inference
    }

    /// The first day it may mean.
    pub fn first_day(&self) -> civil::Date {
        self.first
    }

    /// The last day it may mean.
    pub fn last_day(&self) -> civil::Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    /// Whether both may mean the same day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl fmt::Display for FuzzyDate {
    /// Writes the EDTF form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year())?;
        if self.inference == Inference::Year {
            f.write_str("~")?;
        }
        if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day_of_month() {
            write!(f, "-{day:02}")?;
        }
        if self.inference == Inference::Whole {
            f.write_str("~")?;
        }
        Ok(())
    }
}

impl FromStr for FuzzyDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        parse(text).ok_or_else(|| DateError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<FuzzyDate> {
    let (body, whole) = match text.strip_suffix('~') {
        Some(body) => (body, true),
        None => (text, false),
    };
    let mut parts = body.split('-');
    let year = parts.next()?;
    let (year, year_inferred) = match year.strip_suffix('~') {
        Some(year) => (year, true),
        None => (year, false),
    };
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let year = digits(year, 4)?;
    let mut next = || -> Option<Option<i8>> {
        match parts.next() {
            None => Some(None),
            Some(part) => digits(part, 2).map(|n| i8::try_from(n).ok()),
        }
    };
    let (month, day) = (next()?, next()?);
    if parts.next().is_some() {
        return None;
    }
    let inference = match (whole, year_inferred) {
        (true, _) => Inference::Whole,
        (false, true) if month.is_some() => Inference::Year,
        (false, true) => Inference::Whole,
        (false, false) => Inference::Stated,
    };
    FuzzyDate::from_parts(year, month, day, inference)
}

impl TryFrom<String> for FuzzyDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<FuzzyDate> for String {
    fn from(date: FuzzyDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_and_writes_back() {
        for text in ["2022", "2022-05", "2022-05-31", "2016~", "2016-07~", "2021-03-24~", "2021~-03-24"] {
            assert_eq!(text.parse::<FuzzyDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "22", "2022-13", "2022-02-30", "2022-5-1", "2022-05-31-01", "May 2022", "2022-", "~", "２０２２"]
        {
            assert!(text.parse::<FuzzyDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_overlaps_its_days_and_its_year() {
        let date = |text: &str| text.parse::<FuzzyDate>().unwrap();
        assert!(date("2022-05").overlaps(&date("2022-05-31")));
        assert!(date("2022").overlaps(&date("2022-05~")));
        assert!(!date("2022-05").overlaps(&date("2022-06-01")));
    }
}
