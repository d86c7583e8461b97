use super::super::{ApplicationContext, CommandError, complete, view};
use super::send_answer;

/// Ask about UK government IT: roles, salaries, programme costs
#[poise::command(
    slash_command,
    install_context = "Guild | User",
    interaction_context = "Guild | BotDm | PrivateChannel",
    description_localized("en-GB", "Ask about UK government IT: roles, salaries, programme costs"),
    description_localized("en-US", "Ask about UK government IT: roles, salaries, program costs")
)]
pub async fn ask(
    ctx: ApplicationContext<'_>,
    #[description = "Your question in your own words"]
    #[autocomplete = "complete::question"]
    question: String,
    #[description = "Show the answer only to you"] private: Option<bool>,
) -> Result<(), CommandError> {
    let answer = ctx.framework.user_data.app.ask(view::of_command(ctx.interaction), &question);
    send_answer(ctx, &question, &answer, private.unwrap_or(false)).await
}
