//! What admins do: set, look at, try, stop and steer their server's digest.

use super::due::{Content, Job};
use super::keep::{RECORD, SETTINGS, Server, write, written};
use crate::app::App;
use crate::digest::{
    AdminNews, Digest, Due, MOST_FOLLOWED, Post, Record, Request, Schedule, Settings, Trouble, Turns, WhenEmpty,
};
use crate::fact::SubjectId;
use crate::store::StoreError;
use jiff::Timestamp;

/// Why an admin's wish was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum DigestError {
    /// The server has no digest.
    #[error("there is no digest here yet\nset one with /digest set")]
    NotSet,
    /// What was kept of it cannot be read.
    #[error("what was set for this server's digest cannot be read any more\nset it again with /digest set")]
    Unreadable,
    /// The server follows as many as it can.
    #[error("this server follows {MOST_FOLLOWED} subjects already\nunfollow one first, with /digest unfollow")]
    TooMany,
    /// Another post is on its way, or may be.
    #[error(
        "a digest is being posted just now, or was a moment ago and I am finding out whether it stands there\n\
         look into its channel, and try again in a minute if it is missing"
    )]
    UnderWay,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an admin wishes for the digest; what is `None` stays as it is, or is the usual.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The id of the channel.
    pub channel: u64,
    /// When.
    pub schedule: Schedule,
    /// What is posted on a day without news; nothing, unless said.
    pub when_empty: Option<WhenEmpty>,
    /// The id of the channel for the admins' post.
    pub admins: Option<u64>,
}

/// How a server's digest stands.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestStatus {
    /// What is set.
    pub settings: Settings,
    /// The next one; `None` while it is off or paused.
    pub next: Option<Due>,
    /// Why nothing is posted at present.
    pub trouble: Option<Trouble>,
    /// Whether a digest is due but not posted yet.
    pub pending: bool,
}

