//! Watches for events that serenity cannot read: they would vanish, and an interaction among them would leave
//! somebody waiting.

use super::connect::describe;
use super::on_error::UNREADABLE;
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
        tracing::warn!(interaction_type = kind, count, "an interaction could not be read");
        answer(&ctx.http, &event).await;
    }
}

async fn answer(http: &Http, event: &UnknownEvent) {
    /// A click in the list of offers takes no message.
    const AUTOCOMPLETE: u64 = 4;
    let value = &event.value;
    let id = value["id"].as_str().and_then(|id| id.parse::<u64>().ok()).filter(|id| *id != 0);
    if let (Some(id), Some(token)) = (id, value["token"].as_str())
        && value["type"].as_u64() != Some(AUTOCOMPLETE)
        && let Err(error) = Reply::note(UNREADABLE).send(http, InteractionId::new(id), token).await
    {
        tracing::warn!(error = %describe(&error), "an error could not be shown");
    }
}
