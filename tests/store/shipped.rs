//! Keeping the shipped layer in step with the knowledge folder.

use super::sample::{SERVER, at, author, everything, fact, fill, shipped, source, subject};
use whitehall::fact::{FactId, Scope};
use whitehall::store::{Author, Entry, Store, StoreError, SyncReport};

fn mark(folder: &std::path::Path) -> Vec<u8> {
    std::fs::read(folder.join("high-water")).unwrap()
}

#[test]
fn the_first_fill_has_no_history_and_a_second_start_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (subjects, sources, facts) = ([subject("Harbour bells")], [source()], shipped(200));
    let store = Store::open(folder.path()).unwrap();
    let report = store.sync_shipped(&subjects, &sources, &facts, at(0)).unwrap();
    assert_eq!(report, SyncReport { added: 200, described: 2, ..SyncReport::default() });
    assert_eq!(store.changes_since(0, 10).unwrap(), []);
    let content = store.load_all().unwrap();
    assert_eq!(content.facts.iter().map(|record| record.fact.clone()).collect::<Vec<_>>(), facts);
    assert_eq!(content.subjects, [(Scope::Shipped, subject("Harbour bells"))]);
    assert_eq!(content.sources, [(Scope::Shipped, source())]);
    let before = (mark(folder.path()), everything(&store).unwrap());
    drop(store);

    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.sync_shipped(&subjects, &sources, &facts, at(9)).unwrap(), SyncReport::default());
    // The mark counts transactions, so the same mark means that there was none.
    assert_eq!((mark(folder.path()), everything(&store).unwrap()), before);
}

#[test]
fn later_changes_are_made_and_have_the_folder_as_their_author() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut facts = shipped(5);
    store.sync_shipped(&[subject("Harbour bells")], &[source()], &facts, at(0)).unwrap();
    let untouched = store.entry(Scope::Shipped, &facts[0].id).unwrap();
    facts[1] = fact(Scope::Shipped, "bells.00001", 77);
    facts[4] = fact(Scope::Shipped, "bells.new", 8);
    let report = store.sync_shipped(&[subject("The harbour bells")], &[], &facts, at(5)).unwrap();
    assert_eq!(report, SyncReport { added: 1, changed: 1, withdrawn: 1, described: 2 });
    let changes = store.changes_since(0, 10).unwrap();
    let mut told: Vec<_> =
        changes.iter().map(|change| (change.id.as_str(), change.before.is_some(), change.after.is_some())).collect();
    told.sort_unstable();
    assert_eq!(told, [("bells.00001", true, true), ("bells.00004", true, false), ("bells.new", false, true)]);
    assert!(changes.iter().all(|change| change.author == Author::Folder && change.at == at(5)));
    assert_eq!(changes[0].author.to_string(), "knowledge folder");
    let content = store.load_all().unwrap();
    assert_eq!(content.facts.iter().map(|record| record.fact.clone()).collect::<Vec<_>>(), facts);
    assert_eq!((content.subjects.len(), content.sources.len()), (1, 0));
    assert_eq!(content.subjects[0].1.name, "The harbour bells");
    assert_eq!(store.entry(Scope::Shipped, &facts[0].id).unwrap(), untouched, "its revision stays");
    assert_eq!(store.health().facts, 5);
}

#[test]
fn the_other_layers_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store.sync_shipped(&[], &[], &shipped(3), at(0)).unwrap();
    store.put(&fact(SERVER, "bells.00000", 500), None, &author(), at(1)).unwrap();
    store.retract(Scope::Owners, &FactId::from("bells.00001"), None, &author(), None, at(2)).unwrap();
    let own = |store: &Store| {
        let content = store.load_all().unwrap();
        let facts: Vec<_> = content.facts.into_iter().filter(|record| record.fact.scope != Scope::Shipped).collect();
        (facts, content.retractions)
    };
    let before = own(&store);
    assert_eq!((before.0.len(), before.1.len()), (1, 1));
    let report = store.sync_shipped(&[], &[], &shipped(1), at(3)).unwrap();
    assert_eq!(report.withdrawn, 2);
    assert_eq!(own(&store), before);
}

#[test]
fn a_folder_without_facts_or_with_mistakes_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let before = fill(folder.path(), 10);
    let store = Store::open(folder.path()).unwrap();
    let twice = [shipped(2), shipped(1)].concat();
    let foreign = [fact(SERVER, "bells", 1)];
    for (facts, words) in
        [(&[][..], "no facts"), (&twice, "bells.00000 twice"), (&foreign, "not of the shipped layer")]
    {
        let error = store.sync_shipped(&[], &[], facts, at(9)).unwrap_err();
        assert!(matches!(error, StoreError::Refused(_)) && error.to_string().contains(words), "{error}");
    }
    assert_eq!(everything(&store).unwrap(), before);
}

#[test]
fn a_large_folder_is_taken_in_several_transactions_and_withdrawn_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let facts = shipped(5_000);
    assert_eq!(store.sync_shipped(&[], &[], &facts, at(0)).unwrap().added, 5_000);
    let revisions: std::collections::BTreeSet<_> =
        store.load_all().unwrap().facts.iter().map(|record| record.revision).collect();
    assert!(revisions.len() > 1, "one transaction would not be bounded");
    assert_eq!(store.health().last_seq, 0);
    let report = store.sync_shipped(&[], &[], &facts[..10], at(1)).unwrap();
    assert_eq!(report, SyncReport { withdrawn: 4_990, ..SyncReport::default() });
    assert_eq!(store.health().last_seq, 4_990);
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.load_all().unwrap().facts.len(), 10);
    let last = store.history(Scope::Shipped, &FactId::from("bells.04999")).unwrap();
    assert!(matches!(&last[..], [change] if change.after.is_none()
        && change.before == Some(Entry::Fact(Box::new(facts[4_999].clone())))));
}
