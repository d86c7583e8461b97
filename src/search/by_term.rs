//! Small values under the terms that have them, all in one list: what a lexicon says of each word.
//!
//! For what is filed once, when a lexicon is read, by rising terms. Terms that came later have nothing. Cost: four bytes
//! a term and the values; a look-up is two reads.

use super::vocabulary::TermId;
use serde::{Deserialize, Serialize};

/// A list of values for each term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ByTerm<T> {
    /// Where the values of each term begin, and behind the last where they end.
    starts: Box<[u32]>,
    values: Box<[T]>,
}

impl<T> Default for ByTerm<T> {
    fn default() -> Self {
        Self { starts: Box::default(), values: Box::default() }
    }
}

impl<T: Ord> ByTerm<T> {
    /// Files pairs in any order; the values of a term stand in rising order.
    pub(super) fn of(mut pairs: Vec<(TermId, T)>) -> Self {
        pairs.sort_unstable();
        let mut starts = Vec::with_capacity(pairs.last().map_or(0, |(term, _)| term.0 as usize + 2));
        for (at, (term, _)) in (0..).zip(&pairs) {
            starts.resize(term.0 as usize + 1, at);
        }
        starts.push(pairs.len() as u32);
        Self { starts: starts.into(), values: pairs.into_iter().map(|(_, value)| value).collect() }
    }
}

impl<T> ByTerm<T> {
    /// The values of a term.
    pub(super) fn with(&self, term: TermId) -> &[T] {
        let at = term.0 as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(from, to)| self.values.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_has_its_values_in_order() {
        let by_term = ByTerm::of(vec![(TermId(4), 'c'), (TermId(1), 'b'), (TermId(4), 'a')]);
        let expected: [&[char]; 7] = [&[], &['b'], &[], &[], &['a', 'c'], &[], &[]];
        for (term, values) in (0..).zip(expected) {
            assert_eq!(by_term.with(TermId(term)), values, "{term}");
        }
        for none in [ByTerm::default(), ByTerm::<char>::of(vec![])] {
            assert!(none.with(TermId(0)).is_empty());
        }
    }
}
