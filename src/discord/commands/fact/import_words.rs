//! What people read of an import: what is wrong with a file, what it would do, what it did.

use super::super::super::desk::Desk;
use super::super::super::escape;
use super::super::super::later::{Answer, Attached};
use super::super::super::reply::{Body, Button, Card, Look, Reply, sentences};
use crate::answer::cite;
use crate::app::{Beside, Called, CurateError, DraftId, FileError, Imported, Intake, Likeness, View};
use crate::fact::{Fact, Subject, Value};
use crate::transfer::ImportError;

/// Lines of each kind on a card; the attached list has them all.
const SHOWN: usize = 3;
/// Mistakes on a card.
const MISTAKES: usize = 8;
/// A line on a card is cut behind so many characters.
const LINE: usize = 300;
const NAME: usize = 80;

/// Said when there is nothing to go on with.
pub const EXPIRED: &str = "This import has expired, or was done or cancelled already: a file is kept for half an hour. \
                           Send it again with /fact import.";

/// What is wrong with a file, with all of it as an attached list.
pub fn mistakes(name: &str, error: &FileError) -> Answer {
    let lines: Vec<String> = match error {
        FileError::Import(ImportError::Rows(problems)) => {
            let mut lines: Vec<String> = problems.listed().iter().map(ToString::to_string).collect();
            let more = problems.total() - lines.len();
            if more > 0 {
                lines.push(format!("and {more} more"));
            }
            lines
        }
        FileError::Curate(CurateError::Rows(faults)) => {
            let row = |row: Option<usize>| row.map_or_else(String::new, |row| format!("fact {}, ", row + 1));
            let line = |fault: &crate::app::RowFault| {
                format!("{}`{}`: {}; {}", row(fault.row), fault.flaw.field, fault.flaw.said, fault.flaw.expected)
            };
            faults.iter().map(line).collect()
        }
        _ => return Reply::note(sentences(&here(&error.to_string()))).into(),
    };
    let lines: Vec<String> = lines.iter().map(|line| here(line)).collect();
    let shown = lines.iter().take(MISTAKES).map(|line| format!("- {}", escape::markdown_line(line, LINE)));
    let mut text = shown.collect::<Vec<_>>().join("\n");
    let rest = lines.len().saturating_sub(MISTAKES);
    if rest > 0 {
        text.push_str(&format!("\n+{rest} more: all of them are in the attached list."));
    }
    text.push_str("\n\nNothing was imported. Mend these lines, then send the file again with /fact import.");
    let title = format!("{} in {}", counted(lines.len(), "mistake", "mistakes"), quoted(name));
    let reply = Reply::card(Card { title: Some(title), text, fields: vec![] });
    let files = if rest > 0 { vec![attached("mistakes.txt", &lines)] } else { vec![] };
    Answer { reply, files }
}

/// What only helps where the bot runs, in the words of those who are on Discord.
fn here(text: &str) -> String {
    const ELSEWHERE: [(&str, &str); 3] = [
        ("`whitehall check --attributes` lists them", "the list that appears in /fact add has them"),
        (" (docs/import.md has a template)", ": subject, attribute, value and source at least"),
        (" (docs/import.md)", ""),
    ];
    ELSEWHERE.iter().fold(text.to_owned(), |text, (there, here)| text.replace(there, here))
}

/// Whether a file would change nothing.
pub fn is_idle(intake: &Intake) -> bool {
    let Imported { added, changed, withdrawn, .. } = intake.imported;
    let describes = !intake.import.subjects.is_empty() || !intake.import.sources.is_empty();
    added + changed + withdrawn == 0 && (!describes || intake.imported.unchanged > 0) && !intake.whole
}

/// Said of a file that would change nothing.
pub fn nothing_to_do(name: &str, intake: &Intake) -> Reply {
    let held = match intake.imported.unchanged {
        0 => "holds no facts".to_owned(),
        1 => "says what is held already, word for word".to_owned(),
        n => format!("says what is held already: all of its {n} facts, word for word"),
    };
    Reply::note(format!("There is nothing to import: {} {held}.", quoted(name)))
}

