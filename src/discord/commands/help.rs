use super::super::{ApplicationContext, CommandError, render};
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
    send(ctx, render::help(&app.questions("", render::EXAMPLES), app.holdings(), american).private(true)).await
}
