//! The documents of a word as bits.
//!
//! Of a word that many documents have it is mostly asked whether a document has it, and mostly it has not. A search in
//! the list takes three or four lines of memory to say so, a bit takes one. A common word has a bit for each document;
//! one that is rarer a bit for each run of neighbours, as few runs as tell nearly as much (a Bloom filter with one hash,
//! Bloom 1970: the place itself without its last bits, so that neighbours, which often share words, share a bit). Where
//! a run's bit is set the list is searched after all. Cost: for a list of at least one in [`SPARSEST`] of the documents
//! between its first and its last at most four times the memory of the list, for others at most as much as the list; short
//! lists have none.

/// So many documents there may be for each that has the word, for each of them to have a bit.
const SPARSEST: usize = 128;

/// Else there are at most so many runs for each document that has it: one that has it not is rarely in a run with one
/// that has.
const RUNS: usize = 32;

/// Shorter lists are searched as fast.
const FEWEST: usize = 64;

/// A set of places.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    /// A bit stands for two to the power of this many places.
    run: u32,
    /// How many words of bits before the first are left out.
    from: usize,
    bits: Box<[u64]>,
}

impl Bits {
    /// The bits of places in rising order; `None` where they are not worth it.
    pub(super) fn of(places: &[u32]) -> Option<Self> {
        let (first, last) = (*places.first()? as usize, *places.last()? as usize);
        if places.len() < FEWEST {
            return None;
        }
        let longer = |run: &u32| (last - first) >> run <= places.len() * RUNS;
        let run = if (last - first) / SPARSEST <= places.len() { 0 } else { (0..u32::BITS).find(longer)? };
        let from = (first >> run) / 64;
        let mut bits = vec![0_u64; (last >> run) / 64 + 1 - from];
        for place in places {
            let bit = place >> run;
            bits[bit as usize / 64 - from] |= 1 << (bit % 64);
        }
        Some(Self { run, from, bits: bits.into() })
    }

    /// Whether each place has a bit of its own.
    pub(super) fn are_exact(&self) -> bool {
        self.run == 0
    }

    /// Whether a place is among them, or at least near one that is where not each has a bit of its own.
    pub(super) fn have(&self, place: u32) -> bool {
        let bit = place >> self.run;
        // What lies before the first word wraps round to far behind the last.
        let word = self.bits.get((bit as usize / 64).wrapping_sub(self.from)).copied().unwrap_or(0);
        word >> (bit % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn bits_say_what_the_list_says(
            places in proptest::collection::btree_set(200..9_000_u32, 64..700),
            apart in 1..200_u32,
            other in 0..2_000_000_u32,
        ) {
            let places: Vec<u32> = places.into_iter().map(|place| place * apart).collect();
            let bits = Bits::of(&places).expect("they are many");
            for place in places.iter().flat_map(|place| place - 1..=place + 1).chain([other, 0, u32::MAX]) {
                let listed = places.binary_search(&place).is_ok();
                prop_assert!(bits.have(place) || !listed, "{}", place);
                if bits.are_exact() {
                    prop_assert_eq!(bits.have(place), listed, "{}", place);
                }
            }
        }
    }

    #[test]
    fn places_far_apart_share_bits_and_few_places_have_none() {
        let spread = |by: u32| (0..600).map(|at| at * by).collect::<Vec<u32>>();
        assert!(Bits::of(&spread(100)).expect("they are many").are_exact());
        let shared = Bits::of(&spread(200)).expect("they are many");
        assert!(!shared.are_exact() && shared.bits.len() * 64 <= 600 * RUNS + 64);
        // Of places between two of the list most are told not to be in it.
        let mistaken = spread(200).iter().filter(|place| shared.have(*place + 100)).count();
        assert!(mistaken < 60, "{mistaken}");
        assert!(Bits::of(&spread(1)[..50]).is_none() && Bits::of(&[]).is_none());
    }
}
