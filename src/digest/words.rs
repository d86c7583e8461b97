//! The words of a digest's lines: what a fact is about, what it says, where it was read.

use crate::answer::cite;
use crate::fact::{AttributeId, Fact, Scope, Source, SourceId, Value};
use crate::text::say;
use jiff::civil::Date;
use std::sync::Arc;

/// A value longer than this, in characters, is cut: a digest is read in passing.
const VALUE: usize = 110;

/// What must be looked up to put facts into words.
pub struct Names<'a> {
    /// The full name of a subject by its id.
    pub subject: &'a dyn Fn(&str) -> String,
    /// The name of an attribute, and whether several values of it hold at once.
    pub attribute: &'a dyn Fn(&AttributeId) -> (String, bool),
    /// A source by its id.
    pub source: &'a dyn Fn(&SourceId) -> Option<Arc<Source>>,
}

impl Names<'_> {
    /// The full name of a subject by its id.
    pub(super) fn subject(&self, id: &str) -> String {
        (self.subject)(id)
    }

    /// Whether several values of an attribute hold at once.
    pub(super) fn holds_many(&self, attribute: &AttributeId) -> bool {
        (self.attribute)(attribute).1
    }

    /// "Survey Office's Keeper, salary for 2031".
    pub(super) fn label(&self, fact: &Fact) -> String {
        let period = fact.period.map(|period| format!(" for {period}")).unwrap_or_default();
        format!("{}, {}{period}", self.subject(fact.subject.as_str()), (self.attribute)(&fact.attribute).0)
    }

    /// "up to £77,000 a year (advertised)".
    pub(super) fn value(&self, fact: &Fact) -> String {
        let words = match &fact.value {
            Value::None => fact.statement.clone().unwrap_or_default(),
            value => say::value(value, |id| self.subject(id)),
        };
        let status = fact.status.map(|status| format!(" ({})", status.word())).unwrap_or_default();
        format!("{}{status}", shortened(words.trim_end_matches('.'), VALUE))
    }

    /// "The Buoy, 31 May 2031": who published it, else its title, and when it was true.
    pub(super) fn source(&self, fact: &Fact) -> String {
        let date = cite::date(&fact.as_of);
        let Some(source) = (self.source)(&fact.source) else { return date };
        let publisher = source.publisher.as_deref().filter(|publisher| !publisher.trim().is_empty());
        format!("{}, {date}", shortened(publisher.unwrap_or(&source.title), VALUE))
    }

    /// [`Names::source`], with a word on who added a fact that did not come with the bot.
    pub(super) fn marked_source(&self, fact: &Fact) -> String {
        format!("{}{}", self.source(fact), added_by(fact))
    }

    /// The whole citation of a fact, with a word on who added it.
    pub fn citation(&self, fact: &Fact) -> String {
        let source = (self.source)(&fact.source).map(|source| {
            let headline = format!("\"{}\"", source.title);
            cite::citation(&source, &headline, str::to_owned)
        });
        format!("{}{}", source.unwrap_or_default(), added_by(fact))
    }
}

/// Facts that people added are told from those that came with the bot.
fn added_by(fact: &Fact) -> &'static str {
    match fact.scope {
        Scope::Shipped => "",
        Scope::Owners => "; added by the people who run me",
        Scope::Server(_) => "; added by people of this server",
    }
}

/// "Tuesday 14 July 2026".
pub fn day_words(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// A text cut at a word's end, with an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ' ']))
}
