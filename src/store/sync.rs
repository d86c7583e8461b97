//! Bringing the shipped layer in step with a knowledge folder.

use super::draft::Draft;
use super::record::{Author, Change, Entry, Held, Layered};
use super::{Store, StoreError, keys};
use crate::fact::{Fact, FactId, Scope, Source, Subject};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Records a transaction takes before the next one is begun: bounds the memory, and how long others wait.
const RECORDS_AT_ONCE: usize = 4_000;

/// What a call of [`Store::sync_shipped`] changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Facts that were not there.
    pub added: usize,
    /// Facts that said something else.
    pub changed: usize,
    /// Facts the folder no longer has.
    pub withdrawn: usize,
    /// Subjects and sources added, changed or withdrawn.
    pub described: usize,
}

/// One step of the way from what is held to what is wanted.
enum Step<'a> {
    Subject(&'a Subject),
    Source(&'a Source),
    Add(&'a Fact),
    Change(&'a Fact),
    Withdraw(FactId),
    /// Takes away a subject or a source by its key.
    Forget(Vec<u8>),
}

impl Store {
    /// Makes the shipped layer say what the slices say, and touches no other layer.
    ///
    /// With the same content again it writes nothing. Large content is written in several transactions; what an
    /// interruption leaves undone, the next call does. What the first fill adds has no history; later additions,
    /// changes and withdrawals have, with the folder as their author.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for no facts at all (a broken folder withdraws nothing), for an id given twice, and
    /// for facts of another layer; then nothing was written.
    pub fn sync_shipped(
        &self,
        subjects: &[Subject],
        sources: &[Source],
        facts: &[Fact],
        at: Timestamp,
    ) -> Result<SyncReport, StoreError> {
        let wanted = Wanted::new(subjects, sources, facts)?;
        let mut steps = wanted.steps(self)?.into_iter().peekable();
        let mut report = SyncReport::default();
        let first = !self.is_filled()?;
        while steps.peek().is_some() {
            self.commit(|draft| {
                while draft.len() < RECORDS_AT_ONCE {
                    let Some(step) = steps.next() else { break };
                    report.count(&step);
                    carry_out(draft, step, at, !first)?;
                }
                if steps.peek().is_none() {
                    draft.set_filled();
                }
                Ok(())
            })?;
        }
        Ok(report)
    }
}

impl SyncReport {
    fn count(&mut self, step: &Step<'_>) {
        match step {
            Step::Add(_) => self.added += 1,
            Step::Change(_) => self.changed += 1,
            Step::Withdraw(_) => self.withdrawn += 1,
            Step::Subject(_) | Step::Source(_) | Step::Forget(_) => self.described += 1,
        }
    }
}

/// What the folder says, by key.
struct Wanted<'a> {
    subjects: BTreeMap<Vec<u8>, &'a Subject>,
    sources: BTreeMap<Vec<u8>, &'a Source>,
    facts: BTreeMap<Vec<u8>, &'a Fact>,
}

impl<'a> Wanted<'a> {
    fn new(subjects: &'a [Subject], sources: &'a [Source], facts: &'a [Fact]) -> Result<Self, StoreError> {
        if facts.is_empty() {
            return Err(StoreError::Refused(
                "the knowledge folder holds no facts, so nothing was withdrawn\ncheck the folder (whitehall check)"
                    .to_owned(),
            ));
        }
        if let Some(fact) = facts.iter().find(|fact| fact.scope != Scope::Shipped) {
            return Err(StoreError::Refused(format!(
                "the fact {} is not of the shipped layer\nthis is a mistake in the bot, please report it",
                fact.id
            )));
        }
        let scope = Scope::Shipped;
        Ok(Self {
            subjects: by_key(subjects, "subject", |item| (keys::subject(scope, &item.id), item.id.as_str()))?,
            sources: by_key(sources, "source", |item| (keys::source(scope, &item.id), item.id.as_str()))?,
            facts: by_key(facts, "fact", |item| (keys::fact(scope, &item.id), item.id.as_str()))?,
        })
    }

    /// Everything that has to be done: descriptions first, so that an interruption leaves no fact without them.
    fn steps(&self, store: &Store) -> Result<Vec<Step<'a>>, StoreError> {
        let mut steps = Vec::new();
        let mut forget = Vec::new();
        let prefix = keys::subjects_of(Scope::Shipped);
        let held = store.keyed::<Layered<Subject>>(&prefix)?;
        let (put, drop) = difference(held, &self.subjects, |held, wanted| held.item == **wanted);
        steps.extend(put.into_iter().map(|(subject, _)| Step::Subject(subject)));
        forget.extend(drop.into_iter().map(|(key, _)| Step::Forget(key)));
        let prefix = keys::sources_of(Scope::Shipped);
        let held = store.keyed::<Layered<Source>>(&prefix)?;
        let (put, drop) = difference(held, &self.sources, |held, wanted| held.item == **wanted);
        steps.extend(put.into_iter().map(|(source, _)| Step::Source(source)));
        forget.extend(drop.into_iter().map(|(key, _)| Step::Forget(key)));
        let prefix = keys::facts_of(Scope::Shipped);
        let same = |held: &Held, wanted: &&Fact| held.entry.fact() == Some(*wanted);
        let (put, drop) = difference(store.keyed::<Held>(&prefix)?, &self.facts, same);
        steps.extend(put.into_iter().map(|(fact, new)| if new { Step::Add(fact) } else { Step::Change(fact) }));
        steps.extend(drop.into_iter().map(|(_, held)| Step::Withdraw(held.id)));
        steps.append(&mut forget);
        Ok(steps)
    }
}

fn by_key<'a, T>(
    items: &'a [T],
    what: &str,
    key: impl Fn(&'a T) -> (Vec<u8>, &'a str),
) -> Result<BTreeMap<Vec<u8>, &'a T>, StoreError> {
    let mut map = BTreeMap::new();
    for item in items {
        let (key, id) = key(item);
        if map.insert(key, item).is_some() {
            return Err(StoreError::Refused(format!(
                "the knowledge folder has the {what} {id} twice\ncheck the folder (whitehall check)"
            )));
        }
    }
    Ok(map)
}

