//! Papers: what lies beside the facts for a while - drafts, proposals, questions without an answer - with the same
//! guards. What stands in them is the app's; this room keeps it under a layer and a name.

use super::draft::Draft;
use super::record::Filed;
use super::{Store, StoreError, keys};
use crate::fact::Scope;
use serde::{Serialize, de::DeserializeOwned};

/// The kinds of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drawer {
    /// What somebody has begun.
    Drafts,
    /// Pages of a draft that are too long for one record: `NAME/PAGE`, gone with their draft.
    Pages,
    /// What members propose.
    Proposals,
    /// Questions without an answer.
    Gaps,
    /// How much was done in a day.
    Tallies,
}

impl Drawer {
    /// All of them.
    pub(super) const ALL: [Drawer; 5] =
        [Drawer::Drafts, Drawer::Pages, Drawer::Proposals, Drawer::Gaps, Drawer::Tallies];

    pub(super) fn key(self) -> u8 {
        match self {
            Drawer::Drafts => b'd',
            Drawer::Pages => b'a',
            Drawer::Proposals => b'q',
            Drawer::Gaps => b'g',
            Drawer::Tallies => b't',
        }
    }
}

/// Names a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its kind.
    pub drawer: Drawer,
    /// Its layer.
    pub scope: Scope,
    /// Its name.
    pub name: String,
}

/// Papers being moved in one transaction.
pub struct Desk<'d, 's> {
    draft: &'d mut Draft<'s>,
}

impl Desk<'_, '_> {
    /// A number that no other transaction has; later ones have larger numbers.
    pub fn number(&self) -> u64 {
        self.draft.revision()
    }

    /// A paper as it will lie there.
    pub fn get<T: DeserializeOwned>(
        &self,
        drawer: Drawer,
        scope: Scope,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        let filed = self.draft.read::<Filed<T>>(&keys::named(drawer.key(), scope, name))?;
        Ok(filed.map(|filed| filed.body))
    }

    /// Puts a paper there, in the place of one of its name.
    pub fn put<T: Serialize>(
        &mut self,
        drawer: Drawer,
        scope: Scope,
        name: &str,
        body: &T,
    ) -> Result<(), StoreError> {
        let filed = Filed { scope, name: name.to_owned(), body };
        self.draft.set(keys::named(drawer.key(), scope, name), &filed)
    }

    /// Takes a paper away, with its pages; one that is not there is no error.
    pub fn remove(&mut self, drawer: Drawer, scope: Scope, name: &str) -> Result<(), StoreError> {
        let key = keys::named(drawer.key(), scope, name);
        if self.draft.read::<Filed<serde_json::Value>>(&key)?.is_some() {
            self.draft.remove(key)?;
        }
        if drawer == Drawer::Drafts {
            remove_pages(self.draft, scope, name)?;
        }
        Ok(())
    }
}

fn remove_pages(draft: &mut Draft<'_>, scope: Scope, name: &str) -> Result<(), StoreError> {
    let prefix = keys::named(Drawer::Pages.key(), scope, &format!("{name}/"));
    for key in draft.keys(&prefix, usize::MAX)? {
        draft.remove(key)?;
    }
    Ok(())
}

/// Takes a paper away that must be there.
pub(super) fn take(draft: &mut Draft<'_>, ticket: &Ticket) -> Result<(), StoreError> {
    let key = keys::named(ticket.drawer.key(), ticket.scope, &ticket.name);
    draft.read::<Filed<serde_json::Value>>(&key)?.ok_or(StoreError::Gone)?;
    draft.remove(key)?;
    match ticket.drawer {
        Drawer::Drafts => remove_pages(draft, ticket.scope, &ticket.name),
        _ => Ok(()),
    }
}

impl Store {
    /// A paper; `None` if there is none by that name.
    pub fn paper<T: DeserializeOwned>(
        &self,
        drawer: Drawer,
        scope: Scope,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.read::<Filed<T>>(&keys::named(drawer.key(), scope, name))?.map(|filed| filed.body))
    }

    /// The papers of a layer whose names start with `start`, in the order of their names.
    pub fn papers<T: DeserializeOwned>(
        &self,
        drawer: Drawer,
        scope: Scope,
        start: &str,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let prefix = keys::named(drawer.key(), scope, start);
        let all = self.collect::<Filed<T>>(&prefix, &prefix, usize::MAX)?;
        Ok(all.into_iter().map(|filed| (filed.name, filed.body)).collect())
    }

    /// The papers of all layers.
    pub fn all_papers<T: DeserializeOwned>(&self, drawer: Drawer) -> Result<Vec<(Scope, String, T)>, StoreError> {
        let prefix = [drawer.key()];
        let all = self.collect::<Filed<T>>(&prefix, &prefix, usize::MAX)?;
        Ok(all.into_iter().map(|filed| (filed.scope, filed.name, filed.body)).collect())
    }

    /// Moves papers in one transaction: all that `work` does is done, or nothing if it fails. When this returns, it
    /// survives a crash.
    pub fn file<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut Desk<'_, '_>) -> Result<T, E>) -> Result<T, E> {
        self.commit(|draft| {
            let done = work(&mut Desk { draft });
            if done.is_err() {
                draft.abandon();
            }
            Ok(done)
        })?
    }
}
