//! Many facts as one change.

use super::check::{self, Flaws, New};
use super::write::{Writing, is_same};
use super::{By, Changed, CurateError, Flaw, room};
use crate::app::{App, View};
use crate::fact::{AttributeId, Fact, FactId, Said, Source, SourceId, Subject, SubjectId};
use crate::search::Index;
use crate::store::{Edit, Entry, MOST_EDITS};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most facts that one import takes.
pub const MOST_ROWS: usize = MOST_EDITS;

/// Facts with what they refer to, read from a file or to be written to one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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

/// What an import would write.
#[derive(Default)]
struct Plan {
    edits: Vec<Edit>,
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    imported: Imported,
    faults: Vec<RowFault>,
    /// Where the facts of a subject stand in `edits`.
    about: BTreeMap<SubjectId, Vec<usize>>,
    /// Ids of the rows so far.
    taken: BTreeSet<FactId>,
    /// Ids that rows bring with them.
    given: BTreeSet<FactId>,
    /// The last numbers given out in ids.
    numbers: BTreeMap<(SubjectId, AttributeId), u64>,
}

impl App {
    /// What an import would do; nothing is written.
    ///
    /// # Errors
    /// [`CurateError::TooMany`]; [`CurateError::Full`]; [`CurateError::Rows`] with every fault.
    pub fn dry_run(&self, view: View, bundle: &Bundle) -> Result<Imported, CurateError> {
        Ok(self.plan(view, bundle)?.imported)
    }

