//! What a server sees: its own facts over the owners' over the shipped ones, now and before a change.

use crate::app::{App, View};
use crate::digest::{AdminNews, Changed, Names};
use crate::fact::{Fact, FactId, Scope};
use crate::store::{Change, Entry, Latest, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many changes of one layer are looked at, the newest, and those before them only counted: a digest has room for a
/// few. What another server changes takes no room from them.
const MOST_CHANGES: usize = 20_000;

/// Questions without an answer in one post for admins.
const MOST_GAPS: usize = 5;

/// What the owners changed, read once for the digests of many servers.
#[derive(Debug, Default)]
pub(super) struct History {
    owners: Latest,
}

/// What changed for a server.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// One entry a fact, in the order of the changes.
    pub changed: Vec<Changed>,
    /// How many changes before these were not looked at.
    pub earlier: usize,
}

impl App {
    /// What the owners changed after `seq`. What the bot shipped with, or got by an upgrade, is no news.
    pub(super) fn history_since(&self, seq: u64) -> Result<History, StoreError> {
        Ok(History { owners: self.store.latest(Scope::Owners, seq, MOST_CHANGES)? })
    }

    /// What changed for a server behind `after` and up to `upto`.
    pub(super) fn changed(
        &self,
        history: &History,
        server: u64,
        after: u64,
        upto: u64,
    ) -> Result<Recent, StoreError> {
        let own = self.store.latest(Scope::Server(server), after, MOST_CHANGES)?;
        let both = [&history.owners, &own];
        let told = |seq: u64| seq > after && seq <= upto;
        let mut changes: Vec<&Change> = both.iter().flat_map(|latest| &latest.changes).collect();
        changes.retain(|change| told(change.seq));
        changes.sort_by_key(|change| change.seq);
        let mut known: BTreeSet<&FactId> = BTreeSet::new();
        let mut order: Vec<&FactId> = Vec::new();
        let mut spans: BTreeMap<(&FactId, Scope), (&Change, &Change)> = BTreeMap::new();
        for change in changes {
            if known.insert(&change.id) {
                order.push(&change.id);
            }
            spans
                .entry((&change.id, change.scope))
                .and_modify(|(_, last)| *last = change)
                .or_insert((change, change));
        }
        let earlier = both.iter().flat_map(|latest| &latest.earlier).filter(|seq| told(**seq)).count();
        let changed = order.into_iter().map(|id| self.seen_change(id, server, &spans)).collect::<Result<_, _>>()?;
        Ok(Recent { changed, earlier })
    }

    fn seen_change(
        &self,
        id: &FactId,
        server: u64,
        spans: &BTreeMap<(&FactId, Scope), (&Change, &Change)>,
    ) -> Result<Changed, StoreError> {
        let (mut before, mut after, mut reason) = (None, None, None);
        // From the farthest layer to the nearest, which has the last word.
        for scope in [Scope::Shipped, Scope::Owners, Scope::Server(server)] {
            let (was, is) = match spans.get(&(id, scope)) {
                Some((first, last)) => {
                    reason = last.reason.clone();
                    (first.before.clone(), last.after.clone())
                }
                None => {
                    let entry = self.store.entry(scope, id)?.map(|(entry, _)| entry);
                    (entry.clone(), entry)
                }
            };
            before = over(before, was);
            after = over(after, is);
        }
        Ok(Changed { before, after, reason })
    }

    /// Everything a server sees, in a stable order.
    pub(super) fn seen(&self, server: u64) -> Vec<Arc<Fact>> {
        self.index(View::Server(server)).held().map(|(_, doc)| Arc::clone(doc.fact)).collect()
    }

    /// Calls `work` with what puts facts into words for a server.
    pub(super) fn with_names<T>(&self, server: u64, work: impl FnOnce(&Names<'_>) -> T) -> T {
        let index = self.index(View::Server(server));
        let attribute = |id: &crate::fact::AttributeId| match index.attribute_by_id(id.as_str()) {
            Some(at) => {
                let attribute = &index.attributes()[at].attribute;
                (attribute.name.clone(), attribute.many)
            }
            None => (id.to_string(), false),
        };
        let source = |id: &crate::fact::SourceId| index.source_by_id(id.as_str()).cloned();
        work(&Names { subject: &|id| index.name_of(id), attribute: &attribute, source: &source })
    }

    /// What the admins' post says: the questions without an answer and the length of the review queue.
    pub(super) fn admin_news(&self, server: u64, now: Timestamp) -> AdminNews {
        let view = View::Server(server);
        // What cannot be read now is told at the next command; a digest does not fail for it.
        let gaps = self.top_gaps(view, now, MOST_GAPS).unwrap_or_default();
        let waiting = self.proposals(view, None, 0).map_or(0, |(_, count)| count);
        let asked = |times: u64| u32::try_from(times).unwrap_or(u32::MAX);
        let questions = gaps.into_iter().map(|gap| (gap.question, asked(gap.asked))).collect();
        AdminNews { questions, waiting }
    }
}

fn over(farther: Option<Arc<Fact>>, nearer: Option<Entry>) -> Option<Arc<Fact>> {
    match nearer {
        None => farther,
        Some(Entry::Retracted) => None,
        Some(Entry::Fact(fact)) => Some(Arc::new(*fact)),
    }
}
