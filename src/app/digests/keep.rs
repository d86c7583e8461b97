//! What is kept of each server's digest, on the disk and in memory.

use crate::app::settings::Kept;
use crate::digest::{AdminNews, Record, Settings, Turns};
use crate::fact::{Scope, SubjectId};
use crate::store::{Store, StoreError};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The names under which a server's layer keeps them.
pub(super) const SETTINGS: &str = "digest";
pub(super) const RECORD: &str = "digest-record";
pub(super) const TURNS: &str = "digest-turns";
pub(super) const ASKED: &str = "digest-asked";

/// How often each subject was answered about since the last digest.
pub(super) type Counts = BTreeMap<SubjectId, u32>;

/// The digests of all servers. They are read when somebody first asks for them: a question at the command line needs none,
/// and those of thousands of servers take their time.
#[derive(Debug)]
pub struct Digests {
    kept: Mutex<Kept>,
    known: OnceLock<Known>,
}

/// The digests as they are known from then on.
#[derive(Debug, Default)]
struct Known {
    servers: Mutex<BTreeMap<u64, Server>>,
    /// By themselves, so that noting a question waits for no disk.
    asked: Mutex<Asked>,
    /// Servers whose digest cannot be read, with the admins who know of it.
    unreadable: Mutex<BTreeMap<u64, BTreeSet<u64>>>,
}

/// One server's digest.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pub settings: Settings,
    pub record: Record,
    pub turns: Turns,
    /// Known since the last look at it; `None` when something changed.
    pub idle: Option<Idle>,
    /// Whether this run began the digest that somebody asked for: then it may be on its way.
    pub asking: bool,
    /// What the admins' post of the day says, until it is posted.
    pub news: Option<AdminNews>,
}

impl Server {
    pub fn new(settings: Settings, record: Record, turns: Turns) -> Self {
        Self { settings, record, turns, idle: None, asking: false, news: None }
    }

    /// What is kept of a server; `None` if it has no digest. One that cannot be read must be set again: that is better
    /// than a bot that does not start.
    fn read(values: &BTreeMap<String, String>) -> serde_json::Result<Option<Self>> {
        match (read(values, SETTINGS)?, read(values, RECORD)?) {
            (Some(settings), Some(record)) => {
                // A round of facts that cannot be read begins anew.
                let turns = read(values, TURNS).ok().flatten().unwrap_or_default();
                Ok(Some(Self::new(settings, record, turns)))
            }
            (None, None) => Ok(None),
            _ => Err(serde::de::Error::custom("setting and record were not kept together")),
        }
    }

    /// Whether the poster may have something to do: where it is off, only to find out what became of a request.
    pub fn is_served(&self) -> bool {
        self.settings.on || self.record.request().is_some()
    }
}

/// There is nothing to do for a server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Idle {
    /// When that was worked out.
    pub at: Timestamp,
    /// Until when; for ever, if there is no such moment.
    pub until: Option<Timestamp>,
}

impl Idle {
    /// Whether it still holds: not after a clock was set back, which may have been wrong before.
    pub fn holds(&self, now: Timestamp) -> bool {
        now >= self.at && self.until.is_none_or(|until| now < until)
    }
}

/// What was asked, by server.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub counts: BTreeMap<u64, Counts>,
    /// Servers whose counts differ from those on the disk.
    pub dirty: BTreeSet<u64>,
}

/// A setting to be written: server, name, value.
pub(super) type Write = (u64, &'static str, String);

impl Digests {
    /// From what the store keeps of all servers.
    pub(in crate::app) fn of(kept: Kept) -> Self {
        Self { kept: Mutex::new(kept), known: OnceLock::new() }
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            Known::read(&std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
        })
    }

    // A panic while it was held has left nothing half done: every change is put in whole.
    pub(super) fn servers(&self) -> MutexGuard<'_, BTreeMap<u64, Server>> {
        self.known().servers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn asked(&self) -> MutexGuard<'_, Asked> {
        self.known().asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn unreadable(&self) -> MutexGuard<'_, BTreeMap<u64, BTreeSet<u64>>> {
        self.known().unreadable.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn read(kept: &Kept) -> Self {
        let mut servers = BTreeMap::new();
        let (mut asked, mut unreadable) = (Asked::default(), BTreeMap::new());
        for (server, values) in kept {
            match Server::read(values) {
                Ok(None) => {}
                Ok(Some(found)) => {
                    if found.settings.on {
                        asked.counts.insert(*server, read(values, ASKED).ok().flatten().unwrap_or_default());
                    }
                    servers.insert(*server, found);
                }
                Err(error) => {
                    tracing::warn!(server, %error, "the digest of a server cannot be read; its admins are told");
                    unreadable.insert(*server, BTreeSet::new());
                }
            }
        }
        let unreadable = Mutex::new(unreadable);
        Self { servers: Mutex::new(servers), asked: Mutex::new(asked), unreadable }
    }
}

/// A setting by its name.
fn read<T: DeserializeOwned>(values: &BTreeMap<String, String>, name: &str) -> serde_json::Result<Option<T>> {
    values.get(name).map(|value| serde_json::from_str(value)).transpose()
}

/// A value as it is kept.
pub(super) fn written<T: Serialize>(server: u64, name: &'static str, value: &T) -> Result<Write, StoreError> {
    let text = serde_json::to_string(value).map_err(|error| {
        StoreError::Refused(format!(
            "the digest cannot be written down: {error}\nthis is a mistake in the bot, please report it"
        ))
    })?;
    Ok((server, name, text))
}

/// Writes settings together or not at all.
pub(super) fn write(store: &Store, writes: &[Write]) -> Result<(), StoreError> {
    let settings: Vec<_> =
        writes.iter().map(|(server, name, value)| (Scope::Server(*server), *name, Some(value.as_str()))).collect();
    store.set_settings(&settings)
}
