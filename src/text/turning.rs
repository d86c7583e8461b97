//! The words that turn what a sentence says: that set aside, deny by their meaning, narrow, or stand against another word.

use super::grammar::{is_comparative, is_less, is_more, superlative};

/// Whether the word can turn what a sentence says into another thing, small as it may be: a degree, an order, an
/// exception.
pub fn turns(word: &str) -> bool {
    is_more(word)
        || is_less(word)
        || is_comparative(word)
        || superlative(word).is_some()
        || matches!(
            word,
            "before" | "after" | "without" | "except" | "only" | "alone" | "instead" | "outside" | "against"
        )
}

/// Whether a word, between the one before it and the one behind (or ""), sets something aside or turns it round, small as
/// it may be: "other than", "left out", "fails to".
pub fn sets_aside(before: &str, word: &str, behind: &str) -> bool {
    match word {
        // "came out", "set off" turn nothing.
        "out" | "off" => matches!(behind, "of" | "the") || ASIDE.contains(&before),
        word => ASIDE.contains(&word),
    }
}

/// Words that set something aside.
const ASIDE: &[&str] = &[
    "other", "others", "than", "but", "else", "besides", "apart", "unless", "rather", "just", "merely", "mere",
    "away", "keep", "keeps", "keeping", "kept", "leave", "leaves", "leaving", "left", "let", "rule", "ruled", "opt",
    "opted", "stop", "stops", "stopped", "fail", "fails", "failed", "refuse", "refused", "avoid", "avoided", "lack",
    "lacks", "lacked", "barely", "hardly",
];

/// Words that deny by their meaning ("absent", "untrue", "excluded"): implicit negatives (Clark 1976, "Semantics and
/// Comprehension"; Pullum and Huddleston 2002, chapter 9).
const REVERSING: &[&str] = &[
    "untrue",
    "false",
    "falsehood",
    "fiction",
    "myth",
    "absent",
    "missing",
    "excluded",
    "exclude",
    "excludes",
    "barred",
    "ignored",
    "ignore",
    "ignores",
    "bypassed",
    "bypass",
    "unrelated",
    "lack",
    "lacks",
    "lacked",
    "lacking",
    "refuse",
    "refused",
    "refuses",
    "fail",
    "failed",
    "fails",
    "avoid",
    "avoided",
    "avoids",
    "omit",
    "omits",
    "omitted",
    "forbidden",
    "banned",
    "silent",
    "unwilling",
    "reject",
    "rejected",
    "skip",
    "skipped",
    "escape",
    "escaped",
    "deny",
    "denied",
    "spared",
    "exempt",
    "excused",
    "unaware",
    "unable",
    "unconnected",
];

/// Whether a word turns what it stands with into its opposite by its meaning alone.
pub fn reverses(word: &str) -> bool {
    REVERSING.contains(&word)
}

/// Small verbs and words that say little by themselves and much with others: "hold on to", "turned down", "its own".
const SLIPPERY: &[&str] = &[
    "hold", "held", "miss", "missed", "itself", "own", "modern", "newest", "worsen", "turn", "turned", "stay",
    "stays", "way", "set",
];

/// Whether a word turns what is said with it, though it says little by itself.
pub fn is_slippery(word: &str) -> bool {
    SLIPPERY.contains(&word)
}

/// Words that narrow in time, degree or number what is said.
const NARROWING: &[&str] = &[
    "new",
    "same",
    "different",
    "north",
    "south",
    "east",
    "west",
    "first",
    "last",
    "big",
    "small",
    "large",
    "high",
    "low",
    "good",
    "bad",
    "well",
    "open",
    "early",
    "late",
    "some",
    "anybody",
    "anyone",
    "ever",
    "yet",
    "already",
    "still",
    "too",
];

/// Whether a word narrows what is said, so that who has all the rest need not have said it.
pub fn is_narrowing(word: &str) -> bool {
    NARROWING.contains(&word)
}

/// Words that deny each other, as stems. Of a sentence that has both it takes grammar to know which it says of what.
const OPPOSITES: &[(&str, &str)] = &[
    ("low", "high"),
    ("lower", "higher"),
    ("less", "more"),
    ("few", "mani"),
    ("fewer", "more"),
    ("littl", "much"),
    ("small", "larg"),
    ("smaller", "larger"),
    ("small", "big"),
    ("fall", "rise"),
    ("fell", "rose"),
    ("down", "up"),
    ("decreas", "increas"),
    ("reduc", "increas"),
    ("late", "earli"),
    ("old", "new"),
    ("slow", "fast"),
    ("slow", "quick"),
    ("weak", "strong"),
    ("easi", "hard"),
    ("easi", "difficult"),
    ("cheap", "expens"),
    ("close", "open"),
    ("public", "privat"),
    ("intern", "extern"),
    ("fail", "succeed"),
    ("failur", "success"),
    ("lose", "win"),
    ("lost", "won"),
    ("start", "end"),
    ("begin", "end"),
];

/// Whether one of two words (as stems) denies the other: "low" and "high".
pub fn are_opposites(a: &str, b: &str) -> bool {
    OPPOSITES.iter().any(|(one, other)| (*one == a && *other == b) || (*one == b && *other == a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sets_aside_is_told_from_what_only_sounds_so() {
        let rows = [
            ("somebody other than the keeper", "other", true),
            ("was it left out of the list", "out", true),
            ("was he let off the hook", "off", true),
            ("when did it come out", "out", false),
            ("the day they set off", "off", false),
            ("did it fail to start", "fail", true),
            ("who keeps the lamp", "lamp", false),
        ];
        for (text, word, aside) in rows {
            let words: Vec<&str> = text.split(' ').collect();
            let at = words.iter().position(|w| *w == word).expect("it is there");
            let near = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
            let (before, behind) = (near(at.checked_sub(1)), near(at.checked_add(1)));
            assert_eq!(sets_aside(before, word, behind), aside, "{text}");
        }
    }

    #[test]
    fn some_words_deny_by_their_meaning() {
        assert!(["untrue", "absent", "excluded"].into_iter().all(reverses) && !reverses("lamp"));
    }
}
