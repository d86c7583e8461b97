//! One connection on the bot's side: request after request until the other side has gone, or is silent for too long.

use super::deadline::Timed;
use super::frame::{Frame, Most, Unread};
use super::{Refusal, Reply, Request, handle};
use crate::app::App;
use crate::transfer::MOST_ARCHIVE_BYTES;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// More connections than this are told to come again.
const MOST_CONNECTIONS: usize = 16;
/// The largest request: a question or a fact has a few thousand bytes.
const MOST: Most = Most { body: 256 * 1024, file: MOST_ARCHIVE_BYTES as u32 };
/// How long to wait for a request. Longer than a client keeps a connection that it does not use.
const IDLE: Duration = Duration::from_secs(120);
/// How long a reply may take to be read, and what a file may take to come.
const TRANSFER: Duration = Duration::from_secs(60);

/// What connections share.
pub(super) struct Counter {
    /// Weak, so that a connection somebody has left open does not keep the store open.
    pub(super) app: Weak<App>,
    pub(super) knowledge: Option<PathBuf>,
    pub(super) busy: Arc<Busy>,
}

/// Counts the connections, and the requests in flight.
#[derive(Debug, Default)]
pub(super) struct Busy {
    counts: Mutex<Counts>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Counts {
    connections: usize,
    requests: usize,
}

impl Busy {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no request is in flight.
    pub(super) fn finished(&self, patience: Duration) {
        let busy = |counts: &mut Counts| counts.requests > 0;
        drop(self.changed.wait_timeout_while(self.counts(), patience, busy));
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts());
        self.changed.notify_all();
    }
}

/// Undoes a count when it goes, also if a request panicked.
struct Counted<'a>(&'a Busy, fn(&mut Counts));

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.change(self.1);
    }
}

/// Serves a connection on a thread of its own.
pub(super) fn begin(stream: UnixStream, counter: &Arc<Counter>) {
    let admitted = {
        let mut counts = counter.busy.counts();
        let room = counts.connections < MOST_CONNECTIONS;
        counts.connections += usize::from(room);
        room
    };
    if !admitted {
        let text = "the bot that has this store open is asked too much at once\ntry again in a moment";
        send(&stream, &refused(text), Vec::new(), Duration::from_secs(1));
        return;
    }
    let shared = Arc::clone(counter);
    let spawned = thread::Builder::new().name("link-connection".to_owned()).spawn(move || {
        let _counted = Counted(&shared.busy, |counts| counts.connections -= 1);
        while turn(&stream, &shared) {}
    });
    if spawned.is_err() {
        counter.busy.change(|counts| counts.connections -= 1);
    }
}

/// One request; whether another may follow.
fn turn(stream: &UnixStream, counter: &Counter) -> bool {
    // A client that is silent costs a thread, so that one limit is for all of a frame.
    let frame = match Frame::read(&mut Timed::new(stream, IDLE), MOST) {
        Ok(frame) => frame,
        Err(Unread::Closed | Unread::Io(_)) => return false,
        Err(Unread::Foreign) => {
            let text = "this is no request of this version of Whitehall\nuse the command that came with the bot";
            send(stream, &refused(text), Vec::new(), TRANSFER);
            return false;
        }
        Err(Unread::TooLong) => {
            let text = "this is too long to be asked of the bot that has this store open\nshorten it";
            send(stream, &refused(text), Vec::new(), TRANSFER);
            return false;
        }
    };
    counter.busy.change(|counts| counts.requests += 1);
    let _counted = Counted(&counter.busy, |counts| counts.requests -= 1);
    let Some(app) = counter.app.upgrade() else { return false };
    let (reply, file) = match serde_json::from_slice::<Request>(&frame.body) {
        Ok(Request::Meet { knowledge }) => (met(counter, &knowledge), Vec::new()),
        Ok(request) => handle(&app, request, &frame.file),
        Err(_) => {
            let text = "the bot that has this store open does not understand this command\n\
                        restart the bot with this version of Whitehall";
            (refused(text), Vec::new())
        }
    };
    drop(app);
    send(stream, &reply, file, TRANSFER)
}

/// Whether the bot answers from the folder that the command was given.
fn met(counter: &Counter, knowledge: &std::path::Path) -> Reply {
    let own = counter.knowledge.as_ref().and_then(|folder| folder.canonicalize().ok());
    if own.is_some_and(|own| knowledge.canonicalize().is_ok_and(|theirs| theirs == own)) {
        return Reply::Text("well met".to_owned());
    }
    let own = counter.knowledge.as_ref().map_or("the knowledge built in".to_owned(), |own| own.display().to_string());
    refused(&format!(
        "the bot that has this store open does not answer from {} but from {own}\n\
         leave out --knowledge, or give this one another data folder (--data)",
        knowledge.display()
    ))
}

fn refused(text: &str) -> Reply {
    Reply::Refused(Refusal { text: text.to_owned() })
}

/// Sends a reply; whether that went well.
fn send(stream: &UnixStream, reply: &Reply, file: Vec<u8>, patience: Duration) -> bool {
    let Ok(body) = serde_json::to_vec(reply) else { return false };
    Frame { body, file }.write(&mut Timed::new(stream, patience), &|_| {}).is_ok()
}