    /// Imports all of a bundle as one change that can be undone, or nothing. Done again, it changes nothing.
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
        let _alone = self.alone();
        let plan = self.plan(view, bundle)?;
        if plan.edits.is_empty() && plan.subjects.is_empty() && plan.sources.is_empty() {
            return Ok(plan.imported);
        }
        let Plan { edits, subjects, sources, imported, .. } = &plan;
        let done = self.write(view, &Writing { edits, subjects, sources, reason }, by)?;
        Ok(Imported { done: Some(done), ..imported.clone() })
    }

    /// An id for a new subject, made of its name, that nothing has which the view sees.
    pub fn new_subject_id(&self, view: View, name: &str) -> SubjectId {
        let index = self.index(view);
        SubjectId::new(check::new_id(view, name, |id| index.subject_by_id(id).is_some()))
    }

    /// An id for a new source, made of its title, that nothing has which the view sees.
    pub fn new_source_id(&self, view: View, title: &str) -> SourceId {
        let index = self.index(view);
        SourceId::new(check::new_id(view, title, |id| index.source_by_id(id).is_some()))
    }

    /// Whether a subject is described just so. One without facts is in no index, and counts only if the file is
    /// `idle`, without facts that may need it.
    pub(in crate::app) fn has_subject(&self, view: View, subject: &Subject, idle: bool) -> bool {
        let index = self.index(view);
        match index.subject_by_id(subject.id.as_str()) {
            Some(at) => *index.subject(at).subject == *subject,
            None => {
                idle && self.views.own(view).subjects.get(subject.id.as_str()).is_some_and(|own| **own == *subject)
            }
        }
    }

    /// Whether a source is described just so. One without facts is in no index, and counts only if the file is
    /// `idle`, without facts that may need it.
    pub(in crate::app) fn has_source(&self, view: View, source: &Source, idle: bool) -> bool {
        let index = self.index(view);
        match index.source_by_id(source.id.as_str()) {
            Some(held) => **held == *source,
            None => idle && self.views.own(view).sources.get(source.id.as_str()).is_some_and(|own| **own == *source),
        }
    }

    fn plan(&self, view: View, bundle: &Bundle) -> Result<Plan, CurateError> {
        let rows = (bundle.facts.len() + bundle.retract.len()).max(bundle.subjects.len()).max(bundle.sources.len());
        if rows > MOST_ROWS {
            return Err(CurateError::TooMany { rows, most: MOST_ROWS });
        }
        let given = bundle.facts.iter().map(|fact| fact.id.clone()).collect();
        let mut plan = Plan { given, ..Plan::default() };
        let index = self.index(view);
        plan.describe(self, view, bundle);
        let new = New::of(&bundle.subjects, &bundle.sources);
        for (row, fact) in bundle.facts.iter().enumerate() {
            let mut fact = fact.clone();
            check::prepare_fact(view, &mut fact);
            let mut flaws = Flaws::default();
            check::fact(&index, &fact, &new, &mut flaws);
            if flaws.0.is_empty() {
                self.plan_fact(view, &index, row, fact, &mut plan)?;
            }
            plan.faults.extend(flaws.0.into_iter().map(|flaw| RowFault { row: Some(row), flaw }));
        }
        for (id, reason) in &bundle.retract {
            let expected = self.store.entry(view.layer(), id)?;
            if matches!(expected, Some((Entry::Retracted, _))) || !plan.taken.insert(id.clone()) {
                plan.imported.unchanged += 1;
                continue;
            }
            let edit = Edit::retract(id.clone(), expected.map(|(_, number)| number));
            let reason = reason.as_deref().map(check::tidy).filter(|reason| !reason.is_empty());
            plan.edits.push(reason.into_iter().fold(edit, Edit::because));
            plan.imported.withdrawn += 1;
        }
        if !plan.faults.is_empty() {
            return Err(CurateError::Rows(plan.faults));
        }
        let edits = plan.edits.iter().map(|edit| (edit.id(), edit.entry()));
        room::check(view, &self.views.own(view), edits)?;
        Ok(plan)
    }

    fn plan_fact(
        &self,
        view: View,
        index: &Index,
        row: usize,
        mut fact: Fact,
        plan: &mut Plan,
    ) -> Result<(), CurateError> {
        if fact.id.as_str().is_empty() {
            let subject = index.subject_by_id(fact.subject.as_str());
            let held = index.facts_of(subject);
            let rows = plan.about.get(&fact.subject).into_iter().flatten();
            let mut planned = rows.filter_map(|at| plan.edits.get(*at)?.entry()?.fact());
            if held.into_iter().any(|at| Said::by(index.fact(at).fact) == Said::by(&fact))
                || planned.any(|other| Said::by(other) == Said::by(&fact))
            {
                plan.imported.unchanged += 1;
                return Ok(());
            }
            let number = plan.numbers.entry((fact.subject.clone(), fact.attribute.clone())).or_default();
            while fact.id.as_str().is_empty() || plan.given.contains(&fact.id) {
                fact.id = self.new_fact_id(view, &fact, number)?;
            }
            plan.imported.added += 1;
            plan.put(fact, None);
            return Ok(());
        }
        if !plan.taken.insert(fact.id.clone()) {
            let said = format!("the id {} is there twice", fact.id);
            let flaw = Flaw { field: "id", said, expected: "leave one out, or give it another id".to_owned() };
            plan.faults.push(RowFault { row: Some(row), flaw });
            return Ok(());
        }
        let own = self.store.entry(view.layer(), &fact.id)?;
        let seen = index.fact_by_id(&fact.id).map(|at| Arc::clone(index.fact(at).fact));
        if seen.as_ref().is_some_and(|seen| is_same(seen, &fact)) {
            plan.imported.unchanged += 1;
            return Ok(());
        }
        let count =
            if seen.is_some() || own.is_some() { &mut plan.imported.changed } else { &mut plan.imported.added };
        *count += 1;
        plan.put(fact, own.map(|(_, number)| number));
        Ok(())
    }
}

impl Plan {
    fn put(&mut self, fact: Fact, expected: Option<u64>) {
        self.about.entry(fact.subject.clone()).or_default().push(self.edits.len());
        self.edits.push(Edit::put(fact, expected));
    }

    /// Takes up the subjects and sources that are new or otherwise than what is held.
    fn describe(&mut self, app: &App, view: View, bundle: &Bundle) {
        let (index, idle) = (app.index(view), bundle.facts.is_empty());
        let mut flaws = Flaws::default();
        for subject in &bundle.subjects {
            check::subject(&index, subject, &mut flaws);
            if !app.has_subject(view, subject, idle) {
                self.subjects.push(subject.clone());
            }
        }
        for source in &bundle.sources {
            check::source(source, &mut flaws);
            if !app.has_source(view, source, idle) {
                self.sources.push(source.clone());
            }
        }
        self.faults.extend(flaws.0.into_iter().map(|flaw| RowFault { row: None, flaw }));
    }
}
