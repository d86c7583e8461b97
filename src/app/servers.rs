//! What servers have set, and what is forgotten: members, servers, and what has had its time.

use super::gaps::{self, GAP_DAYS};
use super::proposals::{self, day_of};
use super::{App, drafts};
use crate::fact::Scope;
use crate::store::{Drawer, StoreError};
use jiff::Timestamp;

// The names of the settings in the store.
const WRITERS: &str = "writers";
const GAPS: &str = "gaps";
const PROPOSALS: &str = "proposals";
const STALE: &str = "stale-months";
const LEFT: &str = "left";
const ON: &str = "on";
const OFF: &str = "off";

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

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
    /// Salaries and forecasts older than this many months have grown old, which the digest says: `None` for the usual
    /// number ([`crate::digest::STALE_MONTHS`]), 0 for never.
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
        let setting = |name: &str| self.setting(server, name);
        let default = ServerSettings::default();
        let flag = |value: Option<String>, default: bool| value.map_or(default, |value| value == ON);
        Ok(ServerSettings {
            writers: setting(WRITERS)?.and_then(|id| id.parse().ok()),
            gaps: flag(setting(GAPS)?, default.gaps),
            proposals: flag(setting(PROPOSALS)?, default.proposals),
            stale_months: setting(STALE)?.and_then(|months| months.parse().ok()),
        })
    }

    /// Sets all of it, at once.
    pub fn set_server_settings(&self, server: u64, settings: &ServerSettings) -> Result<(), StoreError> {
        let flag = |on: bool| Some(if on { ON } else { OFF }.to_owned());
        let values = [
            (WRITERS, settings.writers.map(|id| id.to_string())),
            (GAPS, flag(settings.gaps)),
            (PROPOSALS, flag(settings.proposals)),
            (STALE, settings.stale_months.map(|months| months.to_string())),
        ];
        let scope = Scope::Server(server);
        self.store.set_settings(&values.each_ref().map(|(name, value)| (scope, *name, value.as_deref())))
    }

    /// A setting of a server by a name of the caller's ("digest.channel"), for what has no field of its own.
    pub fn setting(&self, server: u64, name: &str) -> Result<Option<String>, StoreError> {
        self.store.setting(Scope::Server(server), name)
    }

    /// Sets it; `None` takes it away.
    pub fn set_setting(&self, server: u64, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.store.set_setting(Scope::Server(server), name, value)
    }

    /// Removes a member's traces from queues, drafts and history: the changes stay, their author becomes "a former
    /// member". Cut off, it can be repeated.
    pub fn forget_member(&self, member: u64) -> Result<Forgotten, StoreError> {
        let _alone = self.alone();
        let changes = self.store.forget_author(member)?;
        let mut forgotten = Forgotten { changes, ..Forgotten::default() };
        let drafts = self.store.all_papers::<drafts::Kept>(Drawer::Drafts)?;
        let drafts: Vec<_> = drafts.into_iter().filter(|(_, _, kept)| kept.member == member).collect();
        forgotten.drafts = drafts.len();
        let proposals = self.store.all_papers::<proposals::Kept>(Drawer::Proposals)?;
        let proposals: Vec<_> = proposals.into_iter().filter(|(_, _, kept)| kept.member == Some(member)).collect();
        forgotten.proposals = proposals.len();
        let tallies = self.store.all_papers::<u32>(Drawer::Tallies)?;
        let ending = format!(".propose.{member}");
        self.store.file(|desk| {
            for (scope, name, _) in &drafts {
                desk.remove(Drawer::Drafts, *scope, name)?;
            }
            for (scope, name, kept) in proposals {
                desk.put(Drawer::Proposals, scope, &name, &kept.by_nobody())?;
            }
            for (scope, name, _) in tallies.iter().filter(|(_, name, _)| name.ends_with(&ending)) {
                desk.remove(Drawer::Tallies, *scope, name)?;
            }
            Ok(forgotten)
        })
    }

    /// Removes everything of a server: facts, history, queue, gaps, drafts, settings. Cut off, it can be repeated.
    pub fn forget_server(&self, server: u64) -> Result<(), StoreError> {
        // Should this be cut off, the next sweep finishes it.
        self.set_setting(server, LEFT, Some(&Timestamp::UNIX_EPOCH.to_string()))?;
        // First of all, so that its poster writes nothing more.
        self.forget_digest(server);
        let _alone = self.alone();
        self.views.remove(server);
        self.store.forget_layer(Scope::Server(server))
    }

    /// Notes that a server removed the bot; the first note counts.
    pub fn server_left(&self, server: u64, now: Timestamp) -> Result<(), StoreError> {
        match self.left_at(server)? {
            Some(_) => Ok(()),
            None => self.set_setting(server, LEFT, Some(&now.to_string())),
        }
    }

    /// Notes that a server has the bot (again): its data stays.
    pub fn server_joined(&self, server: u64) -> Result<(), StoreError> {
        self.set_setting(server, LEFT, None)
    }

    /// When a server removed the bot; `None` if it did not.
    pub fn left_at(&self, server: u64) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.setting(server, LEFT)?.and_then(|at| at.parse().ok()))
    }

    /// Takes away what has had its time. To be called at the start and every hour or so.
    pub fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        let mut swept = self.sweep_papers(now)?;
        for (scope, name, value) in self.store.settings()? {
            let (Scope::Server(server), LEFT, Ok(at)) = (scope, name.as_str(), value.parse::<Timestamp>()) else {
                continue;
            };
            if now.as_second() - at.as_second() > LEFT_DAYS * DAY {
                self.forget_server(server)?;
                swept.servers.push(server);
            }
        }
        Ok(swept)
    }

    fn sweep_papers(&self, now: Timestamp) -> Result<Swept, StoreError> {
        let _alone = self.alone();
        let second = now.as_second();
        let drafts = self.store.all_papers::<drafts::Kept>(Drawer::Drafts)?;
        let drafts: Vec<_> = drafts.into_iter().filter(|(_, _, kept)| kept.expires <= second).collect();
        let first_day = second.div_euclid(DAY) - GAP_DAYS;
        let gaps = self.store.all_papers::<gaps::Kept>(Drawer::Gaps)?;
        let past = |kept: &gaps::Kept| kept.days.keys().all(|day| *day <= first_day);
        let gaps: Vec<_> = gaps.into_iter().filter(|(_, _, kept)| past(kept)).collect();
        let today = day_of(now);
        let tallies = self.store.all_papers::<u32>(Drawer::Tallies)?;
        self.store.file(|desk| {
            for (scope, name, _) in &drafts {
                desk.remove(Drawer::Drafts, *scope, name)?;
            }
            for (scope, name, _) in &gaps {
                desk.remove(Drawer::Gaps, *scope, name)?;
            }
            for (scope, name, _) in tallies.iter().filter(|(_, name, _)| !name.starts_with(&today)) {
                desk.remove(Drawer::Tallies, *scope, name)?;
            }
            Ok(Swept { drafts: drafts.len(), gaps: gaps.len(), servers: Vec::new() })
        })
    }
}
