//! The closed words of English that say how a thing is asked: superlatives, comparisons, yes or no, chat spellings.
//! The words that say next to nothing are in `stopwords` and `filler`.
//!
//! Open-class words (what people call a salary, a boss, a department) are data in the knowledge folder.

use super::filler::FILLER;
pub use super::filler::is_filler;
use super::lexicon::Asks;
use super::stopwords::FUNCTION;
pub use super::stopwords::is_function;
pub use super::turning::{are_opposites, is_narrowing, is_slippery, reverses, sets_aside, turns};

/// Words that ask for all there is of something.
const LIST: &[&str] = &["list", "all", "every", "each", "name", "which", "everything", "everyone", "enumerate"];

/// Whether the word asks for all there is.
pub fn is_list(word: &str) -> bool {
    LIST.contains(&word)
}

/// Every closed word: what a mistyped word may have been meant for.
pub fn closed_words() -> impl Iterator<Item = &'static str> {
    FUNCTION.iter().chain(FILLER).chain(SUPERLATIVES.iter().map(|(word, _)| word)).chain(MORE).chain(LESS).copied()
}

/// Whether the word is a colour of traffic lights, by which progress is rated.
pub fn is_light(word: &str) -> bool {
    matches!(word, "red" | "amber" | "yellow" | "green")
}

/// Which end of a scale a superlative asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The most.
    Highest,
    /// The least.
    Lowest,
    /// The last in time.
    Latest,
    /// The first in time.
    Earliest,
}

const SUPERLATIVES: &[(&str, Extreme)] = &[
    ("highest", Extreme::Highest),
    ("most", Extreme::Highest),
    ("biggest", Extreme::Highest),
    ("fattest", Extreme::Highest),
    ("heftiest", Extreme::Highest),
    ("largest", Extreme::Highest),
    ("greatest", Extreme::Highest),
    ("top", Extreme::Highest),
    ("best", Extreme::Highest),
    ("maximum", Extreme::Highest),
    ("max", Extreme::Highest),
    ("priciest", Extreme::Highest),
    ("costliest", Extreme::Highest),
    ("dearest", Extreme::Highest),
    ("lowest", Extreme::Lowest),
    ("least", Extreme::Lowest),
    ("smallest", Extreme::Lowest),
    ("cheapest", Extreme::Lowest),
    ("worst", Extreme::Lowest),
    ("bottom", Extreme::Lowest),
    ("minimum", Extreme::Lowest),
    ("min", Extreme::Lowest),
    ("poorest", Extreme::Lowest),
    ("latest", Extreme::Latest),
    ("newest", Extreme::Latest),
    ("earliest", Extreme::Earliest),
    ("oldest", Extreme::Earliest),
];

/// The end of a scale a word asks for.
pub fn superlative(word: &str) -> Option<Extreme> {
    SUPERLATIVES.iter().find(|(w, _)| *w == word).map(|(_, extreme)| *extreme)
}

const MORE: &[&str] = &[
    "more",
    "over",
    "above",
    "exceed",
    "exceeds",
    "exceeding",
    "exceeded",
    "higher",
    "bigger",
    "larger",
    "greater",
    "better",
    "north",
    "beyond",
];
const LESS: &[&str] = &["less", "under", "below", "fewer", "lower", "smaller", "cheaper", "beneath", "worse"];

/// Whether the word says "more than".
pub fn is_more(word: &str) -> bool {
    MORE.contains(&word)
}

/// Whether the word sets two things against each other by itself ("bigger", unlike "more").
pub fn is_comparative(word: &str) -> bool {
    matches!(
        word,
        "higher"
            | "better"
            | "bigger"
            | "larger"
            | "greater"
            | "lower"
            | "smaller"
            | "cheaper"
            | "exceed"
            | "exceeds"
            | "exceeded"
    )
}

/// Whether the word says "less than".
pub fn is_less(word: &str) -> bool {
    LESS.contains(&word)
}

/// Whether a word says that an amount gets past the one behind it, or, with `false`, as far as that; `None` if neither.
pub fn gets_past(word: &str) -> Option<bool> {
    Some(match word {
        "break" | "breaks" | "breaking" | "pass" | "passes" | "passing" | "cross" | "crosses" | "crossing"
        | "crack" | "cracks" | "clear" | "clears" | "tops" | "topping" | "surpass" | "surpasses" => true,
        "hit" | "hits" | "hitting" | "reach" | "reaches" | "reaching" => false,
        _ => return None,
    })
}

/// What a question asks by its first question word, if it has one.
pub fn question_word(words: &[&str]) -> Option<Asks> {
    words.iter().enumerate().find_map(|(at, word)| {
        Some(match *word {
            "who" | "whom" | "whose" => Asks::Who,
            "when" => Asks::When,
            "where" => Asks::Where,
            "why" => Asks::Why,
            "what" | "which" => Asks::What,
            "how" => match words.get(at + 1).copied() {
                Some("much") => Asks::HowMuch,
                Some("many") => Asks::HowMany,
                Some("long") => Asks::HowLong,
                Some("come") => Asks::Why,
                _ => Asks::What,
            },
            _ => return None,
        })
    })
}

/// Where a verb stands by which a cause is given, if "to" goes with it: "attributed to", "put down to".
pub fn verb_of_a_cause(words: &[&str]) -> Option<std::ops::Range<usize>> {
    let given = words.iter().enumerate().find_map(|(at, word)| match *word {
        "attribute" | "attributed" | "ascribe" | "ascribed" => Some(at..at + 1),
        "put" if words.get(at + 1) == Some(&"down") => Some(at..at + 2),
        _ => None,
    })?;
    let to = words.get(given.end) == Some(&"to") || words.first() == Some(&"to");
    to.then_some(given)
}

