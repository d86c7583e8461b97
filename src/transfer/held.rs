//! What is held where a file is to go: what its rows may refer to, and what they must not take the place of.

use super::called;
use crate::fact::{Fact, FactId, Source, Subject, SubjectId, ValueKind};
use crate::text::lexicon::Lexicon;
use crate::text::suggest::nearest;
use crate::text::typed::Named;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The subjects, sources, facts and words that whoever imports can see.
#[derive(Debug)]
pub struct Held<'a> {
    lexicon: &'a Lexicon,
    subjects: BTreeMap<&'a str, &'a Subject>,
    /// Lower-case names and aliases, with the ids of all that bear them.
    names: BTreeMap<String, BTreeSet<&'a str>>,
    sources: BTreeMap<&'a str, &'a Source>,
    facts: BTreeMap<&'a str, &'a Fact>,
    taken: BTreeSet<&'a str>,
    /// What organisations are called in lower case, with the id of the first that is: every row of a file may name one.
    organisations: HashMap<String, &'a str>,
}

impl<'a> Held<'a> {
    /// Of several subjects, sources or facts with one id the last counts, so the nearest layer is to come last.
    pub fn new(
        lexicon: &'a Lexicon,
        subjects: impl IntoIterator<Item = &'a Subject>,
        sources: impl IntoIterator<Item = &'a Source>,
        facts: impl IntoIterator<Item = &'a Fact>,
    ) -> Self {
        let subjects: BTreeMap<&str, &Subject> = subjects.into_iter().map(|s| (s.id.as_str(), s)).collect();
        let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for subject in subjects.values() {
            for name in std::iter::once(&subject.name).chain(&subject.aliases) {
                names.entry(name.to_lowercase()).or_default().insert(subject.id.as_str());
            }
        }
        let mut organisations = HashMap::new();
        for one in lexicon.organisations.values() {
            for name in std::iter::once(&one.name).chain(&one.aliases) {
                organisations.entry(name.to_lowercase()).or_insert(one.id.as_str());
            }
        }
        Held {
            lexicon,
            subjects,
            names,
            sources: sources.into_iter().map(|source| (source.id.as_str(), source)).collect(),
            facts: facts.into_iter().map(|fact| (fact.id.as_str(), fact)).collect(),
            taken: BTreeSet::new(),
            organisations,
        }
    }

    /// Facts that are retracted: their ids are not given out anew.
    pub fn with_retracted(mut self, ids: impl IntoIterator<Item = &'a FactId>) -> Self {
        self.taken.extend(ids.into_iter().map(FactId::as_str));
        self
    }

    /// The subject of an id, a name or an alias; letter case counts in ids only.
    pub fn find(&self, text: &str) -> Named {
        match self.find_exactly(text) {
            Named::Unknown(_) => Named::Unknown(self.nearest_subject(text).map(str::to_owned)),
            found => found,
        }
    }

    pub(super) fn find_exactly(&self, text: &str) -> Named {
        let text = text.trim();
        if self.subjects.contains_key(text) {
            return Named::One(SubjectId::from(text));
        }
        let bearers = self.names.get(&text.to_lowercase());
        match bearers.map(|ids| ids.iter().copied().collect::<Vec<_>>()).as_deref() {
            Some([one]) => Named::One(SubjectId::from(*one)),
            Some(several @ [_, ..]) => Named::Several(several.iter().map(|id| (*id).to_owned()).collect()),
            _ => Named::Unknown(None),
        }
    }

    /// The id or name nearest to one that is not held.
    pub(super) fn nearest_subject(&self, text: &str) -> Option<&str> {
        let names = self.subjects.values().flat_map(|s| [s.id.as_str(), s.name.as_str()]);
        nearest(text, names.collect::<Vec<_>>())
    }

    /// The words.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    pub(super) fn subject(&self, id: &str) -> Option<&'a Subject> {
        self.subjects.get(id).copied()
    }

    pub(super) fn subjects(&self) -> impl Iterator<Item = &'a Subject> {
        self.subjects.values().copied()
    }

    pub(super) fn source(&self, id: &str) -> Option<&'a Source> {
        self.sources.get(id).copied()
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &'a Source> {
        self.sources.values().copied()
    }

    pub(super) fn fact(&self, id: &str) -> Option<&'a Fact> {
        self.facts.get(id).copied()
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = &'a Fact> {
        self.facts.values().copied()
    }

    /// The ids of facts that are in use, or were.
    pub(super) fn fact_ids(&self) -> impl Iterator<Item = &'a str> {
        self.facts.keys().chain(&self.taken).copied()
    }

    /// The kinds that the values of an attribute are expected to have.
    pub(super) fn kinds(&self, attribute: &str) -> Vec<ValueKind> {
        self.lexicon.attributes.get(attribute).and_then(|attribute| attribute.value).into_iter().collect()
    }

    /// The id of the attribute that is [called](called::attribute) so.
    pub(super) fn attribute(&self, text: &str) -> Option<&'a str> {
        // Most rows give the id; to look through all attributes for it was a twentieth of reading a file.
        let itself = self.lexicon.attributes.get(text.trim());
        let called = itself.or_else(|| called::attribute(self.lexicon.attributes.values(), text));
        called.map(|attribute| attribute.id.as_str())
    }

    /// The id or name of an attribute that may be meant where none is called so.
    pub(super) fn near_attribute(&self, text: &str) -> Option<&'a str> {
        called::near_attribute(self.lexicon.attributes.values(), text)
    }

    /// The id of the organisation that is [called](called::organisation) so.
    pub(super) fn organisation(&self, text: &str) -> Option<&'a str> {
        let named = self.organisations.get(&text.to_lowercase()).copied();
        let itself = self.lexicon.organisations.get(text).map(|one| one.id.as_str());
        // The first in the order of their ids.
        [named, itself].into_iter().flatten().min()
    }

    /// What an organisation is called that may be meant where none is called so.
    pub(super) fn near_organisation(&self, text: &str) -> Option<&'a str> {
        called::near_organisation(self.lexicon.organisations.values(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Organisation;

    #[test]
    fn an_organisation_is_found_as_by_looking_at_each() {
        let mut lexicon = Lexicon::default();
        for (id, name, alias) in
            [("board", "Harbour Board", "HB"), ("hb", "Hall of Boats", "board"), ("z", "Z", "hb")]
        {
            let json = serde_json::json!({ "id": id, "name": name, "aliases": [alias] });
            let one: Organisation = serde_json::from_value(json).unwrap();
            lexicon.organisations.insert(id.to_owned(), one);
        }
        let held = Held::new(&lexicon, [], [], []);
        for text in ["board", "Board", "hb", "HB", "harbour board", "z", "Z", "zz", ""] {
            let expected = called::organisation(lexicon.organisations.values(), text).map(|one| one.id.as_str());
            assert_eq!(held.organisation(text), expected, "{text}");
        }
    }
}
