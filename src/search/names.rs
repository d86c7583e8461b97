//! The names of one subject or organisation, packed: abbreviations give a post five names of five words, and with a piece
//! of memory of its own for each, a third of their memory and half of the time to make them would be bookkeeping.
//!
//! All words lie in one piece, and behind each name a number that is no term. Cost: four bytes a word and a name.

use super::vocabulary::TermId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Stands behind each name.
const END: TermId = TermId(u32::MAX);

/// One way to name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// Its content terms in order, function words left out.
    pub terms: &'a [TermId],
}

/// All ways to name something: the name itself first.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names(Box<[TermId]>);

/// Names in the making.
#[derive(Debug, Default)]
pub(super) struct NameList(Vec<TermId>);

/// Names one after another.
#[derive(Debug, Clone)]
pub struct EachName<'a> {
    rest: &'a [TermId],
}

impl<'a> Iterator for EachName<'a> {
    type Item = Name<'a>;

    fn next(&mut self) -> Option<Name<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|term| *term == END).unwrap_or(self.rest.len());
        let (terms, behind) = self.rest.split_at(end);
        self.rest = behind.get(1..).unwrap_or_default();
        Some(Name { terms })
    }
}

impl Names {
    /// Each of them.
    pub fn iter(&self) -> EachName<'_> {
        EachName { rest: &self.0 }
    }

    /// The name itself.
    pub fn first(&self) -> Option<Name<'_>> {
        self.iter().next()
    }

    /// The terms of all of them, some of them many times.
    pub(super) fn terms(&self) -> impl Iterator<Item = TermId> + Clone {
        self.0.iter().copied().filter(|term| *term != END)
    }

    /// Puts other terms in the place of these.
    pub(super) fn rename(&mut self, other: impl Fn(TermId) -> TermId) {
        self.0.iter_mut().filter(|term| **term != END).for_each(|term| *term = other(*term));
    }
}

impl NameList {
    /// Adds a name, unless it has no word or is there already.
    pub(super) fn add(&mut self, name: &[TermId]) {
        if !name.is_empty() && (EachName { rest: &self.0 }).all(|other| other.terms != name) {
            self.0.extend_from_slice(name);
            self.0.push(END);
        }
    }

    /// Those that were added; the list is empty then, and keeps its room.
    pub(super) fn taken(&mut self) -> Names {
        let names = Names(Box::from(&*self.0));
        self.0.clear();
        names
    }
}

impl<'a> FromIterator<&'a [TermId]> for Names {
    fn from_iter<I: IntoIterator<Item = &'a [TermId]>>(names: I) -> Self {
        let mut all = Vec::new();
        for name in names {
            all.extend_from_slice(name);
            all.push(END);
        }
        Self(all.into())
    }
}

impl<'a> IntoIterator for &'a Names {
    type Item = Name<'a>;
    type IntoIter = EachName<'a>;

    fn into_iter(self) -> EachName<'a> {
        self.iter()
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(|name| name.terms)).finish()
    }
}

/// In a file they are lists in a list, which begins with how many they are.
impl Serialize for Names {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.iter().map(|name| name.terms).collect::<Vec<_>>().serialize(to)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let names: Vec<Vec<TermId>> = Deserialize::deserialize(from)?;
        Ok(names.iter().map(Vec::as_slice).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn names_are_unpacked_as_they_were_packed(
            all in proptest::collection::vec(proptest::collection::vec(0..3_u32, 0..4), 0..9),
        ) {
            let (mut list, mut expected): (NameList, Vec<Vec<TermId>>) = Default::default();
            for name in all.into_iter().map(|name| name.into_iter().map(TermId).collect::<Vec<_>>()) {
                list.add(&name);
                if !name.is_empty() && !expected.contains(&name) {
                    expected.push(name);
                }
            }
            let names = list.taken();
            prop_assert_eq!(names.iter().map(|name| name.terms.to_vec()).collect::<Vec<_>>(), &*expected);
            prop_assert_eq!(names.first().map(|name| name.terms), expected.first().map(Vec::as_slice));
            prop_assert_eq!(names.terms().collect::<Vec<_>>(), expected.concat());
            let kept: Names = serde_json::from_str(&serde_json::to_string(&names).unwrap()).unwrap();
            prop_assert_eq!(&kept, &names);
            prop_assert_eq!(list.taken(), Names::default());
            let mut renamed = names;
            renamed.rename(|term| TermId(term.0 + 1));
            prop_assert_eq!(renamed.terms().collect::<Vec<_>>(), kept.terms().map(|term| TermId(term.0 + 1)).collect::<Vec<_>>());
        }
    }
}
