//! Interned words and the words near them.
//!
//! A *word* is one as it is written; a *term* is the class of words with one stem.

use super::learner::Met;
use super::near::{Deletes, Pattern, clipped, nearness};
use super::remembered::Remembered;
use super::shortened::{ByFirstLetter, stands_for};
use super::texts::Texts;
use super::vectors::Vectors;
use crate::text::stem;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::{Arc, OnceLock};

/// A word is given at most so many words near it.
const MAX_NEAR: usize = 8;

/// What is near is remembered for so many words, a hundred bytes or two each, ...
const REMEMBERED: usize = 1_024;

/// ... where there are so many words that it is worth it.
const WORTH_IT: usize = 256;

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

/// All words of an index: its own, and those of the index below it.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Filed<Texts, Vec<TermId>, Deletes>")]
pub struct Vocabulary {
    below: Option<Arc<Vocabulary>>,
    /// How many terms lie below; the first of our own has this number.
    from: u32,
    /// Words that were interned here and are known below.
    borrowed: FxHashMap<Box<str>, TermId>,
    words: Texts,
    /// Of each word.
    terms: Vec<TermId>,
    stems: Texts,
    deletes: Deletes,
    /// The words of this level that are near others.
    near: Remembered<Box<str>, Arc<[Near]>>,
    /// The words of this level in order, by their places: sorted when somebody first types.
    sorted: OnceLock<Vec<u32>>,
    /// The words of this level by first letter: listed for the first word that may be written short.
    by_first_letter: OnceLock<ByFirstLetter>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            below: None,
            from: 0,
            borrowed: FxHashMap::default(),
            words: Texts::default(),
            terms: Vec::new(),
            stems: Texts::default(),
            deletes: Deletes::default(),
            near: Remembered::of(REMEMBERED),
            sorted: OnceLock::new(),
            by_first_letter: OnceLock::new(),
        }
    }
}

/// A vocabulary over no other as it lies in a file: stems and deletes are what costs.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Filed<W, T, D> {
    words: W,
    terms: T,
    stems: W,
    deletes: D,
}

/// One level of a vocabulary as it lies in a file.
#[derive(Debug, Serialize)]
pub(super) struct Level<'a> {
    borrowed: Vec<&'a str>,
    own: &'a Vocabulary,
}

/// The same as it is read.
#[derive(Debug, Default, Deserialize)]
pub(super) struct LevelWords {
    borrowed: Vec<String>,
    own: Filed<Texts, Vec<TermId>, Deletes>,
}

impl LevelWords {
    /// How many terms it adds.
    pub(super) fn terms(&self) -> usize {
        self.own.stems.len()
    }
}

impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { words, terms, stems, deletes, .. } = self;
        Filed { words, terms, stems, deletes }.serialize(to)
    }
}

impl TryFrom<Filed<Texts, Vec<TermId>, Deletes>> for Vocabulary {
    type Error = &'static str;

    fn try_from(filed: Filed<Texts, Vec<TermId>, Deletes>) -> Result<Self, Self::Error> {
        let mut vocabulary = Self::default();
        vocabulary.fill(filed)?;
        Ok(vocabulary)
    }
}

impl Vocabulary {
    /// An empty vocabulary over another, whose words and terms it knows.
    pub(super) fn over(below: &Arc<Self>) -> Self {
        let from = u32::try_from(below.terms()).unwrap_or(u32::MAX);
        Self { below: Some(Arc::clone(below)), from, ..Self::default() }
    }

