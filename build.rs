//! Tells cargo that the binary holds the knowledge folder, and the binary which folder it holds.
//!
//! The stamp covers the folder and the code that reads it and files its words, so that a store knows when what it took
//! in from one binary is what another would give it.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folder, the code that makes facts and lexicon of it and files the lexicon's words, and which stemmer that uses.
const COVERED: [&str; 6] = ["knowledge", "src/knowledge", "src/fact", "src/text", "src/search", "Cargo.lock"];

fn main() -> io::Result<()> {
    // Without keys, so that the same files give the same stamp.
    let mut hasher = DefaultHasher::new();
    for path in COVERED {
        println!("cargo::rerun-if-changed={path}");
        stamp(Path::new(path), &mut hasher)?;
    }
    println!("cargo::rustc-env=KNOWLEDGE_STAMP={:016x}", hasher.finish());
    Ok(())
}

/// Adds a file, or all files of a folder in the order of their names.
fn stamp(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| stamp(path, hasher));
    }
    let contents = fs::read(path)?;
    hasher.write(path.to_string_lossy().replace('\\', "/").as_bytes());
    hasher.write_u64(contents.len() as u64);
    hasher.write(&contents);
    Ok(())
}
