//! What was found for a word is remembered, for people ask in the same words again and again: "salary" and "director"
//! stand in every third question, and to look them up anew was a sixth of what a question took over a small store.
//!
//! What is remembered follows from the word alone and from what is asked for it, so that answers are the same with it
//! and without.
//! Cost: a lock, held as long as a look into a map takes, and a bounded number of entries. When there are more, all are
//! forgotten: that needs no order to be kept, and the frequent ones are back after a few questions.

use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// Values by key, a bounded number of them.
#[derive(Debug)]
pub(super) struct Remembered<K, V> {
    found: Mutex<FxHashMap<K, V>>,
    most: usize,
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// At most so many.
    pub(super) fn of(most: usize) -> Self {
        Self { found: Mutex::default(), most }
    }

    /// The value of a key: what `find` found the last time that it was asked, or finds now.
    pub(super) fn get<Q>(&self, key: &Q, find: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned: Into<K>> + ?Sized,
    {
        // Nobody panics while holding it.
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = found().get(key) {
            return value.clone();
        }
        let value = find();
        let mut found = found();
        if found.len() >= self.most {
            found.clear();
        }
        found.insert(key.to_owned().into(), value.clone());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_was_found_is_not_looked_for_again_until_there_is_too_much() {
        let (lamps, asked): (Remembered<Box<str>, usize>, _) = (Remembered::of(2), Cell::new(0));
        let letters = |word: &str| {
            lamps.get(word, || {
                asked.set(asked.get() + 1);
                word.len()
            })
        };
        assert_eq!(["wick", "lantern", "wick", "lantern"].map(letters), [4, 7, 4, 7]);
        assert_eq!(asked.get(), 2);
        assert_eq!(["oil", "wick"].map(letters), [3, 4]);
        assert_eq!(asked.get(), 4, "the third pushed the others out");
    }
}
