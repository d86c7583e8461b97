use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, refusal, send};

/// Stop the digest
#[poise::command(slash_command)]
pub async fn off(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let reply = match on_disk(ctx, move |app| app.stop_digest(server)).await {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok(())) => Reply::note("The digest is off. /digest set switches it on again; what it follows is kept."),
    };
    send(ctx, reply).await
}
