//! Words that somebody wrote short: cut off ("transf"), without their vowels ("drctr"), or by how they begin and end
//! ("devt").
//!
//! Every word is listed by its first letter with the letters that it has, a bit each; a short form is compared only
//! with the words of its first letter that have all its letters. Cost: one pass over eight bytes for each word of that
//! letter, and a comparison for the few that pass.

/// Fewer letters may stand for anything.
const SHORTEST: usize = 3;

/// A short form leaves out at least so many letters; who leaves out fewer has mistyped the word.
const LEFT_OUT: usize = 2;

/// What a short form counts of the word itself, less than a slip that names it: without vowels only few words fit, ...
const SKELETON: f32 = 0.78;
/// ... more of them where it is the beginning, ...
const CUT_OFF: f32 = 0.76;
/// The beginning and the last letter ("devt", "unis").
const CONTRACTED: f32 = 0.74;
/// Some of the consonants, the last among them ("svcs").
const CONSONANTS: f32 = 0.70;

/// Three letters fit a great many words, and are as often a slip of one: they name nothing by themselves.
const OF_THREE: f32 = 0.60;

/// The words of one level of a vocabulary by first letter.
#[derive(Debug, Default)]
pub(super) struct ByFirstLetter {
    /// First letter and letters, then the word's number; sorted by first letter.
    words: Vec<(Letters, u32)>,
}

impl ByFirstLetter {
    /// Lists those words, by their place, that a short form can stand for.
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut words: Vec<(Letters, u32)> =
            words.zip(0..).filter_map(|(word, number)| Some((Letters::of(word)?, number))).collect();
        words.sort_unstable_by_key(|(letters, number)| (letters.first(), *number));
        Self { words }
    }

    /// The numbers of the words that have all letters of a short form and begin as it does.
    pub(super) fn with_letters_of(&self, short: &str) -> impl Iterator<Item = u32> {
        let wanted = Letters::of(short);
        let from = wanted.map_or(self.words.len(), |wanted| {
            self.words.partition_point(|(letters, _)| letters.first() < wanted.first())
        });
        let run =
            self.words[from..].iter().take_while(move |(word, _)| wanted.is_some_and(|w| w.first() == word.first()));
        run.filter(move |(word, _)| wanted.is_some_and(|w| w.are_among(*word))).map(|(_, number)| *number)
    }
}

/// The first letter of a word in the upper bits, and a bit for each letter that it has.
#[derive(Debug, Clone, Copy)]
struct Letters(u32);

impl Letters {
    const HAD: u32 = (1 << 26) - 1;

    /// `None` for a word that is not all letters from a to z, or too short.
    fn of(word: &str) -> Option<Self> {
        let plain = word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let first = u32::from(word.bytes().next().filter(|_| plain)? - b'a');
        Some(Self(word.bytes().fold(first << 26, |bits, byte| bits | 1 << (byte - b'a'))))
    }

    fn first(self) -> u32 {
        self.0 >> 26
    }

    fn are_among(self, other: Self) -> bool {
        self.0 & !other.0 & Self::HAD == 0
    }
}

/// What a short form counts of a word that it may stand for. Both are in lower case.
pub(super) fn stands_for(short: &str, word: &str) -> Option<f32> {
    if short.len() < SHORTEST || word.len() < short.len() + LEFT_OUT {
        return None;
    }
    let counts = if word.starts_with(short) { Some(CUT_OFF) } else { contracted(short, word) };
    counts.map(|counts| if short.len() == SHORTEST { OF_THREE } else { counts })
}

/// The same for a short form that goes on behind what it leaves out.
fn contracted(short: &str, word: &str) -> Option<f32> {
    let last = short.chars().next_back()?;
    let (start, ends_alike) = (short.strip_suffix(last)?, word.ends_with(last));
    if ends_alike && start.len() >= SHORTEST && word.starts_with(start) {
        return Some(CONTRACTED);
    }
    let mut letters = word.chars();
    let bare = letters.next() == short.chars().next() && !short.chars().skip(1).any(is_vowel);
    if !bare || !short.chars().skip(1).all(|c| letters.any(|letter| letter == c)) {
        return None;
    }
    let consonants = 1 + word.chars().skip(1).filter(|c| !is_vowel(*c)).count();
    if consonants == short.chars().count() {
        return Some(SKELETON);
    }
    ends_alike.then_some(CONSONANTS)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, proptest};

    #[test]
    fn short_forms_stand_for_words_the_likelier_the_fewer_fit() {
        let table = [
            ("lght", "lighthouse", None),
            ("lghths", "lighthouse", Some(SKELETON)),
            ("lighth", "lighthouse", Some(CUT_OFF)),
            ("lig", "lighthouse", Some(OF_THREE)),
            ("mns", "moorings", Some(OF_THREE)),
            ("moos", "moorings", Some(CONTRACTED)),
            ("mrgs", "moorings", Some(CONSONANTS)),
            ("mrngs", "moorings", Some(SKELETON)),
            // Nearly the whole word is a slip; two letters, or others, are nothing.
            ("mooring", "moorings", None),
            ("mo", "moorings", None),
            ("mgrs", "moorings", None),
            ("oorings", "moorings", None),
            // With vowels but not from the beginning.
            ("morins", "moorings", None),
        ];
        for (short, word, expected) in table {
            assert_eq!(stands_for(short, word), expected, "{short} {word}");
        }
    }

    proptest! {
        #[test]
        fn every_word_that_a_short_form_stands_for_is_met(
            words in proptest::collection::vec("[a-f]{1,9}", 1..30),
            short in "[a-f]{1,5}",
        ) {
            let listed = ByFirstLetter::of(words.iter().map(String::as_str));
            let met: Vec<u32> = listed.with_letters_of(&short).collect();
            for (number, word) in (0..).zip(&words) {
                prop_assert!(stands_for(&short, word).is_none() || met.contains(&number), "{}", word);
            }
        }
    }
}
