//! Two or more things set against each other, each found by itself: which is more, whether one is, whether they are
//! alike, how far they lie apart. What is not held of all of them is said; one side alone is never the answer.

mod account;
mod aspect;
mod beside;
mod elapsed;
mod extent;
mod form;
mod one_sided;
mod owners;
mod say;
mod segments;
mod sides;
mod within;

use super::attributes::AttributeHits;
use super::question::Question;
use super::reply::Answer;
use super::{abstain, compose};
use crate::fact::{Count, SubjectKind, Value};
use crate::search::Index;
use crate::text::comparatives::{self, Scale};
use crate::text::say::list;
use aspect::Aspect;
pub(super) use aspect::{spoken_kind, usual_date};
pub(super) use beside::beside;
use form::{Form, Reading};
pub(super) use one_sided::leaves_a_side_out;
use sides::{Candidates, Field, Meant};
use std::ops::Range;

/// More runs of words than this are no comparison that anybody could read.
const RUNS: usize = 10;

/// Attributes that an explanation names.
const EXPLAINED: usize = 4;

/// What came of looking for things that are set against each other.
pub(super) enum Found {
    /// The verdict over them.
    Verdict(Answer),
    /// They are told, but not that of all of them: what to say unless something else answers.
    Lacking(Answer),
    /// The same, where whoever takes two of three for all, or a size for a sum, is wrong.
    LackingSurely(Answer),
    /// Nothing is set against anything.
    Nothing,
}

/// One of the things that are set against each other.
#[derive(Debug, Clone)]
pub(super) struct Side {
    /// What it is.
    subject: usize,
    /// Its facts of the attribute that is compared: one, or several that contradict each other.
    facts: Vec<usize>,
    /// The words that name it.
    run: Range<usize>,
}

/// All that is known of a comparison while it is read.
struct Contest<'a> {
    index: &'a Index,
    question: &'a Question,
    hits: &'a AttributeHits,
    reading: Reading,
    attributes: Vec<usize>,
    /// Nothing names them.
    implied: bool,
    field: Field<'a>,
    runs: Vec<Range<usize>>,
}

/// Answers a question that sets things against each other.
pub(super) fn versus(index: &Index, question: &Question, hits: &AttributeHits, text: &str) -> Found {
    Contest::read(index, question, hits, text).map_or(Found::Nothing, |contest| contest.settled())
}

/// What is set against what, and by which attributes, in words; `None` if nothing is.
pub(super) fn explained(index: &Index, question: &Question, hits: &AttributeHits, text: &str) -> Option<String> {
    let contest = Contest::read(index, question, hits, text)?;
    let words = |run: &Range<usize>| run.clone().map(|at| question.text(at)).collect::<Vec<_>>().join(" ");
    let runs = contest.runs.iter().zip(contest.meant()).map(|(run, meant)| match meant {
        Meant::One(subject) => format!("\"{}\" is {}", words(run), index.subject(subject).subject.id),
        Meant::Lacking(subject) => {
            format!("\"{}\" is {}, of which none of that is held", words(run), index.subject(subject).subject.id)
        }
        Meant::Nobody => format!("\"{}\"", words(run)),
    });
    let runs: Vec<String> = runs.collect();
    let ids = contest.attributes.iter().take(EXPLAINED).map(|at| index.attributes()[*at].attribute.id.to_string());
    let ids: Vec<String> = ids.collect();
    let by = if ids.is_empty() { "nothing that is named".to_owned() } else { ids.join(", ") };
    Some(format!("{} by {by}", runs.join(" | ")))
}

/// Whether a yes or no is asked for of things that are set against each other beyond doubt: no single fact gives it.
pub(super) fn is_whether_one_is_more(question: &Question) -> bool {
    let than = (0..question.words.len()).any(|at| question.text(at) == "than");
    question.yes_no && than && form::is_beyond_doubt(question)
}

impl<'a> Contest<'a> {
    fn read(index: &'a Index, question: &'a Question, hits: &'a AttributeHits, text: &str) -> Option<Self> {
        let reading = form::read(question)?;
        let runs = segments::split(index, question, text);
        if runs.len() > RUNS {
            return None;
        }
        let (attributes, implied) = match aspect::read(index, question, hits, reading) {
            Aspect::Of(attributes) => (attributes, false),
            Aspect::Implied(attributes) => (attributes, true),
            Aspect::NotHeld | Aspect::Nothing => (Vec::new(), false),
        };
        let field = Field::of(&Candidates::of(index, question, &runs), hits, &attributes);
        Some(Self { index, question, hits, reading, attributes, implied, field, runs })
    }

