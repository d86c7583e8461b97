//! How an answer's sentence and its sources are set out, the same wherever they are shown.

use crate::fact::{FuzzyDate, Inference, Source};
use crate::text::say;

/// Words that end in a full stop without ending a sentence.
const SHORT_FORMS: [&str; 12] = ["mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "e.g", "i.e", "approx", "etc"];

/// The first sentence and the rest, white space between them included. A line break ends it, and so does a full
/// stop before a new beginning, outside brackets and not behind an initial or a short form. In doubt it does not
/// end: too much emphasis is better than half a sentence.
pub fn first_sentence(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\n' => return text.split_at(at),
            '.' | '!' | '?' if depth == 0 && !(c == '.' && is_short_form(&text[..at])) => {
                let rest = text[at + 1..].trim_start_matches(['"', '”', '’', '\'']);
                if begins_anew(rest) {
                    return text.split_at(text.len() - rest.len());
                }
            }
            _ => {}
        }
    }
    (text, "")
}

fn begins_anew(rest: &str) -> bool {
    let next = rest.trim_start();
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || "£€$\"“‘(\n".contains(c);
    next.len() < rest.len() && next.starts_with(opens)
}

fn is_short_form(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '\n']).next().unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial || SHORT_FORMS.contains(&word.as_str())
}

/// Publisher, headline, author and date with commas between them: what is known, with what was inferred marked.
/// `written` puts a name into the form of its surroundings; the headline is given in it, with its quotes.
pub fn citation(source: &Source, headline: &str, written: impl Fn(&str) -> String) -> String {
    let marked = |name: &Option<String>, part: &str| {
        let inferred = if source.inferred.iter().any(|inferred| inferred == part) { " (inferred)" } else { "" };
        name.as_deref().map(|name| format!("{}{inferred}", written(name)))
    };
    let parts = [
        marked(&source.publisher, "publisher"),
        (!headline.is_empty()).then(|| headline.to_owned()),
        marked(&source.author, "author"),
        source.published.as_ref().map(date),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "31 May 2022", "May 2022" or "2022", with what was inferred of it in brackets.
pub fn date(date: &FuzzyDate) -> String {
    let words = say::date(date);
    match date.inference() {
        Inference::Stated => words,
        Inference::Year => format!("{words} (year inferred)"),
        Inference::Whole => format!("{words} (inferred)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_where_a_reader_would_say() {
        for (first, rest) in [
            ("One.", " Two."),
            ("One", ""),
            ("", ""),
            ("One line", "\nanother"),
            ("Is it held?", " No."),
            ("It cost £1.5m in 2015.", " That was more."),
            ("It pays £9.50 an hour (est. May 2031).", " It was less."),
            ("It reports to Ms. J. Lamp of pier 4.", " She lights it."),
            ("Mr. Smith of St. Ives Ltd. pays.", " He does."),
            ("J. Doe said so!", " 12 others did."),
            ("He said \"no.\"", " She said yes."),
            ("About e.g. Maps it is silent.", " Yes."),
            ("v. 2.0 of it.", " Then more."),
            ("lower case. follows", ""),
        ] {
            assert_eq!(first_sentence(&format!("{first}{rest}")), (first, rest));
        }
    }

    #[test]
    fn a_citation_marks_what_was_inferred_and_leaves_out_what_is_not_known() {
        let source = |inferred: &[&str], published: Option<&str>| Source {
            id: "paper".into(),
            title: "Lamp lit".to_owned(),
            publisher: Some("The Buoy".to_owned()),
            author: Some("A. Keeper".to_owned()),
            published: published.map(|date| date.parse().unwrap()),
            url: None,
            inferred: inferred.iter().map(|part| (*part).to_owned()).collect(),
        };
        for (inferred, published, expected) in [
            (&[][..], Some("2031-04-02"), "The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031"),
            (&["publisher", "author"], None, "The Buoy (inferred), \"Lamp lit\", A. Keeper (inferred)"),
            (&[], Some("2031-12~"), "The Buoy, \"Lamp lit\", A. Keeper, December 2031 (inferred)"),
            (&[], Some("2031~-04-02"), "The Buoy, \"Lamp lit\", A. Keeper, 2 April 2031 (year inferred)"),
            (&[], Some("2031"), "The Buoy, \"Lamp lit\", A. Keeper, 2031"),
        ] {
            assert_eq!(citation(&source(inferred, published), "\"Lamp lit\"", str::to_owned), expected);
        }
        let bare = Source { publisher: None, author: None, ..source(&["author"], None) };
        assert_eq!(citation(&bare, "\"Lamp lit\"", str::to_owned), "\"Lamp lit\"");
        assert_eq!(citation(&source(&[], None), "", str::to_uppercase), "THE BUOY, A. KEEPER");
    }
}
