//! What is held, as indexes share it.

use super::own::Own;
use super::sight::Sight;
use super::views::Views;
use crate::fact::{Fact, Scope, Source, Subject};
use crate::search::{Foundation, LayerWords};
use crate::store::{Loaded, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that the store holds: the shipped layer, and what the others say.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The shipped layer's subjects, sources and facts.
    pub subjects: Vec<Arc<Subject>>,
    pub sources: Vec<Arc<Source>>,
    pub facts: Vec<Arc<Fact>>,
    /// The other layers.
    pub layers: BTreeMap<Scope, Own>,
    /// Words of the owners' layer, if they were kept.
    pub words: LayerWords,
}

impl Held {
    /// Sorts what a store held when it was opened.
    pub(super) fn of(mut loaded: Loaded, store: &Store) -> Result<Self, StoreError> {
        let layers = Own::sorted(&mut loaded, store)?;
        Ok(Self {
            subjects: loaded.subjects.into_iter().map(|(_, subject)| subject).collect(),
            sources: loaded.sources.into_iter().map(|(_, source)| source).collect(),
            facts: loaded.facts,
            layers,
            words: LayerWords::default(),
        })
    }

    /// A layer other than the shipped one.
    pub(super) fn layer(&mut self, scope: Scope) -> &mut Own {
        self.layers.entry(scope).or_default()
    }

    /// Builds the index of the shipped layer, and lays the others over it.
    pub(super) fn views(self, foundation: Foundation) -> Views {
        let ground = foundation.build(self.subjects, self.sources, self.facts);
        Views::new(Sight::ground(ground), self.layers, self.words)
    }

    /// Adds the words of the shipped layer to what indexes are built on.
    pub(super) fn read_shipped(&self, foundation: Foundation) -> Foundation {
        let (subjects, sources) = (self.subjects.iter().cloned(), self.sources.iter().cloned());
        foundation.with_shipped(subjects, sources, self.facts.iter().cloned())
    }
}
