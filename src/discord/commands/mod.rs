//! The commands, one short file each: they read the options, ask the app and send what the renderer makes of it.

mod ask;
mod cost;
mod digest;
mod fact;
mod help;
mod privacy;
mod role;
mod salary;
mod settings;
mod status;
mod suggest;

pub use digest::trouble_words;
pub use fact::{gaps_step, offer as offer_change, review_step, step as fact_step};
pub use privacy::step as privacy_step;
use suggest::quoted;
pub use suggest::wrong_step;

use super::desk::{Desk, refusal};
use super::on_error::{apology, reference};
use super::permit::Caller;
use super::reply::Reply;
use super::response::Response;
use super::{ApplicationContext, CommandError, Data, later, render, style, view};
use crate::answer::{Answer, Outcome};
use crate::app::App;
use crate::fact::SubjectKind;
use jiff::Timestamp;
use serenity::all::{CommandType, CreateCommand};
use std::sync::Arc;
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
    vec![
        ask::ask(),
        role::role(),
        salary::salary(),
        cost::cost(),
        digest::digest(),
        fact::fact(),
        fact::save_as_fact(),
        suggest::suggest(),
        settings::settings(),
        status::status(),
        privacy::privacy(),
        help::help(),
    ]
}

/// The commands in the form Discord registers. Their type is said, which poise leaves to Discord's default.
pub fn registration(commands: &[poise::Command<Data, CommandError>]) -> Vec<CreateCommand> {
    let slash = commands.iter().filter_map(poise::Command::create_as_slash_command);
    let menus = commands.iter().filter_map(poise::Command::create_as_context_menu_command);
    slash.map(|command| command.kind(CommandType::ChatInput)).chain(menus).collect()
}

/// Sends an answer. If everybody sees it, what it was about is counted, and a question that it does not answer is
/// noted for those who may write.
async fn send_answer(
    ctx: ApplicationContext<'_>,
    question: &str,
    answer: &Answer,
    private: bool,
) -> Result<(), CommandError> {
    ctx.framework.user_data.health.figures.asked(answer.outcome);
    let app = &ctx.framework.user_data.app;
    let view = view::of_command(ctx.interaction);
    if let Some(server) = ctx.interaction.guild_id.filter(|_| !private) {
        app.note_asked(server.get(), answer);
    }
    let sent = send(ctx, render::answer(answer, style::of(app, view, Timestamp::now())).private(private)).await;
    if answer.outcome == Outcome::Unknown && !private {
        ctx.framework.user_data.noter.note(view, question);
    }
    sent
}

/// Sends the one reply of a command.
async fn send(ctx: ApplicationContext<'_>, reply: Reply) -> Result<(), CommandError> {
    respond(ctx, Response::Say(reply)).await
}

/// Sends the one response of a command: a reply, or a form to fill in.
async fn respond(ctx: ApplicationContext<'_>, response: Response) -> Result<(), CommandError> {
    let http = &ctx.framework.serenity_context.http;
    let (id, token) = (ctx.interaction.id, &ctx.interaction.token);
    if ctx.has_sent_initial_response.swap(true, Ordering::SeqCst) {
        return response.said().send_late(http, token, false).await;
    }
    let sent = response.said().send(http, id, token).await;
    if sent.is_err() {
        ctx.has_sent_initial_response.store(false, Ordering::SeqCst);
    }
    sent
}

/// Said when a panic left nothing to say.
const FAILED: &str = "Something went wrong on my side, and it is written down. Try again in a minute.";

/// Calls the app on a thread that may wait for the disk, and for whoever writes to it. If that takes long, Discord is told
/// that the answer comes later, to the person who asked alone. `None` if it panicked, which is logged.
pub async fn on_disk<T: Send + 'static>(
    ctx: ApplicationContext<'_>,
    work: impl FnOnce(&App) -> T + Send + 'static,
) -> Option<T> {
    let (app, span) = (Arc::clone(&ctx.framework.user_data.app), tracing::Span::current());
    match later::in_time(ctx, tokio::task::spawn_blocking(move || span.in_scope(|| work(&app)))).await {
        Ok(result) => Some(result),
        Err(error) => {
            tracing::error!(%error, "a command failed");
            None
        }
    }
}

/// Lets somebody work at their desk if they may write there (with `everyone` at that of the bot's owners), and answers
/// with what comes of it, or with the refusal. All of it on a thread that may wait for the disk.
async fn at_desk(
    ctx: ApplicationContext<'_>,
    everyone: bool,
    work: impl FnOnce(&Desk<'_>) -> Response + Send + 'static,
) -> Result<(), CommandError> {
    let (command, owners) = (ctx.interaction.clone(), Arc::clone(&ctx.framework.user_data.owners));
    let done = on_disk(ctx, move |app| match Desk::of(app, &owners, Caller::from(&command), everyone) {
        Ok(desk) => work(&desk),
        Err(refusal) => Response::Say(refusal),
    });
    let response = match done.await {
        Some(response) => response,
        None => {
            let reference = reference(ctx.interaction.id);
            tracing::error!(%reference, "a command of admins panicked");
            Response::Say(apology(&reference))
        }
    };
    respond(ctx, response).await
}
