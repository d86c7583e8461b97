//! What servers have set, in memory as on the disk: every answer in a server asks for it.

use super::App;
use crate::fact::Scope;
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{PoisonError, RwLock};

// The names of the settings in the store.
const WRITERS: &str = "writers";
const GAPS: &str = "gaps";
const PROPOSALS: &str = "proposals";
const STALE: &str = "stale-months";
const ON: &str = "on";
const OFF: &str = "off";

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
    /// What is kept but cannot be read, by its names in the store: there the safest holds instead, until something is set.
    pub unreadable: Vec<&'static str>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self { writers: None, gaps: true, proposals: true, stale_months: None, unreadable: vec![] }
    }
}

/// The values of each server, by their names in the store.
pub(super) type Kept = BTreeMap<u64, BTreeMap<String, String>>;

/// Reads what is kept of all servers.
pub(super) fn kept(store: &Store) -> Result<Kept, StoreError> {
    let mut kept = Kept::new();
    for (scope, name, value) in store.settings()? {
        if let Scope::Server(server) = scope {
            kept.entry(server).or_default().insert(name, value);
        }
    }
    Ok(kept)
}

/// The settings of all servers that have set anything.
#[derive(Debug)]
pub(super) struct AllSettings(RwLock<BTreeMap<u64, ServerSettings>>);

impl AllSettings {
    pub(super) fn of(kept: &Kept) -> Self {
        let settings = kept.iter().map(|(server, values)| {
            let settings = read(values);
            if !settings.unreadable.is_empty() {
                let names = settings.unreadable.join(", ");
                tracing::error!(server, settings = %names, "settings of a server cannot be read; /settings show tells its admins");
            }
            (*server, settings)
        });
        Self(RwLock::new(settings.filter(|(_, settings)| *settings != ServerSettings::default()).collect()))
    }

    pub(super) fn forget(&self, server: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&server);
    }
}

fn read(values: &BTreeMap<String, String>) -> ServerSettings {
    let default = ServerSettings::default();
    let mut unreadable = Vec::new();
    // What cannot be read gives nobody a right, and keeps and takes nothing.
    let mut flag = |name: &'static str, default: bool| match values.get(name).map(String::as_str) {
        None => default,
        Some(ON) => true,
        Some(OFF) => false,
        Some(_) => {
            unreadable.push(name);
            false
        }
    };
    let (gaps, proposals) = (flag(GAPS, default.gaps), flag(PROPOSALS, default.proposals));
    let writers = number(values, WRITERS, &mut unreadable);
    let stale_months = number(values, STALE, &mut unreadable);
    ServerSettings { writers, gaps, proposals, stale_months, unreadable }
}

/// A number that is kept under a name; one that cannot be read is noted.
fn number<T: FromStr>(
    values: &BTreeMap<String, String>,
    name: &'static str,
    unreadable: &mut Vec<&'static str>,
) -> Option<T> {
    let value = values.get(name)?.parse().ok();
    if value.is_none() {
        unreadable.push(name);
    }
    value
}

impl App {
    /// What a server has set. Never waits for the disk.
    pub fn server_settings(&self, server: u64) -> ServerSettings {
        self.settings.0.read().unwrap_or_else(PoisonError::into_inner).get(&server).cloned().unwrap_or_default()
    }

    /// Sets all of it, at once.
    pub fn set_server_settings(&self, server: u64, settings: &ServerSettings) -> Result<(), StoreError> {
        self.change_server_settings(server, |held| *held = settings.clone()).map(drop)
    }

    /// Changes some of it, and gives back all of it: nobody else's change gets lost in between. What could not be read is
    /// from then on what held instead.
    pub fn change_server_settings(
        &self,
        server: u64,
        change: impl FnOnce(&mut ServerSettings),
    ) -> Result<ServerSettings, StoreError> {
        let _alone = self.alone();
        let mut settings = self.server_settings(server);
        change(&mut settings);
        settings.unreadable.clear();
        let flag = |on: bool| Some(if on { ON } else { OFF }.to_owned());
        let values = [
            (WRITERS, settings.writers.map(|id| id.to_string())),
            (GAPS, flag(settings.gaps)),
            (PROPOSALS, flag(settings.proposals)),
            (STALE, settings.stale_months.map(|months| months.to_string())),
        ];
        let scope = Scope::Server(server);
        self.store.set_settings(&values.each_ref().map(|(name, value)| (scope, *name, value.as_deref())))?;
        self.settings.0.write().unwrap_or_else(PoisonError::into_inner).insert(server, settings.clone());
        Ok(settings)
    }

    /// A setting of a server by a name of the caller's ("digest.channel"), for what has no field of its own.
    pub fn setting(&self, server: u64, name: &str) -> Result<Option<String>, StoreError> {
        self.store.setting(Scope::Server(server), name)
    }

    /// Sets it; `None` takes it away.
    pub fn set_setting(&self, server: u64, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.store.set_setting(Scope::Server(server), name, value)
    }
}
