//! Adding, correcting and taking back one fact, and undoing any change.

use super::{By, Changed, CurateError, Form, Revision, Standing, Which, Withdrawn};
use crate::app::{App, View};
use crate::fact::FactId;

impl App {
    /// What stands under an id in a view, and the revision to give back with a change of it; `None` if nothing is.
    pub fn fact(&self, view: View, id: &FactId) -> Result<Option<(Standing, Revision)>, CurateError> {
        todo!("{view:?} {id}")
    }

    /// Every fact that the view's own layer took back, the newest first.
    pub fn withdrawn(&self, view: View) -> Vec<Withdrawn> {
        todo!("{view:?}")
    }

    /// Adds a fact to the view's layer, under an id of its own: `subject.attribute.a1`, with the next number that
    /// was never used.
    ///
    /// # Errors
    /// [`CurateError::Invalid`], [`CurateError::Done`], [`CurateError::Store`].
    pub fn add(&self, view: View, form: &Form, by: &By) -> Result<Changed, CurateError> {
        todo!("{view:?} {form:?} {by:?}")
    }

    /// Puts a fact in the place of the one seen at `revision`: in the view's own layer, over a farther one. Also
    /// brings back a withdrawn fact. A statement (and questions) that speaks of the former value is left out if the
    /// value is another and the statement is the same; [`App::preview`] shows it so.
    ///
    /// # Errors
    /// [`CurateError::Conflict`] says what changed meanwhile, with the new fact; else as [`App::add`], and
    /// [`CurateError::Unknown`].
    pub fn edit(
        &self,
        view: View,
        id: &FactId,
        revision: Revision,
        form: &Form,
        by: &By,
    ) -> Result<Changed, CurateError> {
        todo!("{view:?} {id} {revision} {form:?} {by:?}")
    }

    /// Takes a fact back: from now on a question that aims at it is told that it was withdrawn, when and why.
    ///
    /// # Errors
    /// As [`App::edit`]; a reason is needed, of at most 300 characters.
    pub fn retract(
        &self,
        view: View,
        id: &FactId,
        revision: Revision,
        reason: &str,
        by: &By,
    ) -> Result<Changed, CurateError> {
        todo!("{view:?} {id} {revision} {reason} {by:?}")
    }

    /// Undoes a change of the view's own layer as a whole (all of an import), which is itself a change: undone in
    /// its turn, it brings back what it took away.
    ///
    /// # Errors
    /// [`CurateError::NothingToUndo`]; [`CurateError::Conflict`] if a fact was changed again since.
    pub fn undo(&self, view: View, which: Which, by: &By) -> Result<Changed, CurateError> {
        todo!("{view:?} {which:?} {by:?}")
    }
}
