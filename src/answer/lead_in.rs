//! What leads up to a question and is none of it: "hi, I'm on deadline with a piece about the pier: what did it cost",
//! "I should be glad to learn what it cost". Whoever asks so tells of themselves first, and their words are neither in the
//! fact nor missing from it. What they name in passing may be what they ask about: of these words only names and times count.

use super::question::Word;
use crate::search::Index;
use crate::text::{Figure, grammar, pauses};

/// Words at most through which somebody says that they want to know.
const WISH: usize = 12;

/// A question behind such a lead has at least so many words.
const ASKED: usize = 3;

/// Takes the words that lead up to the question in a text out of what is asked about.
pub(super) fn set_aside(index: &Index, words: &mut [Word], text: &str) {
    let texts: Vec<&str> = words.iter().map(|word| word.expanded.token.text.as_str()).collect();
    let end = told(&texts, text).max(wished(&texts));
    for word in &mut words[..end] {
        match word.expanded.token.figure {
            // What somebody has heard need not be so, but the time that they speak of is the one they ask about.
            Some(Figure::Number { .. }) => {
                word.frame = true;
                word.weight = 0.0;
                continue;
            }
            Some(_) => continue,
            None => {}
        }
        word.frame = true;
        word.weight = 0.0;
        word.expanded.meanings.retain(|meaning| is_of_a_name(index, meaning.term));
    }
}

fn is_of_a_name(index: &Index, term: crate::search::TermId) -> bool {
    index.subjects_with(term).next().is_some() || !index.organisations_with(term).is_empty()
}

/// The place of the question behind what somebody tells of themselves, with a pause between; 0 if there is none.
fn told(words: &[&str], text: &str) -> usize {
    let asks = |at: &usize| {
        let lead = &words[..*at];
        at + ASKED <= words.len()
            && opens_question(&words[*at..])
            && grammar::question_word(lead).is_none()
            && is_of_oneself(lead)
            && !points_back(&words[*at..])
    };
    let places = pauses(text).map(|(place, _)| place).filter(|at| *at > 0 && *at < words.len());
    places.filter(asks).last().unwrap_or(0)
}

/// Whether a clause only points back at what was said before it: "what was it", "is that true". Then that is what is asked
/// about.
fn points_back(clause: &[&str]) -> bool {
    let pointer = |word: &&str| matches!(*word, "it" | "that" | "this" | "they" | "them" | "those" | "he" | "she");
    let empty = |word: &&str| {
        grammar::is_function(word)
            || grammar::is_auxiliary(word)
            || matches!(*word, "true" | "right" | "correct" | "so")
    };
    clause.iter().any(pointer) && clause.iter().all(|word| pointer(word) || empty(word))
}

/// Whether a clause begins with a question word or a verb turned round, small words before it passed over.
fn opens_question(clause: &[&str]) -> bool {
    let small = |word: &&&str| {
        matches!(
            **word,
            "and"
                | "so"
                | "but"
                | "ok"
                | "well"
                | "um"
                | "erm"
                | "anyway"
                | "in"
                | "of"
                | "by"
                | "to"
                | "for"
                | "at"
                | "from"
        )
    };
    let skipped = clause.iter().take(2).take_while(small).count();
    let asks = |word: &&&str| grammar::question_word(&[**word, "much"]).is_some() || grammar::opens_yes_no(word);
    clause.get(skipped).filter(asks).is_some()
}

/// Whether somebody speaks of themselves and theirs, or of what they are about.
fn is_of_oneself(words: &[&str]) -> bool {
    let own = |word: &&str| matches!(*word, "i" | "im" | "ive" | "id" | "me" | "my" | "mine" | "we" | "us" | "our");
    let about = |word: &&str| {
        matches!(
            *word,
            "reading"
                | "trying"
                | "writing"
                | "checking"
                | "wondering"
                | "looking"
                | "asking"
                | "researching"
                | "working"
        )
    };
    words.iter().any(own)
        || words.first().is_some_and(about)
        || matches!(words, ["on", "deadline", ..] | ["quick", ..])
}

/// The place behind "I should be glad to learn": 0 if nobody says so.
fn wished(words: &[&str]) -> usize {
    if !matches!(words.first(), Some(&("i" | "id" | "we" | "wed" | "im"))) {
        return 0;
    }
    let wants = |word: &&str| {
        matches!(
            *word,
            "know" | "learn" | "hear" | "find" | "understand" | "establish" | "ask" | "wonder" | "wondering"
        )
    };
    let Some(verb) = words.iter().take(WISH).position(wants) else { return 0 };
    // "I know that the pier was late" wants nothing.
    let wished =
        words[..verb].iter().any(|word| matches!(*word, "to" | "would" | "should" | "was" | "am" | "wonder"))
            || matches!(words[verb], "wonder" | "wondering");
    let end = verb + 1 + usize::from(matches!(words.get(verb + 1), Some(&("out" | "from" | "whether" | "if"))));
    if wished && end + ASKED <= words.len() { end } else { 0 }
}
