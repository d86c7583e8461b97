//! Runs one after the other in one place, and all that was said, with what differs from day to day left out.

use super::place::{Place, Ran};
use std::fmt::Write as _;
use std::path::Path;

/// The invented harbour.
pub const INVENTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-cli");

/// A conversation at the command line.
pub struct Conversation {
    place: Place,
    text: String,
}

impl Conversation {
    pub fn new() -> Self {
        Self { place: Place::new(), text: String::new() }
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn path(&self) -> &Path {
        self.place.path()
    }

    pub fn file(&mut self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    /// Runs a command; an empty note is left out.
    pub fn say(&mut self, note: &str, arguments: &[&str]) {
        let Ran { status, out, err } = self.place.run_invented(arguments, b"");
        if !note.is_empty() {
            let _ = writeln!(self.text, "# {note}");
        }
        let typed: Vec<String> = arguments.iter().map(|word| typed(word)).collect();
        let _ = write!(self.text, "$ whitehall {}\n{}", typed.join(" "), scrubbed(&out));
        for line in err.lines() {
            let _ = writeln!(self.text, "! {}", scrubbed(line));
        }
        if status != Some(0) {
            let _ = writeln!(self.text, "[status {}]", status.unwrap());
        }
        self.text.push('\n');
    }

    pub fn text(&self) -> String {
        self.text.clone()
    }
}

/// An argument as one would type it; a long one shortened.
fn typed(word: &str) -> String {
    let word: String = match word.chars().count() {
        0..=100 => word.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'"),
        length => format!("{}...({length})", word.chars().take(8).collect::<String>()),
    };
    let plain = |c: char| c.is_alphanumeric() || "-._/:".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word } else { format!("'{word}'") }
}

/// Without the moment and the day.
fn scrubbed(text: &str) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = today.strftime("%-d %B %Y").to_string();
    let text = text.replace(&day, "[today]");
    let text = between(&text, "\"at\":\"", '"', "[moment]");
    let text = between(&text, "\"exported\":\"", '"', "[moment]");
    // A moment of a round number of milliseconds is written shorter.
    let text = between(&text, "\"bytes\":", ',', "[length]");
    let date = today.strftime("%Y-%m-%d ").to_string();
    between(&text, &date, 'C', "[moment] UT").replace(&date, "")
}

/// Puts other words between a beginning and the next end behind it.
fn between(text: &str, begin: &str, end: char, words: &str) -> String {
    let mut parts = text.split(begin);
    let mut scrubbed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.find(end).map_or("", |at| &part[at..]);
        scrubbed.extend([begin, words, rest]);
    }
    scrubbed
}
