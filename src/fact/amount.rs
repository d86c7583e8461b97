//! A whole number with how exactly it is known: exact, about, up to, at least, more than, or a range.

use serde::{Deserialize, Serialize};

/// A figure and its exactness. The unit (pence, people, weeks) belongs to what holds the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "AmountForm", into = "AmountForm")]
pub enum Amount {
    /// Just this.
    Exact(i64),
    /// Roughly this.
    About(i64),
    /// This or less ("up to").
    AtMost(i64),
    /// This or more.
    AtLeast(i64),
    /// More than this.
    Over(i64),
    /// From the first to the second; the first is smaller.
    Range(i64, i64),
}

/// Why a table of bounds is no amount.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AmountError {
    /// Not exactly one way of giving the figure.
    #[error("give one of exact, about, max, min, over, or min and max together")]
    Shape,
    /// A range upside down.
    #[error("min ({0}) is not below max ({1})")]
    Order(i64, i64),
    /// A sum that would have to be rounded.
    #[error("{0} has more than two decimals")]
    Finer(f64),
}

impl Amount {
    /// The lowest figure it allows, if it has one.
    pub fn low(self) -> Option<i64> {
        match self {
            Amount::Exact(n) | Amount::About(n) | Amount::AtLeast(n) | Amount::Over(n) | Amount::Range(n, _) => {
                Some(n)
            }
            Amount::AtMost(_) => None,
        }
    }

    /// The highest figure it allows, if it has one.
    pub fn high(self) -> Option<i64> {
        match self {
            Amount::Exact(n) | Amount::About(n) | Amount::AtMost(n) | Amount::Range(_, n) => Some(n),
            Amount::AtLeast(_) | Amount::Over(_) => None,
        }
    }

    /// The figures it is given by: one, or the two ends of a range.
    pub fn figures(self) -> impl Iterator<Item = i64> {
        let (low, high) = (self.low(), self.high().filter(|high| self.low() != Some(*high)));
        low.into_iter().chain(high)
    }

    /// The figure to sort by: the top of what is allowed, else the bottom.
    pub fn headline(self) -> i64 {
        self.high().or(self.low()).unwrap_or(0)
    }

    /// The same exactness with each figure multiplied; saturates at the ends of `i64`.
    pub fn scaled(self, by: i64) -> Self {
        let s = |n: i64| n.saturating_mul(by);
        match self {
            Amount::Exact(n) => Amount::Exact(s(n)),
            Amount::About(n) => Amount::About(s(n)),
            Amount::AtMost(n) => Amount::AtMost(s(n)),
            Amount::AtLeast(n) => Amount::AtLeast(s(n)),
            Amount::Over(n) => Amount::Over(s(n)),
            Amount::Range(a, b) => Amount::Range(s(a), s(b)),
        }
    }
}

/// How an amount is written down: a table with the bounds that apply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AmountForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<i64>,
}

impl TryFrom<AmountForm> for Amount {
    type Error = AmountError;

    fn try_from(form: AmountForm) -> Result<Self, AmountError> {
        match (form.exact, form.about, form.min, form.max, form.over) {
            (Some(n), None, None, None, None) => Ok(Amount::Exact(n)),
            (None, Some(n), None, None, None) => Ok(Amount::About(n)),
            (None, None, Some(n), None, None) => Ok(Amount::AtLeast(n)),
            (None, None, None, Some(n), None) => Ok(Amount::AtMost(n)),
            (None, None, None, None, Some(n)) => Ok(Amount::Over(n)),
            (None, None, Some(a), Some(b), None) if a < b => Ok(Amount::Range(a, b)),
            (None, None, Some(a), Some(b), None) => Err(AmountError::Order(a, b)),
            _ => Err(AmountError::Shape),
        }
    }
}

impl From<Amount> for AmountForm {
    fn from(amount: Amount) -> Self {
        let none = AmountForm::default();
        match amount {
            Amount::Exact(n) => AmountForm { exact: Some(n), ..none },
            Amount::About(n) => AmountForm { about: Some(n), ..none },
            Amount::AtMost(n) => AmountForm { max: Some(n), ..none },
            Amount::AtLeast(n) => AmountForm { min: Some(n), ..none },
            Amount::Over(n) => AmountForm { over: Some(n), ..none },
            Amount::Range(a, b) => AmountForm { min: Some(a), max: Some(b), ..none },
        }
    }
}
