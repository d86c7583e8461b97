//! A space that slipped by one letter: "doe sthe" is "does the". Fast typists press the space bar a key too soon or too
//! late, and leave two words that nobody knows.

use crate::search::{Index, Vectors};
use crate::text::{Token, grammar, stem};

/// Words that may lend a letter have at least so many.
const LETTERS: usize = 2;

/// Puts spaces right that slipped by one letter, where that makes two known words of one that is not known and its
/// neighbour.
pub(super) fn put_right(index: &Index, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), behind.first_mut()) else { return };
        let words = [&*left, &*right];
        let plain = |token: &&Token| token.figure.is_none() && !token.capital && token.text.is_ascii();
        let unknown = |token: &&Token| !is_known(index, &token.text) && !Vectors::is_english(&token.text);
        if !words.iter().all(plain) || !words.iter().any(unknown) {
            continue;
        }
        if let Some((one, other)) = moved(index, &left.text, &right.text) {
            for (token, text) in [(left, one), (right, other)] {
                token.stem = stem(&text);
                token.text = text;
            }
        }
    }
}

/// Two words with a letter moved from one to the other, if both are known then.
fn moved(index: &Index, left: &str, right: &str) -> Option<(String, String)> {
    let later = (left.len() > LETTERS).then(|| {
        let (rest, letter) = left.split_at(left.len() - 1);
        (rest.to_owned(), format!("{letter}{right}"))
    });
    let sooner = (right.len() > LETTERS).then(|| {
        let (letter, rest) = right.split_at(1);
        (format!("{left}{letter}"), rest.to_owned())
    });
    [later, sooner].into_iter().flatten().find(|(one, other)| is_known(index, one) && is_known(index, other))
}

/// Whether a word is a small one, or one that something held or the lexicon has.
fn is_known(index: &Index, word: &str) -> bool {
    grammar::is_function(word) || grammar::is_filler(word) || index.vocabulary().get(&stem(word)).is_some()
}
