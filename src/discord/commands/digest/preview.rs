use super::super::super::poster::{admins, digest_under};
use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, refusal, send};
use crate::digest::admins_headline;
use jiff::Timestamp;

/// Show what a digest would say now, to you alone
#[poise::command(slash_command)]
pub async fn preview(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let reply = match on_disk(ctx, move |app| app.preview_digest(server, Timestamp::now())).await {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok((digest, news))) => {
            let mut cards = vec![digest_under(&format!("Preview: {}", digest.headline()), &digest)];
            if !news.is_empty() {
                cards.push(admins(&admins_headline(digest.day), &news));
            }
            Reply::previews(cards)
        }
    };
    send(ctx, reply).await
}
