//! Stopping without cutting anybody off: what is being answered is finished, what comes in is told to wait.

use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// How long answers in flight may take once the bot is asked to stop: above the 3 seconds in which Discord
/// wants an answer, below the 30 after which most service managers kill.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Knows what is in flight and whether the bot is stopping. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Drain {
    draining: CancellationToken,
    tracker: TaskTracker,
}

impl Drain {
    /// Marks something as in flight until the token is dropped.
    pub fn begin(&self) -> TaskTrackerToken {
        self.tracker.token()
    }

    /// Whether the bot is stopping.
    pub fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    /// Waits until the bot is asked to stop.
    pub async fn started(&self) {
        self.draining.cancelled().await;
    }

    /// Starts stopping: from now on newcomers are told to ask again.
    pub fn start(&self) {
        self.draining.cancel();
        self.tracker.close();
    }

    /// Waits until nothing is in flight; false if that takes longer than `patience`.
    pub async fn finished(&self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.tracker.wait()).await.is_ok()
    }

    /// How many are in flight.
    pub fn in_flight(&self) -> usize {
        self.tracker.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_waits_for_what_is_in_flight_but_not_for_ever() {
        let drain = Drain::default();
        let first = drain.begin();
        drain.start();
        assert!(drain.is_draining());
        assert!(!drain.finished(Duration::from_millis(10)).await);
        drop(first);
        assert!(drain.finished(Duration::from_millis(10)).await);
    }
}
