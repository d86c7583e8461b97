//! Killed at any moment, a store keeps what it acknowledged, whole.

use super::child::{DRAFT, PART, pair, spawn};
use super::sample::{Dice, SERVER, at, everything, shipped};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Duration;
use whitehall::fact::{Fact, Scope};
use whitehall::store::{Drawer, Edit, Store};

/// Runs a role, kills it some time after it started (or, if a word is given, after it said that), and returns
/// what it had said.
fn kill_after(role: &str, folder: &Path, word: Option<&str>, wait: Duration) -> String {
    let mut child = spawn(role, folder);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    if let Some(word) = word {
        while !said.contains(word) {
            assert_ne!(out.read_line(&mut said).unwrap(), 0, "it ended: {said}");
        }
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    out.read_to_string(&mut said).unwrap();
    said
}

fn last(said: &str, word: &str) -> Option<u64> {
    // A line that was cut off is no acknowledgement.
    let whole = &said[..said.rfind('\n').map_or(0, |end| end + 1)];
    whole.lines().filter_map(|line| line.strip_prefix(word)?.trim().parse().ok()).next_back()
}

/// What the server's layer says after so many steps.
fn model(steps: u64) -> Vec<Fact> {
    let mut held = BTreeMap::new();
    for step in 0..steps {
        for edit in pair(step, |_| None) {
            let retracted = step % 5 == 4;
            let (id, fact) = parts(&edit);
            held.insert(id, (!retracted).then_some(fact).flatten());
        }
    }
    held.into_values().flatten().collect()
}

fn parts(edit: &Edit) -> (String, Option<Fact>) {
    (edit.id().to_string(), edit.entry().and_then(|entry| entry.fact()).cloned())
}

fn rounds(count: u32, seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(seed);
    let (mut acknowledged, mut progressed) = (0, 0);
    for round in 0..count {
        // Every other one while it opens, if it can be hit, and the rest while they write.
        let word = (round % 2 == 1).then_some("ack");
        let wait = Duration::from_micros(dice.below(100_000));
        let said = kill_after("pairs", folder.path(), word, wait);
        assert!(!said.contains("panicked"), "round {round}: {said}");
        let told = last(&said, "ack ");
        progressed += u32::from(told.is_some());
        acknowledged = told.unwrap_or(acknowledged);

        let store = Store::open(folder.path()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let seq = store.health().last_seq;
        assert_eq!(seq % 2, 0, "round {round}: half a step");
        let steps = seq / 2;
        assert!(
            (acknowledged..=acknowledged + 1).contains(&steps),
            "round {round}: {acknowledged} acks, {steps} held"
        );
        let held = everything(&store).unwrap();
        let facts: Vec<_> = held.content.facts.into_iter().map(|record| record.fact).collect();
        assert!(facts == model(steps), "round {round}: something else is held");
        assert_eq!(held.changes.iter().map(|change| change.seq).collect::<Vec<_>>(), (1..=seq).collect::<Vec<_>>());
        assert!(held.changes.iter().all(|change| change.scope == SERVER));
        let batches = store.made(SERVER, None, usize::MAX).unwrap();
        assert!(batches.len() as u64 == steps && batches.iter().all(|made| made.facts == 2), "round {round}");
        // A draft is there until its change is, and not longer.
        let draft = store.paper::<u64>(Drawer::Drafts, SERVER, DRAFT).unwrap();
        assert!(draft.is_none_or(|step| step == steps), "round {round}: the draft {draft:?} of {steps} steps");
        acknowledged = steps;
    }
    assert!(progressed * 3 >= count, "only {progressed} of {count} processes wrote anything: too short a life");
}

#[test]
fn fifteen_kills_lose_nothing_that_was_acknowledged() {
    rounds(15, 1);
}

#[test]
#[ignore = "a minute: run it after a change in the store"]
fn five_hundred_kills_lose_nothing_that_was_acknowledged() {
    rounds(500, 2);
}

#[test]
fn a_first_start_that_was_killed_is_no_damage() {
    let mut dice = Dice(4);
    let mut begun = 0;
    for round in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let wait = Duration::from_micros(1_000 + dice.below(40_000));
        let said = kill_after("pairs", folder.path(), None, wait);
        begun += u32::from(folder.path().join("engine.new").exists());
        let store = Store::open(folder.path()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert!(store.health().last_seq / 2 >= last(&said, "ack ").unwrap_or(0));
        assert!(store.health().writable());
    }
    println!("{begun} of 12 were killed while the store was made");
}

#[test]
fn a_fill_that_was_killed_is_completed_by_the_next_start() {
    let mut dice = Dice(3);
    let mut interrupted = 0;
    for round in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let said =
            kill_after("sync", folder.path(), Some("opened"), Duration::from_millis(dice.below(80) + 80 * round));
        let store = Store::open(folder.path()).unwrap_or_else(|error| panic!("{error}"));
        let held = store.load_all().unwrap().facts.len();
        interrupted += u32::from(held > 0 && held < 9_000);
        assert!(held == 9_000 || !said.contains("done"));
        let report = store.sync_shipped(&[], &[], &shipped(9_000), at(1)).unwrap();
        assert_eq!(report.added, 9_000 - held);
        let facts: Vec<_> = store.load_all().unwrap().facts.into_iter().map(|record| record.fact).collect();
        assert!(facts == shipped(9_000), "something else is held");
        assert_eq!(store.health().last_seq, 0, "still the first fill");
    }
    println!("{interrupted} of 3 were interrupted in the middle");
}

#[test]
fn parts_of_an_import_that_was_killed_are_whole_and_the_first_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dice, mut parts) = (Dice(5), 0);
    for round in 0..12 {
        let wait = Duration::from_micros(dice.below(60_000));
        // Every other one wherever that is, and the rest when a part is on the disk for certain.
        let said = kill_after("parts", folder.path(), (round % 2 == 1).then_some("part 3"), wait);
        assert!(!said.contains("panicked"), "round {round}: {said}");
        let store = Store::open(folder.path()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let held = everything(&store).unwrap();
        let made = store.made(Scope::Owners, None, usize::MAX).unwrap();
        assert!(made.iter().all(|made| made.facts as u64 == PART), "round {round}: a part is not whole");
        assert!(made.len() >= parts + round % 2, "round {round}: what was there is gone");
        parts = made.len();
        assert_eq!((held.content.facts.len(), held.changes.len()), (parts * PART as usize, parts * PART as usize));
        let firsts: Vec<String> = made.iter().rev().map(|made| made.first.id.to_string()).collect();
        assert_eq!(firsts, (0..parts).map(|part| format!("bells.{part}.0")).collect::<Vec<_>>(), "round {round}");
    }
}
