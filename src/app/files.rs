//! Files of facts into a view's layer, and a layer into files. What a file may hold is the room `transfer`'s matter.

use super::curate::{Bundle, By, CurateError, Imported, Layer, MOST_ROWS, room};
use super::own::Own;
use super::{App, View};
use crate::fact::{Fact, FactId, SourceId};
use crate::store::{Change, Entry};
use crate::text::lexicon::Lexicon;
use crate::transfer::{self, Held, Import, ImportError};
use jiff::{Timestamp, civil};
use std::collections::{BTreeMap, BTreeSet};

/// Why a file was not taken in. The first line says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file has mistakes, or cannot be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// What it says cannot be kept.
    #[error(transparent)]
    Curate(#[from] CurateError),
    /// An export with more facts than one change takes, where there is something already.
    #[error(
        "the export has {0} facts, and a place that holds something takes {MOST_ROWS} at once\n\
         import it into an empty place, where its history goes, too: a new data folder, or a server without facts"
    )]
    TooLarge(usize),
    /// An export whose history leads elsewhere than to its facts.
    #[error(
        "the history of the export does not lead to its facts, so somebody has edited it\n\
         export again and import the file as it is; facts edited by hand are imported as CSV"
    )]
    Edited,
}

/// A file that was read, sound as a whole, and what it would do to a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// What it says.
    pub import: Import,
    /// What it would do, or did.
    pub imported: Imported,
    /// Whether the layer is empty and becomes the exported one, history and all.
    pub whole: bool,
}

/// Why an export does not fit into a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// It is too long: so many bytes, if it was put together at all.
    Bytes(Option<usize>),
    /// It has so many files.
    Files(usize),
}

/// In which form a layer leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlet {
    /// All of it with its history, to be imported again without loss.
    Archive,
    /// Facts alone, as a table.
    Csv,
    /// Facts alone, as the files of a knowledge folder.
    Toml,
}

impl App {
    /// Reads a file for a view's layer, and says what it would do; nothing is written. `name` is the file's,
    /// `today` what "today" in it means.
    ///
    /// # Errors
    /// [`FileError`] with every mistake; then nothing of the file can be taken in.
    pub fn read_file(&self, view: View, name: &str, bytes: &[u8], today: civil::Date) -> Result<Intake, FileError> {
        let import = self.with_held(view, |held| transfer::read(name, bytes, held, view.layer(), today))?;
        let whole = !import.history.is_empty() && self.is_untouched(view)?;
        if whole {
            if !leads_to(&import) {
                return Err(FileError::Edited);
            }
            let ends = import.history.iter().map(|change| (&change.id, change.after.as_ref()));
            room::check(view, &Own::default(), ends)?;
            let (added, withdrawn) = (import.facts.len(), import.retracted.len());
            let imported = Imported { added, withdrawn, ..Imported::default() };
            return Ok(Intake { import, imported, whole });
        }
        let mut import = import;
        let idle = import.facts.is_empty();
        import.subjects.retain(|subject| !self.has_subject(view, subject, idle));
        import.sources.retain(|source| !self.has_source(view, source, idle));
        let dry = self.dry_run(view, &bundle(&import)).map_err(|error| match error {
            CurateError::TooMany { rows, .. } if !import.history.is_empty() => FileError::TooLarge(rows),
            error => FileError::Curate(error),
        })?;
        let imported = Imported { unchanged: dry.unchanged + import.unchanged, ..dry };
        Ok(Intake { import, imported, whole })
    }

    /// Reads one fact as people type it: a JSON object on one line, with the columns of a table as keys.
    ///
    /// # Errors
    /// Every mistake, by its column. A fact that is held already, word for word, is left out of what comes back.
    pub fn read_row(&self, view: View, row: &str, today: civil::Date) -> Result<Import, ImportError> {
        self.with_held(view, |held| transfer::read("row.jsonl", row.as_bytes(), held, view.layer(), today))
    }

    /// Takes in what was read: all of it as one change, or nothing. An export into an empty layer restores that
    /// layer, by whom and when each change was made.
    ///
    /// # Errors
    /// As [`App::import`] and [`App::restore`].
    pub fn import_file(
        &self,
        view: View,
        intake: Intake,
        reason: Option<&str>,
        by: &By,
    ) -> Result<Imported, CurateError> {
        let Intake { import, imported, whole } = intake;
        if whole {
            let Import { subjects, sources, facts, history, .. } = import;
            self.restore(view, &Layer { subjects, sources, facts, withdrawn: vec![], history })?;
            return Ok(imported);
        }
        let done = self.import(view, &bundle(&import), reason, by)?;
        Ok(Imported { unchanged: done.unchanged + import.unchanged, ..done })
    }

