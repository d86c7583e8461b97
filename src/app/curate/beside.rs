//! What the facts of an import would stand beside: held ones that say the same or something else.

use super::preview::{Likeness, likeness, namesakes};
use crate::app::{App, View};
use crate::fact::{AttributeId, Fact, FactId, Subject, SubjectId};
use crate::search::Index;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many rows about one attribute of one subject are compared with each other.
const ROWS: usize = 50;

/// So many new subjects are compared with those that are held: each is looked up like a question.
const SUBJECTS: usize = 200;

/// What an import would stand beside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// Facts of the import that say the same as another one, or contradict it, with that one: a held one, or one that
    /// stands before it in the import.
    pub facts: Vec<(Likeness, Fact, Fact)>,
    /// New subjects with a name like a held one's, with that one.
    pub subjects: Vec<(Subject, Arc<Subject>)>,
}

impl App {
    /// What facts and subjects would stand beside if they were imported. What a fact replaces is not counted, nor a
    /// newer value of another time.
    pub fn beside(&self, view: View, facts: &[Fact], subjects: &[Subject]) -> Beside {
        let index = self.index(view);
        let mut before: BTreeMap<(&SubjectId, &AttributeId), Vec<&Fact>> = BTreeMap::new();
        let mut beside = Beside::default();
        let replaced: BTreeSet<&FactId> = facts.iter().map(|fact| &fact.id).collect();
        for fact in facts {
            let known = index.attribute_by_id(fact.attribute.as_str());
            let many = known.is_some_and(|at| index.attributes()[at].attribute.many);
            let rows = before.entry((&fact.subject, &fact.attribute)).or_default();
            let standing = held(&index, fact);
            let others = standing
                .iter()
                .map(|other| &**other)
                .filter(|other| !replaced.contains(&other.id))
                .chain(rows.iter().rev().take(ROWS).copied());
            let found = others.filter_map(|other| Some((likeness(fact, other, many)?, fact.clone(), other.clone())));
            beside.facts.extend(found.filter(|(how, ..)| *how != Likeness::Succession).min_by_key(|(how, ..)| *how));
            rows.push(fact);
        }
        let new = subjects.iter().filter(|subject| index.subject_by_id(subject.id.as_str()).is_none());
        let like = |subject: &Subject| Some((subject.clone(), namesakes(&index, subject).into_iter().next()?));
        beside.subjects = new.take(SUBJECTS).filter_map(like).collect();
        beside
    }
}

/// What is held of the same subject and attribute.
fn held(index: &Index, fact: &Fact) -> Vec<Arc<Fact>> {
    let subject = index.subject_by_id(fact.subject.as_str());
    let facts = index.facts_of(subject).into_iter().map(|at| Arc::clone(index.fact(at).fact));
    facts.filter(|other| other.attribute == fact.attribute).collect()
}
