//! Short texts by their numbers, and numbers by their texts.
//!
//! All letters lie in one piece: a vocabulary has ten thousand words of seven letters, and a piece of memory of its own for
//! each would be two thirds bookkeeping. Numbers are found by [`Directory`], which holds no text twice.
//! Cost: the letters, four bytes a text for where it ends, and ten to be found by.

use super::directory::{Directory, IdHash};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Texts, numbered from 0 in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    letters: String,
    /// Where each text ends, in bytes.
    ends: Vec<u32>,
    numbers: Directory,
}

impl Texts {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number; empty beyond the last.
    pub(super) fn text(&self, number: u32) -> &str {
        text(&self.letters, &self.ends, number as usize)
    }

    /// The number of a text.
    pub(super) fn number(&self, of: &str) -> Option<u32> {
        self.number_hashed(IdHash::of(of), of)
    }

    /// The same of a text whose hash is known.
    pub(super) fn number_hashed(&self, hash: IdHash, of: &str) -> Option<u32> {
        let found = self.numbers.find_hashed(hash, of, |at| text(&self.letters, &self.ends, at));
        found.and_then(|at| u32::try_from(at).ok())
    }

    /// Adds a text that is not there yet, and tells its number.
    pub(super) fn push(&mut self, new: &str) -> u32 {
        let number = self.ends.len();
        self.letters.push_str(new);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
        let Self { letters, ends, numbers } = self;
        numbers.file(new, number, |at| text(letters, ends, at));
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// All texts in the order of their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.ends.len()).map(|at| text(&self.letters, &self.ends, at))
    }

    /// Gives back what was asked for beyond what there is.
    pub(super) fn shrink(&mut self) {
        self.letters.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn text<'a>(letters: &'a str, ends: &[u32], at: usize) -> &'a str {
    let start = at.checked_sub(1).map_or(0, |before| ends.get(before).map_or(usize::MAX, |end| *end as usize));
    ends.get(at).and_then(|end| letters.get(start..*end as usize)).unwrap_or_default()
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.letters, &self.ends).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (letters, ends): (String, Vec<u32>) = Deserialize::deserialize(from)?;
        let mut numbers = Directory::with_room(ends.len());
        for at in 0..ends.len() {
            numbers.file(text(&letters, &ends, at), at, |at| text(&letters, &ends, at));
        }
        Ok(Self { letters, ends, numbers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn each_text_has_its_number_and_each_number_its_text(
            all in proptest::collection::btree_set("[a-cé]{0,4}", 0..60),
            others in proptest::collection::vec("[a-cé]{0,4}", 0..20),
        ) {
            let mut texts = Texts::default();
            for (number, text) in (0..).zip(&all) {
                prop_assert_eq!(texts.push(text), number);
            }
            let kept: Texts = serde_json::from_str(&serde_json::to_string(&texts).unwrap()).unwrap();
            for texts in [&texts, &kept] {
                prop_assert_eq!(texts.len(), all.len());
                prop_assert_eq!(texts.iter().collect::<Vec<_>>(), all.iter().collect::<Vec<_>>());
                for text in all.iter().chain(&others) {
                    let expected = all.iter().position(|other| other == text).map(|at| at as u32);
                    prop_assert_eq!(texts.number(text), expected, "{}", text);
                }
                prop_assert_eq!(texts.text(all.len() as u32), "");
            }
        }
    }

    #[test]
    fn a_damaged_list_says_less_and_no_more() {
        let texts: Texts = serde_json::from_str(r#"["lampmast", [4, 2, 99, 8]]"#).unwrap();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["lamp", "", "", ""]);
    }
}
