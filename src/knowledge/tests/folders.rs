//! Folders on disk: which files are read, and what stops it.

use super::{FILES, listing};
use crate::knowledge::{ReadError, embedded, read};
use std::fs;
use std::path::Path;

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn happy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        write(folder.path(), name, text.as_bytes());
    }
    folder
}

#[test]
fn a_folder_is_laid_over_the_embedded_words_but_not_the_embedded_articles() {
    let folder = happy();
    let loaded = read(folder.path()).unwrap();
    assert_eq!(listing(&loaded), "");
    assert_eq!((loaded.knowledge.facts.len(), loaded.knowledge.sources.len()), (2, 1));
    let built_in = embedded().knowledge.lexicon;
    assert!(built_in.attributes.keys().all(|id| loaded.knowledge.lexicon.attributes.contains_key(id)));
    assert!(built_in.organisations.keys().all(|id| loaded.knowledge.lexicon.organisations.contains_key(id)));
}

#[test]
fn subfolders_are_read_and_other_files_are_not() {
    let folder = happy();
    let article = b"[source]\ntitle = \"Older\"\npublished = \"2015\"\n";
    write(folder.path(), "articles/2015/older.toml", article);
    for name in ["notes.toml", "articles/README.md", "articles/.#draft.toml", ".git/x.toml", "other/x.toml"] {
        write(folder.path(), name, b"no TOML at all");
    }
    let loaded = read(folder.path()).unwrap();
    assert_eq!(listing(&loaded), "");
    let sources: Vec<_> = loaded.knowledge.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(sources, ["older", "2022-lamps"]);
}

#[test]
fn what_is_no_folder_or_holds_nothing_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read(folder.path()), Err(ReadError::Empty(_))));
    fs::create_dir(folder.path().join("articles")).unwrap();
    assert!(matches!(read(folder.path()), Err(ReadError::Empty(_))));
    let missing = folder.path().join("nowhere");
    let error = read(&missing).unwrap_err();
    assert!(matches!(error, ReadError::Missing(_)));
    assert!(error.to_string().contains("nowhere"), "{error}");
    write(folder.path(), "file", b"");
    assert!(matches!(read(&folder.path().join("file")), Err(ReadError::NotAFolder(_))));
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = happy();
    write(folder.path(), "articles/latin.toml", b"[source]\ntitle = \"Caf\xe9\"\n");
    write(folder.path(), "articles/huge.toml", &vec![b'#'; 4 * 1024 * 1024 + 1]);
    let loaded = read(folder.path()).unwrap();
    assert!(!loaded.is_sound());
    insta::assert_snapshot!(listing(&loaded));
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_lead_nowhere_do_not_hang() {
    use std::os::unix::fs::symlink;
    let folder = happy();
    symlink(folder.path(), folder.path().join("articles/loop")).unwrap();
    symlink(folder.path().join("articles"), folder.path().join("articles/again")).unwrap();
    symlink("itself.toml", folder.path().join("articles/itself.toml")).unwrap();
    let loaded = read(folder.path()).unwrap();
    let problems: Vec<_> = loaded.problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(problems, ["articles/itself.toml"]);
    assert_eq!(loaded.knowledge.facts.len(), 2);
}
