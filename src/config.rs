//! The settings: flags over environment over `.env`. The only place that reads the environment.

use std::path::PathBuf;

/// Everything that can be set from outside.
#[derive(Clone, Default)]
pub struct Config {
    /// DISCORD_TOKEN
    pub token: Option<String>,
    /// DISCORD_PROXY: base URL of a REST proxy.
    pub proxy: Option<String>,
    /// WHITEHALL_DATA, `./data` unless set.
    pub data: PathBuf,
    /// WHITEHALL_KNOWLEDGE
    pub knowledge: Option<PathBuf>,
    /// WHITEHALL_OWNERS: user ids, separated by commas.
    pub owners: Vec<u64>,
    /// WHITEHALL_LISTEN: address for health and metrics.
    pub listen: Option<String>,
    /// RUST_LOG
    pub log: Option<String>,
}
