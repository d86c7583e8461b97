//! Answers on their way to Discord: where it has trouble they are sent again, as long as somebody waits for them.

use serenity::all::{CreateInteractionResponse, Http, HttpError, InteractionId, StatusCode};
use serenity::builder::Builder;
use std::time::Duration;
use tokio::time::sleep;

/// Pauses before a first answer is sent again. Discord waits three seconds for it.
const FIRST: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_millis(250), Duration::from_millis(500), Duration::from_millis(900)];
/// Pauses before an answer that was announced is sent again. Discord waits a quarter of an hour for it.
const ANNOUNCED: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15)];

/// Discord's code for an interaction that it no longer waits for, or never knew.
const UNKNOWN_INTERACTION: isize = 10062;
/// The same, of what comes behind the first answer.
const UNKNOWN_WEBHOOK: isize = 10015;
/// Discord's code for an interaction that has its answer.
const ANSWERED: isize = 40060;

/// Sends the first answer to an interaction.
///
/// # Errors
/// If Discord refuses it, or is in trouble for longer than it waits.
pub async fn first(
    http: &Http,
    interaction: InteractionId,
    token: &str,
    response: CreateInteractionResponse,
) -> serenity::Result<()> {
    let mut again = false;
    for pause in FIRST.map(Some).into_iter().chain([None]) {
        let sent = response.clone().execute(http, (interaction, token)).await;
        match (sent, pause) {
            // An earlier try arrived, and only the word of it was lost.
            (Err(error), _) if again && code(&error) == Some(ANSWERED) => return Ok(()),
            (Err(error), Some(pause)) if is_trouble(&error) => sleep(pause).await,
            (sent, _) => return sent,
        }
        again = true;
    }
    Ok(())
}

/// Sends an answer that was announced. `send` is called until it succeeds or is refused.
///
/// # Errors
/// If Discord refuses it, or is in trouble for long.
pub async fn announced<T, F>(send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    for pause in ANNOUNCED {
        match send().await {
            Err(error) if is_trouble(&error) => sleep(pause).await,
            sent => return sent,
        }
    }
    send().await
}

/// Whether nobody waits for the answer any more: then there is nobody to apologise to, either.
pub fn is_too_late(error: &serenity::Error) -> bool {
    matches!(code(error), Some(UNKNOWN_INTERACTION | UNKNOWN_WEBHOOK))
}

fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

/// Trouble of Discord's, of the proxy's or of the way there, which may have passed at the next try.
fn is_trouble(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            response.status_code.is_server_error() || response.status_code == StatusCode::TOO_MANY_REQUESTS
        }
        // Who did not answer in all that time will not.
        serenity::Error::Http(HttpError::Request(error)) => !error.is_timeout() && !error.is_builder(),
        _ => false,
    }
}
