//! Names with their abbreviations spelt out and put in, by the numbers of their words.
//!
//! Three names in four have a word with which an abbreviation begins, and get up to eight variants: with numbers no letter
//! is compared, and all variants of a name lie in one list that is used again for the next. What comes out is what
//! [`Abbreviations::variants`](super::abbreviations::Abbreviations::variants) makes of the words themselves.

use super::abbreviations::MAX_VARIANTS;
use super::learner::{Change, Learner, WordId};
use std::rc::Rc;

/// The variants of one name.
#[derive(Debug, Default)]
pub(super) struct Variants {
    words: Vec<WordId>,
    /// Where each ends.
    ends: Vec<usize>,
    met: Vec<Found>,
}

/// A change that can be made: its number, where, and which it is of those that begin with a word.
#[derive(Debug, Clone)]
struct Found {
    number: usize,
    at: usize,
    changes: Rc<[Change]>,
    which: usize,
}

impl Variants {
    /// Puts those of another name in the place of these; the name itself is the first.
    pub(super) fn fill(&mut self, name: &[WordId], learner: &mut Learner) {
        let Self { words, ends, met } = self;
        words.clear();
        ends.clear();
        words.extend_from_slice(name);
        ends.push(words.len());
        let mut next = 0;
        while next < ends.len() && ends.len() < MAX_VARIANTS {
            let (start, end) = (start(ends, next), ends[next]);
            find(&words[start..end], learner, met);
            for Found { at, changes, which, .. } in met.drain(..) {
                let Change { from, to, .. } = &changes[which];
                // Nothing that was put in is changed again.
                if !words[..ends[0]].windows(from.len()).any(|words| *words == **from) {
                    continue;
                }
                let new = words.len();
                words.extend_from_within(start..start + at);
                words.extend_from_slice(to);
                words.extend_from_within(start + at + from.len()..end);
                if ends.len() < MAX_VARIANTS && each(words, ends).all(|other| *other != words[new..]) {
                    ends.push(words.len());
                } else {
                    words.truncate(new);
                }
            }
            next += 1;
        }
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[WordId]> {
        each(&self.words, &self.ends)
    }

    /// Adds the other form of every abbreviation in the words.
    pub(super) fn enrich(&mut self, words: &mut Vec<WordId>, learner: &mut Learner) {
        find(words, learner, &mut self.met);
        self.met.drain(..).for_each(|found| words.extend_from_slice(&found.changes[found.which].to));
    }
}

fn start(ends: &[usize], of: usize) -> usize {
    of.checked_sub(1).map_or(0, |before| ends[before])
}

fn each<'a>(words: &'a [WordId], ends: &'a [usize]) -> impl Iterator<Item = &'a [WordId]> {
    (0..ends.len()).map(|at| &words[start(ends, at)..ends[at]])
}

/// The changes that can be made, each at the first place where it can, in the lexicon's order.
fn find(words: &[WordId], learner: &mut Learner, met: &mut Vec<Found>) {
    met.clear();
    for (at, word) in words.iter().enumerate() {
        let Some(changes) = learner.changes(*word) else { continue };
        for (which, change) in changes.iter().enumerate() {
            let known = met.iter().any(|other| other.number == change.number);
            if !known && words[at..].starts_with(&change.from) {
                met.push(Found { number: change.number, at, changes: Rc::clone(&changes), which });
            }
        }
    }
    met.sort_unstable_by_key(|found| found.number);
}

#[cfg(test)]
mod tests {
    use super::super::abbreviations::Abbreviations;
    use super::super::vocabulary::Vocabulary;
    use super::*;
    use crate::text::lexicon::{Abbreviation, Lexicon};
    use crate::text::{Reader, Words};
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn numbered_words_get_the_variants_that_words_get(
            pairs in proptest::collection::vec(("[ab]{1,2}", "[a-c]{1,2}( [a-c]){0,2}"), 0..9),
            names in proptest::collection::vec(proptest::collection::vec("[a-c]{1,2}", 0..6), 1..4),
        ) {
            let pairs = pairs.into_iter().map(|(short, long)| Abbreviation { short, long });
            let lexicon = Lexicon { abbreviations: pairs.collect(), ..Lexicon::default() };
            let abbreviations = Abbreviations::new(&lexicon, &mut Reader::default());
            let vocabulary = Vocabulary::default();
            let (mut learner, mut variants) = (Learner::over(&vocabulary, &abbreviations), Variants::default());
            for name in &names {
                let mut numbers: Vec<WordId> = name.iter().map(|word| learner.number(word)).collect();
                variants.fill(&numbers, &mut learner);
                let expected = abbreviations.variants(name.iter().map(String::as_str).collect());
                let expected: Vec<Vec<WordId>> =
                    expected.iter().map(|words| words.iter().map(|word| learner.number(word)).collect()).collect();
                prop_assert_eq!(variants.iter().map(<[WordId]>::to_vec).collect::<Vec<_>>(), expected);

                let mut words = Words::default();
                name.iter().for_each(|word| words.push(word));
                abbreviations.enrich(&mut words);
                variants.enrich(&mut numbers, &mut learner);
                prop_assert_eq!(&numbers, &words.iter().map(|word| learner.number(word)).collect::<Vec<_>>());
            }
        }
    }
}
