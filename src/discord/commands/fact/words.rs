//! Facts in a line each, for admins.

use super::super::super::escape;
use crate::answer::cite;
use crate::app::{Called, Seen};
use crate::fact::{Fact, Scope, Value};

/// A value is cut behind so many characters.
const VALUE: usize = 150;
const NAME: usize = 150;

/// "**Head of Maps, salary:** up to £77,000 a year (advertised)".
pub fn fact(called: &Called, fact: &Fact) -> String {
    let period = fact.period.map(|period| format!(" for {period}")).unwrap_or_default();
    let about =
        format!("{}, {}{period}", called.subject(fact.subject.as_str()), called.attribute(fact.attribute.as_str()));
    format!("**{}:** {}", escape::markdown_line(&about, NAME), value(called, fact))
}

/// "up to £77,000 a year (advertised)"; where the statement says it all, the statement.
pub fn value(called: &Called, fact: &Fact) -> String {
    let words = match &fact.value {
        Value::None => fact.statement.clone().unwrap_or_default(),
        value => called.value(value),
    };
    let status = fact.status.map(|status| format!(" ({})", status.word())).unwrap_or_default();
    format!("{}{status}", escape::markdown_line(&words, VALUE))
}

/// The fact with its date, its publisher, who added it, and its id.
pub fn line(called: &Called, seen: &Seen) -> String {
    let source = seen.source.publisher.as_deref().unwrap_or(&seen.source.title);
    format!(
        "{}\n{}, {}{} · `{}`",
        fact(called, &seen.fact),
        escape::markdown_line(source, NAME),
        cite::date(&seen.fact.as_of),
        added_by(seen.fact.scope),
        seen.fact.id
    )
}

/// Facts that people added are told from those that came with the bot.
pub fn added_by(scope: Scope) -> &'static str {
    match scope {
        Scope::Shipped => "",
        Scope::Owners => "; added by the people who run me",
        Scope::Server(_) => "; added by people of this server",
    }
}
