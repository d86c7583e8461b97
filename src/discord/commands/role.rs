use super::super::{ApplicationContext, CommandError, complete, view};
use super::{ROLE_KINDS, send_answer};

/// What is held about a role
#[poise::command(
    slash_command,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel"
)]
pub async fn role(
    ctx: ApplicationContext<'_>,
    #[description = "The role's name, or what people call it"]
    #[autocomplete = "complete::role"]
    name: String,
) -> Result<(), CommandError> {
    let answer = ctx.framework.user_data.app.about(view::of_command(ctx.interaction), &name, None, ROLE_KINDS);
    send_answer(ctx, &name, &answer, false).await
}
