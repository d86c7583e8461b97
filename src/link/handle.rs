//! Requests carried out: the one place, whether they come from this process or over the socket.

use super::drafts::{self, unknown};
use super::files;
use super::reply::{BackedUp, Changed, Held, Listed, Looked, Refusal, Reply};
use super::request::Request;
use super::words::{Words, told};
use crate::answer::Choice;
use crate::app::{self, App, Author, By, Filter, Form, LogEntry, Page, Revision, Standing, View, Which};
use crate::fact::{AttributeId, FactId, SubjectId};
use crate::text::suggest::shown;
use jiff::Timestamp;

/// The facts of a change that are shown in full.
const SHOWN: usize = 10;

/// Carries a request out, with the file that came with it; gives the reply, and a file beside it. Never fails: what
/// is not done is [`Reply::Refused`].
pub fn handle(app: &App, request: Request, file: &[u8]) -> (Reply, Vec<u8>) {
    carry_out(app, request, file).unwrap_or_else(|refusal| (Reply::Refused(refusal), Vec::new()))
}

fn carry_out(app: &App, request: Request, file: &[u8]) -> Result<(Reply, Vec<u8>), Refusal> {
    let reply = match request {
        // In this process what was named is what is open.
        Request::Meet { .. } => Reply::Text("well met".to_owned()),
        Request::Ask { view, question } => Reply::Answer(Box::new(app.ask(view, &question))),
        Request::Explain { view, question } => Reply::Text(app.explain(view, &question)),
        Request::Choose { view, subject, attribute } => {
            Reply::Answer(Box::new(app.choose(view, &Choice { subject, attribute })))
        }
        Request::Complete { view, typed, limit } => Reply::Questions(app.questions(view, &typed, limit)),
        Request::Holdings { view } => Reply::Holdings(app.holdings(view)),
        Request::Draft { view, of, fields } => {
            Reply::Drafted(Box::new(drafts::draft(app, view, of.as_ref(), &fields)?))
        }
        Request::Put { view, of, form } => Reply::Changed(put(app, view, of, &form)?),
        Request::Look { view, id } => Reply::Looked(Box::new(look(app, view, id)?)),
        Request::Retract { view, id, revision, reason } => {
            Reply::Changed(changed(app.retract(view, &id, seen_at(&id, &revision)?, &reason, &by())?))
        }
        Request::Log { view, before, limit } => log(app, view, before, limit)?,
        Request::Change { view, number } => Reply::Change(Box::new(change(app, view, number)?)),
        Request::Undo { view, number } => Reply::Changed(changed(app.undo(view, Which::Number(number), &by())?)),
        Request::List { view, words, subject, attribute, own, after, limit } => {
            let filter = Filter {
                text: Some(words).filter(|words| !words.trim().is_empty()),
                subject: subject.map(|name| subject_of(app, view, &name)).transpose()?,
                attribute: attribute.map(|name| attribute_of(app, view, &name)).transpose()?,
                own,
            };
            let page = after.map_or(Page::First, Page::After);
            let listing = app.list(view, &filter, &page, limit);
            let facts = listing.facts.iter().map(told).collect();
            Reply::Listed(Listed { facts, total: listing.total, before: listing.before })
        }
        Request::BackUp => Reply::BackedUp(back_up(app)?),
        Request::Read { view, name } => Reply::File(files::read(app, view, &name, file)?),
        Request::Import { view, name, expected } => Reply::File(files::import(app, view, &name, file, &expected)?),
        Request::Export { view, form } => {
            let (exported, files) = files::export(app, view, form)?;
            return Ok((Reply::Exported(exported), files));
        }
    };
    Ok((reply, Vec::new()))
}

fn back_up(app: &App) -> Result<BackedUp, Refusal> {
    let made = app.back_up(Timestamp::now()).map_err(|error| Refusal { text: error.to_string() })?;
    let (facts, changes) = (made.contents.facts, made.contents.changes);
    Ok(BackedUp { name: made.name, facts, changes, bytes: made.bytes })
}

/// A change by whoever runs the command, now.
fn by() -> By {
    By::new(Author::Terminal, Timestamp::now())
}

fn changed(changed: app::Changed) -> Changed {
    let id = changed.changes.first().map(|change| change.id.clone());
    Changed { number: changed.number, facts: changed.changes.len(), id }
}

/// The revision as it was given out.
fn seen_at(id: &FactId, revision: &str) -> Result<Revision, Refusal> {
    revision.parse().map_err(|()| {
        let text = format!("the revision \"{}\" of {id} is none\nlook at the fact again", shown(revision));
        Refusal { text }
    })
}

