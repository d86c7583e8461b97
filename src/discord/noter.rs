//! Questions without an answer are noted behind the reply, so that nobody waits for the disk, and one after the other: each
//! that waits would hold a thread that an admin's command needs.

use crate::app::{App, View};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Questions that wait to be noted, while the disk is slow; those beyond are not noted.
const MOST: usize = 256;

/// Notes questions as long as it is there; what waits then is not noted any more.
pub struct Noter(mpsc::Sender<(View, String)>);

impl Noter {
    /// Begins. To be called within the runtime.
    pub fn start(app: Arc<App>) -> Self {
        let (sender, mut questions) = mpsc::channel::<(View, String)>(MOST);
        tokio::spawn(async move {
            while let Some((view, question)) = questions.recv().await {
                let app = Arc::clone(&app);
                let work = move || app.note_gap(view, &question, Timestamp::now());
                if let Ok(Err(error)) = tokio::task::spawn_blocking(work).await {
                    tracing::warn!(%error, "a question without an answer could not be noted");
                }
            }
        });
        Self(sender)
    }

    /// Notes a question some time.
    pub fn note(&self, view: View, question: &str) {
        if self.0.try_send((view, question.to_owned())).is_err() {
            tracing::debug!("too many questions wait to be noted: one is left out");
        }
    }
}
