//! Several things told beside each other, none of them more than another: what each of several subjects has ("the heights
//! of the pier and the mole"), or several attributes of one ("height and age of the pier"). Whoever asks for two is never
//! told one as if that were all: of what is not held, that is said.

use super::account::TELLING;
use super::form::{self, Form, Reading};
use super::sides::FACTS;
use super::{Candidates, Contest, Field, Meant, Side, segments};
use crate::answer::attributes::AttributeHits;
use crate::answer::known::HOLDER;
use crate::answer::question::Question;
use crate::answer::reply::Answer;
use crate::answer::{compose, succession};
use crate::fact::{SubjectKind, ValueKind};
use crate::search::Index;
use crate::text::comparatives::{Degree, Scale};
use crate::text::grammar;
use crate::text::lexicon::Asks;
use crate::text::say::list;
use std::ops::Range;

/// An attribute named less clearly than this is not asked for.
const NAMED: f32 = 0.25;

/// What is not held is asked for only where it is named this clearly.
const CLEARLY: f32 = 0.5;

/// So many attributes of those that may be asked for are looked at.
const ATTRIBUTES: usize = 4;

/// A word names an attribute from this quality on.
const NAMES: f32 = 0.8;

/// More things than these are no list that anybody could read.
const SIDES: usize = 6;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// Nothing is ranked.
const READING: Reading = Reading { form: Form::Beside, degree: Degree { scale: Scale::Any, more: true } };

/// Answers a question for what several subjects have, or for several attributes of one; `None` if it is for one thing.
/// With `of_one` all that the question says is said of one subject, and only several of its attributes may be asked for.
pub(in crate::answer) fn beside(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    text: &str,
    of_one: bool,
) -> Option<Answer> {
    let joined = (0..question.words.len()).any(|at| joins(question.text(at))) || text.contains(',');
    let ranked = question.extreme.is_some() || question.compares || question.threshold.is_some();
    // How many are not so is one count.
    let denied = (0..question.words.len()).any(|at| grammar::denies(&[question.text(at)]));
    let rest = question.asks == Some(Asks::HowMany) && denied;
    if question.yes_no || ranked || rest || question.asks == Some(Asks::Why) || !joined {
        return None;
    }
    let runs = segments::split(index, question, text);
    let ranks = |at: usize| matches!(question.text(at), "or" | "between") || form::is_degree(question.text(at));
    if runs.len() < 2 || runs.len() > super::RUNS || (0..question.words.len()).any(ranks) {
        return None;
    }
    let candidates = Candidates::of(index, question, &runs);
    let by = |attributes: Vec<usize>| {
        let field = Field::of(&candidates, hits, &attributes);
        let runs = runs.clone();
        Contest { index, question, hits, reading: READING, attributes, implied: false, field, runs }
    };
    let asked = asked(index, question, hits);
    // Each of several things has a run of its own.
    let able = !of_one && candidates.naming_runs() > 1;
    let several = || asked.iter().filter(|_| able).find_map(|at| by(vec![*at]).each_of_several(false));
    // Of the clearest alone it is said that it is not held of all; what several come to together is no one's part.
    let whole = (0..question.words.len()).any(|at| grammar::is_whole(question.text(at)));
    let lacking = || asked.first().filter(|_| able && !whole).and_then(|at| by(vec![*at]).each_of_several(true));
    let named = hits.named();
    let attributes = named.iter().filter(|(_, strength)| *strength >= NAMED).count();
    let one = one_mentioned(question).filter(|_| attributes > 1);
    let of_the_one = || one.and_then(|subject| by(asked.clone()).several_of_one(subject));
    several().or_else(of_the_one).or_else(lacking)
}

/// The subject that all names in the question mean, if it is one.
fn one_mentioned(question: &Question) -> Option<usize> {
    let mut subjects: Vec<usize> = question.mentions.iter().filter_map(|m| m.subjects.first().copied()).collect();
    subjects.dedup();
    let one = question.mentions.iter().all(|mention| mention.subjects.len() == 1);
    if let ([subject], true) = (&subjects[..], one) { Some(*subject) } else { None }
}

/// Whether the word stands between things that are told beside each other.
fn joins(word: &str) -> bool {
    matches!(word, "and" | "plus" | "nor")
}

