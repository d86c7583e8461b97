//! What a fact says, typed, so that it can be compared, added up and put into words.

use super::form::{CountForm, MoneyForm, SpanForm};
use super::{Amount, FuzzyDate, SubjectId};
use serde::{Deserialize, Serialize};

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// An amount of money.
    Money(Money),
    /// A number of things.
    Count(Count),
    /// A date.
    Date(FuzzyDate),
    /// A length of time.
    Duration(Span),
    /// A mark on some scale, such as a delivery-confidence rating.
    Rating(String),
    /// Words.
    Text(String),
    /// Several items.
    List(Vec<String>),
    /// Another subject.
    Subject(SubjectId),
    /// No value of its own: the statement says it.
    None,
    /// Known to exist, but kept back, with the reason.
    Withheld(String),
}

/// The kinds of value, for checks and for what a question expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// [`Value::Money`]
    Money,
    /// [`Value::Count`]
    Count,
    /// [`Value::Date`]
    Date,
    /// [`Value::Duration`]
    Duration,
    /// [`Value::Rating`]
    Rating,
    /// [`Value::Text`]
    Text,
    /// [`Value::List`]
    List,
    /// [`Value::Subject`]
    Subject,
    /// [`Value::None`]
    None,
    /// [`Value::Withheld`]
    Withheld,
}

impl ValueKind {
    /// Every kind.
    pub const ALL: [ValueKind; 10] = [
        ValueKind::Money,
        ValueKind::Count,
        ValueKind::Date,
        ValueKind::Duration,
        ValueKind::Rating,
        ValueKind::Text,
        ValueKind::List,
        ValueKind::Subject,
        ValueKind::None,
        ValueKind::Withheld,
    ];

    /// Whether a value of this kind is at home where `usual` is. A fact may always withhold its value or leave it to
    /// the statement; and whoever is no subject is named in words, several of them in a list.
    pub fn may_stand_for(self, usual: ValueKind) -> bool {
        const WORDS: [ValueKind; 3] = [ValueKind::Text, ValueKind::List, ValueKind::Subject];
        self == usual
            || matches!(self, ValueKind::None | ValueKind::Withheld)
            || matches!(usual, ValueKind::None | ValueKind::Withheld)
            || WORDS.contains(&self) && WORDS.contains(&usual)
    }

    /// The word that names the kind in a knowledge file and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            ValueKind::Money => "money",
            ValueKind::Count => "count",
            ValueKind::Date => "date",
            ValueKind::Duration => "duration",
            ValueKind::Rating => "rating",
            ValueKind::Text => "text",
            ValueKind::List => "list",
            ValueKind::Subject => "subject",
            ValueKind::None => "none",
            ValueKind::Withheld => "withheld",
        }
    }
}

impl Value {
    /// Which kind of value this is.
    pub fn kind(&self) -> ValueKind {
        match self {
            Value::Money(_) => ValueKind::Money,
            Value::Count(_) => ValueKind::Count,
            Value::Date(_) => ValueKind::Date,
            Value::Duration(_) => ValueKind::Duration,
            Value::Rating(_) => ValueKind::Rating,
            Value::Text(_) => ValueKind::Text,
            Value::List(_) => ValueKind::List,
            Value::Subject(_) => ValueKind::Subject,
            Value::None => ValueKind::None,
            Value::Withheld(_) => ValueKind::Withheld,
        }
    }
}

/// The time a sum of money is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// A year.
    Year,
    /// A month.
    Month,
    /// A week.
    Week,
    /// A day.
    Day,
    /// An hour.
    Hour,
}

impl Per {
    /// Every one with the word that names it in a knowledge file.
    pub const ALL: [(Per, &'static str); 5] =
        [(Per::Year, "year"), (Per::Month, "month"), (Per::Week, "week"), (Per::Day, "day"), (Per::Hour, "hour")];

    /// The word behind "a" or "an": year, month, week, day, hour.
    pub fn word(self) -> &'static str {
        match self {
            Per::Year => "year",
            Per::Month => "month",
            Per::Week => "week",
            Per::Day => "day",
            Per::Hour => "hour",
        }
    }
}

/// Money: `amount` counts hundredths of the currency's unit (pence), so that £16.67m and £9.50 are both exact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "MoneyForm", into = "MoneyForm")]
pub struct Money {
    /// Hundredths of the unit.
    pub amount: Amount,
    /// ISO 4217 code, `GBP` unless said otherwise.
    pub currency: String,
    /// The time it is for, if it recurs.
    pub per: Option<Per>,
}

/// A number of things: `of` gives the whole in "10 of 13"; `unit` names what is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "CountForm", into = "CountForm")]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// Out of how many.
    pub of: Option<i64>,
    /// What is counted, in the plural ("staff", "public-facing services").
    pub unit: Option<String>,
}

/// The units of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpanUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl SpanUnit {
    /// Every unit with the word that names it in a knowledge file.
    pub const ALL: [(SpanUnit, &'static str); 4] =
        [(SpanUnit::Day, "day"), (SpanUnit::Week, "week"), (SpanUnit::Month, "month"), (SpanUnit::Year, "year")];

    /// The singular word: day, week, month, year.
    pub fn word(self) -> &'static str {
        match self {
            SpanUnit::Day => "day",
            SpanUnit::Week => "week",
            SpanUnit::Month => "month",
            SpanUnit::Year => "year",
        }
    }
}

/// A length of time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "SpanForm", into = "SpanForm")]
pub struct Span {
    /// How many units.
    pub amount: Amount,
    /// Of which unit.
    pub unit: SpanUnit,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_survives_json_and_reads_from_toml() {
        let lines = [
            "value = { money = { max = 85000, per = \"year\" } }",
            "value = { money = { exact = 16670000.5, currency = \"EUR\" } }",
            "value = { count = { exact = 10, of = 13, unit = \"reviews\" } }",
            "value = { date = \"2016-07~\" }",
            "value = { duration = { about = 8, unit = \"week\" } }",
            "value = { rating = \"amber-red\" }",
            "value = { text = \"words\" }",
            "value = { list = [\"a\", \"b\"] }",
            "value = { subject = \"someone\" }",
            "value = \"none\"",
            "value = { withheld = \"commercially sensitive\" }",
        ];
        #[derive(Deserialize)]
        struct Row {
            value: Value,
        }
        for line in lines {
            let value = toml::from_str::<Row>(line).unwrap_or_else(|e| panic!("{line}: {e}")).value;
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{json}");
        }
    }

    #[test]
    fn a_shapeless_or_upside_down_amount_is_refused() {
        for json in [r#"{"money":{}}"#, r#"{"money":{"min":5,"max":5}}"#, r#"{"count":{"exact":1,"about":2}}"#] {
            assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
        }
    }
}
