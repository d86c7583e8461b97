//! What a server's digest says.

use super::keep::Server;
use super::seen::{History, Recent};
use crate::answer;
use crate::app::{App, View};
use crate::digest::{self, Body, Digest, Material, STALE_MONTHS, WhenEmpty};
use crate::fact::{Fact, SubjectId};
use crate::store::StoreError;
use jiff::civil::Date;
use std::sync::Arc;

/// A digest with what has to be noted when it stands in the channel.
#[derive(Debug)]
pub(super) struct Made {
    pub digest: Digest,
    /// Whether it has news; a day without may be skipped.
    pub has_news: bool,
    /// The fact of the day, if there is one.
    pub turn: Option<Arc<Fact>>,
}

impl App {
    /// The digest of a day, with what changed up to `upto`.
    pub(super) fn make_digest(
        &self,
        id: u64,
        server: &Server,
        history: &History,
        day: Date,
        upto: u64,
    ) -> Result<Made, StoreError> {
        let told = server.record.told;
        let Recent { changed, earlier } = self.changed(history, id, told.seq, upto)?;
        let facts = self.seen(id);
        let asked: Vec<(SubjectId, u32)> = self.asked_in(id).into_iter().collect();
        let material = Material {
            today: day,
            told: told.day,
            facts: &facts,
            changed: &changed,
            earlier,
            asked: &asked,
            followed: &server.settings.followed,
            stale_months: Some(self.stale_limit(id)),
        };
        let parts = self.with_names(id, |names| digest::parts(&material, names));
        let has_news = !parts.is_empty();
        let turn = match server.settings.when_empty {
            WhenEmpty::Fact if !has_news => server.turns.next(&facts, id).cloned(),
            _ => None,
        };
        let body = match &turn {
            _ if has_news => Body::Parts(parts),
            Some(fact) => self.fact_of_the_day(id, fact),
            None => Body::Nothing,
        };
        let since = Some(told.day).filter(|told| told.tomorrow().is_ok_and(|next| next < day));
        Ok(Made { digest: Digest { day, since, body }, has_news, turn })
    }

    /// After how many months a server's salaries and forecasts have grown old.
    fn stale_limit(&self, id: u64) -> u16 {
        self.server_settings(id).stale_months.unwrap_or(STALE_MONTHS)
    }

    fn fact_of_the_day(&self, id: u64, fact: &Fact) -> Body {
        let index = self.index(View::Server(id));
        let doc = index.held().map(|(_, doc)| doc).find(|doc| doc.fact.id == fact.id);
        let sentence = doc.map(|doc| answer::sentence(&index, &doc)).unwrap_or_default();
        Body::Fact { sentence, source: self.with_names(id, |names| names.citation(fact)) }
    }
}
