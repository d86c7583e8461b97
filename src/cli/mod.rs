//! The command line: what can be typed, and one short file a command.

mod anew;
mod ask;
mod backup;
mod check;
mod confirm;
mod console;
mod export;
mod fact;
mod failure;
mod file_limit;
mod import;
mod import_large;
mod json;
mod lines;
mod log;
mod progress;
mod render;
mod restore;
mod serve;

use crate::app::{AppOptions, View};
use crate::config::{Config, Flags, SETTINGS};
use crate::link::Desk;
use clap::{Args, Parser, Subcommand};
use failure::Failure;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  whitehall ask \"which roles pay more than £100,000?\"
  whitehall ask --json < questions.txt
  whitehall console
  whitehall check ./my-knowledge
  whitehall serve
  whitehall backup /mnt/disk/whitehall.backup
  whitehall fact list --own
  whitehall export backup.jsonl

Exit status:
  0  done: answered, offered something near, or said that it is not held
  1  something failed; stderr says what, and what to do next
  2  wrong usage, or something that has to be confirmed with --yes
";

/// What can be typed behind `whitehall`.
#[derive(Debug, Parser)]
#[command(
    name = "whitehall",
    version,
    about = "Answers questions about UK government IT with one stored, sourced, dated fact",
    long_about = "Answers questions about UK government IT: roles, salaries, programme costs.\n\
                  Every answer is a stored fact with its source and date; what it does not hold, it says it does \
                  not hold. It answers here and, with serve, on Discord.",
    after_help = after_help(),
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Places {
    /// The folder for everything the bot stores; made if it is not there [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A knowledge folder to use instead of the one built in
    #[arg(long, global = true, value_name = "DIR")]
    knowledge: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ask(ask::Ask),
    Console(console::Console),
    Check(check::Check),
    Serve(serve::Serve),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Fact(fact::Fact),
    Import(import::Import),
    Export(export::Export),
}

/// The end of `--help`: examples, exit status, and every variable that is read.
fn after_help() -> String {
    let mut help = format!(
        "{EXAMPLES}\nEnvironment (also read from a file .env in the current folder; flags win over the environment, \
         the environment over .env):\n"
    );
    let width = SETTINGS.iter().map(|setting| setting.name.len()).max().unwrap_or(0);
    for setting in SETTINGS {
        // Writing to a String cannot fail.
        let _ = writeln!(help, "  {:width$}  {}", setting.name, setting.what);
    }
    let _ = write!(help, "  {:width$}  any value: no colours (a file or a pipe gets none anyway)", "NO_COLOR");
    help
}

/// Parses the arguments (the first is the program's name), runs the command and gives the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(stop) => {
            // Nothing is left to tell if stdout or stderr is closed.
            let _ = stop.print();
            return ExitCode::from(u8::try_from(stop.exit_code()).unwrap_or(2));
        }
    };
    file_limit::is_an_error();
    match cli.carry_out(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

impl Cli {
    fn carry_out(self, arguments: &[OsString]) -> Result<(), Failure> {
        let Places { data, knowledge } = self.places;
        let config = Config::read(Flags { data, knowledge }).map_err(Failure::told)?;
        match self.command {
            Command::Ask(ask) => ask.run(&config),
            Command::Console(console) => console.run(&config),
            Command::Check(check) => check.run(&config),
            Command::Serve(serve) => serve.run(config, arguments),
            Command::Backup(backup) => backup.run(&config),
            Command::Restore(restore) => restore.run(&config),
            Command::Fact(fact) => fact.run(&config),
            Command::Import(import) => import.run(&config, arguments),
            Command::Export(export) => export.run(&config),
        }
    }
}

/// Where the settings say that the app is.
fn options(config: &Config) -> AppOptions {
    AppOptions { data: config.data.clone(), knowledge: config.knowledge.clone() }
}

/// Opens the app, or finds the bot that has its store open.
fn open(config: &Config) -> Result<Desk, Failure> {
    Desk::open(&options(config)).map_err(Failure::told)
}

/// Whose facts are written and seen.
#[derive(Debug, Args)]
struct Whose {
    /// The facts of one Discord server, by its id, instead of those that everyone sees
    #[arg(long, value_name = "ID", value_parser = server_id)]
    server: Option<NonZeroU64>,
}

fn server_id(text: &str) -> Result<NonZeroU64, String> {
    let expected = "give the server's id, a number such as 80351110224678912: Copy Server ID in Discord";
    text.trim().parse().map_err(|_| expected.to_owned())
}

/// At most so many of something.
fn limit(text: &str) -> Result<NonZeroUsize, String> {
    text.trim().parse().map_err(|_| "give a whole number from 1 on".to_owned())
}

impl Whose {
    fn view(&self) -> View {
        self.server.map_or(View::Everyone, |id| View::Server(id.get()))
    }

    /// "for everyone", "for the server 7".
    fn words(&self) -> String {
        self.server.map_or_else(|| "for everyone".to_owned(), |id| format!("for the server {id}"))
    }

    /// The option, to be typed again.
    fn typed(&self) -> String {
        self.server.map_or_else(String::new, |id| format!(" --server {id}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declared_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
