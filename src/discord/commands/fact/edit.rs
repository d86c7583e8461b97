use super::super::super::desk::Desk;
use super::super::super::reply::Reply;
use super::super::super::response::Response;
use super::super::super::{ApplicationContext, CommandError, complete};
use super::super::at_desk;
use super::{add, form, which};
use crate::app::{Aim, Begun, Standing};

/// Correct a fact: the form opens with what it says now
#[poise::command(slash_command)]
pub async fn edit(
    ctx: ApplicationContext<'_>,
    #[description = "The fact: words of it, or its id"]
    #[autocomplete = "complete::fact"]
    fact: String,
    #[description = "For the people who run me: correct it for every server"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    at_desk(ctx, everyone.unwrap_or(false), move |desk| match begun(desk, &fact) {
        Ok(begun) => form::open(desk, begun),
        Err(reply) => Response::Say(reply),
    })
    .await
}

fn begun(desk: &Desk<'_>, text: &str) -> Result<Begun, Reply> {
    let (id, standing, revision) = which::fact(desk, text)?;
    let fact = match standing {
        Standing::Held(seen) => Some(seen.fact),
        Standing::Withdrawn(withdrawn) => withdrawn.fact,
    };
    let typed = fact.map(|fact| desk.app.typed(desk.view, &fact)).unwrap_or_default();
    Ok(Begun { aim: Aim::Edit { id, revision }, ..add::begun(typed) })
}
