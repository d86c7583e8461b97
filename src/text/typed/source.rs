//! Sources as people write them: `The Beacon, "Lamps to go", Jo Beam, 12 June 2031`, or an address and a date.

use super::{Understood, Unread, date, plain};
use crate::fact::limits::{NAME, URL};
use crate::fact::{FuzzyDate, Inference, Source, SourceId};
use crate::text::line::{is_web_address, line};
use crate::text::say;
use crate::text::suggest::shown;

/// What can be read.
const EXPECTED: &str = "write it like The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031";

/// A source that has no id yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The headline, or the address where there is none.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: FuzzyDate,
    /// Where it can be read.
    pub url: Option<String>,
}

impl SourceText {
    /// The source with an id.
    pub fn with_id(self, id: SourceId) -> Source {
        Source {
            id,
            title: self.title,
            publisher: self.publisher,
            author: self.author,
            published: Some(self.published),
            url: self.url,
            inferred: vec![],
        }
    }
}

/// Reads a source: publisher, headline in double quotes, author, date and address, with commas between them. Only
/// headline (or address) and date must be there; a headline that stands alone with its date needs no quotes.
///
/// # Errors
/// A source without a date, and one of which nobody can tell what is its headline.
pub fn source(text: &str) -> Result<Understood<SourceText>, Unread> {
    let text =
        line(text, NAME * 3 + URL).map_err(|error| Unread::new(error.message("the source"), error.expected()))?;
    let (text, url) = without_address(text)?;
    let (before, title, behind) = quoted(&text);
    let mut parts: Vec<String> = parts(before);
    let leading = parts.len();
    parts.extend(self::parts(behind));
    let (published, at, note) = take_date(&mut parts, url.is_some() || title.is_some())?;
    let leading = if at < leading { leading - 1 } else { leading };
    let (publisher, title, author) = match title {
        Some(title) => {
            let mut behind = parts.split_off(leading.min(parts.len()));
            if parts.len() > 1 || behind.len() > 1 {
                return Err(Unread::new(
                    "the source has more parts than publisher, headline, author and date",
                    EXPECTED,
                ));
            }
            (parts.pop(), title.to_owned(), behind.pop())
        }
        None => unquoted(parts, url.as_deref())?,
    };
    let checked = |text: Option<String>, what: &str| -> Result<Option<String>, Unread> {
        let Some(text) = text else { return Ok(None) };
        let text = line(&text, NAME).map_err(|error| Unread::new(error.message(what), error.expected()))?;
        Ok(Some(text.to_owned()))
    };
    let title = checked(Some(title), "the headline")?.unwrap_or_default();
    let (publisher, author) = (checked(publisher, "the publisher")?, checked(author, "the author")?);
    Ok(Understood { value: SourceText { title, publisher, author, published, url }, note })
}

/// The text without its web address.
fn without_address(text: &str) -> Result<(String, Option<String>), Unread> {
    let begins = |word: &&str| word.trim_start_matches(['<', '(']).starts_with("http");
    let Some(word) = text.split_whitespace().find(|word| begins(word) && word.contains("://")) else {
        return Ok((text.to_owned(), None));
    };
    let url = word.trim_start_matches(['<', '(']).trim_end_matches([',', '.', ';', '>']);
    // A bracket that was opened inside the address is closed inside it.
    let url = if url.contains('(') { url } else { url.trim_end_matches([',', '.', ';', ')', '>']) };
    if !is_web_address(url) || url.chars().count() > URL {
        return Err(Unread::not(url, "a web address", "expected one that begins with https:// or http://"));
    }
    Ok((text.replacen(word, ",", 1), Some(url.to_owned())))
}

/// What stands before, inside and behind the first and the last double quote.
fn quoted(text: &str) -> (&str, Option<&str>, &str) {
    const QUOTES: [char; 4] = ['"', '\u{201C}', '\u{201D}', '\u{201E}'];
    let (Some(first), Some(last)) = (text.find(QUOTES), text.rfind(QUOTES)) else { return (text, None, "") };
    let width = |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let inner = text
        .get(first + width(first)..last)
        .map(|title| title.trim().trim_end_matches(','))
        .filter(|t| !t.is_empty());
    match inner {
        Some(title) => {
            (text.get(..first).unwrap_or_default(), Some(title), text.get(last + width(last)..).unwrap_or_default())
        }
        None => (text, None, ""),
    }
}

