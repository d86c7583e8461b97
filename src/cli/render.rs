//! An answer as text for a terminal or a file. Emphasis is written as ANSI codes; the stream drops them where
//! nobody can see them.

use crate::answer::{Answer, cite};
use crate::fact::Source;
use std::io::{self, Write};

const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// Writes the sentence, the sources and what else may have been meant.
pub(super) fn answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let text = printable(&answer.text);
    let (headline, rest) = cite::first_sentence(&text);
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

/// The citation as a sentence, with the address behind it.
fn citation(source: &Source) -> String {
    let citation = cite::citation(source, &format!("\"{}\"", source.title), str::to_owned) + ".";
    match &source.url {
        Some(url) => format!("{citation} {url}"),
        None => citation,
    }
}

/// Stored text and the question's own words must not steer the terminal: control characters and the marks that
/// turn the direction of writing become spaces; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Choice, Outcome, Suggestion};
    use std::sync::Arc;

    fn source(url: Option<&str>) -> Source {
        Source {
            id: "paper".into(),
            title: "Lamp lit".to_owned(),
            publisher: Some("The Buoy".to_owned()),
            author: Some("A. Keeper".to_owned()),
            published: Some("2031-04-02".parse().unwrap()),
            url: url.map(str::to_owned),
            inferred: vec![],
        }
    }

    #[test]
    fn a_citation_ends_with_a_full_stop_and_the_address() {
        assert_eq!(citation(&source(None)), "The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031.");
        let bare = Source { publisher: None, author: None, published: None, ..source(Some("https://x.test/")) };
        assert_eq!(citation(&bare), "\"Lamp lit\". https://x.test/");
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
            sources: vec![Arc::new(source(None))],
            suggestions: vec![suggestion],
            nearby: vec![],
        };
        let mut out = Vec::new();
        answer(&mut out, &whole).unwrap();
        let expected = "\u{1b}[1mNothing certain.\u{1b}[0m But near.\n\
                        Source: The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031.\n\
                        Did you mean\n\
                        \x20 1. Lamp  [31mkeeper : \"what does he do?\"\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
