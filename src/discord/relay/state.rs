//! How many connections there are, and how many are open.

use crate::monitor::Gateway;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// All connections. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct State(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    begun: AtomicU64,
    open: AtomicU64,
}

impl State {
    /// A connection that is not open yet, and counts until it is dropped.
    pub fn begin(&self) -> Open {
        self.0.begun.fetch_add(1, Ordering::AcqRel);
        Open { state: self.clone(), open: AtomicBool::new(false) }
    }

    /// How the connections are now.
    pub fn gateway(&self) -> Gateway {
        let (connected, shards) = (self.0.open.load(Ordering::Acquire), self.0.begun.load(Ordering::Acquire));
        Gateway { connected, shards }
    }
}

/// One connection.
#[derive(Debug)]
pub struct Open {
    state: State,
    open: AtomicBool,
}

impl Open {
    /// Notes whether it is open.
    pub fn set(&self, open: bool) {
        if self.open.swap(open, Ordering::AcqRel) == open {
            return;
        }
        if open {
            self.state.0.open.fetch_add(1, Ordering::AcqRel);
        } else {
            self.state.0.open.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.set(false);
        self.state.0.begun.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_counted_once_and_what_is_gone_not_at_all() {
        let state = State::default();
        let (first, second) = (state.begin(), state.begin());
        first.set(true);
        first.set(true);
        assert_eq!(state.gateway(), Gateway { connected: 1, shards: 2 });
        second.set(true);
        first.set(false);
        drop(second);
        assert_eq!(state.gateway(), Gateway { connected: 0, shards: 1 });
    }
}
