//! Documents by their ids: where each lies, and nothing else.
//!
//! A table of places in which each document stands at the hash of its id or at the next free place behind it (linear
//! probing, Knuth 6.4); the ids are compared in the documents themselves, so that none is held twice. Half of the table
//! is free at most times: ten bytes a document, and one comparison a look-up, for beside each place stands a byte of the
//! hash that tells most other ids apart. Made with the index, not by whoever first looks something up.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// No place.
const FREE: u32 = u32::MAX;

/// The hash of an id: worked out once where the text is at hand, for later it is a walk through memory away.
#[derive(Debug, Clone, Copy)]
pub(super) struct IdHash(u64);

impl IdHash {
    pub(super) fn of(id: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(id.as_bytes());
        // The upper bits of the product are the ones that depend on all of the id.
        Self(hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

/// The places of documents by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Directory {
    /// As many as a power of two, or none.
    slots: Vec<u32>,
    /// Of each slot a byte of the hash of its id: to look at the id itself is a walk through memory.
    tags: Vec<u8>,
    len: usize,
}

impl Directory {
    /// An empty one with room for so many.
    pub(super) fn with_room(documents: usize) -> Self {
        let slots = if documents == 0 { 0 } else { (documents * 3 / 2).next_power_of_two().max(4) };
        Self { slots: vec![FREE; slots], tags: vec![0; slots], len: 0 }
    }

    /// Makes room for so many more, if there is much less.
    pub(super) fn reserve<'a>(&mut self, more: usize, id_at: impl Fn(usize) -> &'a str) {
        if (self.len + more) * 4 > self.slots.len() * 3 {
            let former = std::mem::replace(self, Self::with_room(self.len + more));
            for place in former.slots.into_iter().filter(|place| *place != FREE) {
                self.put(IdHash::of(id_at(place as usize)), place, |_| false);
            }
        }
    }

    /// Where the document of this id lies; `id_at` tells the id of the one at a place.
    pub(super) fn find<'a>(&self, id: &str, id_at: impl Fn(usize) -> &'a str) -> Option<usize> {
        self.find_hashed(IdHash::of(id), id, id_at)
    }

    /// The same of an id whose hash is known.
    pub(super) fn find_hashed<'a>(&self, hash: IdHash, id: &str, id_at: impl Fn(usize) -> &'a str) -> Option<usize> {
        let (mut slot, tag) = self.first(hash)?;
        loop {
            match self.slots[slot] {
                FREE => return None,
                place if self.tags[slot] == tag && id_at(place as usize) == id => return Some(place as usize),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// Files a document, in the place of any of the same id.
    pub(super) fn file<'a>(&mut self, id: &str, place: usize, id_at: impl Fn(usize) -> &'a str) {
        self.file_hashed(IdHash::of(id), place, id_at);
    }

    /// The same of an id whose hash is known; `id_at` tells this document's, too.
    pub(super) fn file_hashed<'a>(&mut self, hash: IdHash, place: usize, id_at: impl Fn(usize) -> &'a str) {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.reserve(self.len + 2, &id_at);
        }
        self.put(hash, u32::try_from(place).unwrap_or(FREE), |at| id_at(at) == id_at(place));
    }

    fn put(&mut self, hash: IdHash, place: u32, is_it: impl Fn(usize) -> bool) {
        let Some((mut slot, tag)) = self.first(hash) else { return };
        while self.slots[slot] != FREE && !(self.tags[slot] == tag && is_it(self.slots[slot] as usize)) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.len += usize::from(self.slots[slot] == FREE);
        (self.slots[slot], self.tags[slot]) = (place, tag);
    }

    /// The place at which an id is looked for first, and its tag.
    fn first(&self, IdHash(hash): IdHash) -> Option<(usize, u8)> {
        let bits = self.slots.len().checked_ilog2()?;
        Some((hash.checked_shr(u64::BITS - bits).unwrap_or(0) as usize, (hash >> 16) as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn everything_filed_is_found_and_nothing_else(
            filed in proptest::collection::btree_set("[a-c]{0,5}", 0..200),
            others in proptest::collection::vec("[a-c]{0,5}", 0..50),
            room in 0..100_usize,
        ) {
            let filed: Vec<String> = filed.into_iter().collect();
            let mut directory = Directory::with_room(room);
            for (place, id) in filed.iter().enumerate() {
                directory.file(id, place, |at| &filed[at]);
            }
            for id in filed.iter().chain(&others) {
                let expected = filed.iter().position(|other| other == id);
                prop_assert_eq!(directory.find(id, |at| &filed[at]), expected, "{}", id);
            }
        }
    }
}
