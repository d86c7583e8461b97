//! The imprint behind a large import, made of what passed by.
//!
//! An import of a million facts leaves a store that takes longer to read than all else of a start, and whoever imports
//! waits already. So what a part brings is packed as it is read, about 110 bytes a fact, each part by itself with its
//! own names, and unpacked when it is written and at the end, which costs less than reading the file again. With what the store held before, if it was small or has an imprint of just that, the parts are what it
//! holds at the end: index and imprint are made of them without reading the store again. A large store without an
//! imprint is read, as by any start.

use super::keep::MANY;
use super::rows::{FactRow, Names, Naming, Row, SourceRow, SubjectRow};
use super::{Table, table, write};
use crate::app::held::Held;
use crate::app::own::Own;
use crate::app::{View, step};
use crate::fact::{Fact, Scope, Source, Subject};
use crate::search::Foundation;
use crate::store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a part of an import brings.
#[derive(Debug, PartialEq)]
pub(in crate::app) struct Brought {
    /// Each with the revision over which it is put.
    pub facts: Vec<(Fact, Option<u64>)>,
    pub subjects: Vec<Subject>,
    pub sources: Vec<Source>,
}

/// The same as rows.
#[derive(Serialize, Deserialize)]
struct Rows<'a> {
    #[serde(borrow)]
    facts: Vec<(FactRow<'a>, Option<u64>)>,
    #[serde(borrow)]
    subjects: Vec<SubjectRow<'a>>,
    #[serde(borrow)]
    sources: Vec<SourceRow<'a>>,
}

/// A part of an import, packed.
#[derive(Debug)]
pub(in crate::app) struct Packed {
    names: Vec<u8>,
    rows: Vec<u8>,
}

impl Packed {
    /// Packs a part; about a microsecond a fact.
    ///
    /// # Errors
    /// Those of the form it is packed in, which has none for facts.
    pub(in crate::app) fn of(brought: &Brought) -> io::Result<Self> {
        let mut naming = Naming::default();
        let Brought { facts, subjects, sources } = brought;
        let rows = Rows {
            facts: facts.iter().map(|(fact, over)| (FactRow::of(fact, &mut naming), *over)).collect(),
            subjects: subjects.iter().map(|subject| SubjectRow::of(subject, &mut naming)).collect(),
            sources: sources.iter().map(|source| SourceRow::of(source, &mut naming)).collect(),
        };
        let rows = postcard::to_stdvec(&rows).map_err(io::Error::other)?;
        Ok(Self { names: postcard::to_stdvec(&naming.texts()).map_err(io::Error::other)?, rows })
    }

    /// What was packed, as it was. `None` only by a mistake of this program.
    pub(in crate::app) fn unpack(&self) -> Option<Brought> {
        let names = Names::from(postcard::from_bytes::<[Vec<&str>; 3]>(&self.names).ok()?);
        let Rows { facts, subjects, sources } = postcard::from_bytes(&self.rows).ok()?;
        Some(Brought {
            facts: facts.into_iter().map(|(row, over)| Some((row.read(&names)?, over))).collect::<Option<_>>()?,
            subjects: subjects.into_iter().map(|row| row.read(&names)).collect::<Option<_>>()?,
            sources: sources.into_iter().map(|row| row.read(&names)).collect::<Option<_>>()?,
        })
    }
}

impl Brought {
    /// Adds it to a layer, in the place of what that said before.
    fn add_to(self, own: &mut Own) {
        own.subjects.extend(self.subjects.into_iter().map(Arc::new));
        own.sources.extend(self.sources.into_iter().map(Arc::new));
        for (fact, _) in self.facts {
            own.withdrawn.remove(fact.id.as_str());
            own.facts.insert(Arc::new(fact));
        }
    }
}

/// What a store in step with the built-in knowledge held before an import.
#[derive(Debug)]
pub(in crate::app) struct Before {
    base: Base,
    foundation: Foundation,
    /// Of the foundation.
    note: String,
}

/// Where that is.
#[derive(Debug)]
enum Base {
    /// A small store, read.
    Store(Box<Held>),
    /// The imprint beside the store, which stays until it is replaced.
    Imprint(Table),
}

impl Before {
    /// Looks for an imprint of just this store, else reads a small one; `None` if it has more than is to be held beside
    /// an import, or is not in step.
    ///
    /// # Errors
    /// Those of the store.
    pub(in crate::app) fn of(store: &Store, data: &Path) -> Result<Option<Self>, StoreError> {
        let Some(kept) = step::kept(data) else { return Ok(None) };
        if !step::is_noted(store, &kept.note)? {
            return Ok(None);
        }
        let mark = store.mark()?;
        let base = match table(data).filter(|table| table.mark() == mark) {
            Some(table) => Base::Imprint(table),
            None if store.records()? <= MANY => Base::Store(Box::new(Held::of(store.load()?, store)?)),
            None => return Ok(None),
        };
        Ok(Some(Self { base, foundation: kept.foundation, note: kept.note }))
    }

    /// Writes the imprint of a store that has this mark since these parts were written.
    ///
    /// # Errors
    /// Those of the disk, or that the imprint of before is damaged.
    pub(in crate::app) fn write(self, parts: Vec<Packed>, data: &Path, mark: String) -> io::Result<()> {
        let Self { base, foundation, note } = self;
        let damaged = || io::Error::other("the imprint of what was held before is damaged");
        let mut held = match base {
            Base::Store(held) => *held,
            Base::Imprint(table) => table.held(data, None).ok_or_else(damaged)?,
        };
        for part in parts {
            let brought = part.unpack().ok_or_else(|| io::Error::other("a part of the import makes no sense"))?;
            brought.add_to(held.layer(Scope::Owners));
        }
        let views = held.views(foundation);
        let shared = views.sight(View::Everyone);
        let words = shared.is_whole().then_some((&*shared, note.as_str()));
        write(data, mark, &views.held(), words).map(drop)
    }
}