    /// The words of this level alone, to be kept for a later [`Vocabulary::kept_over`].
    pub(super) fn level(&self) -> Level<'_> {
        Level { borrowed: self.borrowed.keys().map(|word| &**word).collect(), own: self }
    }

    /// A vocabulary over another with the words of a level that lay over an equal one; `None` if it did not.
    pub(super) fn kept_over(below: &Arc<Self>, LevelWords { borrowed, own }: LevelWords) -> Option<Self> {
        let mut vocabulary = Self::over(below);
        for word in borrowed {
            let term = below.by_text(&word)?;
            vocabulary.borrowed.insert(word.into(), term);
        }
        vocabulary.fill(own).ok()?;
        Some(vocabulary)
    }

    /// Gives a level that has no words those of a file.
    fn fill(&mut self, filed: Filed<Texts, Vec<TermId>, Deletes>) -> Result<(), &'static str> {
        let terms = self.from as usize + filed.stems.len();
        if filed.terms.len() != filed.words.len() || filed.terms.iter().any(|term| term.0 as usize >= terms) {
            return Err("a word without a stem");
        }
        (self.words, self.terms, self.stems, self.deletes) = (filed.words, filed.terms, filed.stems, filed.deletes);
        Ok(())
    }

    /// This vocabulary and those below it.
    fn levels(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |level| level.below.as_deref())
    }

    /// The term of a lower-case word, interning it if it is new.
    pub fn intern(&mut self, word: &str) -> TermId {
        if let Some(term) = self.own(word) {
            return term;
        }
        if let Some(term) = self.below.as_ref().and_then(|below| below.by_text(word)) {
            if !self.borrowed.contains_key(word) {
                self.borrowed.insert(word.into(), term);
            }
            return term;
        }
        self.add(word, &stem(word))
    }

    /// Adds a word that is not known by its stem.
    fn add(&mut self, word: &str, stem: &str) -> TermId {
        let term = self.by_stem(stem).unwrap_or_else(|| TermId(self.from.saturating_add(self.stems.push(stem))));
        self.words.push(word);
        self.terms.push(term);
        term
    }

    /// The term of a word of this level.
    fn own(&self, word: &str) -> Option<TermId> {
        self.terms.get(self.words.number(word)? as usize).copied()
    }

    /// Takes in the words of a share as if they had been interned one after the other. Gives the terms that the new
    /// stems of the share have here, in the order of the numbers that it gave them.
    pub(super) fn take_in(&mut self, met: Vec<Met>) -> Vec<TermId> {
        let mut terms = Vec::new();
        for Met { word, stem, is_first } in met {
            let term = match stem {
                // The vocabulary may have learnt the word from another share.
                Some(stem) if self.own(&word).is_none() => self.add(&word, &stem),
                _ => self.intern(&word),
            };
            if is_first {
                terms.push(term);
            }
        }
        terms
    }

    /// Files all words so that [`Vocabulary::near`] meets them. To be called when the last one is interned; does
    /// nothing if none is new.
    pub fn file_near(&mut self) {
        if self.deletes.words() == self.words.len() {
            return;
        }
        self.words.shrink();
        self.terms.shrink_to_fit();
        self.stems.shrink();
        self.deletes = Deletes::of(self.words.iter());
        self.near = Remembered::of(REMEMBERED);
    }

    /// Every word that was interned here with its term; of those below only what was interned here too.
    pub fn words(&self) -> impl Iterator<Item = (&str, TermId)> {
        let borrowed = self.borrowed.iter().map(|(text, term)| (&**text, *term));
        self.words.iter().zip(self.terms.iter().copied()).chain(borrowed)
    }

    /// A word of this level by its place, with its term.
    fn word(&self, number: u32) -> Option<(&str, TermId)> {
        self.terms.get(number as usize).map(|term| (self.words.text(number), *term))
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.from as usize + self.stems.len()
    }

    /// The stem of a term.
    pub fn stem_of(&self, term: TermId) -> &str {
        let own = self.levels().find(|level| term.0 >= level.from);
        own.map_or("", |level| level.stems.text(term.0 - level.from))
    }

    /// The term of a lower-case word, if the word itself or another form of it is known.
    pub fn get(&self, word: &str) -> Option<TermId> {
        self.by_text(word).or_else(|| self.by_stem(&stem(word)))
    }

    /// The term of a word that is known just so.
    pub(super) fn by_text(&self, word: &str) -> Option<TermId> {
        self.levels().find_map(|level| level.own(word))
    }

    /// The term of a stem.
    pub(super) fn by_stem(&self, stem: &str) -> Option<TermId> {
        self.levels().find_map(|level| Some(TermId(level.from.saturating_add(level.stems.number(stem)?))))
    }

    /// Whether a lower-case word that has a term is nothing but a stem of other words, written so by nobody:
    /// "staf" is what "staffing" is cut to, and more likely a slip.
    pub fn is_bare_stem(&self, word: &str) -> bool {
        self.by_text(word).is_none() && self.by_stem(word).is_some()
    }

    /// The terms of the words that begin with a lower-case text, in the order of the words; some of them twice.
    pub fn beginning_with(&self, text: &str) -> Vec<TermId> {
        let mut terms = Vec::new();
        for level in self.levels() {
            let word = |at: &u32| level.words.text(*at);
            let sorted = level.sorted.get_or_init(|| {
                let mut sorted: Vec<u32> = (0..).take(level.words.len()).collect();
                sorted.sort_unstable_by(|a, b| word(a).cmp(word(b)));
                sorted
            });
            let run = &sorted[sorted.partition_point(|at| word(at) < text)..];
            let run = run.iter().take_while(|at| word(at).starts_with(text));
            terms.extend(run.filter_map(|at| level.terms.get(*at as usize)));
        }
        terms
    }

    /// The terms of the words that a lower-case text may be a short form of, each once, in the order of their numbers,
    /// with what it counts of the word.
    pub fn written_short(&self, text: &str) -> Vec<(TermId, f32)> {
        let mut found: Vec<(TermId, f32)> = Vec::new();
        for level in self.levels() {
            let listed = level.by_first_letter.get_or_init(|| ByFirstLetter::of(level.words.iter()));
            let met = listed.with_letters_of(text).filter_map(|number| level.word(number));
            found.extend(met.filter_map(|(word, term)| Some((term, stands_for(text, word)?))));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        found.dedup_by_key(|(term, _)| *term);
        found
    }

    /// With how many words [`Vocabulary::near`] compares a word letter by letter: counted, so that it can be held to
    /// a bound.
    pub fn compared(&self, word: &str) -> usize {
        self.levels().map(|level| level.deletes.met_by(word).len()).sum()
    }

    /// The terms of words near a lower-case word, best first, each term once, at most eight; not the word's own.
    pub fn near(&self, word: &str) -> Vec<Near> {
        self.near_beside(word, self.get(word))
    }

    /// The same of a word whose own term is known.
    pub(super) fn near_beside(&self, word: &str, own: Option<TermId>) -> Vec<Near> {
        let mut found: Vec<Near> = Vec::new();
        for level in self.levels() {
            let near = || level.near_here(word);
            let near = if level.words.len() < WORTH_IT { near() } else { level.near.get(word, near) };
            found.extend(near.iter().filter(|near| Some(near.term) != own));
        }
        // Of each term the nearest word: the first that was met, of several as near.
        found.sort_by(|a, b| b.quality.total_cmp(&a.quality).then(a.term.cmp(&b.term)));
        let mut best: Vec<Near> = Vec::new();
        for near in found {
            if best.len() < MAX_NEAR && best.iter().all(|other| other.term != near.term) {
                best.push(near);
            }
        }
        best
    }

    /// The words of this level near a lower-case word, in the order of their places.
    fn near_here(&self, word: &str) -> Arc<[Near]> {
        let typed = Pattern::of(word);
        let met = self.deletes.met_by(word).into_iter().filter_map(|number| self.word(number));
        let near = met.filter_map(|(other, term)| Some((term, near_to(&typed, word, other)?)));
        near.map(|(term, (quality, edits))| Near { term, quality, edits }).collect()
    }
}

