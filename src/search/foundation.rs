//! What an index knows before it has a fact: the closed words of English and the lexicon.
//!
//! A type of its own, because the lexicon is at hand before the facts are: a start files its words, most of all words,
//! while the store still opens.

use super::abbreviations::Abbreviations;
use super::content::{content, intern_all};
use super::index::{AttributeDoc, Index, Name, OrganisationDoc};
use super::vocabulary::TermId;
use crate::text::lexicon::{Attribute, Lexicon, Organisation};
use crate::text::{Reader, grammar};

/// An index with a lexicon and nothing else; [`Foundation::build`] adds the rest.
#[derive(Debug)]
pub struct Foundation {
    pub(super) index: Index,
    pub(super) abbreviations: Abbreviations,
    pub(super) reader: Reader,
}

impl Foundation {
    /// Files the words of a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let mut reader = Reader::default();
        let abbreviations = Abbreviations::new(&lexicon, &mut reader);
        let mut foundation = Self { index: Index::default(), abbreviations, reader };
        foundation.add_closed_words();
        foundation.add_organisations(lexicon.organisations.into_values().collect());
        lexicon.attributes.into_values().for_each(|attribute| foundation.add_attribute(attribute));
        lexicon.synonyms.iter().for_each(|group| foundation.add_synonyms(group));
        foundation
    }

    fn add_closed_words(&mut self) {
        let index = &mut self.index;
        for word in grammar::closed_words() {
            let term = index.vocabulary.intern(word);
            let at = term.0 as usize;
            if index.closed.len() <= at {
                index.closed.resize(at + 1, false);
            }
            // Filler is looked for when a word is mistyped, but may well be part of a name.
            index.closed[at] |= !grammar::is_filler(word);
        }
    }

    fn add_organisations(&mut self, all: Vec<Organisation>) {
        let index = &mut self.index;
        index.by_organisation_id = all.iter().enumerate().map(|(at, o)| (o.id.clone(), at)).collect();
        let parents: Vec<Option<usize>> =
            all.iter().map(|o| index.by_organisation_id.get(o.parent.as_deref()?).copied()).collect();
        for (at, organisation) in all.into_iter().enumerate() {
            let names = std::iter::once(&organisation.name)
                .chain(&organisation.aliases)
                .map(|text| Name { terms: intern_all(&mut index.vocabulary, content(text, self.reader.read(text))) })
                .filter(|name| !name.terms.is_empty())
                .collect();
            let mut above = Vec::new();
            let mut parent = parents[at];
            // A loop of parents in a folder ends here.
            while let Some(at) = parent.filter(|at| !above.contains(at)) {
                above.push(at);
                parent = parents[at];
            }
            index.organisations.push(OrganisationDoc { organisation, names, above });
        }
    }

    fn add_attribute(&mut self, attribute: Attribute) {
        let index = &mut self.index;
        let (mut phrases, mut tight) = (Vec::new(), Vec::new());
        for text in std::iter::once(&attribute.name).chain(&attribute.words) {
            let all = self.reader.read(text);
            let content = content(text, all);
            if all.len() > 1 && all.len() > content.len() {
                tight.push(Name { terms: intern_all(&mut index.vocabulary, all.iter()) });
            }
            // "asked for by": without its function words next to nothing is left of such a phrase.
            if all.len() > content.len() && content.iter().all(|w| grammar::is_filler(w)) {
                continue;
            }
            for variant in self.abbreviations.variants(content) {
                let name = Name { terms: intern_all(&mut index.vocabulary, variant) };
                if !name.terms.is_empty() && !phrases.contains(&name) {
                    phrases.push(name);
                }
            }
        }
        index.by_attribute_id.insert(attribute.id.clone(), index.attributes.len());
        index.attributes.push(AttributeDoc { attribute, phrases, tight, facts: Vec::new() });
    }

    fn add_synonyms(&mut self, group: &[String]) {
        let index = &mut self.index;
        let members: Vec<Vec<TermId>> =
            group.iter().map(|text| intern_all(&mut index.vocabulary, self.reader.read(text).iter())).collect();
        let single: Vec<TermId> = members.iter().filter(|m| m.len() == 1).map(|m| m[0]).collect();
        for member in members {
            let others = single.iter().copied().filter(|t| member.first() != Some(t) || member.len() > 1);
            if let [term] = member[..] {
                let list = index.synonyms.entry(term).or_default();
                list.extend(others);
                list.sort_unstable();
                list.dedup();
            } else if !member.is_empty() {
                let others = others.collect();
                index.synonym_phrases.push((Name { terms: member }, others));
            }
        }
    }
}
