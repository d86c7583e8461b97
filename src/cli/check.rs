//! `check`: proves a knowledge folder sound, or names every mistake in it.

use super::failure::Failure;
use super::render::printable;
use crate::config::Config;
use crate::knowledge::{self, Loaded};
use crate::text::lexicon::Lexicon;
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Prove a knowledge folder sound, or name every mistake by file and line
///
/// Reads the folder as the bot would, and prints what is wrong, one problem a line: the file, the line, what is wrong
/// and what was expected. Without DIR it checks the folder of --knowledge or WHITEHALL_KNOWLEDGE, else the one built
/// in. Nothing is stored or changed.
///
/// With --attributes it lists, if there are no errors, what facts can say of a subject: each attribute's id, the usual
/// kind of its values, the questions it answers and its name, those built in and the folder's own.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 if the folder is sound (there may be warnings), 1 if it has errors.")]
pub(super) struct Check {
    /// The folder to check
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// List the attributes that facts can name
    #[arg(long)]
    attributes: bool,
}

impl Check {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let folder = self.folder.as_deref().or(config.knowledge.as_deref());
        let loaded = match folder {
            Some(folder) => knowledge::read(folder).map_err(Failure::told)?,
            None => knowledge::embedded(),
        };
        let mut out = anstream::stdout().lock();
        let told = if self.attributes && loaded.is_sound() {
            list(&mut out, &loaded.knowledge.lexicon)
        } else {
            report(&mut out, folder, &loaded)
        };
        told.and_then(|()| out.flush()).map_err(Failure::writing)?;
        match loaded.errors().count() {
            0 => Ok(()),
            errors => Err(Failure::Told(format!(
                "{} is not sound: {}\nput right what is named above, and run whitehall check again",
                folder.map_or("the built-in knowledge".into(), Path::to_string_lossy),
                counted(errors, "error"),
            ))),
        }
    }
}

/// One line a problem, its file as it can be opened from here; at the end, if there are no errors, how much is held.
fn report(out: &mut impl Write, folder: Option<&Path>, loaded: &Loaded) -> io::Result<()> {
    for problem in &loaded.problems {
        let place = folder.map(|folder| folder.join("").to_string_lossy().into_owned()).unwrap_or_default();
        writeln!(out, "{}", printable(&format!("{place}{problem}")))?;
    }
    if !loaded.is_sound() {
        return Ok(());
    }
    let held = &loaded.knowledge;
    let (facts, subjects, sources) = (held.facts.len(), held.subjects.len(), held.sources.len());
    write!(
        out,
        "{}, {}, {}: sound",
        counted(facts, "fact"),
        counted(subjects, "subject"),
        counted(sources, "source")
    )?;
    match loaded.problems.len() {
        0 => writeln!(out),
        warnings => writeln!(out, ", with {}", counted(warnings, "warning")),
    }
}

/// One line an attribute, in columns: id, usual kind of value, what it asks, name. A dash stands for what is left open.
fn list(out: &mut impl Write, lexicon: &Lexicon) -> io::Result<()> {
    let open = "-".to_owned();
    let rows: Vec<[String; 4]> = lexicon
        .attributes
        .values()
        .map(|attribute| {
            let asks: Vec<&str> = attribute.asks.iter().map(|asks| asks.word()).collect();
            [
                attribute.id.to_string(),
                attribute.value.map_or(open.clone(), |kind| kind.word().to_owned()),
                if asks.is_empty() { open.clone() } else { asks.join(",") },
                printable(&attribute.name),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (ids, kinds, asked) = (width(0), width(1), width(2));
    for [id, kind, asks, name] in &rows {
        writeln!(out, "{id:ids$}  {kind:kinds$}  {asks:asked$}  {name}")?;
    }
    Ok(())
}

fn counted(number: usize, of: &str) -> String {
    if number == 1 { format!("1 {of}") } else { format!("{number} {of}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Problem, Severity};

    fn reported(folder: Option<&Path>, severities: &[Severity]) -> String {
        let problem = |severity: &Severity| Problem {
            severity: *severity,
            file: "articles/x.toml".into(),
            line: 3,
            column: 1,
            message: "no such kind".into(),
            expected: "expected role".into(),
        };
        let loaded = Loaded { problems: severities.iter().map(problem).collect(), ..Loaded::default() };
        let mut out = Vec::new();
        report(&mut out, folder, &loaded).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_problem_is_a_line_that_names_its_file_from_here() {
        let folder = Path::new("some").join("folder");
        let expected = format!("{}", folder.join("articles/x.toml").display());
        assert_eq!(
            reported(Some(&folder), &[Severity::Error]),
            format!("{expected}:3:1: error: no such kind; expected role\n")
        );
    }

    #[test]
    fn warnings_leave_a_folder_sound_and_errors_do_not() {
        let sound = "0 facts, 0 subjects, 0 sources: sound";
        assert_eq!(reported(None, &[]), format!("{sound}\n"));
        assert!(reported(None, &[Severity::Warning]).ends_with(&format!("\n{sound}, with 1 warning\n")));
        assert!(!reported(None, &[Severity::Warning, Severity::Error]).contains("sound"));
    }
}
