//! Words near a typed one: which can be, and how near they are.
//!
//! Near words are found by symmetric deletes (Garbe 2012, "SymSpell"): every word is filed under what is left of its
//! first [`PREFIX`] letters when one or two are deleted; a typed word, deleted in the same way, meets every word
//! within the distance. What meets is told apart in three steps: by more of the delete's hash, which lies beside the
//! word's number and so in memory that is read anyway; by its shape, which costs a look elsewhere; and if that fits by
//! the optimal string alignment distance, which costs twenty instructions a letter.
//! Cost of a look-up: at most 29 deletes of a prefix of seven letters, whatever the number of words. Of filing:
//! a few instructions a delete, for nothing is sorted and the hash of a delete is made from those of its pieces.

use super::postings::Lists;
use serde::{Deserialize, Serialize};

/// Deletes are made from this many letters at the start of a word.
const PREFIX: usize = 7;

/// Words of fewer letters are never taken for a typo of another, nor another for a typo of them: an
/// abbreviation one edit from another (COO, CTO) is never meant.
pub(super) const SHORTEST_NEAR: usize = 4;

/// How near a word of four letters is to what is left of it when one is missing.
const CLIPPED: f32 = 0.62;

/// From this many letters on two edits are allowed; below, two edits make another word.
const TWO_EDITS_FROM: usize = 7;

/// From this many letters on two edits are allowed in words that start alike.
const TWO_EDITS_ALIKE_FROM: usize = 6;

/// So many lists a word: about ten deletes share one, and what does not belong together is told apart by its tag.
const LISTS: usize = 2;

/// Words by their deletes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Deletes {
    /// Under the upper bits of a delete's hash the numbers of the words it comes from, each with a tag in the bits that
    /// numbers leave free: the next bits of the hash.
    filed: Lists,
    places: DeletePlaces,
    shapes: Vec<Shape>,
}

/// Where a delete is filed, by its hash.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct DeletePlaces {
    /// How many bits of a hash tell the list.
    listed: u32,
    /// The bits of the words' numbers.
    numbers: u32,
}

impl DeletePlaces {
    fn of(words: usize) -> Self {
        let listed = (words * LISTS).max(2).next_power_of_two().trailing_zeros().min(31);
        // No number has all of these bits, so that no entry has all of its own.
        let numbers = u32::try_from(words + 1).ok().and_then(u32::checked_next_power_of_two);
        Self { listed, numbers: numbers.map_or(u32::MAX, |more| more - 1) }
    }

    fn list(self, hash: u32) -> u32 {
        hash.wrapping_shr(u32::BITS.wrapping_sub(self.listed))
    }

    fn tag(self, hash: u32) -> u32 {
        hash.wrapping_shl(self.listed) & !self.numbers
    }
}

impl Deletes {
    /// Files words by their place.
    pub(super) fn of<'a>(words: impl ExactSizeIterator<Item = &'a str> + Clone) -> Self {
        let places = DeletePlaces::of(words.len());
        let filed = Lists::of(1 << places.listed, |file| {
            for (number, word) in (0..).zip(words.clone()) {
                each_delete(word, |hash| file(places.list(hash), places.tag(hash) | number));
            }
        });
        Self { filed, places, shapes: words.map(Shape::of).collect() }
    }

    /// How many words are filed.
    pub(super) fn words(&self) -> usize {
        self.shapes.len()
    }

    /// The numbers of all words that [`nearness`] or [`clipped`] may find near, in order, and few others.
    pub(super) fn met_by(&self, word: &str) -> Vec<u32> {
        // The words of a small index over another are all known below it as often as not.
        if self.shapes.is_empty() {
            return Vec::new();
        }
        let shape = Shape::of(word);
        let mut met: Vec<u32> = Vec::new();
        let fits = |number: &u32| self.shapes.get(*number as usize).is_some_and(|other| other.fits(shape));
        each_delete(word, |hash| {
            let (tag, numbers) = (self.places.tag(hash), self.places.numbers);
            let filed = self.filed.with(self.places.list(hash)).iter();
            let tagged = filed.filter(|filed| **filed & !numbers == tag).map(|filed| filed & numbers);
            met.extend(tagged.filter(fits));
        });
        met.sort_unstable();
        met.dedup();
        met
    }
}

/// Which letters a word has, and in the upper six bits how many, as far as they go.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Shape(u32);

