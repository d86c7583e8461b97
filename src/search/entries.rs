//! Documents in rising order, each with the same gain.

use super::bits::Bits;

/// Documents in rising order, and what each gains.
#[derive(Debug, Clone)]
pub(super) struct List<'a> {
    pub(super) gain: u32,
    pub(super) documents: &'a [u32],
    /// The same as bits, if they are many.
    bits: Option<&'a Bits>,
}

impl<'a> List<'a> {
    pub(super) fn of(gain: u32, documents: &'a [u32], bits: Option<&'a Bits>) -> Self {
        Self { gain, documents, bits }
    }

    /// Gives its gain, in the place of what they have, to those of some documents that it has; both in rising order.
    /// The bits of all of them are looked at without a jump that depends on what they say, so that one need not wait for
    /// the other.
    pub(super) fn give(&self, documents: &[u32], gains: &mut [u32]) {
        let each = documents.iter().zip(gains);
        match self.bits {
            Some(bits) if bits.are_exact() => {
                each.for_each(|(document, gain)| *gain = if bits.have(*document) { self.gain } else { *gain });
            }
            bits => {
                let mut rest = self.documents;
                for (document, gain) in each.filter(|(document, _)| bits.is_none_or(|bits| bits.have(**document))) {
                    rest = &rest[gallop(rest, *document)..];
                    if rest.first() == Some(document) {
                        *gain = self.gain;
                    }
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn what_a_list_has_gains(
            list in proptest::collection::btree_set(0..9_000_u32, 0..900),
            asked in proptest::collection::btree_set(0..9_000_u32, 0..90),
            apart in 1..400_u32,
        ) {
            let [list, asked]: [Vec<u32>; 2] = [list, asked].map(|all| all.into_iter().map(|at| at * apart).collect());
            let bits = Bits::of(&list);
            let plainly: Vec<u32> = asked.iter().map(|at| if list.contains(at) { 7 } else { 3 }).collect();
            for bits in [None, bits.as_ref()] {
                let mut gains = vec![3; asked.len()];
                List::of(7, &list, bits).give(&asked, &mut gains);
                prop_assert_eq!(&gains, &plainly);
            }
        }
    }
}
