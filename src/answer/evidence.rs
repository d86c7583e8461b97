//! How well a fact explains a question: each word that says something must be accounted for by the fact's
//! subject, attribute, organisation, own words or figures.
//!
//! The score is absolute: a share of the question's weight, not of the best hit, so that "not good enough" can
//! be seen. What a fact cannot explain and must is an [`Objection`].

use super::attributes::AttributeHits;
use super::figures::figure_fits;
use super::inverse;
use super::kinds::{self, Seen};
use super::likeness::Likeness;
use super::mentions;
use super::objections::{self, Objection, objection};
use super::question::Question;
use super::subject_view::SubjectView;
use crate::fact::Value;
use crate::search::{FactDoc, Index, TermId};
use std::rc::Rc;

/// Words of a statement count a little less than key fields: they are many, and some are there by chance.
const STATEMENT: f32 = 0.92;
/// Words of the value.
const VALUE: f32 = 0.97;
/// Cues are looser than statements.
const CUE: f32 = 0.90;
/// Words of the likest question that the fact is known to answer.
const ASKED: f32 = 0.85;
/// A source's title, publisher and author say where, not what.
const SOURCE: f32 = 0.45;

/// From this quality on a word belongs to the subject's name.
const NAMING: f32 = 0.75;

/// A word is explained from this much on.
pub const EXPLAINED: f32 = 0.55;

/// How a fact fits a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The fact's place in the index.
    pub fact: usize,
    /// The share of the question's weight that is explained, from 0 to 1.
    pub coverage: f32,
    /// How much of one of the subject's names the question has, from 0 to 1.
    pub subject: f32,
    /// How clearly the question names the attribute, from 0 to 1.
    pub attribute: f32,
    /// The share of the question's weight that only the fact's own words explain.
    pub own: f32,
    /// The share of the question's weight that the fact's own words explain, whatever else does too.
    pub itself: f32,
    /// What the question says besides the subject's name: the share that the attribute and the fact's own words
    /// explain; 1 if it says nothing else.
    pub predicate: f32,
    /// The share of the question's weight that key fields, value and statement alone explain.
    pub strict_coverage: f32,
    /// The same by attribute, value and statement alone: no cues.
    pub predicate_strict: f32,
    /// The weight of what the question says besides the subject's name.
    pub asked: f32,
    /// Each word's quality.
    pub words: Vec<f32>,
    /// Each word's quality by the subject, the attribute and the fact itself, cues too: not by other facts.
    pub direct: Vec<f32>,
    /// Each word's quality by key fields, value and statement alone: neither by cues nor by other facts.
    pub strict: Vec<f32>,
    /// Each word's quality by the subject's names alone.
    pub by_subject: Rc<[f32]>,
    /// How like the question is to one that the fact is known to answer.
    pub likeness: Likeness,
    /// How well it fits the kind of answer expected, from 0 to 1.
    pub fit: f32,
    /// The weight of a subject that the question names in full and the fact has nothing to do with; 0 if there is none.
    pub missed: f32,
    /// The attribute for which it answers: its own, or the inverse of it where the question names its value and asks for
    /// what stands on the other side ([`super::inverse`]).
    pub answers_for: usize,
    /// Whether that is the inverse.
    pub inverse: bool,
    /// What stands against it.
    pub objection: Option<Objection>,
}

/// What is worked out in weighing one fact and no longer needed for the next, so that no memory is asked for anew.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    said: Vec<f32>,
    statement: Vec<f32>,
    source: Vec<f32>,
    named: Vec<f32>,
    cues: Vec<f32>,
}

impl Scratch {
    /// Forgets all, for a question of so many words.
    fn clear(&mut self, words: usize) {
        for list in [&mut self.said, &mut self.statement, &mut self.source, &mut self.named, &mut self.cues] {
            list.clear();
            list.resize(words, 0.0);
        }
    }
}

impl Evidence {
    /// What the kind of answer is told by.
    pub fn seen(&self) -> Seen {
        Seen {
            named: self.subject >= kinds::NAMED,
            close: self.likeness.is_close(),
            attribute: self.attribute,
            inverse: self.inverse,
        }
    }
}

