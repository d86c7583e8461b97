//! `serve`: answers on Discord until it is told to stop.

use super::failure::Failure;
use crate::config::Config;
use clap::Args;

/// Answer on Discord
///
/// Connects with DISCORD_TOKEN, registers the commands, prints the invite link, and answers until Ctrl-C or SIGTERM;
/// answers in flight are finished first. Log lines go to stderr, as much as RUST_LOG asks for.
#[derive(Debug, Args)]
#[command(after_help = "\
The token: make an application at https://discord.com/developers/applications, open Bot, press Reset Token,
and put DISCORD_TOKEN=... into a file .env in the current folder. README.md shows each step.

Exit status: 0 when told to stop, 1 when it cannot start or cannot go on.")]
pub(super) struct Serve {}

const NO_TOKEN: &str = "\
there is no DISCORD_TOKEN, so I cannot log in to Discord
make a bot at https://discord.com/developers/applications (Bot, Reset Token)
and put DISCORD_TOKEN=... into a file .env in this folder, or into the environment";

impl Serve {
    pub(super) fn run(self, config: Config) -> Result<(), Failure> {
        if config.token.is_none() {
            return Err(Failure::told(NO_TOKEN));
        }
        let _app = super::open(&config)?;
        Err(Failure::told("serve is not built yet\nuse a later version"))
    }
}
