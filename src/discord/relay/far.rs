//! One connection to Discord's gateway: from the greeting to its end.

use super::course::{End, Next};
use super::frame::{self, Begins, Frame};
use super::near::Near;
use super::session::Session;
use super::state::Open;
use futures_util::{SinkExt as _, StreamExt as _};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use tokio_util::sync::CancellationToken;

/// How long it may take to connect, and to be greeted.
const GREETING: Duration = Duration::from_secs(6);
/// How long Discord may be silent before a session has begun.
const BEGINNING: Duration = Duration::from_secs(20);
/// How long a word to Discord may take to leave.
const SENDING: Duration = Duration::from_secs(5);
/// How long Discord may take to confirm the end.
const GOODBYE: Duration = Duration::from_secs(2);
/// A heartbeat is never more frequent, whatever is asked for.
const LEAST_BEAT: Duration = Duration::from_millis(50);
/// The end of a session for good.
const FOR_GOOD: u16 = 1000;
/// The end of a connection whose session goes on.
const FOR_NOW: u16 = 4000;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Why the relay has nothing more to do, or what ended a connection.
#[derive(Debug)]
pub enum Outcome {
    /// The connection ended; `opened` if a session ran on it.
    Ended {
        /// How.
        end: End,
        /// Whether a session ran on it.
        opened: bool,
    },
    /// The bot goes, or serenity has gone.
    Left,
}

/// A connection to Discord.
pub struct Far<'a> {
    pub near: &'a mut Near,
    pub session: &'a mut Session,
    pub open: &'a Open,
    pub leaving: &'a CancellationToken,
    /// What cannot be read is counted here.
    pub unreadable: &'a (dyn Fn() + Send + Sync),
}

/// The heartbeat.
struct Beat {
    every: Duration,
    next: Instant,
    acknowledged: bool,
}

impl Far<'_> {
    /// Connects, and passes on what comes until the connection ends.
    pub async fn run(&mut self, url: &str, next: Next) -> Outcome {
        let connected = tokio::select! {
            connected = connect(url) => connected,
            () = self.near.until_gone() => return Outcome::Left,
            () = self.leaving.cancelled() => return Outcome::Left,
        };
        let (mut socket, every) = match connected {
            Ok(connected) => connected,
            Err(end) => return Outcome::Ended { end, opened: false },
        };
        let first = match next {
            Next::Resume => self.session.resume(self.near.identify()),
            Next::Identify => {
                self.session.forget();
                frame::identify(self.near.identify())
            }
        };
        let outcome = match send(&mut socket, first).await {
            Ok(()) => self.listen(&mut socket, every).await,
            Err(end) => Outcome::Ended { end, opened: false },
        };
        self.open.set(false);
        match &outcome {
            Outcome::Left => part(&mut socket, FOR_GOOD).await,
            // Discord has closed it, or nobody is there.
            Outcome::Ended { end: End::Closed(_) | End::Cut(_), .. } => {}
            Outcome::Ended { .. } => {
                let _ = timeout(GOODBYE, close(&mut socket, FOR_NOW)).await;
            }
        }
        outcome
    }

    async fn listen(&mut self, socket: &mut Socket, every: Duration) -> Outcome {
        let start = Instant::now();
        // Discord wants the first to come at any moment of the first interval.
        let mut beat = Beat { every, next: start + every.mul_f64(super::chance()), acknowledged: true };
        let (mut opened, mut heard) = (false, start);
        loop {
            let ended = |end| Outcome::Ended { end, opened };
            let message = tokio::select! {
                message = socket.next() => message,
                () = sleep_until(beat.next) => {
                    if !beat.acknowledged {
                        return ended(End::Silent);
                    }
                    match self.beat(socket, &mut beat).await {
                        Ok(()) => continue,
                        Err(end) => return ended(end),
                    }
                }
                () = sleep_until(heard + BEGINNING), if !opened => return ended(End::Slow),
                () = self.near.until_gone() => return Outcome::Left,
                () = self.leaving.cancelled() => return Outcome::Left,
            };
            let text = match message {
                Some(Ok(Message::Close(frame))) => {
                    // The answer to it goes out with this.
                    let _ = timeout(GOODBYE, socket.flush()).await;
                    return ended(End::Closed(frame.map(|frame| frame.code.into())));
                }
                Some(Ok(message)) => frame::text(message),
                Some(Err(error)) => return ended(End::Cut(words(&error))),
                None => return ended(End::Cut("the other end is gone".to_owned())),
            };
            let Some((text, frame)) = self.understand(text) else { continue };
            match frame {
                Frame::Event { number, begins } => {
                    heard = Instant::now();
                    opened |= begins != Begins::No;
                    let known = begins == Begins::Again;
                    if known {
                        tracing::info!("connected to Discord again, and nothing was missed");
                    }
                    self.session.goes_on(number, begins);
                    if opened {
                        self.open.set(true);
                    }
                    // serenity, which knows of no end, is told of none.
                    if !known && self.near.pass(text).await.is_err() {
                        return Outcome::Left;
                    }
                }
                Frame::Beat => {
                    if let Err(end) = self.beat(socket, &mut beat).await {
                        return ended(end);
                    }
                }
                Frame::Acknowledged => beat.acknowledged = true,
                Frame::Reconnect => return ended(End::Asked),
                Frame::Invalid(resumable) => return ended(End::Invalid { resumable }),
                Frame::Hello(_) | Frame::Other => {}
            }
        }
    }

    /// What a message says; what says nothing is counted and left out.
    fn understand(&self, text: Result<Option<String>, String>) -> Option<(String, Frame)> {
        let read = text.transpose()?.and_then(|text| frame::read(&text).map(|frame| (text, frame)));
        read.map_err(|error| {
            (self.unreadable)();
            tracing::warn!(%error, "Discord sent what cannot be read");
        })
        .ok()
    }

    async fn beat(&self, socket: &mut Socket, beat: &mut Beat) -> Result<(), End> {
        beat.acknowledged = false;
        beat.next = Instant::now() + beat.every;
        send(socket, frame::beat(self.session.number())).await
    }
}

