//! What a text must be to stand in a fact: one line of printable characters, neither empty nor too long; and what
//! makes a text an id or a web address.

/// Why a text cannot stand in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// Nothing but white space.
    Empty,
    /// More characters than allowed.
    Long {
        /// How many it has.
        length: usize,
        /// How many it may have.
        longest: usize,
    },
    /// A line break, a tab or something unprintable.
    Character(char),
}

impl LineError {
    /// What is wrong; `what` names the text ("`title`").
    pub fn message(&self, what: &str) -> String {
        match self {
            LineError::Empty => format!("{what} is empty"),
            LineError::Long { length, .. } => format!("{what} is {length} characters long"),
            LineError::Character('\n' | '\r') => format!("{what} holds a line break"),
            LineError::Character('\t') => format!("{what} holds a tab"),
            LineError::Character(c) => format!("{what} holds the unprintable character U+{:04X}", u32::from(*c)),
        }
    }

    /// What was expected instead.
    pub fn expected(&self) -> String {
        match self {
            LineError::Empty => "expected a text".to_owned(),
            LineError::Long { longest, .. } => format!("expected at most {longest}"),
            LineError::Character(_) => "expected one line of printable text".to_owned(),
        }
    }
}

/// The text without the white space around it, if it is one line of at most `longest` printable characters.
pub fn line(text: &str, longest: usize) -> Result<&str, LineError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LineError::Empty);
    }
    let length = text.chars().count();
    if length > longest {
        return Err(LineError::Long { length, longest });
    }
    match text.chars().find(|c| is_unprintable(*c)) {
        Some(c) => Err(LineError::Character(c)),
        None => Ok(text),
    }
}

/// Control characters, and those that turn the direction of text around unseen.
pub fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text is made of what the id of a subject is made of: ASCII letters, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether a text is made of what the id of a fact is made of: full stops too, as composed ids have them.
pub fn is_fact_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// Lower case with a hyphen and no space: nobody's name is written so.
pub fn looks_like_an_id(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// An http or https address with a host and no spaces; more is for a browser to find out.
pub fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| !host.is_empty()) && !url.contains(|c: char| c.is_whitespace() || "<>\"\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_short_and_printable() {
        assert_eq!(line("  a lamp ", 6), Ok("a lamp"));
        assert_eq!(line(" ", 6), Err(LineError::Empty));
        assert_eq!(line("lantern", 6), Err(LineError::Long { length: 7, longest: 6 }));
        assert_eq!(line("a\nb", 6), Err(LineError::Character('\n')));
        assert_eq!(line("a\u{202E}b", 6), Err(LineError::Character('\u{202E}')));
    }

    #[test]
    fn a_web_address_has_a_scheme_and_a_host() {
        assert!(is_web_address("https://beacon.example/lamps?x=1"));
        for text in ["beacon.example", "https://", "https:///lamps", "https://a b", "ftp://beacon.example"] {
            assert!(!is_web_address(text), "{text}");
        }
    }
}
