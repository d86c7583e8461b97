//! Which words of a question mean a term, and how well: asked of every term of every fact that is weighed.
//!
//! A fact has some forty terms and most of them mean nothing to the question, so a term is first looked up in a filter of
//! 1,024 bits (Bloom 1970, with one hash: the number's last bits); only the few that pass are looked up in a map. Looking
//! for each meaning of each word in each list of the fact's terms says the same and costs ten times as much.

use crate::search::{Expanded, TermId};
use rustc_hash::FxHashMap;

/// The bits of the filter.
const BITS: u32 = 1_024;

/// All terms that the words of a question mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meant {
    filter: [u64; BITS as usize / 64],
    /// Where a term's words begin and end, and how well the best of them means it.
    by_term: FxHashMap<TermId, (u32, u32, f32)>,
    /// Places of words with the quality of the meaning.
    words: Vec<(u32, f32)>,
}

impl Meant {
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a Expanded>) -> Self {
        Self::of_words(words.into_iter().enumerate())
    }

    /// The same for words that stand at these places.
    pub(super) fn of_words<'a>(words: impl IntoIterator<Item = (usize, &'a Expanded)>) -> Self {
        let each = words
            .into_iter()
            .flat_map(|(at, word)| word.meanings.iter().map(move |m| (m.term, at as u32, m.quality)));
        let mut all: Vec<(TermId, u32, f32)> = each.collect();
        all.sort_by_key(|(term, at, _)| (*term, *at));
        let mut meant = Self {
            filter: [0; BITS as usize / 64],
            by_term: FxHashMap::with_capacity_and_hasher(all.len(), Default::default()),
            words: all.iter().map(|(_, at, quality)| (*at, *quality)).collect(),
        };
        for (place, (term, _, quality)) in (0..).zip(&all) {
            let bit = term.0 % BITS;
            meant.filter[bit as usize / 64] |= 1 << (bit % 64);
            let entry = meant.by_term.entry(*term).or_insert((place, place, 0.0));
            (entry.1, entry.2) = (place + 1, entry.2.max(*quality));
        }
        meant
    }

    fn find(&self, term: TermId) -> Option<&(u32, u32, f32)> {
        let bit = term.0 % BITS;
        if self.filter[bit as usize / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.by_term.get(&term)
    }

    /// How well any word means a term.
    pub(super) fn best(&self, term: TermId) -> f32 {
        self.find(term).map_or(0.0, |(_, _, best)| *best)
    }

    /// The places of the words that mean a term, in order, and how well each does.
    pub(super) fn words(&self, term: TermId) -> &[(u32, f32)] {
        self.find(term).map_or(&[], |(from, to, _)| &self.words[*from as usize..*to as usize])
    }

    /// Raises the quality of each word to that of its best meaning among the terms.
    pub(super) fn explain(&self, terms: &[TermId], words: &mut [f32]) {
        for (from, to, _) in terms.iter().filter_map(|term| self.find(*term)) {
            for (at, quality) in &self.words[*from as usize..*to as usize] {
                let word = &mut words[*at as usize];
                *word = word.max(*quality);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{How, Meaning};
    use crate::text::tokenise;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn the_same_is_said_as_by_looking_for_each_meaning(
            words in proptest::collection::vec(proptest::collection::vec((0..3_000_u32, 1..100_u32), 0..8), 1..6),
            terms in proptest::collection::btree_set(0..3_000_u32, 0..900),
        ) {
            let token = tokenise("foghorn").remove(0);
            let expanded: Vec<Expanded> = words.iter().map(|meanings| {
                let meaning = |(term, q): &(u32, u32)| {
                    Meaning { term: TermId(*term), quality: *q as f32 / 100.0, how: How::Same }
                };
                let mut meanings: Vec<Meaning> = meanings.iter().map(meaning).collect();
                meanings.sort_by(|a, b| b.quality.total_cmp(&a.quality));
                Expanded { token: token.clone(), meanings, closed: false, known: true }
            }).collect();
            let terms: Vec<TermId> = terms.into_iter().map(TermId).collect();
            let meant = Meant::of(&expanded);
            let mut explained = vec![0.0; expanded.len()];
            meant.explain(&terms, &mut explained);
            let plainly: Vec<f32> = expanded.iter().map(|word| word.best_in(&terms)).collect();
            prop_assert_eq!(explained, plainly);
            for term in terms {
                let best = expanded.iter().flat_map(|w| &w.meanings).filter(|m| m.term == term).map(|m| m.quality);
                prop_assert_eq!(meant.best(term), best.fold(0.0, f32::max));
                for (at, word) in expanded.iter().enumerate() {
                    let found = meant.words(term).iter().find(|(place, _)| *place as usize == at);
                    let plainly = word.meanings.iter().any(|m| m.term == term);
                    prop_assert_eq!(found.is_some(), plainly);
                }
            }
        }
    }
}
