//! Facts, subjects and sources as rows of an imprint: each id once for all of them, and texts that are read where they
//! lie. The forms for people (JSON, TOML) cannot be used: they leave out what is absent, which only a form that names
//! its fields can.

use crate::app::curate::Withdrawn;
use crate::fact::{
    Amount, AttributeId, Count, Fact, FactId, FuzzyDate, Inference, Money, Per, Period, Scope, Source, SourceId,
    Span, SpanUnit, Status, Subject, SubjectId, SubjectKind, Value,
};
use jiff::Timestamp;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Texts that many rows have in common, each under a number.
#[derive(Debug, Default)]
pub(super) struct Numbers<'a> {
    by_text: FxHashMap<&'a str, u32>,
    texts: Vec<&'a str>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, text: &'a str) -> u32 {
        *self.by_text.entry(text).or_insert_with(|| {
            self.texts.push(text);
            u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// The ids that rows name, in the making.
#[derive(Debug, Default)]
pub(super) struct Naming<'a> {
    subjects: Numbers<'a>,
    attributes: Numbers<'a>,
    sources: Numbers<'a>,
}

impl<'a> Naming<'a> {
    /// All of them, as they are written.
    pub(super) fn texts(&self) -> [&[&'a str]; 3] {
        [&self.subjects.texts, &self.attributes.texts, &self.sources.texts]
    }
}

/// The ids that rows name, as they are shared by what is read.
#[derive(Debug, Default)]
pub(super) struct Names {
    subjects: Vec<SubjectId>,
    attributes: Vec<AttributeId>,
    sources: Vec<SourceId>,
}

impl From<[Vec<&str>; 3]> for Names {
    fn from([subjects, attributes, sources]: [Vec<&str>; 3]) -> Self {
        Self {
            subjects: subjects.into_iter().map(SubjectId::from).collect(),
            attributes: attributes.into_iter().map(AttributeId::from).collect(),
            sources: sources.into_iter().map(SourceId::from).collect(),
        }
    }
}

/// A row of an imprint: what it is made of, and what is made of it (`None` if it makes no sense).
pub(super) trait Row<'a>: Serialize + Deserialize<'a> {
    /// What it stands for.
    type Of: 'a;

    /// The row of a thing.
    fn of(of: &'a Self::Of, naming: &mut Naming<'a>) -> Self;

    /// The thing.
    fn read(self, names: &Names) -> Option<Self::Of>;
}

/// A date: year, month and day or 0, and what of it was inferred.
#[derive(Serialize, Deserialize)]
struct DateRow(i16, i8, i8, u8);

impl From<FuzzyDate> for DateRow {
    fn from(date: FuzzyDate) -> Self {
        let inferred = match date.inference() {
            Inference::Stated => 0,
            Inference::Year => 1,
            Inference::Whole => 2,
        };
        Self(date.year(), date.month().unwrap_or(0), date.day_of_month().unwrap_or(0), inferred)
    }
}

impl DateRow {
    fn read(self) -> Option<FuzzyDate> {
        let Self(year, month, day, inferred) = self;
        let inference = match inferred {
            0 => Inference::Stated,
            1 => Inference::Year,
            2 => Inference::Whole,
            _ => return None,
        };
        FuzzyDate::from_parts(year, (month != 0).then_some(month), (day != 0).then_some(day), inference)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Period")]
enum PeriodForm {
    Year(i16),
    Financial(i16),
    Years(i16, i16),
}

/// A period as [`PeriodForm`] has it.
#[derive(Serialize, Deserialize)]
struct PeriodRow(#[serde(with = "PeriodForm")] Period);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Amount")]
enum AmountForm {
    Exact(i64),
    About(i64),
    AtMost(i64),
    AtLeast(i64),
    Over(i64),
    Range(i64, i64),
}

#[derive(Serialize, Deserialize)]
enum ValueRow<'a> {
    Money(#[serde(with = "AmountForm")] Amount, &'a str, Option<Per>),
    Count(#[serde(with = "AmountForm")] Amount, Option<i64>, Option<&'a str>),
    Date(DateRow),
    Duration(#[serde(with = "AmountForm")] Amount, SpanUnit),
    Rating(&'a str),
    Text(&'a str),
    List(Vec<&'a str>),
    Subject(u32),
    None,
    Withheld(&'a str),
}

impl<'a> ValueRow<'a> {
    fn of(value: &'a Value, naming: &mut Naming<'a>) -> Self {
        match value {
            Value::Money(Money { amount, currency, per }) => Self::Money(*amount, currency, *per),
            Value::Count(Count { amount, of, unit }) => Self::Count(*amount, *of, unit.as_deref()),
            Value::Date(date) => Self::Date((*date).into()),
            Value::Duration(Span { amount, unit }) => Self::Duration(*amount, *unit),
            Value::Rating(text) => Self::Rating(text),
            Value::Text(text) => Self::Text(text),
            Value::List(items) => Self::List(borrowed(items)),
            Value::Subject(id) => Self::Subject(naming.subjects.of(id.as_str())),
            Value::None => Self::None,
            Value::Withheld(why) => Self::Withheld(why),
        }
    }

    fn read(self, names: &Names) -> Option<Value> {
        Some(match self {
            Self::Money(amount, currency, per) => Value::Money(Money { amount, currency: currency.to_owned(), per }),
            Self::Count(amount, of, unit) => Value::Count(Count { amount, of, unit: unit.map(str::to_owned) }),
            Self::Date(date) => Value::Date(date.read()?),
            Self::Duration(amount, unit) => Value::Duration(Span { amount, unit }),
            Self::Rating(text) => Value::Rating(text.to_owned()),
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::List(items) => Value::List(owned(items)),
            Self::Subject(id) => Value::Subject(names.subjects.get(id as usize)?.clone()),
            Self::None => Value::None,
            Self::Withheld(why) => Value::Withheld(why.to_owned()),
        })
    }
}

/// A fact; subject, attribute and source by their numbers.
#[derive(Serialize, Deserialize)]
pub(super) struct FactRow<'a> {
    id: &'a str,
    scope: Scope,
    subject: u32,
    attribute: u32,
    #[serde(borrow)]
    value: ValueRow<'a>,
    period: Option<PeriodRow>,
    status: Option<Status>,
    said_by: Option<&'a str>,
    as_of: DateRow,
    source: u32,
    statement: Option<&'a str>,
    cues: Vec<&'a str>,
    questions: Vec<&'a str>,
}

impl<'a> Row<'a> for FactRow<'a> {
    type Of = Fact;

    fn of(fact: &'a Fact, naming: &mut Naming<'a>) -> Self {
        Self {
            id: fact.id.as_str(),
            scope: fact.scope,
            subject: naming.subjects.of(fact.subject.as_str()),
            attribute: naming.attributes.of(fact.attribute.as_str()),
            value: ValueRow::of(&fact.value, naming),
            period: fact.period.map(PeriodRow),
            status: fact.status,
            said_by: fact.said_by.as_deref(),
            as_of: fact.as_of.into(),
            source: naming.sources.of(fact.source.as_str()),
            statement: fact.statement.as_deref(),
            cues: borrowed(&fact.cues),
            questions: borrowed(&fact.questions),
        }
    }

    fn read(self, names: &Names) -> Option<Fact> {
        Some(Fact {
            id: FactId::from(self.id),
            scope: self.scope,
            subject: names.subjects.get(self.subject as usize)?.clone(),
            attribute: names.attributes.get(self.attribute as usize)?.clone(),
            value: self.value.read(names)?,
            period: self.period.map(|PeriodRow(period)| period),
            status: self.status,
            said_by: self.said_by.map(str::to_owned),
            as_of: self.as_of.read()?,
            source: names.sources.get(self.source as usize)?.clone(),
            statement: self.statement.map(str::to_owned),
            cues: owned(self.cues),
            questions: owned(self.questions),
        })
    }
}

/// A subject.
#[derive(Serialize, Deserialize)]
pub(super) struct SubjectRow<'a> {
    id: u32,
    kind: SubjectKind,
    name: &'a str,
    aliases: Vec<&'a str>,
    organisation: Option<&'a str>,
}

impl<'a> Row<'a> for SubjectRow<'a> {
    type Of = Subject;

    fn of(subject: &'a Subject, naming: &mut Naming<'a>) -> Self {
        Self {
            id: naming.subjects.of(subject.id.as_str()),
            kind: subject.kind,
            name: &subject.name,
            aliases: borrowed(&subject.aliases),
            organisation: subject.organisation.as_deref(),
        }
    }

    fn read(self, names: &Names) -> Option<Subject> {
        Some(Subject {
            id: names.subjects.get(self.id as usize)?.clone(),
            kind: self.kind,
            name: self.name.to_owned(),
            aliases: owned(self.aliases),
            organisation: self.organisation.map(str::to_owned),
        })
    }
}

/// A source.
#[derive(Serialize, Deserialize)]
pub(super) struct SourceRow<'a> {
    id: u32,
    title: &'a str,
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    published: Option<DateRow>,
    url: Option<&'a str>,
    inferred: Vec<&'a str>,
}

impl<'a> Row<'a> for SourceRow<'a> {
    type Of = Source;

    fn of(source: &'a Source, naming: &mut Naming<'a>) -> Self {
        Self {
            id: naming.sources.of(source.id.as_str()),
            title: &source.title,
            publisher: source.publisher.as_deref(),
            author: source.author.as_deref(),
            published: source.published.map(DateRow::from),
            url: source.url.as_deref(),
            inferred: borrowed(&source.inferred),
        }
    }

    fn read(self, names: &Names) -> Option<Source> {
        let published = match self.published {
            Some(row) => Some(row.read()?),
            None => None,
        };
        Some(Source {
            id: names.sources.get(self.id as usize)?.clone(),
            title: self.title.to_owned(),
            publisher: self.publisher.map(str::to_owned),
            author: self.author.map(str::to_owned),
            published,
            url: self.url.map(str::to_owned),
            inferred: owned(self.inferred),
        })
    }
}

/// What was taken back.
#[derive(Serialize, Deserialize)]
pub(super) struct WithdrawnRow<'a> {
    #[serde(borrow)]
    fact: Option<FactRow<'a>>,
    id: &'a str,
    scope: Scope,
    at: (i64, i32),
    reason: Option<&'a str>,
}

impl<'a> Row<'a> for WithdrawnRow<'a> {
    type Of = Withdrawn;

    fn of(withdrawn: &'a Withdrawn, naming: &mut Naming<'a>) -> Self {
        Self {
            fact: withdrawn.fact.as_ref().map(|fact| FactRow::of(fact, naming)),
            id: withdrawn.id.as_str(),
            scope: withdrawn.scope,
            at: (withdrawn.at.as_second(), withdrawn.at.subsec_nanosecond()),
            reason: withdrawn.reason.as_deref(),
        }
    }

    fn read(self, names: &Names) -> Option<Withdrawn> {
        let fact = match self.fact {
            Some(row) => Some(Arc::new(row.read(names)?)),
            None => None,
        };
        let (seconds, nanoseconds) = self.at;
        let at = Timestamp::new(seconds, nanoseconds).ok()?;
        let reason = self.reason.map(str::to_owned);
        Some(Withdrawn { fact, id: FactId::from(self.id), scope: self.scope, at, reason })
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}