/// What to put (and whether nothing is held instead), and what is held without being wanted.
type Difference<'a, W, H> = (Vec<(&'a W, bool)>, Vec<(Vec<u8>, H)>);

fn difference<'a, W, H>(
    mut held: BTreeMap<Vec<u8>, H>,
    wanted: &BTreeMap<Vec<u8>, &'a W>,
    same: impl Fn(&H, &&'a W) -> bool,
) -> Difference<'a, W, H> {
    let mut put = Vec::new();
    for (key, want) in wanted {
        match held.remove(key) {
            Some(have) if same(&have, want) => {}
            have => put.push((*want, have.is_none())),
        }
    }
    (put, held.into_iter().collect())
}

fn carry_out(draft: &mut Draft<'_>, step: Step<'_>, at: Timestamp, history: bool) -> Result<(), StoreError> {
    let scope = Scope::Shipped;
    let (id, after) = match step {
        Step::Subject(item) => {
            return draft.set(keys::subject(scope, &item.id), &Layered { scope, item: item.clone() });
        }
        Step::Source(item) => {
            return draft.set(keys::source(scope, &item.id), &Layered { scope, item: item.clone() });
        }
        Step::Forget(key) => return draft.remove(key),
        Step::Add(fact) | Step::Change(fact) => (fact.id.clone(), Some(Entry::Fact(Box::new(fact.clone())))),
        Step::Withdraw(id) => (id, None),
    };
    if !history {
        return draft.set_fact(scope, &id, after.as_ref(), None).map(drop);
    }
    let author = Author::Folder;
    let (reason, undoes) = (None, None);
    draft.change(Change { seq: 0, batch: 0, at, author, scope, id, before: None, after, reason, undoes }).map(drop)
}
