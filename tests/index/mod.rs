//! The indexes that tests ask: the built-in knowledge folder, or one of `tests/data`.

use std::path::Path;
use std::sync::Arc;
use whitehall::knowledge::{self, Knowledge};
use whitehall::search::Index;

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

/// The index of what was read.
pub fn of(k: Knowledge) -> Index {
    Index::build(
        k.lexicon,
        k.subjects.into_iter().map(Arc::new),
        k.sources.into_iter().map(Arc::new),
        k.facts.into_iter().map(Arc::new),
    )
}
