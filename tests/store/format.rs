//! A store of format 1 as it was once written can be read for ever.

use super::sample::{copy, everything, fill};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use whitehall::store::{Store, StoreError};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/store-v1")
}

/// Files the sample holds, each compressed by itself: sled's data file is mostly zeros.
fn unpack(to: &Path) {
    copy(&sample(), to);
    let mut packed = 0;
    for folder in [to.to_owned(), to.join("engine")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "gz") {
                let mut bytes = Vec::new();
                GzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
                fs::write(path.with_extension(""), bytes).unwrap();
                fs::remove_file(path).unwrap();
                packed += 1;
            }
        }
    }
    assert!(packed >= 3, "the sample is not whole");
}

#[test]
fn the_store_of_format_1_opens_with_everything_in_it() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    unpack(&old);
    // The sample was made by `fill`, so the same content made today must be equal.
    let expected = fill(&new, 30);
    let store = Store::open(&old).unwrap();
    assert_eq!(everything(&store).unwrap(), expected);
    assert_eq!(expected.content.facts.len(), 49);
    store.set_setting(Default::default(), "still", Some("writable")).unwrap();
}

#[test]
fn a_later_format_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), 5);
    let place = folder.path().join("high-water");
    let text = fs::read_to_string(&place).unwrap();
    let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
    let later = body.replace("\"format\":1,", "\"format\":2,\"more\":true,");
    assert_ne!(later, body);
    let later = format!("{later}\n{:08x}\n", crc32fast::hash(later.as_bytes()));
    fs::write(&place, &later).unwrap();
    let data = fs::read(folder.path().join("engine/db")).unwrap();
    let error = Store::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 2, .. }), "{error}");
    assert!(error.to_string().contains("written by a newer Whitehall"), "{error}");
    assert_eq!(fs::read_to_string(&place).unwrap(), later);
    assert!(fs::read(folder.path().join("engine/db")).unwrap() == data, "the data file was touched");
}

#[test]
#[ignore = "makes the sample: run it once for a new format, never to make a failing test pass"]
fn make_the_sample() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), 30);
    fs::create_dir_all(sample().join("engine")).unwrap();
    for (folder, target) in
        [(home.path().to_owned(), sample()), (home.path().join("engine"), sample().join("engine"))]
    {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("lock") {
                let name = format!("{}.gz", path.file_name().unwrap().to_string_lossy());
                let mut packed = GzEncoder::new(fs::File::create(target.join(name)).unwrap(), Compression::best());
                packed.write_all(&fs::read(&path).unwrap()).unwrap();
                packed.finish().unwrap();
            }
        }
    }
}