fn parts(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Takes the one part that is a date out of the parts, with where it stood: the last that reads as one.
fn take_date(parts: &mut Vec<String>, named: bool) -> Result<(FuzzyDate, usize, Option<String>), Unread> {
    // "12 June, 2031" is one date, and "12 June" is none.
    for at in (0..parts.len()).rev() {
        let pair = at.checked_sub(1).and_then(|before| Some(format!("{} {}", parts.get(before)?, parts.get(at)?)));
        let found =
            pair.and_then(|pair| date::date(&plain(&pair)).ok()).filter(|date| date.value.day_of_month().is_some());
        if let Some(date) = found {
            parts.drain(at - 1..=at);
            return Ok((date.value, at - 1, date.note));
        }
        let Some(part) = parts.get(at) else { continue };
        if let Ok(date) = date::date(&plain(part)) {
            parts.remove(at);
            return Ok((date.value, at, date.note));
        }
    }
    if let Some(Err(error)) = parts.last().and_then(|part| date::read(&plain(part))) {
        return Err(error);
    }
    let message = if named || !parts.is_empty() { "the source has no date" } else { "the source is empty" };
    let expected = "add when it was published, or what you infer with ~ behind it: \
                    The Beacon, \"Lamps to go\", June 2031~";
    Err(Unread::new(message, expected))
}

/// Publisher, headline and author, where no part stands in quotes.
fn unquoted(mut parts: Vec<String>, url: Option<&str>) -> Result<(Option<String>, String, Option<String>), Unread> {
    match (parts.len(), url) {
        (0, Some(url)) => {
            let title = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
            Ok((None, title.chars().take(NAME).collect(), None))
        }
        (0, None) => Err(Unread::new("the source has a date, but no headline", EXPECTED)),
        (1, _) => Ok((None, parts.remove(0), None)),
        _ => {
            let shown_parts: Vec<String> = parts.iter().take(4).map(|part| format!("`{}`", shown(part))).collect();
            let message = format!("which is the headline: {}?", shown_parts.join(" or "));
            Err(Unread::new(
                message,
                format!("put it in double quotes: {}", EXPECTED.trim_start_matches("write it like ")),
            ))
        }
    }
}

/// A source as one would write it, such that [`source`] reads the same again; `None` if no writing does, as where it
/// has no date.
pub fn said_source(of: &Source) -> Option<String> {
    let published = of.published?;
    let date = match published.inference() {
        Inference::Stated => say::date(&published),
        Inference::Whole => format!("{}~", say::date(&published)),
        Inference::Year => published.to_string(),
    };
    let title = format!("\"{}\"", of.title);
    let parts = [of.publisher.clone(), Some(title), of.author.clone(), Some(date), of.url.clone()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let read = source(&text).ok()?.value.with_id(of.id.clone());
    (read == Source { inferred: vec![], ..of.clone() }).then_some(text)
}

/// An id for a source: its date and the first words of its title, as the files of a knowledge folder are named;
/// with a number behind it where `taken` knows it already.
pub fn source_id(title: &str, published: Option<&FuzzyDate>, taken: impl Fn(&str) -> bool) -> SourceId {
    const LONGEST: usize = 48;
    let mut words = String::new();
    for word in plain(title).to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if words.len() + word.len() >= LONGEST {
            break;
        }
        words.push('-');
        words.push_str(word);
    }
    let date = published.map_or_else(|| "undated".to_owned(), |date| date.to_string().replace('~', ""));
    let base = format!("{date}{}", if words.is_empty() { "-source" } else { &words });
    let numbered = std::iter::once(base.clone()).chain((2_u32..).map(|n| format!("{base}-{n}")));
    SourceId::new(numbered.into_iter().find(|id| !taken(id)).unwrap_or(base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_as_people_write_them() {
        let read = |text: &str| {
            let read = source(text).unwrap_or_else(|error| panic!("{text}: {error}")).value;
            let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
            format!(
                "{} | {} | {} | {} | {}",
                part(read.publisher),
                read.title,
                part(read.author),
                read.published,
                part(read.url)
            )
        };
        for (text, shown) in [
            (
                "The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031",
                "The Beacon | Lamps to go | Jo Beam | 2031-06-12 | -",
            ),
            ("The Beacon, “Lamps, to go,” 12 June, 2031", "The Beacon | Lamps, to go | - | 2031-06-12 | -"),
            ("\"Lamps\", June 2031~", "- | Lamps | - | 2031-06~ | -"),
            ("\"Lamps\", Jo Beam, 2031", "- | Lamps | Jo Beam | 2031 | -"),
            ("12 June 2031, The Beacon, \"Lamps\"", "The Beacon | Lamps | - | 2031-06-12 | -"),
            ("Staff meeting, 12 June 2031", "- | Staff meeting | - | 2031-06-12 | -"),
            (
                "https://beacon.example/lamps, 12 June 2031",
                "- | beacon.example/lamps | - | 2031-06-12 | https://beacon.example/lamps",
            ),
            (
                "The Beacon, \"Lamps to go\", 12 June 2031, https://beacon.example/lamps",
                "The Beacon | Lamps to go | - | 2031-06-12 | https://beacon.example/lamps",
            ),
            ("The Beacon, \"The \"new\" lamp\", 2031", "The Beacon | The \"new\" lamp | - | 2031 | -"),
        ] {
            assert_eq!(read(text), shown, "{text}");
        }
    }

    #[test]
    fn a_source_is_written_as_it_is_read() {
        for text in [
            "The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031, https://beacon.example/lamps",
            "\"Lamps to go\", 12 June 2031, https://beacon.example/lamps_(2031)",
            "\"Lamps, to go\", June 2031~",
            "The Beacon, \"The \"new\" lamp\", 2031~-06-12",
        ] {
            let read = source(text).unwrap().value.with_id("lamps".into());
            assert_eq!(said_source(&read).as_deref(), Some(text));
        }
        let read = source("\"Lamps\", 2031").unwrap().value.with_id("lamps".into());
        for odd in [
            Source { published: None, ..read.clone() },
            Source { publisher: Some("Lamps, Lenses".to_owned()), author: Some("Beam, Jo".to_owned()), ..read },
        ] {
            assert_eq!(said_source(&odd), None, "{odd:?}");
        }
    }

    #[test]
    fn a_source_without_a_date_or_a_headline_is_refused() {
        for (text, error) in [
            (
                "The Beacon, \"Lamps to go\"",
                "the source has no date\nadd when it was published, or what you infer with ~ behind it: The Beacon, \"Lamps to go\", June 2031~",
            ),
            (
                "https://beacon.example/lamps",
                "the source has no date\nadd when it was published, or what you infer with ~ behind it: The Beacon, \"Lamps to go\", June 2031~",
            ),
            ("The Beacon, \"Lamps\", 12 June", "`12 june` has no year\ngive the year: 12 June 2031 or June 2031"),
            (
                "The Beacon, Lamps to go, 12 June 2031",
                "which is the headline: `The Beacon` or `Lamps to go`?\nput it in double quotes: The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031",
            ),
            (
                "12 June 2031",
                "the source has a date, but no headline\nwrite it like The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031",
            ),
            ("", "the source is empty\nexpected a text"),
            ("https://, 2031", "`https://` is not a web address\nexpected one that begins with https:// or http://"),
            (
                "A, B, \"Lamps\", 2031",
                "the source has more parts than publisher, headline, author and date\nwrite it like The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031",
            ),
        ] {
            assert_eq!(source(text).unwrap_err().to_string(), error, "{text}");
        }
    }

    #[test]
    fn a_source_is_named_by_date_and_title() {
        let date = "2031-06~".parse().unwrap();
        let id = |taken: &[&str]| {
            source_id("Lamps to go: the £5m keeper’s tale", Some(&date), |id| taken.contains(&id)).to_string()
        };
        assert_eq!(id(&[]), "2031-06-lamps-to-go-the-5m-keeper-s-tale");
        assert_eq!(id(&["2031-06-lamps-to-go-the-5m-keeper-s-tale"]), "2031-06-lamps-to-go-the-5m-keeper-s-tale-2");
        assert_eq!(source_id("灯", None, |_| false).as_str(), "undated-source");
    }
}
