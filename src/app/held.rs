//! What is held, as an index shares it.

use crate::fact::{Fact, Scope, Source, Subject};
use crate::search::{Foundation, Index};
use crate::store::Content;
use std::sync::Arc;

/// Everything that the store holds, with the layers.
pub(super) struct Held {
    subjects: Vec<(Scope, Arc<Subject>)>,
    sources: Vec<(Scope, Arc<Source>)>,
    facts: Vec<(Scope, Arc<Fact>)>,
}

impl From<Content> for Held {
    fn from(content: Content) -> Self {
        let facts = content.facts.into_iter().map(|record| (record.fact.scope, Arc::new(record.fact)));
        Self {
            subjects: content.subjects.into_iter().map(|(scope, subject)| (scope, Arc::new(subject))).collect(),
            sources: content.sources.into_iter().map(|(scope, source)| (scope, Arc::new(source))).collect(),
            facts: facts.collect(),
        }
    }
}

impl Held {
    /// Builds the index.
    pub(super) fn index(self, foundation: Foundation) -> Index {
        let (subjects, sources, facts) = (self.subjects, self.sources, self.facts);
        foundation.build(
            subjects.into_iter().map(|(_, subject)| subject),
            sources.into_iter().map(|(_, source)| source),
            facts.into_iter().map(|(_, fact)| fact),
        )
    }

    /// Adds the words of the shipped layer to what indexes are built on.
    pub(super) fn read_shipped(&self, foundation: Foundation) -> Foundation {
        foundation.with_shipped(shipped(&self.subjects), shipped(&self.sources), shipped(&self.facts))
    }
}

fn shipped<T>(held: &[(Scope, Arc<T>)]) -> impl Iterator<Item = Arc<T>> {
    held.iter().filter(|(scope, _)| *scope == Scope::Shipped).map(|(_, item)| Arc::clone(item))
}
