//! The words of plain texts, read byte by byte: most names and sentences are ASCII and have no figure, and to widen each
//! letter to a character, look for figures and write it back takes three times as long.
//!
//! What it hands over is what [`super::tokens::each_token`] would, or it says that it cannot tell: tests hold the two
//! together.

use super::scan::begins_month;
use super::tokens::{MAX_CHARS, MAX_TOKENS, MAX_WORD_CHARS, is_plain};

/// Hands over the words of a text as they are written; `false` if it is not plain or may have a figure, whatever was
/// handed over by then.
pub(super) fn each_word(text: &str, mut hand_over: impl FnMut(&str)) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > MAX_CHARS || !bytes.iter().copied().all(is_plain) {
        return false;
    }
    let (mut at, mut words) = (0, 0);
    while at < bytes.len() && words < MAX_TOKENS {
        match bytes[at] {
            b'0'..=b'9' | b'$' => return false,
            b'a'..=b'z' | b'A'..=b'Z' => {}
            _ => {
                at += 1;
                continue;
            }
        }
        let end = word_end(bytes, at);
        if begins_month(&bytes[at..end]) {
            return false;
        }
        if end - at <= MAX_WORD_CHARS {
            hand_over(&text[at..end]);
            words += 1;
        }
        at = skip_possessive(bytes, end);
    }
    true
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(bytes.len(), |length| start + length)
}

/// As for characters: behind `'s`, or behind the apostrophe.
fn skip_possessive(bytes: &[u8], end: usize) -> usize {
    if bytes.get(end) != Some(&b'\'') {
        return end;
    }
    let tail = word_end(bytes, end + 1);
    if tail - end <= 3 { tail } else { end + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokenise;
    use super::*;
    use proptest::prelude::ProptestConfig;
    use proptest::{prop_assert_eq, proptest};

    fn read(text: &str) -> Option<Vec<String>> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_ascii_lowercase())).then_some(words)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_048))]

        #[test]
        fn plain_words_are_those_of_the_tokens(
            text in "([a-zA-Z]{1,5}|may|Sept|Marches|dec[a-c]|[0-9a]{1,3}|[ -~é]| |'s|n't|'|-|[a-z]{39,42}){0,12}",
            many in 0..80_usize,
        ) {
            for text in [text, "a-b ".repeat(many)] {
                if let Some(words) = read(&text) {
                    prop_assert_eq!(words, tokenise(&text).into_iter().map(|t| t.text).collect::<Vec<_>>(), "{}", text);
                }
            }
        }
    }

    #[test]
    fn names_are_plain_and_figures_are_not() {
        assert!(read("Deputy Director, the Board's e-Tax (North)").is_some_and(|words| words.len() == 7));
        for text in ["in 2015", "May 3", "september", "café", "R&D", "a $5 tax", &"long ".repeat(300)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
