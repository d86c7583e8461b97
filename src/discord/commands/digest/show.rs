use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, send, words};
use crate::app::View;
use jiff::Timestamp;

/// Show how the digest is set, when the next one comes, and what is wrong, if anything is
#[poise::command(slash_command)]
pub async fn show(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let app = &ctx.framework.user_data.app;
    let text = match on_disk(ctx, move |app| app.digest_status(server, Timestamp::now())).await {
        None => FAILED.to_owned(),
        Some(None) => "There is no digest here yet. Set one with /digest set.".to_owned(),
        Some(Some(status)) => words::status(&status, |id| app.index(View::Server(server)).name_of(id)),
    };
    send(ctx, Reply::note(text)).await
}
