//! The sweeper: takes away what has had its time, at the start and every hour after.

use super::drain::Drain;
use super::servers::Present;
use crate::app::App;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;

/// The clock on the wall is looked at this often: a sleep of an hour would not count the hours of a sleeping laptop.
const GLANCE: Duration = Duration::from_secs(60);
/// What has had its time is taken away this often.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Sweeps until the bot stops.
pub async fn run(app: Arc<App>, present: Present, drain: Drain) {
    let mut last = None;
    while !drain.is_draining() {
        let now = Timestamp::now();
        if is_due(last, now) {
            sweep(&app, &present, &drain, now).await;
            last = Some(now);
        }
        tokio::select! {
            () = tokio::time::sleep(GLANCE) => {}
            () = drain.started() => {}
        }
    }
}

/// An hour after the last time, and when the clock was set back: it may have been wrong before.
fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now < last || now.duration_since(last) >= HOUR)
}

async fn sweep(app: &Arc<App>, present: &Present, drain: &Drain, now: Timestamp) {
    let _in_flight = drain.begin();
    let (app, present) = (Arc::clone(app), present.clone());
    match tokio::task::spawn_blocking(move || app.sweep(now, |server| present.has(server))).await {
        Ok(Ok(swept)) => {
            tracing::info!(drafts = swept.drafts, questions = swept.gaps, servers = swept.servers.len(), "swept");
        }
        Ok(Err(error)) => tracing::error!(%error, "what has had its time could not be taken away"),
        Err(error) => tracing::error!(%error, "taking away what has had its time failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_due_at_the_start_after_an_hour_and_when_the_clock_is_set_back() {
        let now: Timestamp = "2031-07-15T12:00:00Z".parse().unwrap();
        let after = |minutes| now + SignedDuration::from_mins(minutes);
        for (last, expected) in [
            (None, true),
            (Some(now), false),
            (Some(after(-59)), false),
            (Some(after(-60)), true),
            (Some(after(1)), true),
        ] {
            assert_eq!(is_due(last, now), expected, "{last:?}");
        }
    }
}
