//! The one place where errors become words for people: they never see a raw error, and what only the person who
//! runs the bot can mend is logged under a reference they can name.

use super::connect::describe;
use super::reply::Reply;
use super::{ApplicationContext, CommandError, Data, deliver, escape};
use poise::FrameworkError;
use serenity::all::{CommandInteraction, Http, InteractionId};
use serenity::builder::Builder;
use std::sync::atomic::Ordering;

/// Said to those who come while the bot is stopping.
pub const RESTARTING: &str = "I am restarting. Ask again in a moment.";
/// Said when a menu of another version, or none of ours, is used.
pub const OLD_MENU: &str =
    "I no longer know this menu: it is from another version of me. Ask again with /ask, and use the new one.";
/// Said when what Discord sent cannot be read.
pub const UNREADABLE: &str =
    "Discord sent me this in a form I cannot read, so I cannot act on it. Try /ask with your question instead.";

/// Handles whatever goes wrong in a command: replies where a reply is possible, logs the rest.
pub async fn on_error(error: FrameworkError<'_, Data, CommandError>) {
    match error {
        FrameworkError::UnknownInteraction { framework, interaction, .. } => {
            unknown_command(&framework.serenity_context.http, interaction).await;
        }
        FrameworkError::ArgumentParse { ctx: poise::Context::Application(ctx), .. }
        | FrameworkError::CommandStructureMismatch { ctx, .. } => {
            tracing::warn!(command = %ctx.interaction.data.name, "options do not fit the command");
            let text = format!(
                "The command /{} has changed since Discord last showed it to you. Type it again: you will get \
                 the new form.",
                escape::markdown_line(&ctx.interaction.data.name, 40)
            );
            reply(&ctx.framework.serenity_context.http, ctx.interaction, Reply::note(text)).await;
        }
        FrameworkError::Command { error, ctx: poise::Context::Application(ctx), .. }
            if deliver::is_too_late(&error) =>
        {
            let reference = reference(ctx.interaction.id);
            tracing::warn!(%reference, command = %escape::one_line(&ctx.interaction.data.name), "{TOO_LATE}");
        }
        FrameworkError::Command { error, ctx: poise::Context::Application(ctx), .. } => {
            internal(ctx, &describe(&error)).await;
        }
        FrameworkError::CommandPanic { payload, ctx: poise::Context::Application(ctx), .. } => {
            let what = format!("panic: {}", payload.as_deref().unwrap_or("no message"));
            internal(ctx, &what).await;
        }
        other => tracing::error!(error = %describe_other(&other), "unexpected framework error"),
    }
}

/// Says that a command is not (or no longer) known.
pub async fn unknown_command(http: &Http, interaction: &CommandInteraction) {
    let name = escape::markdown_line(&interaction.data.name, 40);
    tracing::warn!(command = %name, "unknown command");
    let text = format!(
        "I do not know the command \"{name}\". It may be from an older version of me: reload Discord, or type \
         /help to see what I can do."
    );
    reply(http, interaction, Reply::note(text)).await;
}

/// A short name for one interaction that fits in a sentence and is found in the log.
pub fn reference(interaction: InteractionId) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    // Crockford's base 32 (no I, L, O, U to misread): https://www.crockford.com/base32.html
    (0..6).rev().map(|at| char::from(DIGITS[(interaction.get() >> (12 + at * 5)) as usize % 32])).collect()
}

/// The words for what is no fault of the person who asked.
pub fn apology(reference: &str) -> Reply {
    Reply::note(format!(
        "Something went wrong on my side, and it is written down. Try again in a minute. If it happens again, tell \
         the people who run me this reference: {reference}."
    ))
}

/// Logged where an answer is ready and nobody waits for it: after three seconds Discord does not, and after a quarter
/// of an hour not for one that was announced.
pub const TOO_LATE: &str = "an answer came too late: Discord no longer waited for it";

async fn internal(ctx: ApplicationContext<'_>, what: &str) {
    let (http, interaction) = (&ctx.framework.serenity_context.http, ctx.interaction);
    let reference = reference(interaction.id);
    tracing::error!(%reference, command = %escape::one_line(&interaction.data.name), "{what}");
    if !ctx.has_sent_initial_response.load(Ordering::SeqCst) {
        return reply(http, interaction, apology(&reference)).await;
    }
    // Discord waits for the answer that was announced.
    if let Err(error) = apology(&reference).edit().execute(http, &interaction.token).await {
        tracing::warn!(error = %describe(&error), "an error could not be shown");
    }
}

async fn reply(http: &Http, interaction: &CommandInteraction, reply: Reply) {
    if let Err(error) = reply.send(http, interaction.id, &interaction.token).await {
        tracing::warn!(error = %describe(&error), "an error could not be shown");
    }
}

fn describe_other(error: &FrameworkError<'_, Data, CommandError>) -> &'static str {
    match error {
        FrameworkError::Setup { .. } => "setup",
        FrameworkError::EventHandler { .. } => "event handler",
        _ => "a check that no command uses",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_short_and_differ_for_neighbours_in_time() {
        let first = InteractionId::new(1_547_767_268_283_392_041);
        let later = InteractionId::new(first.get() + (1 << 22));
        assert_eq!(reference(first).len(), 6);
        assert_ne!(reference(first), reference(later));
    }
}
