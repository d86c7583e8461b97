//! Servers that add the bot and remove it: what is kept of those that left is taken away later by the sweeper.

use crate::app::App;
use jiff::Timestamp;
use serenity::all::{GuildId, Ready, UnavailableGuild};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Which connections have listed their servers.
#[derive(Debug, Default)]
pub struct Roll(Mutex<BTreeSet<u32>>);

impl Roll {
    /// Notes that one has; true when it is the last of all, once.
    pub fn complete(&self, ready: &Ready) -> bool {
        let (shard, shards) = shard(ready);
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listed.insert(shard) && listed.len() as u64 == u64::from(shards)
    }
}

/// The number of a connection, and how many there are.
fn shard(ready: &Ready) -> (u32, u32) {
    ready.shard.map_or((0, 1), |info| (info.id.0, info.total.max(1)))
}

/// Notes which servers have the bot, as Discord lists them when it logs in: one that left while the bot was away is
/// told in no other way.
pub async fn listed(app: &Arc<App>, ready: &Ready) {
    let listed: BTreeSet<u64> = ready.guilds.iter().map(|guild| guild.id.get()).collect();
    let (shard, shards) = shard(ready);
    // A connection hears of its own share of the servers only.
    let present =
        move |server: u64| ((server >> 22) % u64::from(shards) == u64::from(shard)).then(|| listed.contains(&server));
    note(app, move |app| app.servers_present(present, Timestamp::now())).await;
}

/// Notes that a server has the bot.
pub async fn joined(app: &Arc<App>, server: GuildId) {
    note(app, move |app| app.server_joined(server.get())).await;
}

/// Notes that a server removed the bot. One that is `unavailable` has an outage, and comes back by itself.
pub async fn left(app: &Arc<App>, server: &UnavailableGuild) {
    if server.unavailable {
        return;
    }
    tracing::info!(server = server.id.get(), "a server removed the bot");
    let server = server.id.get();
    note(app, move |app| app.server_left(server, Timestamp::now())).await;
}

/// On a thread that may wait for the disk.
async fn note(app: &Arc<App>, work: impl FnOnce(&App) -> Result<(), crate::app::StoreError> + Send + 'static) {
    let app = Arc::clone(app);
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "which servers have the bot cannot be noted"),
        Err(error) => tracing::error!(%error, "noting which servers have the bot failed"),
    }
}
