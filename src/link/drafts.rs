//! What was typed for one fact, read as a row of a table is read.

use super::reply::{Alike, Drafted, Namesake, Refusal, Told};
use super::request::Fields;
use super::words::{Words, told};
use crate::app::{App, CurateError, Form, Likeness, Preview, Revision, Standing, View};
use crate::fact::{Fact, FactId, Source, SourceId, Subject, SubjectId};
use crate::transfer::{Import, ImportError, Problems};
use jiff::Zoned;
use serde_json::Value as Json;

/// The columns that make a source up from its parts.
const PARTS: [&str; 6] = ["title", "publisher", "author", "published", "url", "inferred"];

/// Reads what was typed for a new fact, or for one in the place of `of`.
pub(super) fn draft(app: &App, view: View, of: Option<&FactId>, fields: &Fields) -> Result<Drafted, Refusal> {
    let before = of.map(|id| before(app, view, id)).transpose()?;
    let mut row = before.as_ref().map(|(fact, ..)| cells(fact)).unwrap_or_default();
    if PARTS.iter().any(|part| fields.contains_key(*part)) {
        row.remove("source");
    }
    row.extend(fields.clone());
    let line = Json::Object(row).to_string();
    let import = app.read_row(view, &line, Zoned::now().date()).map_err(|error| mistakes(&error))?;
    let mut drafted = Drafted {
        form: None,
        would: None,
        rows: vec![],
        now: before.as_ref().and_then(|(_, _, now)| now.clone()),
        revision: before.as_ref().map(|(_, revision, _)| revision.to_string()),
        alike: vec![],
        namesakes: vec![],
        notes: notes(&import.notes),
    };
    // What is withdrawn may be brought back as it was.
    let again = before.as_ref().filter(|(.., now)| now.is_none()).map(|(fact, ..)| fact.clone());
    let Some(form) = form(import, again, fields) else { return Ok(drafted) };
    let preview = app.preview(view, &form, of).map_err(|error| refusal(&error))?;
    shown(app, view, preview, &mut drafted);
    drafted.form = Some(form);
    Ok(drafted)
}

/// The fact to be corrected (as it was, if it is withdrawn), its revision, and how it stands.
fn before(app: &App, view: View, id: &FactId) -> Result<(Fact, Revision, Option<Told>), Refusal> {
    match app.fact(view, id).map_err(|error| refusal(&error))? {
        Some((Standing::Held(seen), revision)) => Ok(((*seen.fact).clone(), revision, Some(told(&seen)))),
        Some((Standing::Withdrawn(withdrawn), revision)) => match withdrawn.fact {
            Some(fact) => Ok(((*fact).clone(), revision, None)),
            None => Err(unknown(id)),
        },
        None => Err(unknown(id)),
    }
}

pub(super) fn unknown(id: &FactId) -> Refusal {
    Refusal {
        text: format!("there is no fact {id} here\nwhitehall fact list shows those that there are, with their ids"),
    }
}

/// A fact as the cells of a row, which are read as this fact again.
fn cells(fact: &Fact) -> Fields {
    let mut cells = Fields::new();
    let mut text = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            cells.insert(name.to_owned(), Json::String(text));
        }
    };
    text("id", Some(fact.id.to_string()));
    text("subject", Some(fact.subject.to_string()));
    text("attribute", Some(fact.attribute.to_string()));
    text("period", fact.period.map(|period| period.to_string()));
    text("status", fact.status.map(|status| status.word().to_owned()));
    text("said_by", fact.said_by.clone());
    text("as_of", Some(fact.as_of.to_string()));
    text("source", Some(fact.source.to_string()));
    text("statement", fact.statement.clone());
    for (name, list) in [("cues", &fact.cues), ("questions", &fact.questions)] {
        cells.insert(name.to_owned(), list.iter().cloned().map(Json::String).collect());
    }
    cells.insert("value".to_owned(), serde_json::to_value(&fact.value).unwrap_or_default());
    cells
}

