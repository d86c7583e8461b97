//! The words of one layer as they were read once, for later builds of the same layer over the same one below: to read
//! and stem them is more than half of building an index.
//!
//! Names, titles and facts stand in the order in which the layer's [`Delta`](super::Delta) brings them. Whoever keeps
//! them must see that they are used with the same delta, the same index below and the same code.

use super::build::Delta;
use super::documents::{FactDoc, KnownQuestion, Name};
use super::foundation::FactWords;
use super::index::Index;
use super::vocabulary::{Level, LevelWords, TermId};
use crate::fact::{Fact, Source, Subject};
use crate::text::Figure;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;
use std::vec;

/// The words of a layer.
#[derive(Debug, Default, Deserialize)]
pub struct LayerWords {
    pub(super) vocabulary: LevelWords,
    pub(super) names: VecDeque<Box<[Name]>>,
    pub(super) titles: VecDeque<Box<[TermId]>>,
    /// They are kept in parts of their own, of which each goes when it is used up.
    #[serde(skip)]
    facts: VecDeque<vec::IntoIter<Option<FactWords>>>,
}

/// The words of some facts of a layer.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct SomeWords(Vec<Option<FactWords>>);

impl LayerWords {
    /// Adds the words of the facts that come next.
    pub fn extend(&mut self, words: SomeWords) {
        self.facts.push_back(words.0.into_iter());
    }

    /// The words of the fact that comes next; `None` if they are to be read.
    pub(super) fn next_fact(&mut self) -> Option<FactWords> {
        loop {
            match self.facts.front_mut()?.next() {
                Some(words) => return words,
                None => drop(self.facts.pop_front()),
            }
        }
    }

    /// Whether they are of a layer that says just so much, over one of so many terms.
    pub(super) fn fit(&self, delta: &Delta, below: usize) -> bool {
        let terms = below + self.vocabulary.terms();
        let known = |ids: &[TermId]| ids.iter().all(|term| (term.0 as usize) < terms);
        let lists = |words: &FactWords| {
            let FactWords { value, statement, cues, named, questions, .. } = words;
            [value, statement, cues, named].into_iter().all(|terms| known(terms))
                && questions.iter().all(|question| known(&question.terms))
        };
        let facts = self.facts.iter().map(|part| part.as_slice().len()).sum::<usize>();
        (self.names.len(), self.titles.len(), facts) == (delta.subjects.len(), delta.sources.len(), delta.facts.len())
            && self.names.iter().flatten().all(|name| known(&name.terms))
            && self.titles.iter().all(|terms| known(terms))
            && self.facts.iter().flat_map(vec::IntoIter::as_slice).flatten().all(lists)
    }
}

/// What [`LayerWords`] is read from.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    vocabulary: Level<'a>,
    names: Vec<&'a [Name]>,
    titles: Vec<&'a [TermId]>,
}

/// The words of a fact as [`FactWords`] has them.
#[derive(Debug, Serialize)]
struct Lent<'a> {
    value: &'a [TermId],
    statement: &'a [TermId],
    cues: &'a [TermId],
    named: &'a [TermId],
    questions: &'a [KnownQuestion],
    figures: &'a [Figure],
}

impl<'a> Lent<'a> {
    fn of(doc: &'a FactDoc) -> Self {
        let FactDoc { value, statement, cues, named, questions, figures, .. } = doc;
        Self { value, statement, cues, named, questions, figures }
    }
}

impl Index {
    /// The words of this layer, to be kept, which is the one that this delta made: all but those of the facts.
    pub fn words_of_layer<'a>(
        &'a self,
        subjects: &[Arc<Subject>],
        sources: &[Arc<Source>],
    ) -> impl Serialize + use<'a> {
        let names = |subject: &Arc<Subject>| {
            self.subject_by_id(subject.id.as_str()).map_or(&[][..], |at| &*self.subjects[at].names)
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
    pub fn words_of_facts<'a>(&'a self, facts: &[&Arc<Fact>]) -> impl Serialize + use<'a> {
        let words = |fact: &&Arc<Fact>| Some(Lent::of(&self.facts[self.fact_by_id(&fact.id)?]));
        facts.iter().map(words).collect::<Vec<_>>()
    }
}
