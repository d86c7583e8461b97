//! How the bot is right now, and whether that is well.

use crate::app::Pulse;

/// The connection to Discord.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gateway {
    /// Connections that are up.
    pub connected: u64,
    /// Connections that are begun or up; 0 before the first and while one is replaced.
    pub shards: u64,
}

/// What is looked at, not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vitals {
    /// The connection to Discord.
    pub gateway: Gateway,
    /// Store and index.
    pub pulse: Pulse,
    /// Tasks of the runtime: what is being done at this moment, and what waits for something.
    pub tasks: u64,
    /// Whether the bot was asked to stop and finishes what is in flight.
    pub stopping: bool,
}

impl Vitals {
    /// What keeps the bot from its work, each in a line; nothing if it is ready.
    pub fn troubles(&self) -> Vec<&'static str> {
        let Gateway { connected, shards } = self.gateway;
        let all = [
            (shards == 0 || connected < shards, "the gateway is not connected"),
            (!self.pulse.writable, "the store cannot be written since a write failed"),
            (!self.pulse.fresh, "the index lacks the last changes"),
            (self.stopping, "the bot is stopping"),
        ];
        all.into_iter().filter(|(wrong, _)| *wrong).map(|(_, words)| words).collect()
    }
}
