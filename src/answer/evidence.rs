//! How well a fact explains a question: each word that says something must be accounted for by the fact's
//! subject, attribute, organisation, own words or figures.
//!
//! The score is absolute: a share of the question's weight, not of the best hit, so that "not good enough" can
//! be seen. What a fact cannot explain and must is an [`Objection`].

use super::attributes::AttributeHits;
use super::figures::figure_fits;
use super::likeness::Likeness;
use super::objections::{Objection, objection};
use super::question::Question;
use super::subject_view::SubjectView;
use crate::search::{FactDoc, Index};

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
    pub by_subject: Vec<f32>,
    /// How like the question is to one that the fact is known to answer.
    pub likeness: Likeness,
    /// What stands against it.
    pub objection: Option<Objection>,
}

/// Weighs one fact.
pub fn weigh(index: &Index, question: &Question, hits: &AttributeHits, view: &SubjectView, fact: usize) -> Evidence {
    let doc = index.fact(fact);
    let n = question.words.len();
    let likeness = Likeness::new(index, question, &doc);
    // That people ask whether it is so does not make it so.
    let counted = if question.yes_no { 0.0 } else { ASKED };
    let mut words = vec![0.0f32; n];
    let (mut by_subject, mut strict, mut direct) = (words.clone(), words.clone(), words.clone());
    let (mut asked, mut met, mut met_strictly, mut by_strict) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut explained, mut own, mut by_itself) = (0.0f32, 0.0f32, 0.0f32);
    let by_attribute = hits.qualities(doc.attribute);
    let all_said = said_qualities(index, question, &doc);
    let by_cues = question.explained_by(&doc.cues);
    for at in 0..n {
        let named = view.named[at];
        let attribute = by_attribute[at];
        let said = all_said[at];
        let itself = said.max(CUE * by_cues[at]).max(counted * likeness.words[at]);
        by_subject[at] = named;
        let described = view.described[at];
        words[at] = named.max(attribute).max(itself).max(described);
        direct[at] = named.max(attribute).max(itself);
        strict[at] = named.max(attribute).max(said);
        let weight = question.words[at].weight.max(hits.raised_weight(at));
        by_strict += weight * strict[at];
        if named < NAMING {
            asked += weight;
            met_strictly += weight * attribute.max(said);
            met += weight * attribute.max(itself).max(0.5 * named).max(0.5 * described);
        }
        explained += weight * words[at];
        by_itself += weight * itself;
        own += weight * (itself - named.max(attribute).max(described)).max(0.0);
    }
    let total: f32 = (0..n).map(|at| question.words[at].weight.max(hits.raised_weight(at))).sum::<f32>().max(0.01);
    let mut evidence = Evidence {
        fact,
        coverage: explained / total,
        subject: view.cover,
        attribute: hits.strength(doc.attribute),
        own: own / total,
        strict_coverage: by_strict / total,
        itself: by_itself / total,
        asked,
        predicate_strict: if asked > 0.1 { met_strictly / asked } else { 1.0 },
        predicate: if asked > 0.1 { met / asked } else { 1.0 },
        words,
        direct,
        strict,
        by_subject,
        likeness,
        objection: None,
    };
    evidence.objection = objection(index, question, &doc, &evidence);
    evidence
}

/// How well value, statement and source have each word.
fn said_qualities(index: &Index, question: &Question, doc: &FactDoc) -> Vec<f32> {
    let n = question.words.len();
    let mut said = question.explained_by(&doc.value);
    let mut others = vec![0.0f32; 3 * n];
    let (statement, rest) = others.split_at_mut(n);
    let (source, named) = rest.split_at_mut(n);
    question.explain(&doc.statement, statement);
    question.explain(index.source_terms(doc), source);
    if !question.organisations.is_empty() {
        question.explain(&doc.named, named);
    }
    for (at, said) in said.iter_mut().enumerate() {
        if let Some(figure) = question.words[at].expanded.token.figure {
            *said = f32::from(u8::from(figure_fits(&figure, doc)));
            continue;
        }
        let in_organisation =
            question.organisations.iter().any(|mention| (mention.words.0..mention.words.1).contains(&at));
        let named = if in_organisation { named[at] } else { 0.0 };
        *said = (VALUE * *said).max(STATEMENT * statement[at].max(named)).max(SOURCE * source[at]);
    }
    said
}
