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
const SOURCE: &str = "Source";
const ADDRESS: &str = "Address of the source";
/// The parts of a fact in the order in which they are shown.
const ORDER: [&str; 12] = [
    "Subject",
    "Attribute",
    "Value",
    "Period",
    "Status",
    "As of",
    SOURCE,
    ADDRESS,
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

/// Every part of a fact with its name, as far as it has it, ready for Discord.
pub fn parts(called: &Called, fact: &Fact) -> Vec<(&'static str, String)> {
    let source = called.source(fact.source.as_str()).map(render::citation);
    let shown = plain_parts(called, fact).into_iter().map(|(name, text)| {
        let text = match (name, &source) {
            (SOURCE, Some(source)) => source.clone(),
            ("Statement", _) => escape::markdown_line(&text, STATEMENT),
            _ => escape::markdown_line(&text, NAME),
        };
        (name, text)
    });
    // A source is shown with its address behind it.
    shown.filter(|(name, text)| !text.is_empty() && *name != ADDRESS).collect()
}

/// Every part of a fact with its name, whole and as plain text; one for each of [`ORDER`].
fn plain_parts(called: &Called, fact: &Fact) -> [(&'static str, String); 12] {
    let source = called.source(fact.source.as_str());
    let cited = source.map(|source| cite::citation(source, &format!("\"{}\"", source.title), str::to_owned));
    let value = match &fact.value {
        Value::None => "none: the statement says it".to_owned(),
        value => called.value(value),
    };
    let texts = [
        called.subject(fact.subject.as_str()),
        called.attribute(fact.attribute.as_str()),
        value,
        fact.period.map(|period| period.to_string()).unwrap_or_default(),
        fact.status.map(|status| status.word().to_owned()).unwrap_or_default(),
        cite::date(&fact.as_of),
        cited.unwrap_or_else(|| fact.source.to_string()),
        source.and_then(|source| source.url.clone()).unwrap_or_default(),
        fact.said_by.as_deref().map(|by| called.subject(by)).unwrap_or_default(),
        fact.statement.clone().unwrap_or_default(),
        fact.cues.join("; "),
        fact.questions.join(" "),
    ];
    let mut texts = texts.into_iter();
    ORDER.map(|name| (name, texts.next().unwrap_or_default()))
}

/// What is different between two states of a fact, a line each: "**Value:** £1 → £2". All of them find room in `most`
/// (500 at least): where they are long, each is cut down to where it differs.
pub fn differences(called: &Called, before: &Fact, after: &Fact, most: usize) -> Vec<String> {
    const ROOMS: [usize; 7] = [300, 200, 120, 80, 50, 30, 12];
    let pairs = plain_parts(called, before).into_iter().zip(plain_parts(called, after));
    let other: Vec<_> = pairs.filter(|((_, old), (_, new))| old != new).collect();
    let lines = |room: usize| -> Vec<String> {
        let line = |((name, old), (_, new)): &((&'static str, String), (&'static str, String))| {
            let (old, new) = contrast(old, new, room);
            format!("**{name}:** {old} → {new}")
        };
        other.iter().map(line).collect()
    };
    let fit = |lines: &Vec<String>| lines.iter().map(|line| escape::length(line) + 2).sum::<usize>() <= most;
    ROOMS.into_iter().map(lines).find(fit).unwrap_or_else(|| lines(12))
}

/// Two texts that differ, each with at most `room` characters: what both begin with is left out where they are longer.
fn contrast(old: &str, new: &str, room: usize) -> (String, String) {
    let shown =
        |text: &str, most| if text.is_empty() { "nothing".to_owned() } else { escape::markdown_line(text, most) };
    let whole = (shown(old, usize::MAX), shown(new, usize::MAX));
    if escape::length(&whole.0) <= room && escape::length(&whole.1) <= room {
        return whole;
    }
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    // A few characters before the difference, to see where it stands.
    let left_out = same.saturating_sub(room / 4);
    let rest = |text: &str| match left_out {
        0 => text.to_owned(),
        _ => format!("…{}", text.chars().skip(left_out).collect::<String>()),
    };
    (shown(&rest(old), room), shown(&rest(new), room))
}

/// What a change did to its fact, in lines: added, withdrawn, or what is different, in `most` characters.
pub fn done(desk: &Desk<'_>, called: &Called, change: &Change, most: usize) -> Vec<String> {
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
            let lines = differences(called, before, after, most);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_texts_are_shown_where_they_differ() {
        let long = "The keeper of the northern lamps and of the southern lamps is paid ";
        for (old, new, room, expected) in [
            ("£1", "£2", 30, ("£1", "£2")),
            ("", "by night", 30, ("nothing", "by night")),
            (&format!("{long}£58,000."), &format!("{long}£59,000."), 30, ("…paid £58,000.", "…paid £59,000.")),
            (&format!("{long}£58,000."), "", 30, ("The keeper of the northern la…", "nothing")),
        ] {
            let (before, after) = contrast(old, new, room);
            assert_eq!((before.as_str(), after.as_str()), expected, "{old} {new}");
            assert!(escape::length(&before) <= room && escape::length(&after) <= room);
        }
    }
}
