//! Static word vectors: words that mean alike, for words that the lexicon and the facts lack ("binned" for
//! "scrapped").
//!
//! The table is embedded; assets/vectors/README.md tells how it was made, from what, and its licence. Evidence by
//! vectors is soft: a near word counts less than a synonym of the lexicon. Cost: one pass over the vocabulary's
//! rows (96 bytes a word) for a word of a question that nothing held knows, and none for the others. What such a pass
//! found is remembered, for people ask in the same words again and again.

use super::remembered::Remembered;
use super::vocabulary::TermId;
use std::sync::Arc;

static TABLE: &[u8] = include_bytes!("../../assets/vectors/words.bin");

/// Magic, version, padding, dimensions, count, text length.
const HEADER: usize = 16;

/// Below this cosine two words are related at best, not alike.
const ALIKE: f32 = 0.62;

/// What a word just alike counts of the word itself, and what one with the same vector does.
const LEAST: f32 = 0.56;
const MOST: f32 = 0.82;

/// So many bytes of two vectors are multiplied at once.
const LANES: usize = 32;

/// What is alike is remembered for so many words, some fifty bytes each, ...
const REMEMBERED: usize = 512;

/// ... where there are so many to go through that it is worth it.
const WORTH_IT: usize = 256;

/// Near words that a word is given.
const KEPT: usize = 5;

/// The embedded table, read in place.
struct Table {
    dimensions: usize,
    count: usize,
    text: usize,
    rows: usize,
}

impl Table {
    /// `None` if the bytes are not a table of the version that this reads.
    fn open() -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(TABLE.get(at..at + 4)?.try_into().ok()?) as usize);
        let dimensions = usize::from(u16::from_le_bytes(TABLE.get(6..8)?.try_into().ok()?));
        let (count, length) = (number(8)?, number(12)?);
        let text = HEADER + 4 * (count + 1);
        let table = Table { dimensions, count, text, rows: text + length };
        let sound = TABLE.starts_with(b"WVEC\x01") && TABLE.len() == table.rows + count * dimensions;
        sound.then_some(table)
    }

    fn word(&self, at: usize) -> &'static [u8] {
        let offset = |i: usize| {
            let place = HEADER + 4 * i;
            TABLE.get(place..place + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize
        };
        TABLE.get(self.text + offset(at)..self.text + offset(at + 1)).unwrap_or(&[])
    }

    /// The row of a lower-case word, and its place.
    fn row(&self, word: &str) -> Option<(usize, Row)> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            match self.word(middle).cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => {
                    let at = self.rows + middle * self.dimensions;
                    return TABLE.get(at..at + self.dimensions).map(|bytes| (middle, Row::new(bytes)));
                }
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// A word's vector: signed bytes in the table, their scale of no matter.
#[derive(Debug, Clone, Copy)]
struct Row {
    bytes: &'static [u8],
    length: f32,
}

impl Row {
    fn new(bytes: &'static [u8]) -> Self {
        let squares = bytes.iter().map(|b| f32::from(b.cast_signed()).powi(2)).sum::<f32>();
        Self { bytes, length: squares.sqrt().max(1.0) }
    }

    fn cosine(&self, other: &Self) -> f32 {
        // Products of two bytes fit into sixteen bits, of which the processor multiplies and adds many at once.
        let product = |(a, b): (&u8, &u8)| i32::from(i16::from(a.cast_signed()) * i16::from(b.cast_signed()));
        let sum = |(a, b): (&[u8], &[u8])| a.iter().zip(b).map(product).sum::<i32>();
        let (mine, others) = (self.bytes.chunks_exact(LANES), other.bytes.chunks_exact(LANES));
        let rest = sum((mine.remainder(), others.remainder()));
        let dot = mine.zip(others).map(sum).sum::<i32>() + rest;
        dot as f32 / (self.length * other.length)
    }
}

/// Terms of words alike, with the cosine of each.
type Alike = Arc<[(TermId, f32)]>;

/// The vectors of an index's words, read where they lie in the table.
#[derive(Debug)]
pub struct Vectors {
    words: Vec<(TermId, Row)>,
    /// What was found alike, by the word's place in the table.
    found: Remembered<usize, Alike>,
}

impl Default for Vectors {
    fn default() -> Self {
        Self { words: Vec::new(), found: Remembered::of(REMEMBERED) }
    }
}

impl Vectors {
    /// Takes the rows of those words that have one.
    pub fn of<'a>(words: impl Iterator<Item = (&'a str, TermId)>) -> Self {
        let Some(table) = Table::open() else { return Self::default() };
        let rows = words.filter_map(|(word, term)| Some((term, table.row(word)?.1)));
        Self { words: rows.collect(), ..Self::default() }
    }

    /// The terms of the words that are near enough to a row of the table, with the cosine of each.
    fn near(&self, place: usize, row: &Row) -> Alike {
        let find = || {
            let cosines = self.words.iter().map(|(term, other)| (*term, row.cosine(other)));
            cosines.filter(|(_, cosine)| *cosine >= ALIKE).collect()
        };
        if self.words.len() < WORTH_IT { find() } else { self.found.get(&place, find) }
    }

    /// Whether a lower-case word is one of the table's: a common English word.
    pub fn is_english(word: &str) -> bool {
        Table::open().is_some_and(|table| table.row(word).is_some())
    }

    /// The terms of words alike among those of several layers, best first, with what each counts of the word itself.
    pub fn alike<'a>(layers: impl Iterator<Item = &'a Vectors>, word: &str) -> Vec<(TermId, f32)> {
        let Some((place, row)) = Table::open().and_then(|table| table.row(word)) else { return Vec::new() };
        let mut near: Vec<(TermId, f32)> = Vec::new();
        layers.for_each(|layer| near.extend_from_slice(&layer.near(place, &row)));
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.dedup_by_key(|(term, _)| *term);
        near.truncate(KEPT);
        let counted = |cosine: f32| LEAST + (MOST - LEAST) * (cosine - ALIKE) / (1.0 - ALIKE);
        near.into_iter().map(|(term, cosine)| (term, counted(cosine.min(1.0)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_mean_alike_are_near_and_others_are_not() {
        let words = ["salary", "deadline", "location", "supplier"];
        let vectors = Vectors::of(words.into_iter().zip((0..).map(TermId)));
        let alike = |word| Vectors::alike(std::iter::once(&vectors), word);
        assert_eq!(alike("wage").first().map(|(term, _)| *term), Some(TermId(0)));
        assert_eq!(alike("provider").first().map(|(term, _)| *term), Some(TermId(3)));
        assert!(alike("giraffe").is_empty());
        assert!(alike("qwzx").is_empty());
    }

    #[test]
    fn what_is_remembered_is_what_was_found() {
        let words = ["salary", "deadline", "supplier"].into_iter().cycle().zip((0..).map(TermId));
        let vectors = Vectors::of(words.take(WORTH_IT));
        let alike = |word| Vectors::alike(std::iter::once(&vectors), word);
        let [first, second, again] = ["wage", "provider", "wage"].map(alike);
        assert!(!first.is_empty() && first == again && first != second);
        let small = Vectors::of([("salary", TermId(0))].into_iter());
        let both = Vectors::alike([&vectors, &small].into_iter(), "wage");
        assert_eq!(both[0], first[0], "each layer remembers its own");
    }
}
