//! Asking before something is written.

use super::failure::Failure;
use clap::Args;
use std::io::{self, BufRead, IsTerminal, Write};

/// Whether to ask.
#[derive(Debug, Args)]
pub(super) struct Sure {
    /// Do it without asking
    #[arg(short, long)]
    yes: bool,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Do it.
    Yes,
    /// Leave it.
    No,
}

impl Sure {
    /// Asks at a terminal, where `--yes` has not answered already.
    ///
    /// # Errors
    /// Where nobody can be asked: wrong usage.
    pub(super) fn confirm(&self, question: &str) -> Result<Said, Failure> {
        if self.yes {
            return Ok(Said::Yes);
        }
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            let text = format!(
                "nothing was changed, for nobody was there to ask: {question}\nadd --yes to do it without being asked"
            );
            return Err(Failure::Usage(text));
        }
        let mut line = String::new();
        // What cannot be asked is not done.
        let asked = write!(io::stderr(), "{question} [y/N] ").and_then(|()| io::stderr().flush());
        if asked.is_err() || io::stdin().lock().read_line(&mut line).is_err() {
            return Ok(Said::No);
        }
        let yes = ["y", "yes"].contains(&line.trim().to_lowercase().as_str());
        if !yes {
            // If stderr is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "nothing was changed");
        }
        Ok(if yes { Said::Yes } else { Said::No })
    }
}
