//! The gateway side.

use super::{APPLICATION, Order, StandIn, TOKEN};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::io::Write as _;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

const SESSION: &str = "session_of_the_stand_in";
/// Discord's own is about 41 seconds; a short one shows heartbeats within a test.
pub const HEARTBEAT: Duration = Duration::from_millis(500);

pub async fn serve(listener: TcpListener, standin: StandIn, url: String) {
    while let Ok((stream, _)) = listener.accept().await {
        if standin.state().mood.gateway_away {
            continue;
        }
        tokio::spawn(connection(stream, standin.clone(), url.clone()));
    }
}

async fn connection(stream: TcpStream, standin: StandIn, url: String) {
    stream.set_nodelay(true).unwrap();
    if standin.state().mood.gateway_mute {
        return std::future::pending().await;
    }
    #[expect(clippy::result_large_err, reason = "the form that the library asks for")]
    let check = |request: &Request, response: Response| {
        let query = request.uri().query().unwrap_or_default();
        assert!(query.split('&').any(|part| part == "v=10"), "the gateway's version is asked for: {query}");
        let encoding = query.split('&').find_map(|part| part.strip_prefix("encoding="));
        assert!(encoding.is_none_or(|encoding| encoding == "json"), "no encoding this stand-in knows: {query}");
        Ok(response)
    };
    let Ok(socket) = tokio_tungstenite::accept_hdr_async(stream, check).await else { return };
    let (orders, inbox) = unbounded_channel();
    standin.state().connection = Some(orders);
    Connection { socket, standin, url, compress: false }.run(inbox).await;
}

struct Connection {
    socket: WebSocketStream<TcpStream>,
    standin: StandIn,
    url: String,
    compress: bool,
}

impl Connection {
    async fn run(mut self, mut inbox: UnboundedReceiver<Order>) {
        let heartbeat = self.standin.state().mood.heartbeat.unwrap_or(HEARTBEAT).as_millis();
        let greeting = json!({ "heartbeat_interval": u64::try_from(heartbeat).unwrap() });
        self.send(json!({ "op": 10, "t": null, "s": null, "d": greeting })).await;
        // Before READY or RESUMED nothing is dispatched.
        let mut open = false;
        loop {
            tokio::select! {
                frame = self.socket.next() => match frame {
                    Some(Ok(Message::Text(text))) => {
                        let payload = serde_json::from_str(&text).expect("the bot sends JSON");
                        open |= self.receive(payload).await;
                    }
                    Some(Ok(Message::Close(frame))) => {
                        self.standin.state().closed_with.push(frame.map(|frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
                order = inbox.recv(), if open => match order {
                    Some(Order::Frame(frame)) => self.send(frame).await,
                    Some(Order::Text(text)) => drop(self.socket.send(Message::Text(text)).await),
                    Some(Order::Close(code)) => self.close(code).await,
                    Some(Order::Cut) | None => return,
                },
            }
        }
    }

    /// True if the session is open from now on.
    async fn receive(&mut self, payload: Value) -> bool {
        let data = payload["d"].clone();
        match payload["op"].as_u64() {
            Some(1) => {
                if self.standin.state().mood.forgets_heartbeats {
                    return false;
                }
                self.standin.state().heartbeats += 1;
                self.send(json!({ "op": 11, "t": null, "s": null, "d": null })).await;
                return false;
            }
            _ => self.standin.state().gateway.push(payload.clone()),
        }
        match payload["op"].as_u64() {
            Some(2) => self.identify(&data).await,
            Some(6) => self.resume(&data).await,
            _ => false,
        }
    }

    async fn identify(&mut self, data: &Value) -> bool {
        let mood = self.standin.state().mood.clone();
        let token = data["token"].as_str().unwrap_or_default();
        if token.trim_start_matches("Bot ") != TOKEN {
            self.close(Some(4004)).await;
            return false;
        }
        if let Some(code) = mood.closes_at_identify {
            self.close(Some(code)).await;
            return false;
        }
        self.compress = data["compress"] == true;
        let ready = json!({ "op": 0, "t": "READY", "s": 1, "d": {
            "v": 10,
            "user": { "id": APPLICATION, "username": "whitehall", "discriminator": "0", "bot": true },
            "guilds": [{ "id": "900000000000000009", "unavailable": true }],
            "session_id": SESSION, "resume_gateway_url": self.url, "shard": data["shard"],
            "application": { "id": APPLICATION, "flags": 0 },
        } });
        {
            let mut state = self.standin.state();
            state.number = 1;
            state.dispatched = vec![ready.clone()];
        }
        self.send(ready).await;
        true
    }

    async fn resume(&mut self, data: &Value) -> bool {
        if data["session_id"] != SESSION {
            self.send(json!({ "op": 9, "t": null, "s": null, "d": false })).await;
            return false;
        }
        let closes = {
            let mood = &mut self.standin.state().mood;
            let closes = mood.closes_at_resume > 0;
            mood.closes_at_resume = mood.closes_at_resume.saturating_sub(1);
            closes
        };
        if closes {
            self.close(Some(4000)).await;
            return false;
        }
        let seen = data["seq"].as_u64().unwrap_or_default() as usize;
        let missed: Vec<_> = self.standin.state().dispatched.iter().skip(seen).cloned().collect();
        // What waits in the inbox is among the missed, too.
        let number = self.standin.state().number;
        for frame in missed {
            self.send(frame).await;
        }
        self.send(json!({ "op": 0, "t": "RESUMED", "s": number, "d": {} })).await;
        true
    }

    async fn send(&mut self, frame: Value) {
        let text = frame.to_string();
        let message = if self.compress {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            Message::Binary(encoder.finish().unwrap())
        } else {
            Message::Text(text)
        };
        // A bot that is gone is noticed when reading.
        let _ = self.socket.send(message).await;
    }

    async fn close(&mut self, code: Option<u16>) {
        let frame = code.map(|code| CloseFrame { code: CloseCode::from(code), reason: "".into() });
        let _ = self.socket.close(frame).await;
    }
}
