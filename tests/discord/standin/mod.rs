//! A stand-in for Discord: its REST API and its gateway, as strict as the real ones.
//!
//! It refuses what Discord refuses, with Discord's error bodies, so that a test that passes here says something
//! about the real thing. What it was asked is recorded.

mod bot;
mod channels;
mod files;
mod gateway;
mod interactions;
mod limits;
mod openapi;
mod rest;
mod tls;

pub use bot::{Bot, KNOWLEDGE, TOKEN, program};
pub use channels::{ADMINS, CHANNEL, CLOSED, History, Posted, Posting, SERVER};
pub use files::Upload;
pub use interactions::{Click, Person, Place, Way, command_data, form_data, message_command_data, message_of};

use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedSender;
use tokio_rustls::TlsAcceptor;

/// The application's and the bot user's id.
pub const APPLICATION: &str = "900000000000000015";

/// How long a bot that is rate limited has to wait.
pub const RATE_LIMIT: Duration = Duration::from_millis(300);

/// No wait of a test takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// One REST request and what it was answered with.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub body: Value,
    pub status: u16,
    pub at: Instant,
    /// Whether the answer went out already.
    pub answered: bool,
}

/// How the stand-in deviates from a Discord in good health.
#[derive(Debug, Clone, Default)]
pub struct Mood {
    /// Every token is refused by REST.
    pub refuses_token: bool,
    /// Questions for the gateway's address fail with this status.
    pub gateway_status: Option<u16>,
    /// Only GET /gateway (not /gateway/bot) fails with this status.
    pub plain_gateway_status: Option<u16>,
    /// The gateway's address that REST gives, if not the true one.
    pub gateway_url: Option<String>,
    /// The gateway's address has a query, as some of Discord's answers have.
    pub gateway_has_query: bool,
    /// The registration of commands fails with this status.
    pub registration_status: Option<u16>,
    /// The gateway hangs up on whoever connects.
    pub gateway_away: bool,
    /// The gateway takes connections and says nothing.
    pub gateway_mute: bool,
    /// The gateway closes with this code instead of READY.
    pub closes_at_identify: Option<u16>,
    /// So many times the gateway closes with code 4000 instead of RESUMED.
    pub closes_at_resume: usize,
    /// Between heartbeats, if not [`gateway::HEARTBEAT`].
    pub heartbeat: Option<Duration>,
    /// No heartbeat is acknowledged.
    pub forgets_heartbeats: bool,
    /// So many registrations and replies are told to come again after [`RATE_LIMIT`].
    pub rate_limits: usize,
    /// Those are of the whole bot.
    pub limits_all: bool,
    /// So many replies fail with status 500 before they are taken again.
    pub failing_replies: usize,
    /// How the next posts in channels go, one each.
    pub posts: Vec<Posting>,
    /// Every post in a channel is refused with this status.
    pub refuses_posts: Option<u16>,
    /// How long a nonce is remembered, if not for three minutes.
    pub nonce_memory: Option<Duration>,
    /// What the bot finds when it reads a channel.
    pub history: History,
    /// The limit for files that each interaction tells, if not the usual one.
    pub attachment_limit: Option<usize>,
    /// What goes well is not recorded, and no event is kept for a RESUME: for runs that would fill the memory.
    pub forgetful: bool,
    /// So many edits of what was answered first fail with status 500.
    pub failing_edits: usize,
    /// How long an interaction waits for its answer, if not for three seconds: for tests that send many at once.
    pub answer_within: Option<Duration>,
    /// How long an answer to a reply is held back.
    pub reply_delay: Duration,
}

/// What a test tells the open gateway connection to do.
#[derive(Debug)]
pub enum Order {
    /// Send this frame.
    Frame(Value),
    /// Send this, which may be no frame at all.
    Text(String),
    /// Close with this code, or with none.
    Close(Option<u16>),
    /// Cut the connection without a word.
    Cut,
}

/// An interaction that waits for its reply.
#[derive(Debug)]
struct Waiting {
    token: String,
    kind: u64,
    /// Whether it was done on a message.
    on_message: bool,
    since: Instant,
    reply: Option<Value>,
    /// How long the reply took.
    took: Option<Duration>,
    /// What took the place of the first reply.
    edited: Option<Value>,
    /// A message of its own that came behind the first reply.
    followed: Option<Value>,
}

impl Waiting {
    /// What was announced, when it is there: in the place of the announcement, or behind it.
    fn announced(&self, reply: &Value) -> Option<Value> {
        let place = if reply["type"] == 5 { 4 } else { 7 };
        let edited = self.edited.as_ref().map(|data| json!({ "type": place, "data": data }));
        edited.or_else(|| self.followed.as_ref().map(|data| json!({ "type": 4, "data": data })))
    }
}

