//! Everything that is held, read in the same pass that proves the store whole.
//!
//! A start reads every record once to see that none is lost. What an index is made of is decoded in that same pass, and
//! where there is much of it two threads share the keys, stretch by stretch: sums do not mind the order. Ids that many
//! facts have in common (their subject, attribute, source) are held once.

use super::engine::Engine;
use super::envelope::{self, Flaw};
use super::mark::Mark;
use super::record::{Entry, Held, Layered, Retraction};
use super::{StoreError, damaged, flawed, keys};
use crate::fact::{AttributeId, Fact, Scope, Source, SourceId, Subject, SubjectId};
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::hash::Hash;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Everything that is held, by layer and id; the layers are not merged.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Subjects with their layer.
    pub subjects: Vec<(Scope, Arc<Subject>)>,
    /// Sources with their layer.
    pub sources: Vec<(Scope, Arc<Source>)>,
    /// Facts; their layer is in them.
    pub facts: Vec<Arc<Fact>>,
    /// What layers took away.
    pub retractions: Vec<Retraction>,
}

/// What a pass over records found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub mark: Option<Mark>,
    pub records: u64,
    pub fingerprint: u64,
    pub loaded: Loaded,
}

/// A store of fewer records is read by one thread: a second one would take longer to begin.
const MANY: u64 = 20_000;

/// In so many stretches the history is read: as long as all the rest, it is what balances the threads.
const STRETCHES: u64 = 16;

/// Reads all records; with `load` what they hold, too. `noted` says about how many there are.
pub(super) fn all(folder: &Path, engine: &Engine, noted: Option<&Mark>, load: bool) -> Result<Found, StoreError> {
    let many = noted.is_some_and(|mark| mark.records > MANY);
    let bounds = bounds(noted.map_or(0, |mark| mark.seq));
    if !many {
        let mut pass = Pass::new(load);
        pass.read(folder, engine, &[], &[])?;
        return Ok(pass.found);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done: Vec<(usize, Found)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((from, to)) = bounds.get(at) else { return Ok(done) };
            let mut pass = Pass::new(load);
            pass.read(folder, engine, from, to)?;
            done.push((at, pass.found));
        }
    };
    let (mine, others) = thread::scope(|scope| {
        let other = scope.spawn(work);
        (work(), other.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let (mut parts, others): (Vec<(usize, Found)>, _) = (mine?, others?);
    parts.extend(others);
    parts.sort_unstable_by_key(|(at, _)| *at);
    Ok(parts.into_iter().map(|(_, found)| found).fold(Found::default(), Found::and))
}

/// From where to before where each stretch goes; together they are all keys. The longest come first, and what is
/// loaded from one kind of records is in one stretch, or in several that keep its order.
fn bounds(last: u64) -> Vec<(Vec<u8>, Vec<u8>)> {
    let [facts, history] = [keys::FACTS, keys::HISTORY].map(<[u8]>::to_vec);
    let behind = |kind: &[u8]| kind.iter().map(|byte| byte + 1).collect::<Vec<u8>>();
    let mut cuts: Vec<Vec<u8>> = (1..STRETCHES).map(|part| keys::change(last / STRETCHES * part)).collect();
    cuts.insert(0, history.clone());
    cuts.push(behind(&history));
    cuts.dedup();
    let mut bounds = vec![(facts.clone(), behind(&facts))];
    bounds.extend(cuts.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())));
    bounds.push((behind(&history), Vec::new()));
    bounds.push((behind(&facts), history));
    bounds.push((Vec::new(), facts));
    bounds
}

impl Found {
    fn and(mut self, other: Found) -> Found {
        self.mark = self.mark.or(other.mark);
        self.records += other.records;
        self.fingerprint = self.fingerprint.wrapping_add(other.fingerprint);
        self.loaded.subjects.extend(other.loaded.subjects);
        self.loaded.sources.extend(other.loaded.sources);
        self.loaded.facts.extend(other.loaded.facts);
        self.loaded.retractions.extend(other.loaded.retractions);
        self
    }
}

/// A pass over some records.
struct Pass {
    load: bool,
    found: Found,
    subjects: Shared<SubjectId>,
    attributes: Shared<AttributeId>,
    sources: Shared<SourceId>,
}

impl Pass {
    fn new(load: bool) -> Self {
        let found = Found::default();
        Self { load, found, subjects: Shared::new(), attributes: Shared::new(), sources: Shared::new() }
    }

    fn read(&mut self, folder: &Path, engine: &Engine, from: &[u8], to: &[u8]) -> Result<(), StoreError> {
        let walked = engine.walk_between(from, to, |key, value| {
            self.take(key, value).map_or_else(ControlFlow::Break, ControlFlow::Continue)
        });
        match walked.map_err(|fault| damaged(folder, fault))? {
            ControlFlow::Break(flaw) => Err(flawed(folder, flaw)),
            ControlFlow::Continue(()) => Ok(()),
        }
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> Result<(), Flaw> {
        let (sum, body) = envelope::check(key, value)?;
        if key == keys::MARK {
            self.found.mark = Some(parsed(body)?);
            return Ok(());
        }
        self.found.records += 1;
        self.found.fingerprint = self.found.fingerprint.wrapping_add(envelope::print(sum, key));
        if !self.load {
            return Ok(());
        }
        let loaded = &mut self.found.loaded;
        if key.starts_with(keys::FACTS) {
            let Held { scope, id, revision, entry, .. } = parsed(body)?;
            match entry {
                Entry::Fact(mut fact) => {
                    self.subjects.share(&mut fact.subject);
                    self.attributes.share(&mut fact.attribute);
                    self.sources.share(&mut fact.source);
                    loaded.facts.push(Arc::from(fact));
                }
                Entry::Retracted => loaded.retractions.push(Retraction { scope, id, revision }),
            }
        } else if key.starts_with(keys::SUBJECTS) {
            let Layered { scope, item } = parsed(body)?;
            loaded.subjects.push((scope, Arc::new(item)));
        } else if key.starts_with(keys::SOURCES) {
            let Layered { scope, item } = parsed(body)?;
            loaded.sources.push((scope, Arc::new(item)));
        }
        Ok(())
    }
}

fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Flaw> {
    serde_json::from_slice(body).map_err(|_| Flaw::Damaged)
}

/// Ids that are held once, however many facts have them.
struct Shared<T>(HashSet<T>);

impl<T: Hash + Eq + Clone> Shared<T> {
    fn new() -> Self {
        Self(HashSet::new())
    }

    /// Puts the one that is held in the place of an equal one.
    fn share(&mut self, id: &mut T) {
        match self.0.get(id) {
            Some(held) => *id = held.clone(),
            None => drop(self.0.insert(id.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stretches_are_all_keys_once() {
        for last in [0, 3, 1_000_000] {
            let bounds = bounds(last);
            let keys = [
                vec![b'a'],
                vec![b'f', 1, 9],
                vec![b'g'],
                keys::change(0),
                keys::change(last),
                keys::change(last + 5),
            ];
            for key in keys.into_iter().chain([b'i', b'm', b'z', 255].map(|kind| vec![kind, 0])) {
                let within = |(from, to): &&(Vec<u8>, Vec<u8>)| *from <= key && (to.is_empty() || key < *to);
                assert_eq!(bounds.iter().filter(within).count(), 1, "{key:?} of {last}");
            }
        }
    }
}
