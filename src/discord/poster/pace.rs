//! The pace of all requests for digests: Discord allows a bot 50 requests a second in all. Answers to interactions
//! do not count among them, but other requests do, so that some room is left.

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// 40 a second.
const STEP: Duration = Duration::from_millis(25);

/// Lets one request go at a time.
#[derive(Debug, Default)]
pub struct Pace {
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// Waits for the next turn; in the order of the calls.
    pub async fn turn(&self) {
        let mut next = self.next.lock().await;
        if let Some(at) = *next {
            sleep_until(at).await;
        }
        // From when it really went: what was late is not made up for, which would make a rush.
        *next = Some(Instant::now() + STEP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_more_than_forty_go_in_a_second() {
        let pace = Pace::default();
        let start = Instant::now();
        for _ in 0..=8 {
            pace.turn().await;
        }
        assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
    }
}
