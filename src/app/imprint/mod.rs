//! An imprint of what a large store holds, so that a start need not read it whole.
//!
//! To read a million facts and their history out of the engine takes three times as long as all else of a start. So
//! what was read is written beside the store once more, as [`rows`] that two threads read back. The store stays the
//! truth: an imprint counts only for the mark that the store had when it was written, by which every record of the
//! store goes, and only with all its checksums; else it is passed over in silence, and written anew. It is made of two
//! files, of which the small one is written last.

mod import;
mod keep;
mod rows;
#[cfg(test)]
mod tests;

pub(super) use import::{Before, Brought, Packed};
pub(super) use keep::{Imprint, MANY, table};

use super::curate::Withdrawn;
use super::held::Held;
use super::sight::Sight;
use crate::fact::{Fact, Scope, Source, Subject};
use crate::search::{LayerWords, SomeWords};
use rows::{FactRow, Names, Naming, Row, SourceRow, SubjectRow, WithdrawnRow};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The file with the rows.
const FILE: &str = "imprint";

/// The file that says of what they are, and where.
const TABLE: &str = "imprint.table";

/// The version of both. To be raised with every change of what stands in them.
const VERSION: u32 = 8;

/// So many rows are read at once.
const PAGE: usize = 8_192;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    Names,
    Subjects,
    Sources,
    Facts,
    Withdrawn,
    Words,
    FactWords,
}

/// Some rows of one kind and layer.
#[derive(Debug, Serialize, Deserialize)]
struct Page {
    kind: Kind,
    scope: Scope,
    from: u64,
    bytes: u64,
    sum: u64,
}

/// Of what store an imprint is, and where its pages are.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Table {
    version: u32,
    mark: String,
    /// What the words of the owners' layer stand on: the note of the lexicon's.
    note: String,
    pages: Vec<Page>,
}

impl Table {
    /// Reads the table of a data folder; `None` if there is none that is whole.
    fn read(data: &Path) -> Option<Self> {
        let bytes = fs::read(data.join(TABLE)).ok()?;
        let (sum, body) = bytes.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*sum) != checksum(body) {
            return None;
        }
        postcard::from_bytes(body).ok().filter(|table: &Self| table.version == VERSION)
    }

    /// The mark of the store when the imprint was made.
    pub(super) fn mark(&self) -> &str {
        &self.mark
    }

    /// Whether it has the words of the owners' layer.
    fn has_words(&self) -> bool {
        self.pages.iter().any(|page| page.kind == Kind::Words)
    }

    /// The same for a store whose facts, subjects and sources are still those.
    fn marked(self, data: &Path, mark: String) -> io::Result<Self> {
        let table = Self { mark, ..self };
        table.write(data)?;
        Ok(table)
    }

    fn write(&self, data: &Path) -> io::Result<()> {
        let body = postcard::to_stdvec(self).map_err(io::Error::other)?;
        let next = data.join(format!("{TABLE}.next"));
        let mut file = File::create(&next)?;
        file.write_all(&checksum(&body).to_le_bytes())?;
        file.write_all(&body)?;
        drop(file);
        fs::rename(next, data.join(TABLE))
    }

    /// Reads all that is held; `None` if anything of the imprint is not as it was written. Words that stand on another
    /// lexicon than that of the note are left out.
    pub(super) fn held(&self, data: &Path, note: Option<&str>) -> Option<Held> {
        let path = data.join(FILE);
        let names = self.pages.iter().find(|page| page.kind == Kind::Names)?;
        let bytes = names.bytes(&mut File::open(&path).ok()?)?;
        let names = Names::from(postcard::from_bytes::<[Vec<&str>; 3]>(&bytes).ok()?);
        drop(bytes);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut file = File::open(&path).ok()?;
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(page) = self.pages.get(at) else { return Some(done) };
                let wanted = note == Some(&self.note) || !matches!(page.kind, Kind::Words | Kind::FactWords);
                done.push((at, if wanted { page.read(&mut file, &names)? } else { Part::Nothing }));
            }
        };
        let (mine, others) = thread::scope(|scope| {
            let other = scope.spawn(work);
            (work(), other.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let (mut parts, others) = (mine?, others?);
        parts.extend(others);
        parts.sort_unstable_by_key(|(at, _)| *at);
        let mut held = Held::default();
        for (page, (_, part)) in self.pages.iter().zip(parts) {
            part.add_to(&mut held, page.scope);
        }
        Some(held)
    }
}

/// Writes an imprint of all that is held by a store of this mark; with the words of the owners' layer, if that is whole
/// in this sight, and the note of what they stand on.
fn write(data: &Path, mark: String, held: &Held, words: Option<(&Sight, &str)>) -> io::Result<Table> {
    let next = data.join(format!("{FILE}.next"));
    let mut press = Press { file: BufWriter::new(File::create(&next)?), at: 0, pages: Vec::new() };
    let mut naming = Naming::default();
    let shipped = Scope::Shipped;
    press.rows::<SubjectRow<'_>>(Kind::Subjects, shipped, held.subjects.iter().map(|held| &**held), &mut naming)?;
    press.rows::<SourceRow<'_>>(Kind::Sources, shipped, held.sources.iter().map(|held| &**held), &mut naming)?;
    press.rows::<FactRow<'_>>(Kind::Facts, shipped, held.facts.iter().map(|held| &**held), &mut naming)?;
    for (scope, own) in &held.layers {
        press.rows::<SubjectRow<'_>>(Kind::Subjects, *scope, own.subjects.iter().map(|held| &**held), &mut naming)?;
        press.rows::<SourceRow<'_>>(Kind::Sources, *scope, own.sources.iter().map(|held| &**held), &mut naming)?;
        press.rows::<FactRow<'_>>(Kind::Facts, *scope, own.facts.iter().map(|held| &**held), &mut naming)?;
        let withdrawn = own.withdrawn.iter().map(|held| &**held);
        press.rows::<WithdrawnRow<'_>>(Kind::Withdrawn, *scope, withdrawn, &mut naming)?;
    }
    press.page(Kind::Names, shipped, &naming.texts())?;
    let mut note = String::new();
    if let Some((sight, of)) = words
        && let Some((layer, index)) = sight.words()
    {
        of.clone_into(&mut note);
        press.page(Kind::Words, Scope::Owners, &layer)?;
        drop(layer);
        let facts: Vec<&Arc<Fact>> =
            held.layers.get(&Scope::Owners).into_iter().flat_map(|own| own.facts.iter()).collect();
        for facts in facts.chunks(PAGE) {
            press.page(Kind::FactWords, Scope::Owners, &index.words_of_facts(facts))?;
        }
    }
    let Press { file, pages, .. } = press;
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::rename(next, data.join(FILE))?;
    let table = Table { version: VERSION, mark, note, pages };
    table.write(data)?;
    Ok(table)
}

/// Takes both files away.
fn remove(data: &Path) {
    for name in [TABLE, FILE] {
        match fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, name, "a file in the data folder could not be removed");
            }
            _ => {}
        }
    }
}

