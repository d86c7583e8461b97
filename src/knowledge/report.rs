//! Collects problems while files are read, and turns byte offsets into lines and columns at the end.

use super::problem::{Problem, Severity};
use std::rc::Rc;

/// How many problems of one file are listed; the rest are counted. One slip can have thousands of echoes.
const LISTED: usize = 200;

/// A file of the folder as text, with where its lines begin.
#[derive(Debug)]
pub(super) struct TextFile {
    /// The path inside the folder, with `/` between its parts.
    pub name: String,
    /// The whole text.
    pub text: String,
    lines: Vec<usize>,
}

impl TextFile {
    /// Takes a file's text and finds its lines.
    pub fn new(name: String, text: String) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        Self { name, text, lines }
    }

    /// Line and column, both from 1, of a byte offset; the column counts characters.
    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.as_bytes().get(start..offset.min(self.text.len())).unwrap_or_default();
        // Every byte but UTF-8's continuation bytes begins a character.
        (line, 1 + before.iter().filter(|byte| *byte & 0xC0 != 0x80).count())
    }
}

/// A place in a file: the file's number in the report, and a byte offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub file: usize,
    pub offset: usize,
}

/// Something read from a file, with where it stands.
#[derive(Debug, Clone)]
pub(super) struct Marked<T> {
    pub value: T,
    pub spot: Spot,
}

#[derive(Debug)]
struct Finding {
    spot: Spot,
    severity: Severity,
    message: String,
    expected: String,
}

/// The problems found so far in a set of files.
#[derive(Debug)]
pub(super) struct Report {
    files: Rc<Vec<TextFile>>,
    muted: Vec<bool>,
    unread: bool,
    findings: Vec<Finding>,
}

impl Report {
    /// A report on these files without any problem yet.
    pub fn new(files: Rc<Vec<TextFile>>) -> Self {
        let muted = vec![false; files.len()];
        Self { files, muted, unread: false, findings: vec![] }
    }

    /// Adds an error. `expected` is a clause of its own ("expected ...", "did you mean ...?") or empty.
    pub fn error(&mut self, spot: Spot, message: impl Into<String>, expected: impl Into<String>) {
        self.add(spot, Severity::Error, message.into(), expected.into());
    }

    /// Adds a warning.
    pub fn warning(&mut self, spot: Spot, message: impl Into<String>, expected: impl Into<String>) {
        self.add(spot, Severity::Warning, message.into(), expected.into());
    }

    fn add(&mut self, spot: Spot, severity: Severity, message: String, expected: String) {
        if !self.muted.get(spot.file).copied().unwrap_or(false) {
            self.findings.push(Finding { spot, severity, message, expected });
        }
    }

    /// Leaves out what is found in this file from now on: after a syntax error the rest is guesswork.
    pub fn mute(&mut self, file: usize) {
        if let Some(muted) = self.muted.get_mut(file) {
            *muted = true;
        }
    }

    /// Notes that some file of the folder is not among those of this report, because it could not be read.
    pub fn note_unread(&mut self) {
        self.unread = true;
    }

    /// Whether some file could not be read to its end.
    pub fn any_unread(&self) -> bool {
        self.unread || self.muted.contains(&true)
    }

    /// The line of a spot for use in a message about another: "line 12", or "articles/x.toml:12" elsewhere.
    pub fn place(&self, spot: Spot, seen_from: Spot) -> String {
        let Some(file) = self.files.get(spot.file) else { return String::new() };
        let (line, _) = file.position(spot.offset);
        if spot.file == seen_from.file { format!("line {line}") } else { format!("{}:{line}", file.name) }
    }

    /// All problems, in order of files and lines, each once.
    pub fn finish(mut self) -> Vec<Problem> {
        self.findings.sort_by_key(|finding| finding.spot);
        let mut problems: Vec<Problem> = vec![];
        for findings in self.findings.chunk_by(|a, b| a.spot.file == b.spot.file) {
            let Some(file) = findings.first().and_then(|finding| self.files.get(finding.spot.file)) else { continue };
            for finding in findings.iter().take(LISTED) {
                let problem = finding.problem(file);
                if problems.last() != Some(&problem) {
                    problems.push(problem);
                }
            }
            if let Some(rest) = findings.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
                // The worst of the rest decides, so that no error hides behind the limit.
                let severity = findings.iter().skip(LISTED).map(|f| f.severity).min().unwrap_or(Severity::Error);
                problems.push(Problem {
                    severity,
                    file: file.name.clone(),
                    line: 0,
                    column: 0,
                    message: format!("{rest} more problems in this file"),
                    expected: "mend those above first".to_owned(),
                });
            }
        }
        problems
    }
}

impl Finding {
    fn problem(&self, file: &TextFile) -> Problem {
        let (line, column) = file.position(self.spot.offset);
        Problem {
            severity: self.severity,
            file: file.name.clone(),
            line,
            column,
            message: self.message.clone(),
            expected: self.expected.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_at_newlines() {
        let file = TextFile::new("a.toml".to_owned(), "é = 1\r\nzwölf x\n".to_owned());
        assert_eq!(file.position(0), (1, 1));
        assert_eq!(file.position("é ".len()), (1, 3));
        assert_eq!(file.position("é = 1\r\nzwölf ".len()), (2, 7));
        assert_eq!(file.position(1000), (3, 1));
    }

    #[test]
    fn a_flood_of_problems_is_cut_but_never_loses_an_error() {
        let files = Rc::new(vec![TextFile::new("a.toml".to_owned(), "x\n".repeat(500))]);
        let mut report = Report::new(files);
        for line in 0..300 {
            report.warning(Spot { file: 0, offset: line * 2 }, format!("warning {line}"), "");
        }
        report.error(Spot { file: 0, offset: 900 }, "the one error", "");
        let problems = report.finish();
        assert_eq!(problems.len(), LISTED + 1);
        let last = problems.last().unwrap();
        assert_eq!((last.severity, last.message.as_str()), (Severity::Error, "101 more problems in this file"));
    }
}
