//! What is forgotten of servers: those that left, and what has had its time.

use super::App;
use super::drafts;
use super::gaps::{self, GAP_DAYS};
use super::proposals::day_of;
use crate::fact::Scope;
use crate::store::{Drawer, StoreError};
use jiff::Timestamp;

/// The name of the note that a server left, among its settings.
const LEFT: &str = "left";

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// A server that removed the bot keeps its data this many days.
pub const LEFT_DAYS: i64 = 30;

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
    /// Removes everything of a server: facts, history, queue, gaps, drafts, digest, settings. Cut off, it can be
    /// repeated.
    pub fn forget_server(&self, server: u64) -> Result<(), StoreError> {
        // Should this be cut off, the next sweep finishes it.
        self.set_setting(server, LEFT, Some(&Timestamp::UNIX_EPOCH.to_string()))?;
        // First in memory, so that nothing writes it down again.
        self.forget_digest(server);
        self.settings.forget(server);
        let _alone = self.alone();
        self.views.remove(server);
        self.forget_imprint();
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
        // Discord names every server at every start: most never left.
        match self.left_at(server)? {
            Some(_) => self.set_setting(server, LEFT, None),
            None => Ok(()),
        }
    }

    /// Takes note of which servers have the bot, as Discord lists them at a start: of those that something is kept of,
    /// `present` tells whether they have it, and `None` where that is not known.
    pub fn servers_present(&self, present: impl Fn(u64) -> Option<bool>, now: Timestamp) -> Result<(), StoreError> {
        let now = now.to_string();
        let mut notes = Vec::new();
        for server in self.store.servers()? {
            let left = self.left_at(server)?.is_some();
            match present(server) {
                Some(true) if left => notes.push((Scope::Server(server), LEFT, None)),
                Some(false) if !left => notes.push((Scope::Server(server), LEFT, Some(now.as_str()))),
                _ => {}
            }
        }
        self.store.set_settings(&notes)
    }

    /// When a server removed the bot; `None` if it did not.
    pub fn left_at(&self, server: u64) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.setting(server, LEFT)?.and_then(|at| at.parse().ok()))
    }

    /// Takes away what has had its time. To be called at the start and every hour or so. A server that has the bot is not
    /// forgotten, whatever was noted: `present` tells which have it now.
    pub fn sweep(&self, now: Timestamp, present: impl Fn(u64) -> bool) -> Result<Swept, StoreError> {
        let mut swept = self.sweep_papers(now)?;
        for (scope, name, value) in self.store.settings()? {
            let (Scope::Server(server), LEFT, Ok(at)) = (scope, name.as_str(), value.parse::<Timestamp>()) else {
                continue;
            };
            if present(server) {
                self.server_joined(server)?;
            } else if now.as_second() - at.as_second() > LEFT_DAYS * DAY {
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
