//! The commands, one short file each: they read the options, ask the app and send what the renderer makes of it.

mod ask;
mod cost;
mod digest;
mod help;
mod role;
mod salary;
mod status;

pub use digest::trouble_words;

use super::reply::Reply;
use super::{ApplicationContext, CommandError, Data, render};
use crate::answer::Answer;
use crate::fact::SubjectKind;
use serenity::all::{CommandType, CreateCommand};
use std::sync::atomic::Ordering;

/// The attribute that /salary asks for.
pub const SALARY: &str = "salary";
/// The attribute that /cost asks for.
pub const COST: &str = "cost";
/// What /role and /salary look for.
pub const ROLE_KINDS: &[SubjectKind] = &[SubjectKind::Role];
/// What /cost looks for: people call systems and strategies programmes, too.
pub const PROGRAMME_KINDS: &[SubjectKind] = &[SubjectKind::Programme, SubjectKind::System, SubjectKind::Strategy];

/// Every command.
pub fn all() -> Vec<poise::Command<Data, CommandError>> {
    vec![ask::ask(), role::role(), salary::salary(), cost::cost(), digest::digest(), status::status(), help::help()]
}

/// The commands in the form Discord registers. Their type is said, which poise leaves to Discord's default.
pub fn registration(commands: &[poise::Command<Data, CommandError>]) -> Vec<CreateCommand> {
    let slash = commands.iter().filter_map(poise::Command::create_as_slash_command);
    slash.map(|command| command.kind(CommandType::ChatInput)).collect()
}

/// Sends an answer, and counts what it was about if everybody sees it.
async fn send_answer(ctx: ApplicationContext<'_>, answer: &Answer, private: bool) -> Result<(), CommandError> {
    ctx.framework.user_data.health.figures.asked(answer.outcome);
    if let Some(server) = ctx.interaction.guild_id.filter(|_| !private) {
        ctx.framework.user_data.app.note_asked(server.get(), answer);
    }
    send(ctx, render::answer(answer).private(private)).await
}

/// Sends the one reply of a command.
async fn send(ctx: ApplicationContext<'_>, reply: Reply) -> Result<(), CommandError> {
    let http = &ctx.framework.serenity_context.http;
    reply.send(http, ctx.interaction.id, &ctx.interaction.token).await?;
    ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    Ok(())
}
