//! The verdict, first, and then the facts that it rests on.

use super::extent::{End, Extent, Measured, measured};
use super::form::{self, Form, Reading};
use super::{Side, elapsed, is_withheld};
use crate::answer::amounts::lower_article;
use crate::answer::question::Question;
use crate::answer::reply::Answer;
use crate::answer::{abstain, compare, compose};
use crate::fact::{Amount, Money, Value};
use crate::search::Index;
use crate::text::say;
use std::cmp::Ordering;
use std::ops::Range;

/// How sure a comparison is that it was meant.
const CONFIDENCE: f32 = 0.92;

/// Of more things than this the others are only named with their figures.
const IN_SENTENCES: usize = 3;

/// The verdict over two or more sides that have the same attribute or the same kind of figure.
pub(super) fn verdict(index: &Index, question: &Question, reading: Reading, sides: &[Side]) -> Option<Answer> {
    if let Some(withheld) = sides.iter().find(|side| is_withheld(index, side)) {
        let said = compose::sentence(index, &index.fact(withheld.facts[0]));
        return Some(abstain::unknown(format!("I cannot compare them. {said}")));
    }
    let saying = Saying { index, question, reading, sides };
    let text = match reading.form {
        Form::Alike => saying.alike(true),
        Form::Unlike => saying.alike(false),
        Form::Apart(_) => saying.apart(),
        Form::Which => saying.which(),
        Form::Beside => None,
    }?;
    let facts: Vec<usize> = sides.iter().flat_map(|side| side.facts.iter().copied()).collect();
    Some(compose::reply(index, &text, &facts, CONFIDENCE))
}

struct Saying<'a> {
    index: &'a Index,
    question: &'a Question,
    reading: Reading,
    sides: &'a [Side],
}