/// Whether a word is a helping verb that is no form of "to be": behind one comes somebody, not what is asked for.
pub fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "do" | "does" | "did" | "will" | "would" | "can" | "could" | "should" | "has" | "have" | "had" | "must"
    )
}

/// Whether the word is a form of "to be".
pub fn is_being(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "isn" | "aren" | "wasn" | "weren")
}

/// Whether a word is what somebody with a post is called, behind what the post is for: "programme director".
pub fn is_of_a_post(word: &str) -> bool {
    matches!(
        word,
        "director" | "directors" | "manager" | "managers" | "lead" | "leader" | "head" | "chief" | "boss" | "officer"
    )
}

/// Whether a stem is a unit in which time is counted.
pub fn is_unit_of_time(stem: &str) -> bool {
    matches!(stem, "day" | "week" | "month" | "year" | "hour" | "decad")
}

/// Whether a word asks for all of something, or for several things taken together.
pub fn is_whole(word: &str) -> bool {
    matches!(
        word,
        "total"
            | "totals"
            | "overall"
            | "altogether"
            | "whole"
            | "entire"
            | "together"
            | "combined"
            | "sum"
            | "add"
            | "added"
            | "jointly"
    )
}

/// Whether a word is money and nothing but money: what it is paid for is said elsewhere.
pub fn is_money(word: &str) -> bool {
    matches!(
        word,
        "money"
            | "cash"
            | "dosh"
            | "wonga"
            | "quid"
            | "pounds"
            | "sterling"
            | "euros"
            | "dollars"
            | "kronor"
            | "kroner"
            | "francs"
            | "zloty"
            | "yen"
            | "rupees"
    )
}

/// Whether the word is a courtesy at the end of a request.
pub fn is_polite(word: &str) -> bool {
    matches!(word, "please" | "pls" | "plz" | "thanks" | "thank" | "you" | "cheers" | "ta" | "mate")
}

/// Whether a question that starts with this word asks for yes or no.
pub fn opens_yes_no(word: &str) -> bool {
    let helps = matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "do"
            | "does"
            | "did"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "shall"
    );
    helps || is_denied_verb(word)
}

/// Whether the sentence denies what it speaks of.
pub fn denies(words: &[&str]) -> bool {
    // "had yet to carry" denies as "had not carried" does.
    let yet_to = words.windows(2).any(|pair| pair == ["yet", "to"]);
    yet_to
        || words
            .iter()
            .any(|w| matches!(*w, "no" | "not" | "never" | "none" | "without" | "nobody" | "neither" | "nothing"))
}

/// Helping verbs with "n't", as they are read: without the apostrophe and what follows, or typed without it.
const DENIED_VERBS: &[&str] = &[
    "isn", "aren", "wasn", "weren", "don", "doesn", "didn", "hasn", "haven", "hadn", "won", "wouldn", "couldn",
    "shouldn", "mustn", "needn", "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "hasnt", "havent",
    "hadnt", "wont", "wouldnt", "couldnt", "shouldnt", "cant", "cannot",
];

/// Whether the word is a helping verb that denies.
pub fn is_denied_verb(word: &str) -> bool {
    DENIED_VERBS.contains(&word)
}

/// Whether the word speaks of all or of none of something.
pub fn is_universal(word: &str) -> bool {
    matches!(word, "all" | "every" | "always" | "everything" | "entirely" | "any" | "everyone" | "each" | "wholly")
}

/// Whether the word limits a statement to a part.
pub fn is_limiting(word: &str) -> bool {
    matches!(word, "only" | "solely" | "partly" | "some" | "sometimes" | "limited" | "merely")
}

/// Closed words as they are typed in chats, and slips too short for the typo search.
const CHAT: &[(&str, &str)] = &[
    ("dose", "does"),
    ("rihgt", "right"),
    ("rigth", "right"),
    ("wat", "what"),
    ("b4", "before"),
    ("wil", "will"),
    ("shud", "should"),
    ("wud", "would"),
    ("cud", "could"),
    ("hav", "have"),
    ("adn", "and"),
    ("fro", "for"),
    ("si", "is"),
    ("thier", "their"),
    ("wot", "what"),
    ("wht", "what"),
    ("wots", "what"),
    ("wats", "what"),
    ("waht", "what"),
    ("wen", "when"),
    ("wehn", "when"),
    ("wher", "where"),
    ("were's", "where"),
    ("hu", "who"),
    ("hwo", "who"),
    ("woh", "who"),
    ("wich", "which"),
    ("whch", "which"),
    ("y", "why"),
    ("hw", "how"),
    ("hwo", "how"),
    ("u", "you"),
    ("youve", "you"),
    ("r", "are"),
    ("ur", "your"),
    ("teh", "the"),
    ("abt", "about"),
    ("n", "and"),
    ("da", "the"),
    ("iz", "is"),
    ("wuz", "was"),
    ("whose", "whose"),
    ("howmuch", "how"),
    ("fer", "for"),
    ("thats", "that"),
    ("doesnt", "doesn"),
    ("didnt", "didn"),
    ("isnt", "isn"),
    ("wasnt", "wasn"),
    ("hasnt", "hasn"),
    ("wont", "won"),
    ("dont", "don"),
];

/// The closed word that a chat spelling stands for.
pub fn chat(word: &str) -> Option<&'static str> {
    CHAT.iter().find(|(typed, _)| *typed == word).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denied_verb_opens_a_question_for_yes_or_no() {
        for word in ["isn", "didnt", "wouldn", "cant", "is", "would"] {
            assert!(opens_yes_no(word), "{word}");
        }
        assert!(is_denied_verb("isn") && !is_denied_verb("is") && !opens_yes_no("who"));
    }
}
