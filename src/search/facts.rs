//! The facts of an index, packed: a short row for each, and the words, figures and questions of all of them one after
//! another.
//!
//! A million facts have six lists each, most of them of no more than a few words: with lists of their own they would be
//! half as large again in bookkeeping as in words, and most of a build would go to asking for memory. Cost of a
//! look-up: a row, and the pieces that it points to.

use super::documents::{FactDoc, KnownQuestion};
use super::vocabulary::TermId;
use super::wording::WordingId;
use crate::fact::Fact;
use crate::text::Figure;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What a fact is found by and compared with, borrowed from wherever it lies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lent<'a> {
    pub(super) value: &'a [TermId],
    pub(super) statement: &'a [TermId],
    pub(super) cues: &'a [TermId],
    pub(super) named: &'a [TermId],
    pub(super) questions: &'a [KnownQuestion],
    pub(super) figures: &'a [Figure],
}

/// How long the lists of one fact are: value, statement, cues, named, questions and figures. A fact is a sentence or
/// two; what is beyond sixty thousand words is not filed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Lengths([u16; 6]);

impl Lengths {
    fn of(lent: &Lent<'_>) -> Self {
        let Lent { value, statement, cues, named, questions, figures } = lent;
        let lengths = [value.len(), statement.len(), cues.len(), named.len(), questions.len(), figures.len()];
        Self(lengths.map(|length| u16::try_from(length).unwrap_or(u16::MAX)))
    }

    /// How many terms, questions and figures these are.
    fn sums(self) -> [usize; 3] {
        let [value, statement, cues, named, questions, figures] = self.0.map(usize::from);
        [value + statement + cues + named, questions, figures]
    }
}

/// The lists of some facts, one after another.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Lists {
    terms: Vec<TermId>,
    questions: Vec<KnownQuestion>,
    figures: Vec<Figure>,
}

impl Lists {
    /// How many terms, questions and figures there are.
    fn ends(&self) -> [usize; 3] {
        [self.terms.len(), self.questions.len(), self.figures.len()]
    }

    /// Adds the lists of a fact, and tells how long they are.
    fn push(&mut self, lent: &Lent<'_>) -> Lengths {
        let lengths = Lengths::of(lent);
        let [value, statement, cues, named, questions, figures] = lengths.0.map(usize::from);
        for (terms, length) in
            [(lent.value, value), (lent.statement, statement), (lent.cues, cues), (lent.named, named)]
        {
            self.terms.extend_from_slice(&terms[..length]);
        }
        self.questions.extend_from_slice(&lent.questions[..questions]);
        self.figures.extend_from_slice(&lent.figures[..figures]);
        lengths
    }

    /// The lists of a fact that begin here; empty where they go beyond what there is.
    fn lent(&self, [terms, questions, figures]: [usize; 3], lengths: Lengths) -> Lent<'_> {
        let [value, statement, cues, ..] = lengths.0.map(usize::from);
        let sums = lengths.sums();
        let own = self.terms.get(terms..terms + sums[0]).unwrap_or_default();
        if own.len() < sums[0] {
            return Lent::default();
        }
        let (value, rest) = own.split_at(value);
        let (statement, rest) = rest.split_at(statement);
        let (cues, named) = rest.split_at(cues);
        Lent {
            value,
            statement,
            cues,
            named,
            questions: self.questions.get(questions..questions + sums[1]).unwrap_or_default(),
            figures: self.figures.get(figures..figures + sums[2]).unwrap_or_default(),
        }
    }
}

/// The words of some facts of a layer, as they are kept from an earlier build; nothing for a fact that was left out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SomeWords {
    lengths: Vec<Option<Lengths>>,
    lists: Lists,
}

impl SomeWords {
    /// Adds the words of the fact that comes next.
    pub(super) fn push(&mut self, lent: Option<&Lent<'_>>) {
        let lengths = lent.map(|lent| self.lists.push(lent));
        self.lengths.push(lengths);
    }

