//! Facts and changes as text for a terminal or a file.

use super::super::Whose;
use super::super::render::printable;
use crate::answer::cite;
use crate::fact::Scope;
use crate::link::{Changed, Entry, FactChange, Told};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

pub(super) fn strong(text: &str) -> String {
    format!("{BOLD}{text}{BOLD:#}")
}

pub(super) fn dim(text: &str) -> String {
    format!("{DIM}{text}{DIM:#}")
}

/// Stored text on one line, without what steers a terminal.
pub(super) fn plain(text: &str) -> String {
    printable(text).replace('\n', " ")
}

/// Its id, its sentence, its source: two lines.
pub(super) fn fact(told: &Told) -> String {
    let source = cite::citation(&told.source, &format!("\"{}\"", told.source.title), str::to_owned);
    format!(
        "  {}{}\n    {}\n    {}",
        told.fact.id,
        layer(told.fact.scope),
        plain(&told.sentence),
        dim(&plain(&source))
    )
}

/// Facts that people added are told from those that the bot came with.
fn layer(scope: Scope) -> &'static str {
    match scope {
        Scope::Shipped => "",
        Scope::Owners => "  (written for everyone)",
        Scope::Server(_) => "  (written for this server)",
    }
}

/// What was done, and how to take it back.
pub(super) fn changed(did: &str, changed: &Changed, whose: &Whose) -> String {
    let what = match (&changed.id, changed.facts) {
        (Some(id), 1) => id.to_string(),
        (_, facts) => format!("{facts} facts"),
    };
    format!("{did} {what}. To undo this: whitehall fact undo {}{}\n", changed.number, whose.typed())
}

/// "2031-05-31 10:00 UTC".
pub(super) fn moment(at: &str) -> String {
    match at.parse::<jiff::Timestamp>() {
        Ok(at) => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => plain(at),
    }
}

/// One fact of a change, with what it said before and since.
pub(super) fn fact_change(change: &FactChange) -> String {
    let words = |words: &Option<String>| words.as_deref().map(plain).unwrap_or_default();
    let (before, after) = (words(&change.words.0), words(&change.words.1));
    let said = match change.did.as_str() {
        "changed" if before != after => format!("{before} → {after}"),
        "added" | "brought back" | "changed" => after,
        _ => before,
    };
    // What a layer below has hidden, too, says nothing.
    let colon = if said.is_empty() { "" } else { ": " };
    format!("{} {}{colon}{said}", change.did, change.id)
}

/// One line of a fact's history, with the reason on a second.
pub(super) fn entry(entry: &Entry) -> String {
    let whose = match entry.scope {
        Scope::Shipped => "",
        Scope::Owners => ", for everyone",
        Scope::Server(_) => ", for this server",
    };
    let undoes = entry.undoes.map(|number| format!(", undoing {number}")).unwrap_or_default();
    let reason = entry.reason.as_ref().map(|reason| format!("\n        {}", plain(reason))).unwrap_or_default();
    format!(
        "{:>6}  {}  {}{whose}{undoes}{reason}\n        {}",
        entry.number,
        dim(&moment(&entry.at)),
        plain(&entry.author.to_string()),
        fact_change(&entry.change)
    )
}