/// How near a word of the vocabulary is to a typed one, and by how many edits: [`nearness`], or what is [`clipped`] of
/// a common English word and no such word itself.
fn near_to(typed: &Pattern, word: &str, other: &str) -> Option<(f32, usize)> {
    let is_a_slip = || Vectors::is_english(other) && !Vectors::is_english(word);
    nearness(typed, other).or_else(|| clipped(typed, other).filter(|_| is_a_slip()))
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
        let near = vocabulary.words().filter(|(other, _)| near_to(&Pattern::of(word), word, other).is_some());
        near.map(|(_, term)| term).filter(|term| Some(*term) != vocabulary.get(word)).collect()
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

    proptest! {
        #[test]
        fn a_vocabulary_over_another_is_one_of_the_words_of_both(
            below in proptest::collection::vec("[a-d]{3,9}", 0..8),
            above in proptest::collection::vec("[a-d]{3,9}", 0..8),
            typed in "[a-d]{3,9}",
        ) {
            let words = |words: &[String]| vocabulary(&words.iter().map(String::as_str).collect::<Vec<_>>());
            let whole = words(&[below.clone(), above.clone()].concat());
            let mut over = Vocabulary::over(&Arc::new(words(&below)));
            above.iter().for_each(|word| { over.intern(word); });
            over.file_near();
            prop_assert_eq!(over.terms(), whole.terms());
            prop_assert_eq!(over.get(&typed), whole.get(&typed));
            prop_assert_eq!(over.near(&typed), whole.near(&typed));
            for word in below.iter().chain(&above) {
                let term = over.get(word);
                prop_assert!(term.is_some() && term == whole.get(word));
                prop_assert_eq!(over.stem_of(term.unwrap()), whole.stem_of(term.unwrap()));
            }
            prop_assert!(above.iter().all(|word| over.words().any(|(known, _)| known == word)));
        }
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let mut v = vocabulary(&["salary"]);
        assert_eq!(v.intern("salaries"), v.intern("salary"));
        assert_eq!(v.get("salaried").is_some(), v.get("salari").is_some());
    }

    #[test]
    fn words_are_met_by_how_they_begin() {
        let below = Arc::new(vocabulary(&["lamps", "lantern", "keeper"]));
        let mut over = Vocabulary::over(&below);
        over.intern("land");
        let stems = |text: &str| -> Vec<&str> {
            over.beginning_with(text).into_iter().map(|term| over.stem_of(term)).collect()
        };
        assert_eq!(stems("la"), ["land", "lamp", "lantern"]);
        assert_eq!(stems("lan"), ["land", "lantern"]);
        assert!(stems("lanterns").is_empty() && stems("").len() == 4);
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
    fn three_letters_that_are_no_word_are_a_clipped_one() {
        let v = vocabulary(&["head", "baba", "qzxv"]);
        let near = |typed: &str| v.near(typed).iter().map(|near| v.stem_of(near.term)).collect::<Vec<_>>();
        assert_eq!(near("hed"), ["head"]);
        // A word that everybody knows is not taken for another, nor anything for one that nobody does.
        assert!(near("had").is_empty() && near("qzx").is_empty());
    }

    #[test]
    fn abbreviations_are_never_typos_of_each_other() {
        let v = vocabulary(&["cto", "coo", "cio", "ceo"]);
        for short in ["cdo", "cto", "ctoo", "co"] {
            assert!(v.near(short).is_empty(), "{short}");
        }
    }
}