    /// Of how many facts they are.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether all lists are there and have only terms below a number.
    pub(super) fn are_whole(&self, terms: usize) -> bool {
        let add = |mut ends: [usize; 3], lengths: &Lengths| {
            ends.iter_mut().zip(lengths.sums()).for_each(|(end, sum)| *end += sum);
            ends
        };
        let asked = self.lists.questions.iter().flat_map(|question| &question.terms);
        self.lengths.iter().flatten().fold([0; 3], add) == self.lists.ends()
            && self.lists.terms.iter().chain(asked).all(|term| (term.0 as usize) < terms)
    }

    /// The words of each fact in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<Lent<'_>>> {
        let mut at = [0; 3];
        self.lengths.iter().map(move |lengths| {
            let lengths = (*lengths)?;
            let lent = self.lists.lent(at, lengths);
            at.iter_mut().zip(lengths.sums()).for_each(|(at, sum)| *at += sum);
            Some(lent)
        })
    }
}

/// A fact, what it speaks of, and where its lists are.
#[derive(Clone)]
struct Row {
    fact: Arc<Fact>,
    subject: u32,
    attribute: u32,
    source: u32,
    wording: Option<WordingId>,
    /// Where terms, questions and figures begin.
    from: [u32; 3],
    lengths: Lengths,
}

/// Where a fact stands in the other documents: its subject, attribute and source, and how people put questions to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) subject: usize,
    pub(super) attribute: usize,
    pub(super) source: usize,
    pub(super) wording: Option<WordingId>,
}

