//! Places of ids by where their text lies in memory.
//!
//! Facts share the ids of their sources: thousands of facts have the same text. To tell it by its address takes a look
//! into a small table, to look it up takes hashing it and three walks through memory. The table is direct-mapped, as
//! that of values is (see [`super::seen_values`]), so that ids that are not shared cost no more than a write each.
//! Only for as long as the texts are held: an address says nothing when another text may have come to lie there.

/// So many addresses are remembered, a power of two: more than one subject's facts have, and soon made for a small layer.
const ADDRESSES: usize = 2_048;

/// The places of some ids.
#[derive(Default)]
pub(super) struct Addresses {
    /// As many as [`ADDRESSES`] from the first on: where a text lies, and the place of what it names.
    slots: Vec<(usize, usize)>,
}

impl Addresses {
    /// The place of an id: what `find` found the last time for a text that lies here, or finds now.
    pub(super) fn get(&mut self, id: &str, find: impl FnOnce(&str) -> Option<usize>) -> Option<usize> {
        let address = id.as_ptr() as usize;
        let slot = address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (usize::BITS - ADDRESSES.trailing_zeros());
        if let Some((_, place)) = self.slots.get(slot).filter(|(known, _)| *known == address) {
            return Some(*place);
        }
        let place = find(id)?;
        if self.slots.is_empty() {
            // No text lies at 0.
            self.slots.resize(ADDRESSES, (0, 0));
        }
        self.slots[slot] = (address, place);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_the_place_that_was_found_for_it() {
        let texts: Vec<String> = (0..30_000).map(|at| at.to_string()).collect();
        let mut addresses = Addresses::default();
        for _ in 0..2 {
            for (at, text) in texts.iter().enumerate() {
                assert_eq!(addresses.get(text, |text| text.parse().ok()), Some(at));
                assert_eq!(addresses.get(text, |_| None), Some(at), "looked up once");
            }
        }
        assert_eq!(addresses.get("lamp", |_| None), None);
    }
}
