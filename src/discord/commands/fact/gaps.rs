//! Questions that got no answer, for those who can give one.

use super::super::super::desk::{Desk, refusal};
use super::super::super::escape;
use super::super::super::on_error::OLD_MENU;
use super::super::super::reply::{Button, Card, Entry, Look, Menu, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError};
use super::super::at_desk;
use super::form;
use crate::app::{Aim, Begun, GAP_DAYS, Gap, GapId, Typed, View};

/// Questions on one page.
const A_PAGE: usize = 10;
/// Of each question, and of its other wordings, so much is shown.
const QUESTION: usize = 150;
const OTHERS: usize = 120;
/// Labels and descriptions of a menu.
const LABEL: usize = 100;

/// List the questions that got no answer here, most asked first
#[poise::command(slash_command)]
pub async fn gaps(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    at_desk(ctx, false, |desk| Response::Say(page(desk, 0, None))).await
}

/// Takes a step: another page, an answer, a dismissal.
pub fn step(step: &Step) -> Response {
    let parts = step.parts(2);
    let named = match parts.as_slice() {
        [name, from] => from.parse::<usize>().ok().map(|from| (*name, from)),
        _ => None,
    };
    let Some((name, from)) = named else { return Response::note(OLD_MENU) };
    let desk = match step.desk(false) {
        Ok(desk) => desk,
        Err(refusal) => return refusal,
    };
    match (name, step.chosen()) {
        ("page", _) => Response::Replace(page(&desk, from, None)),
        ("answer", Some(id)) => with_gap(&desk, from, id, |gap| answer(&desk, gap)),
        ("dismiss", Some(id)) => with_gap(&desk, from, id, |gap| dismiss(&desk, from, &gap)),
        _ => Response::note(OLD_MENU),
    }
}

/// Does something with a gap, if it is still there.
fn with_gap(desk: &Desk<'_>, from: usize, id: &str, work: impl FnOnce(Gap) -> Response) -> Response {
    match desk.app.gap(desk.view, &GapId(id.to_owned()), desk.now) {
        Ok(Some(gap)) => work(gap),
        Ok(None) => Response::Replace(page(desk, from, Some("That question is gone: somebody was faster."))),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// Opens the form; the question goes when the fact is saved.
fn answer(desk: &Desk<'_>, gap: Gap) -> Response {
    let begun =
        Begun { aim: Aim::Add, form: None, typed: Typed::new(), file: None, proposal: None, gap: Some(gap.id) };
    form::open(desk, begun)
}

fn dismiss(desk: &Desk<'_>, from: usize, gap: &Gap) -> Response {
    match desk.app.drop_gap(desk.view, &gap.id) {
        Ok(()) => {
            let said = format!("Dismissed: {}", escape::markdown_line(&gap.question, QUESTION));
            Response::Replace(page(desk, from, Some(&said)))
        }
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// One page, with what was just done above it.
fn page(desk: &Desk<'_>, from: usize, said: Option<&str>) -> Reply {
    let gaps = match desk.app.gaps(desk.view, desk.now) {
        Ok(gaps) => gaps,
        Err(error) => return refusal(&error),
    };
    if gaps.is_empty() {
        return Reply::note(lines(&[said, Some(&none(desk))]));
    }
    // Where questions have gone since, the last page is shown.
    let from = from.min((gaps.len() - 1) / A_PAGE * A_PAGE);
    let shown: Vec<&Gap> = gaps.iter().skip(from).take(A_PAGE).collect();
    let list: Vec<String> = (from + 1..).zip(&shown).map(|(number, gap)| line(number, gap)).collect();
    let title = match gaps.len() {
        1 => "One question without an answer".to_owned(),
        count if count <= A_PAGE => format!("{count} questions without an answer"),
        count => format!("Questions without an answer: {} to {} of {count}", from + 1, from + shown.len()),
    };
    let card = Card { title: Some(title), text: lines(&[said, Some(&list.join("\n"))]), fields: vec![] };
    let menus = vec![menu("answer", "Answer this", from, &shown), menu("dismiss", "Dismiss", from, &shown)];
    let turn = |label, to: usize| Button { custom_id: format!("wh1:gaps:page:{to}"), label, look: Look::Plain };
    let back = from.checked_sub(A_PAGE).map(|to| turn("Back", to));
    let on = Some(from + A_PAGE).filter(|to| *to < gaps.len()).map(|to| turn("More", to));
    Reply { menus, ..Reply::card(card).with(back.into_iter().chain(on)) }
}

fn lines(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join("\n\n")
}

fn none(desk: &Desk<'_>) -> String {
    let kept = match desk.view {
        View::Server(server) => desk.app.server_settings(server).gaps,
        View::Everyone => false,
    };
    if kept {
        format!(
            "There is no question without an answer. What people ask here in vain will stand here for {GAP_DAYS} days."
        )
    } else {
        "There is no question without an answer: this server keeps none. /settings gaps switches that on.".to_owned()
    }
}

/// "1. **who paints the lighthouse** (asked 3 times, last two days ago)", and the other wordings.
fn line(number: usize, gap: &Gap) -> String {
    let question = escape::markdown_line(&gap.question, QUESTION);
    let others = match gap.others.as_slice() {
        [] => String::new(),
        others => format!("\nAlso: {}", escape::markdown_line(&others.join("; "), OTHERS)),
    };
    format!("{number}. **{question}** ({}, last <t:{}:R>){others}", asked(gap.asked), gap.last.as_second())
}

fn asked(times: u64) -> String {
    match times {
        1 => "asked once".to_owned(),
        2 => "asked twice".to_owned(),
        times => format!("asked {times} times"),
    }
}

fn menu(step: &str, prompt: &'static str, from: usize, gaps: &[&Gap]) -> Menu {
    let entry = |gap: &&Gap| Entry {
        label: escape::label(&gap.question, LABEL),
        description: Some(asked(gap.asked)),
        value: gap.id.0.clone(),
    };
    Menu { custom_id: format!("wh1:gaps:{step}:{from}"), prompt, entries: gaps.iter().map(entry).collect() }
}
