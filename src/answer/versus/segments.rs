//! Where one of the things that are set against each other ends and the next begins: at the words between them, at
//! question words, and where the writer put a comma, a colon or a dash.

use crate::answer::question::Question;
use crate::search::Index;
use crate::text::{comparatives, tokenise};
use std::ops::Range;

/// A slip of a name's word is taken for it from this quality on: where it stands in the name tells the rest.
const SLIP: f32 = 0.35;

/// The runs of words between what separates them, in order; none is empty. What stands within a name separates nothing.
pub(super) fn split(index: &Index, question: &Question, text: &str) -> Vec<Range<usize>> {
    let n = question.words.len();
    let pauses = pauses(text, n);
    let in_a_name = |at: usize| {
        question.mentions.iter().any(|m| {
            let before = m.words.iter().rev().find(|word| **word < at);
            let behind = m.words.iter().find(|word| **word >= at && joins_nothing(question, **word));
            let (Some(before), Some(behind)) = (before, behind) else { return false };
            m.subjects.iter().any(|subject| stand_in_a_name(index, question, *subject, [*before, *behind]))
        })
    };
    let in_an_organisation = |at: usize| question.organisations.iter().any(|m| m.words.0 < at && at < m.words.1);
    let chooses = |at: usize| matches!(question.text(at), "or" | "than");
    let inside = |at: usize| !chooses(at) && (in_an_organisation(at) || in_a_name(at));
    let mut segments = Vec::new();
    let mut start = 0;
    for at in 0..n {
        if inside(at) {
            continue;
        }
        let from =
            question.text(at) == "from" && (0..at).any(|before| comparatives::separates(question.text(before)));
        let between = from || joins(question, at) || comparatives::is_between(question.text(at));
        if between || pauses.contains(&at) || opens_a_clause(question.text(at)) {
            segments.push(start..at);
            start = if between { at + 1 } else { at };
        }
    }
    segments.push(start..n);
    segments.retain(|words| !words.is_empty());
    segments
}

/// Whether the word at a place stands between no two things.
fn joins_nothing(question: &Question, at: usize) -> bool {
    !comparatives::is_between(question.text(at))
}

/// Whether a name of the subject has two words of the question, or what they are slips of, with nothing between them but
/// "and" or a comma. These may stand within a name; what else stands between two things does not.
fn stand_in_a_name(index: &Index, question: &Question, subject: usize, around: [usize; 2]) -> bool {
    let doc = index.subject(subject);
    let mut names = std::iter::once(&doc.subject.name).chain(&doc.subject.aliases);
    let pause = |name: &&String| name.contains(" and ") || name.contains(',');
    names.by_ref().filter(pause).any(|name| {
        let mut stems: Vec<String> = tokenise(name).into_iter().map(|token| token.stem).collect();
        stems.retain(|stem| stem != "and");
        let is = |(at, stem): (&usize, &String)| {
            let word = &question.words[*at].expanded;
            let slip = || index.vocabulary().get(stem).is_some_and(|term| word.quality(term) >= SLIP);
            word.token.stem == *stem || slip()
        };
        stems.windows(2).any(|pair| around.iter().zip(pair).all(is))
    })
}

/// "compare one with the other", "equal to the other", "the same as the other"
fn joins(question: &Question, at: usize) -> bool {
    let compared = |word: &str| matches!(word, "compare" | "compared" | "comparing") || comparatives::is_alike(word);
    let behind = (0..at).any(|before| compared(question.text(before)));
    let different = (0..at).any(|before| question.text(before) == "different");
    behind && matches!(question.text(at), "with" | "to" | "as") || different && question.text(at) == "from"
}

fn opens_a_clause(word: &str) -> bool {
    matches!(word, "which" | "who" | "whose" | "what" | "whos" | "how" | "when")
}

/// The places of the words before which the writer paused; none where the text cannot be taken apart there.
fn pauses(text: &str, words: usize) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    let space = |at: Option<usize>| at.is_none_or(|at| chars.get(at).is_none_or(|c| c.is_whitespace()));
    let stops = |at: usize, c: char| match c {
        '(' | ')' => true,
        ',' | ';' | ':' | '?' | '!' => space(Some(at + 1)),
        '-' | '\u{2013}' | '\u{2014}' => space(at.checked_sub(1)) && space(Some(at + 1)),
        _ => false,
    };
    let (mut places, mut read, mut piece) = (Vec::new(), 0, String::new());
    for (at, c) in chars.iter().enumerate() {
        piece.push(*c);
        if stops(at, *c) {
            read += tokenise(&piece).len();
            piece.clear();
            places.push(read);
        }
    }
    read += tokenise(&piece).len();
    if read == words { places } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Lexicon;

    #[test]
    fn what_is_set_against_each_other_is_told_apart() {
        let index = Index::build(Lexicon::default(), [], [], []);
        for (text, segments) in [
            (
                "which shines further, the north lamp or the south lamp",
                vec!["which shines further", "the north lamp", "the south lamp"],
            ),
            ("oldest: north lamp, south lamp and pier", vec!["oldest", "north lamp", "south lamp", "pier"]),
            ("is the pier longer than the mole?", vec!["is the pier longer", "the mole"]),
            ("north lamp vs pier - bigger crew?", vec!["north lamp", "pier", "bigger crew"]),
            ("between pier and mole who has more keepers", vec!["between pier", "mole", "who has more keepers"]),
        ] {
            let question = Question::read(&index, text);
            let words = |range: &Range<usize>| {
                let words: Vec<&str> = range.clone().map(|at| question.text(at)).collect();
                words.join(" ")
            };
            let found: Vec<String> = split(&index, &question, text).iter().map(words).collect();
            assert_eq!(found, segments, "{text}");
        }
    }
}
