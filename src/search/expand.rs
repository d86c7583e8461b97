//! What each word of a question can mean: itself, another form, a word it is a typo of, a synonym, or one of
//! two words written together or apart.

use super::index::Index;
use super::near::SHORTEST_NEAR;
use super::vectors::Vectors;
use super::vocabulary::TermId;
use crate::text::{Token, grammar};
use rustc_hash::FxHashSet;

/// At most this many meanings a word.
const MAX_MEANINGS: usize = 24;

/// A synonym of the lexicon counts this much of the word itself.
const SYNONYM: f32 = 0.85;

/// A near word counts this much of itself beside a word that is spelt right: people also mistype one word as
/// another.
const BESIDE_KNOWN: f32 = 0.58;

/// The same beside a word that only the lexicon knows, and nothing held, or that is no word by itself.
const BESIDE_LEXICON: f32 = 0.85;

/// So many words that a short form may stand for are kept, the commonest of those that it fits as well.
const SHORT_FOR: usize = 20;

/// Two words written as one, or one as two.
const JOINED: f32 = 0.95;

/// How a meaning was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The word itself or another form of it.
    Same,
    /// A word a few edits away.
    Typo,
    /// A synonym of the word, or of what it is a typo of.
    Synonym,
    /// Together with its neighbour, or as two words.
    Joined,
    /// A word of which it is a short form.
    Short,
    /// A word that means alike, by its vector.
    Alike,
}

/// One thing a word can mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meaning {
    /// The term meant.
    pub term: TermId,
    /// 1 for the word itself, less the farther it is fetched.
    pub quality: f32,
    /// How it was come by.
    pub how: How,
}

/// A word of a question with all it can mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Expanded {
    /// The word.
    pub token: Token,
    /// Best first.
    pub meanings: Vec<Meaning>,
    /// It is a closed word, or most likely a mistyped one.
    pub closed: bool,
    /// The index knows the word as it was typed.
    pub known: bool,
}

impl Expanded {
    /// How well a term is meant: the quality of that meaning, or 0.
    pub fn quality(&self, term: TermId) -> f32 {
        self.meanings.iter().find(|m| m.term == term).map_or(0.0, |m| m.quality)
    }

    /// The best quality over a sorted list of terms.
    pub fn best_in(&self, sorted: &[TermId]) -> f32 {
        // Meanings stand best first, so that the first hit is the best.
        self.meanings.iter().find(|m| sorted.binary_search(&m.term).is_ok()).map_or(0.0, |m| m.quality)
    }
}

impl Index {
    /// What the words of a question can mean.
    pub fn expand(&self, tokens: Vec<Token>) -> Vec<Expanded> {
        let mut words: Vec<Expanded> = tokens.into_iter().map(|token| self.expand_word(token)).collect();
        self.join_neighbours(&mut words);
        self.add_phrase_synonyms(&mut words);
        for word in &mut words {
            word.meanings.sort_by(|a, b| b.quality.total_cmp(&a.quality).then(a.term.cmp(&b.term)));
            let mut seen = Vec::new();
            word.meanings.retain(|m| {
                !seen.contains(&m.term) && {
                    seen.push(m.term);
                    true
                }
            });
            word.meanings.truncate(MAX_MEANINGS);
        }
        words
    }

    fn expand_word(&self, token: Token) -> Expanded {
        let exact = self.vocabulary.get(&token.text);
        let mut meanings: Vec<Meaning> = Vec::new();
        if let Some(term) = exact {
            meanings.push(Meaning { term, quality: 1.0, how: How::Same });
        }
        let closed_exact = grammar::is_function(&token.text);
        let spelt_right = exact.is_some_and(|term| self.tells(term)) && !self.vocabulary.is_bare_stem(&token.text);
        if token.figure.is_none() && !closed_exact {
            let scale = match exact {
                _ if spelt_right => BESIDE_KNOWN,
                Some(_) => BESIDE_LEXICON,
                None => 1.0,
            };
            for near in self.vocabulary.near_beside(&token.text, exact) {
                meanings.push(Meaning { term: near.term, quality: near.quality * scale, how: How::Typo });
            }
            if meanings.is_empty() {
                meanings.extend(self.split(&token.text));
            }
        }
        // A mistyped closed word ("dose" for "does") is closed unless a content word is nearer.
        let closed = closed_exact
            || (exact.is_none()
                && meanings.first().is_some_and(|m| m.how == How::Typo && self.is_closed_only(m.term)));
        let synonyms: Vec<Meaning> = meanings
            .iter()
            .filter(|m| m.quality >= 0.8)
            .flat_map(|m| {
                let others = self.lexical.synonyms.get(&m.term).map_or(&[][..], Vec::as_slice);
                others.iter().map(|term| Meaning { term: *term, quality: m.quality * SYNONYM, how: How::Synonym })
            })
            .collect();
        meanings.extend(synonyms);
        if !closed && token.figure.is_none() && !spelt_right {
            meanings.extend(self.written_short(&token.text));
        }
        // What nothing held speaks of may be another word for something that is held.
        if !closed && token.figure.is_none() && !meanings.iter().any(|m| m.quality >= 0.8 && self.speaks(m.term)) {
            // An abbreviation stands beside others of its kind in all texts, and never means one of them.
            let short = |text: &str| text.chars().count() < SHORTEST_NEAR;
            let other = |term: &TermId| !(short(&token.text) && short(self.vocabulary.stem_of(*term)));
            let alike = self.alike(&token.text).into_iter().filter(|(term, _)| other(term));
            meanings.extend(alike.map(|(term, quality)| Meaning { term, quality, how: How::Alike }));
        }
        Expanded { known: exact.is_some(), token, meanings, closed }
    }

