//! Interned words and the words near them.
//!
//! A *surface* is a word as written; a *term* is the class of surfaces with one stem. Near words are found by
//! symmetric deletes (Garbe 2012, "SymSpell"): every surface is filed under what is left of its first
//! [`PREFIX`] letters when up to two are deleted; a typed word, deleted in the same way, meets every surface
//! within the distance, and each meeting is verified with the optimal string alignment distance of `strsim`.
//! Cost of a look-up: at most 29 deletes of a prefix of seven letters, whatever the size of the vocabulary.

use crate::text::stem;
use std::collections::HashMap;

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
    text: Box<str>,
    term: TermId,
}

/// All words of an index.
#[derive(Debug, Default)]
pub struct Vocabulary {
    surfaces: Vec<Surface>,
    by_text: HashMap<Box<str>, u32>,
    by_stem: HashMap<Box<str>, TermId>,
    stems: Vec<Box<str>>,
    deletes: HashMap<u64, Vec<u32>>,
}

impl Vocabulary {
    /// The term of a lower-case word, interning it if it is new.
    pub fn intern(&mut self, word: &str) -> TermId {
        if let Some(&surface) = self.by_text.get(word) {
            return self.surfaces[surface as usize].term;
        }
        let stem = stem(word);
        let term = match self.by_stem.get(stem.as_str()) {
            Some(&term) => term,
            None => {
                let term = TermId(u32::try_from(self.stems.len()).unwrap_or(u32::MAX));
                self.stems.push(stem.as_str().into());
                self.by_stem.insert(stem.into(), term);
                term
            }
        };
        let id = u32::try_from(self.surfaces.len()).unwrap_or(u32::MAX);
        self.surfaces.push(Surface { text: word.into(), term });
        self.by_text.insert(word.into(), id);
        for hash in deletes(word) {
            self.deletes.entry(hash).or_default().push(id);
        }
        term
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

    /// The terms of words near a lower-case word, best first, each term once, at most eight; not the word's own.
    pub fn near(&self, word: &str) -> Vec<Near> {
        let length = word.chars().count();
        if length < SHORTEST_NEAR {
            return Vec::new();
        }
        let mut seen: Vec<u32> =
            deletes(word).into_iter().filter_map(|h| self.deletes.get(&h)).flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let own = self.get(word);
        let mut best: HashMap<TermId, Near> = HashMap::new();
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
        2 if shorter >= 6 && same_start => 0.70,
        _ => return None,
    };
    Some(Near { term: surface.term, quality, edits })
}

/// The hashes of a word's prefix with none, one and two letters deleted.
fn deletes(word: &str) -> Vec<u64> {
    let prefix: Vec<char> = word.chars().take(PREFIX).collect();
    let n = prefix.len();
    let mut out = vec![hash(prefix.iter().copied())];
    for i in 0..n {
        out.push(hash(skip(&prefix, i, n)));
        for j in i + 1..n {
            out.push(hash(skip(&prefix, i, j)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn skip(prefix: &[char], i: usize, j: usize) -> impl Iterator<Item = char> + '_ {
    prefix.iter().enumerate().filter(move |(at, _)| *at != i && *at != j).map(|(_, c)| *c)
}

/// FNV-1a over the letters.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.intern(word);
        }
        vocabulary
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
