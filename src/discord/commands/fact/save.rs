//! Saving a draft; and when somebody else was faster, showing what they changed beside what was typed.

use super::super::super::desk::{Desk, refusal};
use super::super::super::escape;
use super::super::super::render::join;
use super::super::super::reply::{Body, Button, Card, Look, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::settled::Settles;
use super::{form, words};
use crate::app::{Aim, Change, Changed, CurateError, Draft, Field, ProposalError, ProposalId, Standing, Typed, View};
use crate::fact::{Fact, FactId};

/// What of a card tells what somebody else changed.
const NEWS: usize = 800;

/// Saves what was shown.
pub fn save(step: &Step, rest: &str) -> Response {
    let (desk, draft) = match form::to_save(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    // Without a form something was wrong with it when it was shown: a forged custom id, or a button of an old card.
    let Some(filled) = draft.begun.form.clone() else { return form::retype(&desk, draft, |_| {}) };
    let settles = Settles::of(&desk, &draft.begun);
    let filled = settles.with_question(filled);
    let mut by = desk.by(Some(&draft.id));
    (by.proposal, by.gap) = (draft.begun.proposal, draft.begun.gap.clone());
    let saved = match &draft.begun.aim {
        Aim::Add => desk.app.add(desk.view, &filled, &by),
        Aim::Edit { id, revision } => desk.app.edit(desk.view, id, *revision, &filled, &by),
        Aim::Retract { .. } | Aim::Import | Aim::Undo(_) => return form::retype(&desk, draft, |_| {}),
    };
    match saved {
        Ok(changed) => {
            let sentence = sentence(&desk, &changed);
            let done = done(&desk, &changed, &sentence);
            Response::Replace(settles.told(&desk, &step.teller, &format!("I now say: {sentence}"), done))
        }
        Err(CurateError::Conflict { id, last, .. }) => overtaken(&desk, draft, &id, last.as_deref()),
        Err(CurateError::Done) => settled_meanwhile(&desk, draft),
        // What it rests on is there no longer: the card says what.
        Err(CurateError::Invalid(_)) => form::retype(&desk, draft, |_| {}),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// The sentence that answers give of what was written.
fn sentence(desk: &Desk<'_>, changed: &Changed) -> String {
    let fact = written(changed);
    let sentence = fact.and_then(|fact| match desk.app.fact(desk.view, &fact.id) {
        Ok(Some((Standing::Held(seen), _))) => Some(seen.sentence),
        _ => None,
    });
    sentence.unwrap_or_default()
}

fn written(changed: &Changed) -> Option<&Fact> {
    changed.changes.first().and_then(|change| change.after.as_ref()?.fact())
}

/// What was written, how to take it back.
fn done(desk: &Desk<'_>, changed: &Changed, sentence: &str) -> Reply {
    let id = written(changed).map(|fact| fact.id.to_string()).unwrap_or_default();
    Reply::note(format!(
        "**Saved {}.** Answers give it from now on: {}\nIts id is `{id}`. {}",
        desk.reach(),
        escape::markdown_line(sentence, 700),
        undone_by(desk, changed.number)
    ))
}

/// How to take a change back.
pub fn undone_by(desk: &Desk<'_>, number: u64) -> String {
    let with = if desk.view == View::Everyone { " with everyone" } else { "" };
    format!("This was change {number}: /fact undo{with} takes it back.")
}

/// Somebody changed the fact in between. What they changed is shown; what was typed is kept, and laid over the fact as
/// it is now: fields that were not touched become theirs.
fn overtaken(desk: &Desk<'_>, draft: Draft, id: &FactId, last: Option<&Change>) -> Response {
    let (standing, revision) = match desk.app.fact(desk.view, id) {
        Ok(Some(found)) => found,
        Ok(None) => return Response::Say(refusal(&CurateError::Unknown(id.clone()))),
        Err(error) => return Response::Say(refusal(&error)),
    };
    let theirs = match &standing {
        Standing::Held(seen) => Some((*seen.fact).clone()),
        Standing::Withdrawn(_) => None,
    };
    let seen = seen_before(desk, id, last);
    let response = form::retype(desk, draft, |begun| {
        begun.aim = Aim::Edit { id: id.clone(), revision };
        begun.proposal = begun.proposal.filter(|proposal| waits(desk, *proposal));
        if let (Some(seen), Some(theirs)) = (&seen, &theirs) {
            merge(&mut begun.typed, &desk.app.typed(desk.view, seen), &desk.app.typed(desk.view, theirs));
        }
    });
    match response {
        Response::Replace(reply) => Response::Replace(with_news(desk, reply, &standing, last)),
        other => other,
    }
}

/// Whether a suggestion is still in the queue; where that cannot be read, saving says so.
pub fn waits(desk: &Desk<'_>, proposal: ProposalId) -> bool {
    !matches!(desk.app.proposal(desk.view, proposal), Err(ProposalError::Gone))
}

/// Said above what somebody was writing, when its suggestion is settled.
pub const SETTLED: &str = "**Somebody has settled this suggestion meanwhile.** Nothing of yours is saved yet, and nothing \
                           of it is lost.";

/// A second click finds everything done. But somebody else may have settled the suggestion that this was to accept: what
/// was typed is kept, and shown again without it.
fn settled_meanwhile(desk: &Desk<'_>, draft: Draft) -> Response {
    let kept = desk.app.draft(desk.view, desk.member, &draft.id, desk.now);
    if kept.is_err() || draft.begun.proposal.is_none_or(|proposal| waits(desk, proposal)) {
        return Response::Say(refusal(&CurateError::Done));
    }
    match form::retype(desk, draft, |begun| begun.proposal = None) {
        Response::Replace(Reply { body: Body::Card(card), buttons, menus, private }) => {
            let text = format!("{SETTLED} Save it all the same, change it or drop it.\n\n{}", card.text);
            Response::Replace(Reply { body: Body::Card(Card { text, ..card }), buttons, menus, private })
        }
        other => other,
    }
}

/// The fact as it was before the last change, which is most likely what was looked at.
fn seen_before(desk: &Desk<'_>, id: &FactId, last: Option<&Change>) -> Option<Fact> {
    if let Some(before) = last.and_then(|change| change.before.as_ref()) {
        return before.fact().cloned();
    }
    // The layer had nothing of its own: what was looked at lies farther away.
    match desk.app.fact(View::Everyone, id).ok()?? {
        (Standing::Held(seen), _) if desk.view != View::Everyone => Some((*seen.fact).clone()),
        _ => None,
    }
}

/// Takes the other's text for each field that still says what it said when the form was filled in.
fn merge(typed: &mut Typed, seen: &Typed, theirs: &Typed) {
    for field in Field::OF_A_FACT {
        if field.of(typed) == field.of(seen) {
            field.put(typed, field.of(theirs).unwrap_or_default());
        }
    }
}

/// The card with what somebody else did on top of it.
fn with_news(desk: &Desk<'_>, reply: Reply, standing: &Standing, last: Option<&Change>) -> Reply {
    let Body::Card(card) = reply.body else { return reply };
    let called = desk.app.called(desk.view);
    let who =
        last.map_or_else(|| "Somebody".to_owned(), |change| escape::markdown_line(&change.author.to_string(), 80));
    let when = last.map(|change| format!(" <t:{}:R>", change.at.as_second())).unwrap_or_default();
    let what = last.map(|change| words::done(desk, &called, change, NEWS));
    let now = match standing {
        Standing::Held(seen) => words::line(&called, seen),
        Standing::Withdrawn(withdrawn) => format!(
            "It is withdrawn. Reason: {}. Saving brings it back.",
            escape::markdown_line(withdrawn.reason.as_deref().unwrap_or("none given"), 300).trim_end_matches('.')
        ),
    };
    let idle = !reply.buttons.iter().any(|button| button.label == "Save");
    let text = format!(
        "**{who} changed this fact{when}, while you were writing.** Nothing of yours is saved yet, and nothing of it \
         is lost. {}",
        if idle {
            "It says now what you wanted it to say."
        } else {
            "Look at what it says now; then save yours over it, or change it."
        }
    );
    let mut fields = vec![];
    if let Some(lines) = what.filter(|lines| !lines.is_empty()) {
        fields.push(("What was changed", join(lines.into_iter(), "\n", NEWS)));
    }
    fields.push(("It says now", now));
    fields.extend(card.fields.into_iter().map(|(name, text)| match name {
        "What changes" => ("What yours would change", text),
        _ => (name, text),
    }));
    let card = Card { title: Some("Somebody was faster".to_owned()), text, fields };
    let over = |button: Button| match button.label {
        "Save" => Button { label: "Save mine over it", look: Look::Danger, ..button },
        _ => button,
    };
    Reply { body: Body::Card(card), buttons: reply.buttons.into_iter().map(over).collect(), ..reply }
}
