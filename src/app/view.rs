//! From where somebody looks: it says which layers are seen, and into which one is written.

use crate::fact::Scope;
use serde::{Deserialize, Serialize};

/// From where somebody asks or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Outside any server: direct messages, a user's own install, the command line. Sees the owners' facts over the
    /// shipped ones; what is written goes into the owners' layer.
    Everyone,
    /// In one Discord server (its id). Sees the server's own facts over the owners' and the shipped ones; what is
    /// written goes into the server's layer.
    Server(u64),
}

impl View {
    /// The layer into which this view writes.
    pub fn layer(self) -> Scope {
        match self {
            View::Everyone => Scope::Owners,
            View::Server(id) => Scope::Server(id),
        }
    }

    /// The layers that this view sees, the nearest first.
    pub fn layers(self) -> Vec<Scope> {
        match self {
            View::Everyone => vec![Scope::Owners, Scope::Shipped],
            View::Server(id) => vec![Scope::Server(id), Scope::Owners, Scope::Shipped],
        }
    }
}
