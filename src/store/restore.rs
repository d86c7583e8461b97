//! Filling an empty layer from an export, history and all.

use super::record::{Change, Item};
use super::{Store, StoreError, items, keys};
use crate::fact::{Scope, Source, Subject};

/// The longest history that one transaction takes.
const MOST_CHANGES: usize = 100_000;

impl Store {
    /// Makes an empty layer what its history says, with the subjects and sources given: the changes are repeated as
    /// they were, by whom and when, under new numbers. Their `batch` must rise, and `undoes` means such a number.
    ///
    /// # Errors
    /// [`StoreError::Refused`] if the layer holds or held anything, or for too long a history; nothing was written.
    pub fn restore(
        &self,
        scope: Scope,
        subjects: &[Subject],
        sources: &[Source],
        history: &[Change],
    ) -> Result<(), StoreError> {
        let refused = |text: String| Err(StoreError::Refused(text));
        if scope == Scope::Shipped {
            return refused("shipped facts come with the knowledge folder\nrestore another layer".to_owned());
        }
        if history.len() > MOST_CHANGES {
            return refused(format!(
                "a history of {} changes is too long to be restored\nimport the facts without their history",
                history.len()
            ));
        }
        self.commit(|draft| {
            let kept =
                [keys::facts_of(scope), keys::subjects_of(scope), keys::sources_of(scope), keys::batches(scope)];
            for prefix in kept {
                if !draft.keys(&prefix, 1)?.is_empty() {
                    return refused(
                        "there are facts or a history here already\nrestore into an empty place, or import the facts \
                         without their history"
                            .to_owned(),
                    );
                }
            }
            let mut given: Vec<(u64, u64)> = Vec::new();
            for change in history {
                if given.last().is_none_or(|(batch, _)| *batch != change.batch) {
                    if !given.is_empty() {
                        draft.next();
                    }
                    given.push((change.batch, draft.revision()));
                }
                let undoes = change.undoes.and_then(|number| {
                    given.binary_search_by_key(&number, |(batch, _)| *batch).ok().and_then(|at| given.get(at))
                });
                let undoes = undoes.map(|(_, number)| *number);
                draft.change(Change { scope, undoes, ..change.clone() })?;
            }
            subjects.iter().try_for_each(|subject| items::put(draft, scope, Item::Subject(subject.clone())))?;
            sources.iter().try_for_each(|source| items::put(draft, scope, Item::Source(source.clone())))
        })
    }
}
