//! What servers have set, and what is forgotten: members, servers, and what has had its time.

use super::App;
use crate::store::StoreError;
use jiff::Timestamp;

/// A server that removed the bot keeps its data this many days.
pub const LEFT_DAYS: i64 = 30;

/// What a server has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// The role that may write beside those who manage the server.
    pub writers: Option<u64>,
    /// Whether questions without an answer are kept.
    pub gaps: bool,
    /// Whether members may propose.
    pub proposals: bool,
    /// Facts older than this many months are marked as old; `None` marks none.
    pub stale_months: Option<u16>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self { writers: None, gaps: true, proposals: true, stale_months: None }
    }
}

/// What was taken away at a member's wish.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Changes whose author is "a former member" now.
    pub changes: usize,
    /// Proposals that nobody made now.
    pub proposals: usize,
    /// Drafts thrown away.
    pub drafts: usize,
}

/// What had its time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Drafts that had expired.
    pub drafts: usize,
    /// Questions older than [`super::GAP_DAYS`].
    pub gaps: usize,
    /// Servers that left more than [`LEFT_DAYS`] ago, now forgotten.
    pub servers: Vec<u64>,
}

impl App {
    /// What a server has set.
    pub fn server_settings(&self, server: u64) -> Result<ServerSettings, StoreError> {
        todo!("{server}")
    }

    /// Sets all of it, at once.
    pub fn set_server_settings(&self, server: u64, settings: &ServerSettings) -> Result<(), StoreError> {
        todo!("{server} {settings:?}")
    }

    /// A setting of a server by a name of the caller's ("digest.channel"), for what has no field of its own.
    pub fn setting(&self, server: u64, name: &str) -> Result<Option<String>, StoreError> {
        todo!("{server} {name}")
    }

    /// Sets it; `None` takes it away.
    pub fn set_setting(&self, server: u64, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        todo!("{server} {name} {value:?}")
    }

    /// Removes a member's traces from queues, drafts and history: the changes stay, their author becomes "a former
    /// member". Cut off, it can be repeated.
    pub fn forget_member(&self, member: u64) -> Result<Forgotten, StoreError> {
        todo!("{member}")
    }

    /// Removes everything of a server: facts, history, queue, gaps, drafts, settings. Cut off, it can be repeated.
    pub fn forget_server(&self, server: u64) -> Result<(), StoreError> {
        todo!("{server}")
    }

    /// Notes that a server removed the bot; the first note counts.
    pub fn server_left(&self, server: u64, now: Timestamp) -> Result<(), StoreError> {
        todo!("{server} {now}")
    }

    /// Notes that a server has the bot (again): its data stays.
    pub fn server_joined(&self, server: u64) -> Result<(), StoreError> {
        todo!("{server}")
    }

    /// When a server removed the bot; `None` if it did not.
    pub fn left_at(&self, server: u64) -> Result<Option<Timestamp>, StoreError> {
        todo!("{server}")
    }

    /// Takes away what has had its time. To be called at the start and every hour or so.
    pub fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        todo!("{now}")
    }
}
