//! For each term the documents that have it, all terms in one list: most have one or two, and a list of their own
//! for each would hold more bookkeeping than documents.

use super::vocabulary::TermId;

/// The documents of each term of one layer.
#[derive(Debug)]
pub(super) enum Postings {
    /// For a layer that has most terms: a term's place in the list is found by its number.
    Dense {
        /// Where each term's documents begin, and behind the last where they end.
        starts: Vec<u32>,
        documents: Vec<u32>,
    },
    /// For a small layer over a large one, which has few of its terms.
    Sparse(Vec<(TermId, u32)>, Vec<u32>),
}

impl Default for Postings {
    fn default() -> Self {
        Self::dense([])
    }
}

/// Pairs of a term and the place of a document, sorted and each once.
fn sorted(pairs: impl IntoIterator<Item = (TermId, usize)>) -> Vec<(TermId, u32)> {
    let mut pairs: Vec<(TermId, u32)> = pairs.into_iter().map(|(term, at)| (term, place(at))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Postings {
    /// Takes pairs of a term and the place of a document that has it, in any order and with repeats.
    pub(super) fn dense(pairs: impl IntoIterator<Item = (TermId, usize)>) -> Self {
        let pairs = sorted(pairs);
        let mut starts = Vec::with_capacity(pairs.last().map_or(0, |(term, _)| term.0 as usize) + 2);
        for (at, (term, _)) in pairs.iter().enumerate() {
            // Terms between two that have documents have none: they begin where the next does.
            starts.resize((term.0 as usize + 1).max(starts.len()), place(at));
        }
        starts.push(place(pairs.len()));
        Self::Dense { starts, documents: pairs.into_iter().map(|(_, document)| document).collect() }
    }

    /// The same, in memory that grows with the pairs and not with the numbers of the terms.
    pub(super) fn sparse(pairs: impl IntoIterator<Item = (TermId, usize)>) -> Self {
        let pairs = sorted(pairs);
        let documents = pairs.iter().map(|(_, document)| *document).collect();
        let mut starts: Vec<(TermId, u32)> =
            pairs.iter().enumerate().map(|(at, (term, _))| (*term, place(at))).collect();
        starts.dedup_by_key(|(term, _)| *term);
        Self::Sparse(starts, documents)
    }

    /// The documents that have a term, in order.
    pub(super) fn with(&self, term: TermId) -> &[u32] {
        let (documents, bounds) = match self {
            Self::Dense { starts, documents } => {
                let at = term.0 as usize;
                (documents, starts.get(at).copied().zip(starts.get(at + 1).copied()))
            }
            Self::Sparse(starts, documents) => {
                let found = starts.binary_search_by_key(&term, |(term, _)| *term).ok();
                let end = |at: usize| starts.get(at + 1).map_or(place(documents.len()), |(_, start)| *start);
                (documents, found.and_then(|at| Some((starts.get(at)?.1, end(at)))))
            }
        };
        bounds.and_then(|(start, end)| documents.get(start as usize..end as usize)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_has_its_own_documents_once() {
        let pairs = [(3, 7), (1, 2), (3, 5), (1, 2), (4, 0)].map(|(term, at)| (TermId(term), at));
        let expected: [&[u32]; 7] = [&[], &[2], &[], &[5, 7], &[0], &[], &[]];
        for postings in [Postings::dense(pairs), Postings::sparse(pairs)] {
            for (term, documents) in (0..).zip(expected) {
                assert_eq!(postings.with(TermId(term)), documents, "{term}");
            }
        }
        for postings in [Postings::dense([]), Postings::sparse([]), Postings::default()] {
            assert!(postings.with(TermId(0)).is_empty());
        }
    }
}
