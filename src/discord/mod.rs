//! The bot on Discord: the only room that knows serenity and poise.
//!
//! [`serve`] is the whole of it: log in, answer commands and clicks, stop when asked to.

mod backups;
mod choice;
mod commands;
mod complete;
mod components;
mod connect;
mod deliver;
mod desk;
mod door;
mod download;
mod drain;
mod error;
mod escape;
#[cfg(test)]
mod fuzz_tests;
mod gate;
mod health;
mod later;
mod noter;
mod on_error;
mod permit;
mod poster;
mod rate;
mod relay;
mod render;
mod reply;
mod response;
mod rights;
mod routes;
mod seen;
mod servers;
mod signals;
mod steps;
mod style;
mod sweeper;
mod teller;
mod trouble;
mod view;
mod watch;

pub use connect::Access;
pub use error::ServeError;
pub use poster::{Shown, shown};

use crate::app::App;
use crate::config::Config;
use crate::monitor::{Figures, Listener};
use door::Door;
use download::Downloads;
use drain::Drain;
use health::Health;
use noter::Noter;
use permit::Owners;
use poster::Line;
use relay::{Relay, Way};
use reply::Reply;
use serenity::all::{Http, ShardManager};
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use watch::Watch;

/// What every command can reach.
struct Data {
    app: Arc<App>,
    /// Tells the poster of digests that a setting has changed.
    wake: Arc<Notify>,
    owners: Arc<Owners>,
    health: Arc<Health>,
    /// The way to Discord for posts in channels.
    line: Line,
    downloads: Downloads,
    /// Of questions without an answer.
    noter: Noter,
}

/// What can go wrong in a command: sending its reply. Questions have no errors.
type CommandError = serenity::Error;
type ApplicationContext<'a> = poise::ApplicationContext<'a, Data, CommandError>;

/// Questions are answered from memory in microseconds, so that more threads would only cost memory.
const THREADS: usize = 2;
/// Whoever waits for the disk waits on a thread of its own; more of them than this wait for a thread. None waits for another.
/// Enough for a backup, an import, and whoever comes meanwhile; writes go one after the other anyway. Not more: the buffers
/// that the engine fills for its log are of 512 KiB, and the allocator keeps some for each thread that ever filled one.
const WAITING_THREADS: usize = 3;
/// How long saying goodbye to Discord may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// Logs in and answers until SIGTERM or Ctrl-C, then finishes what is in flight. A second signal ends the
/// process at once.
///
/// # Errors
/// If the bot cannot log in, or loses Discord for good.
pub fn serve(app: Arc<App>, config: &Config) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .max_blocking_threads(WAITING_THREADS)
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async { run(app, config, signals::first()?).await });
    runtime.shutdown_timeout(GOODBYE);
    ended
}

/// Logs in and answers until `shutdown` ends, then finishes what is in flight, for ten seconds at most.
///
/// # Errors
/// If the bot cannot log in, or loses Discord for good.
pub async fn run(app: Arc<App>, config: &Config, shutdown: impl Future<Output = ()>) -> Result<(), ServeError> {
    let access = Access::from_config(config)?;
    let http = access.http().build();
    run_with(app, &access, http, shutdown).await
}

/// [`run`] with a REST client made from [`Access::http`].
///
/// # Errors
/// If the bot cannot log in, or loses Discord for good.
pub async fn run_with(
    app: Arc<App>,
    access: &Access,
    http: Http,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let mut shutdown = std::pin::pin!(shutdown);
    let drain = Drain::default();
    let health = Arc::new(Health::new(Arc::clone(&app), Arc::new(Figures::default()), drain.clone()));
    // Before the login, so that a port that cannot be had is said at once.
    let _shown = show(access, &health).await?;
    let gateway = tokio::select! {
        gateway = access.gateway(&http) => gateway?,
        () = &mut shutdown => return Ok(()),
    };
    let (failures, mut failed) = mpsc::unbounded_channel();
    let watch = Watch::new(Arc::clone(&health.figures));
    let owners = Arc::new(Owners::new(access.owners()));
    let counted = Arc::clone(&health.figures);
    let unreadable = Box::new(move || counted.dropped());
    let way = Way { gateway, follows: !access.has_proxy(), unreadable, failures: failures.clone() };
    let relay = Relay::start(way).await?;
    health.connects_by(relay.watch());
    tokio::spawn(backups::keep(Arc::clone(&app), Arc::clone(&health.figures), drain.clone()));
    let door = Door::new(app, owners, Arc::clone(&health), drain.clone(), failures);
    let mut client = connect::client(http, relay.address().to_owned(), door, watch.clone()).await?;
    tokio::spawn(routes::keep_few(Arc::clone(&client.http), drain.clone()));
    let shards = Arc::clone(&client.shard_manager);
    let ended = tokio::select! {
        ended = client.start_autosharded() => Err(match ended {
            Ok(()) => ServeError::Ended("without a reason".to_owned()),
            Err(error) => ServeError::from_client(&error),
        }),
        Some(failure) = failed.recv() => Err(failure),
        () = shutdown => Ok(()),
    };
    finish(&drain).await;
    leave(&shards, &relay).await;
    let dropped = health.figures.dropped_so_far();
    if dropped > 0 {
        tracing::warn!(count = dropped, "interactions that could not be read in this run");
    }
    ended
}

/// Shows health and metrics where the settings say, if they do, until what is given back is dropped.
async fn show(access: &Access, health: &Arc<Health>) -> Result<Option<JoinSet<()>>, ServeError> {
    let Some(address) = access.listen() else { return Ok(None) };
    let listener = Listener::bind(address).await?;
    tracing::info!(address = %listener.address(), "health and metrics are shown");
    let (figures, health) = (Arc::clone(&health.figures), Arc::clone(health));
    let mut tasks = JoinSet::new();
    tasks.spawn(listener.run(figures, move || health.vitals()));
    Ok(Some(tasks))
}

/// Turns newcomers away and lets the rest finish. The connection stays open until then: only so can newcomers be
/// told.
async fn finish(drain: &Drain) {
    drain.start();
    tracing::info!(in_flight = drain.in_flight(), "stopping");
    if !drain.finished(drain::PATIENCE).await {
        tracing::warn!(in_flight = drain.in_flight(), "some answers were not finished in time");
    }
}

/// Closes the connection, so that Discord shows the bot as offline at once.
async fn leave(shards: &ShardManager, relay: &Relay) {
    // serenity may wait for ever; what counts is the connection to Discord.
    let _ = tokio::time::timeout(GOODBYE, shards.shutdown_all()).await;
    relay.leave().await;
}

/// A line for people on standard output; a closed output is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
