//! Answers that take longer than the three seconds that Discord waits: it is told at once that one comes, and the answer
//! takes the place of that.

use super::connect::describe;
use super::on_error::{TOO_LATE, apology, reference};
use super::reply::Reply;
use super::{ApplicationContext, CommandError, deliver};
use serenity::all::{
    CreateAttachment, CreateInteractionResponse, CreateInteractionResponseMessage, EditInteractionResponse, Http,
    InteractionId,
};
use serenity::builder::Builder;
use std::sync::atomic::Ordering;

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

/// Tells Discord that the answer to a command comes later, for the person who used it alone.
pub async fn begin(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let soon = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    let http = &ctx.framework.serenity_context.http;
    deliver::first(http, ctx.interaction.id, &ctx.interaction.token, soon).await?;
    ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    Ok(())
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
