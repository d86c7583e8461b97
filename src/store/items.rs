//! Subjects and sources of a layer, and what a transaction did to them, so that it can be undone.

use super::draft::Draft;
use super::record::{Described, Item, Layered};
use super::{StoreError, keys};
use crate::fact::{Scope, Source, Subject};
use serde::{Serialize, de::DeserializeOwned};

fn key(scope: Scope, item: &Item) -> Vec<u8> {
    match item {
        Item::Subject(subject) => keys::subject(scope, &subject.id),
        Item::Source(source) => keys::source(scope, &source.id),
    }
}

fn set<T: Serialize>(draft: &mut Draft<'_>, key: Vec<u8>, scope: Scope, item: T) -> Result<(), StoreError> {
    draft.set(key, &Layered { scope, item })
}

fn read<T: DeserializeOwned>(draft: &Draft<'_>, key: &[u8]) -> Result<Option<T>, StoreError> {
    Ok(draft.read::<Layered<T>>(key)?.map(|held| held.item))
}

/// What a layer has under an item's id.
fn held(draft: &Draft<'_>, scope: Scope, item: &Item) -> Result<Option<Item>, StoreError> {
    let key = key(scope, item);
    Ok(match item {
        Item::Subject(_) => read::<Subject>(draft, &key)?.map(Item::Subject),
        Item::Source(_) => read::<Source>(draft, &key)?.map(Item::Source),
    })
}

/// Writes a subject or a source, and what was there before, unless the layer holds just this.
pub(super) fn put(draft: &mut Draft<'_>, scope: Scope, item: Item) -> Result<(), StoreError> {
    let before = held(draft, scope, &item)?;
    if before.as_ref() == Some(&item) {
        return Ok(());
    }
    let key = key(scope, &item);
    match &item {
        Item::Subject(subject) => set(draft, key, scope, subject)?,
        Item::Source(source) => set(draft, key, scope, source)?,
    }
    note(draft, scope, Described { before, after: Some(item) })
}

/// Makes what a transaction did to a subject or a source undone. One that was new stays unless a farther layer has
/// it: facts written since may speak of it, and unspoken of it shows nowhere.
pub(super) fn turn_back(draft: &mut Draft<'_>, scope: Scope, done: Described) -> Result<(), StoreError> {
    let Described { before, after } = done;
    match (before, after) {
        (Some(before), _) => put(draft, scope, before),
        (None, Some(after)) => {
            let farther: &[Scope] =
                if scope == Scope::Owners { &[Scope::Shipped] } else { &[Scope::Owners, Scope::Shipped] };
            for other in farther {
                if held(draft, *other, &after)?.is_some() {
                    let before = held(draft, scope, &after)?;
                    draft.remove(key(scope, &after))?;
                    return note(draft, scope, Described { before, after: None });
                }
            }
            Ok(())
        }
        (None, None) => Ok(()),
    }
}

fn note(draft: &mut Draft<'_>, scope: Scope, done: Described) -> Result<(), StoreError> {
    let mut key = keys::described(scope, draft.revision());
    // Rises with every write of the transaction, whose number is new.
    key.extend((draft.len() as u64).to_be_bytes());
    draft.set_new(key, &done)
}