/// What a file would do, with the buttons to do it.
pub fn summary(desk: &Desk<'_>, name: &str, intake: &Intake, draft: &DraftId) -> Answer {
    let beside = desk.app.beside(desk.view, &intake.import.facts, &intake.import.subjects);
    let notes = Notes::of(&desk.app.called(desk.view), intake, &beside);
    let mut text = format!("Read {}: {}.", desk.reach(), does(&intake.imported, "is new", "are new"));
    for line in [new_names(intake), history(intake)].into_iter().flatten() {
        text.push_str(&format!("\n{line}"));
    }
    text.push_str("\n\nNothing is changed yet. ");
    text.push_str(&match intake.whole {
        true => "Apply does all of it at once.".to_owned(),
        false => format!("Apply does all of it as one change, which {} takes back.", undo(desk)),
    });
    let title = format!("Import of {}", quoted(name));
    let card = Card { title: Some(title), text, fields: notes.fields() };
    let reply = Reply::card(card).with(buttons(desk, draft));
    Answer { reply, files: notes.file() }
}

/// The same card, where it is shown because something changed meanwhile.
pub fn again(reply: Reply) -> Reply {
    match reply.body {
        Body::Card(card) => {
            let text = format!(
                "**Somebody has changed facts since this was shown, so nothing was imported yet. As it is now:**\n\n{}",
                card.text
            );
            Reply { body: Body::Card(Card { text, ..card }), ..reply }
        }
        body => Reply { body, ..reply },
    }
}

/// Said when it is done.
pub fn done(desk: &Desk<'_>, name: &str, imported: &Imported, whole: bool) -> String {
    let done = format!("Imported from {} {}: {}.", quoted(name), desk.reach(), does(imported, "added", "added"));
    if whole {
        return format!("{done} Its history came with it.");
    }
    match &imported.done {
        Some(change) if !change.changes.is_empty() => {
            let undo = undo(desk);
            format!("{done} It is change {} in /fact history; {undo} takes back all of it.", change.number)
        }
        _ => done,
    }
}

/// The command that takes a change of this desk back.
fn undo(desk: &Desk<'_>) -> &'static str {
    match desk.view {
        View::Everyone => "/fact undo with everyone",
        View::Server(_) => "/fact undo",
    }
}

/// Why the facts changed, as the history says it.
pub fn reason(name: &str) -> String {
    format!("import of {}", escape::label(name, NAME))
}

/// "12 facts are new, 3 replace held ones, 1 is withdrawn, 4 are held already".
fn does(imported: &Imported, one_new: &str, many_new: &str) -> String {
    let Imported { added, changed, withdrawn, unchanged, .. } = *imported;
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let new = if added == 1 { one_new } else { many_new };
    let mut parts = vec![format!("**{} {new}**", counted(added, "fact", "facts"))];
    let more = [
        (
            changed,
            format!("**{changed} {}**", if changed == 1 { "replaces a held one" } else { "replace held ones" }),
        ),
        (withdrawn, format!("**{withdrawn} {} withdrawn**", is(withdrawn))),
        (unchanged, format!("{unchanged} {} held already", is(unchanged))),
    ];
    parts.extend(more.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part));
    parts.join(", ")
}

fn new_names(intake: &Intake) -> Option<String> {
    let subjects = (intake.import.subjects.len(), "subject", "subjects");
    let sources = (intake.import.sources.len(), "source", "sources");
    let some = [subjects, sources].into_iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<String> = some.map(|(n, one, many)| counted(n, one, many)).collect();
    (!parts.is_empty()).then(|| format!("New with them: {}.", parts.join(" and ")))
}

fn history(intake: &Intake) -> Option<String> {
    let entries = match intake.import.history.len() {
        0 => return None,
        n => counted(n, "entry", "entries"),
    };
    Some(match intake.whole {
        true => format!("It is an export, and nothing was ever added here: its history of {entries} comes with it."),
        false => format!("It is an export; its history of {entries} is left out, for there is one here already."),
    })
}