/// An imprint in the making.
struct Press {
    file: BufWriter<File>,
    at: u64,
    pages: Vec<Page>,
}

impl Press {
    fn page(&mut self, kind: Kind, scope: Scope, body: &impl Serialize) -> io::Result<()> {
        let body = postcard::to_stdvec(body).map_err(io::Error::other)?;
        self.file.write_all(&body)?;
        let bytes = body.len() as u64;
        self.pages.push(Page { kind, scope, from: self.at, bytes, sum: checksum(&body) });
        self.at += bytes;
        Ok(())
    }

    fn rows<'a, R: Row<'a>>(
        &mut self,
        kind: Kind,
        scope: Scope,
        mut things: impl Iterator<Item = &'a R::Of>,
        naming: &mut Naming<'a>,
    ) -> io::Result<()> {
        loop {
            let rows: Vec<R> = things.by_ref().take(PAGE).map(|thing| R::of(thing, naming)).collect();
            if rows.is_empty() {
                return Ok(());
            }
            self.page(kind, scope, &rows)?;
        }
    }
}

/// What a page holds.
enum Part {
    Nothing,
    Subjects(Vec<Arc<Subject>>),
    Sources(Vec<Arc<Source>>),
    Facts(Vec<Arc<Fact>>),
    Withdrawn(Vec<Arc<Withdrawn>>),
    Words(Box<LayerWords>),
    FactWords(SomeWords),
}

impl Page {
    fn bytes(&self, file: &mut File) -> Option<Vec<u8>> {
        file.seek(SeekFrom::Start(self.from)).ok()?;
        let mut bytes = Vec::new();
        file.take(self.bytes).read_to_end(&mut bytes).ok()?;
        (checksum(&bytes) == self.sum).then_some(bytes)
    }

    fn read(&self, file: &mut File, names: &Names) -> Option<Part> {
        let bytes = self.bytes(file)?;
        Some(match self.kind {
            Kind::Names => Part::Nothing,
            Kind::Subjects => Part::Subjects(things::<SubjectRow<'_>>(&bytes, names)?),
            Kind::Sources => Part::Sources(things::<SourceRow<'_>>(&bytes, names)?),
            Kind::Facts => Part::Facts(things::<FactRow<'_>>(&bytes, names)?),
            Kind::Withdrawn => Part::Withdrawn(things::<WithdrawnRow<'_>>(&bytes, names)?),
            Kind::Words => Part::Words(postcard::from_bytes(&bytes).ok()?),
            Kind::FactWords => Part::FactWords(postcard::from_bytes(&bytes).ok()?),
        })
    }
}

fn things<'a, R: Row<'a>>(bytes: &'a [u8], names: &Names) -> Option<Vec<Arc<R::Of>>> {
    let rows: Vec<R> = postcard::from_bytes(bytes).ok()?;
    rows.into_iter().map(|row| row.read(names).map(Arc::new)).collect()
}

impl Part {
    fn add_to(self, held: &mut Held, scope: Scope) {
        let shipped = scope == Scope::Shipped;
        match self {
            Self::Subjects(subjects) if shipped => held.subjects.extend(subjects),
            Self::Sources(sources) if shipped => held.sources.extend(sources),
            Self::Facts(facts) if shipped => held.facts.extend(facts),
            Self::Subjects(subjects) => held.layer(scope).subjects.extend(subjects),
            Self::Sources(sources) => held.layer(scope).sources.extend(sources),
            Self::Facts(facts) => held.layer(scope).facts.extend(facts),
            Self::Withdrawn(withdrawn) => held.layer(scope).withdrawn.extend(withdrawn),
            Self::Words(words) => held.words = *words,
            Self::FactWords(words) => held.words.extend(words),
            Self::Nothing => {}
        }
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