impl Saying<'_> {
    /// Which is the most of them, or whether the first is more than the second.
    fn which(&self) -> Option<String> {
        let kind = self.measured()?;
        let extents: Option<Vec<Extent>> =
            self.sides.iter().map(|side| Extent::of(self.index, side, self.end(&side.run))).collect();
        let extents = extents?;
        let wanted = if self.reading.degree.more { Ordering::Greater } else { Ordering::Less };
        let beats = |a: usize, b: usize| extents[a].order(extents[b]) == Some(wanted);
        let all = 0..self.sides.len();
        let winner = all.clone().find(|a| all.clone().all(|b| b == *a || beats(*a, b)));
        let equal = extents.windows(2).all(|pair| pair[0].order(pair[1]) == Some(Ordering::Equal));
        if self.is_yes_no() {
            return Some(match extents[0].order(extents[1]) {
                Some(order) => self.whether(order == wanted, equal),
                None => self.open(&kind),
            });
        }
        match winner {
            _ if equal => Some(format!("They are the same: {}", self.told(all))),
            Some(winner) => Some(self.winner(winner, &kind)),
            None => Some(self.by_their_bounds(&extents).unwrap_or_else(|| self.open(&kind))),
        }
    }

    /// Of figures that are all bounded on one side only, and on the same, the bounds can be compared.
    fn by_their_bounds(&self, extents: &[Extent]) -> Option<String> {
        let least = extents.iter().all(|extent| extent.high.is_none());
        let most = extents.iter().all(|extent| extent.low.is_none());
        let bound = |at: usize| extents[at].low.or(extents[at].high);
        let more = self.reading.degree.more;
        let key = |at: &usize| if more { bound(*at) } else { bound(*at).map(|n| -n) };
        let winner = (0..self.sides.len()).max_by_key(key)?;
        let tied = (0..self.sides.len()).filter(|at| bound(*at) == bound(winner)).count() > 1;
        let others = (0..self.sides.len()).filter(|at| *at != winner);
        let told = self.told(std::iter::once(winner).chain(others));
        let which = if more { "more" } else { "less" };
        let label = compose::capitalised(&self.label(winner));
        ((least || most) && !tied).then(|| format!("{label} is {which}, as far as these bounds tell: {told}"))
    }

    /// What all figures have in common; `None` if they cannot be compared.
    fn measured(&self) -> Option<Measured> {
        let facts = self.sides.iter().flat_map(|side| side.facts.iter());
        let all: Option<Vec<Measured>> = facts.map(|fact| measured(&self.index.fact(*fact).fact.value)).collect();
        let all = all?;
        all.windows(2).all(|pair| pair[0] == pair[1]).then(|| all.into_iter().next())?
    }

    /// A yes or no is expected, of two things; "is it this or that" asks which.
    fn is_yes_no(&self) -> bool {
        let or = (self.sides[0].run.end..self.sides[1].run.start.max(self.sides[0].run.end))
            .any(|at| self.question.text(at) == "or");
        self.question.yes_no && self.sides.len() == 2 && !or
    }

    fn whether(&self, yes: bool, equal: bool) -> String {
        let verdict = match (yes, equal) {
            (_, true) => "No, they are the same",
            (true, _) => "Yes",
            (false, _) => "No",
        };
        format!("{verdict}: {}", self.told(0..self.sides.len()))
    }

    fn winner(&self, winner: usize, kind: &Measured) -> String {
        let others: Vec<usize> = (0..self.sides.len()).filter(|at| *at != winner).collect();
        let n = self.sides.len();
        let of_one = self.sides.iter().all(|side| side.subject == self.sides[0].subject);
        let named = if *kind == Measured::Date && !of_one { self.name(winner) } else { self.label(winner) };
        let is = match (kind, self.reading.degree.more, n) {
            (Measured::Date, true, 2) => "came later".to_owned(),
            (Measured::Date, false, 2) => "came first".to_owned(),
            (Measured::Date, true, _) => format!("came last of the {}", number(n)),
            (Measured::Date, false, _) => format!("came first of the {}", number(n)),
            (_, true, 2) => format!("is more than {}", self.label(others[0])),
            (_, false, 2) => format!("is less than {}", self.label(others[0])),
            (_, true, _) => format!("is the highest of the {}", number(n)),
            (_, false, _) => format!("is the lowest of the {}", number(n)),
        };
        let order = std::iter::once(winner).chain(others.iter().copied());
        let told = if n <= IN_SENTENCES {
            self.told(order)
        } else {
            let rest: Vec<String> = others.iter().map(|at| self.label(*at)).collect();
            format!("{} The others: {}.", self.told([winner]), rest.join("; "))
        };
        format!("{} {is}: {told}", compose::capitalised(&named))
    }

    /// The figures overlap, or the dates do.
    fn open(&self, kind: &Measured) -> String {
        let why = match kind {
            Measured::Date => "which came first, since the dates overlap",
            _ => "which is more, since the figures overlap",
        };
        format!("I cannot tell {why}: {}", self.told(0..self.sides.len()))
    }

    /// Whether all have the same, or, where that is asked, whether they have not.
    fn alike(&self, asked: bool) -> Option<String> {
        let one_fact = self.sides.iter().all(|side| side.facts.len() == 1);
        let value = |side: &Side| self.index.fact(side.facts[0]).fact.value.clone();
        let first = value(self.sides.first()?);
        let same = match measured(&first) {
            Some(_) => {
                self.measured()?;
                let extents: Option<Vec<Extent>> =
                    self.sides.iter().map(|side| Extent::of(self.index, side, self.end(&side.run))).collect();
                let orders: Option<Vec<Ordering>> = extents?.windows(2).map(|pair| pair[0].order(pair[1])).collect();
                let Some(orders) = orders else {
                    let told = self.told(0..self.sides.len());
                    return Some(format!(
                        "I cannot tell whether they are the same, since the figures overlap: {told}"
                    ));
                };
                orders.iter().all(|order| *order == Ordering::Equal)
            }
            None if one_fact => self.sides.iter().all(|side| value(side) == first),
            None => return None,
        };
        let told = self.told(0..self.sides.len());
        Some(match (same, asked) {
            (true, true) => format!("Yes, the same: {told}"),
            (true, false) => format!("No, the same: {told}"),
            (false, true) => format!("No: {told}"),
            (false, false) => format!("Yes: {told}"),
        })
    }

    /// How far two lie apart.
    fn apart(&self) -> Option<String> {
        let [a, b] = self.sides else { return None };
        let ([first], [second]) = (&a.facts[..], &b.facts[..]) else { return None };
        let (x, y) = (self.index.fact(*first), self.index.fact(*second));
        if let (Value::Date(from), Value::Date(to)) = (&x.fact.value, &y.fact.value) {
            let Form::Apart(unit) = self.reading.form else { return None };
            let elapsed = elapsed::between(from, to, unit)?;
            let order = if from.first_day() < to.first_day() { [0, 1] } else { [1, 0] };
            return Some(format!("{} (computed): {}", compose::capitalised(&elapsed), self.told(order)));
        }
        self.measured()?;
        if let (Value::Duration(x), Value::Duration(y)) = (&x.fact.value, &y.fact.value)
            && x.unit != y.unit
        {
            return None;
        }
        let (low, high) = (self.figure(a, *first)?, self.figure(b, *second)?);
        let (more, less) = if low >= high { (0, 1) } else { (1, 0) };
        let gap = (low - high).saturating_abs();
        let said = match &x.fact.value {
            Value::Money(money) => say::money(&Money { amount: Amount::Exact(gap), ..money.clone() }),
            Value::Duration(span) => {
                say::span(&crate::fact::Span { amount: Amount::Exact(gap / 100), ..span.clone() })
            }
            _ => say::number(gap / 100),
        };
        let hedge = self.hedge([(a, *first), (b, *second)]);
        let dates =
            compare::dates(&self.index.fact(self.sides[more].facts[0]), &self.index.fact(self.sides[less].facts[0]));
        let (more, less) = (self.label(more), self.label(less));
        Some(format!("The difference{hedge} is {said} (computed): {more} less {less} ({dates})."))
    }

    /// The figure that is counted from: the end that is spoken of, else the one to sort by.
    fn figure(&self, side: &Side, fact: usize) -> Option<i64> {
        let amount = crate::answer::amounts::measure(&self.index.fact(fact).fact.value)?.amount;
        match self.end(&side.run) {
            End::Top => amount.high(),
            End::Bottom => amount.low(),
            End::Whole => Some(amount.headline()),
        }
    }

    /// Where a figure is no single one: which ends the difference is between.
    fn hedge(&self, sides: [(&Side, usize); 2]) -> &'static str {
        let exact = |fact: usize| {
            let amount = crate::answer::amounts::measure(&self.index.fact(fact).fact.value).map(|m| m.amount);
            matches!(amount, Some(Amount::Exact(_)))
        };
        if sides.iter().all(|(side, fact)| exact(*fact) || self.end(&side.run) != End::Whole) {
            ""
        } else {
            " between the top figures"
        }
    }

    /// Which end of a range is spoken of beside a side, or beside none. What is said of one of those that are ranked
    /// ("is the first one's top pay higher than the other's") is meant of all.
    fn end(&self, run: &Range<usize>) -> End {
        let apart = matches!(self.reading.form, Form::Apart(_));
        let of_another =
            |at: usize| apart && self.sides.iter().any(|side| side.run != *run && side.run.contains(&at));
        let end = |at: usize| match self.question.text(at) {
            "bottom" | "minimum" | "min" | "floor" | "foot" | "starting" => Some(End::Bottom),
            "top" | "maximum" | "max" | "ceiling" | "upper" | "capped" | "cap" => Some(End::Top),
            _ => None,
        };
        let elsewhere = || (0..self.question.words.len()).filter(|at| !of_another(*at)).find_map(end);
        run.clone().find_map(end).or_else(elsewhere).unwrap_or(End::Whole)
    }

    /// The facts of the sides as sentences, to stand behind a colon.
    fn told(&self, sides: impl IntoIterator<Item = usize>) -> String {
        let facts = sides.into_iter().flat_map(|at| self.sides[at].facts.iter());
        let sourced = form::speaks_of_sources(self.question);
        let sentence = |fact: &usize| {
            let doc = self.index.fact(*fact);
            let said = compose::sentence(self.index, &doc);
            // Whoever asks of an advert or an article is told which says it.
            if sourced { format!("{said} That is from “{}”.", self.index.source(&doc).title) } else { said }
        };
        let sentences: Vec<String> = facts.map(sentence).collect();
        lower_article(&sentences.join(" "))
    }

    fn name(&self, at: usize) -> String {
        compose::with_article(&self.index.subject(self.sides[at].subject).full_name)
    }

    fn label(&self, at: usize) -> String {
        let alone = self.sides.iter().all(|side| side.subject == self.sides[0].subject);
        compare::label(self.index, self.sides[at].facts[0], alone)
    }
}

/// A small number in a word.
fn number(n: usize) -> String {
    match n {
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        n => n.to_string(),
    }
}
