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
use super::{FAILED, on_disk, refusal, send};

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
