//! A session with Discord: what is to be known to go on with it.

use super::course::Next;
use super::frame::{self, Begins, Ready};
use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;

/// What is known of the session. Has no `Debug`: whoever knows it can take it over.
#[derive(Default)]
pub struct Session {
    ready: Option<Ready>,
    /// The number of the last event.
    number: Option<u64>,
}

impl Session {
    /// Notes an event.
    pub fn goes_on(&mut self, number: u64, begins: Begins) {
        self.number = Some(number);
        if let Begins::New(ready) = begins {
            self.ready = Some(ready);
        }
    }

    /// The number of the last event.
    pub fn number(&self) -> Option<u64> {
        self.number
    }

    /// It is over.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// What can be done: a session that never began cannot be gone on with.
    pub fn possible(&self, next: Next) -> Next {
        if self.ready.is_some() { next } else { Next::Identify }
    }

    /// Where Discord wants it to be gone on with.
    pub fn address(&self) -> Option<&str> {
        self.ready.as_ref()?.resume_gateway_url.as_deref()
    }

    /// What goes on with it.
    pub fn resume(&self, identify: &Value) -> Message {
        let session = self.ready.as_ref().map_or("", |ready| &ready.session_id);
        frame::resume(&identify["token"], session, self.number.unwrap_or_default())
    }
}
