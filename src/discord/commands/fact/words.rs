//! Facts, and what changes of them, in words for admins.

use super::super::super::desk::Desk;
use super::super::super::{escape, render};
use crate::answer::cite;
use crate::app::{Called, Change, Entry, Seen, View};
use crate::fact::{Fact, Scope, Value};

/// A value is cut behind so many characters.
const VALUE: usize = 150;
const NAME: usize = 150;
const STATEMENT: usize = 300;
/// The parts of a fact in the order in which they are shown.
const ORDER: [&str; 11] = [
    "Subject",
    "Attribute",
    "Value",
    "Period",
    "Status",
    "As of",
    "Source",
    "Said by",
    "Statement",
    "Other words",
    "Questions",
];

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

/// Every part of a fact with its name, as far as it has it.
pub fn parts(called: &Called, fact: &Fact) -> Vec<(&'static str, String)> {
    let some = |text: &str, most| escape::markdown_line(text, most);
    let source = called.source(fact.source.as_str()).map(render::citation);
    let value = match &fact.value {
        Value::None => "none: the statement says it".to_owned(),
        value => some(&called.value(value), VALUE),
    };
    let optional = |text: Option<String>, most| text.map(|text| some(&text, most)).unwrap_or_default();
    let all = [
        ("Subject", some(&called.subject(fact.subject.as_str()), NAME)),
        ("Attribute", some(&called.attribute(fact.attribute.as_str()), NAME)),
        ("Value", value),
        ("Period", optional(fact.period.map(|period| period.to_string()), NAME)),
        ("Status", optional(fact.status.map(|status| status.word().to_owned()), NAME)),
        ("As of", cite::date(&fact.as_of)),
        ("Source", source.unwrap_or_else(|| some(fact.source.as_str(), NAME))),
        ("Said by", optional(fact.said_by.as_deref().map(|by| called.subject(by)), NAME)),
        ("Statement", optional(fact.statement.clone(), STATEMENT)),
        ("Other words", optional(Some(fact.cues.join("; ")), VALUE)),
        ("Questions", optional(Some(fact.questions.join(" ")), VALUE)),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// What is different between two states of a fact: "**Value:** £1 → £2".
pub fn differences(called: &Called, before: &Fact, after: &Fact) -> Vec<String> {
    let (before, after) = (parts(called, before), parts(called, after));
    let of = |parts: &[(&'static str, String)], name: &str| {
        parts.iter().find(|(other, _)| *other == name).map_or_else(|| "nothing".to_owned(), |(_, text)| text.clone())
    };
    let mut names: Vec<&'static str> = before.iter().chain(&after).map(|(name, _)| *name).collect();
    names.sort_by_key(|name| ORDER.iter().position(|other| other == name));
    names.dedup();
    let pairs = names.into_iter().map(|name| (name, of(&before, name), of(&after, name)));
    pairs.filter(|(_, old, new)| old != new).map(|(name, old, new)| format!("**{name}:** {old} → {new}")).collect()
}

/// What a change did to its fact, in lines: added, withdrawn, or what is different.
pub fn done(desk: &Desk<'_>, called: &Called, change: &Change) -> Vec<String> {
    // Where the layer said nothing before or says nothing since, what lies below it shows.
    let below = match change.scope {
        Scope::Shipped => None,
        Scope::Owners => desk.app.below(View::Everyone, &change.id),
        Scope::Server(server) => desk.app.below(View::Server(server), &change.id),
    };
    let (wrote, below) = (change.after.is_some(), below.map(|fact| Entry::Fact(Box::new((*fact).clone()))));
    let before = change.before.as_ref().or(below.as_ref());
    match (before, change.after.as_ref().or(below.as_ref())) {
        (Some(Entry::Fact(before)), Some(Entry::Fact(after))) => {
            let lines = differences(called, before, after);
            match (lines.is_empty(), wrote) {
                (false, _) => lines,
                (true, true) => vec![format!("wrote {}, as it was", value(called, after))],
                (true, false) => {
                    vec![format!("took its own {} away, which is what was said before", value(called, after))]
                }
            }
        }
        (None, Some(Entry::Fact(after))) => vec![format!("added {}", value(called, after))],
        (Some(Entry::Retracted), Some(Entry::Fact(after))) => vec![format!("brought back {}", value(called, after))],
        (Some(Entry::Fact(before)), Some(Entry::Retracted)) => vec![format!("withdrew {}", value(called, before))],
        (Some(Entry::Fact(before)), None) => vec![format!("took away {}", value(called, before))],
        (_, Some(Entry::Retracted)) => vec!["withdrew it".to_owned()],
        (_, None) => vec!["took it away".to_owned()],
    }
}

/// As many lines as fit into a card that has other fields too, one at least.
pub fn fitting(lines: impl Iterator<Item = String>, between: &str) -> Vec<String> {
    const ROOM: usize = 3800;
    let mut used = 0;
    let fits = |line: &String| {
        let first = used == 0;
        used += escape::length(line) + between.len();
        first || used <= ROOM
    };
    lines.take_while(fits).collect()
}

/// Facts that people added are told from those that came with the bot.
pub fn added_by(scope: Scope) -> &'static str {
    match scope {
        Scope::Shipped => "",
        Scope::Owners => "; added by the people who run me",
        Scope::Server(_) => "; added by people of this server",
    }
}
