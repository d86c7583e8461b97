//! Tells members in a direct message what became of their suggestions, as far as Discord lets it.

use super::connect::describe;
use super::drain::Drain;
use serenity::all::{CreateAllowedMentions, CreateMessage, Http, HttpError, MessageFlags, UserId};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// Nobody waits for a message to arrive.
const PATIENCE: Duration = Duration::from_secs(8);

/// Sends direct messages. Cheap to clone.
#[derive(Clone)]
pub struct Teller {
    http: Arc<Http>,
    drain: Drain,
}

impl Teller {
    /// A teller whose messages in flight are waited for when the bot stops.
    pub fn new(http: Arc<Http>, drain: Drain) -> Self {
        Self { http, drain }
    }

    /// Sends a text, ready for Discord, beside whatever else goes on. That somebody takes no messages is no error.
    pub fn tell(&self, member: u64, text: String) {
        let (http, in_flight) = (Arc::clone(&self.http), self.drain.begin());
        Handle::current().spawn(async move {
            let _in_flight = in_flight;
            match tokio::time::timeout(PATIENCE, send(&http, member, text)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) if is_refusal(&error) => tracing::debug!("a member takes no messages"),
                Ok(Err(error)) => tracing::warn!(error = %describe(&error), "a member could not be told"),
                Err(_) => tracing::warn!("a member could not be told in time"),
            }
        });
    }
}

async fn send(http: &Http, member: u64, text: String) -> serenity::Result<()> {
    let channel = UserId::new(member.max(1)).create_dm_channel(http).await?;
    let message = CreateMessage::new()
        .content(text)
        .flags(MessageFlags::SUPPRESS_EMBEDS)
        .allowed_mentions(CreateAllowedMentions::new());
    channel.id.send_message(http, message).await.map(drop)
}

/// Whether the person, not Discord's health, is the reason.
fn is_refusal(error: &serenity::Error) -> bool {
    matches!(error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) if response.status_code.is_client_error())
}

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Teller").finish_non_exhaustive()
    }
}
