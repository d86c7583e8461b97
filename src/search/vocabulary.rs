//! Interned words and the words near them.
//!
//! A *surface* is a word as written; a *term* is the class of surfaces with one stem.

use super::near::{Deletes, nearness};
use crate::text::stem;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// A class of words with one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(pub u32);

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
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Filed<String, Deletes>")]
pub struct Vocabulary {
    surfaces: Vec<Surface>,
    by_text: FxHashMap<Arc<str>, u32>,
    by_stem: FxHashMap<Arc<str>, TermId>,
    stems: Vec<Arc<str>>,
    deletes: Deletes,
}

/// A vocabulary as it lies in a file: stems and deletes are what costs; the maps are made again from the words.
#[derive(Serialize, Deserialize)]
struct Filed<T, D> {
    surfaces: Vec<(T, TermId)>,
    stems: Vec<T>,
    deletes: D,
}

impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let stems = self.stems.iter().map(|stem| &**stem).collect();
        Filed { surfaces: self.words().collect(), stems, deletes: &self.deletes }.serialize(to)
    }
}

impl TryFrom<Filed<String, Deletes>> for Vocabulary {
    type Error = &'static str;

    fn try_from(filed: Filed<String, Deletes>) -> Result<Self, Self::Error> {
        if filed.surfaces.iter().any(|(_, term)| term.0 as usize >= filed.stems.len()) {
            return Err("a word without a stem");
        }
        let mut vocabulary = Self { deletes: filed.deletes, ..Self::default() };
        vocabulary.by_text.reserve(filed.surfaces.len());
        vocabulary.by_stem.reserve(filed.stems.len());
        for (text, term) in filed.surfaces {
            vocabulary.add_surface(text.into(), term);
        }
        for stem in filed.stems {
            // Each word is held once, its own stem included.
            let surface = vocabulary.by_text.get(stem.as_str()).and_then(|at| vocabulary.surfaces.get(*at as usize));
            let stem = surface.map_or_else(|| stem.into(), |surface| Arc::clone(&surface.text));
            vocabulary.add_term(stem);
        }
        Ok(vocabulary)
    }
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
            None => self.add_term(if stem == word { Arc::clone(&text) } else { stem.into() }),
        };
        self.add_surface(text, term);
        term
    }

    fn add_term(&mut self, stem: Arc<str>) -> TermId {
        let term = TermId(u32::try_from(self.stems.len()).unwrap_or(u32::MAX));
        self.stems.push(Arc::clone(&stem));
        self.by_stem.insert(stem, term);
        term
    }

    fn add_surface(&mut self, text: Arc<str>, term: TermId) {
        let id = u32::try_from(self.surfaces.len()).unwrap_or(u32::MAX);
        self.surfaces.push(Surface { text: Arc::clone(&text), term });
        self.by_text.insert(text, id);
    }

    /// Files all words so that [`Vocabulary::near`] meets them. To be called when the last one is interned; does
    /// nothing if none is new.
    pub fn file_near(&mut self) {
        if self.deletes.words() == self.surfaces.len() {
            return;
        }
        self.deletes = Deletes::of(self.surfaces.iter().map(|surface| &*surface.text));
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
        let own = self.get(word);
        let mut best: FxHashMap<TermId, Near> = FxHashMap::default();
        for surface in self.deletes.met_by(word).into_iter().filter_map(|id| self.surfaces.get(id as usize)) {
            let term = surface.term;
            if Some(term) == own {
                continue;
            }
            let Some((quality, edits)) = nearness(word, &surface.text) else { continue };
            let near = Near { term, quality, edits };
            let slot = best.entry(term).or_insert(near);
            if quality > slot.quality {
                *slot = near;
            }
        }
        let mut found: Vec<Near> = best.into_values().collect();
        found.sort_by(|a, b| b.quality.total_cmp(&a.quality).then(a.term.cmp(&b.term)));
        found.truncate(8);
        found
    }
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
        let near = vocabulary.surfaces.iter().filter(|surface| nearness(word, &surface.text).is_some());
        near.map(|surface| surface.term).filter(|term| Some(*term) != vocabulary.get(word)).collect()
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
