//! How likely the words of a question are where people ask for each fact, or each attribute, worked out as far as can be
//! before any question is asked.
//!
//! Query likelihood with Dirichlet smoothing (Zhai and Lafferty 2001) adds up a logarithm for each word and each wording that
//! has it; small words stand in all of them. The logarithms depend on the lexicon alone, so they are
//! taken once, when the index is built, and kept in sixteen bits: a question only adds. That took most of the time away.

use super::by_term::ByTerm;
use super::vocabulary::TermId;
use super::wording::Wordings;
use serde::{Deserialize, Serialize};

/// So many parts of one are told apart in a logarithm; the largest that fits is 31.
const PARTS: f32 = 2_048.0;

/// The likelihoods of all wordings, by their places.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Likelihoods {
    /// The logarithm of what a word counts that a wording does not have.
    unseen: Box<[f32]>,
    /// What a term that it has adds to that, in parts.
    places: ByTerm<(u16, u16)>,
}

impl Likelihoods {
    /// Works them out from what people ask with; so many words' worth of all wordings is mixed into each.
    pub(super) fn of(wordings: &Wordings, smoothing: f32) -> Self {
        let unseen = wordings.totals().iter().map(|total| (smoothing / (*total as f32 + smoothing)).ln()).collect();
        let mut pairs = Vec::new();
        for term in wordings.terms() {
            let elsewhere = smoothing * wordings.frequency(term);
            let adds = |count: u16| ((f32::from(count) / elsewhere).ln_1p() * PARTS).round() as u16;
            pairs.extend(wordings.with(term).iter().map(|(at, count)| (term, (*at, adds(*count)))));
        }
        Self { unseen, places: ByTerm::of(pairs) }
    }

    /// How much likelier terms, each once, are in each wording than in all: the mean logarithm.
    pub fn mean(&self, terms: &[TermId]) -> Vec<f32> {
        let part = 1.0 / (PARTS * terms.len().max(1) as f32);
        let mut means = if terms.is_empty() { vec![0.0; self.unseen.len()] } else { self.unseen.to_vec() };
        for term in terms {
            for (at, adds) in self.places.with(*term) {
                if let Some(mean) = means.get_mut(usize::from(*at)) {
                    *mean += f32::from(*adds) * part;
                }
            }
        }
        means
    }

    /// Whether a wording, by its place, has a term.
    pub fn has(&self, wording: usize, term: TermId) -> bool {
        self.places.with(term).binary_search_by_key(&wording, |(at, _)| usize::from(*at)).is_ok()
    }
}

/// The logarithm of what likelihoods add up to, each given as its own and counted so sharply.
pub fn log_sum(means: &[f32], sharpness: f32) -> f32 {
    let most = means.iter().copied().fold(f32::MIN, f32::max);
    means.iter().map(|mean| (sharpness * (mean - most)).exp()).sum::<f32>().ln() + sharpness * most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::vocabulary::Vocabulary;
    use crate::text::Reader;

    const SMOOTHING: f32 = 200.0;

    #[test]
    fn what_is_worked_out_before_is_what_the_formula_gives() {
        let (mut vocabulary, mut reader) = (Vocabulary::default(), Reader::default());
        let wage = ["what does the keeper earn", "wage of the keeper", "earn how much"].map(str::to_owned);
        let height = ["how tall is the mast".to_owned()];
        let all = [("wage", &wage[..]), ("height", &height[..])];
        let wordings = Wordings::new(all.into_iter(), &mut vocabulary, &mut reader);
        let likelihoods = Likelihoods::of(&wordings, SMOOTHING);
        let terms: Vec<TermId> = ["earn", "how", "tall"].iter().filter_map(|word| vocabulary.get(word)).collect();
        let means = likelihoods.mean(&terms);
        for (place, mean) in means.iter().enumerate() {
            let total = wordings.totals()[place] as f32;
            let one = |term: &TermId| {
                let found = wordings.with(*term).iter().find(|(at, _)| usize::from(*at) == place);
                let count = found.map_or(0.0, |(_, count)| f32::from(*count));
                let elsewhere = wordings.frequency(*term);
                ((count + SMOOTHING * elsewhere) / ((total + SMOOTHING) * elsewhere)).ln()
            };
            let plain = terms.iter().map(one).sum::<f32>() / terms.len() as f32;
            assert!((mean - plain).abs() < 1e-3, "{place}: {mean} {plain}");
        }
        assert!(likelihoods.has(0, terms[0]) && !likelihoods.has(1, terms[0]));
    }
}
