//! Which words of a text are filed.

use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Words, grammar};

/// The words of a text without function words; all of them, if there are no others.
pub(super) fn content<'a>(text: &str, words: &'a Words) -> Vec<&'a str> {
    let mut kept = Vec::with_capacity(words.len());
    each_content(text, words, |word| kept.push(word));
    kept
}

/// Hands over the words of a text without function words; all of them, if there are no others.
pub(super) fn each_content<'a>(text: &str, words: &'a Words, mut hand_over: impl FnMut(&'a str)) {
    if words.iter().all(grammar::is_function) {
        return words.iter().for_each(hand_over);
    }
    for word in words.iter() {
        if !grammar::is_function(word) || word == "it" && names_it(text) {
            hand_over(word);
        }
    }
}

/// Whether the "it" of a text is the name of what this is all about: "IT" is a name's word and a pronoun, and with a
/// capital it is the name's.
pub(super) fn names_it(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "IT")
}

/// The hyphenated words of a text written as one, each a name of its own ("e-Tax" -> "etax").
pub(super) fn joined(text: &str) -> impl Iterator<Item = String> {
    // Most texts have no hyphen, and are not split.
    let hyphenated = if text.contains('-') { text } else { "" };
    hyphenated
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.trim_matches('-').contains('-') && word.len() <= 24)
        .map(|word| word.replace('-', "").to_lowercase())
}

/// The terms of words, in their order.
pub(super) fn intern_all<'a>(vocabulary: &mut Vocabulary, words: impl IntoIterator<Item = &'a str>) -> Vec<TermId> {
    words.into_iter().map(|word| vocabulary.intern(word)).collect()
}

/// Terms in order, each once.
pub(super) fn sorted(mut terms: Vec<TermId>) -> Vec<TermId> {
    terms.sort_unstable();
    terms.dedup();
    terms
}
