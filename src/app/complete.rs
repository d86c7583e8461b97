//! What to offer while somebody fills in a form. Facts are offered by [`App::list`], subjects by [`App::names`].

use super::{App, View};
use crate::fact::Source;
use crate::text::lexicon::Attribute;
use std::sync::Arc;

impl App {
    /// Up to `limit` attributes for what was typed so far: those whose name, id or words begin so first.
    pub fn attributes(&self, view: View, typed: &str, limit: usize) -> Vec<Attribute> {
        todo!("{view:?} {typed} {limit}")
    }

    /// Up to `limit` sources for what was typed so far, by title, publisher or id; the newest first.
    pub fn sources(&self, view: View, typed: &str, limit: usize) -> Vec<Arc<Source>> {
        todo!("{view:?} {typed} {limit}")
    }
}
