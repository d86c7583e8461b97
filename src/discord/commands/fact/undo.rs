use super::super::super::desk::{Desk, is_everyones, refusal};
use super::super::super::escape;
use super::super::super::render::join;
use super::super::super::reply::{Button, Card, Look, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError, complete};
use super::super::at_desk;
use super::save::undone_by;
use super::{history, old, words};
use crate::app::{Called, Change, CurateError, LogEntry, Which};

/// Facts of a change that are shown.
const SHOWN: usize = 8;
const LINES: usize = 900;

/// Undo a change: the last one, or any by its number. That is a change too, and can be undone
#[poise::command(slash_command)]
pub async fn undo(
    ctx: ApplicationContext<'_>,
    #[description = "The number of the change; the last one unless you say otherwise"]
    #[autocomplete = "complete::change"]
    #[min = 1]
    change: Option<i64>,
    #[description = "For the people who run me: a change that was made for every server"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    let number = change.and_then(|number| u64::try_from(number).ok());
    at_desk(ctx, everyone.unwrap_or(false), move |desk| match ask(desk, number) {
        Ok(reply) | Err(reply) => Response::Say(reply),
    })
    .await
}

/// Shows what would be undone. Nothing is kept of it: the button carries the number, which never means another change.
fn ask(desk: &Desk<'_>, number: Option<u64>) -> Result<Reply, Reply> {
    let before = number.map(|number| number.saturating_add(1));
    let mut made = desk.app.log(desk.view, before, 1).map_err(|error| refusal(&error))?;
    let made = made.pop().filter(|made| number.is_none_or(|number| number == made.number));
    let Some(made) = made else { return Err(nothing(desk, number)) };
    let changes = desk.app.change(desk.view, made.number).map_err(|error| refusal(&error))?;
    let called = desk.app.called(desk.view);
    let fields = vec![("What undoing it does", join(undone(desk, &called, &changes).into_iter(), "\n", LINES))];
    let title = Some(format!("Undo change {} {}?", made.number, desk.reach()));
    let card = Card { title, text: history::line(desk, &called, &made), fields };
    let custom_id = format!("wh1:fact:undo:{}:{}", desk.mark(), made.number);
    Ok(Reply::card(card).with([Button { custom_id, label: "Undo it", look: Look::Danger }]))
}

fn nothing(desk: &Desk<'_>, number: Option<u64>) -> Reply {
    Reply::note(match number {
        Some(number) => format!(
            "There is no change {number} {}. /fact history shows the changes with their numbers.",
            desk.reach()
        ),
        None => format!("Nothing was changed {} yet, so there is nothing to undo.", desk.reach()),
    })
}

/// What each fact says again, or no longer.
fn undone(desk: &Desk<'_>, called: &Called, changes: &[Change]) -> Vec<String> {
    let lines = changes.iter().take(SHOWN).map(|change| {
        let fact = [&change.before, &change.after].into_iter().flatten().find_map(|entry| entry.fact());
        let which = fact.map_or_else(
            || format!("`{}`", change.id),
            |fact| {
                let about = format!(
                    "{}, {}",
                    called.subject(fact.subject.as_str()),
                    called.attribute(fact.attribute.as_str())
                );
                escape::markdown_line(&about, 150)
            },
        );
        let what = match (&change.before, desk.app.below(desk.view, &change.id)) {
            (Some(entry), _) => match entry.fact() {
                Some(fact) => format!("says {} again", words::value(called, fact)),
                None => "is withdrawn again".to_owned(),
            },
            (None, Some(below)) => format!("says {} again", words::value(called, &below)),
            (None, None) => "is held no longer".to_owned(),
        };
        format!("{which}: {what}")
    });
    let rest = changes.len().saturating_sub(SHOWN);
    lines.chain((rest > 0).then(|| format!("and {rest} more"))).collect()
}

/// Undoes what was shown.
pub fn confirmed(step: &Step, rest: &str) -> Response {
    let parts = rest.split_once(':').and_then(|(mark, number)| Some((mark, number.parse().ok()?)));
    let Some((mark, number)) = parts else { return old() };
    let desk = match step.desk(is_everyones(mark)) {
        Ok(desk) => desk,
        Err(refusal) => return refusal,
    };
    match desk.app.undo(desk.view, Which::Number(number), &desk.by(None)) {
        Ok(changed) => Response::Replace(Reply::note(format!(
            "**Change {number} is undone {}.** Answers follow from now on. {}",
            desk.reach(),
            undone_by(&desk, changed.number)
        ))),
        Err(CurateError::NothingToUndo) => Response::Say(nothing(&desk, Some(number))),
        Err(CurateError::Conflict { last, .. }) => Response::Replace(later(number, last.as_deref())),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// A later change stands in the way.
fn later(number: u64, last: Option<&Change>) -> Reply {
    let by = match last {
        Some(last) if last.undoes == Some(number) => {
            return Reply::note(format!(
                "Change {number} is undone already: {} did it with change {}.",
                escape::markdown_line(&last.author.to_string(), 80),
                last.batch
            ));
        }
        Some(last) => {
            format!("by {} with change {}", escape::markdown_line(&last.author.to_string(), 80), last.batch)
        }
        None => "by somebody".to_owned(),
    };
    Reply::note(format!(
        "Change {number} cannot be undone alone: a fact of it was changed again since, {by}. Undo that first, or \
         correct the fact with /fact edit. Nothing was changed."
    ))
}

/// A change in an offer: "12: Somebody, Head of Maps, salary".
pub fn offer(called: &Called, made: &LogEntry) -> String {
    let fact = [&made.first.after, &made.first.before].into_iter().flatten().find_map(|entry| entry.fact());
    let which = match fact {
        Some(fact) => {
            format!("{}, {}", called.subject(fact.subject.as_str()), called.attribute(fact.attribute.as_str()))
        }
        None => made.first.id.to_string(),
    };
    let rest = if made.facts > 1 { format!(" and {} more", made.facts - 1) } else { String::new() };
    let undid = made.undoes.map(|number| format!(", undid {number}")).unwrap_or_default();
    format!("{}: {}: {which}{rest}{undid}", made.number, made.author)
}
