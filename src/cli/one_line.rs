//! The log's way out: an event is one line, whatever stands in it.
//!
//! Errors have lines of their own (what happened, what to do), and some fields hold what somebody typed: what would
//! begin a line, or steer a terminal, is written as an escape.

use std::io::{self, Write};

/// Writes each event, which comes in one piece, as one line.
#[derive(Debug)]
pub(super) struct OneLine<W> {
    to: W,
    /// Colours come with the event, as escapes; what is in its fields has none by then.
    colours: bool,
}

impl<W> OneLine<W> {
    pub(super) fn new(to: W, colours: bool) -> Self {
        Self { to, colours }
    }
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = escaped(text.strip_suffix('\n').unwrap_or(&text), self.colours);
        // In one piece, so that what threads log at once does not mix.
        self.to.write_all(format!("{line}\n").as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn escaped(event: &str, colours: bool) -> String {
    const ESCAPE: char = '\u{1b}';
    let mut line = String::with_capacity(event.len());
    for c in event.chars() {
        let separates = matches!(c, '\u{2028}' | '\u{2029}');
        if separates || (c.is_control() && !(colours && c == ESCAPE)) {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(event: &str, colours: bool) -> String {
        let mut to = Vec::new();
        OneLine::new(&mut to, colours).write_all(event.as_bytes()).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn an_event_is_one_line_whatever_stands_in_it() {
        for (event, expected) in [
            ("INFO all is well £5\n", "INFO all is well £5\n"),
            ("ERROR it broke\nmend it\n", "ERROR it broke\\nmend it\n"),
            ("a\r\n2031-07-15 INFO forged\n", "a\\r\\n2031-07-15 INFO forged\n"),
            ("bell \u{7} next\u{85}line\u{2028}\n", "bell \\u{7} next\\u{85}line\\u{2028}\n"),
        ] {
            assert_eq!(written(event, false), expected);
            assert_eq!(written(event, true), expected);
        }
        assert_eq!(written("\u{1b}[32mINFO\u{1b}[0m\n", true), "\u{1b}[32mINFO\u{1b}[0m\n");
        assert_eq!(written("\u{1b}[2J\n", false), "\\u{1b}[2J\n");
    }
}
