use super::super::super::desk::{Desk, is_everyones, refusal};
use super::super::super::escape;
use super::super::super::render::join;
use super::super::super::reply::{Button, Card, Look, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError, complete};
use super::super::at_desk;
use super::{old, which, words};
use crate::app::{Called, Change, LogEntry, Standing};
use crate::fact::{FactId, Scope};
use jiff::Timestamp;

/// Changes on one page.
const A_PAGE: usize = 8;
/// Lines of one change.
const CHANGE: usize = 500;

/// Show who changed what, when, and by which number it can be undone
#[poise::command(slash_command)]
pub async fn history(
    ctx: ApplicationContext<'_>,
    #[description = "One fact's history: words of it, or its id. Without it, every change made here"]
    #[autocomplete = "complete::fact"]
    fact: Option<String>,
    #[description = "For the people who run me: what was changed for every server"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    at_desk(ctx, everyone.unwrap_or(false), move |desk| {
        let reply = match fact.as_deref().map(str::trim).filter(|fact| !fact.is_empty()) {
            Some(fact) => {
                which::fact(desk, fact).and_then(|(id, standing, _)| of_fact(desk, &id, Some(&standing), 0))
            }
            None => log(desk, None),
        };
        Response::Say(reply.unwrap_or_else(|refusal| refusal))
    })
    .await
}

/// Turns to another page of a layer's changes.
pub fn turn_log(step: &Step, rest: &str) -> Response {
    let parts = rest.split_once(':').and_then(|(mark, before)| Some((mark, before.parse().ok()?)));
    let Some((mark, before)) = parts else { return old() };
    answered(step, mark, |desk| log(desk, Some(before)))
}

/// Turns to another page of a fact's changes.
pub fn turn_fact(step: &Step, rest: &str) -> Response {
    let parts: Vec<&str> = rest.splitn(3, ':').collect();
    let (mark, from, id) = match parts.as_slice() {
        [mark, from, id] => match from.parse() {
            Ok(from) => (*mark, from, FactId::new(*id)),
            Err(_) => return old(),
        },
        _ => return old(),
    };
    answered(step, mark, |desk| {
        let found = desk.app.fact(desk.view, &id).map_err(|error| refusal(&error))?;
        of_fact(desk, &id, found.map(|(standing, _)| standing).as_ref(), from)
    })
}

