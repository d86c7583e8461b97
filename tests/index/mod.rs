//! The indexes that tests ask: the built-in knowledge folder, or one of `tests/data`.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use whitehall::knowledge::{self, Knowledge};
use whitehall::search::Index;
use whitehall::text::lexicon::Lexicon;

#[allow(dead_code, reason = "not every test file asks both")]
/// The index of the built-in folder, or of a sound one under `tests/data`.
pub fn load(folder: Option<&str>) -> Index {
    let loaded = match folder {
        None => knowledge::embedded(),
        Some(name) => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
            knowledge::read(&path).expect("the folder is there")
        }
    };
    assert!(loaded.is_sound(), "{:?}", loaded.problems);
    of(loaded.knowledge)
}

#[allow(dead_code, reason = "not every test file asks it")]
/// The index of the built-in folder as if nobody had written phrasings for it, as nobody has for most folders.
pub fn without_phrasings() -> Index {
    let mut knowledge = knowledge::embedded().knowledge;
    knowledge.lexicon.phrasings.clear();
    knowledge.lexicon.unanswered.clear();
    of(knowledge)
}

#[allow(dead_code, reason = "not every test file asks it")]
/// The index of the built-in folder with facts of folders of `tests/data` beside it, as if somebody had added them: they
/// come without phrasings.
pub fn beside_built_in(folders: &[&str]) -> Index {
    let mut all = knowledge::embedded().knowledge;
    for name in folders {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        let theirs = knowledge::read(&path).expect("the folder is there").knowledge;
        let organisations = theirs.lexicon.organisations;
        all.lexicon.extend(Lexicon { organisations, ..Lexicon::default() });
        add_new(&mut all.subjects, theirs.subjects, |subject| subject.id.clone());
        add_new(&mut all.sources, theirs.sources, |source| source.id.clone());
        add_new(&mut all.facts, theirs.facts, |fact| fact.id.clone());
    }
    of(all)
}

/// Adds what has an id that none has yet.
fn add_new<T, Id: std::hash::Hash + Eq>(all: &mut Vec<T>, more: Vec<T>, id: impl Fn(&T) -> Id) {
    let known: HashSet<Id> = all.iter().map(&id).collect();
    all.extend(more.into_iter().filter(|one| !known.contains(&id(one))));
}

/// The index of what was read.
pub fn of(k: Knowledge) -> Index {
    Index::build(
        k.lexicon,
        k.subjects.into_iter().map(Arc::new),
        k.sources.into_iter().map(Arc::new),
        k.facts.into_iter().map(Arc::new),
    )
}