/// The facts of an index and of those below it.
#[derive(Default)]
pub struct FactRows {
    below: Option<Arc<FactRows>>,
    /// How many lie below; the first of our own has this place.
    from: usize,
    rows: Vec<Row>,
    lists: Lists,
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl FactRows {
    /// An empty layer over another.
    pub(super) fn over(below: &Arc<Self>) -> Self {
        Self { below: Some(Arc::clone(below)), from: below.len(), ..Self::default() }
    }

    /// How many facts there are, those below included.
    pub fn len(&self) -> usize {
        self.from + self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn level(&self, at: usize) -> Option<(&Self, &Row)> {
        let level =
            std::iter::successors(Some(self), |level| level.below.as_deref()).find(|level| at >= level.from)?;
        Some((level, level.rows.get(at - level.from)?))
    }

    /// The fact at a place.
    pub fn get(&self, at: usize) -> Option<FactDoc<'_>> {
        self.level(at).map(|(level, row)| level.doc(row))
    }

    /// What is said at a place; the rest of it need not be looked at.
    pub(super) fn fact(&self, at: usize) -> Option<&Arc<Fact>> {
        self.level(at).map(|(_, row)| &row.fact)
    }

    /// Where the fact at a place stands.
    pub(super) fn standing(&self, at: usize) -> Option<Standing> {
        let (_, Row { subject, attribute, source, wording, .. }) = self.level(at)?;
        let [subject, attribute, source] = [subject, attribute, source].map(|at| *at as usize);
        Some(Standing { subject, attribute, source, wording: *wording })
    }

    fn doc<'a>(&'a self, row: &'a Row) -> FactDoc<'a> {
        let Lent { value, statement, cues, named, questions, figures } =
            self.lists.lent(row.from.map(|at| at as usize), row.lengths);
        FactDoc {
            fact: &row.fact,
            subject: row.subject as usize,
            attribute: row.attribute as usize,
            source: row.source as usize,
            wording: row.wording,
            value,
            statement,
            cues,
            named,
            questions,
            figures,
        }
    }

    /// All facts in the order of their places.
    pub fn iter(&self) -> impl Iterator<Item = FactDoc<'_>> + Clone {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Those of this layer, in the order of their places.
    pub(super) fn own(&self) -> impl Iterator<Item = (usize, FactDoc<'_>)> + Clone {
        (self.from..).zip(self.rows.iter().map(|row| self.doc(row)))
    }

    /// The terms of each of this layer, as [`FactDoc::terms`] gives them: they lie side by side.
    pub(super) fn own_terms(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = TermId> + Clone)> + Clone {
        let terms = |row: &Row| {
            let ([terms, questions, _], sums) = (row.from.map(|at| at as usize), row.lengths.sums());
            let own = self.lists.terms.get(terms..terms + sums[0]).unwrap_or_default();
            let asked = self.lists.questions.get(questions..questions + sums[1]).unwrap_or_default();
            own.iter().chain(asked.iter().flat_map(|question| &question.terms)).copied()
        };
        (self.from..).zip(self.rows.iter().map(terms))
    }

    /// The facts of this layer that follow each other with the same subject: that, and their places.
    pub(super) fn own_runs(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.rows.chunk_by(|a, b| a.subject == b.subject).scan(self.from, |from, run| {
            let places = *from..*from + run.len();
            *from = places.end;
            run.first().map(|row| (row.subject as usize, places))
        })
    }

    /// The attributes of this layer's facts, with their places.
    pub(super) fn own_attributes(&self) -> impl Iterator<Item = (usize, usize)> {
        (self.from..).zip(self.rows.iter().map(|row| row.attribute as usize)).map(|(at, attribute)| (attribute, at))
    }

    /// The terms of value, statement and cues of a fact: they lie side by side.
    pub(super) fn said(&self, at: usize) -> &[TermId] {
        let said = self.level(at).and_then(|(level, row)| {
            let [value, statement, cues, ..] = row.lengths.0.map(usize::from);
            let from = row.from[0] as usize;
            level.lists.terms.get(from..from + value + statement + cues)
        });
        said.unwrap_or_default()
    }

    /// How many there are of this layer.
    pub(super) fn own_len(&self) -> usize {
        self.rows.len()
    }

    /// The places of those of this layer.
    pub(super) fn own_places(&self) -> Range<usize> {
        self.from..self.len()
    }

    /// Makes room for so many more, and no others.
    pub(super) fn reserve(&mut self, more: usize) {
        self.rows.reserve_exact(more);
    }

    /// Adds a fact and tells its place.
    pub(super) fn push(&mut self, fact: Arc<Fact>, standing: Standing, lent: &Lent<'_>) -> usize {
        let Standing { subject, attribute, source, wording } = standing;
        let from = self.lists.ends().map(narrow);
        let lengths = self.lists.push(lent);
        let [subject, attribute, source] = [subject, attribute, source].map(narrow);
        self.rows.push(Row { fact, subject, attribute, source, wording, from, lengths });
        self.len() - 1
    }

    /// Adds the facts of another layer of the same place behind those of this one.
    pub(super) fn append(&mut self, mut more: Self) {
        if self.rows.is_empty() {
            (self.rows, self.lists) = (more.rows, more.lists);
            return;
        }
        let ends = self.lists.ends().map(narrow);
        for row in &mut more.rows {
            row.from.iter_mut().zip(ends).for_each(|(at, end)| *at += end);
        }
        self.rows.append(&mut more.rows);
        self.lists.terms.append(&mut more.lists.terms);
        self.lists.questions.append(&mut more.lists.questions);
        self.lists.figures.append(&mut more.lists.figures);
    }

    /// Puts other terms in the place of those of this layer from a number on, and each list in order again.
    pub(super) fn rename(&mut self, from: usize, other: impl Fn(TermId) -> TermId) {
        let is_other = |term: &TermId| term.0 as usize >= from;
        for question in self.lists.questions.iter_mut().filter(|question| question.terms.iter().any(is_other)) {
            question.terms.iter_mut().for_each(|term| *term = other(*term));
            question.terms.sort_unstable();
        }
        for row in &self.rows {
            let start = row.from[0] as usize;
            let own = &mut self.lists.terms[start..start + row.lengths.sums()[0]];
            // Most words of facts are known before the first fact is read.
            if !own.iter().any(is_other) {
                continue;
            }
            let mut rest = own;
            for length in &row.lengths.0[..4] {
                let (list, behind) = rest.split_at_mut(usize::from(*length));
                list.iter_mut().for_each(|term| *term = other(*term));
                list.sort_unstable();
                rest = behind;
            }
        }
    }

    /// Gives back what was asked for beyond what there is.
    pub(super) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.lists.terms.shrink_to_fit();
        self.lists.questions.shrink_to_fit();
        self.lists.figures.shrink_to_fit();
    }
}

impl fmt::Debug for FactRows {
    /// The facts as they are seen, wherever they lie.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