fn put(app: &App, view: View, of: Option<(FactId, String)>, form: &Form) -> Result<Changed, Refusal> {
    Ok(changed(match of {
        None => app.add(view, form, &by())?,
        Some((id, revision)) => app.edit(view, &id, seen_at(&id, &revision)?, form, &by())?,
    }))
}

fn look(app: &App, view: View, id: FactId) -> Result<Looked, Refusal> {
    let words = Words { app, view };
    let history = app.history(view, &id)?.iter().map(|change| words.entry(change)).collect();
    let Some((standing, revision)) = app.fact(view, &id)? else { return Err(unknown(&id)) };
    let revision = revision.to_string();
    let held = match standing {
        Standing::Held(seen) => Held { told: Some(told(&seen)), withdrawn: None, revision },
        Standing::Withdrawn(gone) => {
            Held { told: None, withdrawn: Some((gone.at.to_string(), gone.reason)), revision }
        }
    };
    Ok(Looked { id, held, history })
}

fn log(app: &App, view: View, before: Option<u64>, limit: usize) -> Result<Reply, Refusal> {
    let words = Words { app, view };
    let entries = app.log(view, before, limit.saturating_add(1))?;
    let more = entries.len() > limit;
    let shown = entries.iter().take(limit);
    let changes = shown.map(|entry| words.change(entry, std::slice::from_ref(&entry.first)));
    Ok(Reply::Log(changes.collect(), more))
}

fn change(app: &App, view: View, number: Option<u64>) -> Result<super::Change, Refusal> {
    let entry: Option<LogEntry> = match number {
        None => app.log(view, None, 1)?.pop(),
        // The newest before the next number, if it is this one.
        Some(number) => {
            app.log(view, Some(number.saturating_add(1)), 1)?.pop().filter(|entry| entry.number == number)
        }
    };
    let Some(entry) = entry else {
        let text = match number {
            None => "there is nothing to undo here\nnothing was changed here yet".to_owned(),
            Some(number) => {
                format!(
                    "there is no change {number} here\nwhitehall fact history shows the changes and their numbers"
                )
            }
        };
        return Err(Refusal { text });
    };
    let facts = app.change(view, entry.number)?;
    let last = app.history(view, &entry.first.id)?.into_iter().rfind(|change| change.scope == entry.first.scope);
    if let Some(undo) = last.filter(|last| number.is_some() && last.undoes == Some(entry.number)) {
        let (number, by) = (entry.number, undo.batch);
        let text =
            format!("change {number} was undone already, by change {by}\nto bring back what it did, undo {by}");
        return Err(Refusal { text });
    }
    Ok(Words { app, view }.change(&entry, facts.get(..SHOWN).unwrap_or(&facts)))
}

/// The subject of an id, a name or an alias.
fn subject_of(app: &App, view: View, name: &str) -> Result<SubjectId, Refusal> {
    let index = app.index(view);
    if index.subject_by_id(name).is_some() {
        return Ok(SubjectId::new(name));
    }
    let lower = name.trim().to_lowercase();
    let bears = |text: &String| text.to_lowercase() == lower;
    let mut named = index
        .subjects()
        .iter()
        .filter(|doc| bears(&doc.full_name) || bears(&doc.subject.name) || doc.subject.aliases.iter().any(bears));
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(one.subject.id.clone()),
        (Some(one), Some(other)) => Err(Refusal {
            text: format!(
                "several subjects are called \"{}\"\ngive the id: {} or {}",
                shown(name),
                one.subject.id,
                other.subject.id
            ),
        }),
        _ => {
            let near = app.names(view, name, &[], None, 3);
            let near: Vec<String> = near.into_iter().map(|name| format!("{} ({})", name.id, name.label)).collect();
            let next = match near.is_empty() {
                true => "whitehall fact list shows what is held".to_owned(),
                false => format!("did you mean {}?", near.join(" or ")),
            };
            Err(Refusal { text: format!("no subject is called \"{}\"\n{next}", shown(name)) })
        }
    }
}

/// The attribute of an id or a name.
fn attribute_of(app: &App, view: View, name: &str) -> Result<AttributeId, Refusal> {
    let near = app.attributes(view, name, 3);
    let lower = name.trim().to_lowercase();
    match near.iter().find(|attribute| attribute.id.as_str() == lower || attribute.name.to_lowercase() == lower) {
        Some(attribute) => Ok(attribute.id.clone()),
        None => {
            let near: Vec<&str> = near.iter().map(|attribute| attribute.id.as_str()).collect();
            let next = match near.is_empty() {
                true => "whitehall check --attributes lists them".to_owned(),
                false => format!("did you mean {}?", near.join(" or ")),
            };
            Err(Refusal { text: format!("no attribute is called \"{}\"\n{next}", shown(name)) })
        }
    }
}
