//! Finds and reads the files of a knowledge folder on disk.

use super::problem::{Problem, Severity};
use super::{Around, Loaded, embedded_lexicon, parse};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes: thousands of facts.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;
/// The most files that are read.
const MOST_FILES: usize = 100_000;

/// Why nothing at all could be read from a folder. The first line names the folder, the next says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder.
    #[error("there is no knowledge folder at {}\ncheck the path (--knowledge or WHITEHALL_KNOWLEDGE)", .0.display())]
    Missing(PathBuf),
    /// It is a file.
    #[error("{} is not a folder\ngive the folder that holds articles/, lexicon/ or organisations.toml", .0.display())]
    NotAFolder(PathBuf),
    /// Nothing in it is of a knowledge folder's form.
    #[error(
        "{} holds no knowledge\nexpected a .toml file in articles/ or lexicon/, or organisations.toml",
        .0.display()
    )]
    Empty(PathBuf),
    /// The folder, or one inside it, cannot be listed.
    #[error("cannot read the folder {}: {source}\nmake it readable for the user that runs this", folder.display())]
    Unreadable {
        /// The folder that cannot be listed.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// More files than any knowledge folder has; probably the wrong folder.
    #[error("{} holds more than {MOST_FILES} knowledge files\ncheck that it is the folder you mean", .0.display())]
    TooMany(PathBuf),
}

/// Reads a folder on disk. The embedded lexicon and organisations apply to it, the embedded articles do not.
///
/// # Errors
/// When the folder cannot be read as a whole. Mistakes inside it, unreadable files among them, are
/// [`Loaded::problems`].
pub fn read(folder: &Path) -> Result<Loaded, ReadError> {
    let found = find(folder)?;
    if found.is_empty() {
        return Err(ReadError::Empty(folder.to_owned()));
    }
    let mut problems = vec![];
    let mut files = vec![];
    for (name, path) in found {
        match read_file(&path) {
            Ok(bytes) => files.push((name, bytes)),
            Err((message, expected)) => problems.push(unreadable(name, message, expected)),
        }
    }
    Ok(parse::parse(files, problems, &Around::words(&embedded_lexicon())))
}

/// The name of a file in messages and for its order: its path inside the folder, with `/` between the parts.
pub(super) fn name_of(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// All knowledge files below a folder, with their names. Links are followed, but no folder is read twice.
fn find(root: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    match fs::metadata(root) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(ReadError::NotAFolder(root.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(ReadError::Missing(root.to_owned())),
        Err(source) => return Err(ReadError::Unreadable { folder: root.to_owned(), source }),
    }
    let mut found = vec![];
    let mut seen = BTreeSet::new();
    let mut folders = vec![(root.to_owned(), PathBuf::new())];
    while let Some((folder, inside)) = folders.pop() {
        let failed = |source| ReadError::Unreadable { folder: folder.clone(), source };
        if !seen.insert(folder.canonicalize().map_err(failed)?) {
            continue;
        }
        let mut entries = fs::read_dir(&folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, inside) = (entry.path(), inside.join(entry.file_name()));
            let name = name_of(&inside);
            if path.is_dir() {
                if parse::may_hold_files(&name) {
                    folders.push((path, inside));
                }
            } else if parse::role(&name).is_some() {
                found.push((name, path));
            }
            if found.len() > MOST_FILES {
                return Err(ReadError::TooMany(root.to_owned()));
            }
        }
    }
    Ok(found)
}

/// The bytes of a file, or what is wrong with it and what to do.
fn read_file(path: &Path) -> Result<Vec<u8>, (String, String)> {
    let failed = |error: io::Error| (format!("the file cannot be read: {error}"), String::new());
    // Asked before opening: opening a named pipe would wait for ever.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(("this is no ordinary file".to_owned(), "expected a text file".to_owned()));
    }
    let mut bytes = vec![];
    File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let expected = format!("expected at most {} MiB: split it", LARGEST_FILE / (1024 * 1024));
        return Err(("the file is too large".to_owned(), expected));
    }
    Ok(bytes)
}

fn unreadable(file: String, message: String, expected: String) -> Problem {
    Problem { severity: Severity::Error, file, line: 0, column: 0, message, expected }
}
