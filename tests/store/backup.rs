//! A backup holds everything as it was at one moment, and comes back as it was or not at all.

use super::child::pair;
use super::sample::{Dice, Everything, SERVER, at, author, everything, fact, fill};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use whitehall::fact::Scope;
use whitehall::store::{BackupError, Batch, Drawer, Store, StoreError, contents};

const DRAWERS: [Drawer; 5] = [Drawer::Drafts, Drawer::Pages, Drawer::Proposals, Drawer::Gaps, Drawer::Tallies];

/// A store with something of every kind.
fn filled(folder: &Path) -> Everything {
    fill(folder, 30);
    let store = Store::open(folder).unwrap();
    for (n, drawer) in DRAWERS.into_iter().enumerate() {
        store.file::<_, StoreError>(|desk| desk.put(drawer, SERVER, "paper", &format!("é\n{n}"))).unwrap();
    }
    everything(&store).unwrap()
}

fn back_up(folder: &Path, to: &Path) {
    Store::open(folder).unwrap().back_up(to, at(99)).unwrap();
}

fn records(backup: &Path) -> Vec<String> {
    let text = fs::read_to_string(backup).unwrap();
    let mut lines: Vec<String> = text.lines().skip(2).map(str::to_owned).collect();
    assert!(lines.pop().unwrap().starts_with("end "));
    lines
}

#[test]
fn everything_is_identical_after_a_restore() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    let held = filled(&old);
    let file = home.path().join("file");
    let made = Store::open(&old).unwrap().back_up(&file, at(99)).unwrap();
    assert_eq!((made.made, made.facts, made.changes), (at(99), 49, held.changes.len() as u64));
    assert_eq!(contents(&file).unwrap(), made);

    let rebuilt = Store::rebuild(&new, &file, false, at(100)).unwrap();
    assert_eq!((rebuilt.contents, rebuilt.replaced), (made, None));
    let (old, new) = (Store::open(&old).unwrap(), Store::open(&new).unwrap());
    assert_eq!(everything(&new).unwrap(), held);
    for drawer in DRAWERS {
        let papers = |store: &Store| store.all_papers::<String>(drawer).unwrap();
        assert_eq!(papers(&new).len(), 1);
        assert_eq!(papers(&new), papers(&old));
    }
    assert_eq!(new.made(SERVER, None, 99).unwrap(), old.made(SERVER, None, 99).unwrap());
    assert_ne!(new.health().store_id, old.health().store_id, "two stores that may go different ways");

    // Whatever else may be in there: the records of both are the same, byte for byte.
    let again = home.path().join("again");
    new.back_up(&again, at(101)).unwrap();
    assert_eq!(records(&again), records(&file));
    // And it goes on: a change is made by the revision that was known before.
    let revision = old.entry(SERVER, &"own.3".into()).unwrap().map(|(_, revision)| revision);
    new.put(&fact(SERVER, "own.3", 34), revision, &author(), at(102)).unwrap();
}

#[test]
fn a_store_that_is_there_is_replaced_only_if_that_is_said_and_kept_beside() {
    let home = tempfile::tempdir().unwrap();
    let (old, other) = (home.path().join("old"), home.path().join("other"));
    let held = filled(&old);
    let file = home.path().join("file");
    back_up(&old, &file);
    fill(&other, 3);
    let before = everything(&Store::open(&other).unwrap()).unwrap();
    let error = Store::rebuild(&other, &file, false, at(0)).unwrap_err();
    assert!(matches!(error, BackupError::Filled { .. }), "{error}");
    assert_eq!(everything(&Store::open(&other).unwrap()).unwrap(), before);

    let aside = Store::rebuild(&other, &file, true, at(0)).unwrap().replaced.unwrap();
    assert_eq!(everything(&Store::open(&other).unwrap()).unwrap(), held);
    assert_eq!(everything(&Store::open(&aside).unwrap()).unwrap(), before);
}

#[test]
fn a_damaged_store_is_replaced_by_its_backup() {
    let home = tempfile::tempdir().unwrap();
    let held = filled(home.path());
    let file = home.path().join("file");
    back_up(home.path(), &file);
    fs::write(home.path().join("engine/db"), b"nothing").unwrap();
    let error = Store::open(home.path()).unwrap_err().to_string();
    assert!(error.contains("whitehall restore FILE --replace"), "{error}");
    Store::rebuild(home.path(), &file, true, at(0)).unwrap();
    assert_eq!(everything(&Store::open(home.path()).unwrap()).unwrap(), held);
}

