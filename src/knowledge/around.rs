//! What is held around the files that are read, and need not stand in them.

use crate::fact::Subject;
use crate::text::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};

/// What files may refer to beside what they declare themselves.
#[derive(Debug, Clone)]
pub struct Around<'a> {
    /// Words that always apply.
    pub lexicon: &'a Lexicon,
    /// Subjects by their ids.
    pub subjects: BTreeMap<&'a str, &'a Subject>,
    /// Ids of facts that are in use: none of them is composed for another.
    pub facts: BTreeSet<&'a str>,
}

impl<'a> Around<'a> {
    /// Words alone.
    pub fn words(lexicon: &'a Lexicon) -> Self {
        Around { lexicon, subjects: BTreeMap::new(), facts: BTreeSet::new() }
    }
}
