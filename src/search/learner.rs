//! Words that one of several readers meets in its share of the texts.
//!
//! Two threads cannot add words to one vocabulary and have it come out the same every time. So each notes the words of
//! its own share, over a vocabulary that nobody changes meanwhile, and gives numbers of its own to new stems; then the
//! vocabulary takes in what they noted, share after share, and so in the order in which one thread would have met them.

use super::vocabulary::{TermId, Vocabulary};
use crate::text::stem;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A word that was met, and its stem if the vocabulary did not know the word.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) word: Arc<str>,
    pub(super) stem: Option<Arc<str>>,
    /// Whether it is the first of its stem, which the share gave a number.
    pub(super) is_first: bool,
}

/// The words of one share.
#[derive(Debug)]
pub(super) struct Learner<'a> {
    known: &'a Vocabulary,
    terms: FxHashMap<Arc<str>, TermId>,
    by_stem: FxHashMap<Arc<str>, TermId>,
    /// In the order in which they were met.
    met: Vec<Met>,
}

impl<'a> Learner<'a> {
    /// One that has met nothing yet.
    pub(super) fn over(known: &'a Vocabulary) -> Self {
        Self { known, terms: FxHashMap::default(), by_stem: FxHashMap::default(), met: Vec::new() }
    }

    /// The term of a lower-case word.
    pub(super) fn intern(&mut self, word: &str) -> TermId {
        if let Some(&term) = self.terms.get(word) {
            return term;
        }
        let text: Arc<str> = word.into();
        let (term, stem, is_first) = match self.known.by_text(word) {
            Some(term) => (term, None, false),
            None => self.stemmed(&text),
        };
        self.terms.insert(Arc::clone(&text), term);
        self.met.push(Met { word: text, stem, is_first });
        term
    }

    /// The term of a word that the vocabulary does not have, by its stem.
    fn stemmed(&mut self, word: &Arc<str>) -> (TermId, Option<Arc<str>>, bool) {
        let stem = stem(word);
        // Each word is held once, its own stem included.
        let stem: Arc<str> = if *stem == **word { Arc::clone(word) } else { stem.into() };
        match self.known.by_stem(&stem).or_else(|| self.by_stem.get(&stem).copied()) {
            Some(term) => (term, Some(stem), false),
            None => {
                let term = TermId(u32::try_from(self.known.terms() + self.by_stem.len()).unwrap_or(u32::MAX));
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
