//! What the rows of a large file may name, and which ids it had so far.

use super::{hash, part::Part};
use crate::fact::{Scope, Source, Subject};
use crate::store::{Store, StoreError};
use crate::transfer::Import;
use rustc_hash::{FxHashMap, FxHashSet};

/// What rows may name, and which ids the file had so far.
pub(super) struct Known {
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    /// Hashes of ids and names in lower case, with the places of subjects.
    by_name: FxHashMap<u64, Vec<u32>>,
    by_id: FxHashMap<u64, Vec<u32>>,
    pub(super) ids: FxHashSet<u64>,
    /// Hashes of the ids of which the layer says something.
    pub(super) held: FxHashSet<u64>,
}

pub(super) struct NamedIn<'a> {
    pub(super) subjects: Vec<&'a Subject>,
    pub(super) sources: Vec<&'a Source>,
}

impl Known {
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        let mut known = Self {
            subjects: Vec::new(),
            sources: Vec::new(),
            by_name: FxHashMap::default(),
            by_id: FxHashMap::default(),
            ids: FxHashSet::default(),
            held: FxHashSet::default(),
        };
        store.each_id(Scope::Owners, |id| {
            known.held.insert(hash(id));
        })?;
        for scope in [Scope::Shipped, Scope::Owners] {
            let (subjects, sources) = store.descriptions(scope)?;
            known.learn(&Import { subjects, sources, ..Import::default() });
        }
        Ok(known)
    }

    pub(super) fn learn(&mut self, import: &Import) {
        for subject in &import.subjects {
            let place = u32::try_from(self.subjects.len()).unwrap_or(u32::MAX);
            let names =
                [subject.id.as_str(), &subject.name].into_iter().chain(subject.aliases.iter().map(String::as_str));
            for name in names {
                let places = self.by_name.entry(hash(&name.to_lowercase())).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            self.subjects.push(subject.clone());
        }
        for source in &import.sources {
            let place = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
            for name in [source.id.as_str(), &source.title] {
                self.by_id.entry(hash(&name.to_lowercase())).or_default().push(place);
            }
            self.sources.push(source.clone());
        }
    }

    /// The subjects and sources that a part's rows may name; those that come later in the file or lie nearer last.
    pub(super) fn named_in(&self, part: &Part) -> NamedIn<'_> {
        let places = |names: &FxHashMap<u64, Vec<u32>>| {
            let found = part.words.iter().filter_map(|word| names.get(word));
            let mut places: Vec<usize> = found.flatten().map(|place| *place as usize).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        NamedIn {
            subjects: places(&self.by_name).into_iter().map(|place| &self.subjects[place]).collect(),
            sources: places(&self.by_id).into_iter().map(|place| &self.sources[place]).collect(),
        }
    }
}
