//! A store of each format as it was once written can be read, and written on, for ever.

use super::sample::{Dice, SERVER, at, author, copy, everything, fact, fill, source, subject};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use whitehall::fact::{FactId, Scope};
use whitehall::store::{Batch, Edit, FORMAT, Store, StoreError};

/// The samples and their formats. The oldest was made before a transaction's changes could be found by it.
const SAMPLES: [(&str, u32); 3] = [("store-v1", 1), LINKED, ("store-v2", 2)];

/// Format 1 as it was at last: a link to each change, from its fact and from its transaction.
const LINKED: (&str, u32) = ("store-v1-links", 1);

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Files the sample holds, each compressed by itself: sled's data file is mostly zeros.
fn unpack(name: &str, to: &Path) {
    copy(&sample(name), to);
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
fn a_store_of_each_format_opens_with_everything_in_it() {
    for (name, format) in SAMPLES {
        let home = tempfile::tempdir().unwrap();
        let (old, new) = (home.path().join("old"), home.path().join("new"));
        unpack(name, &old);
        // The sample was made by `fill`, so the same content made today must be equal.
        let expected = fill(&new, 30);
        let noted = || fs::read_to_string(old.join("high-water")).unwrap();
        let before = noted();
        assert!(before.contains(&format!("\"format\":{format},")), "{before}");
        let store = Store::open(&old).unwrap();
        assert_eq!(everything(&store).unwrap(), expected);
        assert_eq!(expected.content.facts.len(), 49);
        assert_eq!(noted(), before, "it was only read");
        if name != "store-v1" {
            assert_eq!(ways(&store), ways(&Store::open(&new).unwrap()));
        }
        store.set_setting(Default::default(), "still", Some("writable")).unwrap();
        // An earlier version would not understand all that is written from now on.
        assert!(noted().contains(&format!("\"format\":{FORMAT},")), "{}", noted());
    }
}

/// All that can be told of changes, by whichever way they are found.
fn ways(store: &Store) -> String {
    let changes = store.changes_since(0, usize::MAX).unwrap();
    let mut told = Vec::new();
    for scope in [Scope::Shipped, Scope::Owners, SERVER] {
        let ids: BTreeSet<&FactId> = changes.iter().map(|change| &change.id).collect();
        for id in ids {
            let history = store.history(scope, id).unwrap();
            let theirs = changes.iter().filter(|change| (change.scope, &change.id) == (scope, id));
            assert!(history.iter().eq(theirs), "{scope:?} {id}: {history:?}");
            assert_eq!(store.last_change(scope, id).unwrap().as_ref(), history.last());
        }
        let made = store.made(scope, None, usize::MAX).unwrap();
        for (at, one) in made.iter().enumerate() {
            let theirs = store.changes_of(scope, one.number).unwrap();
            assert!(theirs.iter().eq(changes.iter().filter(|change| change.batch == one.number)));
            assert_eq!((one.facts, Some(&one.first)), (theirs.len(), theirs.first()));
            assert_eq!(
                store.made(scope, Some(one.number), 2).unwrap(),
                made[(at + 1).min(made.len())..][..2.min(made.len() - at - 1)]
            );
        }
        for after in 0..=changes.len() as u64 {
            let told = store.latest(scope, after, 3).unwrap();
            let numbers = told.earlier.iter().copied().chain(told.changes.iter().map(|change| change.seq));
            let theirs = changes.iter().filter(|change| change.scope == scope && change.seq > after);
            let (numbers, theirs): (Vec<u64>, Vec<u64>) =
                (numbers.collect(), theirs.map(|change| change.seq).collect());
            assert!(scope == Scope::Shipped || numbers == theirs, "{scope:?} after {after}: {numbers:?}, {theirs:?}");
        }
        told.push(format!("{scope:?} {made:?}"));
    }
    told.join("\n")
}

/// One thing somebody does to a fact or to what was done before, by the dice; what came of it.
fn deed(store: &Store, dice: &mut Dice, step: i64) -> String {
    let scope = [Scope::Owners, SERVER, SERVER][dice.below(3) as usize];
    let edit = |number: u64, kind: u64| {
        let id = format!("own.{number}");
        let held = store.entry(scope, &id.as_str().into()).unwrap().map(|(_, revision)| revision);
        match kind {
            0 | 1 => Edit::put(fact(scope, &id, 100 + step), held),
            2 => Edit::retract(id.as_str().into(), held),
            _ => Edit::clear(id.as_str().into(), held),
        }
    };
    let made = store.made(scope, None, 4).unwrap();
    if dice.below(4) == 0 && !made.is_empty() {
        let number = made[dice.below(made.len() as u64) as usize].number;
        return format!(
            "{:?}",
            store.undo(scope, number, &author(), at(step), &[]).map_err(|error| error.to_string())
        );
    }
    let from = dice.below(24);
    let edits: Vec<Edit> = (from..from + 1 + dice.below(6)).map(|number| edit(number, dice.below(4))).collect();
    let who = author();
    let (subjects, sources) = ([subject("Bells")], [source()]);
    let batch = Batch {
        scope,
        edits: &edits,
        subjects: &subjects,
        sources: &sources,
        author: &who,
        at: at(step),
        reason: None,
        takes: &[],
    };
    format!("{:?}", store.write(&batch).map_err(|error| error.to_string()))
}

#[test]
fn a_store_of_an_earlier_format_is_written_on_as_one_of_today() {
    for name in [LINKED.0, "store-v2"] {
        let home = tempfile::tempdir().unwrap();
        let (old, new) = (home.path().join("old"), home.path().join("new"));
        unpack(name, &old);
        fill(&new, 30);
        for round in 0..4 {
            // Opened anew, so that the sum over all records is held against the mark.
            let [old, new] = [&old, &new].map(|folder| Store::open(folder).unwrap());
            let mut dices = [Dice(round + 5), Dice(round + 5)];
            for step in 0..40 {
                let [ours, theirs] = &mut dices;
                let step = round as i64 * 100 + step;
                assert_eq!(deed(&old, ours, step), deed(&new, theirs, step));
            }
            assert_eq!(everything(&old).unwrap(), everything(&new).unwrap());
            assert_eq!(ways(&old), ways(&new));
        }
        for folder in [&old, &new] {
            let store = Store::open(folder).unwrap();
            for scope in [SERVER, Scope::Owners] {
                store.forget_layer(scope).unwrap();
            }
            let left = everything(&store).unwrap();
            assert!(left.changes.iter().all(|change| change.scope == Scope::Shipped), "{:?}", left.changes);
            assert!(left.content.facts.iter().all(|record| record.fact.scope == Scope::Shipped));
            assert!(store.servers().unwrap().is_empty());
            drop(store);
            assert_eq!(everything(&Store::open(folder).unwrap()).unwrap(), left);
        }
    }
}

#[test]
fn a_fact_that_is_new_takes_two_records_and_its_transaction_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let (who, before) = (author(), store.records().unwrap());
    let edits: Vec<Edit> = (0..100).map(|n| Edit::put(fact(SERVER, &format!("own.{n}"), n), None)).collect();
    let batch = Batch {
        scope: SERVER,
        edits: &edits,
        subjects: &[],
        sources: &[],
        author: &who,
        at: at(0),
        reason: None,
        takes: &[],
    };
    store.write(&batch).unwrap();
    assert_eq!(store.records().unwrap() - before, 2 * 100 + 1);
    // A second change: its entry, its transaction, and both links.
    store.put(&fact(SERVER, "own.7", 700), Some(1), &who, at(1)).unwrap();
    assert_eq!(store.records().unwrap() - before, 2 * 100 + 1 + 4);
}

#[test]
fn a_later_format_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), 5);
    let place = folder.path().join("high-water");
    let text = fs::read_to_string(&place).unwrap();
    let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
    let later = body.replace("\"format\":2,", "\"format\":3,\"more\":true,");
    assert_ne!(later, body);
    let later = format!("{later}\n{:08x}\n", crc32fast::hash(later.as_bytes()));
    fs::write(&place, &later).unwrap();
    let data = fs::read(folder.path().join("engine/db")).unwrap();
    let error = Store::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 3, .. }), "{error}");
    assert!(error.to_string().contains("written by a newer Whitehall"), "{error}");
    assert_eq!(fs::read_to_string(&place).unwrap(), later);
    assert!(fs::read(folder.path().join("engine/db")).unwrap() == data, "the data file was touched");
}

#[test]
#[ignore = "makes the sample: run it once for a new format, never to make a failing test pass"]
fn make_the_sample() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), 30);
    let sample = sample(&format!("store-v{FORMAT}"));
    fs::create_dir_all(sample.join("engine")).unwrap();
    for (folder, target) in
        [(home.path().to_owned(), sample.clone()), (home.path().join("engine"), sample.join("engine"))]
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
