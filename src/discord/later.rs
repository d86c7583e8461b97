//! Answers that take longer than the three seconds that Discord waits: it is told at once that one comes, and the answer
//! takes the place of that.

use super::connect::describe;
use super::on_error::{TOO_LATE, apology, reference};
use super::reply::Reply;
use super::{ApplicationContext, CommandError, deliver};
use poise::CommandInteractionType;
use serenity::all::{
    CreateAttachment, CreateInteractionResponse, CreateInteractionResponseMessage, EditInteractionResponse, Http,
    InteractionId,
};
use serenity::builder::Builder;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A reply that may have files under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is said.
    pub reply: Reply,
    /// What is attached.
    pub files: Vec<Attached>,
}

/// A text file under a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name: letters, digits, hyphens and full stops.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { reply, files: vec![] }
    }
}

/// Discord waits three seconds for an answer; by then it is told that one comes.
pub const PATIENCE: Duration = Duration::from_millis(1_500);

/// Tells Discord that the answer to a command comes later, for the person who used it alone. Once: who was told is not
/// told again.
pub async fn begin(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    if ctx.has_sent_initial_response.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let soon = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    let http = &ctx.framework.serenity_context.http;
    let told = deliver::first(http, ctx.interaction.id, &ctx.interaction.token, soon).await;
    if told.is_err() {
        ctx.has_sent_initial_response.store(false, Ordering::SeqCst);
    }
    told
}

/// Waits for work of a command however long it takes: if it takes long, Discord is told that the answer comes later.
/// While somebody types nothing can be told.
pub async fn in_time<T>(ctx: ApplicationContext<'_>, work: impl Future<Output = T>) -> T {
    let announce = async {
        if ctx.interaction_type == CommandInteractionType::Command
            && let Err(error) = begin(ctx).await
        {
            tracing::warn!(error = %describe(&error), "Discord could not be told that an answer comes");
        }
    };
    announced(work, PATIENCE, announce).await
}

/// Waits for work, and does something else first where it is not done in time.
async fn announced<T>(work: impl Future<Output = T>, patience: Duration, announce: impl Future<Output = ()>) -> T {
    let mut work = pin!(work);
    if let Ok(done) = tokio::time::timeout(patience, &mut work).await {
        return done;
    }
    announce.await;
    work.await
}

/// Puts the answer in its place; `None` if working it out failed. What goes wrong is logged and apologised for.
pub async fn finish(http: &Http, interaction: InteractionId, token: &str, answer: Option<Answer>) {
    let reference = reference(interaction);
    let answer = answer.unwrap_or_else(|| {
        tracing::error!(%reference, "working out an answer panicked");
        apology(&reference).into()
    });
    let edited = edit(answer);
    if let Err(error) = deliver::announced(|| edited.clone().execute(http, token)).await {
        if deliver::is_too_late(&error) {
            tracing::warn!(%reference, "{TOO_LATE}");
            return;
        }
        tracing::error!(%reference, "{}", describe(&error));
        if let Err(error) = edit(apology(&reference).into()).execute(http, token).await {
            tracing::warn!(error = %describe(&error), "an error could not be shown");
        }
    }
}

fn edit(answer: Answer) -> EditInteractionResponse {
    let files = answer.files.into_iter().map(|file| CreateAttachment::bytes(file.text, file.name));
    files.fold(answer.reply.edit(), EditInteractionResponse::new_attachment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test]
    async fn only_what_takes_long_is_announced_and_it_is_done_all_the_same() {
        for (takes, patience, said) in [(0, 5_000, false), (50, 1, true)] {
            let (announced_it, work) = (Cell::new(false), tokio::time::sleep(Duration::from_millis(takes)));
            let work = async {
                work.await;
                "done"
            };
            let announce = async { announced_it.set(true) };
            assert_eq!(announced(work, Duration::from_millis(patience), announce).await, "done");
            assert_eq!(announced_it.get(), said, "{takes} ms");
        }
    }
}
