use super::super::super::later;
use super::super::super::rights::{Rights, rights};
use super::super::super::{ApplicationContext, CommandError, Reply, complete};
use super::{FAILED, on_disk, permitted, refusal, send, words};
use crate::app::{View, Wish};
use crate::digest::{Schedule, Weekdays, WhenEmpty, read_time, zones};
use crate::discord::connect::describe;
use jiff::Timestamp;
use serenity::all::{ChannelId, GuildId};
use std::time::Duration;

/// So long Discord is waited for, for each channel.
const ASK_DISCORD: Duration = Duration::from_millis(2_300);

/// What is posted on a day without news.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
enum Empty {
    #[name = "skip the day"]
    Skip,
    #[name = "one line"]
    Line,
    #[name = "a fact of the day"]
    Fact,
}

/// Set where and when the digest is posted
#[poise::command(slash_command)]
#[allow(clippy::too_many_arguments, reason = "each is an option that Discord shows")]
pub async fn set(
    ctx: ApplicationContext<'_>,
    #[description = "Where it is posted"]
    #[channel_types("Text", "News")]
    channel: ChannelId,
    #[description = "Hours and minutes, such as 09:00"] time: String,
    #[description = "Your time zone, such as Europe/London"]
    #[autocomplete = "complete::zone"]
    timezone: String,
    #[description = "Such as mon-fri; every day unless you say otherwise"] weekdays: Option<String>,
    #[rename = "when-empty"]
    #[description = "What is posted on a day without news; nothing unless you say otherwise"]
    when_empty: Option<Empty>,
    #[rename = "admin-channel"]
    #[description = "A private channel for a second post: unanswered questions and the review queue"]
    #[channel_types("Text", "News")]
    admin_channel: Option<ChannelId>,
) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let schedule = match schedule(&time, &timezone, weekdays.as_deref()) {
        Ok(schedule) => schedule,
        Err(error) => return send(ctx, refusal(&*error)).await,
    };
    let note = match later::in_time(ctx, check(ctx, server, channel, admin_channel)).await {
        Ok(note) => note,
        Err(refusal) => return send(ctx, Reply::note(refusal)).await,
    };
    let when_empty = when_empty.map(|empty| match empty {
        Empty::Skip => WhenEmpty::Skip,
        Empty::Line => WhenEmpty::Line,
        Empty::Fact => WhenEmpty::Fact,
    });
    let wish = Wish { channel: channel.get(), schedule, when_empty, admins: admin_channel.map(ChannelId::get) };
    let done = on_disk(ctx, move |app| app.set_digest(server, wish, Timestamp::now())).await;
    ctx.framework.user_data.wake.notify_one();
    let reply = match done {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok(status)) => {
            let app = &ctx.framework.user_data.app;
            let status = words::status(&status, |id| app.index(View::Server(server)).name_of(id));
            Reply::note(format!("The digest is set.\n{status}{note}"))
        }
    };
    send(ctx, reply).await
}

fn schedule(
    time: &str,
    zone: &str,
    weekdays: Option<&str>,
) -> Result<Schedule, Box<dyn std::error::Error + Send + Sync>> {
    let weekdays = weekdays.map_or(Ok(Weekdays::ALL), str::parse)?;
    Ok(Schedule { time: read_time(time)?, zone: zones::find(zone)?, weekdays })
}

/// What to add to the reply; as an error what stands against the setting.
async fn check(
    ctx: ApplicationContext<'_>,
    server: u64,
    channel: ChannelId,
    admins: Option<ChannelId>,
) -> Result<String, String> {
    let here = ask(ctx, server, channel).await?;
    if let Some(refusal) = here.refusal(channel) {
        return Err(refusal);
    }
    if let Some(admins) = admins {
        let there = ask(ctx, server, admins).await?;
        if let Some(refusal) = there.refusal(admins) {
            return Err(refusal);
        }
        if there.public {
            return Err(format!(
                "Everybody in this server can see <#{admins}>, and the post for admins shows what people asked. \
                 Choose a channel that only admins see. Nothing was changed."
            ));
        }
    }
    if here.reads_history {
        return Ok(String::new());
    }
    Ok(format!(
        "\n\nOne more right would help: without Read Message History in <#{channel}> I cannot see after a crash \
         whether a digest was posted, and leave it out rather than post it twice."
    ))
}

async fn ask(ctx: ApplicationContext<'_>, server: u64, channel: ChannelId) -> Result<Rights, String> {
    let serenity = ctx.framework.serenity_context;
    let bot = serenity.cache.current_user().id;
    let asked = rights(&serenity.http, GuildId::new(server), channel, bot);
    let why = match tokio::time::timeout(ASK_DISCORD, asked).await {
        Ok(Ok(rights)) => return Ok(rights),
        Ok(Err(error)) => describe(&error),
        Err(_) => "no answer in time".to_owned(),
    };
    tracing::warn!(server, error = %why, "the rights in a channel could not be asked for");
    Err(format!(
        "Discord does not tell me now what I may do in <#{channel}>. Try again in a minute. Nothing was changed."
    ))
}
