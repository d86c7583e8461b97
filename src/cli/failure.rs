//! What went wrong, told in two lines: what happened, and what to do next.

use crate::link::LinkError;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit status of wrong usage, as clap has it.
const WRONG_USAGE: u8 = 2;

/// Why a command did not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// The first line says what happened, the others what to do next.
    Told(String),
    /// What was typed is not enough to go on. The first line says so, the others what to type.
    Usage(String),
    /// Whoever read the output has stopped reading, which is no failure of ours.
    ReaderGone,
}

impl Failure {
    /// A failure in the words of an error, whose lines after the first say what to do next.
    pub(super) fn told(error: impl Display) -> Self {
        Failure::Told(error.to_string())
    }

    /// A reply that does not belong to the request: a bot of another version.
    pub(super) fn strange() -> Self {
        Failure::told(LinkError::Version)
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
                tell(&text);
                ExitCode::FAILURE
            }
            Failure::Usage(text) => {
                tell(&text);
                ExitCode::from(WRONG_USAGE)
            }
        }
    }
}

fn tell(text: &str) {
    // If stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", laid_out(text));
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
