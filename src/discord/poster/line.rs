//! The way to Discord's REST for posts: each request has its turn, and what Discord says of waiting is kept to.
//!
//! Without a proxy serenity's rate limiter waits. Behind one it is off (see [`crate::discord::Access::http`]), and
//! serenity's errors do not tell how long Discord asks to wait: so that requests go out from here.

use super::pace::Pace;
use serenity::all::{ChannelId, CreateMessage, ErrorResponse, Http, HttpError, Message};
use serenity::http::{LightMethod, MessagePagination, Request, Route, StatusCode};
use std::sync::Arc;
use std::time::Duration;

/// Where Discord does not say how long to wait.
const USUAL_WAIT: Duration = Duration::from_secs(1);
/// A wait longer than any that Discord asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// Why a request brought nothing.
#[derive(Debug)]
pub enum Failure {
    /// Too many requests: to be tried again when this has passed.
    Limited(Duration),
    /// Anything else.
    Failed(serenity::Error),
}

impl<E: Into<serenity::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Failed(error.into())
    }
}

/// The way to Discord's REST. Cheap to clone; all clones share one pace.
#[derive(Debug, Clone)]
pub struct Line {
    http: Arc<Http>,
    /// For requests behind a proxy; without one there is none.
    client: Option<reqwest::Client>,
    pace: Arc<Pace>,
}

impl Line {
    /// A line that no request has used yet.
    pub fn new(http: Arc<Http>) -> Self {
        let client = http.ratelimiter.is_none().then(reqwest::Client::new);
        Self { http, client, pace: Arc::default() }
    }

    /// Serenity's way, for requests that are never limited in practice.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Waits until the next request may go.
    pub async fn turn(&self) {
        self.pace.turn().await;
    }

    /// Posts a message.
    pub async fn post(&self, channel: ChannelId, message: &CreateMessage) -> Result<(), Failure> {
        let body = serde_json::to_vec(message)?;
        let request = Request::new(Route::ChannelMessages { channel_id: channel }, LightMethod::Post);
        self.send(request.body(Some(body))).await.map(drop)
    }

    /// Up to `most` messages of a channel, the newest first.
    pub async fn messages(
        &self,
        channel: ChannelId,
        before: Option<MessagePagination>,
        most: u8,
    ) -> Result<Vec<Message>, Failure> {
        let mut params = vec![("limit", most.to_string())];
        if let Some(MessagePagination::Before(id)) = before {
            params.push(("before", id.to_string()));
        }
        let request = Request::new(Route::ChannelMessages { channel_id: channel }, LightMethod::Get);
        let response = self.send(request.params(Some(params))).await?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }

    async fn send(&self, request: Request<'_>) -> Result<reqwest::Response, Failure> {
        let Some(client) = &self.client else { return Ok(self.http.request(request).await?) };
        let method = request.method_ref().reqwest_method();
        let request = request.build(client, self.http.token(), self.http.proxy.as_deref())?;
        let response = request.send().await?;
        if response.status().is_success() {
            return Ok(response);
        }
        if response.status() != StatusCode::TOO_MANY_REQUESTS {
            let error = ErrorResponse::from_response(response, method).await;
            return Err(HttpError::UnsuccessfulRequest(error).into());
        }
        let said = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
        let wait = said("retry-after").and_then(|seconds| wait(&seconds)).unwrap_or(USUAL_WAIT);
        if said("x-ratelimit-global").is_some() || said("x-ratelimit-scope").is_some_and(|scope| scope == "global") {
            self.pace.hold(wait).await;
        }
        Err(Failure::Limited(wait))
    }
}

/// A wait as the header tells it: seconds, with decimals or without.
fn wait(seconds: &str) -> Option<Duration> {
    let seconds = seconds.trim().parse::<f64>().ok()?;
    Duration::try_from_secs_f64(seconds).ok().map(|wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_as_discord_writes_it() {
        let seconds = |text| wait(text).map(|wait| wait.as_secs_f64());
        assert_eq!((seconds("3"), seconds(" 0.3 ")), (Some(3.0), Some(0.3)));
        assert_eq!((seconds("1e99"), seconds("86400")), (None, Some(3_600.0)));
        for none in ["", "-1", "NaN", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(seconds(none), None, "{none}");
        }
    }
}
