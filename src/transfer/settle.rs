//! What an import would do: which of its facts are new, which replace one, and which are held already.

use super::bytes::Form;
use super::held::Held;
use super::problem::Problems;
use crate::fact::{Fact, FactId, Said, Scope, Source, Subject};
use crate::store::Change;
use std::collections::HashSet;

/// All that a file says, sound as a whole: to be applied as one change, or not at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    /// The form of the file.
    pub form: Option<Form>,
    /// Subjects that are not held; of an export all.
    pub subjects: Vec<Subject>,
    /// Sources that are not held; of an export all.
    pub sources: Vec<Source>,
    /// Facts that are new or say otherwise than the one held under their id; all of the layer asked for. One that gave
    /// no id has none yet (an empty one).
    pub facts: Vec<Fact>,
    /// How many of `facts` replace one that is held.
    pub replaced: usize,
    /// How many facts of the file are held already, word for word; they are not in `facts`.
    pub unchanged: usize,
    /// Facts that the layer hides; of an export only.
    pub retracted: Vec<FactId>,
    /// What happened to the layer before, in order, numbered from 1; of an export only. To be restored into a layer
    /// without a history, and left out elsewhere.
    pub history: Vec<Change>,
    /// What was assumed in reading, row by row.
    pub notes: Problems,
}

impl Import {
    /// Whether applying it would change no fact.
    pub fn is_idle(&self) -> bool {
        self.facts.is_empty() && self.retracted.is_empty()
    }

    /// One sentence of what it would do: "12 facts to add, 3 to replace, 4 are held already, 2 subjects".
    pub fn summary(&self) -> String {
        let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let added = self.facts.len() - self.replaced;
        let mut parts = vec![format!("{} to add", counted(added, "fact", "facts"))];
        let more = [
            (self.replaced, format!("{} to replace", self.replaced)),
            (self.retracted.len(), format!("{} to hide", self.retracted.len())),
            (self.unchanged, counted(self.unchanged, "is held already", "are held already")),
            (self.subjects.len(), counted(self.subjects.len(), "subject", "subjects")),
            (self.sources.len(), counted(self.sources.len(), "source", "sources")),
            (self.history.len(), counted(self.history.len(), "entry of history", "entries of history")),
        ];
        parts.extend(more.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words));
        parts.join(", ")
    }
}

/// Leaves out what is held already, and counts what replaces a fact. A fact is the same under another id, if nobody
/// holds anything under its own.
pub(super) fn settle(mut import: Import, held: &Held<'_>) -> Import {
    let contents: HashSet<Said<'_>> = held.facts().map(Said::by).collect();
    import.subjects.retain(|subject| held.subject(subject.id.as_str()) != Some(subject));
    import.sources.retain(|source| held.source(source.id.as_str()) != Some(source));
    keep(import, held, |fact| match held.fact(fact.id.as_str()) {
        Some(other) => Said::by(fact) != Said::by(other),
        None => !contents.contains(&Said::by(fact)),
    })
}

/// As [`settle`] for a layer as a whole: what it says in the words of a farther layer it still says itself.
pub(super) fn settle_layer(import: Import, held: &Held<'_>) -> Import {
    let own = |fact: &Fact| held.fact(fact.id.as_str()).filter(|other| other.scope == fact.scope);
    keep(import, held, |fact| own(fact).is_none_or(|other| Said::by(fact) != Said::by(other)))
}

fn keep(mut import: Import, held: &Held<'_>, wanted: impl Fn(&Fact) -> bool) -> Import {
    let before = import.facts.len();
    import.facts.retain(wanted);
    import.unchanged = before - import.facts.len();
    import.replaced = import.facts.iter().filter(|fact| held.fact(fact.id.as_str()).is_some()).count();
    import
}

/// What a fact says, whatever its id and layer.
pub(super) fn bare(fact: &Fact) -> Fact {
    Fact { id: FactId::from(""), scope: Scope::Shipped, ..fact.clone() }
}
