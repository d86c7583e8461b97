use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, refusal, send, words};
use crate::app::View;
use jiff::Timestamp;

/// Show how the digest is set, when the next one comes, and what is wrong, if anything is
#[poise::command(slash_command)]
pub async fn show(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let app = &ctx.framework.user_data.app;
    let reply = match on_disk(ctx, move |app| app.digest_status(server, Timestamp::now())).await {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok(status)) => Reply::note(words::status(&status, |id| app.index(View::Server(server)).name_of(id))),
    };
    send(ctx, reply).await
}
