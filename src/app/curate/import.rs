//! Many facts as one change, and a layer as a whole for an export.

use super::{By, Changed, CurateError, Flaw, Withdrawn};
use crate::app::{App, View};
use crate::fact::{Fact, FactId, Source, Subject};
use crate::store::{Change, MOST_EDITS};

/// The most facts that one import takes.
pub const MOST_ROWS: usize = MOST_EDITS;

/// Facts with what they refer to, read from a file or to be written to one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bundle {
    /// Subjects to add, or to put over those of the same id.
    pub subjects: Vec<Subject>,
    /// Sources to add, or to put over those of the same id.
    pub sources: Vec<Source>,
    /// Facts; one with an id is put over what the view sees under that id, one without (an empty id) is added.
    pub facts: Vec<Fact>,
    /// Facts to take back, with the reason.
    pub retract: Vec<(FactId, Option<String>)>,
}

/// A row of an import that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Its place in [`Bundle::facts`], from 0; `None` for what is wrong with a subject or a source.
    pub row: Option<usize>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What an import would do, or did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Facts that are new.
    pub added: usize,
    /// Facts put over others.
    pub changed: usize,
    /// Facts that are held just so already, and are left alone.
    pub unchanged: usize,
    /// Facts taken back.
    pub withdrawn: usize,
    /// The change; `None` for a dry run, or if there was nothing to do.
    pub done: Option<Changed>,
}

/// A layer's facts as they stand, and how they came to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layer {
    /// Its subjects, by id.
    pub subjects: Vec<Subject>,
    /// Its sources, by id.
    pub sources: Vec<Source>,
    /// Its facts, by id.
    pub facts: Vec<Fact>,
    /// What it took back, by id.
    pub withdrawn: Vec<Withdrawn>,
    /// Its history, the oldest first; changes made together have the same `batch`, and both numbers count from 1.
    pub history: Vec<Change>,
}

impl App {
    /// What an import would do; nothing is written.
    ///
    /// # Errors
    /// [`CurateError::TooMany`]; [`CurateError::Rows`] with every fault.
    pub fn dry_run(&self, view: View, bundle: &Bundle) -> Result<Imported, CurateError> {
        todo!("{view:?} {bundle:?}")
    }

    /// Imports all of a bundle as one change that can be undone, or nothing.
    ///
    /// # Errors
    /// As [`App::dry_run`], and [`CurateError::Done`], [`CurateError::Conflict`], [`CurateError::Store`].
    pub fn import(
        &self,
        view: View,
        bundle: &Bundle,
        reason: Option<&str>,
        by: &By,
    ) -> Result<Imported, CurateError> {
        todo!("{view:?} {bundle:?} {reason:?} {by:?}")
    }

    /// The view's own layer as it stands, with its history.
    pub fn layer(&self, view: View) -> Result<Layer, CurateError> {
        todo!("{view:?}")
    }

    /// Fills the view's own layer, which must hold nothing and have no history, with an exported one: afterwards
    /// [`App::layer`] gives just that layer again.
    ///
    /// # Errors
    /// [`CurateError::Invalid`] if the layer holds something; [`CurateError::Store`].
    pub fn restore(&self, view: View, layer: &Layer) -> Result<(), CurateError> {
        todo!("{view:?} {layer:?}")
    }
}
