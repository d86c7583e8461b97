//! Clicks on menus. Nothing is remembered about a message: the custom id says which menu, the value what was
//! chosen, so that menus work after a restart.

use super::connect::describe;
use super::on_error::{OLD_MENU, apology, reference};
use super::reply::Reply;
use super::{choice, render};
use crate::app::App;
use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, Http, Message, MessageFlags, MessageInteractionMetadata,
    UserId,
};

/// Answers a click with a message of its own, so that the first answer stays.
pub async fn handle(app: &App, http: &Http, interaction: &ComponentInteraction) {
    let message = &interaction.message;
    // Somebody else's click answers that person alone: a channel is not flooded by the curious.
    let private = is_private(message) || asker(message).is_some_and(|asker| asker != interaction.user.id);
    let reply = reply(app, interaction).private(private);
    let reply =
        Reply { private: private || matches!(&reply.body, super::reply::Body::Text(t) if t == OLD_MENU), ..reply };
    if let Err(error) = reply.send(http, interaction.id, &interaction.token).await {
        let reference = reference(interaction.id);
        tracing::error!(%reference, menu = %interaction.data.custom_id, "{}", describe(&error));
        if let Err(error) = apology(&reference).send(http, interaction.id, &interaction.token).await {
            tracing::warn!(error = %describe(&error), "an error could not be shown");
        }
    }
}

fn reply(app: &App, interaction: &ComponentInteraction) -> Reply {
    chosen(interaction).map_or_else(|| Reply::note(OLD_MENU), |chosen| render::answer(&app.choose(&chosen)))
}

fn chosen(interaction: &ComponentInteraction) -> Option<crate::answer::Choice> {
    let known = [choice::PICK, choice::MORE].contains(&interaction.data.custom_id.as_str());
    match &interaction.data.kind {
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
