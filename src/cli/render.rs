//! An answer as text for a terminal or a file. Emphasis is written as ANSI codes; the stream drops them where
//! nobody can see them.

use crate::answer::Answer;
use crate::fact::{FuzzyDate, Inference, Source};
use crate::text::say;
use std::io::{self, Write};

const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// Writes the sentence, the sources and what else may have been meant.
pub(super) fn answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let text = printable(&answer.text);
    let (headline, rest) = first_sentence(&text);
    writeln!(out, "{BOLD}{headline}{BOLD:#}{rest}")?;
    for source in &answer.sources {
        writeln!(out, "Source: {}", printable(&citation(source)))?;
    }
    if !answer.suggestions.is_empty() {
        writeln!(out, "Did you mean")?;
    }
    for (number, suggestion) in (1..).zip(&answer.suggestions) {
        writeln!(out, "  {number}. {}: \"{}\"", printable(&suggestion.name), printable(&suggestion.question))?;
    }
    Ok(())
}

/// Publisher, "title", author, date and address: what is known, with what was inferred marked.
fn citation(source: &Source) -> String {
    let marked = |name: &str, key: &str| {
        let inferred = source.inferred.iter().any(|part| part == key);
        if inferred { format!("{name} (inferred)") } else { name.to_owned() }
    };
    let mut parts = Vec::new();
    parts.extend(source.publisher.as_deref().map(|name| marked(name, "publisher")));
    parts.push(format!("\"{}\"", source.title));
    parts.extend(source.author.as_deref().map(|name| marked(name, "author")));
    parts.extend(source.published.as_ref().map(date));
    let citation = parts.join(", ") + ".";
    match &source.url {
        Some(url) => format!("{citation} {url}"),
        None => citation,
    }
}

fn date(date: &FuzzyDate) -> String {
    let words = say::date(date);
    match date.inference() {
        Inference::Stated => words,
        Inference::Year => format!("{words} (year inferred)"),
        Inference::Whole => format!("{words} (inferred)"),
    }
}

/// Stored text and the question's own words must not steer the terminal: control characters and the marks that
/// turn the direction of writing become spaces; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The first sentence and the rest. A full stop ends it only before white space and a new beginning, outside
/// brackets, and not behind a single letter or a title ("Ms. Example", "J. Example").
fn first_sentence(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\n' => return text.split_at(at),
            '.' | '!' | '?' if depth == 0 => {
                let (head, rest) = text.split_at(at + 1);
                if begins_anew(rest) && !(c == '.' && is_abbreviated(&head[..at])) {
                    return (head, rest);
                }
            }
            _ => {}
        }
    }
    (text, "")
}

fn begins_anew(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(char::is_lowercase)
}

fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial || matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "St")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Choice, Outcome, Suggestion};
    use std::sync::Arc;

    fn source(inferred: &[&str], published: Option<&str>) -> Source {
        Source {
            id: "paper".into(),
            title: "Lamp lit".to_owned(),
            publisher: Some("The Buoy".to_owned()),
            author: Some("A. Keeper".to_owned()),
            published: published.map(|date| date.parse().unwrap()),
            url: None,
            inferred: inferred.iter().map(|part| (*part).to_owned()).collect(),
        }
    }

    #[test]
    fn a_citation_marks_what_was_inferred_and_leaves_out_what_is_not_known() {
        for (inferred, published, expected) in [
            (&[][..], Some("2031-04-02"), "The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031."),
            (&["publisher", "author"], None, "The Buoy (inferred), \"Lamp lit\", A. Keeper (inferred)."),
            (&[], Some("2031-12~"), "The Buoy, \"Lamp lit\", A. Keeper, December 2031 (inferred)."),
            (&[], Some("2031~-04-02"), "The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031 (year inferred)."),
            (&[], Some("2031"), "The Buoy, \"Lamp lit\", A. Keeper, 2031."),
        ] {
            assert_eq!(citation(&source(inferred, published)), expected);
        }
        let bare = Source { publisher: None, author: None, url: Some("https://x.test/".into()), ..source(&[], None) };
        assert_eq!(citation(&bare), "\"Lamp lit\". https://x.test/");
    }

    #[test]
    fn the_first_sentence_ends_where_a_reader_would_say() {
        for (text, first) in [
            ("It pays £9.50 an hour (est. May 2031). It was less.", "It pays £9.50 an hour (est. May 2031)."),
            ("It reports to Ms. J. Lamp of pier 4. She lights it.", "It reports to Ms. J. Lamp of pier 4."),
            ("One line\nanother", "One line"),
            ("No end", "No end"),
            ("Is it held? No.", "Is it held?"),
            ("", ""),
        ] {
            let (head, rest) = first_sentence(text);
            assert_eq!(head, first);
            assert_eq!(format!("{head}{rest}"), text);
        }
    }

    #[test]
    fn an_answer_reads_from_the_sentence_to_the_suggestions() {
        let choice = Choice { subject: "keeper".into(), attribute: None };
        let suggestion =
            Suggestion { choice, name: "Lamp \u{1b}[31mkeeper\u{202e}".into(), question: "what does he do?".into() };
        let whole = Answer {
            outcome: Outcome::Suggest,
            text: "Nothing certain. But near.".into(),
            confidence: 0.5,
            facts: vec![],
            sources: vec![Arc::new(source(&[], None))],
            suggestions: vec![suggestion],
            nearby: vec![],
        };
        let mut out = Vec::new();
        answer(&mut out, &whole).unwrap();
        let expected = "\u{1b}[1mNothing certain.\u{1b}[0m But near.\n\
                        Source: The Buoy, \"Lamp lit\", A. Keeper.\n\
                        Did you mean\n\
                        \x20 1. Lamp  [31mkeeper : \"what does he do?\"\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
