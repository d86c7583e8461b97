//! Adding, correcting and taking back one fact, and undoing any change.

use super::check::{self, Flaws};
use super::room;
use super::{By, Changed, CurateError, Form, Revision, Seen, Standing, Which, Withdrawn};
use crate::answer;
use crate::app::own::{Own, Touched};
use crate::app::{App, View};
use crate::fact::{Fact, FactId, Said, Scope, Source, Subject};
use crate::search::Index;
use crate::store::{Batch, Change, Drawer, Edit, Entry, StoreError, Ticket};
use std::sync::{Arc, PoisonError};
use std::time::Instant;

/// What a layer is to say from now on.
pub(super) struct Writing<'a> {
    pub edits: &'a [Edit],
    pub subjects: &'a [Subject],
    pub sources: &'a [Source],
    pub reason: Option<&'a str>,
}

impl App {
    /// What stands under an id in a view, and the revision to give back with a change of it; `None` if nothing is.
    pub fn fact(&self, view: View, id: &FactId) -> Result<Option<(Standing, Revision)>, CurateError> {
        let Some((entry, revision)) = self.entry(view, id)? else { return Ok(None) };
        let sight = self.views.sight(view);
        let standing = match entry {
            Entry::Fact(_) => sight.index().fact_by_id(id).map(|at| Standing::Held(seen(sight.index(), at))),
            Entry::Retracted => sight.withdrawn(id).map(Standing::Withdrawn),
        };
        Ok(standing.map(|standing| (standing, revision)))
    }

    /// What would stand under an id if the view's own layer said nothing of it; `None` if nothing would.
    pub fn below(&self, view: View, id: &FactId) -> Option<Arc<Fact>> {
        self.views.below(view).fact(id)
    }

    /// Every fact that the view's own layer took back, the newest first.
    pub fn withdrawn(&self, view: View) -> Vec<Withdrawn> {
        let (own, sight) = (self.views.own(view), self.views.sight(view));
        let known = own.withdrawn.iter().filter_map(|entry| sight.withdrawn(&entry.id));
        let mut all: Vec<Withdrawn> = known.collect();
        all.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        all
    }

    /// Adds a fact to the view's layer, under an id of its own: `subject.attribute.a1` (in a server `.b1`), with the
    /// next number that was never used.
    ///
    /// # Errors
    /// [`CurateError::Invalid`], [`CurateError::Done`], [`CurateError::Store`].
    pub fn add(&self, view: View, form: &Form, by: &By) -> Result<Changed, CurateError> {
        let _alone = self.alone();
        let mut form = self.sound(view, form)?;
        form.fact.id = self.new_fact_id(view, &form.fact, &mut 0)?;
        let edit = Edit::put(form.fact.clone(), None);
        self.write(view, &Writing::of(&edit, &form, None), by)
    }

