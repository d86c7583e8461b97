use super::super::super::later;
use super::super::super::poster::{Ended, create, post, shown};
use super::super::super::{ApplicationContext, CommandError, Reply};
use super::{FAILED, on_disk, permitted, refusal, send, words};
use crate::app::{Job, Report};
use crate::digest::{Outcome, Trouble};
use jiff::Timestamp;
use serenity::all::ChannelId;
use std::time::Duration;

/// Whoever asked waits so long for the post; behind that it is looked for.
const POST: Duration = Duration::from_millis(2_300);

/// Post what is new at once; the daily digest still comes, with what changes from now on
#[poise::command(slash_command, rename = "post-now")]
pub async fn post_now(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    // The disk and the post together may take longer than Discord waits.
    let reply = later::in_time(ctx, now(ctx, server)).await;
    send(ctx, reply).await
}

/// Posts, and gives what became of it.
async fn now(ctx: ApplicationContext<'_>, server: u64) -> Reply {
    // On the disk before it is sent: after a crash the poster finds out whether it stands there.
    let job = match on_disk(ctx, move |app| app.ask_for_digest(server, Timestamp::now())).await {
        None => return Reply::note(FAILED),
        Some(Err(error)) => return refusal(&error),
        Some(Ok(job)) => job,
    };
    let Job { channel, post: kind, repeat, only_look, .. } = job;
    // The interaction's own id: a repeat of this command is another post, a repeat of this request is not.
    let message = create(&shown(&job.content), ctx.interaction.id.to_string());
    let posted = post(&ctx.framework.user_data.line, server, ChannelId::new(channel.max(1)), &message);
    let Ended { outcome, wait } = tokio::time::timeout(POST, posted).await.unwrap_or(Outcome::Unclear.into());
    let report = Report { server, post: kind, repeat, only_look, outcome };
    let noted = on_disk(ctx, move |app| app.report_digests(&[report])).await;
    ctx.framework.user_data.wake.notify_one();
    Reply::note(match outcome {
        Outcome::Posted if matches!(noted, Some(Ok(()))) => format!("Posted in <#{channel}>."),
        Outcome::Posted => format!("Posted in <#{channel}>, but that could not be noted."),
        Outcome::Refused(status) => words::trouble_words(&Trouble::Paused { status }, channel).replacen(
            "The digest is paused:",
            "It was not posted:",
            1,
        ),
        Outcome::Later => {
            let seconds = wait.map_or(60, |wait| wait.as_secs() + 1);
            format!("It was not posted: Discord has had too many requests. Try again in {seconds} seconds.")
        }
        _ => format!(
            "Discord has not confirmed it. I look into <#{channel}> in a minute: if it stands there, what it says is \
             not told again; if not, post it again then with /digest post-now."
        ),
    })
}
