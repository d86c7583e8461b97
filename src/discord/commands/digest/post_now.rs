use super::super::super::poster::{classify, create, on_request};
use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, refusal, send, words};
use crate::app::DigestError;
use crate::digest::{Outcome, Trouble};
use crate::discord::connect::describe;
use jiff::Timestamp;
use serenity::all::ChannelId;
use std::time::Duration;

/// Of the three seconds in which Discord wants an answer.
const POST: Duration = Duration::from_millis(2_300);

/// Post what is new at once; the daily digest still comes, with what changes from now on
#[poise::command(slash_command, rename = "post-now")]
pub async fn post_now(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let now = Timestamp::now();
    let made = on_disk(ctx, move |app| {
        let status = app.digest_status(server, now).ok_or(DigestError::NotSet)?;
        let (digest, _, upto) = app.preview_digest(server, now)?;
        Ok::<_, DigestError>((status.settings.channel, digest, upto))
    });
    let (channel, digest, upto) = match made.await {
        None => return send(ctx, Reply::note(FAILED)).await,
        Some(Err(error)) => return send(ctx, refusal(&error)).await,
        Some(Ok(made)) => made,
    };
    // The interaction's own id: a repeat of this command is another post, a repeat of this request is not.
    let message = create(&on_request(&digest), ctx.interaction.id.to_string());
    let post = ChannelId::new(channel.max(1)).send_message(&ctx.framework.serenity_context.http, message);
    let text = match tokio::time::timeout(POST, post).await {
        Ok(Ok(_)) => {
            let noted = on_disk(ctx, move |app| app.posted_on_request(server, upto, now)).await;
            ctx.framework.user_data.wake.notify_one();
            match noted {
                Some(Ok(())) => format!("Posted in <#{channel}>."),
                _ => format!(
                    "Posted in <#{channel}>, but that could not be noted: the next digest may say the same again."
                ),
            }
        }
        Ok(Err(error)) => match classify(&error) {
            Outcome::Refused(status) => words::trouble_words(&Trouble::Paused { status }, channel).replacen(
                "The digest is paused:",
                "It was not posted:",
                1,
            ),
            _ => format!("It was not posted: Discord had trouble ({}). Try again in a minute.", describe(&error)),
        },
        Err(_) => format!("Discord has not answered yet. Look into <#{channel}> before you try again."),
    };
    send(ctx, Reply::note(text)).await
}
