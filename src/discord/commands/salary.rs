use super::super::{ApplicationContext, CommandError, complete, view};
use super::{ROLE_KINDS, SALARY, send_answer};
use crate::fact::AttributeId;

/// What a role pays
#[poise::command(
    slash_command,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel"
)]
pub async fn salary(
    ctx: ApplicationContext<'_>,
    #[description = "The role's name, or what people call it"]
    #[autocomplete = "complete::salary"]
    role: String,
) -> Result<(), CommandError> {
    let answer = ctx.framework.user_data.app.about(
        view::of_command(ctx.interaction),
        &role,
        Some(&AttributeId::from(SALARY)),
        ROLE_KINDS,
    );
    send_answer(ctx, &format!("{role} {SALARY}"), &answer, false).await
}
