//! The bot's side of the socket: one thread that waits, and one for each connection as long as it lasts.

use super::ListenError;
use super::place::{self, Placed};
use super::serve::{self, Busy};
use crate::app::App;
use std::io;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The waiting thread calls next to nothing.
const STACK: usize = 128 * 1024;
/// How long to wait when the system has no connection to give.
const BREATH: Duration = Duration::from_millis(200);
/// How long requests in flight may take when the bot stops.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers other commands until it is dropped; then what is in flight is finished, for ten seconds at most.
#[derive(Debug)]
pub struct Listener {
    placed: Option<Placed>,
    stopping: Arc<AtomicBool>,
    busy: Arc<Busy>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Listens in the data folder of an app, which must be the one it was opened over. `knowledge` is the folder that
    /// the app answers from, if not the one built in.
    ///
    /// # Errors
    /// If the socket cannot be made; the bot itself can do without.
    pub fn start(app: &Arc<App>, data: &Path, knowledge: Option<PathBuf>) -> Result<Self, ListenError> {
        let (listener, placed) = place::listen(data)?;
        let stopping = Arc::new(AtomicBool::new(false));
        let busy = Arc::new(Busy::default());
        let counter = serve::Counter { app: Arc::downgrade(app), knowledge, busy: Arc::clone(&busy) };
        let stop = Arc::clone(&stopping);
        let wait = move || wait(&listener, &stop, &Arc::new(counter));
        let spawned = thread::Builder::new().name("link".to_owned()).stack_size(STACK).spawn(wait);
        let path = placed.path.clone();
        let thread = spawned.map_err(|source| ListenError::Io { path, source })?;
        Ok(Self { placed: Some(placed), stopping, busy, thread: Some(thread) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // A connection wakes the thread, which then sees that it is to end.
        let woken = self.placed.take().is_some_and(|placed| UnixStream::connect(&placed.path).is_ok());
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _ = thread.join();
        }
        self.busy.finished(PATIENCE);
    }
}

fn wait(listener: &UnixListener, stopping: &AtomicBool, counter: &Arc<serve::Counter>) {
    loop {
        let connection = listener.accept();
        if stopping.load(Ordering::SeqCst) {
            return;
        }
        match connection {
            Ok((stream, _)) => serve::begin(stream, counter),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Out of files, most likely: some connection will end.
            Err(_) => thread::sleep(BREATH),
        }
    }
}