impl App {
    /// Sets a server's digest. What changed before is no news to a first digest, and to one that was off.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn set_digest(&self, id: u64, wish: Wish, now: Timestamp) -> Result<DigestStatus, StoreError> {
        let mut servers = self.digests.servers();
        let seq = self.store.health().last_seq;
        let old = servers.get(&id).cloned();
        let before = old.as_ref().map(|server| &server.settings);
        let settings = Settings {
            on: true,
            channel: wish.channel,
            schedule: wish.schedule,
            when_empty: wish.when_empty.or(before.map(|old| old.when_empty)).unwrap_or(WhenEmpty::Skip),
            admins: wish.admins,
            followed: before.map(|old| old.followed.clone()).unwrap_or_default(),
        };
        let server = match old {
            None => {
                let record = Record::new(&settings.schedule, now, seq);
                Server::new(settings, record, Turns::default())
            }
            Some(mut server) if server.settings.on => {
                self.take_up_owed(id, &mut server, now)?;
                server.record.reschedule(&server.settings.schedule, &settings.schedule, now);
                server.record.redirect(settings.channel, settings.admins);
                Server { settings, idle: None, ..server }
            }
            Some(mut server) => {
                server.record.restart(&server.settings.schedule, &settings.schedule, now, seq);
                Server { settings, idle: None, ..server }
            }
        };
        let fresh = !self.digests.asked().counts.contains_key(&id);
        let status = status(&server, now);
        write(&self.store, &[written(id, SETTINGS, &server.settings)?, written(id, RECORD, &server.record)?])?;
        servers.insert(id, server);
        self.digests.unreadable().remove(&id);
        if fresh {
            self.forget_asked(id);
        }
        Ok(status)
    }

    /// What is due under the old setting is still owed.
    fn take_up_owed(&self, id: u64, server: &mut Server, now: Timestamp) -> Result<(), StoreError> {
        let schedule = server.settings.schedule.clone();
        if let Some(due) = server.record.owed(&schedule, now) {
            let history = self.history_since(server.record.told.seq)?;
            self.take_up(id, server, &history, due, self.store.health().last_seq)?;
        }
        Ok(())
    }

    /// How a server's digest stands.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn digest_status(&self, id: u64, now: Timestamp) -> Result<DigestStatus, DigestError> {
        let status = self.digests.servers().get(&id).map(|server| status(server, now));
        status.ok_or_else(|| self.no_digest(id))
    }

    /// Why a server has no digest.
    fn no_digest(&self, id: u64) -> DigestError {
        if self.digests.unreadable().contains_key(&id) { DigestError::Unreadable } else { DigestError::NotSet }
    }

    /// Stops a server's digest. What it follows is kept for the next time.
    ///
    /// # Errors
    /// If there is none, or the store cannot be written.
    pub fn stop_digest(&self, id: u64) -> Result<(), DigestError> {
        self.change_settings(id, |settings| {
            settings.on = false;
            Ok(())
        })?;
        self.stop_counting(id);
        Ok(())
    }

    /// Puts a subject first in a server's digests; `false` if it is there already.
    ///
    /// # Errors
    /// If the server has no digest or follows as many as it can, or the store cannot be written.
    pub fn follow(&self, id: u64, subject: &SubjectId) -> Result<bool, DigestError> {
        self.change_settings(id, |settings| {
            if settings.followed.contains(subject) {
                return Ok(false);
            }
            if settings.followed.len() >= MOST_FOLLOWED {
                return Err(DigestError::TooMany);
            }
            settings.followed.push(subject.clone());
            Ok(true)
        })
    }

    /// The opposite of [`App::follow`]; `false` if it was not followed.
    ///
    /// # Errors
    /// If the server has no digest, or the store cannot be written.
    pub fn unfollow(&self, id: u64, subject: &SubjectId) -> Result<bool, DigestError> {
        self.change_settings(id, |settings| {
            let before = settings.followed.len();
            settings.followed.retain(|followed| followed != subject);
            Ok(settings.followed.len() < before)
        })
    }

    fn change_settings<T>(
        &self,
        id: u64,
        change: impl FnOnce(&mut Settings) -> Result<T, DigestError>,
    ) -> Result<T, DigestError> {
        let mut servers = self.digests.servers();
        let mut settings = servers.get(&id).ok_or_else(|| self.no_digest(id))?.settings.clone();
        let result = change(&mut settings)?;
        write(&self.store, &[written(id, SETTINGS, &settings)?])?;
        if let Some(server) = servers.get_mut(&id) {
            server.settings = settings;
        }
        Ok(result)
    }

    /// What a digest posted now would say.
    ///
    /// # Errors
    /// If the server has no digest, or the store cannot be read.
    pub fn preview_digest(&self, id: u64, now: Timestamp) -> Result<(Digest, AdminNews), DigestError> {
        let server = self.digests.servers().get(&id).cloned().ok_or_else(|| self.no_digest(id))?;
        let upto = self.store.health().last_seq;
        let history = self.history_since(server.record.told.seq)?;
        let day = server.settings.schedule.day_of(now);
        let made = self.make_digest(id, &server, &history, day, upto)?;
        Ok((made.digest, self.admin_news(id, now)))
    }

    /// Takes a digest to be posted now, at an admin's wish, and notes on the disk that it is about to be sent. What
    /// became of it is to be told by [`App::report_digests`].
    ///
    /// # Errors
    /// If the server has no digest, another post is on its way, or the store cannot be written; then nothing must be
    /// posted.
    pub fn ask_for_digest(&self, id: u64, now: Timestamp) -> Result<Job, DigestError> {
        let mut servers = self.digests.servers();
        let mut server = servers.get(&id).cloned().ok_or_else(|| self.no_digest(id))?;
        let zoned = server.settings.schedule.zone.to_datetime(now);
        let asked = zoned.with().subsec_nanosecond(0).build().unwrap_or(zoned);
        let upto = self.store.health().last_seq;
        let channel = server.settings.channel;
        if !server.record.ask(Request { asked, upto, channel, tried: now }) {
            return Err(DigestError::UnderWay);
        }
        let history = self.history_since(server.record.told.seq)?;
        let digest = self.make_digest(id, &server, &history, asked.date(), upto)?.digest;
        write(&self.store, &[written(id, RECORD, &server.record)?])?;
        (server.asking, server.idle) = (true, None);
        servers.insert(id, server);
        let content = Content::OnRequest { asked, digest };
        Ok(Job { server: id, channel, post: Post::Request, repeat: false, only_look: false, since: now, content })
    }

    /// Trouble that this admin has not been told of yet.
    pub fn untold_trouble(&self, id: u64, admin: u64) -> Option<Trouble> {
        if self.digests.unreadable().get(&id).is_some_and(|told| !told.contains(&admin)) {
            return Some(Trouble::Unreadable);
        }
        let servers = self.digests.servers();
        let server = servers.get(&id).filter(|server| server.settings.on)?;
        server.record.trouble.clone().filter(|_| !server.record.informed.contains(&admin))
    }

    /// Notes that an admin was told of the trouble.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn told_of_trouble(&self, id: u64, admin: u64) -> Result<(), StoreError> {
        /// More admins than this are told again.
        const REMEMBERED: usize = 50;
        if let Some(told) = self.digests.unreadable().get_mut(&id) {
            told.insert(admin);
        }
        let mut servers = self.digests.servers();
        let Some(server) = servers.get_mut(&id).filter(|server| server.record.trouble.is_some()) else {
            return Ok(());
        };
        let mut record = server.record.clone();
        record.informed.retain(|known| *known != admin);
        record.informed.push(admin);
        let over = record.informed.len().saturating_sub(REMEMBERED);
        record.informed.drain(..over);
        write(&self.store, &[written(id, RECORD, &record)?])?;
        server.record = record;
        Ok(())
    }

    /// Forgets which admin was told of troubles: they are told again.
    pub(in crate::app) fn forget_informed(&self, admin: u64) -> Result<(), StoreError> {
        let mut servers = self.digests.servers();
        for (id, server) in servers.iter_mut().filter(|(_, server)| server.record.informed.contains(&admin)) {
            let mut record = server.record.clone();
            record.informed.retain(|known| *known != admin);
            write(&self.store, &[written(*id, RECORD, &record)?])?;
            server.record = record;
        }
        // Only in memory: it is not on the disk.
        self.digests.unreadable().values_mut().for_each(|told| {
            told.remove(&admin);
        });
        Ok(())
    }

    /// Forgets a server's digest in memory, so that nothing writes it down again; the store forgets with the layer.
    pub(in crate::app) fn forget_digest(&self, id: u64) {
        self.digests.servers().remove(&id);
        self.digests.unreadable().remove(&id);
        self.stop_counting(id);
    }
}

fn status(server: &Server, now: Timestamp) -> DigestStatus {
    let runs = server.settings.on && !matches!(server.record.trouble, Some(Trouble::Paused { .. }));
    DigestStatus {
        settings: server.settings.clone(),
        next: server.record.next(&server.settings.schedule, now).filter(|_| runs),
        trouble: server.record.trouble.clone(),
        pending: server.record.pending().is_some(),
    }
}
