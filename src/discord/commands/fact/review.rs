//! The queue of suggestions, one at a time: accept, change, reject.

use super::super::super::desk::{Desk, refusal};
use super::super::super::escape;
use super::super::super::on_error::OLD_MENU;
use super::super::super::reply::{Body, Button, Card, Look, Reply};
use super::super::super::response::{Input, Modal, Response};
use super::super::super::steps::{Step, Used};
use super::super::super::teller::Teller;
use super::super::super::{ApplicationContext, CommandError};
use super::super::{at_desk, quoted};
use super::retract::{self, REASON};
use super::{form, words};
use crate::app::{Aim, Begun, Field, Proposal, ProposalError, ProposalId, Revision, Seen, Standing, Typed, View};
use jiff::tz::TimeZone;

/// Read what members suggest, and accept or reject it
#[poise::command(slash_command)]
pub async fn review(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    at_desk(ctx, false, |desk| Response::Say(page(desk, None, None))).await
}

/// Takes a step: `wh1:review:STEP:PROPOSAL`.
pub fn step(step: &Step) -> Response {
    let parts = step.parts(2);
    let named = match parts.as_slice() {
        [name, id] => id.parse().ok().map(|id| (*name, ProposalId(id))),
        _ => None,
    };
    let Some((name, id)) = named else { return Response::note(OLD_MENU) };
    let desk = match step.desk(false) {
        Ok(desk) => desk,
        Err(refusal) => return refusal,
    };
    if name == "next" {
        return Response::Replace(page(&desk, Some(id), None));
    }
    let proposal = match desk.app.proposal(desk.view, id) {
        Ok(proposal) => proposal,
        Err(error) => return lost(&desk, &error, step.text("reason")),
    };
    match (name, &step.used) {
        ("accept", _) => form::show(&desk, begun(&desk, &proposal)),
        ("change", _) => form::open(&desk, begun(&desk, &proposal)),
        ("withdraw", Used::Click(_)) => Response::Ask(withdrawal(&proposal)),
        ("withdraw", Used::Form(_)) => withdraw(&desk, &proposal, step.text("reason")),
        ("reject", Used::Click(_)) => Response::Ask(reason(id)),
        ("reject", Used::Form(_)) => reject(&desk, &step.teller, id, step.text("reason")),
        _ => Response::note(OLD_MENU),
    }
}

/// Somebody was faster, or the store refused. The reason that was typed is given back.
fn lost(desk: &Desk<'_>, error: &ProposalError, reason: &str) -> Response {
    let typed = match escape::markdown_line(reason, 600) {
        reason if reason.is_empty() => String::new(),
        reason => format!("\n\nWhat you typed: {reason}"),
    };
    match error {
        ProposalError::Gone => {
            let said = format!("That suggestion was settled already: somebody was faster.{typed}");
            Response::Replace(page(desk, None, Some(&said)))
        }
        error => Response::Say(with_typed(refusal(error), &typed)),
    }
}

/// A refusal with what was typed below it.
fn with_typed(reply: Reply, typed: &str) -> Reply {
    match reply.body {
        Body::Text(text) => Reply { body: Body::Text(format!("{text}{typed}")), ..reply },
        body => Reply { body, ..reply },
    }
}

/// Shows the fact that was said to be wrong, to be withdrawn.
fn withdraw(desk: &Desk<'_>, proposal: &Proposal, reason: &str) -> Response {
    let reason = escape::one_line(reason);
    let Some((seen, revision)) = held(desk, proposal).filter(|_| !reason.is_empty()) else {
        return Response::Replace(page(
            desk,
            None,
            Some("The fact is not held here any more, or no reason was given."),
        ));
    };
    let fact = (seen.fact.id.clone(), Standing::Held(seen), revision);
    match retract::begin(desk, fact, &reason, Some(proposal.id)) {
        Ok(reply) => Response::Replace(reply),
        Err(refusal) => Response::Say(refusal),
    }
}

fn reject(desk: &Desk<'_>, teller: &Teller, id: ProposalId, reason: &str) -> Response {
    match desk.app.reject(desk.view, id) {
        Ok(proposal) => {
            let reason = match reason {
                "" => "They gave no reason.".to_owned(),
                reason => format!("Their reason: {}", escape::markdown_line(reason, 600)),
            };
            let told = tell(desk, teller, &proposal, &format!("was read and not taken. {reason}"));
            Response::Replace(page(desk, None, Some(&format!("Rejected. {told}"))))
        }
        Err(error) => lost(desk, &error, reason),
    }
}

