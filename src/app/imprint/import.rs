//! The imprint behind a large import, made of what passed by.
//!
//! An import of a million facts leaves a store that takes longer to read than all else of a start, and whoever imports
//! waits already. So what a part brings is packed as it passes by, about 110 bytes a fact, each part by itself with its
//! own names. With what the store held before, if it was small or has an imprint of just that, the parts are what it
//! holds at the end: index and imprint are made of them without reading the store again. A large store without an
//! imprint is read, as by any start.

use super::keep::MANY;
use super::rows::{FactRow, Names, Naming, Row, SourceRow, SubjectRow};
use super::{Part, Table, table, write};
use crate::app::held::Held;
use crate::app::{View, step};
use crate::fact::{Fact, Scope, Source, Subject};
use crate::search::Foundation;
use crate::store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a part brings.
#[derive(Serialize, Deserialize)]
struct Rows<'a> {
    #[serde(borrow)]
    facts: Vec<FactRow<'a>>,
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
    /// Packs what is written; about a microsecond a fact.
    ///
    /// # Errors
    /// Those of the form it is packed in, which has none for facts.
    pub(in crate::app) fn of<'a>(
        facts: impl Iterator<Item = &'a Fact>,
        subjects: &'a [Subject],
        sources: &'a [Source],
    ) -> io::Result<Self> {
        let mut naming = Naming::default();
        let rows = Rows {
            facts: facts.map(|fact| FactRow::of(fact, &mut naming)).collect(),
            subjects: subjects.iter().map(|subject| SubjectRow::of(subject, &mut naming)).collect(),
            sources: sources.iter().map(|source| SourceRow::of(source, &mut naming)).collect(),
        };
        let rows = postcard::to_stdvec(&rows).map_err(io::Error::other)?;
        Ok(Self { names: postcard::to_stdvec(&naming.texts()).map_err(io::Error::other)?, rows })
    }

    /// Adds what it brings to the owners' layer, in the place of what that said before.
    fn add_to(&self, held: &mut Held) -> Option<()> {
        let names = Names::from(postcard::from_bytes::<[Vec<&str>; 3]>(&self.names).ok()?);
        let rows: Rows<'_> = postcard::from_bytes(&self.rows).ok()?;
        for row in &rows.facts {
            held.layer(Scope::Owners).withdrawn.remove(row.id());
        }
        Part::Subjects(read(rows.subjects, &names)?).add_to(held, Scope::Owners);
        Part::Sources(read(rows.sources, &names)?).add_to(held, Scope::Owners);
        Part::Facts(read(rows.facts, &names)?).add_to(held, Scope::Owners);
        Some(())
    }
}

fn read<'a, R: Row<'a>>(rows: Vec<R>, names: &Names) -> Option<Vec<Arc<R::Of>>> {
    rows.into_iter().map(|row| row.read(names).map(Arc::new)).collect()
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
    Store(Held),
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
            None if store.records()? <= MANY => Base::Store(Held::of(store.load()?, store)?),
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
            Base::Store(held) => held,
            Base::Imprint(table) => table.held(data, None).ok_or_else(damaged)?,
        };
        for part in parts {
            part.add_to(&mut held).ok_or_else(|| io::Error::other("a part of the import makes no sense"))?;
        }
        let views = held.views(foundation);
        let shared = views.sight(View::Everyone);
        let words = shared.is_whole().then_some((&*shared, note.as_str()));
        write(data, mark, &views.held(), words).map(drop)
    }
}
