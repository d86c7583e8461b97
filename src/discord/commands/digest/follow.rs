use super::super::super::{ApplicationContext, CommandError, Reply, complete, escape};
use super::{FAILED, on_disk, permitted, refusal, send};
use crate::app::{Name, View};

/// Put a subject first in this server's digests
#[poise::command(slash_command)]
pub async fn follow(
    ctx: ApplicationContext<'_>,
    #[description = "The subject's name, or what people call it"]
    #[autocomplete = "complete::subject"]
    subject: String,
) -> Result<(), CommandError> {
    change(ctx, &subject, true).await
}

/// Put a subject first no longer
#[poise::command(slash_command)]
pub async fn unfollow(
    ctx: ApplicationContext<'_>,
    #[description = "The subject's name, or what people call it"]
    #[autocomplete = "complete::subject"]
    subject: String,
) -> Result<(), CommandError> {
    change(ctx, &subject, false).await
}

async fn change(ctx: ApplicationContext<'_>, typed: &str, follows: bool) -> Result<(), CommandError> {
    let Some(server) = permitted(ctx).await? else { return Ok(()) };
    let Some(Name { id, label }) =
        ctx.framework.user_data.app.names(View::Server(server), typed, &[], None, 1).into_iter().next()
    else {
        let typed = escape::markdown_line(typed, 100);
        let text = format!("I know no subject \"{typed}\". Take one from the list that appears while you type.");
        return send(ctx, Reply::note(text)).await;
    };
    let done =
        on_disk(ctx, move |app| if follows { app.follow(server, &id) } else { app.unfollow(server, &id) }).await;
    let name = escape::markdown_line(&label, 200);
    let reply = match (done, follows) {
        (None, _) => Reply::note(FAILED),
        (Some(Err(error)), _) => refusal(&error),
        (Some(Ok(true)), true) => Reply::note(format!("{name} comes first in the digests from now on.")),
        (Some(Ok(false)), true) => Reply::note(format!("{name} comes first already.")),
        (Some(Ok(true)), false) => Reply::note(format!("{name} comes first no longer.")),
        (Some(Ok(false)), false) => Reply::note(format!("{name} was not followed. /digest show lists what is.")),
    };
    send(ctx, reply).await
}
