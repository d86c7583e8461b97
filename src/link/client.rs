//! The command's side of the socket.

use super::deadline::Timed;
use super::frame::{Frame, Most, Unread};
use super::place;
use super::{LinkError, Reply, Request};
use std::cell::RefCell;
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
#[derive(Debug)]
pub(super) struct Client {
    data: PathBuf,
    connection: RefCell<(UnixStream, Instant)>,
}

impl Client {
    /// Connects to the bot that holds the store of a data folder; `None` if none can be reached.
    pub(super) fn connect(data: &Path) -> Result<Option<Self>, LinkError> {
        let Some(stream) = place::connect(data)? else { return Ok(None) };
        let connection = RefCell::new((stream, Instant::now()));
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
        let mut connection = self.connection.borrow_mut();
        if connection.1.elapsed() > FRESH {
            let gone = || LinkError::Broken("it has ended".to_owned());
            connection.0 = place::connect(&self.data)?.ok_or_else(gone)?;
        }
        let stream = &connection.0;
        let sent = Frame { body, file }.write(&mut Timed::new(stream, SENDING), progress);
        // A bot that refuses may stop reading, and its reply says why.
        let frame = match (Frame::read(&mut Timed::new(stream, WAITING), MOST), sent) {
            (Ok(frame), _) => frame,
            (Err(Unread::Foreign), _) => return Err(LinkError::Version),
            (Err(Unread::TooLong), _) => return Err(LinkError::Broken("its reply is too long".to_owned())),
            (Err(Unread::Closed), Ok(())) => {
                return Err(LinkError::Broken("it closed the connection".to_owned()));
            }
            (Err(Unread::Closed), Err(error)) | (Err(Unread::Io(error)), _) => return Err(broken(&error)),
        };
        connection.1 = Instant::now();
        let reply = serde_json::from_slice(&frame.body).map_err(|_| LinkError::Version)?;
        Ok((reply, frame.file))
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
