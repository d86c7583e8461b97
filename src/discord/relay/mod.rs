//! Between serenity and Discord's gateway: what the gateway does to connections is dealt with here.
//!
//! serenity 0.12 does not deal with it. A close without a code makes it spin; after 4010 and 4011 it comes back for ever;
//! where nobody answers it waits for ever, and calls itself connected meanwhile; where a session is refused again and
//! again, it asks without a pause. Its client takes no other reader of the gateway. So it is given an address on this
//! machine: there it sees one connection that never ends, and each end on the way to Discord has its own remedy here
//! ([`course`]). What comes is passed on as it came.

mod course;
mod far;
mod frame;
mod near;
mod session;
mod state;

use super::ServeError;
use crate::monitor::Gateway;
use course::{End, Next, Pauses};
use far::{Far, Outcome};
use near::Near;
use session::Session;
use state::State;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long all connections may take to end.
const GOODBYE: Duration = Duration::from_secs(3);
/// A pause after the system gave no connection, so that nothing spins.
const PAUSE: Duration = Duration::from_millis(200);

/// How the way to Discord is taken.
pub struct Way {
    /// The gateway's address, without a query.
    pub gateway: String,
    /// Whether sessions are gone on with at the address that Discord names with them. Not behind a proxy: there all goes
    /// to the address that the proxy gave.
    pub follows: bool,
    /// Called for each frame that cannot be read.
    pub unreadable: Box<dyn Fn() + Send + Sync>,
    /// What no new connection mends goes here.
    pub failures: mpsc::UnboundedSender<ServeError>,
}

/// The relay. It ends when it is dropped.
pub struct Relay {
    address: String,
    state: State,
    leaving: CancellationToken,
    tasks: TaskTracker,
}

/// What all connections share.
struct Shared {
    way: Way,
    secret: String,
    state: State,
    leaving: CancellationToken,
    /// When a session began last: one in five seconds, of all connections together.
    session: Mutex<Option<Instant>>,
    start: Instant,
}

