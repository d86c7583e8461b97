//! Reads a knowledge folder, or the one embedded in the binary, into facts and lexicon, and names every mistake
//! in it by file, line and column. `knowledge/README.md` is the contract for what a folder may hold.

mod around;
mod article;
mod doubles;
mod fields;
mod folder;
mod parse;
mod phrasing;
mod problem;
mod report;
mod resolve;
mod statement;
mod values;
mod words;

pub use around::Around;
pub use folder::{ReadError, read};
pub use problem::{Problem, Severity};

use crate::fact::{Fact, Source, Subject};
use crate::text::lexicon::Lexicon;
use include_dir::{Dir, include_dir};

/// All that a knowledge folder says, checked and with every reference resolved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Knowledge {
    /// Where facts were read, in order of their ids.
    pub sources: Vec<Source>,
    /// What facts are about, in order of files and lines.
    pub subjects: Vec<Subject>,
    /// What is said, in order of files and lines; all of [`Scope::Shipped`](crate::fact::Scope::Shipped).
    pub facts: Vec<Fact>,
    /// The words of the folder, laid over the embedded ones.
    pub lexicon: Lexicon,
}

/// A knowledge folder as read, with everything that is wrong with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// What could be read. Whatever has an error is missing from it, so it must not be used if there is one.
    pub knowledge: Knowledge,
    /// All problems of all files, in order of files and lines.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// The problems that forbid using the folder.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// Whether the folder can be used: there may be warnings, but no errors.
    pub fn is_sound(&self) -> bool {
        self.errors().next().is_none()
    }
}

/// Tells the embedded folder, and what is made of it, from those of other binaries.
pub const STAMP: &str = env!("KNOWLEDGE_STAMP");

/// The folder built into the binary. A test holds it free of problems.
pub fn embedded() -> Loaded {
    parse::parse(embedded_files(|_| true), vec![], &Around::words(&Lexicon::default()))
}

/// Reads one article that stands alone, but may speak of what is held around it. `name` is its file's, and without
/// `.toml` the source's id.
pub fn article(name: &str, text: &str, around: &Around<'_>) -> Loaded {
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    // A hidden file would be passed over.
    let stem = if stem.is_empty() || stem.starts_with('.') { "import" } else { stem };
    parse::parse([(format!("articles/{stem}.toml"), text.as_bytes().to_vec())], vec![], around)
}

/// The words that every folder has: the embedded lexicon and organisations.
fn embedded_lexicon() -> Lexicon {
    let words = embedded_files(|path| parse::role(path).is_some_and(parse::Role::is_of_every_folder));
    parse::parse(words, vec![], &Around::words(&Lexicon::default())).knowledge.lexicon
}

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

fn embedded_files(wanted: fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![];
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| (folder::name_of(file.path()), file)));
    }
    files.retain(|(name, _)| wanted(name));
    files.into_iter().map(|(name, file)| (name, file.contents().to_vec())).collect()
}

#[cfg(test)]
mod tests;
