//! The span a figure belongs to: a calendar year, a financial year, or several years.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A span of years: `2015` (a calendar year), `2015-16` (a financial year) or `2003-2015` (years, both included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// One calendar year.
    Year(i16),
    /// The financial year that starts in the given one (`2015` for 2015-16).
    Financial(i16),
    /// The years from the first to the last.
    Years(i16, i16),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a period: expected 2015, 2015-16 or 2003-2015")]
pub struct PeriodError(String);

impl Period {
    /// The first and the last calendar year it touches.
    pub fn years(self) -> (i16, i16) {
        match self {
            Period::Year(year) => (year, year),
            Period::Financial(year) => (year, year + 1),
            Period::Years(first, last) => (first, last),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year}"),
            Period::Financial(year) => write!(f, "{year}-{:02}", (year + 1) % 100),
            Period::Years(first, last) => write!(f, "{first}-{last}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        parse(text).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let year = |part: &str| {
        let digits = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten().filter(|y| (1800..2200).contains(y))
    };
    let Some((first, last)) = text.split_once(['-', '/', '–']) else {
        return year(text).map(Period::Year);
    };
    let first = year(first)?;
    if last.len() == 2 {
        return (last.parse::<i16>().ok()? == (first + 1) % 100).then_some(Period::Financial(first));
    }
    let last = year(last)?;
    (first < last).then_some(Period::Years(first, last))
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_financial_years_and_spans() {
        assert_eq!("2015".parse(), Ok(Period::Year(2015)));
        assert_eq!("2015-16".parse(), Ok(Period::Financial(2015)));
        assert_eq!("1999/00".parse(), Ok(Period::Financial(1999)));
        assert_eq!("2003-2015".parse(), Ok(Period::Years(2003, 2015)));
        for text in ["", "15-16", "2015-17", "2015-2003", "2015-2015", "soon", "9999"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
