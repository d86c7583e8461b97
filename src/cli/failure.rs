//! What went wrong, told in two lines: what happened, and what to do next.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a command did not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// The first line says what happened, the others what to do next.
    Told(String),
    /// Whoever read the output has stopped reading, which is no failure of ours.
    ReaderGone,
}

impl Failure {
    /// A failure in the words of an error, whose lines after the first say what to do next.
    pub(super) fn told(error: impl Display) -> Self {
        Failure::Told(error.to_string())
    }

    /// A failure to write to standard output.
    pub(super) fn writing(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ReaderGone;
        }
        Failure::Told(format!(
            "cannot write the output: {error}\nsee whether the disk or the pipe behind it is full or closed"
        ))
    }

    /// A failure to read from standard input.
    pub(super) fn reading(error: io::Error) -> Self {
        Failure::Told(format!(
            "cannot read questions from standard input: {error}\n\
             give a text file with one question a line, or put the question behind ask"
        ))
    }

    /// Says it on stderr and gives the exit status.
    pub(super) fn report(self) -> ExitCode {
        match self {
            Failure::ReaderGone => ExitCode::SUCCESS,
            Failure::Told(text) => {
                // If stderr is closed there is nobody to tell.
                let _ = writeln!(io::stderr(), "{}", laid_out(&text));
                ExitCode::FAILURE
            }
        }
    }
}

/// "whitehall: what happened", and every further line indented.
fn laid_out(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    format!("whitehall: {}", lines.join("\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_indented_under_what_happened() {
        assert_eq!(laid_out("it broke\n  mend it\n\nor not\n"), "whitehall: it broke\n  mend it\n  or not");
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure_but_a_full_disk_is() {
        assert!(matches!(Failure::writing(io::ErrorKind::BrokenPipe.into()), Failure::ReaderGone));
        assert!(matches!(Failure::writing(io::ErrorKind::StorageFull.into()), Failure::Told(_)));
    }
}
