//! Two figures or dates of one subject: its budget and its forecast, its start and its end.

use super::account::TELLING;
use super::form::Form;
use super::sides::{FACTS, IN_FULL};
use super::{Contest, Side, aspect, say};
use crate::answer::evidence::EXPLAINED;
use crate::answer::known::{DIFFERENCE, END, START};
use crate::answer::reply::Answer;
use crate::answer::succession;
use crate::fact::{Period, Value, ValueKind};
use crate::text::comparatives::Scale;
use crate::text::lexicon::Asks;
use std::ops::Range;

/// When something begins and ends.
const SPAN: [&str; 2] = [START, END];

/// Facts of one subject that are set against each other pair by pair.
const PAIRED: usize = 12;

impl Contest<'_> {
    /// The verdict over two of one subject; `None` if two are not told.
    pub(super) fn within(&self, subject: usize, run: &Range<usize>) -> Option<Answer> {
        // "Until it ends" and "since it began" are counted from now.
        let now = |word: &str| matches!(word, "until" | "till" | "since" | "ago" | "now" | "left" | "remaining");
        let from_now = (0..self.question.words.len()).any(|at| now(self.question.text(at)));
        if from_now || self.field.has_of_name(subject, run) < IN_FULL {
            return None;
        }
        let side = |facts: Vec<usize>| Side { subject, facts, run: run.clone() };
        let named = || {
            let sides = self.attributes.iter().filter(|at| !self.is_between(**at) && !self.is_difference(**at));
            sides.map(|at| (*at, self.facts(subject, *at)))
        };
        let mut sides: Vec<(usize, Side)> = named()
            .filter(|(_, facts)| !facts.is_empty())
            .map(|(attribute, facts)| (self.first_word_of(attribute), side(facts)))
            .filter(|(place, _)| *place < usize::MAX)
            .take(2)
            .collect();
        sides.sort_by_key(|(place, _)| *place);
        let by_name: Vec<Side> = sides.into_iter().map(|(_, side)| side).collect();
        let whole = || self.whole_span(subject).map(|facts| facts.map(|fact| side(vec![fact])).to_vec());
        let told = || self.told_apart(subject).map(|facts| facts.map(|fact| side(vec![fact])).to_vec());
        let years = || self.of_two_periods(subject).map(|facts| facts.map(|fact| side(vec![fact])).to_vec());
        let sides = Some(by_name)
            .filter(|sides| sides.len() == 2 && !self.is_left_over(sides))
            .or_else(|| years().filter(|sides| !self.is_left_over(sides)))
            .or_else(whole)
            .or_else(told)?;
        say::verdict(self.index, self.question, self.reading, &sides)
    }

    /// What a subject had of one attribute in each of the two periods that are named: "2031-32 or 2032-33".
    fn of_two_periods(&self, subject: usize) -> Option<[usize; 2]> {
        let [first, second] = self.question.periods[..] else { return None };
        let of = |facts: &[usize], period: Period| {
            let mut own = facts.iter().copied().filter(|at| self.index.fact(*at).fact.period == Some(period));
            own.next().filter(|_| own.next().is_none())
        };
        self.attributes.iter().filter(|at| !self.is_difference(**at)).find_map(|attribute| {
            let facts = self.facts(subject, *attribute);
            Some([of(&facts, first)?, of(&facts, second)?])
        })
    }

    fn is_difference(&self, attribute: usize) -> bool {
        self.index.attributes()[attribute].attribute.id.as_str() == DIFFERENCE
    }

    /// Whether an attribute is what lies between two others, and is named by their words: "the gap between the height
    /// and the depth".
    fn is_between(&self, attribute: usize) -> bool {
        let words = |of: usize| -> Vec<usize> {
            let qualities = self.hits.qualities(of).iter().enumerate();
            qualities.filter(|(_, quality)| **quality >= EXPLAINED).map(|(at, _)| at).collect()
        };
        let own = words(attribute);
        let within = |other: &&usize| {
            let others = words(**other);
            **other != attribute && others.len() < own.len() && others.iter().all(|at| own.contains(at))
        };
        self.attributes.iter().filter(within).count() > 1
    }

    /// The place of the first word that names an attribute.
    fn first_word_of(&self, attribute: usize) -> usize {
        let qualities = self.hits.qualities(attribute);
        qualities.iter().position(|quality| *quality >= EXPLAINED).unwrap_or(usize::MAX)
    }

    /// Start and end of a subject, where it is asked how long it takes and nothing says so.
    fn whole_span(&self, subject: usize) -> Option<[usize; 2]> {
        let question = self.question;
        let long =
            question.asks == Some(Asks::HowLong) || question.asks == Some(Asks::HowMany) && question.counts_time();
        if !long || !matches!(self.reading.form, Form::Apart(Some(_))) {
            return None;
        }
        let doc = self.index.subject(subject);
        let facts = || doc.facts.iter().take(FACTS).copied();
        if facts().any(|fact| matches!(self.index.fact(fact).fact.value, Value::Duration(_))) {
            return None;
        }
        let date = |id: &str| {
            facts().find(|fact| {
                let doc = self.index.fact(*fact);
                doc.fact.attribute.as_str() == id
                    && matches!(doc.fact.value, Value::Date(_))
                    && succession::is_current(self.index, *fact)
            })
        };
        let [Some(start), Some(end)] = SPAN.map(date) else { return None };
        let lasts = |at: usize| {
            let of_time =
                |(at, _): &(usize, f32)| self.index.attributes()[*at].attribute.value == Some(ValueKind::Duration);
            let named = self.hits.named();
            named.iter().filter(|hit| of_time(hit)).any(|(hit, _)| self.hits.qualities(*hit)[at] >= EXPLAINED)
        };
        let named = |at: usize| self.field.of_subject(subject).is_some_and(|c| c.named[at] >= EXPLAINED);
        let telling = |at: &usize| !question.words[*at].expanded.closed && question.words[*at].weight >= TELLING;
        let framed = |at: usize| super::form::is_of_the_frame(question.text(at));
        let said = |at: usize| [start, end].iter().any(|fact| self.fact_says(*fact, at));
        let all =
            (0..question.words.len()).filter(telling).all(|at| named(at) || lasts(at) || framed(at) || said(at));
        all.then_some([start, end])
    }

    /// The two facts that between them say all that is asked besides the name, each something that the other does not.
    fn told_apart(&self, subject: usize) -> Option<[usize; 2]> {
        let of_time = self.reading.form == Form::Which && self.reading.degree.scale == Scale::Time;
        if !of_time && !matches!(self.reading.form, Form::Apart(_)) {
            return None;
        }
        let kinds = aspect::kinds(self.reading);
        let own = |at: &usize| {
            let word = &self.question.words[*at];
            let named = self.field.of_subject(subject).is_some_and(|c| c.named[*at] >= EXPLAINED);
            word.weight >= TELLING && !named && !super::form::is_of_the_frame(self.question.text(*at))
        };
        let words: Vec<usize> = (0..self.question.words.len()).filter(own).collect();
        let said =
            |fact: usize| -> Vec<usize> { words.iter().copied().filter(|at| self.fact_says(fact, *at)).collect() };
        let doc = self.index.subject(subject);
        let facts = doc.facts.iter().take(FACTS).copied();
        let mut told: Vec<(usize, Vec<usize>)> = facts
            .filter(|fact| kinds.contains(&self.index.fact(*fact).fact.value.kind()))
            .filter(|fact| succession::is_current(self.index, *fact))
            .filter(|fact| !self.is_difference(self.index.fact(*fact).attribute))
            .map(|fact| (fact, said(fact)))
            .filter(|(_, said)| !said.is_empty())
            .collect();
        told.sort_by_key(|(fact, said)| (std::cmp::Reverse(said.len()), *fact));
        told.truncate(PAIRED);
        let mut pairs = Vec::new();
        for (i, (a, said_by_a)) in told.iter().enumerate() {
            for (b, said_by_b) in &told[i + 1..] {
                let all = words.iter().all(|at| said_by_a.contains(at) || said_by_b.contains(at));
                let each = said_by_a.iter().any(|at| !said_by_b.contains(at))
                    && said_by_b.iter().any(|at| !said_by_a.contains(at));
                if all && each {
                    pairs.push([*a, *b]);
                }
            }
        }
        // Of several that would do none is meant.
        if let [pair] = pairs[..] { Some(pair) } else { None }
    }
}
