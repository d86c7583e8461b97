//! Words that one of several readers meets in its share of the texts.
//!
//! Two threads cannot add words to one vocabulary and have it come out the same every time. So each notes the words of
//! its own share, over a vocabulary that nobody changes meanwhile, and gives numbers of its own to new stems; then the
//! vocabulary takes in what they noted, share after share, and so in the order in which one thread would have met them.
//!
//! A share has some ten thousand different words and meets each of them hundreds of times. So all that is asked of a word
//! is looked up once: a word that is met again is told by one look into a map, in which a word of up to
//! sixteen letters is a number of its own, and everything else is found by the number that the map gives.

use super::abbreviations::Abbreviations;
use super::content::names_it;
use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Words, grammar, stem};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A word that was met, and its stem if the vocabulary did not know the word.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) word: Arc<str>,
    pub(super) stem: Option<Arc<str>>,
    /// Whether it is the first of its stem, which the share gave a number.
    pub(super) is_first: bool,
}

/// A word of a share by its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

/// An abbreviation spelt out or put in: words, and what may stand in their place.
#[derive(Debug)]
pub(super) struct Change {
    /// Its place in the lexicon's order.
    pub(super) number: usize,
    pub(super) from: Box<[WordId]>,
    pub(super) to: Box<[WordId]>,
}

/// What is known of a word, without what is seldom asked for.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// From when it was met.
    term: Option<TermId>,
    is_function: bool,
    /// Whether changes begin with it, from when that was asked for.
    begins: Option<bool>,
}

/// The words of one share.
#[derive(Debug)]
pub(super) struct Learner<'a> {
    vocabulary: &'a Vocabulary,
    abbreviations: &'a Abbreviations,
    /// The numbers of short words by their letters, ...
    short: FxHashMap<[u64; 2], WordId>,
    /// ... and of others.
    long: FxHashMap<Arc<str>, WordId>,
    /// By their numbers.
    known: Vec<Known>,
    words: Vec<Arc<str>>,
    changes: FxHashMap<u32, Rc<[Change]>>,
    by_stem: FxHashMap<Arc<str>, TermId>,
    /// In the order in which they were met.
    met: Vec<Met>,
}

impl<'a> Learner<'a> {
    /// One that has met nothing yet.
    pub(super) fn over(vocabulary: &'a Vocabulary, abbreviations: &'a Abbreviations) -> Self {
        Self {
            vocabulary,
            abbreviations,
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            known: Vec::new(),
            words: Vec::new(),
            changes: FxHashMap::default(),
            by_stem: FxHashMap::default(),
            met: Vec::new(),
        }
    }

