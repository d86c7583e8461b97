use super::super::{ApplicationContext, CommandError, render, view};
use super::send;

/// What this bot can do, with examples
#[poise::command(
    slash_command,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel"
)]
pub async fn help(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let app = &ctx.framework.user_data.app;
    let american = ctx.interaction.locale == "en-US";
    let view = view::of_command(ctx.interaction);
    let examples = app.questions(view, "", render::EXAMPLES);
    send(ctx, render::help(&examples, app.holdings(view), american).private(true)).await
}
