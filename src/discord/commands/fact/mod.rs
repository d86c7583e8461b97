//! The commands with which admins keep the facts, one short file each, and the steps behind them.

mod form;
mod gaps;
mod list;
mod review;
mod words;

pub use gaps::step as gaps_step;
pub use review::step as review_step;

use super::super::response::Response;
use super::super::steps::Step;
use super::super::{ApplicationContext, CommandError, on_error::OLD_MENU};

/// Keep the facts: add, correct, withdraw, undo
///
/// Everybody sees it, for a server may let a role use it: each step asks who may.
#[poise::command(
    slash_command,
    subcommands("list::list", "gaps::gaps", "review::review"),
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