    fn settled(&self) -> Found {
        let meant = self.meant();
        if let Some(verdict) = self.of_each_owner().and_then(|sides| self.among(&sides, &[])) {
            return Found::Verdict(verdict);
        }
        let sides = self.sides(&meant);
        let verdict = match &sides[..] {
            [_, _, ..] => self.among(&sides, &meant),
            [(subject, run)] => self.within(*subject, run).or_else(|| self.within_mentioned()),
            [] => self.among_none(&meant),
        };
        verdict.map_or_else(|| self.lacking(&meant), Found::Verdict)
    }

    /// Where no side is told by what is compared: subjects of one name, or one named subject with two dates.
    fn among_none(&self, meant: &[Meant]) -> Option<Answer> {
        let named =
            meant.iter().filter_map(|meant| if let Meant::Lacking(subject) = meant { Some(*subject) } else { None });
        let all = 0..self.question.words.len();
        let of_one_name = self.all_of_one_name().and_then(|sides| self.among(&sides, &[]));
        of_one_name
            .or_else(|| named.into_iter().find_map(|subject| self.within(subject, &all)))
            .or_else(|| self.within_mentioned())
    }

    /// The verdict over two facts of a subject that is named in full, wherever it stands.
    fn within_mentioned(&self) -> Option<Answer> {
        let one = self.question.mentions.iter().filter(|mention| mention.subjects.len() == 1);
        let all = 0..self.question.words.len();
        one.map(|mention| mention.subjects[0]).find_map(|subject| self.within(subject, &all))
    }

    /// Whom each run means. What runs without a side say helps to tell the others apart.
    fn meant(&self) -> Vec<Meant> {
        let has = |subject: usize| self.attributes.iter().any(|at| !self.facts(subject, *at).is_empty());
        let all = self.field.candidates.iter().map(|candidate| candidate.subject);
        let with: Vec<usize> = all.filter(|subject| has(*subject)).collect();
        let able = |subject: usize| with.contains(&subject);
        let mut meant: Vec<Meant> = self.runs.iter().map(|run| self.field.meant(run, &[], able)).collect();
        for at in 0..meant.len() {
            if meant[at] == Meant::Nobody {
                let others = (0..meant.len()).filter(|other| *other != at && meant[*other] == Meant::Nobody);
                let shared: Vec<usize> = others.flat_map(|other| self.runs[other].clone()).collect();
                meant[at] = self.field.meant(&self.runs[at], &shared, able);
            }
        }
        meant
    }

    /// The subjects that are meant, each once, in the order of the question.
    fn sides(&self, meant: &[Meant]) -> Vec<(usize, Range<usize>)> {
        let mut sides: Vec<(usize, Range<usize>)> = Vec::new();
        for (run, meant) in self.runs.iter().zip(meant) {
            match meant {
                Meant::One(subject) if sides.iter().all(|(other, _)| other != subject) => {
                    sides.push((*subject, run.clone()));
                }
                _ => {}
            }
        }
        sides
    }

    /// The two or three subjects of one name, where so many are spoken of.
    fn all_of_one_name(&self) -> Option<Vec<(usize, Range<usize>)>> {
        let spoken = |n: usize| {
            let number = |at: usize| self.question.any_number(at) == i64::try_from(n * 100).ok();
            (0..self.question.words.len()).any(|at| number(at) || n == 2 && self.question.text(at) == "both")
        };
        let several =
            |m: &&super::mentions::SubjectMention| matches!(m.subjects.len(), 2 | 3) && spoken(m.subjects.len());
        if let Some(mention) = self.question.mentions.iter().find(several) {
            let run = *mention.words.first()?..*mention.words.last()? + 1;
            return Some(mention.subjects.iter().map(|subject| (*subject, run.clone())).collect());
        }
        // "Which of the two keepers": those that have the words alike. A comparative speaks of two.
        let two = self.reading.form == Form::Which && form::is_of_two(self.question);
        let able = |subject: usize| self.attributes.iter().any(|at| !self.facts(subject, *at).is_empty());
        self.runs.iter().find_map(|run| {
            let tied = self.field.tied(run, able);
            let meant = matches!(tied.len(), 2 | 3) && (spoken(tied.len()) || two && tied.len() == 2);
            meant.then(|| tied.into_iter().map(|subject| (subject, run.clone())).collect())
        })
    }

    fn facts(&self, subject: usize, attribute: usize) -> Vec<usize> {
        aspect::facts(self.index, self.question, self.reading, subject, attribute)
    }

