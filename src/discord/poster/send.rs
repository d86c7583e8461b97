//! One job: look for what may have been posted before, post what was not, and say how it went.

use super::look::{self, Seen};
use super::message::{create, nonce, shown};
use super::pace::Pace;
use crate::app::Job;
use crate::digest::Outcome;
use crate::discord::connect::describe;
use serenity::all::{ChannelId, Http, HttpError, StatusCode, UserId};
use std::time::Duration;

/// Longer than any wait that a rate limit of a channel asks for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Carries a job out; its first request has its turn already. `guarded`: the nonce of the first try still holds.
pub async fn carry_out(http: &Http, bot: UserId, pace: &Pace, job: &Job, guarded: bool) -> Outcome {
    let channel = ChannelId::new(job.channel.max(1));
    let shown = shown(&job.content);
    if job.only_look || (job.repeat && !guarded) {
        match look::for_post(http, bot, pace, channel, &shown.headline, job.since).await {
            Ok(Seen::There) => return Outcome::Posted,
            Ok(Seen::Absent) if job.only_look => return Outcome::Absent,
            Ok(Seen::Absent) => pace.turn().await,
            Ok(Seen::Unreadable) => {
                tracing::warn!(server = job.server, "a digest may have been posted, and the channel cannot be read");
                return Outcome::Unreadable;
            }
            Err(error) => return failed(job, &error, "looking for a digest"),
        }
    }
    let post = channel.send_message(http, create(&shown, nonce(job)));
    match tokio::time::timeout(PATIENCE, post).await {
        Ok(Ok(_)) => Outcome::Posted,
        Ok(Err(error)) => failed(job, &error, "posting a digest"),
        Err(_) => {
            tracing::warn!(server = job.server, "posting a digest: no answer");
            Outcome::Unclear
        }
    }
}

fn failed(job: &Job, error: &serenity::Error, what: &str) -> Outcome {
    tracing::warn!(server = job.server, error = %describe(error), "{what}");
    classify(error)
}

/// What an error says about whether something was posted.
pub fn classify(error: &serenity::Error) -> Outcome {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => match response.status_code {
            StatusCode::TOO_MANY_REQUESTS => Outcome::Later,
            // The token is gone; that stops the bot elsewhere.
            StatusCode::UNAUTHORIZED => Outcome::Later,
            status if status.is_client_error() => Outcome::Refused(status.as_u16()),
            _ => Outcome::Unclear,
        },
        _ => Outcome::Unclear,
    }
}
