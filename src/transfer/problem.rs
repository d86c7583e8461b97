//! What is wrong with a file, row by row.

use std::fmt;

/// One mistake in a file. Its [`Display`](fmt::Display) form is one line: "line 12, `value`: ...; write it like ...".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The column or key, where one is to blame.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What was expected, or what to do; empty where the message says it all.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => f.write_str("the file: ")?,
            (line, None) => write!(f, "line {line}: ")?,
            (line, Some(column)) => write!(f, "line {line}, `{column}`: ")?,
        }
        f.write_str(&self.message)?;
        if self.expected.is_empty() { Ok(()) } else { write!(f, "; {}", self.expected) }
    }
}

/// The mistakes of a file, in order of its lines: the first ones in full, the others counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    total: usize,
}

/// How many problems are kept in full: two for each row of the largest file.
const LISTED: usize = 10_000;
/// How many of them may look for what was perhaps meant, which takes longer the more is held.
const GUESSED: usize = 200;
/// How many of them the message of an error shows.
const SHOWN: usize = 20;

impl Problems {
    /// The first problems, at most 10,000, in order of lines.
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// One line for each of the first `most`, and "and 37 more" for the rest.
    pub fn brief(&self, most: usize) -> String {
        let mut lines: Vec<String> = self.listed.iter().take(most).map(ToString::to_string).collect();
        let more = self.total - lines.len();
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        lines.join("\n")
    }

    /// Whether there are so many that what was perhaps meant is no longer looked for.
    pub(super) fn is_long(&self) -> bool {
        self.listed.len() >= GUESSED
    }

    /// Adds one; those beyond 10,000 are counted.
    pub fn add(
        &mut self,
        line: usize,
        column: Option<&'static str>,
        message: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(Problem { line, column, message: message.into(), expected: expected.into() });
        }
    }

    /// The value, if nothing went wrong.
    pub(super) fn or<T>(mut self, value: T) -> Result<T, ImportError> {
        if self.is_empty() {
            return Ok(value);
        }
        self.listed.sort_by_key(|problem| problem.line);
        Err(ImportError::Rows(self))
    }
}

/// Why a file was not read. The text says what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing of it can be read.
    #[error("{message}\n{expected}")]
    File {
        /// What is wrong.
        message: String,
        /// What to do.
        expected: String,
    },
    /// Some of it is wrong.
    #[error("{}", rows(.0))]
    Rows(Problems),
}

impl ImportError {
    pub(super) fn file(message: impl Into<String>, expected: impl Into<String>) -> Self {
        ImportError::File { message: message.into(), expected: expected.into() }
    }
}

fn rows(problems: &Problems) -> String {
    let mistakes = if problems.total == 1 { "a mistake".to_owned() } else { format!("{} mistakes", problems.total) };
    format!(
        "the file has {mistakes}, and nothing of it was imported\n{}\nmend these lines and import the file again",
        problems.brief(SHOWN)
    )
}
