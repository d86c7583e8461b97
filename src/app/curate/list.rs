//! Facts page by page.

use super::Seen;
use crate::app::{App, View};
use crate::fact::{AttributeId, FactId, SubjectId};

/// Which facts to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word of this must stand in the fact's id, names, attribute, value, statement or cues; case counts for
    /// nothing.
    pub text: Option<String>,
    /// Only this subject's.
    pub subject: Option<SubjectId>,
    /// Only this attribute's.
    pub attribute: Option<AttributeId>,
    /// Only those of the view's own layer.
    pub own: bool,
}

/// Where a page lies. It names a fact, not a number, so that it means the same after a restart and after changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Page {
    /// The first page.
    #[default]
    First,
    /// What comes behind this fact, whether it is still there or not.
    After(FactId),
    /// What comes before this fact.
    Before(FactId),
}

/// A page of facts, in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The facts.
    pub facts: Vec<Seen>,
    /// How many the filter lets through in all.
    pub total: usize,
    /// How many of those come before this page.
    pub before: usize,
    /// The page before this one.
    pub previous: Option<Page>,
    /// The page behind this one.
    pub next: Option<Page>,
}

impl App {
    /// A page of at most `limit` facts that the view sees. Never touches the disk.
    pub fn list(&self, view: View, filter: &Filter, page: &Page, limit: usize) -> Listing {
        todo!("{view:?} {filter:?} {page:?} {limit}")
    }
}
