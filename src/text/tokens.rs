//! From what was typed to tokens: normalised words, figures and dates.
//!
//! Normalising: Unicode NFKD with marks dropped (so that full-width letters and accents fall away), lower
//! case, typographic quotes and dashes to their ASCII forms, possessive `'s` and mentions removed. Stemming is
//! the Snowball English stemmer (Porter2), so that "paid for", "pays" and "paying" share a term.

use super::scan::{Figure, scan_figure};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More tokens than this are not read: it bounds the work for any input.
pub const MAX_TOKENS: usize = 64;

/// No question is read beyond this many characters after normalising.
const MAX_CHARS: usize = 1_200;

/// A longer run of letters is no word.
const MAX_WORD_CHARS: usize = 40;

/// One word or figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Lower case, without marks; a figure as it was typed.
    pub text: String,
    /// Its stem; for a figure the text.
    pub stem: String,
    /// What it says, if it is a figure or a date.
    pub figure: Option<Figure>,
    /// Typed with a capital that does not merely start the text.
    pub capital: bool,
}

/// The stem of a lower-case word.
pub fn stem(word: &str) -> String {
    // Words of three letters and fewer are abbreviations as often as not: they stay.
    if word.len() <= 3 || !word.is_ascii() {
        return word.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// The tokens of a text, at most [`MAX_TOKENS`].
pub fn tokenise(text: &str) -> Vec<Token> {
    let chars = normalise(text);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() && tokens.len() < MAX_TOKENS {
        if let Some((figure, length)) = scan_figure(&chars[at..]) {
            let text: String = chars[at..at + length].iter().map(|c| c.to_ascii_lowercase()).collect();
            tokens.push(Token { stem: text.clone(), text, figure: Some(figure), capital: false });
            at += length;
        } else if chars[at].is_alphanumeric() {
            let end = word_end(&chars, at);
            if end - at <= MAX_WORD_CHARS {
                tokens.push(word(&chars[at..end], !tokens.is_empty()));
            }
            at = skip_possessive(&chars, end);
        } else {
            at += 1;
        }
    }
    tokens
}

fn normalise(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len().min(MAX_CHARS));
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).take(MAX_CHARS) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => out.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '&' => out.extend(" and ".chars()),
            // Zero-width and direction marks stand inside words without being seen.
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' => {
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn word_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while end < chars.len() && chars[end].is_alphanumeric() {
        end += 1;
    }
    end
}

/// Behind a word: passes over `'s`, and over the apostrophe of `isn't` so that its `t` is no word.
fn skip_possessive(chars: &[char], end: usize) -> usize {
    if chars.get(end) != Some(&'\'') {
        return end;
    }
    let tail = word_end(chars, end + 1);
    if tail - end <= 3 { tail } else { end + 1 }
}

fn word(chars: &[char], inside: bool) -> Token {
    let text: String = chars.iter().flat_map(|c| c.to_lowercase()).collect();
    let capital =
        chars.iter().any(|c| c.is_uppercase()) && (inside || chars.iter().skip(1).any(|c| c.is_uppercase()));
    Token { stem: stem(&text), text, figure: None, capital }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenise(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn words_are_lower_case_without_marks_and_possessives() {
        assert_eq!(words("What's the Café’s head-of-IT on?"), ["what", "the", "cafe", "head", "of", "it", "on"]);
        assert_eq!(words("R&D isn't ＦＵＬＬ"), ["r", "and", "d", "isn", "full"]);
    }

    #[test]
    fn figures_are_single_tokens() {
        assert_eq!(
            words("is it £1.2bn or 413,000 in 2015-16?"),
            ["is", "it", "£1.2bn", "or", "413,000", "in", "2015-16"]
        );
    }

    #[test]
    fn any_length_is_bounded() {
        assert_eq!(tokenise(&"word ".repeat(10_000)).len(), MAX_TOKENS);
        assert!(tokenise(&"x".repeat(100_000)).is_empty());
    }

    #[test]
    fn capitals_count_inside_a_sentence_only() {
        let capital = |text: &str| tokenise(text).iter().map(|t| t.capital).collect::<Vec<_>>();
        assert_eq!(capital("Who is Ann"), [false, false, true]);
        assert_eq!(capital("HMRC pay"), [true, false]);
    }
}
