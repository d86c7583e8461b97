//! How people put a question to each fact: all words of the questions that it is known to answer, of its statement and
//! of its cues, each with how often it stands there. And how they ask for each attribute, in the same form.
//!
//! They come with the lexicon, for they are words by which facts are found and no facts. Small words count too: "was
//! TO", "IN CHARGE OF" tell one question from another. Kept by word, so that a question visits only the facts that have
//! its words; a place takes four bytes.

use super::by_term::ByTerm;
use super::content::each_content;
use super::directory::IdHash;
use super::texts::Texts;
use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Reader, grammar};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// Which wording is a fact's or an attribute's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingId(NonZeroU32);

impl WordingId {
    /// Its place among all.
    pub fn place(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The wordings of all facts, or attributes, that have one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wordings {
    /// The ids of the facts or attributes, by the places of their wordings.
    ids: Texts,
    /// How many words each has, repeats too.
    totals: Vec<u32>,
    /// The wordings that have a term, with how often.
    places: ByTerm<(u16, u16)>,
    /// How many texts were read, here and of questions without an answer.
    texts: u32,
    /// In how many of these each term stands; a fact's texts are so short that a term's count there is as good.
    seen: Box<[u32]>,
    /// What these add up to.
    words: u32,
}

impl Wordings {
    /// Reads them, each an id with its texts. Those beyond the 65,535th have none: as many phrasings as that nobody
    /// writes by hand.
    pub(super) fn new<'t>(
        texts: impl Iterator<Item = (&'t str, &'t [String])>,
        vocabulary: &mut Vocabulary,
        reader: &mut Reader,
    ) -> Self {
        let mut wordings = Self::default();
        let mut counts: FxHashMap<(TermId, u16), u16> = FxHashMap::default();
        for (at, (id, texts)) in (0..u16::MAX).zip(texts) {
            let mut total = 0;
            wordings.texts += texts.len() as u32;
            for text in texts {
                for term in terms_of(text, vocabulary, reader) {
                    let count = counts.entry((term, at)).or_default();
                    *count = count.saturating_add(1);
                    total += 1;
                }
            }
            wordings.totals.push(total);
            wordings.ids.push(id);
        }
        wordings.totals.shrink_to_fit();
        wordings.ids.shrink();
        wordings.count(counts.iter().map(|((term, _), count)| (*term, u32::from(*count))));
        wordings.places = ByTerm::of(counts.into_iter().map(|((term, at), count)| (term, (at, count))).collect());
        wordings
    }

    /// Counts terms, each so many times more.
    fn count(&mut self, terms: impl Iterator<Item = (TermId, u32)>) {
        let mut seen = std::mem::take(&mut self.seen).into_vec();
        for (term, more) in terms {
            let at = term.0 as usize;
            seen.resize(seen.len().max(at + 1), 0);
            seen[at] += more;
            self.words = self.words.saturating_add(more);
        }
        self.seen = seen.into();
    }

    /// Counts the terms of texts that are no fact's, each once in a text.
    pub(super) fn count_texts(&mut self, texts: &[Vec<TermId>]) {
        self.texts += texts.len() as u32;
        self.count(texts.iter().flatten().map(|term| (*term, 1)));
    }

    /// All terms that may stand in one.
    pub(super) fn terms(&self) -> impl Iterator<Item = TermId> {
        (0..self.seen.len() as u32).map(TermId)
    }

    /// How much a term tells: its inverse document frequency over all texts that were read, from 1 up.
    pub(super) fn rarity(&self, term: TermId) -> f32 {
        let seen = self.seen.get(term.0 as usize).copied().unwrap_or(0);
        ((1.0 + self.texts as f32) / (1.0 + seen as f32)).ln().max(0.0) + 1.0
    }

    /// How much of all words of all texts a term makes up; a term that stands in none as much as half a word.
    pub fn frequency(&self, term: TermId) -> f32 {
        let seen = self.seen.get(term.0 as usize).copied().unwrap_or(0);
        (seen as f32 + 0.5) / (self.words as f32 + 0.5 * self.seen.len() as f32).max(1.0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.totals.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    /// The one with an id.
    pub fn of(&self, id: &str) -> Option<WordingId> {
        self.of_hashed(IdHash::of(id), id)
    }

    /// The same of an id whose hash is known.
    pub(super) fn of_hashed(&self, hash: IdHash, id: &str) -> Option<WordingId> {
        let place = self.ids.number_hashed(hash, id)?;
        NonZeroU32::new(place.checked_add(1)?).map(WordingId)
    }

    /// How many words each has, repeats too; by place.
    pub fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// Whether one has a term.
    pub fn has(&self, wording: WordingId, term: TermId) -> bool {
        self.with(term).binary_search_by_key(&wording.place(), |(at, _)| usize::from(*at)).is_ok()
    }

    /// The places of the wordings that have a term, each with how often.
    pub fn with(&self, term: TermId) -> &[(u16, u16)] {
        self.places.with(term)
    }
}

/// The terms of a text, each once, those of small words too.
pub(super) fn terms_of(text: &str, vocabulary: &mut Vocabulary, reader: &mut Reader) -> Vec<TermId> {
    let words = reader.read(text);
    let mut terms: Vec<TermId> = Vec::with_capacity(words.len());
    each_content(text, words, |word| terms.push(vocabulary.intern(word)));
    // What is filed has its term; those of small words are asked for, and not filed for this.
    let small = words.iter().filter(|word| grammar::is_function(word));
    terms.extend(small.filter_map(|word| vocabulary.get(word)));
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_for_each_fact() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.intern("the");
        let lamp = ["price of the lamp", "what are lamps worth"].map(str::to_owned);
        let mast = ["how tall is the mast".to_owned()];
        let all = [("lamp.cost", &lamp[..]), ("mast.height", &mast[..])];
        let wordings = Wordings::new(all.into_iter(), &mut vocabulary, &mut Reader::default());
        let with = |word: &str| vocabulary.get(word).map(|term| wordings.with(term).to_vec());
        assert_eq!(with("lamp"), Some(vec![(0, 2)]), "in any of its forms");
        assert_eq!(with("the"), Some(vec![(0, 1), (1, 1)]), "small words too");
        assert_eq!(with("tall"), Some(vec![(1, 1)]));
        assert_eq!(wordings.of("mast.height").map(WordingId::place), Some(1));
        assert_eq!(wordings.of("mast.cost"), None);
        assert_eq!(wordings.with(TermId(9_999)), &[], "a term that came later");
    }
}
