//! What a server's admins set: who may write beside them, what is kept, what members may do.

mod words;

use super::super::on_error::reference;
use super::super::reply::Reply;
use super::super::{ApplicationContext, CommandError};
use super::digest::permitted;
use super::{FAILED, on_disk, refusal, send};
use crate::app::ServerSettings;
use serenity::all::RoleId;

/// Who may write here, what is kept, and what members may do
#[poise::command(
    slash_command,
    subcommands("show", "writers", "gaps", "suggestions", "stale"),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
pub async fn settings(_ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    // Discord sends its subcommands only.
    Ok(())
}

/// Show what is set here and what it means
#[poise::command(slash_command)]
async fn show(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let settings = ctx.framework.user_data.app.server_settings(server);
    let mut text = words::all(&settings);
    if !settings.unreadable.is_empty() {
        let reference = reference(ctx.interaction.id);
        tracing::error!(%reference, server, settings = %settings.unreadable.join(", "), "settings of a server cannot be read");
        text.push_str(&format!("\n\nThe people who run me may find out why. Tell them this reference: {reference}."));
    }
    send(ctx, Reply::note(text)).await
}

/// Let a role add and correct facts, beside those who manage the server
#[poise::command(slash_command)]
async fn writers(
    ctx: ApplicationContext<'_>,
    #[description = "The role; leave it out to take the right from the role that has it"] role: Option<RoleId>,
) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    // The role of everybody has the server's id.
    if role.is_some_and(|role| role.get() == server) {
        return send(ctx, Reply::note(words::EVERYBODY)).await;
    }
    let before = ctx.framework.user_data.app.server_settings(server).writers;
    change(
        ctx,
        server,
        move |settings| settings.writers = role.map(RoleId::get),
        move |settings| words::writers_set(settings.writers, before),
    )
    .await
}

/// Keep questions without an answer, or keep none
#[poise::command(slash_command)]
async fn gaps(
    ctx: ApplicationContext<'_>,
    #[description = "Whether they are kept, without who asked, for /fact gaps"] keep: bool,
) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    change(ctx, server, move |settings| settings.gaps = keep, |settings| words::gaps_set(settings.gaps)).await
}

/// Let members suggest corrections and facts, or not
#[poise::command(slash_command)]
async fn suggestions(
    ctx: ApplicationContext<'_>,
    #[description = "Whether members may; you read what they say with /fact review"] allow: bool,
) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let set = move |settings: &mut ServerSettings| settings.proposals = allow;
    change(ctx, server, set, |settings| words::suggestions_set(settings.proposals)).await
}

/// Mark facts as old from some age on
#[poise::command(slash_command)]
async fn stale(
    ctx: ApplicationContext<'_>,
    #[description = "The age in months; leave it out to mark none"]
    #[min = 1]
    #[max = 600]
    months: Option<u16>,
) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let set = move |settings: &mut ServerSettings| settings.stale_months = months;
    change(ctx, server, set, |settings| words::stale_set(settings.stale_months)).await
}

/// Changes the settings, and says what they are now.
async fn change(
    ctx: ApplicationContext<'_>,
    server: u64,
    change: impl FnOnce(&mut ServerSettings) + Send + 'static,
    said: impl FnOnce(&ServerSettings) -> String,
) -> Result<(), CommandError> {
    let before = ctx.framework.user_data.app.server_settings(server);
    let reply = match on_disk(ctx, move |app| app.change_server_settings(server, change)).await {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok(settings)) if before.unreadable.is_empty() => Reply::note(said(&settings)),
        Some(Ok(settings)) => Reply::note(format!("{}\n\n{}", said(&settings), words::UNREADABLE)),
    };
    send(ctx, reply).await
}