/// Weighs one fact.
pub(super) fn weigh(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    view: &SubjectView,
    scratch: &mut Scratch,
    fact: usize,
    doc: &FactDoc,
) -> Evidence {
    let n = question.words.len();
    let likeness = Likeness::new(index, question, doc);
    // That people ask whether it is so does not make it so.
    let counted = if question.yes_no { 0.0 } else { ASKED };
    let (mut words, mut strict, mut direct) = (Vec::with_capacity(n), Vec::with_capacity(n), Vec::with_capacity(n));
    let (mut asked, mut met, mut met_strictly, mut by_strict) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut explained, mut own, mut by_itself, mut total) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let inverse = inverse::asked(index, question, hits, doc);
    let asked_attribute = inverse.unwrap_or(doc.attribute);
    let by_attribute = hits.qualities(asked_attribute);
    let all_described = view.described(index, question);
    scratch.clear(n);
    question.explain(doc.cues, &mut scratch.cues);
    say(index, question, doc, scratch, Question::explain);
    for at in 0..n {
        let named = view.named[at];
        let attribute = by_attribute[at];
        let said = scratch.said[at];
        let itself = said.max(CUE * scratch.cues[at]).max(counted * likeness.quality(at));
        let described = all_described[at];
        let by_key = named.max(attribute);
        let all = by_key.max(itself).max(described);
        words.push(all);
        direct.push(by_key.max(itself));
        strict.push(by_key.max(said));
        let weight = question.words[at].weight.max(hits.raised_weight(at));
        total += weight;
        by_strict += weight * by_key.max(said);
        if named < NAMING {
            asked += weight;
            met_strictly += weight * attribute.max(said);
            met += weight * attribute.max(itself).max(0.5 * named).max(0.5 * described);
        }
        explained += weight * all;
        by_itself += weight * itself;
        own += weight * (itself - by_key.max(described)).max(0.0);
    }
    let total = total.max(0.01);
    let mut evidence = Evidence {
        fact,
        coverage: explained / total,
        subject: if inverse.is_some() { 1.0 } else { view.cover },
        attribute: hits.strength(asked_attribute),
        answers_for: asked_attribute,
        inverse: inverse.is_some(),
        own: own / total,
        strict_coverage: by_strict / total,
        itself: by_itself / total,
        asked,
        predicate_strict: if asked > 0.1 { met_strictly / asked } else { 1.0 },
        predicate: if asked > 0.1 { met / asked } else { 1.0 },
        words,
        direct,
        strict,
        by_subject: Rc::clone(&view.named),
        likeness,
        missed: mentions::missed(&question.mentions, index, doc).map_or(0.0, |mention| mention.weight),
        fit: 0.0,
        objection: None,
    };
    evidence.fit = kinds::fit(index, question, doc, evidence.seen());
    let turned_round = (inverse::is_turned_round(index, question, hits, doc)
        || inverse::is_of_another_doer(index, question, hits, doc, &evidence.by_subject)
        || inverse::is_of_the_object(index, question, hits, doc)
        || inverse::is_done_by_the_object(index, question, hits, doc)
        || inverse::is_of_the_value(index, question, hits, doc, &evidence.by_subject)
        || objections::is_only_who(index, question, hits, doc, &evidence)
        || objections::is_another_deed(index, question, hits, doc, &evidence))
    .then_some(Objection::Kind);
    evidence.objection = objection(index, question, view, doc, &evidence).or(turned_round);
    evidence
}

/// How well value, statement and source have each word of the organisations that the question names.
pub(super) fn said_of_organisations<'a>(
    index: &Index,
    question: &Question,
    doc: &FactDoc,
    scratch: &'a mut Scratch,
) -> &'a [f32] {
    scratch.clear(question.words.len());
    say(index, question, doc, scratch, Question::explain_organisations);
    &scratch.said
}

/// How well value, statement and source have each word that `explain` looks for.
fn say(
    index: &Index,
    question: &Question,
    doc: &FactDoc,
    scratch: &mut Scratch,
    explain: fn(&Question, &[TermId], &mut [f32]),
) {
    explain(question, doc.value, &mut scratch.said);
    explain(question, doc.statement, &mut scratch.statement);
    explain(question, index.source_terms(doc), &mut scratch.source);
    question.explain_organisations(doc.named, &mut scratch.named);
    for (at, said) in scratch.said.iter_mut().enumerate() {
        *said = match question.words[at].expanded.token.figure {
            // "Grade 6" is called so, and is no six of anything.
            Some(figure) => {
                let word = &question.words[at].expanded;
                let called = matches!(doc.fact.value, Value::Text(_)) && word.best_in(doc.value) >= EXPLAINED;
                f32::from(u8::from(called || figure_fits(&figure, doc)))
            }
            // What stands in the name of an organisation speaks of nothing else.
            None => {
                let stated = STATEMENT * scratch.statement[at].max(scratch.named[at]);
                (VALUE * *said).max(stated).max(SOURCE * scratch.source[at])
            }
        };
    }
    say_by_other_names(index, question, doc, &mut scratch.said);
}

/// A fact that has an organisation's name in full has its short name too.
fn say_by_other_names(index: &Index, question: &Question, doc: &FactDoc, said: &mut [f32]) {
    let has = |term: &TermId| [doc.value, doc.statement, doc.named].iter().any(|list| list.contains(term));
    for mention in &question.organisations {
        if question.telling_words(mention).all(|at| said[at] >= EXPLAINED) {
            continue;
        }
        let mut names = mention.organisations.iter().flat_map(|at| &index.organisations()[*at].names);
        let open = |term: &&TermId| !index.is_closed(**term);
        if names.any(|name| name.terms.iter().any(|term| open(&term)) && name.terms.iter().filter(open).all(has)) {
            question.telling_words(mention).for_each(|at| said[at] = said[at].max(STATEMENT));
        }
    }
}