/// The attributes that are named, a few of the clearest; where none is, those that answer "where".
fn asked(index: &Index, question: &Question, hits: &AttributeHits) -> Vec<usize> {
    let held = |at: &usize| !index.attributes()[*at].facts.is_empty();
    let named = hits.named().into_iter().filter(|(_, strength)| *strength >= NAMED).map(|(at, _)| at);
    let mut named: Vec<usize> = named.filter(held).take(ATTRIBUTES).collect();
    // "Who are" two posts asks who holds them.
    if question.asks == Some(Asks::Who) {
        named.extend(index.attribute_by_id(HOLDER).filter(|holder| held(holder) && !named.contains(holder)));
    }
    if !named.is_empty() || question.asks != Some(Asks::Where) {
        return named;
    }
    let all = 0..index.attributes().len();
    let places = all.filter(|at| held(at) && index.attributes()[*at].attribute.asks.contains(&Asks::Where));
    places.take(ATTRIBUTES).collect()
}

impl Contest<'_> {
    /// What each of several subjects has of the attribute; of those that have nothing of it, that is said if it may be.
    fn each_of_several(&self, may_lack: bool) -> Option<Answer> {
        let meant = self.meant();
        let (mut having, mut lacking): (Vec<(usize, Range<usize>)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (run, meant) in self.runs.iter().zip(&meant) {
            match meant {
                Meant::One(subject) if having.iter().all(|(other, _)| other != subject) => {
                    having.push((*subject, run.clone()));
                }
                Meant::Lacking(subject) if !lacking.contains(subject) => lacking.push(*subject),
                _ => {}
            }
        }
        let n = having.len() + lacking.len();
        let alike = having.iter().map(|(at, _)| *at).chain(lacking.iter().copied());
        let kinds: Vec<bool> = alike.map(|at| is_of_people(self.index.subject(at).subject.kind)).collect();
        if having.is_empty() || !(2..=SIDES).contains(&n) || kinds.windows(2).any(|pair| pair[0] != pair[1]) {
            return None;
        }
        // Of what is not held of all, each must be named in full, and nothing else be said between them.
        let may_lack = may_lack && self.are_all_named_in_full(&meant);
        if !lacking.is_empty() && (!may_lack || lacking.iter().any(|subject| self.has_like(*subject))) {
            return None;
        }
        let attribute = *self.attributes.first()?;
        // Nobody holds a person.
        let person = |subject: &usize| self.index.subject(*subject).subject.kind == SubjectKind::Person;
        if Some(attribute) == self.index.attribute_by_id(HOLDER) && lacking.iter().any(person) {
            return None;
        }
        let sides = self.all_having(&having, attribute)?;
        let named = |at: usize| lacking.iter().any(|subject| self.names(*subject, at));
        if self.is_left_over_but(&sides, named) {
            return None;
        }
        let facts: Vec<usize> = sides.iter().flat_map(|side| side.facts.iter().copied()).collect();
        let name = &self.index.attributes()[attribute].attribute.name;
        let names: Vec<String> =
            lacking.iter().map(|at| compose::with_article(&self.index.subject(*at).full_name)).collect();
        let missing = (!names.is_empty()).then(|| format!("I hold no {name} for {}.", list(&names)));
        Some(self.told(&facts, missing))
    }

    /// Whether a subject has another sum where sums are asked for, or another figure of the kind that the question names at
    /// all: then that may be what is asked of it, and "I hold none" would mislead.
    fn has_like(&self, subject: usize) -> bool {
        let attribute = |at: usize| &self.index.attributes()[at].attribute;
        let Some(kind) = self.attributes.first().and_then(|at| attribute(*at).value) else { return false };
        let figure = matches!(kind, ValueKind::Money | ValueKind::Count | ValueKind::Duration | ValueKind::Date);
        let like = |at: &usize| {
            let doc = self.index.fact(*at);
            doc.fact.value.kind() == kind && (kind == ValueKind::Money || self.hits.strength(doc.attribute) >= NAMED)
        };
        figure && self.index.subject(subject).facts.iter().any(like)
    }

    fn all_having(&self, subjects: &[(usize, Range<usize>)], attribute: usize) -> Option<Vec<Side>> {
        let side = |(subject, run): &(usize, Range<usize>)| {
            let facts = self.facts(*subject, attribute);
            (!facts.is_empty()).then(|| Side { subject: *subject, facts, run: run.clone() })
        };
        subjects.iter().map(side).collect()
    }

    fn names(&self, subject: usize, at: usize) -> bool {
        self.field.of_subject(subject).is_some_and(|c| c.named[at] >= NAMES)
    }

    fn are_all_named_in_full(&self, meant: &[Meant]) -> bool {
        let in_full = |subject: &usize| {
            let mut mentions = self.question.mentions.iter();
            mentions.any(|mention| mention.subjects.contains(subject))
        };
        meant.iter().all(|meant| match meant {
            Meant::One(subject) | Meant::Lacking(subject) => in_full(subject),
            Meant::Nobody => false,
        })
    }

    /// Several attributes of the one subject that is named.
    fn several_of_one(&self, subject: usize) -> Option<Answer> {
        let asked: Vec<usize> = self.runs.iter().filter_map(|run| self.named_in(subject, run)).collect();
        let mut each = asked.clone();
        each.sort_unstable();
        each.dedup();
        if asked.len() < 2 || asked.len() > SIDES || each.len() < asked.len() {
            return None;
        }
        let of = |attribute: usize| -> Vec<usize> {
            let doc = self.index.subject(subject);
            let facts = doc.facts.iter().take(FACTS).copied();
            let current = |fact: &usize| succession::is_current(self.index, *fact);
            facts.filter(|fact| self.index.fact(*fact).attribute == attribute).filter(current).collect()
        };
        let held: Vec<Vec<usize>> = asked.iter().map(|attribute| of(*attribute)).collect();
        let facts: Vec<usize> = held.iter().flatten().copied().collect();
        let run = 0..self.question.words.len();
        let side = Side { subject, facts: facts.clone(), run };
        let of_lacking = |at: usize| asked.iter().any(|attribute| self.hits.qualities(*attribute)[at] >= NAMES);
        if facts.is_empty() || self.is_left_over_but(&[side], of_lacking) {
            return None;
        }
        let lacking = asked.iter().zip(&held).filter(|(_, facts)| facts.is_empty());
        let names: Vec<String> = lacking.map(|(at, _)| self.index.attributes()[*at].attribute.name.clone()).collect();
        let name = compose::with_article(&self.index.subject(subject).full_name);
        let missing = (!names.is_empty()).then(|| format!("I hold no {} for {name}.", list(&names)));
        Some(self.told(&facts, missing))
    }

    /// The clearest attribute that the words of a run name besides the subject: one of which the subject has something,
    /// before one of which nothing is held of it.
    fn named_in(&self, subject: usize, run: &Range<usize>) -> Option<usize> {
        let named = self.hits.named();
        let words = |attribute: usize| {
            let mut words = run.clone().filter(|at| self.hits.qualities(attribute)[*at] >= NAMES);
            words.any(|at| !self.question.words[at].expanded.closed && !self.names(subject, at))
        };
        // "Height" and "height class" may both be attributes: the one whose words all stand here is meant here.
        let elsewhere = |attribute: usize| {
            let qualities = self.hits.qualities(attribute).iter().enumerate();
            let mut named = qualities.filter(|(_, quality)| **quality >= NAMES).map(|(at, _)| at);
            named.any(|at| !run.contains(&at) && !self.question.words[at].expanded.closed)
        };
        let mut named: Vec<(usize, f32)> = named;
        named.sort_by_key(|(attribute, _)| elsewhere(*attribute));
        let mut own = named.iter().filter(|(attribute, _)| words(*attribute));
        let held = |attribute: usize| {
            let doc = self.index.subject(subject);
            let mut facts = doc.facts.iter().take(FACTS);
            facts.any(|fact| self.index.fact(*fact).attribute == attribute)
        };
        let having = own.clone().find(|(attribute, strength)| *strength >= NAMED && held(*attribute));
        having.or_else(|| own.find(|(_, strength)| *strength >= CLEARLY)).map(|(attribute, _)| *attribute)
    }

    /// Whether a telling word is accounted for neither by what is told nor otherwise.
    fn is_left_over_but(&self, sides: &[Side], otherwise: impl Fn(usize) -> bool) -> bool {
        let telling = |at: &usize| {
            let word = &self.question.words[*at];
            !word.expanded.closed && word.weight.max(self.hits.raised_weight(*at)) >= TELLING
        };
        let said = |at: usize| otherwise(at) || sides.iter().any(|side| self.says(side, at));
        !(0..self.question.words.len()).filter(telling).all(said)
    }

    /// The facts one after another, and what is not held behind them.
    fn told(&self, facts: &[usize], missing: Option<String>) -> Answer {
        let mut sentences: Vec<String> = Vec::new();
        for fact in facts {
            let sentence = compose::sentence(self.index, &self.index.fact(*fact));
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        sentences.extend(missing);
        compose::reply(self.index, &sentences.join(" "), facts, CONFIDENCE)
    }
}

/// Whether a subject is somebody or a post: what is asked of these is not asked of anything else in one breath.
fn is_of_people(kind: SubjectKind) -> bool {
    matches!(kind, SubjectKind::Role | SubjectKind::Person)
}
