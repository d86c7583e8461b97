//! What members are told of their suggestions.

use super::super::super::escape;
use super::super::super::reply::Reply;
use crate::app::Remark;

/// Said where there is no queue.
pub const ONLY_IN_SERVERS: &str =
    "Suggestions go to the people who keep a server's facts. Make yours in a server that has me.";

/// Said where the server's admins want none.
pub const CLOSED: &str = "This server takes no suggestions: its admins have switched them off. Tell one of them what is \
                          wrong or missing.";

/// Said when the fact is gone, or was never seen from here.
pub const NOT_HELD: &str = "I no longer hold this fact. Ask again with /ask: the answer may be right by now.";

/// A suggestion is in the queue.
pub fn taken(remark: &Remark, told: bool) -> String {
    let told = if told {
        "I write to you when they have decided; /privacy messages stops that."
    } else {
        "I will not write to you, as you wished; /privacy messages changes that."
    };
    format!(
        "Thank you. Those who keep the facts of this server will read it; until then nothing changes. {told}\n\n{}",
        quoted(remark)
    )
}

/// Why a suggestion was not taken, and what it said, so that it is not lost.
pub fn given_back(why: &str, remark: &Remark) -> Reply {
    match quoted(remark) {
        quoted if quoted.is_empty() => Reply::note(why),
        quoted => Reply::note(format!("{why}\n\nWhat you wrote:\n{quoted}")),
    }
}

/// What was said, each line marked as a quotation.
pub fn quoted(remark: &Remark) -> String {
    let part = |name: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!("{name} {}", escape::markdown_line(text, 300)))
    };
    let text = escape::markdown(&remark.text, 1_000);
    let parts = [Some(text), part("Right:", &remark.value), part("Source:", &remark.source)];
    let lines: Vec<String> =
        parts.iter().flatten().flat_map(|part| part.lines()).map(|line| format!("> {line}")).collect();
    lines.join("\n")
}
