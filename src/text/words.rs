//! Many texts read one after another: their words and figures, without a token for each.
//!
//! An index reads tens of thousands of short texts when the bot starts. Here each costs no allocation: the buffers
//! of the text before are used again. Words only: stems cost more than all the rest, and are made once for each
//! different word ([`super::stem`]).

use super::plain;
use super::scan::Figure;
use super::tokens::{each_token, lower_case, normalise};

/// A list of words in one string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// Where each word ends, in bytes.
    ends: Vec<usize>,
}

impl Words {
    /// Adds a word.
    pub fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len());
    }

    /// Adds a word of ASCII letters and digits in lower case.
    fn push_lower_case(&mut self, word: &str) {
        let start = self.text.len();
        self.push(word);
        self.text[start..].make_ascii_lowercase();
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes all words away, and keeps their room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// Reads texts one after another.
#[derive(Debug, Default)]
pub struct Reader {
    chars: Vec<char>,
    words: Words,
    figures: Vec<Figure>,
}

impl Reader {
    /// The texts of the tokens of a text, at most [`super::MAX_TOKENS`], lower case.
    pub fn read(&mut self, text: &str) -> &Words {
        self.words.clear();
        self.figures.clear();
        if plain::each_word(text, |word| self.words.push_lower_case(word)) {
            return &self.words;
        }
        self.words.clear();
        normalise(text, &mut self.chars);
        each_token(&self.chars, |letters, figure| {
            lower_case(letters, &mut self.words.text);
            self.words.ends.push(self.words.text.len());
            self.figures.extend(figure);
        });
        &self.words
    }

    /// The figures among the tokens of the text that was read last.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    #[test]
    fn words_and_figures_are_those_of_the_tokens() {
        let mut reader = Reader::default();
        for text in ["The Café's head-of-IT was paid £1.2bn, or 413,000, in May 2015", "", "R&D", "in May 2015"] {
            let tokens = tokenise(text);
            let words: Vec<&str> = reader.read(text).iter().collect();
            assert_eq!(words, tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), "{text}");
            assert_eq!(reader.figures(), tokens.iter().filter_map(|t| t.figure).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn words_that_are_added_come_last() {
        let mut words = Reader::default().read("two words").clone();
        words.push("more");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["two", "words", "more"]);
        assert_eq!(words.len(), 3);
    }
}
