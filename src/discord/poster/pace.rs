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

    /// Lets nothing go for so long: Discord has had too many requests of the whole bot.
    pub async fn hold(&self, wait: Duration) {
        let mut next = self.next.lock().await;
        let until = Instant::now() + wait;
        *next = Some(next.map_or(until, |at| at.max(until)));
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

    #[tokio::test]
    async fn what_discord_asks_of_the_whole_bot_holds_all_back() {
        let pace = Pace::default();
        let start = Instant::now();
        pace.hold(Duration::from_millis(120)).await;
        pace.hold(Duration::from_millis(20)).await;
        pace.turn().await;
        assert!(start.elapsed() >= Duration::from_millis(120), "{:?}", start.elapsed());
    }
}
