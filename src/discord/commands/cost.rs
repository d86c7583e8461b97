use super::super::{ApplicationContext, CommandError, complete, view};
use super::{COST, PROGRAMME_KINDS, send_answer};
use crate::fact::AttributeId;

/// What a programme costs
#[poise::command(
    slash_command,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel",
    description_localized("en-GB", "What a programme costs"),
    description_localized("en-US", "What a program costs")
)]
pub async fn cost(
    ctx: ApplicationContext<'_>,
    #[description = "The programme's name, or what people call it"]
    #[name_localized("en-GB", "programme")]
    #[name_localized("en-US", "program")]
    #[description_localized("en-GB", "The programme's name, or what people call it")]
    #[description_localized("en-US", "The program's name, or what people call it")]
    #[autocomplete = "complete::cost"]
    programme: String,
) -> Result<(), CommandError> {
    let app = &ctx.framework.user_data.app;
    let answer =
        app.about(view::of_command(ctx.interaction), &programme, Some(&AttributeId::from(COST)), PROGRAMME_KINDS);
    send_answer(ctx, &format!("{programme} {COST}"), &answer, false).await
}
