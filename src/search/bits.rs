//! The documents of a common word as bits.
//!
//! Of a word that one document in a hundred has it is mostly asked whether a document has it, and mostly it has not. A
//! search in the list takes three or four lines of memory to say so, a bit takes one. Cost: for a list of at least
//! [`SPARSEST`] of the documents between its first and its last at most four times the memory of the list; shorter lists
//! have none.

/// So many documents there may be for each that has the word.
const SPARSEST: usize = 128;

/// Shorter lists are searched as fast.
const FEWEST: usize = 512;

/// A set of places.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    /// How many words of bits before the first are left out.
    from: usize,
    bits: Box<[u64]>,
}

impl Bits {
    /// The bits of places in rising order; `None` where they are not worth it.
    pub(super) fn of(places: &[u32]) -> Option<Self> {
        let (first, last) = (*places.first()? as usize, *places.last()? as usize);
        if places.len() < FEWEST || (last - first) / SPARSEST > places.len() {
            return None;
        }
        let from = first / 64;
        let mut bits = vec![0_u64; last / 64 + 1 - from];
        places.iter().for_each(|place| bits[*place as usize / 64 - from] |= 1 << (place % 64));
        Some(Self { from, bits: bits.into() })
    }

    /// Whether a place is among them.
    pub(super) fn have(&self, place: u32) -> bool {
        let word = (place as usize / 64).checked_sub(self.from).and_then(|at| self.bits.get(at));
        word.is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn bits_say_what_the_list_says(places in proptest::collection::btree_set(200..9_000_u32, 512..700), other in 0..20_000_u32) {
            let places: Vec<u32> = places.into_iter().collect();
            let bits = Bits::of(&places).expect("they are many");
            for place in places.iter().copied().chain([other, 0, u32::MAX]) {
                prop_assert_eq!(bits.have(place), places.binary_search(&place).is_ok(), "{}", place);
            }
        }
    }

    #[test]
    fn few_places_or_places_far_apart_have_no_bits() {
        let spread = |by: u32| (0..600).map(|at| at * by).collect::<Vec<u32>>();
        assert!(Bits::of(&spread(100)).is_some());
        assert!(Bits::of(&spread(200)).is_none());
        assert!(Bits::of(&spread(1)[..500]).is_none() && Bits::of(&[]).is_none());
    }
}
