//! A layer as a whole, with its history: for an export, and from one.

use super::{CurateError, Withdrawn, room};
use crate::app::own::{Own, Touched};
use crate::app::{App, View};
use crate::fact::{Fact, Scope, Source, Subject};
use crate::store::{Change, Entry};
use std::collections::BTreeMap;

/// A layer's facts as they stand, and how they came to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layer {
    /// Its subjects, by id.
    pub subjects: Vec<Subject>,
    /// Its sources, by id.
    pub sources: Vec<Source>,
    /// Its facts, by id.
    pub facts: Vec<Fact>,
    /// What it took back, by id.
    pub withdrawn: Vec<Withdrawn>,
    /// Its history, the oldest first; changes made together have the same `batch`, and both numbers count from 1.
    pub history: Vec<Change>,
}

impl App {
    /// The view's own layer as it stands, with its history.
    pub fn layer(&self, view: View) -> Result<Layer, CurateError> {
        let scope = view.layer();
        let own = self.views.own(view);
        let mut history: Vec<Change> = Vec::new();
        let mut numbers: BTreeMap<u64, u64> = BTreeMap::new();
        for made in self.store.made(scope, None, usize::MAX)?.into_iter().rev() {
            let number = numbers.len() as u64 + 1;
            numbers.insert(made.number, number);
            for change in self.store.changes_of(scope, made.number)? {
                let seq = history.len() as u64 + 1;
                let undoes = change.undoes.and_then(|undone| numbers.get(&undone).copied());
                history.push(Change { seq, batch: number, undoes, ..change });
            }
        }
        Ok(Layer {
            subjects: own.subjects.iter().map(|subject| (**subject).clone()).collect(),
            sources: own.sources.iter().map(|source| (**source).clone()).collect(),
            facts: own.facts.iter().map(|fact| (**fact).clone()).collect(),
            withdrawn: own.withdrawn.iter().map(|entry| (**entry).clone()).collect(),
            history,
        })
    }

    /// How much the history of the view's own layer weighs, by what each fact in it weighs. Counted no farther than to the
    /// first change that leads above `most`, and never all of it in memory.
    pub(in crate::app) fn history_weighs(
        &self,
        view: View,
        most: usize,
        weight: fn(&Fact) -> usize,
    ) -> Result<usize, CurateError> {
        const A_PAGE: usize = 100;
        let (scope, mut before, mut sum) = (view.layer(), None, 0);
        loop {
            let page = self.store.made(scope, before, A_PAGE)?;
            for made in &page {
                for change in self.store.changes_of(scope, made.number)? {
                    let facts = [&change.before, &change.after].into_iter().flatten().filter_map(Entry::fact);
                    sum += facts.map(weight).sum::<usize>();
                }
                if sum > most {
                    return Ok(sum);
                }
            }
            match page.last() {
                Some(last) => before = Some(last.number),
                None => return Ok(sum),
            }
        }
    }

    /// Fills the view's own layer, which must hold nothing and have no history, with an exported one: afterwards
    /// [`App::layer`] gives just that layer again (in another view, with that view's scope). The facts come from the
    /// history.
    ///
    /// # Errors
    /// [`CurateError::Store`], also if the layer holds something; [`CurateError::Full`].
    pub fn restore(&self, view: View, layer: &Layer) -> Result<(), CurateError> {
        let _alone = self.alone();
        let scope = view.layer();
        let history: Vec<Change> = layer.history.iter().map(|change| moved(change, scope)).collect();
        let ends = history.iter().map(|change| (&change.id, change.after.as_ref()));
        room::check(view, &Own::default(), ends)?;
        self.store.restore(scope, &layer.subjects, &layer.sources, &history)?;
        let (mut own, mut touched) = (Own::default(), Touched::default());
        own.describe(layer.subjects.iter().cloned(), layer.sources.iter().cloned(), &mut touched);
        own.follow(&history, &self.store, &mut touched)?;
        self.views.replace(view, own, touched);
        self.note_indexed();
        Ok(())
    }
}

/// A change as one of another layer.
fn moved(change: &Change, scope: Scope) -> Change {
    let entry = |entry: &Option<Entry>| match entry {
        Some(Entry::Fact(fact)) => Some(Entry::Fact(Box::new(Fact { scope, ..(**fact).clone() }))),
        other => other.clone(),
    };
    Change { scope, before: entry(&change.before), after: entry(&change.after), ..change.clone() }
}