    /// The number of a lower-case word. To be numbered is not to be met.
    pub(super) fn number(&mut self, word: &str) -> WordId {
        let letters = letters(word);
        let known = letters.map_or_else(|| self.long.get(word), |letters| self.short.get(&letters));
        if let Some(known) = known {
            return *known;
        }
        let number = WordId(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = word.into();
        match letters {
            Some(letters) => drop(self.short.insert(letters, number)),
            None => drop(self.long.insert(Arc::clone(&text), number)),
        }
        self.known.push(Known { term: None, is_function: grammar::is_function(word), begins: None });
        self.words.push(text);
        number
    }

    fn known(&self, word: WordId) -> Known {
        self.known[word.0 as usize]
    }

    fn word(&self, word: WordId) -> &Arc<str> {
        &self.words[word.0 as usize]
    }

    /// Adds the numbers of the words of a text that are filed; see [`super::content::each_content`].
    pub(super) fn content(&mut self, text: &str, words: &Words, to: &mut Vec<WordId>) {
        let from = to.len();
        to.extend(words.iter().map(|word| self.number(word)));
        if to[from..].iter().all(|word| self.known(*word).is_function) {
            return;
        }
        let mut kept = from;
        for at in from..to.len() {
            let is_filed = |word| !self.known(word).is_function || &**self.word(word) == "it" && names_it(text);
            if is_filed(to[at]) {
                to[kept] = to[at];
                kept += 1;
            }
        }
        to.truncate(kept);
    }

    /// The changes that begin with a word, in the lexicon's order; `None` if there are none.
    pub(super) fn changes(&mut self, word: WordId) -> Option<Rc<[Change]>> {
        if self.known(word).begins == Some(false) {
            return None;
        }
        if let Some(changes) = self.changes.get(&word.0) {
            return Some(Rc::clone(changes));
        }
        let (abbreviations, text) = (self.abbreviations, Arc::clone(self.word(word)));
        let mut numbered = |words: &[String]| words.iter().map(|word| self.number(word)).collect();
        let changes = abbreviations.beginning_with(&text);
        let changes: Rc<[Change]> =
            changes.map(|(number, from, to)| Change { number, from: numbered(from), to: numbered(to) }).collect();
        self.known[word.0 as usize].begins = Some(!changes.is_empty());
        if changes.is_empty() {
            return None;
        }
        self.changes.insert(word.0, Rc::clone(&changes));
        Some(changes)
    }

    /// The term of a word, which is met.
    pub(super) fn term(&mut self, word: WordId) -> TermId {
        if let Some(term) = self.known(word).term {
            return term;
        }
        let text = Arc::clone(self.word(word));
        let (term, stem, is_first) = match self.vocabulary.by_text(&text) {
            Some(term) => (term, None, false),
            None => self.stemmed(&text),
        };
        self.known[word.0 as usize].term = Some(term);
        self.met.push(Met { word: text, stem, is_first });
        term
    }

    /// The term of a lower-case word, which is met.
    pub(super) fn intern(&mut self, word: &str) -> TermId {
        let number = self.number(word);
        self.term(number)
    }

    /// The term of a word that the vocabulary does not have, by its stem.
    fn stemmed(&mut self, word: &Arc<str>) -> (TermId, Option<Arc<str>>, bool) {
        let stem = stem(word);
        // Each word is held once, its own stem included.
        let stem: Arc<str> = if *stem == **word { Arc::clone(word) } else { stem.into() };
        match self.vocabulary.by_stem(&stem).or_else(|| self.by_stem.get(&stem).copied()) {
            Some(term) => (term, Some(stem), false),
            None => {
                let term = TermId(u32::try_from(self.vocabulary.terms() + self.by_stem.len()).unwrap_or(u32::MAX));
                self.by_stem.insert(Arc::clone(&stem), term);
                (term, Some(stem), true)
            }
        }
    }

    /// What was met, in order.
    pub(super) fn into_met(self) -> Vec<Met> {
        self.met
    }
}

/// The letters of a short word as numbers; no word has a letter of value 0, so that no two are the same. Its first letters
/// are read at once and its last ones, whatever of them is read twice.
fn letters(word: &str) -> Option<[u64; 2]> {
    let (word, length) = (word.as_bytes(), word.len());
    let eight = |at: usize| Some(u64::from_le_bytes(word.get(at..at + 8)?.try_into().ok()?));
    let four = |at: usize| Some(u64::from(u32::from_le_bytes(word.get(at..at + 4)?.try_into().ok()?)));
    let one = |at: usize| Some(u64::from(*word.get(at)?) << (8 * at));
    match length {
        0 => Some([0, 0]),
        1..4 => Some([one(0)? | one(length / 2)? | one(length - 1)?, 0]),
        4..8 => Some([four(0)? | four(length - 4)? << (8 * (length - 4)), 0]),
        8 => Some([eight(0)?, 0]),
        9..=16 => Some([eight(0)?, eight(length - 8)? >> (8 * (16 - length))]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn the_letters_of_a_short_word_are_its_bytes(word in "[a-zé0-9]{0,18}") {
            let mut bytes = [0; 16];
            let expected = bytes.get_mut(..word.len()).map(|bytes| bytes.copy_from_slice(word.as_bytes()));
            let (first, last) = bytes.split_at(8);
            let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap());
            prop_assert_eq!(letters(&word), expected.map(|()| [number(first), number(last)]));
        }
    }
}