impl Relay {
    /// Takes a port of this machine's own, which nobody else reaches.
    ///
    /// # Errors
    /// If the system has none.
    pub async fn start(way: Way) -> io::Result<Self> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await?,
        };
        // Others on this machine can reach the port, too; they do not know the path.
        let secret = format!("{:016x}{:016x}", random(), random());
        let address = format!("ws://{}/{secret}", listener.local_addr()?);
        let (state, leaving, tasks) = (State::default(), CancellationToken::new(), TaskTracker::new());
        let (session, start) = (Mutex::default(), Instant::now());
        let shared = Shared { way, secret, state: state.clone(), leaving: leaving.clone(), session, start };
        tasks.spawn(listen(listener, Arc::new(shared), tasks.clone()));
        Ok(Self { address, state, leaving, tasks })
    }

    /// The address for serenity, without a query.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How the connections are, to be asked at any time.
    pub fn watch(&self) -> impl Fn() -> Gateway + Send + Sync + 'static {
        let state = self.state.clone();
        move || state.gateway()
    }

    /// Ends all connections, so that Discord shows the bot as offline at once.
    pub async fn leave(&self) {
        self.leaving.cancel();
        self.tasks.close();
        if timeout(GOODBYE, self.tasks.wait()).await.is_err() {
            tracing::warn!("the connection to Discord did not end in time");
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.leaving.cancel();
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>, tasks: TaskTracker) {
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = shared.leaving.cancelled() => return,
        };
        match taken {
            Ok((stream, _)) => drop(tasks.spawn(carry(stream, Arc::clone(&shared)))),
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Carries one connection of serenity's as long as it lasts.
async fn carry(stream: TcpStream, shared: Arc<Shared>) {
    let accepted = tokio::select! {
        accepted = Near::accept(stream, &shared.secret) => accepted,
        () = shared.leaving.cancelled() => None,
    };
    let Some(mut near) = accepted else { return };
    let (open, mut session, mut pauses) = (shared.state.begin(), Session::default(), Pauses::default());
    let mut next = Next::Identify;
    loop {
        if next == Next::Identify && !begin_session(&shared, &mut near, &mut pauses).await {
            return;
        }
        let url = shared.url(&session, next);
        let way = &shared.way;
        let mut far = Far {
            near: &mut near,
            session: &mut session,
            open: &open,
            leaving: &shared.leaving,
            unreadable: &*way.unreadable,
        };
        let Outcome::Ended { end, opened } = far.run(&url, next).await else { return };
        next = match end.next() {
            Ok(next) => session.possible(next),
            Err(failure) => {
                // The receiver is gone only when the bot is stopping anyway.
                let _ = way.failures.send(failure);
                // Without an end here serenity would only come again.
                wait(&shared, &mut near, Duration::MAX).await;
                return;
            }
        };
        let pause = pauses.pause(&end, next, opened, shared.start.elapsed(), chance());
        if pauses.in_vain() {
            next = Next::Identify;
        }
        note(&end, opened, pauses.tries_in_vain(), pause);
        if !wait(&shared, &mut near, pause).await {
            return;
        }
    }
}

/// Waits until a new session may begin. False if the bot goes.
async fn begin_session(shared: &Shared, near: &mut Near, pauses: &mut Pauses) -> bool {
    let mut last = tokio::select! {
        last = shared.session.lock() => last,
        () = shared.leaving.cancelled() => return false,
    };
    let others = last.map_or(Duration::ZERO, |last| course::BETWEEN_SESSIONS.saturating_sub(last.elapsed()));
    let pause = pauses.until_session(shared.start.elapsed()).max(others);
    if !wait(shared, near, pause).await {
        return false;
    }
    *last = Some(Instant::now());
    pauses.session_begins(shared.start.elapsed());
    true
}

/// False if the bot goes while it waits.
async fn wait(shared: &Shared, near: &mut Near, pause: Duration) -> bool {
    tokio::select! {
        () = sleep(pause) => true,
        () = near.until_gone() => false,
        () = shared.leaving.cancelled() => false,
    }
}

/// A long outage has a warning now and then; each try is for those who look closely.
fn note(end: &End, opened: bool, tries: u32, pause: Duration) {
    let (why, wait) = (end.words(), format!("{:.1} s", pause.as_secs_f64()));
    match (opened, end) {
        (true, End::Asked) => tracing::info!(%why, %wait, "the connection to Discord is made anew"),
        (true, _) => tracing::warn!(%why, %wait, "the connection to Discord was lost; it is made anew"),
        (false, _) if tries % 10 == 1 => {
            tracing::warn!(%why, %wait, tries, "no connection to Discord; it is tried again")
        }
        (false, _) => tracing::debug!(%why, %wait, tries, "no connection to Discord; it is tried again"),
    }
}

impl Shared {
    fn url(&self, session: &Session, next: Next) -> String {
        let named = session.address().filter(|_| self.way.follows && next == Next::Resume);
        with_query(named.unwrap_or(&self.way.gateway))
    }
}

/// The address of a gateway with the version and the encoding that are spoken here, in place of what it asks for itself.
fn with_query(address: &str) -> String {
    let base = address.split_once('?').map_or(address, |(base, _)| base);
    let (scheme, rest) = base.split_once("://").unwrap_or(("wss", base));
    let slash = if rest.contains('/') { "" } else { "/" };
    format!("{scheme}://{rest}{slash}?v=10&encoding=json")
}

/// A random number: the standard library's, with which it guards its hash maps.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A random number from 0 to 1.
fn chance() -> f64 {
    random() as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_is_spoken_here() {
        for (address, expected) in [
            ("wss://gateway.example", "wss://gateway.example/?v=10&encoding=json"),
            ("wss://gateway.example/?v=9&encoding=etf", "wss://gateway.example/?v=10&encoding=json"),
            ("ws://127.0.0.1:3000/path", "ws://127.0.0.1:3000/path?v=10&encoding=json"),
        ] {
            assert_eq!(with_query(address), expected);
        }
    }
}