/// Connects and waits for the greeting, which says how often the heart is to beat.
async fn connect(url: &str) -> Result<(Socket, Duration), End> {
    let greeted = async {
        let (mut socket, _) =
            connect_async_with_config(url, None, true).await.map_err(|error| End::Unreachable(words(&error)))?;
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => return Err(End::Closed(frame.map(|frame| frame.code.into()))),
                Some(Ok(message)) => {
                    let text = frame::text(message).ok().flatten();
                    if let Some(Ok(Frame::Hello(millis))) = text.as_deref().map(frame::read) {
                        return Ok((socket, Duration::from_millis(millis).max(LEAST_BEAT)));
                    }
                }
                Some(Err(error)) => return Err(End::Unreachable(words(&error))),
                None => return Err(End::Unreachable("it hung up".to_owned())),
            }
        }
    };
    let late = || End::Unreachable(format!("no greeting within {} seconds", GREETING.as_secs()));
    timeout(GREETING, greeted).await.unwrap_or_else(|_| Err(late()))
}

async fn send(socket: &mut Socket, message: Message) -> Result<(), End> {
    match timeout(SENDING, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(End::Cut(words(&error))),
        Err(_) => Err(End::Cut("nothing could be sent".to_owned())),
    }
}

async fn close(socket: &mut Socket, code: u16) -> Result<(), Error> {
    socket.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await
}

/// Closes and waits for the confirmation.
async fn part(socket: &mut Socket, code: u16) {
    let confirmed = async {
        close(socket, code).await?;
        while let Some(message) = socket.next().await {
            if message?.is_close() {
                break;
            }
        }
        Ok::<_, Error>(())
    };
    if timeout(GOODBYE, confirmed).await.is_err() {
        tracing::warn!("Discord did not confirm the end of the connection");
    }
}

/// What went wrong, without addresses.
fn words(error: &Error) -> String {
    match error {
        Error::Http(response) => format!("answered with status {}", response.status()),
        other => other.to_string(),
    }
}
