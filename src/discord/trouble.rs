//! Tells admins what is wrong with their digest, behind the answer to whatever command they use next.

use super::commands::trouble_words;
use super::connect::describe;
use super::permit::Caller;
use crate::app::App;
use jiff::Timestamp;
use serenity::all::{
    CommandInteraction, CreateAllowedMentions, CreateInteractionResponseFollowup, Http, MessageFlags,
};
use std::sync::Arc;

/// Somebody who may put it right, and the command that was just used.
pub struct Admin {
    server: u64,
    user: u64,
    command: CommandInteraction,
}

impl Admin {
    /// `None` for those who can do nothing about it.
    pub fn of(command: &CommandInteraction) -> Option<Self> {
        let server = Caller::from(command).managed_server()?;
        Some(Self { server, user: command.user.id.get(), command: command.clone() })
    }

    /// Tells them, once each. /digest shows it anyway.
    pub async fn hear(self, app: &Arc<App>, http: &Http) {
        let Self { server, user, command } = self;
        // Not on a thread that answers: the poster may hold what is asked for while it writes to the disk.
        let asked = Arc::clone(app);
        let known = tokio::task::spawn_blocking(move || {
            let trouble = asked.untold_trouble(server, user)?;
            let status = asked.digest_status(server, Timestamp::now()).ok();
            Some((trouble, status.map_or(0, |status| status.settings.channel)))
        });
        let Ok(Some((trouble, channel))) = known.await else { return };
        let text = trouble_words(&trouble, channel);
        let message = CreateInteractionResponseFollowup::new()
            .content(text)
            .flags(MessageFlags::EPHEMERAL | MessageFlags::SUPPRESS_EMBEDS)
            .allowed_mentions(CreateAllowedMentions::new());
        if let Err(error) = command.create_followup(http, message).await {
            tracing::warn!(error = %describe(&error), "an admin could not be told of trouble with the digest");
            return;
        }
        let app = Arc::clone(app);
        let noted = tokio::task::spawn_blocking(move || app.told_of_trouble(server, user)).await;
        if let Ok(Err(error)) = noted {
            tracing::warn!(%error, "that an admin was told cannot be noted");
        }
    }
}