impl Shape {
    const LETTERS: u32 = (1 << 26) - 1;

    fn of(word: &str) -> Self {
        let (mut letters, mut length) = (0, 0_u32);
        for c in word.chars() {
            if c.is_ascii_lowercase() {
                letters |= 1 << (u32::from(c) - u32::from('a'));
            }
            length += 1;
        }
        Self(letters | length.min(63) << 26)
    }

    /// Whether words of these shapes can be two edits or fewer apart: an edit adds or takes one letter at most, or
    /// puts one in another's place.
    fn fits(self, other: Self) -> bool {
        (self.0 >> 26).abs_diff(other.0 >> 26) <= 2 && ((self.0 ^ other.0) & Self::LETTERS).count_ones() <= 4
    }
}

/// How near two words are, the same for both orders: 1 for the same word and less the more was edited, with the edits.
/// `None` beyond the allowed distance.
pub(super) fn nearness(typed: &Pattern, other: &str) -> Option<(f32, usize)> {
    let others = if other.is_ascii() { other.len() } else { other.chars().count() };
    let shorter = typed.length.min(others);
    if shorter < SHORTEST_NEAR || typed.length.abs_diff(others) > 2 {
        return None;
    }
    let edits = typed.edits(other);
    let same_start = typed.word.chars().next() == other.chars().next();
    let quality = match (edits, same_start) {
        // One edit of a word of four letters often makes another word; at the first letter nearly always.
        (1, true) if shorter <= 4 => 0.80,
        (1, false) if shorter <= 4 => 0.62,
        (1, true) => 0.92,
        (1, false) => 0.84,
        (2, true) if shorter >= TWO_EDITS_FROM => 0.82,
        (2, false) if shorter >= TWO_EDITS_FROM => 0.68,
        (2, true) if shorter >= TWO_EDITS_ALIKE_FROM => 0.70,
        _ => return None,
    };
    Some((quality, edits))
}

/// The same of a word of three letters and one of four that it would be with one more put in, anywhere but at the start:
/// "hed" for "head". Only a word that nobody knows is taken for such a slip, and only of one that everybody does; to see
/// to that is the caller's.
pub(super) fn clipped(typed: &Pattern, other: &str) -> Option<(f32, usize)> {
    let lengths = typed.length + 1 == SHORTEST_NEAR && other.chars().count() == SHORTEST_NEAR;
    let same_start = typed.word.chars().next() == other.chars().next();
    (lengths && same_start && typed.edits(other) == 1).then_some((CLIPPED, 1))
}

/// A word that many others are compared with: where each letter stands in it, as bits.
///
/// The optimal string alignment distance a column at a time, all its rows in the bits of one number (Myers 1999;
/// Hyyrö 2003 for letters that changed places). Cost: some twenty instructions a letter of the other word, where
/// `strsim`, to which the tests hold it equal, takes a row of additions. What is not ASCII or longer is left to `strsim`.
pub(super) struct Pattern<'a> {
    word: &'a str,
    /// In letters.
    length: usize,
    places: [u64; 128],
}

impl<'a> Pattern<'a> {
    pub(super) fn of(word: &'a str) -> Self {
        let mut places = [0; 128];
        for (at, letter) in word.bytes().enumerate().filter(|(at, letter)| *at < 64 && letter.is_ascii()) {
            places[usize::from(letter)] |= 1 << at;
        }
        Self { word, length: word.chars().count(), places }
    }

