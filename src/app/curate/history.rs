//! Who changed what, when.

use super::CurateError;
use crate::app::{App, View};
use crate::fact::{Fact, FactId};
use crate::store::{Author, Change, Made};
use jiff::Timestamp;
use std::sync::Arc;

/// Which change to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The last change of the view's own layer, whatever it was.
    Last,
    /// The one with this number ([`LogEntry::number`]).
    Number(u64),
}

/// One change of a layer, an import as one.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// Names it; larger is newer.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Author,
    /// Why, where somebody said.
    pub reason: Option<String>,
    /// The number of the change that this one undid.
    pub undoes: Option<u64>,
    /// How many facts it changed.
    pub facts: usize,
    /// The first of them.
    pub first: Change,
}

impl App {
    /// Every change of a fact in the layers that the view sees, the oldest first.
    pub fn history(&self, view: View, id: &FactId) -> Result<Vec<Change>, CurateError> {
        let mut all = Vec::new();
        for scope in view.layers() {
            all.extend(self.store.history(scope, id)?);
        }
        all.sort_by_key(|change| change.seq);
        Ok(all)
    }

    /// What the layers below the view's own say of a fact now: what was seen before the layer said anything of it.
    pub fn below(&self, view: View, id: &FactId) -> Option<Arc<Fact>> {
        let (own, sight) = (self.views.own(view), self.views.sight(view));
        let speaks = own.facts.contains_key(id) || own.withdrawn.contains_key(id);
        if speaks { sight.below()?.fact(id).cloned() } else { sight.fact(id).cloned() }
    }

    /// The changes of the view's own layer, the newest first: up to `limit` before the one numbered `before`.
    pub fn log(&self, view: View, before: Option<u64>, limit: usize) -> Result<Vec<LogEntry>, CurateError> {
        let made = self.store.made(view.layer(), before, limit)?;
        Ok(made.into_iter().map(LogEntry::from).collect())
    }

    /// Every entry of one change of the view's own layer; none if there is no such change.
    pub fn change(&self, view: View, number: u64) -> Result<Vec<Change>, CurateError> {
        Ok(self.store.changes_of(view.layer(), number)?)
    }
}

impl From<Made> for LogEntry {
    fn from(made: Made) -> Self {
        let Made { number, facts, first } = made;
        let (at, author, reason, undoes) = (first.at, first.author.clone(), first.reason.clone(), first.undoes);
        Self { number, at, author, reason, undoes, facts, first }
    }
}
