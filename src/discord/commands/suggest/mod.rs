//! Members say what is wrong or missing: /suggest, and the button under an answer.

mod words;
mod wrong;

pub use words::quoted;
pub use wrong::step as wrong_step;

use super::super::permit::Caller;
use super::super::reply::{Reply, sentences};
use super::super::{ApplicationContext, CommandError};
use super::{FAILED, on_disk, send};
use crate::app::{App, Remark, View};
use jiff::Timestamp;

/// Suggest a fact that is missing here, for those who keep the facts to read
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
pub async fn suggest(
    ctx: ApplicationContext<'_>,
    #[description = "The fact, in a sentence or two"]
    #[max_length = 1000]
    text: String,
    #[description = "Where it stands: publisher, headline and date, or a link"]
    #[max_length = 500]
    source: Option<String>,
) -> Result<(), CommandError> {
    let Caller { user, server, .. } = Caller::from(ctx.interaction);
    let Some(server) = server else { return send(ctx, Reply::note(words::ONLY_IN_SERVERS)).await };
    let remark = Remark { text, source, ..Remark::default() };
    let reply = on_disk(ctx, move |app| put(app, server, user, remark)).await;
    send(ctx, reply.unwrap_or_else(|| Reply::note(FAILED))).await
}

/// Puts what a member says into the queue, if the server takes it; else they get back what they wrote.
fn put(app: &App, server: u64, member: u64, remark: Remark) -> Reply {
    if !app.server_settings(server).proposals {
        return words::given_back(words::CLOSED, &remark);
    }
    match app.propose(View::Server(server), member, remark.clone(), Timestamp::now()) {
        // Whether they are told is a courtesy: what cannot be read now is no reason to say that nothing was taken.
        Ok(proposal) => Reply::note(words::taken(&proposal.remark, app.wants_word(member).unwrap_or(true))),
        Err(error) => words::given_back(&sentences(&error.to_string()), &remark),
    }
}