#[test]
fn a_restore_that_was_killed_can_be_repeated() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    let held = filled(&old);
    let file = home.path().join("file");
    back_up(&old, &file);
    // As a kill leaves it: the new engine half filled; and, later, the mark written, the engine not yet in place.
    Store::rebuild(&new, &file, false, at(0)).unwrap();
    fs::rename(new.join("engine"), new.join("engine.new")).unwrap();
    assert!(matches!(Store::open(&new), Err(StoreError::Damaged { .. })));
    Store::rebuild(&new, &file, false, at(1)).unwrap();
    assert_eq!(everything(&Store::open(&new).unwrap()).unwrap(), held);
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_changed() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    filled(&old);
    let (file, bent) = (home.path().join("file"), home.path().join("bent"));
    back_up(&old, &file);
    let bytes = fs::read(&file).unwrap();
    let mut dice = Dice(7);
    let mut place = || usize::try_from(dice.below(bytes.len() as u64)).unwrap();
    let refuse = |what: String, bytes: &[u8]| {
        fs::write(&bent, bytes).unwrap();
        let error = Store::rebuild(&new, &bent, false, at(0)).unwrap_err();
        assert!(!matches!(error, BackupError::Store(_) | BackupError::Filled { .. }), "{what}: {error}");
        let text = error.to_string();
        assert!(text.lines().count() == 2 && text.contains("bent"), "{what}: {text}");
        assert!(!new.exists(), "{what}: a folder was made");
    };
    for _ in 0..200 {
        let (at, bit) = (place(), place() % 8);
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << bit;
        refuse(format!("bit {bit} of byte {at}"), &bytes);
    }
    for _ in 0..50 {
        let length = place();
        refuse(format!("cut at {length}"), &bytes[..length]);
    }
    refuse("the last byte".to_owned(), &bytes[..bytes.len() - 1]);
    refuse("something behind it".to_owned(), &[&bytes[..], b"\n"].concat());
    refuse("twice".to_owned(), &[&bytes[..], &bytes[..]].concat());
    refuse("empty".to_owned(), b"");
    refuse("an export".to_owned(), b"{\"whitehall\":1}\n");
    refuse("one endless line".to_owned(), &vec![b'7'; 9_000_000]);
    // A line that is gone, under a checksum that was made to fit.
    let text = String::from_utf8(bytes.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let fewer = [&lines[..9], &lines[10..lines.len() - 1]].concat().join("\n") + "\n";
    refuse(
        "a record is gone".to_owned(),
        format!("{fewer}end {:08x}\n", crc32fast::hash(fewer.as_bytes())).as_bytes(),
    );
}

#[test]
fn a_backup_of_a_later_version_is_refused() {
    let home = tempfile::tempdir().unwrap();
    filled(&home.path().join("old"));
    let file = home.path().join("file");
    back_up(&home.path().join("old"), &file);
    let text = fs::read_to_string(&file).unwrap();
    let body = text.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    for (now, later) in [("backup 1\n", "backup 2\n"), ("\"format\":2,", "\"format\":3,\"more\":[],")] {
        let body = body.replacen(now, later, 1);
        fs::write(&file, format!("{body}end {:08x}\n", crc32fast::hash(body.as_bytes()))).unwrap();
        let error = contents(&file).unwrap_err();
        assert!(matches!(error, BackupError::Newer { .. }), "{later}: {error}");
    }
}

#[test]
fn a_backup_made_while_writes_go_on_is_of_one_moment() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("old")).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for step in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let edits = pair(step, |id| store.entry(SERVER, &id.into()).unwrap().map(|(_, revision)| revision));
                let batch = Batch {
                    scope: SERVER,
                    edits: &edits,
                    subjects: &[],
                    sources: &[],
                    author: &author(),
                    at: at(0),
                    reason: None,
                    takes: &[],
                };
                store.write(&batch).unwrap();
            }
        });
        let mut last = 0;
        for round in 0..8 {
            std::thread::sleep(std::time::Duration::from_millis(15));
            let (file, new) = (home.path().join(format!("file-{round}")), home.path().join(format!("new-{round}")));
            let made = store.back_up(&file, at(0)).unwrap();
            assert!(made.changes.is_multiple_of(2), "half a step");
            assert!(made.changes >= last);
            last = made.changes;
            Store::rebuild(&new, &file, false, at(0)).unwrap();
            let held = everything(&Store::open(&new).unwrap()).unwrap();
            assert_eq!(held.changes.len() as u64, made.changes);
            assert!(held.content.facts.len().is_multiple_of(2));
        }
        stop.store(true, Ordering::Relaxed);
        assert!(last > 0, "nothing was written meanwhile");
    });
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/backup-v1.gz")
}

#[test]
fn a_backup_of_the_first_version_is_read_for_ever() {
    let home = tempfile::tempdir().unwrap();
    let (file, new) = (home.path().join("file"), home.path().join("new"));
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(sample()).unwrap()).read_to_end(&mut bytes).unwrap();
    fs::write(&file, bytes).unwrap();
    Store::rebuild(&new, &file, false, at(0)).unwrap();
    // The sample was made of this, so the same content made today must be equal.
    let expected = filled(&home.path().join("today"));
    let store = Store::open(&new).unwrap();
    assert_eq!(everything(&store).unwrap(), expected);
    assert_eq!(store.paper::<String>(Drawer::Gaps, SERVER, "paper").unwrap().as_deref(), Some("é\n3"));
    store.set_setting(Scope::Owners, "still", Some("writable")).unwrap();
}

#[test]
#[ignore = "makes the sample: run it once for a new version, never to make a failing test pass"]
fn make_the_sample() {
    let home = tempfile::tempdir().unwrap();
    filled(&home.path().join("old"));
    let file = home.path().join("file");
    back_up(&home.path().join("old"), &file);
    let mut packed = GzEncoder::new(fs::File::create(sample()).unwrap(), Compression::best());
    packed.write_all(&fs::read(&file).unwrap()).unwrap();
    packed.finish().unwrap();
}
