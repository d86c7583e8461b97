//! The daily backup: made off the threads that answer, at the start if there is none of today yet, then looked at every
//! hour.

use super::drain::Drain;
use crate::app::App;
use crate::monitor::Figures;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// How often the clock is looked at, and how soon a backup that failed is tried again.
const GLANCE: Duration = Duration::from_secs(3_600);

/// Makes a backup a day until the bot stops.
pub async fn keep(app: Arc<App>, figures: Arc<Figures>, drain: Drain) {
    loop {
        let here = Arc::clone(&app);
        let work = move || here.back_up_if_due(Timestamp::now()).map(|made| (made, here.last_backup()));
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok((None, last))) => {
                if let Some(last) = last {
                    figures.backup_found(last.as_second());
                }
            }
            Ok(Ok((Some(made), _))) => {
                figures.backed_up(Some(made.contents.made.as_second()));
                let facts = made.contents.facts;
                tracing::info!(file = %made.name, bytes = made.bytes, facts, removed = made.removed, "backup made");
            }
            Ok(Err(error)) => {
                figures.backed_up(None);
                tracing::error!(%error, "today's backup could not be made; it is tried again in an hour");
            }
            Err(error) => {
                figures.backed_up(None);
                tracing::error!(%error, "making a backup failed");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(GLANCE) => {}
            () = drain.started() => return,
        }
    }
}
