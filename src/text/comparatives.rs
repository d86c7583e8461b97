//! The words by which two things are set against each other, with the scale each speaks of: "older" of time, "longer"
//! of a stretch of it, "dearer" of money. Closed vocabulary: the degrees of the commonest adjectives (Quirk et al.,
//! *A Comprehensive Grammar of the English Language*, 7.74), and the words that say that things are alike or apart.

/// What a comparative measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// When something was.
    Time,
    /// How long something took.
    Length,
    /// How many or how much there is of something.
    Size,
    /// What something costs.
    Price,
    /// Whatever is named beside it: "higher", "more".
    Any,
}

/// A comparative or superlative: its scale, and towards which end of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Degree {
    /// What it measures.
    pub scale: Scale,
    /// More of it; of time, later.
    pub more: bool,
}

const DEGREES: &[(Scale, bool, &[&str])] = &[
    (Scale::Time, false, &["older", "oldest", "earlier", "earliest", "sooner", "soonest"]),
    (Scale::Time, true, &["newer", "newest", "later", "latest", "younger", "youngest", "recently", "recent"]),
    (Scale::Length, true, &["longer", "longest", "slower", "slowest"]),
    (Scale::Length, false, &["shorter", "shortest", "quicker", "quickest", "faster", "fastest"]),
    (Scale::Size, true, &["bigger", "biggest", "larger", "largest", "fatter", "fattest", "heftier", "heftiest"]),
    (Scale::Size, false, &["smaller", "smallest", "fewer", "fewest"]),
    (Scale::Price, true, &["dearer", "dearest", "pricier", "priciest", "costlier", "costliest"]),
    (Scale::Price, false, &["cheaper", "cheapest"]),
    (
        Scale::Any,
        true,
        &[
            "more",
            "most",
            "higher",
            "highest",
            "greater",
            "greatest",
            "better",
            "best",
            "exceed",
            "exceeds",
            "exceeded",
            "above",
            "further",
            "farther",
            "outnumber",
            "outnumbers",
        ],
    ),
    (Scale::Any, false, &["less", "least", "lower", "lowest", "worse", "worst", "below"]),
];

/// A shorter word is a letter away from too many others.
const SHORTEST: usize = 5;

/// Words of order, which have many other uses.
const ORDERS: &[(&str, bool)] = &[("first", false), ("before", false), ("last", true), ("after", true)];

/// Words that say that things are alike.
const ALIKE: &[&str] = &["same", "identical", "equal", "equally", "share", "shared", "alike"];

/// Words that ask how far things lie apart.
const APART: &[&str] = &["difference", "differ", "gap", "apart", "separates", "diff", "minus"];

/// Words that say that something grew, and that it shrank, as stems: verbs of change (Levin 1993, 45.6).
const GROWS: &[&str] =
    &["rise", "rose", "risen", "grow", "grew", "grown", "increas", "climb", "expand", "rais", "jump", "up"];
const SHRINKS: &[&str] =
    &["fall", "fell", "fallen", "shrink", "shrank", "shrunk", "decreas", "drop", "reduc", "down", "cut"];

/// The degree that a word is.
pub fn degree(word: &str) -> Option<Degree> {
    let of = DEGREES.iter().find(|(_, _, words)| words.contains(&word));
    of.map(|(scale, more, _)| Degree { scale: *scale, more: *more })
}

/// Whether the word, with a "from" behind it, asks how far things lie apart.
pub fn separates(word: &str) -> bool {
    matches!(word, "separates" | "separate" | "differs" | "differ")
}

/// The comparative or superlative that a word was to be, where a letter is missing or too many, or two are swapped.
pub fn slip(word: &str) -> Option<&'static str> {
    let all = DEGREES.iter().flat_map(|(_, _, words)| words.iter().copied());
    let ending = |meant: &&str| meant.len() >= SHORTEST && (meant.ends_with("er") || meant.ends_with("est"));
    all.filter(ending).find(|meant| word.chars().next() == meant.chars().next() && is_slip(word, meant))
}

/// Whether one word is another with a letter left out, one typed twice or put in, or two neighbours swapped.
fn is_slip(word: &str, meant: &str) -> bool {
    let (word, meant): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    let without = |long: &[char], short: &[char]| {
        long.len() == short.len() + 1
            && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
    };
    let swapped = || {
        let unlike: Vec<usize> = (0..word.len()).filter(|at| word[*at] != meant[*at]).collect();
        matches!(unlike[..], [a, b] if b == a + 1 && word[a] == meant[b] && word[b] == meant[a])
    };
    without(&meant, &word) || without(&word, &meant) || word.len() == meant.len() && swapped()
}

/// The degree in time that a word of order is: "first", "after".
pub fn order(word: &str) -> Option<Degree> {
    let of = ORDERS.iter().find(|(order, _)| *order == word);
    of.map(|(_, more)| Degree { scale: Scale::Time, more: *more })
}

/// Whether the word speaks of age, and so of when something began.
pub fn is_of_age(word: &str) -> bool {
    matches!(word, "older" | "oldest" | "newer" | "newest" | "younger" | "youngest")
}

/// What says of two things that have been there for some time which is the older: "around longer", "running longest".
/// The words before it that may stand there.
pub fn is_of_being_there(word: &str) -> bool {
    matches!(word, "around" | "going" | "running" | "existed" | "operating" | "operated" | "existence" | "there")
}

/// The word of age that a word of length is where something has been there for so long: "longer" is "older".
pub fn age(word: &str) -> Option<&'static str> {
    match word {
        "longer" => Some("older"),
        "longest" => Some("oldest"),
        "shorter" => Some("newer"),
        "shortest" => Some("newest"),
        _ => None,
    }
}

/// Whether the word says that things are alike.
pub fn is_alike(word: &str) -> bool {
    ALIKE.contains(&word)
}

/// Whether the word asks how far things lie apart.
pub fn is_apart(word: &str) -> bool {
    APART.contains(&word)
}

/// Whether a word, given as its stem, says that something became more, or less; `None` if neither.
pub fn change(stem: &str) -> Option<bool> {
    match (GROWS.contains(&stem), SHRINKS.contains(&stem)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Whether a word stands between things that are set against each other.
pub fn is_between(word: &str) -> bool {
    matches!(word, "or" | "and" | "than" | "vs" | "versus" | "v" | "against" | "nor" | "compared")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_degree() {
        let mut all: Vec<&str> = DEGREES.iter().flat_map(|(_, _, words)| words.iter().copied()).collect();
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), before);
    }

    #[test]
    fn a_slip_of_a_comparative_is_told() {
        let meant = [("oldr", "older"), ("biger", "bigger"), ("ealrier", "earlier"), ("cheapper", "cheaper")];
        for (word, degree) in meant {
            assert_eq!(slip(word), Some(degree), "{word}");
        }
        // Another first letter, or another letter in the place of one, makes another word.
        assert_eq!(["bolder", "holder", "fasten", "longed", "mast"].map(slip), [None; 5]);
    }

    #[test]
    fn a_degree_has_its_scale_and_its_end() {
        assert_eq!(degree("oldest"), Some(Degree { scale: Scale::Time, more: false }));
        assert_eq!(degree("cheaper"), Some(Degree { scale: Scale::Price, more: false }));
        assert_eq!(degree("harbour"), None);
    }
}
