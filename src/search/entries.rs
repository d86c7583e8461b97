//! Documents in rising order, each with the same gain, a block of them at a time.

use super::bits::Bits;

/// So many documents are added up at once: their sums stay in fast memory, and there are few blocks to begin.
pub(super) const BLOCK: usize = 32_768;

/// Documents in rising order, and what each gains.
#[derive(Debug, Clone)]
pub(super) struct List<'a> {
    pub(super) gain: u32,
    /// All of them as bits, if they are many.
    bits: Option<&'a Bits>,
    /// From the block on that is looked at.
    documents: &'a [u32],
    /// How many of these the block has.
    here: usize,
}

impl<'a> List<'a> {
    pub(super) fn of(gain: u32, documents: &'a [u32], bits: Option<&'a Bits>) -> Self {
        Self { gain, bits, documents, here: 0 }
    }

    /// How many there are from the block on.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// The first document behind the block.
    pub(super) fn next(&self) -> Option<u32> {
        self.documents.get(self.here).copied()
    }

    /// Whether it has a document of the block.
    pub(super) fn has(&self, document: u32) -> bool {
        self.bits.map_or_else(|| has(self.here(), document), |bits| bits.have(document))
    }

    /// Those of the block.
    pub(super) fn here(&self) -> &'a [u32] {
        &self.documents[..self.here]
    }

    /// Goes on to the block between these places, behind the last one.
    pub(super) fn turn(&mut self, from: u32, behind: u32) {
        let rest = &self.documents[self.here..];
        // Most lists are short, and have nothing in most blocks.
        if rest.first().is_none_or(|first| *first >= behind) {
            (self.documents, self.here) = (rest, 0);
            return;
        }
        self.documents = &rest[gallop(rest, from)..];
        self.here = gallop(self.documents, behind);
    }
}

/// How many documents of a sorted list lie before a place: by doubling steps, for it is mostly near (Bentley and Yao
/// 1976).
fn gallop(list: &[u32], from: u32) -> usize {
    let mut step = 1;
    while step < list.len() && list[step] < from {
        step *= 2;
    }
    let (low, high) = (step / 2, list.len().min(step + 1));
    low + list[low..high].partition_point(|document| *document < from)
}

/// Whether a sorted list of documents of one block has a document. It is looked for from where it would stand if they
/// were spread evenly (interpolation search, Peterson 1957), by doubling steps: that is mostly within a few lines of
/// memory, of which halving the list would touch one a step.
fn has(list: &[u32], document: u32) -> bool {
    let guess = document as usize % BLOCK * list.len() / BLOCK;
    match list.get(guess) {
        None => false,
        Some(at) if *at <= document => {
            let rest = &list[guess..];
            rest.get(gallop(rest, document)) == Some(&document)
        }
        Some(_) => {
            let mut step = 1;
            while step < guess && list[guess - step] > document {
                step *= 2;
            }
            list[guess.saturating_sub(step)..guess].binary_search(&document).is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn a_document_is_found_in_the_lists_that_have_it(
            list in proptest::collection::btree_set(0..3_000_u32, 0..90),
            crowded in 0..60_000_u32,
        ) {
            let list: Vec<u32> = list.into_iter().map(|document| document + crowded).collect();
            for document in crowded..crowded + 3_000 {
                prop_assert_eq!(has(&list, document), list.contains(&document), "{}", document);
            }
        }
    }
}
