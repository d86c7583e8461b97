//! The words of one layer as they were read once, for later builds of the same layer over the same one below: to read
//! and stem them is more than half of building an index.
//!
//! Names, titles and facts stand in the order in which the layer's [`Delta`](super::Delta) brings them. Whoever keeps
//! them must see that they are used with the same delta, the same index below and the same code.

use super::build::Delta;
use super::documents::FactDoc;
use super::facts::{Lent, SomeWords};
use super::index::Index;
use super::names::Names;
use super::vocabulary::{Level, LevelWords, TermId};
use crate::fact::{Fact, Source, Subject};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// The words of a layer.
#[derive(Debug, Default, Deserialize)]
pub struct LayerWords {
    pub(super) vocabulary: LevelWords,
    pub(super) names: Vec<Names>,
    pub(super) titles: Vec<Box<[TermId]>>,
    /// They are kept in parts of their own.
    #[serde(skip)]
    facts: Vec<SomeWords>,
}

impl LayerWords {
    /// Adds the words of the facts that come next.
    pub fn extend(&mut self, words: SomeWords) {
        self.facts.push(words);
    }

    /// The words of each fact from one on, `None` for those that are to be read; beyond the last there are none.
    pub(super) fn facts_from(&self, at: usize) -> impl Iterator<Item = Option<Lent<'_>>> {
        self.facts.iter().flat_map(SomeWords::iter).skip(at)
    }

    /// Whether they are of a layer that says just so much, over one of so many terms.
    pub(super) fn fit(&self, delta: &Delta, below: usize) -> bool {
        let terms = below + self.vocabulary.terms();
        let known = |ids: &[TermId]| ids.iter().all(|term| (term.0 as usize) < terms);
        let facts = self.facts.iter().map(SomeWords::len).sum::<usize>();
        (self.names.len(), self.titles.len(), facts) == (delta.subjects.len(), delta.sources.len(), delta.facts.len())
            && self.names.iter().flat_map(Names::terms).all(|term| (term.0 as usize) < terms)
            && self.titles.iter().all(|terms| known(terms))
            && self.facts.iter().all(|facts| facts.are_whole(terms))
    }
}

/// What [`LayerWords`] is read from.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    vocabulary: Level<'a>,
    names: Vec<Cow<'a, Names>>,
    titles: Vec<&'a [TermId]>,
}

impl Index {
    /// The words of this layer, to be kept, which is the one that this delta made: all but those of the facts.
    pub fn words_of_layer<'a>(
        &'a self,
        subjects: &[Arc<Subject>],
        sources: &[Arc<Source>],
    ) -> impl Serialize + use<'a> {
        let names = |subject: &Arc<Subject>| {
            let at = self.subject_by_id(subject.id.as_str());
            at.map_or_else(Cow::default, |at| Cow::Borrowed(&self.subjects[at].names))
        };
        let titles = |source: &Arc<Source>| {
            self.source_place(source.id.as_str()).map_or(&[][..], |at| &*self.sources[at].terms)
        };
        Kept {
            vocabulary: self.vocabulary.level(),
            names: subjects.iter().map(names).collect(),
            titles: sources.iter().map(titles).collect(),
        }
    }

    /// The words of facts, to be kept; none for those that the index left out.
    pub fn words_of_facts(&self, facts: &[&Arc<Fact>]) -> SomeWords {
        let mut words = SomeWords::default();
        for fact in facts {
            let doc = self.fact_by_id(&fact.id).and_then(|at| self.facts.get(at));
            words.push(doc.map(lent).as_ref());
        }
        words
    }
}

fn lent(doc: FactDoc<'_>) -> Lent<'_> {
    let FactDoc { value, statement, cues, named, questions, figures, .. } = doc;
    Lent { value, statement, cues, named, questions, figures }
}
