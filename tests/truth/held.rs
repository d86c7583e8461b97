//! What the questions of a truth file are asked of: the folder that they were written for, by itself or beside others.

use crate::index;
use std::sync::OnceLock;
use whitehall::search::Index;

/// The folders of `tests/data`; the files of questions to each begin with its name. All others are for the built-in one.
const FOLDERS: [&str; 11] = [
    "agencies",
    "councils",
    "harbours",
    "islands",
    "justice",
    "nordmark",
    "posts",
    "records",
    "registers",
    "transit",
    "velmora",
];

static BUILT_IN: OnceLock<Index> = OnceLock::new();
static ALONE: [OnceLock<Index>; FOLDERS.len()] = [const { OnceLock::new() }; FOLDERS.len()];
static BESIDE_BUILT_IN: [OnceLock<Index>; FOLDERS.len()] = [const { OnceLock::new() }; FOLDERS.len()];
static ALL: OnceLock<Index> = OnceLock::new();

/// The built-in folder.
pub fn built_in() -> &'static Index {
    BUILT_IN.get_or_init(|| index::load(None))
}

/// The folder that a file's questions were written for.
pub fn alone(file: &str) -> &'static Index {
    folder_of(file).map_or_else(built_in, |at| ALONE[at].get_or_init(|| index::load(Some(&path(FOLDERS[at])))))
}

/// The same beside others: an invented folder beside the built-in one, and the built-in one beside all that are invented.
pub fn beside(file: &str) -> &'static Index {
    match folder_of(file) {
        Some(at) => BESIDE_BUILT_IN[at].get_or_init(|| index::beside_built_in(&[&path(FOLDERS[at])])),
        None => ALL.get_or_init(|| {
            let all = FOLDERS.map(path);
            index::beside_built_in(&all.each_ref().map(String::as_str))
        }),
    }
}

fn folder_of(file: &str) -> Option<usize> {
    FOLDERS.iter().position(|folder| file.starts_with(folder))
}

fn path(folder: &str) -> String {
    format!("knowledge-{folder}")
}
