//! The side that serenity sees: a gateway in good health, whatever the real one does.

use super::frame;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::StatusCode;

/// Between heartbeats of serenity's, in milliseconds. They prove nothing, for both ends are in one process.
const HEARTBEAT: u64 = 3_600_000;
/// How long serenity may take for a word.
const PATIENCE: Duration = Duration::from_secs(10);

/// serenity's end of the relay.
pub struct Near {
    socket: WebSocketStream<TcpStream>,
    /// What serenity logs in with: the token is in it.
    identify: Value,
}

impl Near {
    /// Takes a connection of serenity's, and nobody else's: the path must be the secret one. `None` if it is none.
    pub async fn accept(stream: TcpStream, secret: &str) -> Option<Self> {
        timeout(PATIENCE, Self::greet(stream, secret)).await.ok()?
    }

    async fn greet(stream: TcpStream, secret: &str) -> Option<Self> {
        #[expect(clippy::result_large_err, reason = "the form that the library asks for")]
        let check = |request: &Request, response: Response| {
            if request.uri().path().trim_matches('/') == secret {
                return Ok(response);
            }
            let mut refusal = ErrorResponse::new(None);
            *refusal.status_mut() = StatusCode::NOT_FOUND;
            Err(refusal)
        };
        // Or an event would wait for the receipt of the one before: 40 ms.
        stream.set_nodelay(true).ok()?;
        let socket = tokio_tungstenite::accept_hdr_async(stream, check).await.ok()?;
        let mut near = Self { socket, identify: Value::Null };
        near.tell(frame::hello(HEARTBEAT)).await.ok()?;
        loop {
            let payload = near.hear().await?;
            match payload["op"].as_u64() {
                Some(2) => {
                    near.identify = payload["d"].clone();
                    return Some(near);
                }
                // Only ever sent after an end was lost here.
                Some(6) => near.tell(frame::unknown_session()).await.ok()?,
                _ => {}
            }
        }
    }

    /// What serenity logs in with.
    pub fn identify(&self) -> &Value {
        &self.identify
    }

    /// Passes a frame on.
    ///
    /// # Errors
    /// If serenity is gone.
    pub async fn pass(&mut self, text: String) -> Result<(), Gone> {
        self.tell(Message::Text(text)).await
    }

    /// Keeps serenity content until it goes. May be dropped at any time.
    pub async fn until_gone(&mut self) {
        while self.hear().await.is_some() {}
    }

    /// The next word of serenity's that is no heartbeat; `None` if it is gone.
    async fn hear(&mut self) -> Option<Value> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => {
                    let payload: Value = serde_json::from_str(&text).ok()?;
                    if payload["op"] != 1 {
                        return Some(payload);
                    }
                    self.tell(frame::acknowledge()).await.ok()?;
                }
                Ok(Message::Close(_)) | Err(_) => {
                    // The answer to a close goes out with this.
                    let _ = self.socket.flush().await;
                    return None;
                }
                Ok(_) => {}
            }
        }
    }

    async fn tell(&mut self, message: Message) -> Result<(), Gone> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Gone),
        }
    }
}

/// serenity has closed its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;
