//! Facts in layers, revisions, conflicts, the history and the settings.

use super::sample::{SERVER, at, author, everything, fact, source, subject};
use whitehall::fact::{FactId, Scope};
use whitehall::store::{Batch, Content, Edit, Entry, Store, StoreError};

#[test]
fn a_fresh_store_holds_nothing_and_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("deep/data")).unwrap();
    assert_eq!(store.load_all().unwrap(), Content::default());
    let health = store.health();
    assert!(health.writable());
    assert_eq!((health.facts, health.last_seq, health.store_id.len()), (0, 0, 32));
}

#[test]
fn a_fact_is_kept_in_its_own_layer_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let facts = [Scope::Owners, SERVER, Scope::Server(43)].map(|scope| fact(scope, "bells", 5));
    let store = Store::open(folder.path()).unwrap();
    for fact in &facts {
        store.put(fact, None, &author(), at(0)).unwrap();
    }
    let (before, id) = (everything(&store).unwrap(), store.health().store_id);
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(everything(&store).unwrap(), before);
    assert_eq!(before.content.facts.iter().map(|record| record.fact.clone()).collect::<Vec<_>>(), facts);
    assert_eq!((store.health().facts, store.health().store_id), (3, id));
}

#[test]
fn a_change_needs_the_revision_that_is_there_and_a_conflict_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let first = fact(SERVER, "bells", 1);
    store.put(&first, None, &author(), at(0)).unwrap();
    let (_, revision) = store.entry(SERVER, &first.id).unwrap().unwrap();
    let before = everything(&store).unwrap();

    for stale in [None, Some(revision + 1), Some(0)] {
        let error = store.put(&fact(SERVER, "bells", 2), stale, &author(), at(1)).unwrap_err();
        let StoreError::Conflict { id, current: Some(current) } = error else { panic!("{error}") };
        assert_eq!((id.as_str(), *current), ("bells", (Entry::Fact(Box::new(first.clone())), revision)));
    }
    let error = store.put(&fact(SERVER, "other", 2), Some(revision), &author(), at(1)).unwrap_err();
    assert!(matches!(error, StoreError::Conflict { current: None, .. }), "{error}");
    assert_eq!(everything(&store).unwrap(), before, "a conflict writes nothing");

    store.put(&fact(SERVER, "bells", 2), Some(revision), &author(), at(1)).unwrap();
    let (now, next) = store.entry(SERVER, &first.id).unwrap().unwrap();
    assert_eq!(now.fact(), Some(&fact(SERVER, "bells", 2)));
    assert_ne!(next, revision);
}

#[test]
fn the_latest_changes_of_a_layer_leave_out_other_layers_and_only_number_the_older_ones() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for (n, scope) in [SERVER, Scope::Owners, SERVER, Scope::Server(43), SERVER].into_iter().enumerate() {
        store.put(&fact(scope, &format!("bells.{n}"), 1), None, &author(), at(0)).unwrap();
    }
    let latest = |after, limit| {
        let latest = store.latest(SERVER, after, limit).unwrap();
        (latest.earlier, latest.changes.iter().map(|change| change.seq).collect::<Vec<_>>())
    };
    assert_eq!(latest(0, 9), (vec![], vec![1, 3, 5]));
    assert_eq!(latest(0, 2), (vec![1], vec![3, 5]));
    assert_eq!(latest(1, 1), (vec![3], vec![5]));
    assert_eq!(latest(5, 9), (vec![], vec![]));
    assert_eq!(store.latest(Scope::Server(44), 0, 9).unwrap(), Default::default());
}

#[test]
fn the_history_tells_who_changed_what_and_can_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let id = FactId::from("bells");
    let (one, two) = (fact(SERVER, "bells", 1), fact(SERVER, "bells", 2));
    store.put(&one, None, &author(), at(0)).unwrap();
    // A name that starts like the other has a history of its own.
    store.put(&fact(SERVER, "bells.more", 8), None, &author(), at(1)).unwrap();
    let revision = |store: &Store| store.entry(SERVER, &id).unwrap().map(|(_, revision)| revision);
    store.put(&two, revision(&store), &author(), at(2)).unwrap();
    store.retract(SERVER, &id, revision(&store), &author(), Some("out of date"), at(3)).unwrap();
    let cleared = Batch {
        scope: SERVER,
        edits: &[Edit::clear(id.clone(), revision(&store))],
        subjects: &[],
        sources: &[],
        author: &author(),
        at: at(4),
        reason: None,
        takes: &[],
    };
    store.write(&cleared).unwrap();

    let said = |count: i64| Some(Entry::Fact(Box::new(fact(SERVER, "bells", count))));
    let history = store.history(SERVER, &id).unwrap();
    let told: Vec<_> = history.iter().map(|c| (c.seq, c.at, c.before.clone(), c.after.clone())).collect();
    let expected = [
        (1, at(0), None, said(1)),
        (3, at(2), said(1), said(2)),
        (4, at(3), said(2), Some(Entry::Retracted)),
        (5, at(4), Some(Entry::Retracted), None),
    ];
    assert_eq!(told, expected);
    assert!(history.iter().all(|change| change.author == author() && change.scope == SERVER && change.id == id));
    assert_eq!(history[2].reason.as_deref(), Some("out of date"));
    assert_eq!(store.entry(SERVER, &id).unwrap(), None);
    assert_eq!(store.history(Scope::Owners, &id).unwrap(), []);

    let seqs = |since, limit| -> Vec<u64> {
        store.changes_since(since, limit).unwrap().into_iter().map(|change| change.seq).collect()
    };
    assert_eq!(seqs(0, 9), [1, 2, 3, 4, 5]);
    assert_eq!(seqs(2, 2), [3, 4]);
    assert_eq!(seqs(5, 9), [0; 0]);
    assert_eq!(seqs(0, 0), [0; 0]);
    assert_eq!(seqs(u64::MAX, 9), [0; 0]);
}

