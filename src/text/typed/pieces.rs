//! A short text cut into numbers, words and signs.

use crate::text::numbers;

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Digits with the commas and full stops between them.
    Number(&'t str),
    /// Letters, in lower case; full stops among them fall away ("p.a.").
    Word(String),
    /// Any other character.
    Sign(char),
}

/// The pieces of a text, read one after the other.
#[derive(Debug, Clone)]
pub(super) struct Pieces<'t> {
    text: &'t str,
    /// Each with the byte at which it begins.
    all: Vec<(Piece<'t>, usize)>,
    /// The next one; may be set back to an earlier value of itself.
    pub at: usize,
    /// Any three capitals are a currency.
    pub any_code: bool,
}

impl<'t> Pieces<'t> {
    /// Cuts a text. Its length is for the caller to bound.
    pub fn new(text: &'t str) -> Self {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or_default();
            let length = if c.is_ascii_digit() {
                run(rest, |c| c.is_ascii_digit(), ".,")
            } else if c.is_alphabetic() {
                run(rest, char::is_alphabetic, ".")
            } else {
                c.len_utf8()
            };
            let piece = rest.get(..length).unwrap_or_default();
            if c.is_ascii_digit() {
                all.push((Piece::Number(piece), at));
            } else if c.is_alphabetic() {
                all.push((Piece::Word(piece.replace('.', "").to_lowercase()), at));
            } else if !c.is_whitespace() {
                all.push((Piece::Sign(c), at));
            }
            at += length;
            // "approx." and "p.a." end in a full stop that is part of them.
            if c.is_alphabetic() && text.get(at..).is_some_and(|rest| rest.starts_with('.')) {
                at += 1;
            }
        }
        Self { text, all, at: 0, any_code: false }
    }

    /// The next piece.
    pub fn peek(&self) -> Option<&Piece<'t>> {
        self.all.get(self.at).map(|(piece, _)| piece)
    }

    /// The text from the next piece on.
    pub fn rest(&self) -> &'t str {
        let from = self.all.get(self.at).map_or(self.text.len(), |(_, from)| *from);
        self.text.get(from..).unwrap_or_default()
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.at >= self.all.len()
    }

    /// The next piece, if it is a number.
    pub fn number(&mut self) -> Option<&'t str> {
        let Some(Piece::Number(digits)) = self.peek() else { return None };
        let digits = *digits;
        self.at += 1;
        Some(digits)
    }

    /// The next piece, if it is a whole number without commas and full stops.
    pub fn whole(&mut self) -> Option<(i64, usize)> {
        let at = self.at;
        let digits = self.number()?;
        let whole = digits.parse().ok().map(|n| (n, digits.len()));
        if whole.is_none() {
            self.at = at;
        }
        whole
    }

    /// The next piece, if it is a word.
    pub fn word(&self) -> Option<&str> {
        match self.peek() {
            Some(Piece::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// The next piece as it was typed, if it is a word.
    pub fn typed_word(&self) -> Option<&'t str> {
        self.word()?;
        self.rest().split(|c: char| !c.is_alphabetic()).next()
    }

    /// Passes over these words ("up to") if they are next.
    pub fn eat(&mut self, words: &str) -> bool {
        let at = self.at;
        for word in words.split(' ') {
            if self.word() != Some(word) {
                self.at = at;
                return false;
            }
            self.at += 1;
        }
        true
    }

    /// Passes over any of these that is next; the longer ones must stand first.
    pub fn eat_any(&mut self, choices: &[&str]) -> bool {
        choices.iter().any(|words| self.eat(words))
    }

    /// Passes over a sign if it is next.
    pub fn eat_sign(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Piece::Sign(sign));
        self.at += usize::from(found);
        found
    }

    /// Looks the next word up, and passes over it if `find` knows it.
    pub fn take<T>(&mut self, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let found = find(self.word()?);
        self.at += usize::from(found.is_some());
        found
    }

    /// A number in words, up to twelve.
    pub fn number_word(&mut self) -> Option<i64> {
        self.take(numbers::number_word)
    }
}

/// The bytes of a run of characters, with single ones of `inside` between them.
fn run(text: &str, belongs: impl Fn(char) -> bool, inside: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = inside.contains(c) && chars.peek().is_some_and(|(_, next)| belongs(*next));
        if !belongs(c) && !joins {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_signs() {
        let pieces = |text: &'static str| -> Vec<Piece<'static>> {
            Pieces::new(text).all.into_iter().map(|(piece, _)| piece).collect()
        };
        let word = |text: &str| Piece::Word(text.to_owned());
        assert_eq!(
            pieces("~£58,000.50 p.a."),
            [Piece::Sign('~'), Piece::Sign('£'), Piece::Number("58,000.50"), word("pa")]
        );
        assert_eq!(
            pieces("58k-66k, or."),
            [
                Piece::Number("58"),
                word("k"),
                Piece::Sign('-'),
                Piece::Number("66"),
                word("k"),
                Piece::Sign(','),
                word("or")
            ]
        );
        assert_eq!(pieces("1st."), [Piece::Number("1"), word("st")]);
    }

    #[test]
    fn the_rest_is_the_text_as_typed() {
        let mut pieces = Pieces::new("up to 5 Lamp Rooms");
        assert!(pieces.eat_any(&["up", "up to"]));
        assert!(!pieces.eat("to the"));
        assert!(pieces.eat("to"));
        assert_eq!(pieces.number(), Some("5"));
        assert_eq!(pieces.rest(), "Lamp Rooms");
    }
}