/// The row as a form; `None` if it says what is held. Ids that were made for the row go: adding gives its own.
fn form(import: Import, again: Option<Fact>, fields: &Fields) -> Option<Form> {
    let Import { mut facts, subjects, sources, .. } = import;
    let mut fact = facts.pop().or(again)?;
    let typed = |name: &str| fields.get(name).and_then(Json::as_str).map(str::trim);
    let subject = subjects.into_iter().find(|subject| subject.id == fact.subject).map(|subject| {
        let id = Some(subject.id.as_str()).filter(|id| typed("subject") == Some(*id));
        Subject { id: SubjectId::new(id.unwrap_or_default()), ..subject }
    });
    let source = sources.into_iter().find(|source| source.id == fact.source).map(|source| {
        let id = Some(source.id.as_str()).filter(|id| typed("source") == Some(*id));
        Source { id: SourceId::new(id.unwrap_or_default()), ..source }
    });
    subject.iter().for_each(|subject| fact.subject = subject.id.clone());
    source.iter().for_each(|source| fact.source = source.id.clone());
    fact.id = FactId::new("");
    Some(Form { fact, subject, source })
}

fn shown(app: &App, view: View, preview: Preview, drafted: &mut Drafted) {
    let Preview { form, sentence, alike, subjects, notes } = preview;
    let index = app.index(view);
    let new = (form.subject.is_some(), form.source.is_some());
    let held_subject =
        || index.subject_by_id(form.fact.subject.as_str()).map(|at| (*index.subject(at).subject).clone());
    let held_source = || index.source_by_id(form.fact.source.as_str()).map(|source| (**source).clone());
    let (subject, source) = (form.subject.clone().or_else(held_subject), form.source.clone().or_else(held_source));
    let words = Words { app, view };
    if let (Some(subject), Some(source)) = (subject, source) {
        let would = Told { fact: form.fact.clone(), subject, source, sentence };
        drafted.rows = words.rows(&would, new);
        drafted.would = Some(would);
    }
    let how = |likeness| match likeness {
        Likeness::Same => "same",
        Likeness::Contradicts => "contradicts",
        Likeness::Succession => "succession",
    };
    drafted.alike =
        alike.iter().map(|alike| Alike { how: how(alike.how).to_owned(), held: told(&alike.seen) }).collect();
    let namesake = |subject: &Subject| Namesake { id: subject.id.clone(), name: words.subject(subject) };
    drafted.namesakes = subjects.iter().map(|subject| namesake(subject)).collect();
    drafted.notes.extend(notes);
}

/// What was assumed, by the option it stands behind.
fn notes(notes: &Problems) -> Vec<String> {
    let note = |column: Option<&str>, message: &str| match column {
        Some(column) => format!("{}: {message}", option(column)),
        None => message.to_owned(),
    };
    notes.listed().iter().map(|problem| note(problem.column, &problem.message)).collect()
}

/// How a column is typed on the command line.
fn option(column: &str) -> String {
    match column {
        "cues" => "--cue".to_owned(),
        "questions" => "--question".to_owned(),
        "aliases" => "--alias".to_owned(),
        "id" | "subject" | "attribute" | "value" => column.to_uppercase(),
        column => format!("--{}", column.replace('_', "-")),
    }
}

fn mistakes(error: &ImportError) -> Refusal {
    let ImportError::Rows(problems) = error else { return refusal(error) };
    let told = problems.listed().iter().map(|problem| {
        let place = problem.column.map_or_else(String::new, |column| format!("{}: ", option(column)));
        let expected = match problem.expected.as_str() {
            "" => String::new(),
            expected => {
                format!(
                    "; {}",
                    expected.replace("or a new subject give its `kind` and `name`", "or a new subject add --kind")
                )
            }
        };
        // It is no row of a file here.
        let message = problem.message.replace("the row has no ", "there is no ");
        format!("{place}{message}{expected}")
    });
    let lines: Vec<String> = std::iter::once("the fact cannot be kept like this".to_owned()).chain(told).collect();
    Refusal { text: lines.join("\n") }
}

pub(super) fn refusal(error: &impl std::fmt::Display) -> Refusal {
    Refusal { text: error.to_string() }
}

impl From<CurateError> for Refusal {
    fn from(error: CurateError) -> Self {
        match error {
            CurateError::Unknown(id) => unknown(&id),
            error => refusal(&error),
        }
    }
}
