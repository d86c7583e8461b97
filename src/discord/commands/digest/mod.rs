//! The commands with which admins set and steer the digest, one short file each.

mod follow;
mod off;
mod post_now;
mod preview;
mod set;
mod show;
mod words;

pub use words::trouble_words;

use super::super::permit::{Caller, NOT_PERMITTED};
use super::super::reply::Reply;
use super::super::{ApplicationContext, CommandError};
use super::send;
use crate::app::App;
use std::sync::Arc;

/// The daily digest of what changed and what is due
#[poise::command(
    slash_command,
    subcommands(
        "set::set",
        "show::show",
        "preview::preview",
        "post_now::post_now",
        "off::off",
        "follow::follow",
        "follow::unfollow"
    ),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
pub async fn digest(_ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    // Discord sends its subcommands only.
    Ok(())
}

/// The server whose digest somebody may manage; `None` when they were told that they may not.
pub(super) async fn permitted(ctx: ApplicationContext<'_>) -> Result<Option<u64>, CommandError> {
    let server = Caller::from(ctx.interaction).managed_server();
    if server.is_none() {
        send(ctx, Reply::note(NOT_PERMITTED)).await?;
    }
    Ok(server)
}

/// Calls the app on a thread that may wait for the disk. `None` if that panicked, which is logged.
pub(super) async fn on_disk<T: Send + 'static>(
    ctx: ApplicationContext<'_>,
    work: impl FnOnce(&App) -> T + Send + 'static,
) -> Option<T> {
    let app = Arc::clone(&ctx.framework.user_data.app);
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(result) => Some(result),
        Err(error) => {
            tracing::error!(%error, "a command failed");
            None
        }
    }
}

/// An error in the words of the person who has to act on it: the first line what happened, the next what to do.
pub(super) fn refusal(error: &dyn std::error::Error) -> Reply {
    Reply::note(words::sentences(&error.to_string()))
}

/// Said when a panic left nothing to say.
pub(super) const FAILED: &str = "Something went wrong on my side, and it is written down. Try again in a minute.";
