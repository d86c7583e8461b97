//! What is wrong with a knowledge folder, and where.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The folder cannot be used as it is.
    Error,
    /// The folder can be used, but this is probably not what its author meant.
    Warning,
}

/// One mistake in a knowledge folder. Its [`Display`](fmt::Display) form is one line:
/// `articles/x.toml:12:3: error: ...; expected ...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the folder can be used in spite of it.
    pub severity: Severity,
    /// The file's path inside the folder, with `/` between its parts.
    pub file: String,
    /// The line, counted from 1; 0 where the problem is the file as a whole.
    pub line: usize,
    /// The column, counted in characters from 1; 0 where the problem is the file as a whole.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What was expected, or what to do; empty where the message says it all.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, ": {severity}: {}", self.message)?;
        if self.expected.is_empty() { Ok(()) } else { write!(f, "; {}", self.expected) }
    }
}