    /// As [`App::export`], but what is too large for a message is not even put together: so many bytes in all, and so
    /// many files.
    ///
    /// # Errors
    /// As [`App::export`].
    pub fn export_within(
        &self,
        view: View,
        outlet: Outlet,
        at: Timestamp,
        (bytes, files): (usize, usize),
    ) -> Result<Result<Vec<(String, String)>, Excess>, CurateError> {
        let own = self.views.own(view);
        let sources: BTreeSet<&SourceId> = own.facts.iter().map(|fact| &fact.source).collect();
        if outlet == Outlet::Toml && sources.len() > files {
            return Ok(Err(Excess::Files(sources.len())));
        }
        let mut least: usize = own.facts.iter().map(|fact| shortest(fact)).sum();
        if least <= bytes && outlet == Outlet::Archive {
            least += self.history_weighs(view, bytes - least, shortest)?;
        }
        if least > bytes {
            return Ok(Err(Excess::Bytes(None)));
        }
        let made = self.export(view, outlet, at)?;
        let size: usize = made.iter().map(|(_, text)| text.len()).sum();
        Ok(if size > bytes { Err(Excess::Bytes(Some(size))) } else { Ok(made) })
    }

    /// The view's own layer as files, by their names: one, but for [`Outlet::Toml`]. The same layer gives the same
    /// bytes, but for the date in the first line of an archive.
    ///
    /// # Errors
    /// [`CurateError::Store`] if the history cannot be read.
    pub fn export(&self, view: View, outlet: Outlet, at: Timestamp) -> Result<Vec<(String, String)>, CurateError> {
        if outlet == Outlet::Archive {
            let layer = self.layer(view)?;
            let archive = transfer::Layer {
                subjects: layer.subjects.iter().collect(),
                sources: layer.sources.iter().collect(),
                facts: layer.facts.iter().collect(),
                retracted: layer.withdrawn.iter().map(|withdrawn| &withdrawn.id).collect(),
                history: layer.history.iter().collect(),
            };
            return Ok(vec![("export.jsonl".to_owned(), transfer::jsonl(&archive, at))]);
        }
        let own = self.views.own(view);
        let facts: Vec<&Fact> = own.facts.iter().map(|fact| &**fact).collect();
        Ok(self.with_held(view, |held| match outlet {
            Outlet::Toml => transfer::toml(&facts, held),
            _ => vec![("export.csv".to_owned(), transfer::csv(&facts, held))],
        }))
    }

    /// Whether the view's own layer holds nothing, and never did.
    fn is_untouched(&self, view: View) -> Result<bool, CurateError> {
        let own = self.views.own(view);
        Ok(own.is_empty() && self.log(view, None, 1)?.is_empty())
    }

    /// What the files of a view may refer to.
    fn with_held<T>(&self, view: View, work: impl FnOnce(&Held<'_>) -> T) -> T {
        let sight = self.views.sight(view);
        let index = sight.index();
        let attributes = index.attributes().iter().map(|doc| (doc.attribute.id.clone(), doc.attribute.clone()));
        let organisations = index.organisations().iter().map(|doc| &doc.organisation);
        let lexicon = Lexicon {
            attributes: attributes.collect(),
            organisations: organisations.map(|one| (one.id.clone(), one.clone())).collect(),
            ..Lexicon::default()
        };
        let subjects = index.subjects().iter().map(|doc| &*doc.subject);
        let sources = index.sources().map(|source| &**source);
        let facts = index.held().map(|(_, doc)| &**doc.fact);
        work(&Held::new(&lexicon, subjects, sources, facts).with_retracted(sight.withdrawn_ids()))
    }
}

/// Bytes that a fact takes in any form of file, at least.
fn shortest(fact: &Fact) -> usize {
    let texts = [&fact.statement, &fact.said_by].into_iter().flatten();
    let all = texts.chain(&fact.cues).chain(&fact.questions).map(String::len).sum::<usize>();
    all + fact.id.as_str().len() + fact.subject.as_str().len() + fact.attribute.as_str().len()
}

/// What is imported as one change. Why a fact was taken back stands in an export's history.
fn bundle(import: &Import) -> Bundle {
    let reason = |id: &FactId| {
        let took = import.history.iter().rev().find(|change| change.id == *id);
        took.and_then(|change| change.reason.clone())
    };
    Bundle {
        subjects: import.subjects.clone(),
        sources: import.sources.clone(),
        facts: import.facts.clone(),
        retract: import.retracted.iter().map(|id| (id.clone(), reason(id))).collect(),
    }
}

/// Whether the history of an export ends in its facts.
fn leads_to(import: &Import) -> bool {
    let mut last: BTreeMap<&FactId, Option<&Entry>> = BTreeMap::new();
    for Change { id, before, after, .. } in &import.history {
        let known = last.insert(id, after.as_ref());
        if known.unwrap_or(None) != before.as_ref() {
            return false;
        }
    }
    let mut said: BTreeMap<&FactId, Option<&Fact>> = import.facts.iter().map(|fact| (&fact.id, Some(fact))).collect();
    said.extend(import.retracted.iter().map(|id| (id, None)));
    last.retain(|_, entry| entry.is_some());
    last.len() == said.len()
        && last.into_iter().all(|(id, entry)| said.get(id).is_some_and(|fact| *fact == entry.and_then(Entry::fact)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_of_nothing_is_read_as_nothing() {
        assert!(leads_to(&Import::default()));
        let held = Import { retracted: vec!["lamp.oil".into()], ..Import::default() };
        assert!(!leads_to(&held), "what no change says");
    }
}
