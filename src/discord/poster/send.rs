//! One job: look for what may have been posted before, post what was not, and say how it went.

use super::line::{Failure, Line};
use super::look::{self, Seen};
use super::message::{create, nonce, shown};
use crate::app::Job;
use crate::digest::Outcome;
use crate::discord::connect::describe;
use serenity::all::{ChannelId, CreateMessage, HttpError, StatusCode, UserId};
use std::time::Duration;

/// Longer than any wait that a rate limit of a channel asks for.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// What became of the post.
    pub outcome: Outcome,
    /// How long Discord asks to wait, where it does.
    pub wait: Option<Duration>,
}

impl From<Outcome> for Ended {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, wait: None }
    }
}

/// Carries a job out; its first request has its turn already. `guarded`: the nonce of the first try still holds.
pub async fn carry_out(line: &Line, bot: UserId, job: &Job, guarded: bool) -> Ended {
    let channel = ChannelId::new(job.channel.max(1));
    let shown = shown(&job.content);
    if job.only_look || (job.repeat && !guarded) {
        match look::for_post(line, bot, channel, &shown.headline, job.since).await {
            Ok(Seen::There) => return Outcome::Posted.into(),
            Ok(Seen::Absent) if job.only_look => return Outcome::Absent.into(),
            Ok(Seen::Absent) => line.turn().await,
            Ok(Seen::Unreadable) => {
                tracing::warn!(server = job.server, "a digest may have been posted, and the channel cannot be read");
                return Outcome::Unreadable.into();
            }
            Err(failure) => return failed(job.server, &failure, "looking for a digest"),
        }
    }
    post(line, job.server, channel, &create(&shown, nonce(job))).await
}

/// Posts a message, once.
pub async fn post(line: &Line, server: u64, channel: ChannelId, message: &CreateMessage) -> Ended {
    match tokio::time::timeout(PATIENCE, line.post(channel, message)).await {
        Ok(Ok(())) => Outcome::Posted.into(),
        Ok(Err(failure)) => failed(server, &failure, "posting a digest"),
        Err(_) => {
            tracing::warn!(server, "posting a digest: no answer");
            Outcome::Unclear.into()
        }
    }
}

fn failed(server: u64, failure: &Failure, what: &str) -> Ended {
    match failure {
        Failure::Limited(wait) => {
            tracing::info!(server, ?wait, "{what}: too many requests");
            Ended { outcome: Outcome::Later, wait: Some(*wait) }
        }
        Failure::Failed(error) => {
            tracing::warn!(server, error = %describe(error), "{what}");
            classify(error).into()
        }
    }
}

/// What an error says about whether something was posted.
fn classify(error: &serenity::Error) -> Outcome {
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
