//! The command's side of the socket.

use super::deadline::Timed;
use super::frame::{Frame, Most, Unread};
use super::place;
use super::{LinkError, Reply, Request};
use std::cell::Cell;
use std::io;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The largest reply: a hundred thousand facts.
const MOST: Most = Most { body: 512 * 1024 * 1024, file: 1024 * 1024 * 1024 };
/// How long a request may take to go, file and all.
const SENDING: Duration = Duration::from_secs(120);
/// How long a reply may take: to restore a long history takes a while.
const WAITING: Duration = Duration::from_secs(600);
/// A connection that was not used for so long is left; the bot closes those of two minutes.
const FRESH: Duration = Duration::from_secs(60);

/// A bot that holds the store.
pub(super) struct Client {
    data: PathBuf,
    /// The connection, and when it was used last.
    connection: Cell<Option<(UnixStream, Instant)>>,
}

impl Client {
    /// Connects to the bot that holds the store of a data folder; `None` if none can be reached.
    pub(super) fn connect(data: &Path) -> Result<Option<Self>, LinkError> {
        let Some(stream) = place::connect(data)? else { return Ok(None) };
        let connection = Cell::new(Some((stream, Instant::now())));
        Ok(Some(Self { data: data.to_owned(), connection }))
    }

    /// Asks, and waits for the reply and its file.
    pub(super) fn ask(
        &self,
        request: &Request,
        file: Vec<u8>,
        progress: &dyn Fn(usize),
    ) -> Result<(Reply, Vec<u8>), LinkError> {
        let body = serde_json::to_vec(request).map_err(|error| LinkError::Broken(error.to_string()))?;
        let kept = self.connection.take().filter(|(_, used)| used.elapsed() < FRESH);
        let stream = match kept {
            Some((stream, _)) => stream,
            None => place::connect(&self.data)?.ok_or_else(|| LinkError::Broken("it has ended".to_owned()))?,
        };
        let frame = exchange(&stream, &Frame { body, file }, progress)?;
        let reply = serde_json::from_slice(&frame.body).map_err(|_| LinkError::Version)?;
        // One that has failed is not used again.
        self.connection.replace(Some((stream, Instant::now())));
        Ok((reply, frame.file))
    }
}

fn exchange(stream: &UnixStream, request: &Frame, progress: &dyn Fn(usize)) -> Result<Frame, LinkError> {
    let sent = request.write(&mut Timed::new(stream, SENDING), progress);
    // A bot that refuses may stop reading, and its reply says why.
    match (Frame::read(&mut Timed::new(stream, WAITING), MOST), sent) {
        (Ok(frame), _) => Ok(frame),
        (Err(Unread::Foreign), _) => Err(LinkError::Version),
        (Err(Unread::TooLong), _) => Err(LinkError::Broken("its reply is too long".to_owned())),
        (Err(Unread::Closed), Ok(())) => Err(LinkError::Broken("it closed the connection".to_owned())),
        (Err(Unread::Closed), Err(error)) | (Err(Unread::Io(error)), _) => Err(broken(&error)),
    }
}

fn broken(error: &io::Error) -> LinkError {
    LinkError::Broken(match error.kind() {
        io::ErrorKind::TimedOut => "it took too long".to_owned(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset => {
            "it closed the connection".to_owned()
        }
        _ => error.to_string(),
    })
}