#[test]
fn a_retraction_hides_and_is_no_fact() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store.sync_shipped(&[], &[], &[fact(Scope::Shipped, "bells", 1)], at(0)).unwrap();
    let id = FactId::from("bells");
    store.retract(SERVER, &id, None, &author(), None, at(1)).unwrap();
    let content = store.load_all().unwrap();
    assert_eq!(content.facts.len(), 1, "the shipped fact stays");
    assert_eq!(content.retractions.iter().map(|r| (r.scope, r.id.as_str())).collect::<Vec<_>>(), [(SERVER, "bells")]);
    assert_eq!(store.health().facts, 1);
    // Put again over the retraction, with the retraction's revision.
    let revision = content.retractions[0].revision;
    store.put(&fact(SERVER, "bells", 2), Some(revision), &author(), at(2)).unwrap();
    assert_eq!(store.health().facts, 2);
    assert_eq!(store.load_all().unwrap().retractions, []);
}

#[test]
fn a_batch_is_made_together_with_its_subjects_and_sources_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let (subjects, sources, who) = ([subject("Harbour bells")], [source()], author());
    let edits: Vec<_> = (0..3).map(|n| Edit::put(fact(SERVER, &format!("own.{n}"), n), None)).collect();
    let batch = Batch {
        scope: SERVER,
        edits: &edits,
        subjects: &subjects,
        sources: &sources,
        author: &who,
        at: at(0),
        reason: Some("import"),
        takes: &[],
    };
    let changes = store.write(&batch).unwrap();
    assert_eq!(changes.iter().map(|change| change.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(changes.iter().all(|change| change.batch == changes[0].batch));
    let before = everything(&store).unwrap();
    assert_eq!(before.content.subjects, [(SERVER, subject("Harbour bells"))]);
    assert_eq!(before.content.sources, [(SERVER, source())]);

    // The last edit is stale: neither the others nor the new name are taken.
    let renamed = [subject("Other bells")];
    let edits = [Edit::put(fact(SERVER, "own.7", 7), None), Edit::put(fact(SERVER, "own.0", 9), None)];
    let error = store.write(&Batch { edits: &edits, subjects: &renamed, ..batch }).unwrap_err();
    assert!(matches!(error, StoreError::Conflict { .. }), "{error}");
    assert_eq!(everything(&store).unwrap(), before);
}

#[test]
fn what_cannot_be_kept_is_refused_in_words_and_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let who = author();
    let long = {
        let mut fact = fact(SERVER, "long", 1);
        fact.statement = Some("bell ".repeat(30_000));
        fact
    };
    let put = |fact, expected| Edit::put(fact, expected);
    let many: Vec<_> = (0..5_001).map(|n| put(fact(SERVER, &n.to_string(), n), None)).collect();
    let table: [(&[Edit], Scope, &str); 5] = [
        (&[put(fact(Scope::Shipped, "a", 1), None)], Scope::Shipped, "knowledge folder"),
        (&[put(fact(Scope::Owners, "a", 1), None)], SERVER, "another layer"),
        (&[put(fact(SERVER, "a", 1), None), Edit::retract(FactId::from("a"), None)], SERVER, "twice"),
        (&many, SERVER, "at most 5000"),
        (&[put(fact(SERVER, "a", 1), None), put(long, None)], SERVER, "too long"),
    ];
    for (edits, scope, words) in table {
        let batch =
            Batch { scope, edits, subjects: &[], sources: &[], author: &who, at: at(0), reason: None, takes: &[] };
        let error = store.write(&batch).unwrap_err();
        assert!(matches!(error, StoreError::Refused(_)) && error.to_string().contains(words), "{words}: {error}");
    }
    assert_eq!(store.load_all().unwrap(), Content::default());
    assert!(store.health().writable(), "a refusal is no failure of the store");
    assert_eq!(store.health().last_seq, 0);
}

#[test]
fn settings_belong_to_a_layer_and_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store.set_setting(SERVER, "channel", Some("1")).unwrap();
    store.set_setting(SERVER, "channel", Some("2")).unwrap();
    store.set_setting(Scope::Owners, "channel", Some("3")).unwrap();
    store.set_setting(SERVER, "gone", Some("x")).unwrap();
    store.set_setting(SERVER, "gone", None).unwrap();
    store.set_setting(SERVER, "never", None).unwrap();
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    let owned = |name: &str, value: &str, scope| (scope, name.to_owned(), value.to_owned());
    assert_eq!(store.setting(SERVER, "channel").unwrap().as_deref(), Some("2"));
    assert_eq!(store.setting(Scope::Shipped, "channel").unwrap(), None);
    assert_eq!(store.settings().unwrap(), [owned("channel", "3", Scope::Owners), owned("channel", "2", SERVER)]);
}

#[test]
fn writers_on_several_threads_lose_nothing() {
    fn shared_between_threads<T: Send + Sync + 'static>(_: &T) {}
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    shared_between_threads(&store);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let store = &store;
            scope.spawn(move || {
                for n in 0..25 {
                    store.put(&fact(SERVER, &format!("{thread}.{n}"), n), None, &author(), at(n)).unwrap();
                }
            });
        }
    });
    let seqs: Vec<_> = store.changes_since(0, usize::MAX).unwrap().iter().map(|change| change.seq).collect();
    assert_eq!(seqs, (1..=100).collect::<Vec<_>>());
    assert_eq!(store.load_all().unwrap().facts.len(), 100);
}