    /// The edits between the words: letters put in, taken out, exchanged, or two that changed places.
    fn edits(&self, other: &str) -> usize {
        let fits = (1..=64).contains(&self.length) && self.word.is_ascii() && other.is_ascii();
        if !fits {
            return strsim::osa_distance(self.word, other);
        }
        let last = 1 << (self.length - 1);
        let (mut more, mut less, mut zero, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut edits = self.length;
        for letter in other.bytes() {
            let here = self.places[usize::from(letter)];
            let swapped = (!zero & here) << 1 & before;
            zero = ((here & more).wrapping_add(more) ^ more) | here | less | swapped;
            let (up, down) = (less | !(zero | more), zero & more);
            edits = edits + usize::from(up & last != 0) - usize::from(down & last != 0);
            let up = up << 1 | 1;
            (more, less, before) = (down << 1 | !(zero | up), up & zero, here);
        }
        edits
    }
}

/// Hands over the hashes of a word's prefix with none, one and two letters deleted, some of them twice. Words too
/// short for two edits need no two deletes, those that can only be [`clipped`] none, and shorter ones are near nothing.
fn each_delete(word: &str, mut hand_over: impl FnMut(u32)) {
    let mut pieces = Pieces::default();
    for c in word.chars().take(PREFIX) {
        pieces.add(c);
    }
    let n = pieces.length;
    if n + 1 < SHORTEST_NEAR {
        return;
    }
    hand_over(mixed(pieces.hash(0, n)));
    if n < SHORTEST_NEAR {
        return;
    }
    for i in 0..n {
        let first = pieces.hash(0, i);
        hand_over(mixed(pieces.joined(first, i + 1, n)));
        if n >= TWO_EDITS_ALIKE_FROM {
            for j in i + 1..n {
                hand_over(mixed(pieces.joined(pieces.joined(first, i + 1, j), j + 1, n)));
            }
        }
    }
}

/// The letters of a prefix as a polynomial (Karp and Rabin 1987): the hash of any piece of it, and of pieces joined,
/// is a multiplication and an addition away. Prefixes that share a hash by chance are told apart by their shapes.
#[derive(Default)]
struct Pieces {
    /// The hash of the first letters, for each number of them.
    first: [u32; PREFIX + 1],
    length: usize,
}

impl Pieces {
    /// FNV's prime.
    const BASE: u32 = 0x0100_0193;

    /// Its powers up to the length of a prefix.
    const POWERS: [u32; PREFIX + 1] = {
        let mut powers = [1_u32; PREFIX + 1];
        let mut at = 1;
        while at <= PREFIX {
            powers[at] = powers[at - 1].wrapping_mul(Self::BASE);
            at += 1;
        }
        powers
    };

    fn add(&mut self, c: char) {
        self.first[self.length + 1] = self.first[self.length].wrapping_mul(Self::BASE).wrapping_add(u32::from(c));
        self.length += 1;
    }

    /// The hash of the letters from `start` to before `end`.
    fn hash(&self, start: usize, end: usize) -> u32 {
        self.first[end].wrapping_sub(self.first[start].wrapping_mul(Self::POWERS[end - start]))
    }

    /// The hash of letters with those from `start` to before `end` behind them.
    fn joined(&self, before: u32, start: usize, end: usize) -> u32 {
        before.wrapping_mul(Self::POWERS[end - start]).wrapping_add(self.hash(start, end))
    }
}

/// Spreads a hash over its upper bits (Fibonacci hashing, Knuth): words are filed under those.
fn mixed(hash: u32) -> u32 {
    (hash ^ hash >> 15).wrapping_mul(0x9e37_79b9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn edits_are_those_that_strsim_counts(word in "[a-cé]{0,12}", other in "[a-cé]{0,12}", long in "[ab]{50,80}") {
            for (a, b) in [(&word, &other), (&long, &other), (&word, &long)] {
                prop_assert_eq!(Pattern::of(a).edits(b), strsim::osa_distance(a, b), "{} {}", a, b);
            }
        }

        #[test]
        fn deletes_meet_every_word_that_is_near(
            words in proptest::collection::vec("[a-dé]{3,10}", 1..12),
            typed in "[a-dé]{3,10}",
        ) {
            let met = Deletes::of(words.iter().map(String::as_str)).met_by(&typed);
            for (number, word) in (0..).zip(&words) {
                prop_assert!(nearness(&Pattern::of(&typed), word).is_none() || typed == *word || met.contains(&number), "{word}");
            }
        }

        #[test]
        fn the_hash_of_joined_pieces_is_that_of_their_letters(word in "[a-z]{1,7}", from in 0..7_usize, to in 0..7_usize) {
            let pieces_of = |word: &str| word.chars().fold(Pieces::default(), |mut pieces, c| {
                pieces.add(c);
                pieces
            });
            let (pieces, n) = (pieces_of(&word), word.len());
            let (from, to) = (from.min(to).min(n), from.max(to).min(n));
            let rest = format!("{}{}", &word[..from], &word[to..]);
            let whole = pieces_of(&rest);
            prop_assert_eq!(pieces.joined(pieces.hash(0, from), to, n), whole.hash(0, rest.len()));
        }
    }
}
