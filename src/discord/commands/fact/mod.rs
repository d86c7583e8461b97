//! The commands with which admins keep the facts, one short file each, and the steps behind them.

mod add;
mod card;
mod edit;
mod export;
mod form;
mod gaps;
mod history;
mod import;
mod import_words;
mod list;
mod message;
mod retract;
mod review;
mod save;
mod settled;
mod undo;
mod which;
mod words;

pub use gaps::step as gaps_step;
pub use message::save_as_fact;
pub use review::step as review_step;
pub use undo::offer;

use super::super::response::Response;
use super::super::steps::Step;
use super::super::{ApplicationContext, CommandError};

/// Keep the facts: add, correct, withdraw, undo
///
/// Everybody sees it, for a server may let a role use it: each step asks who may.
#[poise::command(
    slash_command,
    subcommands(
        "add::add",
        "edit::edit",
        "retract::retract",
        "list::list",
        "history::history",
        "undo::undo",
        "import::import",
        "export::export",
        "gaps::gaps",
        "review::review"
    ),
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
        ["change", rest] => form::change(step, rest),
        ["more", rest] => form::more(step, rest),
        ["form" | "details", rest] => form::submitted(step, rest),
        ["subject", rest] => form::subject(step, rest),
        ["save", rest] => save::save(step, rest),
        ["cancel", rest] => form::cancel(step, rest),
        ["withdraw", rest] => retract::confirmed(step, rest),
        ["import", rest] => import::step(step, rest),
        ["undo", rest] => undo::confirmed(step, rest),
        ["list", rest] => list::turn(step, rest),
        ["log", rest] => history::turn_log(step, rest),
        ["past", rest] => history::turn_fact(step, rest),
        _ => old(),
    }
}

/// Said to a button or a form of another version, and to one that was never made.
fn old() -> Response {
    Response::note("I no longer know this: it is from another version of me. Begin again with the command.")
}
