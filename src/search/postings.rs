//! Numbers filed under numbers, all in one list: the documents of each term, the words of each delete. Most have one
//! or two, and a list of their own for each would hold more bookkeeping than numbers.

use super::bits::Bits;
use super::vocabulary::TermId;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// No number that is filed.
const NOTHING: u32 = u32::MAX;

/// What is filed under each number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lists {
    /// Where the list of each number begins, and behind the last where it ends (twice).
    starts: Vec<u32>,
    filed: Vec<u32>,
}

impl Lists {
    /// Files what `each_pair` hands over: pairs of a number below `keys` and what is filed under it. It is called twice
    /// and must hand over the same both times. Each list keeps their order; what comes again right after itself in a
    /// list is filed once.
    ///
    /// A counting sort: two passes over the pairs and no comparing; nor are they ever held, for there are several
    /// times as many bytes of them as of lists.
    pub(super) fn of(keys: usize, each_pair: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        // While the lists fill, each one's entry two further on tells how far it is; in the end that is where the
        // one behind it begins.
        let mut starts = vec![0_u32; keys + 2];
        let mut last = vec![NOTHING; keys];
        each_pair(&mut |key, what| {
            let last = &mut last[key as usize];
            starts[key as usize + 2] += u32::from(std::mem::replace(last, what) != what);
        });
        let mut length = 0;
        for start in &mut starts {
            length += *start;
            *start = length;
        }
        let mut filed = vec![0_u32; length as usize];
        last.fill(NOTHING);
        each_pair(&mut |key, what| {
            if std::mem::replace(&mut last[key as usize], what) != what {
                let next = &mut starts[key as usize + 1];
                filed[*next as usize] = what;
                *next += 1;
            }
        });
        Self { starts, filed }
    }

    /// What is filed under a number.
    pub(super) fn with(&self, key: u32) -> &[u32] {
        let at = key as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.filed.get(*start as usize..*end as usize)).unwrap_or(&[])
    }
}

/// The documents of each term of one layer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Postings {
    /// For a layer that has most terms: a term's list is found by its number. Of long lists there are the bits, too.
    Dense(Lists, #[serde(skip)] FxHashMap<TermId, Bits>),
    /// For a small layer over a large one, which has few of its terms: where the list of each begins, and all lists.
    Sparse(Vec<(TermId, u32)>, Vec<u32>),
}

impl Default for Postings {
    fn default() -> Self {
        Self::Dense(Lists::default(), FxHashMap::default())
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Postings {
    /// Takes pairs of one of so many terms and the place of a document that has it, by rising places and with
    /// repeats.
    pub(super) fn dense(terms: usize, pairs: impl Iterator<Item = (TermId, usize)> + Clone) -> Self {
        let lists = Lists::of(terms, |file| pairs.clone().for_each(|(term, at)| file(term.0, place(at))));
        let bits = (0..).take(terms).filter_map(|term| Some((TermId(term), Bits::of(lists.with(term))?)));
        let bits = bits.collect();
        Self::Dense(lists, bits)
    }

    /// The same in memory that grows with the pairs and not with the numbers of the terms; in any order.
    pub(super) fn sparse(pairs: impl IntoIterator<Item = (TermId, usize)>) -> Self {
        let mut pairs: Vec<(TermId, u32)> = pairs.into_iter().map(|(term, at)| (term, place(at))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let documents = pairs.iter().map(|(_, document)| *document).collect();
        let mut starts: Vec<(TermId, u32)> =
            pairs.iter().enumerate().map(|(at, (term, _))| (*term, place(at))).collect();
        starts.dedup_by_key(|(term, _)| *term);
        Self::Sparse(starts, documents)
    }

    /// The documents that have a term, in order.
    pub(super) fn with(&self, term: TermId) -> &[u32] {
        match self {
            Self::Dense(lists, _) => lists.with(term.0),
            Self::Sparse(starts, documents) => {
                let end = |at: usize| starts.get(at + 1).map_or(place(documents.len()), |(_, start)| *start);
                let found = starts.binary_search_by_key(&term, |(term, _)| *term).ok();
                let bounds = found.and_then(|at| Some((starts.get(at)?.1, end(at))));
                bounds.and_then(|(start, end)| documents.get(start as usize..end as usize)).unwrap_or(&[])
            }
        }
    }
}

impl Postings {
    /// The same as bits, if they are many.
    pub(super) fn bits(&self, term: TermId) -> Option<&Bits> {
        match self {
            Self::Dense(_, bits) => bits.get(&term),
            Self::Sparse(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_own_list_in_order_and_once() {
        let pairs = [(1, 2), (1, 2), (3, 5), (4, 5), (3, 7), (4, 7), (4, 7), (0, 9)];
        let lists = Lists::of(6, |file| pairs.iter().for_each(|(key, what)| file(*key, *what)));
        let expected: [&[u32]; 7] = [&[9], &[2], &[], &[5, 7], &[5, 7], &[], &[]];
        for (key, filed) in (0..).zip(expected) {
            assert_eq!(lists.with(key), filed, "{key}");
        }
        assert!(Lists::of(0, |_| {}).with(0).is_empty());
        assert!(Lists::default().with(0).is_empty());
    }

    #[test]
    fn each_term_has_its_own_documents_once() {
        let pairs = [(4, 0), (1, 2), (1, 2), (3, 5), (3, 7)].map(|(term, at)| (TermId(term), at));
        let expected: [&[u32]; 7] = [&[], &[2], &[], &[5, 7], &[0], &[], &[]];
        let mut mixed = pairs;
        mixed.reverse();
        for postings in [Postings::dense(6, pairs.into_iter()), Postings::sparse(pairs), Postings::sparse(mixed)] {
            for (term, documents) in (0..).zip(expected) {
                assert_eq!(postings.with(TermId(term)), documents, "{term}");
            }
        }
        for postings in [Postings::dense(0, [].into_iter()), Postings::sparse([]), Postings::default()] {
            assert!(postings.with(TermId(0)).is_empty());
        }
    }
}
