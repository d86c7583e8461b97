//! `console`: a prompt with history, line editing and completion; the same answers as `ask`.

use super::failure::Failure;
use super::lines::Lines;
use super::render;
use crate::answer::{Answer, Choice, Suggestion};
use crate::app::View;
use crate::config::Config;
use crate::link::{Desk, Reply, Request};
use clap::Args;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Context, Editor, Helper};
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;

const HELP: &str = "\
Ask in plain words: which programme cost the most? which roles pay more than £100,000?
Tab completes a question, the up key brings back earlier ones. After \"Did you mean\" a number takes that one.
Ctrl-C clears the line; quit or Ctrl-D leaves.
";

/// More completions than this are no help.
const COMPLETIONS: usize = 10;

/// Ask at a prompt, with history and completion
///
/// Answers plain questions as ask does. The history is kept in the data folder, in the file history, readable by you
/// alone. Works with questions from a file or a pipe, too.
#[derive(Debug, Args)]
#[command(after_help = "\
At the prompt:
  a question   is answered
  a number     takes that suggestion of the last \"Did you mean\"
  help         explains the keys
  quit         leaves, as Ctrl-D does; Ctrl-C clears the line")]
pub(super) struct Console {}

impl Console {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = super::open(config)?;
        let mut session = Session { desk: &desk, offered: vec![] };
        if io::stdin().is_terminal() {
            session.at_a_prompt(&config.data.join("history"))
        } else {
            session.without_a_prompt()
        }
    }
}

struct Session<'a> {
    desk: &'a Desk,
    /// The suggestions of the last answer, to be taken by number.
    offered: Vec<Suggestion>,
}

impl Session<'_> {
    fn without_a_prompt(&mut self) -> Result<(), Failure> {
        let mut lines = Lines::new(io::stdin().lock());
        while let Some(line) = lines.next().map_err(Failure::reading)? {
            if self.turn(&line)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn at_a_prompt(&mut self, history: &Path) -> Result<(), Failure> {
        let mut editor = editor(self.desk).map_err(prompt_failed)?;
        let mut keep = prepare_history(&mut editor, history);
        let view = View::Everyone;
        let Reply::Holdings(held) = self.desk.ask(Request::Holdings { view }).map_err(Failure::told)? else {
            return Err(Failure::strange());
        };
        self.say(&format!(
            "I hold {} facts on {} subjects. Ask in plain words; help explains the keys, Ctrl-D leaves.\n",
            held.facts, held.subjects
        ))?;
        loop {
            let line = match editor.readline("whitehall> ") {
                Ok(line) => line,
                Err(ReadlineError::Interrupted) => continue,
                Err(ReadlineError::Eof) => return Ok(()),
                Err(error) => return Err(prompt_failed(error)),
            };
            if !line.trim().is_empty() {
                // A history that cannot be kept is said once and stops nothing.
                let added = editor.add_history_entry(&line).and_then(|_| match keep {
                    true => editor.append_history(history),
                    false => Ok(()),
                });
                if let Err(error) = added {
                    keep = false;
                    not_kept(history, &error);
                }
            }
            match self.turn(&line) {
                Ok(ControlFlow::Break(())) => return Ok(()),
                Ok(ControlFlow::Continue(())) => {}
                // A bot that was restarted can be asked again.
                Err(failure @ Failure::Told(_)) => drop(failure.report()),
                Err(failure) => return Err(failure),
            }
        }
    }

    /// One line typed: a word of the console, the number of a suggestion, or a question.
    fn turn(&mut self, line: &str) -> Result<ControlFlow<()>, Failure> {
        let line = line.trim();
        match line {
            "" => {}
            "quit" | "exit" => return Ok(ControlFlow::Break(())),
            "help" | "?" => self.say(HELP)?,
            _ => {
                let view = View::Everyone;
                let request = match self.taken(line).map(|suggestion| suggestion.choice.clone()) {
                    Some(Choice { subject, attribute }) => Request::Choose { view, subject, attribute },
                    None => Request::Ask { view, question: line.to_owned() },
                };
                match self.desk.ask(request) {
                    Ok(Reply::Answer(answer)) => self.show(*answer)?,
                    Ok(_) => return Err(Failure::strange()),
                    Err(error) => return Err(Failure::told(error)),
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn taken(&self, line: &str) -> Option<&Suggestion> {
        let number: usize = line.trim_end_matches('.').parse().ok()?;
        self.offered.get(number.checked_sub(1)?)
    }

    fn show(&mut self, answer: Answer) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        render::answer(&mut out, &answer)
            .and_then(|()| writeln!(out))
            .and_then(|()| out.flush())
            .map_err(Failure::writing)?;
        self.offered = answer.suggestions;
        Ok(())
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Failure::writing)
    }
}

fn prompt_failed(error: ReadlineError) -> Failure {
    Failure::Told(format!("the prompt failed: {error}\nuse whitehall ask, which needs no terminal"))
}

fn editor(desk: &Desk) -> rustyline::Result<Editor<Completion<'_>, FileHistory>> {
    let config = rustyline::Config::builder()
        .completion_type(CompletionType::List)
        .history_ignore_dups(true)?
        .max_history_size(1000)?
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Completion { desk }));
    Ok(editor)
}

/// Makes the history file, for its owner alone, and reads it. Gives whether it can be kept.
fn prepare_history(editor: &mut Editor<Completion<'_>, FileHistory>, path: &Path) -> bool {
    match make_private(path).map_err(ReadlineError::from).and_then(|()| editor.load_history(path)) {
        Ok(()) => true,
        Err(error) => {
            not_kept(path, &error);
            false
        }
    }
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn not_kept(path: &Path, error: &ReadlineError) {
    // If stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "whitehall: the history is not kept: {}: {error}", path.display());
}

/// Completes what was typed so far to whole questions that can be answered.
struct Completion<'a> {
    desk: &'a Desk,
}

impl Completer for Completion<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..pos).unwrap_or(line);
        let request = Request::Complete { view: View::Everyone, typed: typed.to_owned(), limit: COMPLETIONS };
        // Nothing to complete with is no failure: the line that is asked will say what is wrong.
        let Ok(Reply::Questions(questions)) = self.desk.ask(request) else { return Ok((0, vec![])) };
        Ok((0, questions.iter().map(|question| render::printable(question)).collect()))
    }
}

impl Helper for Completion<'_> {}
impl Highlighter for Completion<'_> {}
impl Validator for Completion<'_> {}
impl Hinter for Completion<'_> {
    type Hint = String;
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_history_file_is_made_for_its_owner_alone_and_kept_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        make_private(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "#V2\nan earlier question\n").unwrap();
        make_private(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "#V2\nan earlier question\n");
        assert!(make_private(&folder.path().join("missing/history")).is_err());
    }
}
