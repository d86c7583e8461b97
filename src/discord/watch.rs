//! Watches for events that serenity cannot read: they would vanish, and an interaction among them would leave
//! somebody waiting.

use super::connect::describe;
use super::on_error::{UNREADABLE, reference};
use super::reply::Reply;
use crate::monitor::Figures;
use serenity::all::{Context, Event, Http, InteractionId, RawEventHandler, UnknownEvent};
use serenity::async_trait;
use std::sync::Arc;

/// Counts and logs what could not be read. Cheap to clone; all clones count together.
#[derive(Debug, Clone)]
pub struct Watch(Arc<Figures>);

impl Watch {
    /// Counts there.
    pub fn new(figures: Arc<Figures>) -> Self {
        Self(figures)
    }
}

#[async_trait]
impl RawEventHandler for Watch {
    async fn raw_event(&self, ctx: Context, event: Event) {
        let Event::Unknown(event) = event else { return };
        // Discord adds events now and then; those nobody waits for are no reason for a warning.
        if event.kind != "INTERACTION_CREATE" {
            tracing::debug!(kind = %event.kind, "an event of a kind unknown to this version");
            return;
        }
        self.0.dropped();
        let count = self.0.dropped_so_far();
        let kind = event.value["type"].as_u64().unwrap_or_default();
        let id = event.value["id"].as_str().and_then(|id| id.parse::<u64>().ok()).filter(|id| *id != 0);
        let Some(id) = id.map(InteractionId::new) else {
            tracing::warn!(interaction_type = kind, count, "an interaction could not be read, not even its id");
            return;
        };
        let reference = reference(id);
        tracing::warn!(%reference, interaction_type = kind, count, "an interaction could not be read");
        if let Err(error) = answer(&ctx.http, id, &event).await {
            tracing::warn!(%reference, error = %describe(&error), "an error could not be shown");
        }
    }
}

async fn answer(http: &Http, id: InteractionId, event: &UnknownEvent) -> serenity::Result<()> {
    /// A click in the list of offers takes no message.
    const AUTOCOMPLETE: u64 = 4;
    match event.value["token"].as_str() {
        Some(token) if event.value["type"].as_u64() != Some(AUTOCOMPLETE) => {
            Reply::note(UNREADABLE).send(http, id, token).await
        }
        _ => Ok(()),
    }
}
