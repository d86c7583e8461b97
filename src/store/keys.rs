//! Where each record lies: one byte for its kind, then the layer, then its name.

use super::papers::Drawer;
use crate::fact::{FactId, Scope, SourceId, SubjectId};

pub(super) const MARK: &[u8] = b"m";
pub(super) const FACTS: &[u8] = b"f";
pub(super) const SUBJECTS: &[u8] = b"s";
pub(super) const SOURCES: &[u8] = b"o";
pub(super) const HISTORY: &[u8] = b"h";
pub(super) const SETTINGS: &[u8] = b"x";
/// From a fact to the numbers of its changes; see [`super::links`].
const CHANGES_OF: u8 = b'i';
/// From a layer's transaction to the numbers of its changes, run by run; see [`super::links`].
const BATCHES: u8 = b'j';
/// What a layer's transaction did to subjects and sources.
const DESCRIBED: u8 = b'e';
/// Marks a server's layer.
const SERVER: u8 = 2;

pub(super) fn under(kind: u8, scope: Scope) -> Vec<u8> {
    let mut key = vec![kind];
    match scope {
        Scope::Shipped => key.push(0),
        Scope::Owners => key.push(1),
        Scope::Server(id) => {
            key.push(SERVER);
            key.extend(id.to_be_bytes());
        }
    }
    key
}

/// What the keys of all servers' records start with, kind by kind; what follows is the server's id.
pub(super) fn of_servers() -> impl Iterator<Item = Vec<u8>> {
    let kinds = [b'f', b's', b'o', b'x', CHANGES_OF, BATCHES, DESCRIBED];
    kinds.into_iter().chain(Drawer::ALL.map(Drawer::key)).map(|kind| vec![kind, SERVER])
}

pub(super) fn named(kind: u8, scope: Scope, name: &str) -> Vec<u8> {
    let mut key = under(kind, scope);
    key.extend(name.as_bytes());
    key
}

pub(super) fn facts_of(scope: Scope) -> Vec<u8> {
    under(b'f', scope)
}

pub(super) fn subjects_of(scope: Scope) -> Vec<u8> {
    under(b's', scope)
}

pub(super) fn sources_of(scope: Scope) -> Vec<u8> {
    under(b'o', scope)
}

pub(super) fn fact(scope: Scope, id: &FactId) -> Vec<u8> {
    named(b'f', scope, id.as_str())
}

pub(super) fn subject(scope: Scope, id: &SubjectId) -> Vec<u8> {
    named(b's', scope, id.as_str())
}

pub(super) fn source(scope: Scope, id: &SourceId) -> Vec<u8> {
    named(b'o', scope, id.as_str())
}

pub(super) fn setting(scope: Scope, name: &str) -> Vec<u8> {
    named(b'x', scope, name)
}

/// Big-endian, so that the engine's order is the order of the numbers.
pub(super) fn change(seq: u64) -> Vec<u8> {
    let mut key = HISTORY.to_vec();
    key.extend(seq.to_be_bytes());
    key
}

/// What the keys of all changes of one fact start with: its id has its length before it, so that no id is the
/// start of another.
pub(super) fn changes_of(scope: Scope, id: &FactId) -> Vec<u8> {
    let mut key = under(CHANGES_OF, scope);
    key.extend((id.as_str().len() as u64).to_be_bytes());
    key.extend(id.as_str().as_bytes());
    key
}

pub(super) fn change_of(scope: Scope, id: &FactId, seq: u64) -> Vec<u8> {
    let mut key = changes_of(scope, id);
    key.extend(seq.to_be_bytes());
    key
}

/// What the keys of all transactions of a layer start with.
pub(super) fn batches(scope: Scope) -> Vec<u8> {
    under(BATCHES, scope)
}

/// What the keys of one transaction of a layer start with.
pub(super) fn batch(scope: Scope, number: u64) -> Vec<u8> {
    let mut key = batches(scope);
    key.extend(number.to_be_bytes());
    key
}

/// A run of a transaction's changes, by its first.
pub(super) fn change_in(scope: Scope, number: u64, seq: u64) -> Vec<u8> {
    let mut key = batch(scope, number);
    key.extend(seq.to_be_bytes());
    key
}

/// What the keys of all descriptions that one transaction changed start with.
pub(super) fn described(scope: Scope, number: u64) -> Vec<u8> {
    let mut key = under(DESCRIBED, scope);
    key.extend(number.to_be_bytes());
    key
}

/// What the keys of all descriptions of a layer start with that ever changed.
pub(super) fn all_described(scope: Scope) -> Vec<u8> {
    under(DESCRIBED, scope)
}

/// What the keys of all links from facts of a layer to their changes start with.
pub(super) fn links(scope: Scope) -> Vec<u8> {
    under(CHANGES_OF, scope)
}

pub(super) fn settings_of(scope: Scope) -> Vec<u8> {
    under(b'x', scope)
}