    /// The words of names of which one that nothing held has may be a short form: names are what people shorten.
    fn written_short(&self, word: &str) -> Vec<Meaning> {
        // A word that everybody knows is meant as it stands.
        if Vectors::is_english(word) {
            return Vec::new();
        }
        let mut found = self.vocabulary.written_short(word);
        found.retain(|(term, _)| !self.is_closed(*term) && self.subjects_with(*term).next().is_some());
        found.sort_by(|a, b| {
            let common = |term: TermId| self.frequency(term).facts;
            b.1.total_cmp(&a.1).then(common(b.0).cmp(&common(a.0))).then(a.0.cmp(&b.0))
        });
        found.truncate(SHORT_FOR);
        found.into_iter().map(|(term, quality)| Meaning { term, quality, how: How::Short }).collect()
    }

    /// Whether a subject or a fact has the term.
    fn tells(&self, term: TermId) -> bool {
        self.is_closed(term) || self.is_held(term)
    }

    /// A closed word that no subject, fact or attribute speaks of. A word that asks is one, in whatever phrases it stands.
    fn is_closed_only(&self, term: TermId) -> bool {
        let asks = || grammar::question_word(&[self.vocabulary.stem_of(term)]).is_some();
        let unsaid = || self.attributes_with(term).is_empty() || asks();
        self.is_closed(term) && self.subjects_with(term).next().is_none() && unsaid()
    }

    /// The two known words that an unknown one is made of.
    fn split(&self, word: &str) -> Vec<Meaning> {
        let cuts = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && word.len() - at >= 3);
        for at in cuts {
            let (left, right) = word.split_at(at);
            if let (Some(a), Some(b)) = (self.vocabulary.get(left), self.vocabulary.get(right))
                && !self.is_closed(a)
                && !self.is_closed(b)
            {
                return [a, b].map(|term| Meaning { term, quality: JOINED * 0.9, how: How::Joined }).to_vec();
            }
        }
        Vec::new()
    }

    /// Two neighbours that are one word of the index ("e borders" for "eborders").
    fn join_neighbours(&self, words: &mut [Expanded]) {
        for at in 1..words.len() {
            let (left, right) = (&words[at - 1].token, &words[at].token);
            if left.figure.is_some() || right.figure.is_some() || left.text.len() + right.text.len() > 40 {
                continue;
            }
            let Some(term) = self.vocabulary.get(&format!("{}{}", left.text, right.text)) else { continue };
            if self.is_closed(term) {
                continue;
            }
            for word in &mut words[at - 1..=at] {
                word.meanings.push(Meaning { term, quality: JOINED, how: How::Joined });
            }
        }
    }

    /// Synonyms of several words ("took over from" for "replace") stand for each of their words.
    fn add_phrase_synonyms(&self, words: &mut [Expanded]) {
        // Most phrases have not even their first word here.
        let clearly = |m: &&Meaning| m.quality >= 0.8;
        let meanings = words.iter().flat_map(|word| word.meanings.iter().filter(clearly));
        let meant: FxHashSet<TermId> = meanings.map(|m| m.term).collect();
        let begun =
            |phrase: &&(Box<[TermId]>, Vec<TermId>)| phrase.0.first().is_some_and(|first| meant.contains(first));
        for (phrase, others) in self.lexical.synonym_phrases.iter().filter(begun) {
            let n = phrase.len();
            for at in 0..(words.len() + 1).saturating_sub(n) {
                let hit = phrase.iter().zip(&words[at..]).all(|(term, word)| word.quality(*term) >= 0.8);
                if !hit {
                    continue;
                }
                for word in &mut words[at..at + n] {
                    word.meanings.extend(others.iter().map(|term| Meaning {
                        term: *term,
                        quality: SYNONYM,
                        how: How::Synonym,
                    }));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Subject, SubjectKind};
    use crate::text::lexicon::Lexicon;
    use crate::text::tokenise;
    use std::sync::Arc;

    /// An index of posts with these names.
    fn index(names: &[&str]) -> Index {
        let post = |name: &&str| Subject {
            id: (*name).into(),
            kind: SubjectKind::Role,
            name: (*name).to_owned(),
            aliases: vec![],
            organisation: None,
        };
        Index::build(Lexicon::default(), names.iter().map(post).map(Arc::new), [], [])
    }

    /// The stems that a word may be a short form of.
    fn short_for<'a>(index: &'a Index, word: &str) -> Vec<&'a str> {
        let words = index.expand(tokenise(word));
        let short = words.iter().flat_map(|word| &word.meanings).filter(|meaning| meaning.how == How::Short);
        short.map(|meaning| index.vocabulary().stem_of(meaning.term)).collect()
    }

    #[test]
    fn a_word_that_nothing_held_has_may_be_a_short_form_of_some_that_are_held() {
        let index = index(&["Lighthouse Moorings Keeper", "Lightvessel Keeper", "Head of Moorings", "Fog"]);
        assert_eq!(short_for(&index, "lghths"), ["lighthous"]);
        assert_eq!(short_for(&index, "mrngs"), ["moor"]);
        // What is known, or an everyday word, is meant as it stands.
        for word in ["lighthouse", "light", "moor", "keep", "fg"] {
            assert!(short_for(&index, word).is_empty(), "{word}");
        }
    }

    #[test]
    fn a_short_form_of_very_many_words_is_given_a_bounded_number() {
        let names: Vec<String> = ('a'..='z').map(|c| format!("Zelk{c}{c}ong Post")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(short_for(&index(&names), "zelk").len(), SHORT_FOR);
    }
}
