//! Interned words and the words near them.
//!
//! A *surface* is a word as written; a *term* is the class of surfaces with one stem. Near words are found by
//! symmetric deletes (Garbe 2012, "SymSpell"): every surface is filed under what is left of its first
//! [`PREFIX`] letters when one or two are deleted; a typed word, deleted in the same way, meets every surface
//! within the distance, and each meeting is verified with the optimal string alignment distance of `strsim`.
//! Cost of a look-up: at most 29 deletes of a prefix of seven letters, whatever the size of the vocabulary.

use crate::text::stem;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A class of words with one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// Deletes are made from this many letters at the start of a word.
const PREFIX: usize = 7;

/// Words of fewer letters are never taken for a typo of another, nor another for a typo of them: an
/// abbreviation one edit from another (COO, CTO) is never meant.
const SHORTEST_NEAR: usize = 4;

/// From this many letters on two edits are allowed; below, two edits make another word.
const TWO_EDITS_FROM: usize = 7;

/// From this many letters on two edits are allowed in words that start alike.
const TWO_EDITS_ALIKE_FROM: usize = 6;

/// A word of the vocabulary near a typed one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The term of the near word.
    pub term: TermId,
    /// 1 for the same word, less the more was edited.
    pub quality: f32,
    /// Edits between them; 0 for the same stem.
    pub edits: usize,
}

#[derive(Debug)]
struct Surface {
    text: Arc<str>,
    term: TermId,
}

/// All words of an index.
#[derive(Debug, Default)]
pub struct Vocabulary {
    surfaces: Vec<Surface>,
    by_text: FxHashMap<Arc<str>, u32>,
    by_stem: FxHashMap<Arc<str>, TermId>,
    stems: Vec<Arc<str>>,
    /// For each delete its hash in the upper half and the surface it comes from in the lower; sorted.
    deletes: Vec<u64>,
}

impl Vocabulary {
    /// The term of a lower-case word, interning it if it is new.
    pub fn intern(&mut self, word: &str) -> TermId {
        if let Some(&surface) = self.by_text.get(word) {
            return self.surfaces[surface as usize].term;
        }
        let stem = stem(word);
        // Each word is held once, its own stem included.
        let text: Arc<str> = word.into();
        let term = match self.by_stem.get(stem.as_str()) {
            Some(&term) => term,
            None => {
                let term = TermId(u32::try_from(self.stems.len()).unwrap_or(u32::MAX));
                let stem = if stem == word { Arc::clone(&text) } else { stem.into() };
                self.stems.push(Arc::clone(&stem));
                self.by_stem.insert(stem, term);
                term
            }
        };
        let id = u32::try_from(self.surfaces.len()).unwrap_or(u32::MAX);
        self.surfaces.push(Surface { text: Arc::clone(&text), term });
        self.by_text.insert(text, id);
        term
    }

    /// Files all words so that [`Vocabulary::near`] meets them. To be called when the last one is interned: one
    /// sorted list is built several times as fast as a map that grows.
    pub fn file_near(&mut self) {
        /// About what a word of a knowledge folder has.
        const EXPECTED: usize = 24;
        self.deletes = Vec::with_capacity(self.surfaces.len() * EXPECTED);
        for (id, surface) in (0_u64..).zip(&self.surfaces) {
            deletes(&surface.text, |hash| self.deletes.push(filed_under(hash) | id));
        }
        self.deletes.sort_unstable();
        self.deletes.dedup();
        self.deletes.shrink_to_fit();
    }

    /// The surfaces that are filed under a hash.
    fn filed(&self, hash: u32) -> impl Iterator<Item = u32> + '_ {
        let first = filed_under(hash);
        let start = self.deletes.partition_point(|entry| *entry < first);
        // The lower half is the surface's number.
        self.deletes[start..].iter().take_while(move |entry| **entry >> 32 == first >> 32).map(|entry| *entry as u32)
    }

    /// Every word with its term.
    pub fn words(&self) -> impl Iterator<Item = (&str, TermId)> {
        self.surfaces.iter().map(|surface| (&*surface.text, surface.term))
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.stems.len()
    }

    /// The stem of a term.
    pub fn stem_of(&self, term: TermId) -> &str {
        self.stems.get(term.0 as usize).map_or("", |s| s)
    }

    /// The term of a lower-case word, if the word itself or another form of it is known.
    pub fn get(&self, word: &str) -> Option<TermId> {
        if let Some(&surface) = self.by_text.get(word) {
            return Some(self.surfaces[surface as usize].term);
        }
        self.by_stem.get(stem(word).as_str()).copied()
    }

    /// Whether a lower-case word that has a term is nothing but a stem of other words, written so by nobody:
    /// "staf" is what "staffing" is cut to, and more likely a slip.
    pub fn is_bare_stem(&self, word: &str) -> bool {
        !self.by_text.contains_key(word) && self.by_stem.contains_key(word)
    }

    /// The terms of words near a lower-case word, best first, each term once, at most eight; not the word's own.
    pub fn near(&self, word: &str) -> Vec<Near> {
        let length = word.chars().count();
        if length < SHORTEST_NEAR {
            return Vec::new();
        }
        let mut seen: Vec<u32> = Vec::new();
        deletes(word, |hash| seen.extend(self.filed(hash)));
        seen.sort_unstable();
        seen.dedup();
        let own = self.get(word);
        let mut best: FxHashMap<TermId, Near> = FxHashMap::default();
        for id in seen {
            let surface = &self.surfaces[id as usize];
            if Some(surface.term) == own {
                continue;
            }
            let Some(near) = compare(word, length, surface) else { continue };
            let slot = best.entry(near.term).or_insert(near);
            if near.quality > slot.quality {
                *slot = near;
            }
        }
        let mut found: Vec<Near> = best.into_values().collect();
        found.sort_by(|a, b| b.quality.total_cmp(&a.quality).then(a.term.cmp(&b.term)));
        found.truncate(8);
        found
    }
}

