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
    read(text, |text, figure, capital| Token {
        stem: if figure.is_some() { text.clone() } else { stem(&text) },
        text,
        figure,
        capital,
    })
}

/// The texts of the tokens of a text, at most [`MAX_TOKENS`]: stems cost more than all the rest.
pub fn words(text: &str) -> Vec<String> {
    read(text, |text, _, _| text)
}

/// The figures among the tokens of a text.
pub fn figures(text: &str) -> Vec<Figure> {
    read(text, |_, figure, _| figure).into_iter().flatten().collect()
}

/// Makes something of each token: of its text, its figure and whether it has a telling capital.
fn read<T>(text: &str, make: impl Fn(String, Option<Figure>, bool) -> T) -> Vec<T> {
    let chars = normalise(text);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() && tokens.len() < MAX_TOKENS {
        if let Some((figure, length)) = scan_figure(&chars[at..]) {
            let text = chars[at..at + length].iter().map(|c| c.to_ascii_lowercase()).collect();
            tokens.push(make(text, Some(figure), false));
            at += length;
        } else if chars[at].is_alphanumeric() {
            let end = word_end(&chars, at);
            if end - at <= MAX_WORD_CHARS {
                let word = &chars[at..end];
                tokens.push(make(lower_case(word), None, has_capital(word, !tokens.is_empty())));
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
    let push = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '&' => out.extend(" and ".chars()),
        // Zero-width and direction marks stand inside words without being seen.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' => {}
        c if c.is_control() => out.push(' '),
        c => out.push(c),
    };
    if text.is_ascii() {
        // Nothing to decompose, and so it is with most texts.
        text.chars().take(MAX_CHARS).for_each(push);
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).take(MAX_CHARS).for_each(push);
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

fn lower_case(word: &[char]) -> String {
    let mut text = String::with_capacity(word.len());
    for c in word {
        if c.is_ascii() {
            text.push(c.to_ascii_lowercase());
        } else {
            text.extend(c.to_lowercase());
        }
    }
    text
}

/// Whether a word has a capital that does not merely start the text.
fn has_capital(word: &[char], inside: bool) -> bool {
    word.iter().any(|c| c.is_uppercase()) && (inside || word.iter().skip(1).any(|c| c.is_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn words_and_figures_are_those_of_the_tokens() {
        let text = "The Café's head-of-IT was paid £1.2bn, or 413,000, in May 2015";
        let tokens = tokenise(text);
        assert_eq!(words(text), tokens.iter().map(|t| t.text.clone()).collect::<Vec<_>>());
        assert_eq!(figures(text), tokens.iter().filter_map(|t| t.figure).collect::<Vec<_>>());
        assert_eq!(figures(text).len(), 3);
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