/// Tells the proposer, unless they wish otherwise, and says whether it will.
pub fn tell(desk: &Desk<'_>, teller: &Teller, proposal: &Proposal, what: &str) -> &'static str {
    let Some(member) = proposal.member else { return "Whoever suggested it is no longer known." };
    if member == desk.member {
        return "It was your own.";
    }
    // Who could not be asked is not written to.
    if !desk.app.wants_word(member).unwrap_or(false) {
        return "Whoever suggested it wants no messages from me.";
    }
    let text = format!(
        "Your suggestion {what}\n{}\n\nTo get no more of these messages: /privacy messages.",
        quoted(&proposal.remark)
    );
    teller.tell(member, text);
    "Whoever suggested it is told, if they take messages from me."
}

/// The fact that is said to be wrong, as it is held now.
fn held(desk: &Desk<'_>, proposal: &Proposal) -> Option<(Seen, Revision)> {
    match desk.app.fact(desk.view, proposal.remark.facts.first()?) {
        Ok(Some((Standing::Held(seen), revision))) => Some((seen, revision)),
        _ => None,
    }
}

/// What accepting or changing begins with: the fact as it is held, with what was suggested in its place.
fn begun(desk: &Desk<'_>, proposal: &Proposal) -> Begun {
    let remark = &proposal.remark;
    let (aim, mut typed) = match held(desk, proposal) {
        Some((seen, revision)) => {
            (Aim::Edit { id: seen.fact.id.clone(), revision }, desk.app.typed(desk.view, &seen.fact))
        }
        None => (Aim::Add, Typed::new()),
    };
    if let Some(value) = &remark.value {
        Field::Value.put(&mut typed, value);
    }
    if let Some(source) = &remark.source {
        Field::Source.put(&mut typed, source);
        // The new source says when.
        Field::AsOf.put(&mut typed, "");
    }
    Begun { aim, form: None, typed, file: None, proposal: Some(proposal.id), gap: None }
}

/// Whether what was suggested can be read as a fact just so. Without a value or a source there is nothing to accept.
fn is_readable(desk: &Desk<'_>, proposal: &Proposal) -> bool {
    let remark = &proposal.remark;
    let Begun { aim: Aim::Edit { id, .. }, typed, .. } = begun(desk, proposal) else { return false };
    let today = desk.now.to_zoned(TimeZone::UTC).date();
    let read = || desk.app.fill_in(desk.view, &typed, Some(&id), today);
    remark.value.is_some() && read().is_ok_and(|filled| filled.preview.is_some())
}

fn reason(id: ProposalId) -> Modal {
    let input = Input {
        label: "Why? Whoever suggested it is told",
        example: "The newer source says otherwise",
        required: false,
        ..input(String::new())
    };
    modal("reject", id, "Reject a suggestion", input)
}

/// Why the fact is withdrawn: what the member said, to begin with.
fn withdrawal(proposal: &Proposal) -> Modal {
    modal("withdraw", proposal.id, "Withdraw the fact", input(escape::one_line(&proposal.remark.text)))
}

fn input(text: String) -> Input {
    Input {
        name: "reason",
        label: "Why, as people are to read it",
        text,
        example: "The post was never advertised",
        required: true,
        long: false,
        most: u16::try_from(REASON).unwrap_or(u16::MAX),
    }
}

fn modal(step: &str, id: ProposalId, title: &str, input: Input) -> Modal {
    Modal { custom_id: format!("wh1:review:{step}:{}", id.0), title: title.to_owned(), inputs: vec![input] }
}

/// The oldest suggestion behind one, with what was just done above it.
fn page(desk: &Desk<'_>, after: Option<ProposalId>, said: Option<&str>) -> Reply {
    let first =
        |after| desk.app.proposals(desk.view, after, 1).map(|(found, count)| (found.into_iter().next(), count));
    let found = match first(after) {
        // Behind the last one it begins again.
        Ok((None, 1..)) => first(None),
        found => found,
    };
    match found {
        Ok((Some(proposal), count)) => shown(desk, &proposal, count, said),
        Ok((None, _)) => Reply::note(said.into_iter().chain([none(desk)]).collect::<Vec<_>>().join("\n\n")),
        Err(error) => refusal(&error),
    }
}

fn none(desk: &Desk<'_>) -> &'static str {
    let open = match desk.view {
        View::Server(server) => desk.app.server_settings(server).proposals,
        View::Everyone => false,
    };
    if open {
        "No suggestion waits. Members make them with the button \"Wrong?\" under an answer and with /suggest."
    } else {
        "No suggestion waits, and this server takes none. /settings suggestions switches them on."
    }
}

fn shown(desk: &Desk<'_>, proposal: &Proposal, count: usize, said: Option<&str>) -> Reply {
    let remark = &proposal.remark;
    let who = match proposal.member {
        Some(member) => format!("<@{member}>"),
        None => "A former member".to_owned(),
    };
    let text = escape::markdown(&remark.text, 2_200);
    let text = format!("{who}, <t:{}:f>:\n{text}", proposal.at.as_second());
    let mut fields = Vec::new();
    if let Some(id) = remark.facts.first() {
        fields.push(("About", about(desk, id)));
    }
    let typed = [("The right value", &remark.value), ("Where it stands", &remark.source)];
    fields.extend(
        typed.into_iter().filter_map(|(name, text)| Some((name, escape::markdown_line(text.as_ref()?, 1_000)))),
    );
    let title = if count == 1 { "One suggestion waits".to_owned() } else { format!("{count} suggestions wait") };
    let text = said.map(str::to_owned).into_iter().chain([text]).collect::<Vec<_>>().join("\n\n");
    let button =
        |step: &str, label, look| Button { custom_id: format!("wh1:review:{step}:{}", proposal.id.0), label, look };
    let accept = is_readable(desk, proposal).then(|| button("accept", "Accept", Look::Main));
    let next = (count > 1).then(|| button("next", "Next", Look::Plain));
    let withdraw = held(desk, proposal).map(|_| button("withdraw", "Withdraw the fact", Look::Plain));
    let change = button("change", "Change", Look::Plain);
    let reject = button("reject", "Reject", Look::Danger);
    Reply::card(Card { title: Some(title), text, fields })
        .with(accept.into_iter().chain([change]).chain(withdraw).chain([reject]).chain(next))
}

/// The fact that is said to be wrong, as it is held now.
fn about(desk: &Desk<'_>, id: &crate::fact::FactId) -> String {
    match desk.app.fact(desk.view, id) {
        Ok(Some((Standing::Held(seen), _))) => words::line(&desk.app.called(desk.view), &seen),
        Ok(Some((Standing::Withdrawn(_), _))) => format!("`{id}`, which was withdrawn in the meantime"),
        _ => format!("`{id}`, which is not held here any more"),
    }
}
