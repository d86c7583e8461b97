//! How the bot is, put together from all that knows it.

use super::drain::Drain;
use crate::app::App;
use crate::monitor::{Figures, Gateway, Vitals};
use serenity::all::{ConnectionStage, ShardManager};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// serenity holds its list of shards while it starts one, which may take a while.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is counted, and who knows the rest.
pub struct Health {
    /// What is counted.
    pub figures: Arc<Figures>,
    app: Arc<App>,
    drain: Drain,
    shards: OnceLock<Arc<ShardManager>>,
}

impl Health {
    /// Of a bot that is not connected yet.
    pub fn new(app: Arc<App>, figures: Arc<Figures>, drain: Drain) -> Self {
        Self { figures, app, drain, shards: OnceLock::new() }
    }

    /// Learns whom to ask about the connection.
    pub fn connects_by(&self, shards: &Arc<ShardManager>) {
        // Only ever called once, and the first is right.
        let _ = self.shards.set(Arc::clone(shards));
    }

    /// How it is now.
    pub async fn vitals(&self) -> Vitals {
        let gateway = match self.shards.get() {
            Some(shards) => tokio::time::timeout(PATIENCE, gateway(shards)).await.unwrap_or_default(),
            None => Gateway::default(),
        };
        Vitals { gateway, pulse: self.app.pulse(), stopping: self.drain.is_draining() }
    }
}

/// A connection that was cut is seen at once; one that Discord closed with a code is in the list as connected for the
/// five seconds in which serenity replaces it. While it is replaced it is not in the list.
async fn gateway(shards: &ShardManager) -> Gateway {
    let runners = shards.runners.lock().await;
    let connected = runners.values().filter(|runner| runner.stage == ConnectionStage::Connected).count();
    Gateway { connected: connected as u64, shards: runners.len() as u64 }
}
