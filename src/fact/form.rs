//! How values are written down: flat tables in TOML and JSON, with sums in whole or decimal units.

use super::amount::{AmountError, AmountForm};
use super::{Count, Money, Per, Span, SpanUnit};
use serde::{Deserialize, Serialize};

/// Sums in a file are whole or decimal units (16670000 or 9.50), never hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Sum {
    Whole(i64),
    Decimal(f64),
}

impl Sum {
    fn hundredths(self) -> Result<i64, AmountError> {
        match self {
            Sum::Whole(n) => Ok(n.saturating_mul(100)),
            Sum::Decimal(x) => hundredths(x).ok_or(AmountError::Finer(x)),
        }
    }

    fn from_hundredths(n: i64) -> Self {
        if n % 100 == 0 { Sum::Whole(n / 100) } else { Sum::Decimal(n as f64 / 100.0) }
    }
}

/// A sum in hundredths; `None` if that would round it: nobody is told another figure than was written.
pub(crate) fn hundredths(units: f64) -> Option<i64> {
    let exact = units * 100.0;
    // The figures of a file are far below 2^53 hundredths; binary fractions are off by some of their last digits.
    let slack = 1e-6 + exact.abs() * 1e-15;
    // `as` saturates.
    ((exact - exact.round()).abs() <= slack).then_some(exact.round() as i64)
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoneyForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exact: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per: Option<Per>,
}

impl TryFrom<MoneyForm> for Money {
    type Error = AmountError;

    fn try_from(form: MoneyForm) -> Result<Self, AmountError> {
        let amount = AmountForm {
            exact: form.exact.map(Sum::hundredths).transpose()?,
            about: form.about.map(Sum::hundredths).transpose()?,
            min: form.min.map(Sum::hundredths).transpose()?,
            max: form.max.map(Sum::hundredths).transpose()?,
            over: form.over.map(Sum::hundredths).transpose()?,
        };
        let currency = form.currency.unwrap_or_else(|| "GBP".to_owned());
        Ok(Money { amount: amount.try_into()?, currency, per: form.per })
    }
}

impl From<Money> for MoneyForm {
    fn from(money: Money) -> Self {
        let amount = AmountForm::from(money.amount);
        MoneyForm {
            exact: amount.exact.map(Sum::from_hundredths),
            about: amount.about.map(Sum::from_hundredths),
            min: amount.min.map(Sum::from_hundredths),
            max: amount.max.map(Sum::from_hundredths),
            over: amount.over.map(Sum::from_hundredths),
            currency: (money.currency != "GBP").then_some(money.currency),
            per: money.per,
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exact: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

impl TryFrom<CountForm> for Count {
    type Error = AmountError;

    fn try_from(form: CountForm) -> Result<Self, AmountError> {
        let CountForm { exact, about, min, max, over, of, unit } = form;
        Ok(Count { amount: AmountForm { exact, about, min, max, over }.try_into()?, of, unit })
    }
}

impl From<Count> for CountForm {
    fn from(count: Count) -> Self {
        let AmountForm { exact, about, min, max, over } = count.amount.into();
        CountForm { exact, about, min, max, over, of: count.of, unit: count.unit }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpanForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exact: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<i64>,
    unit: SpanUnit,
}

impl TryFrom<SpanForm> for Span {
    type Error = AmountError;

    fn try_from(form: SpanForm) -> Result<Self, AmountError> {
        let SpanForm { exact, about, min, max, over, unit } = form;
        Ok(Span { amount: AmountForm { exact, about, min, max, over }.try_into()?, unit })
    }
}

impl From<Span> for SpanForm {
    fn from(span: Span) -> Self {
        let AmountForm { exact, about, min, max, over } = span.amount.into();
        SpanForm { exact, about, min, max, over, unit: span.unit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_to_the_hundredth_and_never_rounded() {
        let cases = [
            (9.5, Some(950)),
            (0.07, Some(7)),
            (16_670_000.01, Some(1_667_000_001)),
            (999_999_999_999.99, Some(99_999_999_999_999)),
            (0.025, None),
            (85_000.001, None),
        ];
        for (units, read) in cases {
            assert_eq!(hundredths(units), read, "{units}");
        }
    }
}
