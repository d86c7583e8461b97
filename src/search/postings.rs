//! For each term the documents that have it, all terms in one list: most have one or two, and a list of their own
//! for each would hold more bookkeeping than documents.

use super::vocabulary::TermId;

/// The documents of each term.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Where each term's documents begin, and behind the last where they end.
    starts: Vec<u32>,
    documents: Vec<u32>,
}

impl Postings {
    /// Takes pairs of a term and the place of a document that has it, in any order and with repeats.
    pub(super) fn of(pairs: impl IntoIterator<Item = (TermId, usize)>) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut pairs: Vec<(TermId, u32)> = pairs.into_iter().map(|(term, at)| (term, place(at))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = Vec::with_capacity(pairs.last().map_or(0, |(term, _)| term.0 as usize) + 2);
        for (at, (term, _)) in pairs.iter().enumerate() {
            // Terms between two that have documents have none: they begin where the next does.
            starts.resize((term.0 as usize + 1).max(starts.len()), place(at));
        }
        starts.push(place(pairs.len()));
        Self { starts, documents: pairs.into_iter().map(|(_, document)| document).collect() }
    }

    /// The documents that have a term, in order.
    pub(super) fn with(&self, term: TermId) -> &[u32] {
        let at = term.0 as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.documents.get(*start as usize..*end as usize)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_has_its_own_documents_once() {
        let pairs = [(3, 7), (1, 2), (3, 5), (1, 2), (4, 0)].map(|(term, at)| (TermId(term), at));
        let postings = Postings::of(pairs);
        let expected: [&[u32]; 7] = [&[], &[2], &[], &[5, 7], &[0], &[], &[]];
        for (term, documents) in (0..).zip(expected) {
            assert_eq!(postings.with(TermId(term)), documents, "{term}");
        }
        assert!(Postings::of([]).with(TermId(0)).is_empty());
        assert!(Postings::default().with(TermId(0)).is_empty());
    }
}