#[derive(Default)]
struct State {
    mood: Mood,
    requests: Vec<Request>,
    /// Payloads the bot sent over the gateway, without heartbeats.
    gateway: Vec<Value>,
    heartbeats: usize,
    closed_with: Vec<Option<u16>>,
    /// Everything dispatched in this session, to be sent again after a RESUME.
    dispatched: Vec<Value>,
    /// The number of the last event of this session.
    number: usize,
    connection: Option<UnboundedSender<Order>>,
    interactions: HashMap<String, Waiting>,
    posted: Vec<Posted>,
    /// What lies where Discord keeps files, by its path.
    files: HashMap<String, Vec<u8>>,
    next_id: u64,
}

/// The stand-in; its servers end with the test's runtime.
#[derive(Clone)]
pub struct StandIn {
    rest: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl StandIn {
    /// Starts one in good health.
    pub async fn start() -> Self {
        Self::in_mood(Mood::default()).await
    }

    /// Starts one that deviates.
    pub async fn in_mood(mood: Mood) -> Self {
        Self::listen(mood, None).await
    }

    async fn listen(mood: Mood, tls: Option<TlsAcceptor>) -> Self {
        let rest = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway_url = format!("ws://{}", gateway.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State { mood, next_id: 1, ..State::default() }));
        let standin = Self { rest: rest.local_addr().unwrap(), state };
        tokio::spawn(rest::serve(rest, tls, standin.clone(), gateway_url.clone()));
        tokio::spawn(gateway::serve(gateway, standin.clone(), gateway_url));
        standin
    }

    /// The base address for DISCORD_PROXY.
    pub fn address(&self) -> String {
        format!("http://{}", self.rest)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_number(&self) -> u64 {
        let mut state = self.state();
        state.next_id += 1;
        state.next_id
    }

    /// Changes what it does from now on.
    pub fn change_mood(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.state().mood);
    }

    /// All requests so far whose path ends like this.
    pub fn requests(&self, path_end: &str) -> Vec<Request> {
        self.state().requests.iter().filter(|request| request.path.ends_with(path_end)).cloned().collect()
    }

    /// All requests so far whose path holds this.
    pub fn requests_in(&self, part: &str) -> Vec<Request> {
        self.state().requests.iter().filter(|request| request.path.contains(part)).cloned().collect()
    }

    /// All payloads of this opcode that the bot sent over the gateway.
    pub fn sent(&self, op: u64) -> Vec<Value> {
        self.state().gateway.iter().filter(|payload| payload["op"] == op).cloned().collect()
    }

    /// How many heartbeats were acknowledged.
    pub fn heartbeats(&self) -> usize {
        self.state().heartbeats
    }

    /// With what the bot's side closed connections.
    pub fn closed_with(&self) -> Vec<Option<u16>> {
        self.state().closed_with.clone()
    }

    /// Tells the open connection to do something.
    pub fn order(&self, order: Order) {
        let connection = self.state().connection.clone().expect("the bot is connected");
        connection.send(order).expect("the connection is open");
    }

    /// Sends an event, now or after the next RESUME.
    pub fn dispatch(&self, kind: &str, data: Value) {
        let mut state = self.state();
        state.number += 1;
        let frame = serde_json::json!({ "op": 0, "t": kind, "s": state.number, "d": data });
        if !state.mood.forgetful {
            state.dispatched.push(frame.clone());
        }
        if let Some(connection) = &state.connection {
            // A connection that was just cut gets it after the RESUME.
            let _ = connection.send(Order::Frame(frame));
        }
    }

    /// Waits until `ready` says something; fails after [`PATIENCE`].
    pub async fn wait<T>(&self, what: &str, ready: impl Fn(&Self) -> Option<T>) -> T {
        self.wait_long(PATIENCE, what, ready).await
    }

    /// The same for what may take longer.
    pub async fn wait_long<T>(&self, patience: Duration, what: &str, ready: impl Fn(&Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = ready(self) {
                return found;
            }
            assert!(start.elapsed() < patience, "waited too long for {what}; seen: {:#?}", self.state().requests);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Fails if any request was refused: for tests of a bot that does everything right.
    pub fn assert_nothing_refused(&self) {
        let refused: Vec<_> = self.state().requests.iter().filter(|request| request.status >= 400).cloned().collect();
        assert!(refused.is_empty(), "Discord would refuse: {refused:#?}");
    }
}