/// How near a surface is; `None` beyond the allowed distance.
fn compare(word: &str, length: usize, surface: &Surface) -> Option<Near> {
    let other = surface.text.chars().count();
    if other < SHORTEST_NEAR || length.abs_diff(other) > 2 {
        return None;
    }
    let edits = strsim::osa_distance(word, &surface.text);
    let shorter = length.min(other);
    let same_start = word.chars().next() == surface.text.chars().next();
    let quality = match edits {
        // One edit of a word of four letters often makes another word; at the first letter nearly always.
        1 if shorter <= 4 => {
            if same_start {
                0.80
            } else {
                0.62
            }
        }
        1 => {
            if same_start {
                0.92
            } else {
                0.84
            }
        }
        2 if shorter >= TWO_EDITS_FROM => {
            if same_start {
                0.82
            } else {
                0.68
            }
        }
        2 if shorter >= TWO_EDITS_ALIKE_FROM && same_start => 0.70,
        _ => return None,
    };
    Some(Near { term: surface.term, quality, edits })
}

/// Where the list of deletes goes on with a hash.
fn filed_under(hash: u32) -> u64 {
    u64::from(hash) << 32
}

/// Hands over the hashes of a word's prefix with none, one and two letters deleted, some of them twice. Words too
/// short for two edits need no two deletes, and those that are never near another none at all.
fn deletes(word: &str, mut hand_over: impl FnMut(u32)) {
    let prefix: Vec<char> = word.chars().take(PREFIX).collect();
    let n = prefix.len();
    if n < SHORTEST_NEAR {
        return;
    }
    hand_over(hash(prefix.iter().copied()));
    for i in 0..n {
        hand_over(hash(skip(&prefix, i, n)));
        if n >= TWO_EDITS_ALIKE_FROM {
            (i + 1..n).for_each(|j| hand_over(hash(skip(&prefix, i, j))));
        }
    }
}

fn skip(prefix: &[char], i: usize, j: usize) -> impl Iterator<Item = char> + '_ {
    prefix.iter().enumerate().filter(move |(at, _)| *at != i && *at != j).map(|(_, c)| *c)
}

/// FNV-1a over the letters. Words that share one by chance are told apart when their meeting is verified.
fn hash(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0x811c_9dc5, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.intern(word);
        }
        vocabulary.file_near();
        vocabulary
    }

    /// What `near` must find, by comparing with every word.
    fn compared_with_all(vocabulary: &Vocabulary, word: &str) -> BTreeSet<TermId> {
        let length = word.chars().count();
        if length < SHORTEST_NEAR {
            return BTreeSet::new();
        }
        let near = vocabulary.surfaces.iter().filter_map(|surface| compare(word, length, surface));
        near.map(|near| near.term).filter(|term| Some(*term) != vocabulary.get(word)).collect()
    }

    proptest! {
        #[test]
        fn deletes_meet_every_word_within_the_distance(
            words in proptest::collection::vec("[a-d]{3,9}", 1..12),
            typed in "[a-d]{3,9}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let vocabulary = vocabulary(&words);
            let expected = compared_with_all(&vocabulary, &typed);
            let found = vocabulary.near(&typed);
            let terms: BTreeSet<TermId> = found.iter().map(|near| near.term).collect();
            prop_assert_eq!(found.len(), expected.len().min(8));
            prop_assert!(terms.is_subset(&expected));
        }
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let mut v = vocabulary(&["salary"]);
        assert_eq!(v.intern("salaries"), v.intern("salary"));
        assert_eq!(v.get("salaried").is_some(), v.get("salari").is_some());
    }

    #[test]
    fn typos_meet_their_word() {
        let v = vocabulary(&["automation", "emergency", "network", "director", "technology"]);
        for typo in
            ["automtion", "autmation", "emergancy", "netwrok", "directer", "tecnology", "technolgy", "emegrency"]
        {
            // A typo behind the stem does not even need an edit.
            assert!(v.get(typo).is_some() || v.near(typo).len() == 1, "{typo}");
        }
    }

    #[test]
    fn abbreviations_are_never_typos_of_each_other() {
        let v = vocabulary(&["cto", "coo", "cio", "ceo"]);
        for short in ["cdo", "cto", "ctoo", "co"] {
            assert!(v.near(short).is_empty(), "{short}");
        }
    }
}
