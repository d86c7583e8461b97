//! What an index is built on: the closed words of English, the lexicon, and the words of the shipped facts.
//!
//! A type of its own, because it stays the same from start to start: to read and stem all these words takes ten times
//! as long as to read what came of it from a file. Whoever keeps one must see that it is used with the same lexicon,
//! the same shipped layer and the same code.

use super::build::Builder;
use super::documents::{AttributeDoc, FactDoc, KnownQuestion};
use super::facts::Lent;
use super::layers::Places;
use super::lexical::Lexical;
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{Fact, FactId, Source, Subject};
use crate::text::Figure;
use crate::text::lexicon::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// A lexicon with its words filed, and the words of facts where they were read ahead; [`Foundation::build`] makes an
/// index of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Foundation {
    pub(super) vocabulary: Vocabulary,
    pub(super) lexical: Lexical,
    /// Without their facts.
    pub(super) attributes: Vec<AttributeDoc>,
    /// Of facts of the shipped layer.
    pub(super) words: HashMap<FactId, FactWords>,
}

/// The words of a fact as its [`FactDoc`] has them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FactWords {
    pub(super) value: Box<[TermId]>,
    pub(super) statement: Box<[TermId]>,
    pub(super) cues: Box<[TermId]>,
    pub(super) named: Box<[TermId]>,
    pub(super) questions: Box<[KnownQuestion]>,
    pub(super) figures: Box<[Figure]>,
}

impl FactWords {
    fn of(doc: FactDoc<'_>) -> (FactId, Self) {
        let FactDoc { fact, value, statement, cues, named, questions, figures, .. } = doc;
        let [value, statement, cues, named] = [value, statement, cues, named].map(Box::from);
        (
            fact.id.clone(),
            Self { value, statement, cues, named, questions: questions.into(), figures: figures.into() },
        )
    }

    pub(super) fn lent(&self) -> Lent<'_> {
        let Self { value, statement, cues, named, questions, figures } = self;
        Lent { value, statement, cues, named, questions, figures }
    }
}

impl Foundation {
    /// Files the words of a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let mut vocabulary = Vocabulary::default();
        let (lexical, attributes) = Lexical::new(lexicon, &mut vocabulary);
        Self { vocabulary, lexical, attributes, words: HashMap::new() }
    }

    /// The same, with the words of the shipped layer read: to be kept for later builds.
    pub fn with_shipped(
        self,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        let filled = Builder::filled(self, subjects, sources, facts);
        let Builder { mut vocabulary, lexical, attributes, facts, .. } = filled;
        vocabulary.file_near();
        let mut attributes = attributes.into_own();
        attributes.iter_mut().for_each(|attribute| attribute.facts = Places::default());
        let words = facts.own().map(|(_, doc)| FactWords::of(doc)).collect();
        Self { vocabulary, lexical: Arc::unwrap_or_clone(lexical), attributes, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Abbreviation;

    #[test]
    fn what_is_kept_is_read_back_as_it_was() {
        let mut lexicon = Lexicon::default();
        lexicon.abbreviations.push(Abbreviation { short: "HB".into(), long: "head of biscuits".into() });
        lexicon.synonyms.push(["pays", "paying", "hands out"].map(str::to_owned).to_vec());
        let foundation = Foundation::new(lexicon);
        let file = serde_json::to_value(&foundation).unwrap();
        let read: Foundation = serde_json::from_value(file).unwrap();
        for word in ["pays", "pay", "paid", "hands"] {
            assert_eq!(read.vocabulary.get(word), foundation.vocabulary.get(word), "{word}");
        }
        assert_eq!(read.lexical.synonyms, foundation.lexical.synonyms);
        assert_eq!(
            read.lexical.abbreviations.variants(vec!["hb"]),
            foundation.lexical.abbreviations.variants(vec!["hb"])
        );
    }
}
