use super::super::super::desk::{Desk, refusal};
use super::super::super::escape;
use super::super::super::reply::{Button, Card, Look, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError, complete};
use super::super::at_desk;
use super::save::{SETTLED, undone_by, waits};
use super::settled::Settles;
use super::{add, form, which, words};
use crate::app::{Aim, Begun, By, CurateError, Draft, Field, ProposalId, Revision, Standing, Typed};
use crate::fact::FactId;

/// The longest reason, in characters.
pub const REASON: usize = 300;

/// Withdraw a fact: answers then say that it was withdrawn, when and why
#[poise::command(slash_command)]
pub async fn retract(
    ctx: ApplicationContext<'_>,
    #[description = "The fact: words of it, or its id"]
    #[autocomplete = "complete::fact"]
    fact: String,
    #[description = "Why, as people are to read it"] reason: String,
    #[description = "For the people who run me: withdraw it for every server"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    at_desk(ctx, everyone.unwrap_or(false), move |desk| match ask(desk, &fact, &reason) {
        Ok(reply) | Err(reply) => Response::Say(reply),
    })
    .await
}

fn ask(desk: &Desk<'_>, fact: &str, reason: &str) -> Result<Reply, Reply> {
    let reason = escape::one_line(reason);
    let length = reason.chars().count();
    if length == 0 {
        return Err(Reply::note("A fact is withdrawn for a reason, which answers give. Say why in `reason`."));
    }
    if length > REASON {
        return Err(Reply::note(format!("The reason has {length} characters. Shorten it to {REASON}.")));
    }
    begin(desk, which::fact(desk, fact)?, &reason, None)
}

/// Shows a fact that is to be withdrawn, to be confirmed; with it a suggestion may be accepted.
pub fn begin(
    desk: &Desk<'_>,
    (id, standing, revision): (FactId, Standing, Revision),
    reason: &str,
    proposal: Option<ProposalId>,
) -> Result<Reply, Reply> {
    let mut typed = Typed::new();
    Field::Reason.put(&mut typed, reason);
    let begun = Begun { aim: Aim::Retract { id, revision }, proposal, ..add::begun(typed) };
    let kept = desk.app.keep_draft(desk.view, desk.member, begun, desk.now);
    let draft = kept.map_err(|error| refusal(&error))?;
    card(desk, &draft, &standing, "")
}

fn card(desk: &Desk<'_>, draft: &Draft, standing: &Standing, news: &str) -> Result<Reply, Reply> {
    let Standing::Held(seen) = standing else {
        return Err(Reply::note(format!("{news}This fact is withdrawn already. /fact history shows when and why.")));
    };
    let reason = Field::Reason.of(&draft.begun.typed).unwrap_or_default();
    let called = desk.app.called(desk.view);
    let text = format!("{news}{}", words::line(&called, seen));
    let fields = vec![
        ("Reason", escape::markdown_line(reason, 900)),
        ("What answers will say", "That it was withdrawn, when, and this reason.".to_owned()),
    ];
    let card = Card { title: Some(format!("Withdraw this fact {}?", desk.reach())), text, fields };
    let button = |step: &str, label, look| Button { custom_id: form::custom_id(step, desk, &draft.id), label, look };
    Ok(Reply::card(card)
        .with([button("withdraw", "Withdraw", Look::Danger), button("cancel", "Cancel", Look::Plain)]))
}

/// Withdraws what was shown.
pub fn confirmed(step: &Step, rest: &str) -> Response {
    let (desk, draft) = match form::to_save(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Aim::Retract { id, revision } = draft.begun.aim.clone() else { return form::retype(&desk, draft, |_| {}) };
    let reason = Field::Reason.of(&draft.begun.typed).unwrap_or_default().to_owned();
    let settles = Settles::of(&desk, &draft.begun);
    let by = By { proposal: draft.begun.proposal, ..desk.by(Some(&draft.id)) };
    match desk.app.retract(desk.view, &id, revision, &reason, &by) {
        Ok(changed) => {
            let done = Reply::note(format!(
                "**Withdrawn {}.** Who asks for it is told so, with the reason. {}",
                desk.reach(),
                undone_by(&desk, changed.number)
            ));
            let now = format!("The fact is withdrawn. Reason: {reason}");
            Response::Replace(settles.told(&desk, &step.teller, &now, done))
        }
        Err(CurateError::Conflict { id, last, .. }) => {
            let who = last.map_or_else(
                || "Somebody else".to_owned(),
                |last| escape::markdown_line(&last.author.to_string(), 80),
            );
            let news =
                format!("**{who} changed this fact in between. It is not withdrawn.** Look at what it says now:\n\n");
            let proposal = draft.begun.proposal.filter(|proposal| waits(&desk, *proposal));
            let draft = Draft { begun: Begun { proposal, ..draft.begun }, ..draft };
            again(&desk, draft, &id, &news)
        }
        Err(CurateError::Done) => settled_meanwhile(&desk, draft),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// A second click finds everything done. But where somebody else has settled the suggestion, the reason is kept.
fn settled_meanwhile(desk: &Desk<'_>, draft: Draft) -> Response {
    let kept = desk.app.draft(desk.view, desk.member, &draft.id, desk.now);
    let gone = draft.begun.proposal.is_some_and(|proposal| !waits(desk, proposal));
    let Aim::Retract { id, .. } = draft.begun.aim.clone() else { return Response::Say(refusal(&CurateError::Done)) };
    if kept.is_err() || !gone {
        return Response::Say(refusal(&CurateError::Done));
    }
    let draft = Draft { begun: Begun { proposal: None, ..draft.begun }, ..draft };
    again(desk, draft, &id, &format!("{SETTLED} Withdraw the fact all the same, or drop it:\n\n"))
}

/// Shows the fact as it is now, to be withdrawn all the same.
fn again(desk: &Desk<'_>, draft: Draft, id: &FactId, news: &str) -> Response {
    let shown = look(desk, id).and_then(|(standing, revision)| {
        let begun = Begun { aim: Aim::Retract { id: id.clone(), revision }, ..draft.begun };
        let draft = desk.app.change_draft(desk.view, desk.member, &draft.id, begun, desk.now);
        card(desk, &draft.map_err(|error| refusal(&error))?, &standing, news)
    });
    match shown {
        Ok(reply) | Err(reply) => Response::Replace(reply),
    }
}

fn look(desk: &Desk<'_>, id: &FactId) -> Result<(Standing, Revision), Reply> {
    let found = desk.app.fact(desk.view, id).map_err(|error| refusal(&error))?;
    found.ok_or_else(|| refusal(&CurateError::Unknown(id.clone())))
}
