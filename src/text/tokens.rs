//! From what was typed to tokens: normalised words, figures and dates.
//!
//! Normalising: Unicode NFKD with marks dropped (so that full-width letters and accents fall away), lower
//! case, typographic quotes and dashes to their ASCII forms, possessive `'s` and mentions removed. Stemming is
//! the Snowball English stemmer (Porter2), so that "paid for", "pays" and "paying" share a term.

use super::scan::{Figure, scan_figure, scan_month_behind};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More tokens than this are not read: it bounds the work for any input.
pub const MAX_TOKENS: usize = 64;

/// No question is read beyond this many characters after normalising.
pub(super) const MAX_CHARS: usize = 1_200;

/// A longer run of letters is no word.
pub(super) const MAX_WORD_CHARS: usize = 40;

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
    let mut chars = Vec::new();
    normalise(text, &mut chars);
    let mut tokens = Vec::new();
    each_token(&chars, |letters, figure| {
        let capital = figure.is_none() && has_capital(letters, !tokens.is_empty());
        let mut text = String::with_capacity(letters.len());
        lower_case(letters, &mut text);
        tokens.push(Token { stem: if figure.is_some() { text.clone() } else { stem(&text) }, text, figure, capital });
    });
    tokens
}

/// Hands over the letters of each token of a text, with its figure.
pub(super) fn each_token(chars: &[char], mut hand_over: impl FnMut(&[char], Option<Figure>)) {
    let (mut at, mut tokens) = (0, 0);
    let mut before: &[char] = &[];
    while at < chars.len() && tokens < MAX_TOKENS {
        let figure = scan_figure(&chars[at..]).or_else(|| scan_month_behind(before, &chars[at..]));
        if let Some((figure, length)) = figure {
            hand_over(&chars[at..at + length], Some(figure));
            tokens += 1;
            at += length;
            before = &[];
        } else if chars[at].is_alphanumeric() {
            let end = word_end(chars, at);
            before = &chars[at..end];
            if end - at <= MAX_WORD_CHARS {
                hand_over(&chars[at..end], None);
                tokens += 1;
            }
            at = skip_possessive(chars, end);
        } else {
            at += 1;
        }
    }
}

/// Whether normalising leaves a character as it is: letters, digits and plain signs.
pub(super) fn is_plain(b: u8) -> bool {
    matches!(b, b' '..=b'~') && !matches!(b, b'&' | b'`')
}

/// Writes the normalised characters of a text over those that are there.
pub(super) fn normalise(text: &str, out: &mut Vec<char>) {
    out.clear();
    // What is nothing but letters, digits and plain signs needs nothing done, and so it is with most texts.
    if text.bytes().all(is_plain) {
        out.extend(text.bytes().take(MAX_CHARS).map(char::from));
        return;
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).take(MAX_CHARS).for_each(|c| match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '&' => out.extend(" and ".chars()),
        // Zero-width and direction marks stand inside words without being seen.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' => {}
        c if c.is_control() => out.push(' '),
        c => out.push(c),
    });
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

/// Adds the letters to a text in lower case.
pub(super) fn lower_case(letters: &[char], text: &mut String) {
    for c in letters {
        if c.is_ascii() {
            text.push(c.to_ascii_lowercase());
        } else {
            text.extend(c.to_lowercase());
        }
    }
}

/// Whether a word has a capital that does not merely start the text.
fn has_capital(word: &[char], inside: bool) -> bool {
    word.iter().any(|c| c.is_uppercase()) && (inside || word.iter().skip(1).any(|c| c.is_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenise(text).into_iter().map(|token| token.text).collect()
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
