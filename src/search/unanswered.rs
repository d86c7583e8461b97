//! Questions that look as if the facts of a folder answered them, and that none does: how near the nearest is.
//!
//! What is not held cannot be told from the facts alone: "what does the post pay" and "what pension has the post" differ
//! in a word, and people have many words for what is held. Somebody who read the folder writes both kinds down. The
//! measure is the cosine of the words' inverse document frequencies (Salton and Buckley 1988, "Term-weighting
//! approaches in automatic text retrieval"). Such a question says nothing of facts that came later: whoever weighs it
//! must weigh it against the folder's own facts only.
//! Cost: the places of the question's words; a place takes two bytes.

use super::by_term::ByTerm;
use super::vocabulary::{TermId, Vocabulary};
use super::wording::{Wordings, terms_of};
use crate::text::Reader;
use serde::{Deserialize, Serialize};

/// The unanswered questions of a folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Unanswered {
    /// One over the length of each question's vector.
    scales: Box<[f32]>,
    /// The questions that have a term.
    places: ByTerm<u16>,
}

impl Unanswered {
    /// Reads them, 65,535 at most.
    pub(super) fn new(
        questions: &[String],
        wordings: &mut Wordings,
        vocabulary: &mut Vocabulary,
        reader: &mut Reader,
    ) -> Self {
        let read = questions.iter().take(usize::from(u16::MAX)).map(|text| terms_of(text, vocabulary, reader));
        let read: Vec<Vec<TermId>> = read.collect();
        wordings.count_texts(&read);
        let length =
            |terms: &Vec<TermId>| terms.iter().map(|term| wordings.rarity(*term).powi(2)).sum::<f32>().sqrt();
        let scales = read.iter().map(|terms| 1.0 / length(terms).max(1.0)).collect();
        let pairs = (0..).zip(&read).flat_map(|(at, terms)| terms.iter().map(move |term| (*term, at)));
        Self { scales, places: ByTerm::of(pairs.collect()) }
    }

    /// How near the nearest of them is to a question of these terms, each once: from 0 (no word in common) to 1.
    pub(super) fn nearest(&self, wordings: &Wordings, terms: &[TermId]) -> f32 {
        let mut sums = vec![0.0f32; self.scales.len()];
        let mut length = 0.0;
        for term in terms {
            let weight = wordings.rarity(*term).powi(2);
            length += weight;
            for at in self.places.with(*term) {
                if let Some(sum) = sums.get_mut(usize::from(*at)) {
                    *sum += weight;
                }
            }
        }
        let best = sums.iter().zip(&self.scales).map(|(sum, scale)| sum * scale).fold(0.0, f32::max);
        (best / length.sqrt().max(1.0)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_has_most_of_the_telling_words() {
        let (mut vocabulary, mut reader) = (Vocabulary::default(), Reader::default());
        let mut wordings = Wordings::default();
        let questions = ["what pension has the keeper", "who painted the mast", "what does the mast weigh"];
        let questions = questions.map(str::to_owned);
        let unanswered = Unanswered::new(&questions, &mut wordings, &mut vocabulary, &mut reader);
        let mut nearest = |text: &str| {
            let terms = terms_of(text, &mut vocabulary, &mut reader);
            unanswered.nearest(&wordings, &terms)
        };
        assert!((nearest("what pension has the keeper") - 1.0).abs() < 1e-5);
        let [near, far, none] =
            ["any pension for the mast", "the keeper may weigh pounds", "lamps"].map(&mut nearest);
        assert!(1.0 > near && near > far && far > none, "{near} {far} {none}");
        assert_eq!(none, 0.0);
    }
}