    /// Puts a fact in the place of the one seen at `revision`: in the view's own layer, over a farther one. Also
    /// brings back a withdrawn fact. If the value is another, what was made for the former one is left out: the
    /// statement if it is the same, cues and questions with figures of the former value; [`App::preview`] shows it so.
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
        let _alone = self.alone();
        let expected = self.expected(view, id, revision)?;
        let mut form = self.sound(view, form)?;
        self.leave_out_what_is_stale(view, id, &mut form);
        form.fact.id = id.clone();
        let edit = Edit::put(form.fact.clone(), expected);
        self.write(view, &Writing::of(&edit, &form, None), by)
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
        let _alone = self.alone();
        let expected = self.expected(view, id, revision)?;
        let reason = check::tidy(reason);
        let mut flaws = Flaws::default();
        flaws.text("reason", &reason, check::REASON);
        if !flaws.0.is_empty() {
            return Err(CurateError::Invalid(flaws.0));
        }
        let edits = [Edit::retract(id.clone(), expected)];
        let writing = Writing { edits: &edits, subjects: &[], sources: &[], reason: Some(&reason) };
        self.write(view, &writing, by)
    }

    /// Undoes a change of the view's own layer as a whole (all of an import), which is itself a change: undone in
    /// its turn, it brings back what it took away.
    ///
    /// # Errors
    /// [`CurateError::NothingToUndo`]; [`CurateError::Conflict`] if a fact was changed again since.
    pub fn undo(&self, view: View, which: Which, by: &By) -> Result<Changed, CurateError> {
        let _alone = self.alone();
        let scope = view.layer();
        let number = match which {
            Which::Number(number) => Some(number),
            Which::Last => self.store.made(scope, None, 1)?.first().map(|made| made.number),
        };
        let number = number.ok_or(CurateError::NothingToUndo)?;
        let undone = self.store.changes_of(scope, number)?;
        if undone.is_empty() {
            return Err(CurateError::NothingToUndo);
        }
        room::check(view, &self.views.own(view), undone.iter().map(|change| (&change.id, change.before.as_ref())))?;
        let undone = self.store.undo(scope, number, &by.author, by.at, &by.tickets(self, view)?);
        let changes = undone.map_err(|error| self.told(view, error))?;
        let (mut own, mut touched) = ((*self.views.own(view)).clone(), Touched::default());
        if let Some(change) = changes.first() {
            own.follow_described(self.store.described(scope, change.batch)?, &mut touched);
        }
        self.take_in(view, own, touched, changes)
    }

    /// Only one change is made at a time. A writer that panicked left nothing half done: the store's transactions and
    /// the swap of an index are whole.
    pub(in crate::app) fn alone(&self) -> std::sync::MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The form as it would be written, if it can be.
    pub(super) fn sound(&self, view: View, form: &Form) -> Result<Form, CurateError> {
        let index = self.index(view);
        let form = check::prepared(view, &index, form);
        let flaws = check::form(&index, &form);
        if flaws.is_empty() { Ok(form) } else { Err(CurateError::Invalid(flaws)) }
    }

    /// What the nearest layer that says anything of an id says of it.
    fn entry(&self, view: View, id: &FactId) -> Result<Option<(Entry, Revision)>, StoreError> {
        for scope in view.layers() {
            if let Some((entry, number)) = self.store.entry(scope, id)? {
                return Ok(Some((entry, Revision { scope, number })));
            }
        }
        Ok(None)
    }

    /// The revision that the view's own layer must have, if what was looked at is still what stands there.
    fn expected(&self, view: View, id: &FactId, revision: Revision) -> Result<Option<u64>, CurateError> {
        match self.entry(view, id)? {
            None => Err(CurateError::Unknown(id.clone())),
            Some((_, current)) if current != revision => Err(self.conflict(view, id)?),
            Some((_, current)) => Ok((current.scope == view.layer()).then_some(current.number)),
        }
    }

    fn conflict(&self, view: View, id: &FactId) -> Result<CurateError, CurateError> {
        let now = self.fact(view, id)?.map(|(standing, _)| Box::new(standing));
        let mut last: Option<Change> = None;
        for scope in view.layers() {
            last = last.or(self.store.last_change(scope, id)?);
        }
        Ok(CurateError::Conflict { id: id.clone(), now, last: last.map(Box::new) })
    }

    /// The store's error in the words of this room.
    fn told(&self, view: View, error: StoreError) -> CurateError {
        match error {
            StoreError::Conflict { id, .. } => self.conflict(view, &id).unwrap_or_else(|error| error),
            StoreError::Gone => CurateError::Done,
            error => CurateError::Store(error),
        }
    }

    /// An id that no fact has or had in the layers that the view sees. `number` is the last one that was given out,
    /// 0 for none, and is moved on.
    pub(super) fn new_fact_id(&self, view: View, fact: &Fact, number: &mut u64) -> Result<FactId, StoreError> {
        let (layer, sight) = (view.layer(), self.views.sight(view));
        // The layers differ, so that a fact that the owners add later is never taken for this one.
        let letter = if layer == Scope::Owners { 'a' } else { 'b' };
        loop {
            *number += 1;
            let id = FactId::new(format!("{}.{}.{letter}{number}", fact.subject, fact.attribute));
            let free = sight.fact(&id).is_none() && sight.withdrawn(&id).is_none();
            if free && self.store.last_change(layer, &id)?.is_none() {
                return Ok(id);
            }
        }
    }

    /// Writes, and answers by it from then on. The caller is alone.
    pub(super) fn write(&self, view: View, writing: &Writing<'_>, by: &By) -> Result<Changed, CurateError> {
        room::check(view, &self.views.own(view), writing.edits.iter().map(|edit| (edit.id(), edit.entry())))?;
        let batch = Batch {
            scope: view.layer(),
            edits: writing.edits,
            subjects: writing.subjects,
            sources: writing.sources,
            author: &by.author,
            at: by.at,
            reason: writing.reason,
            takes: &by.tickets(self, view)?,
        };
        let changes = self.store.write(&batch).map_err(|error| self.told(view, error))?;
        let committed = Instant::now();
        let (mut own, mut touched) = ((*self.views.own(view)).clone(), Touched::default());
        own.describe(writing.subjects.iter().cloned(), writing.sources.iter().cloned(), &mut touched);
        let changed = self.take_in(view, own, touched, changes)?;
        let micros = u64::try_from(committed.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(micros, "answers go by a change since it was committed");
        Ok(changed)
    }

    fn take_in(
        &self,
        view: View,
        mut own: Own,
        mut touched: Touched,
        changes: Vec<Change>,
    ) -> Result<Changed, CurateError> {
        own.follow(&changes, &self.store, &mut touched)?;
        self.views.replace(view, own, touched);
        self.note_indexed();
        Ok(Changed { number: changes.first().map_or(0, |change| change.batch), changes })
    }
}

impl<'a> Writing<'a> {
    fn of(edit: &'a Edit, form: &'a Form, reason: Option<&'a str>) -> Self {
        let (subjects, sources) = (form.subject.as_slice(), form.source.as_slice());
        Self { edits: std::slice::from_ref(edit), subjects, sources, reason }
    }
}

impl By {
    /// The papers that are settled.
    fn tickets(&self, app: &App, view: View) -> Result<Vec<Ticket>, StoreError> {
        let scope = view.layer();
        let ticket = |drawer, name: String| Ticket { drawer, scope, name };
        let draft = self.draft.iter().map(|id| ticket(Drawer::Drafts, id.as_str().to_owned()));
        let proposal = self.proposal.iter().map(|id| ticket(Drawer::Proposals, id.name()));
        let wordings = self.gap.as_ref().map_or(Ok(Vec::new()), |gap| app.wordings(view, gap))?;
        let gaps = wordings.into_iter().map(|name| ticket(Drawer::Gaps, name));
        Ok(draft.chain(proposal).chain(gaps).collect())
    }
}

/// A fact of an index with all that is shown with it.
pub(super) fn seen(index: &Index, at: usize) -> Seen {
    let doc = index.fact(at);
    Seen {
        fact: doc.fact.clone(),
        subject: index.subject(doc.subject).subject.clone(),
        source: index.source(&doc).clone(),
        sentence: answer::sentence(index, &doc),
    }
}

/// Whether two facts are the same, whatever their layers.
pub(super) fn is_same(a: &Fact, b: &Fact) -> bool {
    a.id == b.id && Said::by(a) == Said::by(b)
}