    /// The verdict over several subjects; `None` if it is not held of all, or more is said than that.
    fn among(&self, subjects: &[(usize, Range<usize>)], meant: &[Meant]) -> Option<Answer> {
        let sides = self.by_one_attribute(subjects).or_else(|| self.by_several(subjects))?;
        let unlike = meant.iter().any(|meant| matches!(meant, Meant::Lacking(_)));
        // Whoever began later is not younger for it.
        let of_age = (0..self.question.words.len()).any(|at| comparatives::is_of_age(self.question.text(at)));
        let person = |side: &Side| {
            matches!(self.index.subject(side.subject).subject.kind, SubjectKind::Person | SubjectKind::Role)
        };
        if of_age && sides.iter().any(person) {
            return None;
        }
        // Of a place that is bigger than another the posts there say nothing.
        if self.implied && sides.iter().any(|side| self.field.is_only_placed(side.subject, &side.run)) {
            return None;
        }
        if self.is_left_over(&sides) || unlike && sides.len() > 2 {
            return None;
        }
        say::verdict(self.index, self.question, self.reading, &sides)
    }

    /// The first attribute that all of them have.
    fn by_one_attribute(&self, subjects: &[(usize, Range<usize>)]) -> Option<Vec<Side>> {
        let by = |attribute: &usize| -> Option<Vec<Side>> {
            let side = |(subject, run): &(usize, Range<usize>)| {
                let facts = self.facts(*subject, *attribute);
                (!facts.is_empty()).then(|| Side { subject: *subject, facts, run: run.clone() })
            };
            subjects.iter().map(side).collect()
        };
        self.attributes.iter().find_map(by)
    }

    /// The clearest attribute of each, where all are figures of the same.
    fn by_several(&self, subjects: &[(usize, Range<usize>)]) -> Option<Vec<Side>> {
        let side = |(subject, run): &(usize, Range<usize>)| {
            let facts = self.attributes.iter().map(|at| self.facts(*subject, *at)).find(|facts| !facts.is_empty())?;
            (facts.len() == 1).then(|| Side { subject: *subject, facts, run: run.clone() })
        };
        let sides: Option<Vec<Side>> = subjects.iter().map(side).collect();
        let value = |side: &Side| self.index.fact(side.facts[0]).fact.value.clone();
        let unit = |value: &Value| match value {
            Value::Count(Count { unit, .. }) => unit.clone(),
            _ => None,
        };
        let alike = |pair: &[Side]| {
            let (a, b) = (value(&pair[0]), value(&pair[1]));
            extent::measured(&a).is_some() && extent::measured(&a) == extent::measured(&b) && unit(&a) == unit(&b)
        };
        sides.filter(|sides| sides.windows(2).all(alike))
    }

    /// What is more than something of one subject, whoever has it: its own is no answer to that.
    fn beyond(&self, subject: usize, meant: &[Meant]) -> Found {
        let behind_than = |run: &Range<usize>| run.start > 0 && self.question.text(run.start - 1) == "than";
        let mut runs = self.runs.iter().zip(meant);
        if !runs.any(|(run, meant)| behind_than(run) && *meant != Meant::Nobody) {
            return Found::Nothing;
        }
        let name = compose::with_article(&self.index.subject(subject).full_name);
        let mut answer = abstain::unknown(format!("I cannot tell what to set against {name}."));
        answer.nearby = compose::nearby(self.index, subject, &[]);
        Found::Lacking(answer)
    }

    /// What is compared is not held of all sides: that is said where a comparison is asked for beyond doubt.
    fn lacking(&self, meant: &[Meant]) -> Found {
        if self.reading.form != Form::Which || !form::is_beyond_doubt(self.question) {
            return Found::Nothing;
        }
        let mut subjects: Vec<usize> = Vec::new();
        for meant in meant {
            if let Meant::One(subject) | Meant::Lacking(subject) = meant
                && !subjects.contains(subject)
            {
                subjects.push(*subject);
            }
        }
        if let [only] = subjects[..] {
            return self.beyond(only, meant);
        }
        if subjects.is_empty() {
            return Found::Nothing;
        }
        let names: Vec<String> =
            subjects.iter().map(|at| compose::with_article(&self.index.subject(*at).full_name)).collect();
        let text =
            format!("I cannot compare {}: I hold nothing of both that can be set against each other.", list(&names));
        let mut answer = abstain::unknown(compose::fitting(&text, compose::MAX_TEXT));
        answer.nearby = compose::nearby(self.index, subjects[0], &[]);
        let own_scale = matches!(self.reading.degree.scale, Scale::Size | Scale::Length | Scale::Price);
        if subjects.len() > 2 || own_scale { Found::LackingSurely(answer) } else { Found::Lacking(answer) }
    }
}

/// Whether any of a side's figures is kept back.
fn is_withheld(index: &Index, side: &Side) -> bool {
    side.facts.iter().any(|fact| matches!(index.fact(*fact).fact.value, Value::Withheld(_)))
}
