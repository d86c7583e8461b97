//! What a fact's form still says of a former value when the value is another.

use super::Form;
use crate::app::{App, View};
use crate::fact::{Fact, FactId, Value};
use crate::text::{Figure, say, tokenise};
use std::collections::BTreeSet;

/// What was left out of a form, for it speaks of a former value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stale {
    statement: bool,
    cues: usize,
    questions: usize,
}

/// A part of what a figure says: two texts speak of the same sum, year, month or day if they share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Hundredths(i64),
    Year(i16),
    Month(i8),
    Day(i8),
}

impl Stale {
    /// The notes on it, a sentence each.
    pub fn notes(self) -> impl Iterator<Item = String> {
        let counted = |n: usize, word: &str| match n {
            0 => None,
            1 => Some(format!("a {word}")),
            n => Some(format!("{n} {word}s")),
        };
        let statement = "The former statement is left out: it was made for another value.".to_owned();
        let words = [counted(self.cues, "cue"), counted(self.questions, "question")];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        let figures = format!("Left out with figures of the former value: {words}.");
        let statement = self.statement.then_some(statement);
        statement.into_iter().chain((self.cues + self.questions > 0).then_some(figures))
    }
}

impl App {
    /// Leaves out of a form that gives a fact another value what was made for the former one: the same statement, and
    /// those former cues and questions that have a figure of the former value which the new one has not. They would
    /// lead whoever asks for the old figure to the new one.
    pub(super) fn leave_out_what_is_stale(&self, view: View, id: &FactId, form: &mut Form) -> Stale {
        let sight = self.views.sight(view);
        let former = sight.fact(id).or_else(|| sight.withdrawn(id)?.fact);
        let Some(former) = former.filter(|former| former.value != form.fact.value) else { return Stale::default() };
        let fact = &mut form.fact;
        let same = fact.statement.is_some() && fact.statement == former.statement;
        let statement = same && fact.value != Value::None;
        if statement {
            fact.statement = None;
        }
        let name = |id: &str| sight.index().name_of(id);
        let new = said(fact, name);
        let gone: BTreeSet<Part> = said(&former, name).difference(&new).copied().collect();
        let is_stale = |text: &String| !parts(text).is_disjoint(&gone);
        let leave_out = |texts: &mut Vec<String>, former: &[String]| {
            let before = texts.len();
            texts.retain(|text| !(former.contains(text) && is_stale(text)));
            before - texts.len()
        };
        let cues = leave_out(&mut fact.cues, &former.cues);
        let questions = leave_out(&mut fact.questions, &former.questions);
        Stale { statement, cues, questions }
    }
}

/// The parts of the figures of a fact's value; where the statement says it, of the statement.
fn said(fact: &Fact, name: impl Fn(&str) -> String) -> BTreeSet<Part> {
    match &fact.value {
        Value::None => fact.statement.as_deref().map(parts).unwrap_or_default(),
        value => parts(&say::value(value, name)),
    }
}

fn parts(text: &str) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for figure in tokenise(text).iter().filter_map(|token| token.figure) {
        let (year, month, day) = match figure {
            Figure::Number { hundredths, .. } => {
                parts.insert(Part::Hundredths(hundredths));
                continue;
            }
            Figure::Year(year) => (Some(year), None, None),
            Figure::Period(period) => {
                let (first, last) = period.years();
                parts.insert(Part::Year(first));
                (Some(last), None, None)
            }
            // Year 0 stands for none.
            Figure::Date(date) => (Some(date.year()).filter(|year| *year != 0), date.month(), date.day_of_month()),
            Figure::Month(month, day) => (None, Some(month), day),
        };
        parts.extend(year.map(Part::Year));
        parts.extend(month.map(Part::Month));
        parts.extend(day.map(Part::Day));
    }
    parts
}
