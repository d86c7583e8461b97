//! How the bot is, put together from all that knows it.

use super::drain::Drain;
use crate::app::App;
use crate::monitor::{Figures, Gateway, Vitals};
use std::sync::{Arc, OnceLock};
use tokio::runtime::Handle;

/// Tells how the connections to Discord are; waits for nothing.
type Watch = Box<dyn Fn() -> Gateway + Send + Sync>;

/// What is counted, and who knows the rest.
pub struct Health {
    /// What is counted.
    pub figures: Arc<Figures>,
    app: Arc<App>,
    drain: Drain,
    gateway: OnceLock<Watch>,
}

impl Health {
    /// Of a bot that is not connected yet.
    pub fn new(app: Arc<App>, figures: Arc<Figures>, drain: Drain) -> Self {
        Self { figures, app, drain, gateway: OnceLock::new() }
    }

    /// Learns whom to ask about the connection.
    pub fn connects_by(&self, watch: impl Fn() -> Gateway + Send + Sync + 'static) {
        // Only ever called once, and the first is right.
        let _ = self.gateway.set(Box::new(watch));
    }

    /// How it is now.
    pub fn vitals(&self) -> Vitals {
        let gateway = self.gateway.get().map_or_else(Gateway::default, |watch| watch());
        let tasks = Handle::try_current().map_or(0, |runtime| runtime.metrics().num_alive_tasks() as u64);
        Vitals { gateway, pulse: self.app.pulse(), tasks, stopping: self.drain.is_draining() }
    }
}