fn answered(step: &Step, mark: &str, make: impl FnOnce(&Desk<'_>) -> Result<Reply, Reply>) -> Response {
    match step.desk(is_everyones(mark)) {
        Ok(desk) => make(&desk).map_or_else(Response::Say, Response::Replace),
        Err(refusal) => refusal,
    }
}

/// The changes of a fact, the newest first, behind so many newer ones.
fn of_fact(desk: &Desk<'_>, id: &FactId, standing: Option<&Standing>, from: usize) -> Result<Reply, Reply> {
    let mut changes = desk.app.history(desk.view, id).map_err(|error| refusal(&error))?;
    changes.reverse();
    if changes.is_empty() && standing.is_none() {
        return Err(which::unknown(id.as_str()));
    }
    let from = from.min(changes.len());
    let called = desk.app.called(desk.view);
    let now = match standing {
        Some(Standing::Held(seen)) => words::line(&called, seen),
        Some(Standing::Withdrawn(withdrawn)) => {
            let fact = withdrawn.fact.as_ref().map(|fact| words::fact(&called, fact)).unwrap_or_default();
            format!("It is withdrawn.\n{fact} · `{id}`")
        }
        None => format!("`{id}` says nothing here any more."),
    };
    let made = changes.iter().skip(from).take(A_PAGE).map(|change| {
        let done = join(words::done(desk, &called, change, CHANGE).into_iter(), "; ", CHANGE);
        entry(&about(desk, change), &done, change.reason.as_deref(), change.undoes)
    });
    let page = words::fitting(made, "\n");
    let total = changes.len();
    let text = match page.is_empty() {
        true if total == 0 => "Nothing was changed since it came with me.".to_owned(),
        true => "There are no older changes.".to_owned(),
        false => page.join("\n"),
    };
    let title = match total {
        _ if page.is_empty() => "History of a fact".to_owned(),
        0..=A_PAGE => "History of a fact".to_owned(),
        _ => format!("History of a fact: changes {} to {} of {total}", from + 1, from + page.len()),
    };
    let button = |label, from: usize| {
        let custom_id = format!("wh1:fact:past:{}:{from}:{id}", desk.mark());
        // The longest ids do not fit into a button: then the newest changes are all that is shown.
        (custom_id.len() <= 100).then_some(Button { custom_id, label, look: Look::Plain })
    };
    let newer = if from > 0 { button("Newer", from.saturating_sub(A_PAGE)) } else { None };
    let older = if from + page.len() < total { button("Older", from + page.len()) } else { None };
    let card = Card { title: Some(title), text, fields: vec![("It says now", now)] };
    Ok(Reply::card(card).with(newer.into_iter().chain(older)))
}

/// The changes of the desk's layer, the newest first, from the one before `before` on.
fn log(desk: &Desk<'_>, before: Option<u64>) -> Result<Reply, Reply> {
    let mut entries = desk.app.log(desk.view, before, A_PAGE + 1).map_err(|error| refusal(&error))?;
    let called = desk.app.called(desk.view);
    let lines = words::fitting(entries.iter().take(A_PAGE).map(|made| line(desk, &called, made)), "\n");
    let more = entries.len() > lines.len();
    entries.truncate(lines.len());
    let Some(last) = entries.last().map(|entry| entry.number) else {
        return Err(Reply::note(match before {
            Some(_) => "There are no older changes.".to_owned(),
            None => format!("Nothing was changed {} yet. /fact add adds a fact.", desk.reach()),
        }));
    };
    let title = format!("What was changed {}", desk.reach());
    let newest = before.map(|_| Button {
        custom_id: format!("wh1:fact:log:{}:{}", desk.mark(), u64::MAX),
        label: "Newest",
        look: Look::Plain,
    });
    let older = more.then(|| Button {
        custom_id: format!("wh1:fact:log:{}:{last}", desk.mark()),
        label: "Older",
        look: Look::Plain,
    });
    let fields = vec![("To undo one", "/fact undo with its number.".to_owned())];
    let card = Card { title: Some(title), text: lines.join("\n"), fields };
    Ok(Reply::card(card).with(newest.into_iter().chain(older)))
}

/// A change with what it did to its first fact, and how many more there are.
pub fn line(desk: &Desk<'_>, called: &Called, made: &LogEntry) -> String {
    let first = &made.first;
    let fact = [&first.after, &first.before].into_iter().flatten().find_map(|entry| entry.fact());
    let which = match fact {
        Some(fact) => escape::markdown_line(
            &format!("{}, {}", called.subject(fact.subject.as_str()), called.attribute(fact.attribute.as_str())),
            150,
        ),
        None => format!("`{}`", first.id),
    };
    let done = words::done(desk, called, first, CHANGE);
    let rest = match made.facts {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    let what = format!("{which}: {}{rest}", join(done.into_iter(), "; ", CHANGE));
    entry(&heading(made.number, &made.author.to_string(), made.at), &what, made.reason.as_deref(), made.undoes)
}

/// "**12** · Somebody · yesterday", and where it was made if not here.
fn about(desk: &Desk<'_>, change: &Change) -> String {
    let at = match change.scope {
        scope if scope == desk.view.layer() => return heading(change.batch, &change.author.to_string(), change.at),
        Scope::Shipped => " · in what comes with me",
        Scope::Owners => " · for every server",
        Scope::Server(_) => "",
    };
    let who = escape::markdown_line(&change.author.to_string(), 80);
    format!("{who} · <t:{}:f>{at}", change.at.as_second())
}

fn heading(number: u64, author: &str, at: Timestamp) -> String {
    format!("**{number}** · {} · <t:{}:f>", escape::markdown_line(author, 80), at.as_second())
}

fn entry(heading: &str, what: &str, reason: Option<&str>, undoes: Option<u64>) -> String {
    let undoes = undoes.map(|number| format!(" · undid {number}")).unwrap_or_default();
    let reason = reason.map(|reason| format!("\nReason: {}", escape::markdown_line(reason, 300))).unwrap_or_default();
    format!("{heading}{undoes}\n{what}{reason}")
}
