//! The commands with which admins keep the facts, one short file each, and the steps behind them.

mod list;
mod words;

use super::super::response::Response;
use super::super::steps::Step;
use super::super::{ApplicationContext, CommandError, on_error::OLD_MENU};

/// Keep the facts: add, correct, withdraw, undo
///
/// Everybody sees it, for a server may let a role use it: each step asks who may.
#[poise::command(
    slash_command,
    subcommands("list::list"),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub async fn fact(_ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    // Discord sends its subcommands only.
    Ok(())
}

/// Takes a step of a conversation that began with one of the commands.
pub fn step(step: &Step) -> Response {
    match step.parts(2).as_slice() {
        ["list", rest] => list::turn(step, rest),
        _ => Response::note(OLD_MENU),
    }
}
