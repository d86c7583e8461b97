//! Whether a statement is one sentence that can be quoted alone.

use super::report::{Marked, Report};

/// The longest statement that still reads as an answer, in characters.
const READABLE: usize = 300;

/// Warns of a statement that is long, is not one sentence, or does not end as one.
pub(super) fn check(statement: &Marked<String>, report: &mut Report) {
    let text = &statement.value;
    let length = text.chars().count();
    if length > READABLE {
        let expected = format!("expected at most {READABLE}: an answer holds little more");
        report.warning(statement.spot, format!("the statement is {length} characters long"), expected);
    }
    if !text.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with('.') {
        let expected = "expected one full sentence that ends with a full stop";
        report.warning(statement.spot, "the statement does not end with a full stop", expected);
    }
    if sentences(text) > 1 {
        let expected = "expected one; a second sentence is a fact of its own";
        report.warning(statement.spot, "the statement is more than one sentence", expected);
    }
}

/// How many sentences a text seems to be: an end mark behind a word that is no abbreviation, with a capital next.
fn sentences(text: &str) -> usize {
    let text = without_quotations(text);
    let mut words = text.split_whitespace().peekable();
    let mut ends = 0;
    while let Some(word) = words.next() {
        let Some(next) = words.peek() else { break };
        let capital = next.trim_start_matches(['"', '\'', '“', '‘', '(']).starts_with(char::is_uppercase);
        if capital && ends_a_sentence(word) {
            ends += 1;
        }
    }
    ends + 1
}

/// The text with one word for each quotation, whose own marks end nothing (a headline "Like a challenge? Join us").
fn without_quotations(text: &str) -> String {
    let parts = text.split(['"', '“', '”']).enumerate();
    parts.map(|(number, part)| if number % 2 == 0 { part } else { "Quotation" }).collect()
}

fn ends_a_sentence(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'', '“', '”', '‘', '’', '(', ')']);
    let Some(stem) = word.strip_suffix(['.', '!', '?']) else { return false };
    let asks_or_calls = !word.ends_with('.');
    // "Mr.", "St.", "Prof.", "J.", "U.S.", "e.g.": short words with a capital, and those with stops inside.
    let short_title = stem.chars().count() <= 4
        && stem.starts_with(char::is_uppercase)
        && stem.chars().skip(1).all(char::is_lowercase);
    let abbreviation = stem.contains('.') && !stem.ends_with(|c: char| c.is_ascii_digit());
    asks_or_calls || !(short_title || abbreviation || ["etc", "vs", "approx"].contains(&stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_inside_a_sentence_do_not_end_it() {
        for text in [
            "The unit cost £16.67m in 2015-16.",
            "Mr. Brown of No. 10 met Prof. J. Green of the U.S. Army.",
            "The site gov.uk. had it.",
            "It asked \"why?\" and left.",
            "The headline is \"Like a challenge? Join us\".",
        ] {
            assert_eq!(sentences(text), 1, "{text}");
        }
    }

    #[test]
    fn a_second_sentence_is_seen() {
        for text in
            ["It was late. The cost rose.", "It ended in 2015. \"Then\" came another.", "Why? Because of “X”."]
        {
            assert_eq!(sentences(text), 2, "{text}");
        }
    }
}
