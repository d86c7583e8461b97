//! Documents looked at a little ahead of being read.
//!
//! Each lies somewhere else in memory, and to read one takes so long that no processor looks ahead to the next by itself:
//! it would wait for each. So what is needed of a document anyway is worked out for a group of them in one short loop, in
//! which the waits for many of them pass at once (group prefetching, Chen and others 2004); when they are read, they are
//! there. Cost: a look more at each, which the waits spared outweigh.

use super::directory::IdHash;
use crate::fact::{Fact, Subject, Value};
use std::hint::black_box;
use std::sync::Arc;

/// So many at once: they stay in the nearest memory until they are read.
const GROUP: usize = 32;

/// Hands over each document in order, with what `look` finds in it.
pub(super) fn each<T, H>(documents: Vec<Arc<T>>, look: impl Fn(&T) -> H, mut hand_over: impl FnMut(Arc<T>, H)) {
    let mut documents = documents.into_iter();
    let mut looked = Vec::with_capacity(GROUP);
    while !documents.as_slice().is_empty() {
        looked.extend(documents.as_slice().iter().take(GROUP).map(|document| look(document)));
        looked.drain(..).zip(documents.by_ref()).for_each(|(found, document)| hand_over(document, found));
    }
}

/// The hash of a fact's id; what else of it lies elsewhere and is always read is there when it is read.
pub(super) fn fact(fact: &Fact) -> IdHash {
    let value = match &fact.value {
        Value::Text(text) | Value::Rating(text) => first(text),
        Value::Money(money) => first(&money.currency),
        _ => None,
    };
    black_box((first(fact.attribute.as_str()), value));
    IdHash::of(fact.id.as_str())
}

/// The same of a subject.
pub(super) fn subject(subject: &Subject) -> IdHash {
    let alias = subject.aliases.first().and_then(|alias| first(alias));
    black_box((first(&subject.name), alias, subject.organisation.as_deref().and_then(first)));
    IdHash::of(subject.id.as_str())
}

/// The first byte of a text: with it comes the line of memory in which it lies.
fn first(text: &str) -> Option<u8> {
    text.as_bytes().first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_handed_over_once_and_in_order() {
        for length in [0, 1, GROUP - 1, GROUP, GROUP + 1, 3 * GROUP + 5] {
            let mut handed_over = Vec::new();
            let documents = (0..length).map(Arc::new).collect();
            each(documents, |document| document * 2, |document, found| handed_over.push((*document, found)));
            assert_eq!(handed_over, (0..length).map(|at| (at, at * 2)).collect::<Vec<_>>());
        }
    }
}
