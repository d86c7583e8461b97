//! `fact`: the facts that people add, step by step.

mod add;
mod draft;
mod edit;
mod fields;
mod history;
mod list;
mod retract;
mod said;
mod undo;

use super::failure::Failure;
use crate::config::Config;
use crate::link::{Desk, LinkError, Reply, Request};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::{self, Write};

/// Add, correct and take back facts, see what was changed, and undo it
///
/// What is written here everyone sees, over what the bot came with; with --server it is one Discord server's alone.
/// Works while whitehall serve runs, too. Everything that writes shows first what it would do, asks at a terminal, and
/// wants --yes elsewhere; every change can be undone.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Examples:
  whitehall fact add \"lamp keeper\" salary \"up to £45k a year\" \\
    --source 'The Buoy, \"Lamps up\", 3 May 2032'
  whitehall fact edit lamp-keeper.salary \"£46,000 a year\" --as-of \"June 2032\"
  whitehall fact retract lamp-keeper.salary --reason \"the paper has corrected it\"
  whitehall fact undo

Exit status: 0 done, or not confirmed; 1 it failed; 2 wrong usage, or nobody there to ask."
)]
pub(super) struct Fact {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    Add(Box<add::Add>),
    Edit(Box<edit::Edit>),
    Retract(retract::Retract),
    History(history::History),
    Undo(undo::Undo),
    List(list::List),
}

impl Fact {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        match self.step {
            Step::Add(add) => add.run(config),
            Step::Edit(edit) => edit.run(config),
            Step::Retract(retract) => retract.run(config),
            Step::History(history) => history.run(config),
            Step::Undo(undo) => undo.run(config),
            Step::List(list) => list.run(config),
        }
    }
}

/// Asks; what is refused is told.
fn ask(desk: &Desk, request: Request) -> Result<Reply, Failure> {
    desk.ask(request).map_err(|error: LinkError| Failure::told(error))
}

/// One JSON object on a line.
fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_string(value).map_err(Failure::told)?;
    print(&format!("{}\n", super::json::on_one_line(&line)))
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::writing)
}

/// A hint for people, beside what is printed.
fn hint(text: &str) {
    // If stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{text}");
}
