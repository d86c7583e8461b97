//! The words of texts that the index keeps.

use super::vocabulary::{TermId, Vocabulary};
use crate::text::{grammar, words};

/// The terms of words, in order.
pub(super) fn intern_all(vocabulary: &mut Vocabulary, words: &[String]) -> Vec<TermId> {
    words.iter().map(|word| vocabulary.intern(word)).collect()
}

/// Terms in order, each once.
pub(super) fn sorted(mut terms: Vec<TermId>) -> Vec<TermId> {
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The words of a text without function words; all of them, if there are no others.
pub(super) fn content(text: &str) -> Vec<String> {
    content_of(text, words(text))
}

/// The content among the words of a text.
pub(super) fn content_of(text: &str, mut words: Vec<String>) -> Vec<String> {
    if words.iter().all(|word| grammar::is_function(word)) {
        return words;
    }
    // "IT" is a name's word and a pronoun: with a capital it is the name's.
    let named_it = || text.split(|c: char| !c.is_alphanumeric()).any(|w| w == "IT");
    let keep_it = words.iter().any(|w| w == "it") && named_it();
    words.retain(|word| !grammar::is_function(word) || keep_it && word == "it");
    words
}

/// The hyphenated words of a text written as one, each as a name of its own ("e-Tax" -> "etax").
pub(super) fn joined(text: &str) -> Vec<Vec<String>> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.trim_matches('-').contains('-') && word.len() <= 24)
        .map(|word| vec![word.replace('-', "").to_lowercase()])
        .collect()
}
