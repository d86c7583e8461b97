//! How alike two texts are: by their words, whatever their order, their slips and their endings.

use super::{Reader, grammar, stem};

/// Words of at least this many letters may differ by a slip.
const SHORTEST_SLIP: usize = 5;

/// From this similarity on two long words are one with a slip (one in six letters).
const SLIP: f64 = 0.83;

/// The words of a text that count when it is compared: without function words, unless there are no others.
pub fn telling_words(text: &str) -> Vec<String> {
    let mut reader = Reader::default();
    let all = reader.read(text).iter().map(str::to_owned);
    let telling: Vec<String> = all.clone().filter(|w| !grammar::is_function(w) && !grammar::is_filler(w)).collect();
    if telling.is_empty() { all.collect() } else { telling }
}

/// From 0 (no word in common) to 1 (the same words): the share of words that both have, counted from both sides
/// (Dice 1945). Words are met by their stem, long ones also with a slip. Cost: the product of the numbers of words.
pub fn alike(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let met =
        |from: &[String], to: &[String]| from.iter().filter(|word| to.iter().any(|other| same(word, other))).count();
    (met(a, b) + met(b, a)) as f64 / (a.len() + b.len()) as f64
}

fn same(a: &str, b: &str) -> bool {
    let long = |word: &str| word.chars().count() >= SHORTEST_SLIP && !word.contains(|c: char| c.is_ascii_digit());
    a == b || stem(a) == stem(b) || long(a) && long(b) && strsim::normalized_damerau_levenshtein(a, b) >= SLIP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_their_words() {
        let degree = |a: &str, b: &str| alike(&telling_words(a), &telling_words(b));
        assert_eq!(degree("how much does the lamp keeper earn", "lamp keepers earn how much?"), 1.0);
        assert!(degree("salary of the lighthouse keeper", "lighthose keeper salary") > 0.9);
        assert!(degree("salary of the lamp keeper", "salary of the pier master") < 0.5);
        assert!(degree("budget 2031", "budget 2032") < 0.6);
        assert_eq!((degree("", "lamp"), degree("the", "the")), (0.0, 1.0));
    }
}
