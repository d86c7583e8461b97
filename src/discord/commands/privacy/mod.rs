//! What is kept of people, and how they have it taken away.

mod words;

use super::super::on_error::OLD_MENU;
use super::super::reply::{Button, Look, Reply};
use super::super::response::Response;
use super::super::steps::Step;
use super::super::{ApplicationContext, CommandError};
use super::{FAILED, on_disk, refusal, send};

/// What I keep of you, and how to have it taken away
#[poise::command(
    slash_command,
    subcommands("show", "delete", "messages"),
    subcommand_required,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel"
)]
pub async fn privacy(_ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    // Discord sends its subcommands only.
    Ok(())
}

/// Show what I keep, for how long, and who sees it
#[poise::command(slash_command)]
async fn show(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    send(ctx, Reply::note(words::kept())).await
}

/// Take your traces away, in all servers
#[poise::command(slash_command)]
async fn delete(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let button = Button { custom_id: "wh1:privacy:delete".to_owned(), label: "Delete my traces", look: Look::Danger };
    send(ctx, Reply::note(words::ASK).with([button])).await
}

/// Let me tell you what became of your suggestions, or not
#[poise::command(slash_command)]
async fn messages(
    ctx: ApplicationContext<'_>,
    #[description = "Whether I may write to you when one is accepted or rejected"] allow: bool,
) -> Result<(), CommandError> {
    let member = ctx.interaction.user.id.get();
    let reply = match on_disk(ctx, move |app| app.set_wants_word(member, allow)).await {
        None => Reply::note(FAILED),
        Some(Err(error)) => refusal(&error),
        Some(Ok(())) => Reply::note(words::messages_set(allow)),
    };
    send(ctx, reply).await
}

/// Takes the traces of whoever pressed the button away: nobody can do it for another.
pub fn step(step: &Step) -> Response {
    if step.parts(1) != ["delete"] {
        return Response::note(OLD_MENU);
    }
    match step.app.forget_member(step.caller().user) {
        Ok(forgotten) => Response::Replace(Reply::note(words::deleted(&forgotten))),
        Err(error) => Response::Say(refusal(&error)),
    }
}
