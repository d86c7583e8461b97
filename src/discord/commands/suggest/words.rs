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

/// What was said, each line marked as a quotation; at most 1,200 characters, so that there is room for what is said of
/// it.
pub fn quoted(remark: &Remark) -> String {
    const TEXT: usize = 700;
    const LINES: usize = 12;
    const DETAIL: usize = 200;
    let text = escape::markdown(&remark.text, TEXT);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.len() > LINES {
        lines.truncate(LINES - 1);
        lines.push("…".to_owned());
    }
    let details = [("Right", &remark.value), ("Source", &remark.source)];
    let detail = |(name, text): (&str, &Option<String>)| {
        Some(format!("{name}: {}", escape::markdown_line(text.as_ref()?, DETAIL)))
    };
    lines.extend(details.into_iter().filter_map(detail));
    lines.iter().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_leaves_room_whatever_was_written() {
        for text in ["x".repeat(1_000), "*".repeat(1_000), "a\n".repeat(500), "👩\n*".repeat(333)] {
            let detail = Some("_".repeat(500));
            let quoted = quoted(&Remark { text, value: detail.clone(), source: detail, ..Remark::default() });
            assert!(escape::length(&quoted) <= 1_200, "{}: {quoted}", escape::length(&quoted));
            assert!(quoted.lines().all(|line| line.starts_with("> ")), "{quoted}");
            assert!(quoted.contains("\n> Right: ") && quoted.contains("\n> Source: "), "{quoted}");
        }
    }
}
