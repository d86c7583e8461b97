//! What a store is known to hold, and whether it still does.

use std::collections::BTreeMap;
use std::path::Path;
use whitehall::fact::{Fact, FactId, Scope};
use whitehall::store::{Change, Entry, Store};

/// Something that was to be done, as it must show in the history if it was.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A fact with this count comes, in a layer.
    Add(Scope, i64),
    /// The fact has this count.
    Edit(FactId, i64),
    Retract(FactId),
    /// The last transaction is taken back.
    Undo,
    /// So many facts come, whose subjects begin like this.
    Import(String, usize),
}

/// Everything a store says that people wrote, and what came with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    pub changes: Vec<Change>,
    pub shipped: Vec<Fact>,
    pub settings: Vec<(Scope, String, String)>,
}

impl Ledger {
    /// Reads a store that nobody has open, and sees that it agrees with itself: the history leads to the facts.
    pub fn read(data: &Path) -> Result<Self, String> {
        Self::of(&Store::open(data).map_err(|error| error.to_string())?)
    }

    pub fn of(store: &Store) -> Result<Self, String> {
        let told = |error: whitehall::store::StoreError| error.to_string();
        let content = store.load_all().map_err(told)?;
        let changes = store.changes_since(0, usize::MAX).map_err(told)?;
        let mut held = BTreeMap::new();
        let mut shipped = Vec::new();
        for record in content.facts {
            match record.fact.scope {
                Scope::Shipped => shipped.push(record.fact),
                scope => {
                    let id = record.fact.id.clone();
                    held.insert((scope, id), (Entry::Fact(Box::new(record.fact)), record.revision));
                }
            }
        }
        for gone in content.retractions {
            held.insert((gone.scope, gone.id), (Entry::Retracted, gone.revision));
        }
        if replayed(&changes)? != held {
            return Err("the history does not lead to the facts".to_owned());
        }
        let seqs = changes.iter().map(|change| change.seq);
        if !seqs.eq(1..=changes.len() as u64) {
            return Err("the history has a gap".to_owned());
        }
        let settings = store.settings().map_err(told)?;
        Ok(Self { changes, shipped, settings })
    }

    /// The facts that people wrote, as they are now.
    pub fn facts(&self) -> Vec<Fact> {
        let held = replayed(&self.changes).unwrap_or_default();
        held.into_values().filter_map(|(entry, _)| entry.fact().cloned()).collect()
    }

    /// How a store that held this holds these deeds too, all in turn, of which the first `sure` were acknowledged; how
    /// many of them it has. The words say what is lost or torn.
    pub fn follow(&self, now: &Self, deeds: &[Deed], sure: usize) -> Result<usize, String> {
        if now.shipped != self.shipped {
            return Err(format!("{} shipped facts, where {} were", now.shipped.len(), self.shipped.len()));
        }
        let before = self.changes.len();
        if now.changes.get(..before) != Some(&self.changes[..]) {
            return Err("what stood in the history is lost or altered".to_owned());
        }
        let mut at = before;
        for (n, deed) in deeds.iter().enumerate() {
            let Some(first) = now.changes.get(at) else {
                return if n >= sure { Ok(n) } else { Err(format!("lost: {deed:?} was acknowledged")) };
            };
            let new: Vec<&Change> = now.changes[at..].iter().take_while(|next| next.batch == first.batch).collect();
            shows(deed, &new, &now.changes[..at]).map_err(|what| format!("torn: {deed:?}: {what}"))?;
            at += new.len();
        }
        match now.changes.get(at) {
            None => Ok(deeds.len()),
            Some(change) => Err(format!("nobody asked for {change:?}")),
        }
    }
}

type Entries = BTreeMap<(Scope, FactId), (Entry, u64)>;

fn replayed(changes: &[Change]) -> Result<Entries, String> {
    let mut held = Entries::new();
    for change in changes {
        let key = (change.scope, change.id.clone());
        let before = held.get(&key).map(|(entry, _)| entry);
        // The first fill of the shipped layer has no history.
        if change.scope != Scope::Shipped && before != change.before.as_ref() {
            return Err(format!("change {} does not begin where the one before it ended", change.seq));
        }
        match &change.after {
            Some(entry) => held.insert(key, (entry.clone(), change.batch)),
            None => held.remove(&key),
        };
    }
    held.retain(|(scope, _), _| *scope != Scope::Shipped);
    Ok(held)
}

/// The count that a fact says.
pub fn count_of(fact: &Fact) -> Option<i64> {
    serde_json::to_value(&fact.value).ok()?["count"]["exact"].as_i64()
}

/// Whether one transaction is the whole of a deed.
fn shows(deed: &Deed, new: &[&Change], earlier: &[Change]) -> Result<(), String> {
    let after = |change: &Change| change.after.as_ref().and_then(Entry::fact).cloned();
    let counts = |count: i64| new.len() == 1 && after(new[0]).as_ref().and_then(count_of) == Some(count);
    let is_it = match deed {
        Deed::Add(scope, count) => counts(*count) && new[0].scope == *scope && new[0].before.is_none(),
        Deed::Edit(id, count) => counts(*count) && new[0].id == *id,
        Deed::Retract(id) => new.len() == 1 && new[0].id == *id && new[0].after == Some(Entry::Retracted),
        Deed::Undo => {
            let last = earlier.last().map(|change| change.batch);
            let undone: Vec<_> = earlier.iter().filter(|change| Some(change.batch) == last).collect();
            let turned = |(new, old): (&&Change, &&Change)| {
                new.undoes == last && new.id == old.id && new.before == old.after && new.after == old.before
            };
            new.len() == undone.len() && new.iter().zip(&undone).all(turned)
        }
        Deed::Import(tag, rows) => {
            let mut subjects: Vec<String> =
                new.iter().filter_map(|change| Some(after(change)?.subject.to_string())).collect();
            let mut expected: Vec<String> = (0..*rows).map(|n| format!("{tag}-{n}")).collect();
            subjects.sort();
            expected.sort();
            new.iter().all(|change| change.before.is_none()) && subjects == expected
        }
    };
    if is_it { Ok(()) } else { Err(format!("{} changes, the first is {:?}", new.len(), new.first())) }
}
