//! What an index is built on: the closed words of English, the lexicon, and the words of the shipped facts.
//!
//! A type of its own, because it stays the same from start to start: to read and stem all these words takes ten times
//! as long as to read what came of it from a file. Whoever keeps one must see that it is used with the same lexicon,
//! the same shipped layer and the same code.

use super::abbreviations::Abbreviations;
use super::build::Builder;
use super::content::{content, intern_all};
use super::index::{AttributeDoc, FactDoc, Index, KnownQuestion, Name, OrganisationDoc};
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{Fact, FactId, Source, Subject};
use crate::text::lexicon::{Attribute, Lexicon, Organisation};
use crate::text::{Figure, Reader, grammar};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// A lexicon with its words filed, and the words of facts where they were read ahead; [`Foundation::build`] makes an
/// index of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Foundation {
    pub(super) vocabulary: Vocabulary,
    pub(super) closed: Vec<bool>,
    pub(super) organisations: Vec<OrganisationDoc>,
    pub(super) attributes: Vec<AttributeDoc>,
    pub(super) synonyms: HashMap<TermId, Vec<TermId>>,
    pub(super) synonym_phrases: Vec<(Name, Vec<TermId>)>,
    pub(super) abbreviations: Abbreviations,
    /// Of facts of the shipped layer.
    pub(super) words: HashMap<FactId, FactWords>,
}

/// The words of a fact as its [`FactDoc`] has them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FactWords {
    pub(super) value: Vec<TermId>,
    pub(super) statement: Vec<TermId>,
    pub(super) cues: Vec<TermId>,
    pub(super) questions: Vec<KnownQuestion>,
    pub(super) figures: Vec<Figure>,
}

impl FactWords {
    fn of(doc: FactDoc) -> (FactId, Self) {
        let FactDoc { fact, value, statement, cues, questions, figures, .. } = doc;
        (fact.id.clone(), Self { value, statement, cues, questions, figures })
    }
}

impl Foundation {
    /// The same, with the words of the shipped layer read: to be kept for later builds.
    pub fn with_shipped(
        self,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        let Builder { index, abbreviations, .. } = Builder::filled(self, subjects, sources, facts);
        let Index { mut vocabulary, closed, organisations, mut attributes, synonyms, synonym_phrases, facts, .. } =
            index;
        vocabulary.file_near();
        attributes.iter_mut().for_each(|attribute| attribute.facts.clear());
        let words = facts.into_iter().map(FactWords::of).collect();
        Self { vocabulary, closed, organisations, attributes, synonyms, synonym_phrases, abbreviations, words }
    }

    /// Files the words of a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let mut reader = Reader::default();
        let abbreviations = Abbreviations::new(&lexicon, &mut reader);
        let mut foundation = Self { abbreviations, ..Self::default() };
        foundation.add_closed_words();
        foundation.add_organisations(lexicon.organisations.into_values().collect(), &mut reader);
        lexicon.attributes.into_values().for_each(|attribute| foundation.add_attribute(attribute, &mut reader));
        lexicon.synonyms.iter().for_each(|group| foundation.add_synonyms(group, &mut reader));
        foundation
    }

    fn add_closed_words(&mut self) {
        for word in grammar::closed_words() {
            let term = self.vocabulary.intern(word);
            let at = term.0 as usize;
            if self.closed.len() <= at {
                self.closed.resize(at + 1, false);
            }
            // Filler is looked for when a word is mistyped, but may well be part of a name.
            self.closed[at] |= !grammar::is_filler(word);
        }
    }

    fn add_organisations(&mut self, all: Vec<Organisation>, reader: &mut Reader) {
        let places: HashMap<String, usize> = all.iter().enumerate().map(|(at, o)| (o.id.clone(), at)).collect();
        let parents: Vec<Option<usize>> = all.iter().map(|o| places.get(o.parent.as_deref()?).copied()).collect();
        for (at, organisation) in all.into_iter().enumerate() {
            let names = std::iter::once(&organisation.name)
                .chain(&organisation.aliases)
                .map(|text| Name { terms: intern_all(&mut self.vocabulary, content(text, reader.read(text))) })
                .filter(|name| !name.terms.is_empty())
                .collect();
            let mut above = Vec::new();
            let mut parent = parents[at];
            // A loop of parents in a folder ends here.
            while let Some(at) = parent.filter(|at| !above.contains(at)) {
                above.push(at);
                parent = parents[at];
            }
            self.organisations.push(OrganisationDoc { organisation, names, above });
        }
    }

    fn add_attribute(&mut self, attribute: Attribute, reader: &mut Reader) {
        let (mut phrases, mut tight) = (Vec::new(), Vec::new());
        for text in std::iter::once(&attribute.name).chain(&attribute.words) {
            let all = reader.read(text);
            let content = content(text, all);
            if all.len() > 1 && all.len() > content.len() {
                tight.push(Name { terms: intern_all(&mut self.vocabulary, all.iter()) });
            }
            // "asked for by": without its function words next to nothing is left of such a phrase.
            if all.len() > content.len() && content.iter().all(|w| grammar::is_filler(w)) {
                continue;
            }
            for variant in self.abbreviations.variants(content) {
                let name = Name { terms: intern_all(&mut self.vocabulary, variant) };
                if !name.terms.is_empty() && !phrases.contains(&name) {
                    phrases.push(name);
                }
            }
        }
        self.attributes.push(AttributeDoc { attribute, phrases, tight, facts: Vec::new() });
    }

    fn add_synonyms(&mut self, group: &[String], reader: &mut Reader) {
        let members: Vec<Vec<TermId>> =
            group.iter().map(|text| intern_all(&mut self.vocabulary, reader.read(text).iter())).collect();
        let single: Vec<TermId> = members.iter().filter(|m| m.len() == 1).map(|m| m[0]).collect();
        for member in members {
            let others = single.iter().copied().filter(|t| member.first() != Some(t) || member.len() > 1);
            if let [term] = member[..] {
                let list = self.synonyms.entry(term).or_default();
                list.extend(others);
                list.sort_unstable();
                list.dedup();
            } else if !member.is_empty() {
                let others = others.collect();
                self.synonym_phrases.push((Name { terms: member }, others));
            }
        }
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
        assert_eq!(read.synonyms, foundation.synonyms);
        assert_eq!(read.abbreviations.variants(vec!["hb"]), foundation.abbreviations.variants(vec!["hb"]));
    }
}
