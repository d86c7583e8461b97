//! The terms of values that were read: the same places, dates and sums come again and again, and to read them anew took
//! a third of the time of reading facts.
//!
//! A direct-mapped cache (Hennessy and Patterson): a value stands where its hash says, in the place of any other, so that
//! nothing is ever cleared. A value is remembered when it comes the second time, so that those that come once cost no more
//! than four bytes written (the doorkeeper of TinyLFU, Einziger and others 2017). A hit is compared with the value itself.
//! Cost: [`SEEN`] places of 60 bytes for each share of the facts, and one look into them a fact.

use super::vocabulary::TermId;
use crate::fact::Fact;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// So many values are remembered, a power of two: sums, dates and places are some thousands, and fit into fast memory.
const SEEN: usize = 8_192;

/// Values of more terms are sentences, and do not come again.
const TERMS: usize = 6;

/// Terms of a text, sorted, and those within the names of organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) free: Vec<TermId>,
    pub(super) within: Vec<TermId>,
}

impl Parted {
    pub(super) fn clear(&mut self) {
        self.free.clear();
        self.within.clear();
    }
}

/// Values with their terms. The lists are as long as [`SEEN`], from when they are needed.
#[derive(Default)]
pub(super) struct SeenValues {
    /// A mark of the value that came last, by a part of its hash ...
    came: Vec<u32>,
    /// ... and of the one that is remembered, ...
    marks: Vec<u32>,
    /// ... and that one itself.
    slots: Vec<Option<Seen>>,
}

/// A value, as one of the facts that have it, and its terms.
struct Seen {
    hash: u64,
    fact: Arc<Fact>,
    terms: [TermId; TERMS],
    free: u8,
    within: u8,
}

impl SeenValues {
    /// Writes the terms of a fact's value and status, if such a value is remembered; else gives the place where it is to
    /// be.
    pub(super) fn find(&self, fact: &Fact, to: &mut Parted) -> Result<(), u64> {
        let mut hasher = FxHasher::default();
        (&fact.value, fact.status).hash(&mut hasher);
        let hash = hasher.finish();
        let alike =
            |seen: &&Seen| seen.hash == hash && (&seen.fact.value, seen.fact.status) == (&fact.value, fact.status);
        if self.marks.get(place(hash)) != Some(&mark(hash)) {
            return Err(hash);
        }
        let seen = self.slots.get(place(hash)).and_then(Option::as_ref).filter(alike).ok_or(hash)?;
        let (free, within) = seen.terms.split_at(usize::from(seen.free));
        to.clear();
        to.free.extend_from_slice(free);
        to.within.extend_from_slice(&within[..usize::from(seen.within)]);
        Ok(())
    }

    /// Remembers the terms of a fact's value and status, whose place [`SeenValues::find`] gave, if the value came before.
    pub(super) fn remember(&mut self, hash: u64, fact: &Arc<Fact>, parted: &Parted) {
        if self.came.is_empty() {
            self.came = vec![0; SEEN];
        }
        let Parted { free, within } = parted;
        let came = std::mem::replace(&mut self.came[place(hash)], mark(hash)) == mark(hash);
        if !came || free.len() + within.len() > TERMS {
            return;
        }
        // In a small layer few values come again.
        if self.slots.is_empty() {
            self.marks = vec![0; SEEN];
            self.slots.resize_with(SEEN, || None);
        }
        let mut terms = [TermId(0); TERMS];
        terms.iter_mut().zip(free.iter().chain(within)).for_each(|(to, term)| *to = *term);
        // At most as many as there is room for.
        let [free, within] = [free, within].map(|terms| terms.len() as u8);
        self.slots[place(hash)] = Some(Seen { hash, fact: Arc::clone(fact), terms, free, within });
        self.marks[place(hash)] = mark(hash);
    }
}

/// Some of the bits that a value's place leaves out.
fn mark(hash: u64) -> u32 {
    hash as u32
}

/// The upper bits of a hash depend on all of what was hashed.
fn place(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SEEN.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Status, Value};
    use proptest::{prop_assert_eq, proptest};

    fn fact(value: &str, status: Option<Status>) -> Arc<Fact> {
        let json = r#"{"id":"a","subject":"s","attribute":"b","value":"none","as_of":"2020","source":"log"}"#;
        let fact: Fact = serde_json::from_str(json).unwrap();
        Arc::new(Fact { value: Value::Text(value.to_owned()), status, ..fact })
    }

    proptest! {
        #[test]
        fn what_is_remembered_is_what_was_read(
            values in proptest::collection::vec(("[ab]{0,3}", proptest::bool::ANY), 1..40),
        ) {
            let (mut seen, mut found) = (SeenValues::default(), Parted::default());
            for (value, spent) in &values {
                let fact = fact(value, spent.then_some(Status::Spent));
                // The terms that reading would give: as many as there are letters.
                let free = (0..value.len() as u32).map(TermId).collect();
                let read = Parted { free, within: if *spent { vec![TermId(9)] } else { vec![] } };
                match seen.find(&fact, &mut found) {
                    Ok(()) => prop_assert_eq!(&found, &read),
                    // Remembered when it came twice.
                    Err(hash) => (0..2).for_each(|_| seen.remember(hash, &fact, &read)),
                }
                prop_assert_eq!(seen.find(&fact, &mut found), Ok(()));
                prop_assert_eq!(&found, &read);
            }
        }
    }

    #[test]
    fn long_values_are_read_again() {
        let (mut seen, long) = (SeenValues::default(), fact("lamp", None));
        let parted = Parted { free: (0..7).map(TermId).collect(), within: vec![] };
        let Err(hash) = seen.find(&long, &mut Parted::default()) else { panic!("nothing was read yet") };
        (0..2).for_each(|_| seen.remember(hash, &long, &parted));
        assert_eq!(seen.find(&long, &mut Parted::default()), Err(hash));
        seen.remember(hash, &long, &Parted::default());
        assert_eq!(seen.find(&long, &mut Parted::default()), Ok(()));
    }
}
