//! Files: read, imported, exported.

use super::reply::{Exported, File, Mistake, Refusal};
use super::request::Export;
use crate::app::{App, Author, By, FileError, Intake, Outlet, View};
use crate::transfer::{Form, ImportError, Problems};
use jiff::{Timestamp, Zoned};

/// Says what a file would do.
pub(super) fn read(app: &App, view: View, name: &str, bytes: &[u8]) -> Result<File, Refusal> {
    match app.read_file(view, name, bytes, Zoned::now().date()) {
        Ok(intake) => Ok(report(&intake)),
        Err(FileError::Import(ImportError::Rows(problems))) => Ok(faulty(&problems)),
        Err(error) => Err(Refusal { text: error.to_string() }),
    }
}

/// Imports a file, if it would do what was expected of it.
pub(super) fn import(app: &App, view: View, name: &str, bytes: &[u8], expected: &str) -> Result<File, Refusal> {
    let intake = match app.read_file(view, name, bytes, Zoned::now().date()) {
        Ok(intake) => intake,
        Err(FileError::Import(ImportError::Rows(problems))) => return Ok(faulty(&problems)),
        Err(error) => return Err(Refusal { text: error.to_string() }),
    };
    let mut report = report(&intake);
    if report.counts() != expected {
        let text = "what is held has changed since the file was looked at, and nothing was imported\nimport it again";
        return Err(Refusal { text: text.to_owned() });
    }
    let by = By::new(Author::Terminal, Timestamp::now());
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    // Said in the history; a name has at most 255 bytes.
    let reason = format!("import of {name}");
    let done = app.import_file(view, intake, Some(&reason), &by)?;
    // Subjects and sources alone are no change of a fact, and have no number.
    report.number = done.done.filter(|changed| !changed.changes.is_empty()).map(|changed| changed.number);
    Ok(report)
}

fn report(intake: &Intake) -> File {
    let Intake { import, imported, whole } = intake;
    let history = import.history.len();
    let form = import.form.map(|form| match form {
        Form::Csv => "csv",
        Form::Jsonl => "jsonl",
        Form::Archive => "export",
        Form::Toml => "toml",
    });
    File {
        form: form.map(str::to_owned),
        added: imported.added,
        changed: imported.changed,
        unchanged: imported.unchanged,
        withdrawn: imported.withdrawn,
        subjects: import.subjects.len(),
        sources: import.sources.len(),
        history: if *whole { history } else { 0 },
        left_out: if *whole { 0 } else { history },
        notes: import.notes.listed().iter().map(ToString::to_string).collect(),
        noted: import.notes.total(),
        mistakes: vec![],
        mistaken: 0,
        number: None,
    }
}

fn faulty(problems: &Problems) -> File {
    let mistake = |problem: &crate::transfer::Problem| Mistake {
        line: problem.line,
        column: problem.column.map(str::to_owned),
        message: problem.message.clone(),
        expected: problem.expected.clone(),
    };
    File {
        form: None,
        added: 0,
        changed: 0,
        unchanged: 0,
        withdrawn: 0,
        subjects: 0,
        sources: 0,
        history: 0,
        left_out: 0,
        notes: vec![],
        noted: 0,
        mistakes: problems.listed().iter().map(mistake).collect(),
        mistaken: problems.total(),
        number: None,
    }
}

/// Exports a layer: what it was, and the bytes of the files, one after the other.
pub(super) fn export(app: &App, view: View, form: Export) -> Result<(Exported, Vec<u8>), Refusal> {
    let outlet = match form {
        Export::Jsonl => Outlet::Archive,
        Export::Csv => Outlet::Csv,
        Export::Toml => Outlet::Toml,
    };
    let layer = app.layer(view)?;
    let files = app.export(view, outlet, Timestamp::now())?;
    let names = files.iter().map(|(name, text)| (name.clone(), text.len())).collect();
    let history = if form == Export::Jsonl { layer.history.len() } else { 0 };
    let exported = Exported { files: names, facts: layer.facts.len(), history };
    Ok((exported, files.into_iter().flat_map(|(_, text)| text.into_bytes()).collect()))
}
