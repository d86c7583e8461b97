//! How like a question is to those that a fact is known to answer.
//!
//! Knowledge may give a fact whole questions in people's own words. A term by itself is weak evidence; the same
//! terms together, as somebody else put them, are strong. The idea is that of document expansion by queries
//! (Nogueira et al. 2019, "doc2query"), but the questions stay apart: the best single one counts.
//! Cost: the words of the question times the words of the fact's questions.

use super::question::Question;
use crate::search::{FactDoc, Index, KnownQuestion, TermId};

/// A filler word of a known question tells this much of another word.
const FILLER: f32 = 0.25;

/// From this degree on two questions that expect the same kind of answer are the same one in other words.
const CLOSE: f32 = 0.75;

/// How like a question is to the likest of a fact's own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Likeness {
    /// The harmonic mean of how much of either the other has, from 0 (no word in common) to 1 (the same words).
    pub degree: f32,
    /// Each word's quality by that question; none where no question has any of them.
    words: Vec<f32>,
    /// Both expect the same kind of answer.
    pub same_kind: bool,
}

impl Likeness {
    /// Whether the question is plainly the known one in other words.
    pub fn is_close(&self) -> bool {
        self.same_kind && self.degree >= CLOSE
    }

    /// A word's quality by that question.
    pub fn quality(&self, at: usize) -> f32 {
        self.words.get(at).copied().unwrap_or(0.0)
    }

    /// Works it out; nothing where the fact gives no questions.
    pub fn new(index: &Index, question: &Question, doc: &FactDoc) -> Self {
        let mut best = Self::default();
        for known in doc.questions {
            let share_known = share_of_known(index, question, known);
            // Even if it had every word of the question: most known questions end here.
            if mean(1.0, share_known) <= best.degree {
                continue;
            }
            let words: Vec<f32> = question.explained_by(&known.terms);
            let degree = mean(share_of_question(question, &words), share_known);
            if degree > best.degree {
                best = Self { degree, words, same_kind: known.asks == question.asks };
            }
        }
        best
    }
}

/// The harmonic mean of the share of the question that the known one has, and the other way round.
fn mean(share: f32, share_known: f32) -> f32 {
    2.0 * share * share_known / (share + share_known).max(0.01)
}

/// How much of the question's weight words of these qualities have.
fn share_of_question(question: &Question, words: &[f32]) -> f32 {
    let weighed = question.words.iter().zip(words).map(|(word, quality)| (word.weight, word.weight * quality));
    let (total, met) = weighed.fold((0.0f32, 0.0f32), |(total, met), (weight, part)| (total + weight, met + part));
    met / total.max(0.01)
}

/// How much of the known question's weight the question has.
fn share_of_known(index: &Index, question: &Question, known: &KnownQuestion) -> f32 {
    let qualities = known.terms.iter().map(|term| (*term, question.best_quality(*term)));
    if qualities.clone().all(|(_, quality)| quality == 0.0) {
        return 0.0;
    }
    let weighed = qualities.map(|(term, quality)| (weight(index, term), quality));
    let (total, met) = weighed.fold((0.0f32, 0.0f32), |(total, met), (weight, q)| (total + weight, met + weight * q));
    met / total.max(0.01)
}

fn weight(index: &Index, term: TermId) -> f32 {
    index.weight(term) * if index.is_filler(term) { FILLER } else { 1.0 }
}
