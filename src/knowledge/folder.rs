//! Finds and reads the files of a knowledge folder on disk.

use super::Loaded;
use std::path::{Path, PathBuf};

/// Why nothing at all could be read from a folder. The text names the folder and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder.
    #[error("there is no knowledge folder at {}: check the path given as --knowledge or WHITEHALL_KNOWLEDGE", .0.display())]
    Missing(PathBuf),
}

/// Reads a folder on disk. The embedded lexicon and organisations apply to it, the embedded articles do not.
///
/// # Errors
/// When the folder cannot be read as a whole. Mistakes inside it are [`Loaded::problems`].
pub fn read(folder: &Path) -> Result<Loaded, ReadError> {
    if folder.is_dir() { Ok(Loaded::default()) } else { Err(ReadError::Missing(folder.to_owned())) }
}
