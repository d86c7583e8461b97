//! `ask`: one question from the arguments, or one a line from standard input.

use super::failure::Failure;
use super::lines::Lines;
use super::{json, render};
use crate::app::View;
use crate::config::Config;
use crate::link::{Desk, Reply, Request};
use clap::Args;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::time::Instant;

/// Answer one question, or one a line from standard input
///
/// Prints the answer, its source and, where the question was unclear, what may have been meant.
/// Questions are plain words; spelling mistakes, abbreviations and synonyms are understood.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall ask which programme cost the most
  whitehall ask --json \"which roles pay more than £100,000?\"
  whitehall ask --json < questions.txt > answers.jsonl

JSON, one object a line, one for every question, blank lines too:
  {\"question\", \"outcome\": \"answer\" | \"suggest\" | \"unknown\", \"text\", \"confidence\": 0 to 1,
   \"facts\": [{\"id\", \"subject\", \"attribute\", \"value\": {\"kind\", ...}, \"as_of\"}],
   \"sources\": [{\"id\", \"title\", \"publisher\", \"published\", \"url\"}],
   \"suggestions\": [{\"subject\", \"question\"}], \"latency_us\"}
facts is empty unless the outcome is answer; a ~ in a date marks it as inferred.

Exit status: 0 for every honest outcome, \"not held\" too; 1 for what failed; 2 for wrong usage.")]
pub(super) struct Ask {
    /// Print one JSON object a question instead of text
    #[arg(long)]
    json: bool,
    /// Show how the question was read, which facts were weighed and why the winner won or nothing did
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// The question; its words are joined with spaces. Without it, questions are read from standard input, one a line
    #[arg(value_name = "QUESTION")]
    question: Vec<OsString>,
}

impl Ask {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = super::open(config)?;
        if self.question.is_empty() {
            return self.every_line(&desk);
        }
        let words: Vec<_> = self.question.iter().map(|word| word.to_string_lossy()).collect();
        let question = words.join(" ");
        if is_greeting(&question) && !self.json && !self.explain {
            return greet(&desk);
        }
        self.answer(&desk, &question, &mut true)
    }

    fn every_line(&self, desk: &Desk) -> Result<(), Failure> {
        if io::stdin().is_terminal() {
            // Only a hint, on stderr: the answers on stdout stay as they are.
            let _ = writeln!(
                io::stderr(),
                "Type one question a line; Ctrl-D ends. For a prompt with history and completion: whitehall console"
            );
        }
        let mut lines = Lines::new(io::stdin().lock());
        let mut first = true;
        while let Some(question) = lines.next().map_err(Failure::reading)? {
            // JSON pairs lines with answers, so a blank line gets one; in text it only sets questions apart.
            if self.json || !question.trim().is_empty() {
                self.answer(desk, &question, &mut first)?;
            }
        }
        Ok(())
    }

    /// Answers on standard output and flushes, so that a program at the other end of a pipe can wait for it.
    fn answer(&self, desk: &Desk, question: &str, first: &mut bool) -> Result<(), Failure> {
        let (view, asked) = (View::Everyone, question.to_owned());
        if self.explain {
            let reply = desk.ask(Request::Explain { view, question: asked }).map_err(Failure::told)?;
            let Reply::Text(text) = reply else { return Err(Failure::strange()) };
            return writeln!(io::stdout().lock(), "{text}").map_err(Failure::writing);
        }
        let start = Instant::now();
        let reply = desk.ask(Request::Ask { view, question: asked }).map_err(Failure::told)?;
        let Reply::Answer(answer) = reply else { return Err(Failure::strange()) };
        let latency = start.elapsed();
        if self.json {
            let line = json::line(question, &answer, latency).map_err(Failure::told)?;
            let mut out = io::stdout().lock();
            writeln!(out, "{line}").and_then(|()| out.flush()).map_err(Failure::writing)
        } else {
            let mut out = anstream::stdout().lock();
            if !std::mem::take(first) {
                writeln!(out).map_err(Failure::writing)?;
            }
            render::answer(&mut out, &answer).and_then(|()| out.flush()).map_err(Failure::writing)
        }
    }
}

/// Whether somebody only says hello, or asks for help: then there is no question in it.
fn is_greeting(question: &str) -> bool {
    const GREETINGS: [&str; 7] = ["hi", "hello", "hey", "help", "help me", "good morning", "what can you do"];
    let words = question.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.is_empty() || GREETINGS.contains(&words.as_str())
}

/// What can be asked, with examples.
fn greet(desk: &Desk) -> Result<(), Failure> {
    let examples = Request::Complete { view: View::Everyone, typed: String::new(), limit: 3 };
    let Reply::Questions(examples) = desk.ask(examples).map_err(Failure::told)? else {
        return Err(Failure::strange());
    };
    let mut text =
        "I answer questions from stored facts, each with its source and its date. Ask me in your own words"
            .to_owned();
    text.push_str(if examples.is_empty() { ".\n" } else { ", such as:\n" });
    for example in examples {
        text.push_str(&format!("  whitehall ask \"{}\"\n", render::printable(&example)));
    }
    text.push_str("whitehall --help lists what else I can do.\n");
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::writing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greeting_is_told_from_a_question() {
        for (text, greets) in
            [("Hi!", true), ("help", true), ("?", true), ("help desk cost", false), ("hi vis", false)]
        {
            assert_eq!(is_greeting(text), greets, "{text}");
        }
    }
}
