//! Servers that add the bot and remove it: what is kept of those that left is taken away later by the sweeper.
//!
//! serenity hands each event to a task of its own, so that two that come together may be seen in either order. These are
//! taken where it reads them, and go through one queue.

use super::drain::Drain;
use super::sweeper;
use crate::app::App;
use jiff::Timestamp;
use serenity::all::{CollectorCallback, Context, Event, Ready};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The servers that have the bot now. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Present(Arc<Mutex<BTreeSet<u64>>>);

impl Present {
    /// Whether a server has the bot.
    pub fn has(&self, server: u64) -> bool {
        self.change(|present| present.contains(&server))
    }

    fn change<T>(&self, work: impl FnOnce(&mut BTreeSet<u64>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The part of the servers that one connection hears of.
#[derive(Debug, Clone, Copy)]
struct Share {
    shard: u32,
    shards: u32,
}

impl Share {
    fn of(ready: &Ready) -> Self {
        let (shard, shards) = ready.shard.map_or((0, 1), |info| (info.id.0, info.total.max(1)));
        Self { shard, shards }
    }

    fn has(self, server: u64) -> bool {
        (server >> 22) % u64::from(self.shards) == u64::from(self.shard)
    }
}

#[derive(Debug)]
enum News {
    /// Which servers of its share have the bot, as a connection tells when it logs in.
    Listed(Share, BTreeSet<u64>),
    Joined(u64),
    Left(u64),
}

impl News {
    fn of(event: &Event) -> Option<Self> {
        match event {
            Event::GuildCreate(event) => Some(Self::Joined(event.guild.id.get())),
            // One that is unavailable has an outage, and comes back by itself.
            Event::GuildDelete(event) if !event.guild.unavailable => Some(Self::Left(event.guild.id.get())),
            _ => None,
        }
    }
}

/// Where it comes in which servers have the bot.
#[derive(Debug)]
pub struct Servers {
    news: UnboundedSender<News>,
    /// How often each connection has begun a session.
    sessions: Arc<Mutex<BTreeMap<u32, u64>>>,
}

impl Servers {
    /// Notes what comes in, one after the other, and starts the sweeper as soon as all connections have listed theirs:
    /// not before, or a server that came back while the bot was away would lose what is kept of it.
    pub fn new(app: Arc<App>, drain: Drain) -> Self {
        let (send, receive) = unbounded_channel();
        let register = Register { app, drain, present: Present::default(), listed: BTreeSet::new() };
        tokio::spawn(register.keep(receive));
        Self { news: send, sessions: Arc::default() }
    }

    /// Hears a new connection: what it lists (a server that left while the bot was away is told in no other way), and
    /// from then on whatever it reads. To be called as soon as it is ready.
    pub fn hear(&self, ctx: &Context, ready: &Ready) {
        let listed = ready.guilds.iter().map(|guild| guild.id.get()).collect();
        // The receiver is gone only when the bot has stopped.
        let share = Share::of(ready);
        let _ = self.news.send(News::Listed(share, listed));
        let (send, sessions) = (self.news.clone(), Arc::clone(&self.sessions));
        let count = move || sessions.lock().unwrap_or_else(PoisonError::into_inner).get(&share.shard).copied();
        let session = count().unwrap_or_default() + 1;
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).insert(share.shard, session);
        // Called by serenity in the order in which events come, unlike `dispatch`. Whoever listened for an earlier session
        // of the same connection goes.
        let listen = move |event: &Event| {
            count() == Some(session) && News::of(event).is_none_or(|news| send.send(news).is_ok())
        };
        ctx.shard.add_collector(CollectorCallback(Box::new(listen)));
    }
}

/// Notes which servers have the bot.
struct Register {
    app: Arc<App>,
    drain: Drain,
    present: Present,
    /// The connections that have listed their servers.
    listed: BTreeSet<u32>,
}

impl Register {
    async fn keep(mut self, mut news: UnboundedReceiver<News>) {
        while let Some(news) = news.recv().await {
            let _in_flight = self.drain.begin();
            self.note(news).await;
        }
    }

    async fn note(&mut self, news: News) {
        match news {
            News::Listed(share, listed) => self.list(share, listed).await,
            News::Joined(server) => {
                self.present.change(|present| present.insert(server));
                self.write(move |app| app.server_joined(server)).await;
            }
            News::Left(server) => {
                self.present.change(|present| present.remove(&server));
                self.write(move |app| app.server_left(server, Timestamp::now())).await;
                tracing::info!(server, "a server removed the bot");
            }
        }
    }

    async fn list(&mut self, share: Share, listed: BTreeSet<u64>) {
        self.present.change(|present| {
            present.retain(|server| !share.has(*server));
            present.extend(&listed);
        });
        let present = move |server: u64| share.has(server).then(|| listed.contains(&server));
        self.write(move |app| app.servers_present(present, Timestamp::now())).await;
        if self.listed.insert(share.shard) && self.listed.len() as u64 == u64::from(share.shards) {
            tokio::spawn(sweeper::run(Arc::clone(&self.app), self.present.clone(), self.drain.clone()));
        }
    }

    /// On a thread that may wait for the disk.
    async fn write(&self, work: impl FnOnce(&App) -> Result<(), crate::app::StoreError> + Send + 'static) {
        let app = Arc::clone(&self.app);
        match tokio::task::spawn_blocking(move || work(&app)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "which servers have the bot cannot be noted"),
            Err(error) => tracing::error!(%error, "noting which servers have the bot failed"),
        }
    }
}