fn buttons(desk: &Desk<'_>, draft: &DraftId) -> [Button; 2] {
    let button = |step: &str, label, look| {
        let custom_id = format!("wh1:fact:import:{step}:{}:{draft}", desk.mark());
        Button { custom_id, label, look }
    };
    [button("apply", "Apply", Look::Main), button("cancel", "Cancel", Look::Plain)]
}

/// What whoever confirms an import should know, in lines of plain text.
struct Notes([(&'static str, Vec<String>); 4]);

impl Notes {
    fn of(called: &Called, intake: &Intake, beside: &Beside) -> Self {
        let pairs = |wanted: Likeness| {
            let these = beside.facts.iter().filter(move |(how, ..)| *how == wanted);
            these.map(|(_, new, other)| pair(called, &intake.import.subjects, new, other)).collect()
        };
        let alike = beside.subjects.iter().map(|(new, held)| format!("{} is much like {}", new.name, held.name));
        let mut assumed: Vec<String> = intake.import.notes.listed().iter().map(ToString::to_string).collect();
        let more = intake.import.notes.total() - assumed.len();
        if more > 0 {
            assumed.push(format!("and {more} more"));
        }
        Self([
            ("Contradicts another fact", pairs(Likeness::Contradicts)),
            ("Says again what another fact says", pairs(Likeness::Same)),
            ("New subjects that may be held already", alike.collect()),
            ("Assumed in reading", assumed),
        ])
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let some = self.0.iter().filter(|(_, lines)| !lines.is_empty());
        some.map(|(heading, lines)| {
            let shown = lines.iter().take(SHOWN).map(|line| format!("- {}", escape::markdown_line(line, LINE)));
            let mut text = shown.collect::<Vec<_>>().join("\n");
            let rest = lines.len().saturating_sub(SHOWN);
            if rest > 0 {
                text.push_str(&format!("\n+{rest} more in the attached list"));
            }
            (*heading, text)
        })
        .collect()
    }

    /// All of it, where the card has no room for it.
    fn file(&self) -> Vec<Attached> {
        if self.0.iter().all(|(_, lines)| lines.len() <= SHOWN) {
            return vec![];
        }
        let some = self.0.iter().filter(|(_, lines)| !lines.is_empty());
        let lines: Vec<String> = some
            .flat_map(|(heading, lines)| {
                let lines = lines.iter().map(|line| format!("  {line}"));
                std::iter::once(format!("{heading}:")).chain(lines)
            })
            .collect();
        vec![attached("notes.txt", &lines)]
    }
}

/// "Head of Maps, salary: £77,000 (2031); there is £75,000 (2031) (head-of-maps.salary)".
fn pair(called: &Called, subjects: &[Subject], new: &Fact, other: &Fact) -> String {
    let period = new.period.map(|period| format!(" for {period}")).unwrap_or_default();
    // A new subject is not known yet.
    let brought = subjects.iter().find(|subject| subject.id == new.subject);
    let subject = brought.map_or_else(|| called.subject(new.subject.as_str()), |subject| subject.name.clone());
    let attribute = called.attribute(new.attribute.as_str());
    let place = match other.id.as_str() {
        "" => "in this file",
        id => id,
    };
    format!("{subject}, {attribute}{period}: {}; there is {} ({place})", value(called, new), value(called, other))
}

/// "£77,000 a year (2031)"; where the statement says it all, the statement.
fn value(called: &Called, fact: &Fact) -> String {
    let words = match &fact.value {
        Value::None => fact.statement.clone().unwrap_or_default(),
        value => called.value(value),
    };
    format!("{words} ({})", cite::date(&fact.as_of))
}

fn attached(name: &str, lines: &[String]) -> Attached {
    let lines: Vec<String> = lines.iter().map(|line| escape::one_line(line)).collect();
    Attached { name: name.to_owned(), text: format!("{}\n", lines.join("\n")) }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", escape::markdown_line(name, NAME))
}
