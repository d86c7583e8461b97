//! Frames of the gateway, as far as the relay reads them.

use flate2::read::ZlibDecoder;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};
use std::io::Read as _;
use tokio_tungstenite::tungstenite::Message;

/// A frame is never longer, unpacked, in bytes; the list of a large server takes a few million.
const LONGEST: u64 = 64 << 20;

/// What the relay must know of a frame from Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// An event, with its number.
    Event {
        /// Counts up within a session.
        number: u64,
        /// What a beginning session tells.
        begins: Begins,
    },
    /// A heartbeat is wanted at once.
    Beat,
    /// Connect anew.
    Reconnect,
    /// The session is no longer known, or can be gone on with.
    Invalid(bool),
    /// Milliseconds between heartbeats.
    Hello(u64),
    /// A heartbeat was acknowledged.
    Acknowledged,
    /// Of a kind unknown to this version.
    Other,
}

/// Whether a session begins with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begins {
    /// No.
    No,
    /// A new one.
    New(Ready),
    /// An old one goes on.
    Again,
}

/// What is to be known to go on with a session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ready {
    /// Its name.
    pub session_id: String,
    /// Where it is gone on with.
    pub resume_gateway_url: Option<String>,
}

#[derive(Deserialize)]
struct Envelope {
    op: u8,
    s: Option<u64>,
    t: Option<String>,
    #[expect(dead_code, reason = "it must be there")]
    d: IgnoredAny,
}

#[derive(Deserialize)]
struct Data<T> {
    d: T,
}

#[derive(Deserialize)]
struct HelloData {
    heartbeat_interval: u64,
}

/// The text of a message, unpacked where it is packed; `None` for what is no frame.
///
/// # Errors
/// If it cannot be unpacked.
pub fn text(message: Message) -> Result<Option<String>, String> {
    match message {
        Message::Text(text) => Ok(Some(text)),
        Message::Binary(packed) => {
            let mut text = String::new();
            let mut unpacked = ZlibDecoder::new(packed.as_slice()).take(LONGEST);
            unpacked.read_to_string(&mut text).map_err(|error| error.to_string())?;
            Ok(Some(text))
        }
        _ => Ok(None),
    }
}

/// Reads a frame.
///
/// # Errors
/// In words without anything of the frame: somebody's words may stand in it.
pub fn read(text: &str) -> Result<Frame, String> {
    let envelope: Envelope = parse(text)?;
    Ok(match envelope.op {
        0 => {
            let (Some(number), Some(kind)) = (envelope.s, envelope.t) else {
                return Err("an event without its number or its kind".to_owned());
            };
            let begins = match kind.as_str() {
                "READY" => Begins::New(parse::<Data<Ready>>(text)?.d),
                "RESUMED" => Begins::Again,
                _ => Begins::No,
            };
            Frame::Event { number, begins }
        }
        1 => Frame::Beat,
        7 => Frame::Reconnect,
        9 => Frame::Invalid(parse::<Data<bool>>(text).is_ok_and(|data| data.d)),
        10 => Frame::Hello(parse::<Data<HelloData>>(text)?.d.heartbeat_interval),
        11 => Frame::Acknowledged,
        _ => Frame::Other,
    })
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text)
        .map_err(|error| format!("{:?} at line {}, column {}", error.classify(), error.line(), error.column()))
}

/// What logs in.
pub fn identify(data: &Value) -> Message {
    message(2, data)
}

/// What goes on with a session.
pub fn resume(token: &Value, session: &str, number: u64) -> Message {
    message(6, &json!({ "token": token, "session_id": session, "seq": number }))
}

/// A heartbeat, with the number of the last event.
pub fn beat(number: Option<u64>) -> Message {
    message(1, &json!(number))
}

/// What serenity is greeted with.
pub fn hello(millis: u64) -> Message {
    message(10, &json!({ "heartbeat_interval": millis }))
}

/// The word that a heartbeat has come.
pub fn acknowledge() -> Message {
    message(11, &Value::Null)
}

/// The word that a session is not known.
pub fn unknown_session() -> Message {
    message(9, &json!(false))
}

fn message(op: u8, data: &Value) -> Message {
    Message::Text(json!({ "op": op, "d": data, "s": null, "t": null }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_relay_reads_of_each_frame() {
        let event = |number, begins| Ok(Frame::Event { number, begins });
        let ready = Ready { session_id: "s".to_owned(), resume_gateway_url: Some("wss://x".to_owned()) };
        for (text, expected) in [
            (r#"{"op":0,"s":7,"t":"GUILD_CREATE","d":{"id":"1"}}"#, event(7, Begins::No)),
            (
                r#"{"op":0,"s":1,"t":"READY","d":{"session_id":"s","resume_gateway_url":"wss://x","v":10}}"#,
                event(1, Begins::New(ready)),
            ),
            (r#"{"op":0,"s":9,"t":"RESUMED","d":{}}"#, event(9, Begins::Again)),
            (r#"{"op":1,"d":null}"#, Ok(Frame::Beat)),
            (r#"{"op":7,"d":null,"s":null,"t":null}"#, Ok(Frame::Reconnect)),
            (r#"{"op":9,"d":true}"#, Ok(Frame::Invalid(true))),
            (r#"{"op":9,"d":null}"#, Ok(Frame::Invalid(false))),
            (r#"{"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}"#, Ok(Frame::Hello(41_250))),
            (r#"{"op":11}"#, Err(())),
            (r#"{"op":11,"d":null}"#, Ok(Frame::Acknowledged)),
            (r#"{"op":42,"d":[1]}"#, Ok(Frame::Other)),
            (r#"{"op":0,"s":null,"t":"X","d":{}}"#, Err(())),
            (r#"{"op":0,"s":3,"t":"READY","d":{"session_id":5}}"#, Err(())),
            ("", Err(())),
            ("[]", Err(())),
            (r#"{"op":"secret words","d":null}"#, Err(())),
            ("nonsense", Err(())),
        ] {
            let read = read(text);
            assert!(!read.as_ref().is_err_and(|error| error.contains("secret")), "{read:?}");
            assert_eq!(read.map_err(drop), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_frame_makes_it_stumble(text in ".{0,80}", bytes: Vec<u8>) {
            let _ = read(&text);
            let _ = super::text(Message::Binary(bytes));
        }
    }
}
