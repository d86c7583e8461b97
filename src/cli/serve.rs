//! `serve`: answers on Discord until it is told to stop.

use super::anew;
use super::failure::Failure;
use super::log;
use crate::app::App;
use crate::config::Config;
use crate::discord::{self, ServeError};
use crate::link::Listener;
use clap::Args;
use std::ffi::OsString;
use std::sync::Arc;
use std::thread;

/// Answer on Discord
///
/// Connects with DISCORD_TOKEN, registers the commands, prints the invite link, and answers until Ctrl-C or SIGTERM;
/// answers in flight are finished first. The other commands go on working beside it: they reach it through a socket in
/// the data folder, which only its user may use. Log lines go to stderr, as much as RUST_LOG asks for.
#[derive(Debug, Args)]
#[command(after_help = "\
The token: make an application at https://discord.com/developers/applications, open Bot, press Reset Token,
and put DISCORD_TOKEN=... into a file .env in the current folder. README.md shows each step.

Exit status: 0 when told to stop, 1 when it cannot start or cannot go on.")]
pub(super) struct Serve {
    /// This process was started anew by the one before it.
    #[arg(long, hide = true)]
    anew: bool,
}

/// The flag of [`Serve::anew`].
const ANEW: &str = "--anew";

impl Serve {
    pub(super) fn run(self, config: Config, arguments: &[OsString]) -> Result<(), Failure> {
        // Before the store is opened, so that the likeliest mistake is named at once.
        if config.token.is_none() {
            return Err(Failure::told(ServeError::NoToken));
        }
        if !config.allocator_is_set {
            with_one_heap(arguments);
        }
        log::begin(&config)?;
        let mut app = open(&config)?;
        if app.has_read_knowledge() && !self.anew {
            drop(app);
            start_anew(arguments);
            // Only if that failed: a bot that holds some memory more is better than none.
            app = open(&config)?;
        }
        let app = Arc::new(app);
        // Goes before the app does, so that what was asked of it is finished.
        let _listener = Listener::start(&app, &config.data, config.knowledge.clone()).map_err(|error| {
            tracing::warn!(%error, "other commands cannot reach this bot while it runs");
        });
        prove_behind(&app);
        let served = discord::serve(Arc::clone(&app), &config).map_err(Failure::told);
        app.keep_imprint();
        served
    }
}

/// Reads a large store whole where the start did not, while questions are answered; the log tells what is wrong.
fn prove_behind(app: &Arc<App>) {
    if app.is_proved() {
        return;
    }
    let app = Arc::clone(app);
    let proving = thread::Builder::new().name("prove".to_owned()).spawn(move || app.prove());
    if let Err(error) = proving {
        tracing::warn!(%error, "the store is not read whole behind this start");
    }
}

fn open(config: &Config) -> Result<App, Failure> {
    App::open(&super::options(config)).map_err(Failure::told)
}

/// To read the built-in knowledge takes several megabytes that are never given back, and a bot runs for months on a small
/// machine: begins again. Comes back only if that cannot be done.
fn start_anew(arguments: &[OsString]) {
    tracing::info!("the built-in knowledge is taken in; starting anew without the memory that took");
    if let Some(error) = anew::begin(arguments, |process| process.arg(ANEW)) {
        tracing::warn!(%error, "could not start anew; going on with more memory");
    }
}

/// Under steady traffic the memory of glibc's allocator goes on growing for hours, though the bot holds no more. What stops
/// that is read when a process begins, so it begins again, before it has done anything. Comes back if that cannot be done,
/// which only costs memory.
fn with_one_heap(arguments: &[OsString]) {
    anew::with_allocator(arguments, ONE_HEAP);
}

/// One heap for all threads: else each has its own, and what lies free in one serves no other. Large blocks outside it,
/// given back when they are freed: the store's engine takes half a megabyte aligned to 8 KiB for each half megabyte that
/// it writes, and what is left around such blocks is of little use to others. And of what was freed each thread sets
/// aside for itself only small blocks. (The GNU C Library's manual, "Memory Allocation Tunables".)
const ONE_HEAP: &str = "glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=32768:glibc.malloc.tcache_max=256";
