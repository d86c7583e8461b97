//! How long opening takes: `whitehall ask` opens the store for every question.

use super::sample::{SERVER, at, author, fact, fill, shipped};
use std::time::{Duration, Instant};
use whitehall::store::Store;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
#[ignore = "measures: run it with --release --nocapture on a quiet machine"]
fn opening_loading_writing_closing() {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    fill(folder.path(), 200);
    println!("first start, filling, 7 commits: {:?}", begun.elapsed());
    let (mut open, mut load, mut close, mut put) = (vec![], vec![], vec![], vec![]);
    for round in 0..41 {
        let start = Instant::now();
        let store = Store::open(folder.path()).unwrap();
        open.push(start.elapsed());
        let start = Instant::now();
        let facts = store.load_all().unwrap().facts.len();
        load.push(start.elapsed());
        assert!(facts >= 219);
        if round % 8 == 7 {
            let start = Instant::now();
            store.put(&fact(SERVER, &format!("speed.{round}"), 1), None, &author(), at(0)).unwrap();
            put.push(start.elapsed());
        }
        let start = Instant::now();
        drop(store);
        close.push(start.elapsed());
    }
    let (open, load, put, close) = (median(open), median(load), median(put), median(close));
    println!("medians: open {open:?}, load_all {load:?}, put {put:?}, close {close:?}");
}

#[test]
#[ignore = "measures: run it with --release --nocapture on a quiet machine"]
fn a_hundred_thousand_facts() {
    let folder = tempfile::tempdir().unwrap();
    let facts = shipped(100_000);
    let timed = |what: &str, start: Instant| println!("{what}: {:?}", start.elapsed());
    let start = Instant::now();
    let store = Store::open(folder.path()).unwrap();
    store.sync_shipped(&[], &[], &facts, at(0)).unwrap();
    timed("fill", start);
    let start = Instant::now();
    assert_eq!(store.sync_shipped(&[], &[], &facts, at(1)).unwrap(), Default::default());
    timed("sync without a change", start);
    println!("{} MB", store.health().bytes / 1_000_000);
    let start = Instant::now();
    drop(store);
    timed("close", start);
    let start = Instant::now();
    let store = Store::open(folder.path()).unwrap();
    timed("open", start);
    let start = Instant::now();
    assert_eq!(store.load_all().unwrap().facts.len(), 100_000);
    timed("load_all", start);
}
