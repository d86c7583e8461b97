//! Damage is an error that says what to do, never a panic and never fewer facts.

use super::sample::{Dice, Everything, at, copy, everything, fill, shipped};
use std::fs;
use std::path::{Path, PathBuf};
use whitehall::store::{Store, StoreError};

/// The store as filled, or the refusal in the words it should have.
fn intact_or_refused(folder: &Path, original: &Everything, what: &str) -> bool {
    match Store::open(folder).and_then(|store| everything(&store)) {
        Ok(held) => {
            assert!(held == *original, "{what}: something else is held");
            true
        }
        Err(error) => {
            assert!(matches!(error, StoreError::Damaged { .. }), "{what}: {error}");
            let text = error.to_string();
            assert!(text.contains(&folder.display().to_string()) && text.contains("export"), "{what}: {text}");
            false
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if fs::metadata(&path).unwrap().len() > 0 && !path.ends_with("lock") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Flips bits in places that were written to, in every file in turn.
fn flips(rounds: usize, seed: u64) {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    let original = fill(&whole, 200);
    // Opened once more, so that sled's snapshot is among the files.
    drop(Store::open(&whole).unwrap());
    let mut dice = Dice(seed);
    let mut refused = 0;
    for round in 0..rounds {
        let bent = home.path().join(format!("bent{round}"));
        copy(&whole, &bent);
        let files = files(&bent);
        // Mostly the data file, for most of what can be damaged lies there.
        let data = bent.join("engine/db");
        let path = if round % 2 == 0 { &data } else { &files[round / 2 % files.len()] };
        let mut bytes = fs::read(path).unwrap();
        let written: Vec<_> = bytes.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at).collect();
        let place = written[usize::try_from(dice.below(written.len() as u64)).unwrap()];
        bytes[place] ^= 1 << dice.below(8);
        fs::write(path, &bytes).unwrap();
        let what = format!("round {round}: byte {place} of {}", path.strip_prefix(&bent).unwrap().display());
        if !intact_or_refused(&bent, &original, &what) {
            refused += 1;
            // The engine may mend what it broke off: the refusal must not go away by trying again.
            assert!(!intact_or_refused(&bent, &original, &what), "{what}: refused, then opened");
        }
        fs::remove_dir_all(&bent).unwrap();
    }
    println!("{refused} of {rounds} refused");
    assert!(refused * 4 > rounds, "only {refused} of {rounds} were noticed: the flips hit nothing");
}

#[test]
fn a_flipped_bit_is_noticed_or_harmless() {
    flips(40, 11);
}

#[test]
#[ignore = "minutes: run it after a change in the store"]
fn a_thousand_flipped_bits_are_noticed_or_harmless() {
    flips(1_000, 12);
}

#[test]
fn a_shortened_data_file_is_refused_and_stays_refused() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    let original = fill(&whole, 200);
    let length = fs::metadata(whole.join("engine/db")).unwrap().len();
    let mut refused = 0;
    for part in 0..10 {
        let bent = home.path().join(format!("bent{part}"));
        copy(&whole, &bent);
        let file = fs::File::options().write(true).open(bent.join("engine/db")).unwrap();
        file.set_len(length * part / 10).unwrap();
        drop(file);
        let what = format!("{part} tenths");
        if !intact_or_refused(&bent, &original, &what) {
            refused += 1;
            assert!(!intact_or_refused(&bent, &original, &what), "{what}: refused, then opened");
        }
    }
    assert!(refused >= 2, "{refused}");
}

#[test]
fn an_older_copy_of_the_engine_beside_a_newer_mark_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    fill(&whole, 20);
    let old = home.path().join("old");
    copy(&whole.join("engine"), &old);
    Store::open(&whole).unwrap().sync_shipped(&[], &[], &shipped(30), at(50)).unwrap();
    fs::remove_dir_all(whole.join("engine")).unwrap();
    copy(&old, &whole.join("engine"));
    let error = Store::open(&whole).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }) && error.to_string().contains("saved change"), "{error}");
}

#[test]
fn a_mark_that_is_behind_is_brought_up() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("store");
    fill(&folder, 20);
    let behind = fs::read(folder.join("high-water")).unwrap();
    Store::open(&folder).unwrap().sync_shipped(&[], &[], &shipped(30), at(50)).unwrap();
    let ahead = fs::read(folder.join("high-water")).unwrap();
    // As after a kill between the commit and its note.
    fs::write(folder.join("high-water"), behind).unwrap();
    assert_eq!(Store::open(&folder).unwrap().health().facts, 50);
    assert_eq!(fs::read(folder.join("high-water")).unwrap(), ahead);
}

#[test]
fn missing_pieces_are_damage_each_in_its_words() {
    type Break = fn(&Path);
    let table: [(&str, Break); 8] = [
        ("are gone", |folder| fs::remove_dir_all(folder.join("engine")).unwrap()),
        ("are gone", |folder| {
            fs::remove_dir_all(folder.join("engine")).unwrap();
            fs::create_dir(folder.join("engine")).unwrap();
        }),
        ("are gone", |folder| fs::write(folder.join("engine/db"), "").unwrap()),
        ("high-water file is gone", |folder| fs::remove_file(folder.join("high-water")).unwrap()),
        ("not as it was written", |folder| fs::write(folder.join("high-water"), "").unwrap()),
        ("not as it was written", |folder| {
            let text = fs::read_to_string(folder.join("high-water")).unwrap();
            assert!(text.contains("\"facts\":39"), "{text}");
            fs::write(folder.join("high-water"), text.replace("\"facts\":39", "\"facts\":38")).unwrap();
        }),
        ("not as it was written", |folder| fs::write(folder.join("high-water"), [0xff; 80]).unwrap()),
        ("belongs to another store", |folder| {
            let other = tempfile::tempdir().unwrap();
            fill(other.path(), 20);
            fs::copy(other.path().join("high-water"), folder.join("high-water")).unwrap();
        }),
    ];
    for (words, damage) in table {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), 20);
        damage(folder.path());
        for attempt in 0..2 {
            let error = Store::open(folder.path()).unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "{attempt}: {words}: {error}");
            assert!(error.to_string().contains(words), "{attempt}: {words}: {error}");
        }
    }
}

#[test]
fn a_snapshot_that_was_cut_off_does_not_stop_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let original = fill(folder.path(), 20);
    let cut = folder.path().join("engine/snap.00000000000F4240.generating");
    fs::write(&cut, "half a snap").unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(everything(&store).unwrap(), original);
    assert!(!cut.exists());
}

#[test]
fn a_beginning_that_was_cut_off_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("engine.new");
    fs::create_dir(&draft).unwrap();
    fs::write(draft.join("db"), [7; 5_000]).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert!(store.health().writable() && !draft.exists());
    drop(store);
    // Killed after the engine was put in its place and before the first note.
    fs::remove_file(folder.path().join("high-water")).unwrap();
    assert_eq!(Store::open(folder.path()).unwrap().health().facts, 0);
}
