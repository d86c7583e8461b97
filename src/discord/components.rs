//! Clicks on menus. Nothing is remembered about a message: the custom id says which menu, the value what was
//! chosen, so that menus work after a restart.

use super::connect::describe;
use super::escape::one_line;
use super::on_error::{OLD_MENU, TOO_LATE, apology, reference};
use super::reply::Reply;
use super::{choice, deliver, render, style, view};
use crate::answer::Choice;
use crate::app::App;
use crate::monitor::Figures;
use jiff::Timestamp;
use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, Http, Message, MessageFlags, MessageInteractionMetadata,
    UserId,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Answers a click with a message of its own, so that the first answer stays.
pub async fn handle(app: &App, figures: &Figures, http: &Http, click: &ComponentInteraction) {
    let reference = reference(click.id);
    let reply = reply(app, figures, click).unwrap_or_else(|| {
        tracing::error!(%reference, menu = %one_line(&click.data.custom_id), "answering a choice panicked");
        apology(&reference)
    });
    if let Err(error) = reply.send(http, click.id, &click.token).await {
        if deliver::is_too_late(&error) {
            tracing::warn!(%reference, menu = %one_line(&click.data.custom_id), "{TOO_LATE}");
            return;
        }
        tracing::error!(%reference, menu = %one_line(&click.data.custom_id), "{}", describe(&error));
        if let Err(error) = apology(&reference).send(http, click.id, &click.token).await {
            tracing::warn!(error = %describe(&error), "an error could not be shown");
        }
    }
}

/// `None` if answering panicked: unlike commands, clicks do not pass through poise, which would catch it.
fn reply(app: &App, figures: &Figures, click: &ComponentInteraction) -> Option<Reply> {
    let Some(choice) = chosen(click) else { return Some(Reply::note(OLD_MENU)) };
    let view = view::of_click(click);
    let answer = catch_unwind(AssertUnwindSafe(|| app.choose(view, &choice))).ok()?;
    figures.asked(answer.outcome);
    // Somebody else's click answers that person alone: a channel is not flooded by the curious.
    let private = is_private(&click.message) || asker(&click.message).is_some_and(|asker| asker != click.user.id);
    Some(render::answer(&answer, style::of(app, view, Timestamp::now())).private(private))
}

/// What was chosen; `None` if the menu is none of ours, or of another version.
fn chosen(click: &ComponentInteraction) -> Option<Choice> {
    let known = [choice::PICK, choice::MORE].contains(&click.data.custom_id.as_str());
    match &click.data.kind {
        ComponentInteractionDataKind::StringSelect { values } if known => choice::decode(values.first()?),
        _ => None,
    }
}

fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Whose command or click the message answered.
fn asker(message: &Message) -> Option<UserId> {
    match message.interaction_metadata.as_deref()? {
        MessageInteractionMetadata::Command(data) => Some(data.user.id),
        MessageInteractionMetadata::Component(data) => Some(data.user.id),
        _ => None,
    }
}
