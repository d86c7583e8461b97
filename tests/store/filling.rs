//! Batches that are drawn up while earlier ones go to the disk: what is held then is what single writes leave behind.

use super::sample::{SERVER, at, author, everything, fact, source, subject};
use whitehall::fact::Scope;
use whitehall::store::{Batch, Edit, Filling, Store, StoreError};

const OWN: Scope = Scope::Owners;

fn batch<'a>(edits: &'a [Edit], author: &'a whitehall::store::Author) -> Batch<'a> {
    Batch { scope: OWN, edits, subjects: &[], sources: &[], author, at: at(5), reason: Some("large"), takes: &[] }
}

/// Facts `from` on, each of which is new.
fn new(from: i64, count: i64) -> Vec<Edit> {
    (from..from + count).map(|n| Edit::put(fact(OWN, &format!("bells.{n}"), n), None)).collect()
}

/// Some parts, each of which is given to `write`, whatever that does with it: new facts, facts of the part before once
/// more, one that is taken away and put again, subjects that come twice.
fn parts(mut write: impl FnMut(&Batch<'_>) -> Option<u64>) {
    let who = author();
    let (bells, chimes, almanac) = ([subject("Bells")], [subject("Chimes")], [source()]);
    let first = new(0, 40);
    let number = write(&Batch { subjects: &bells, sources: &almanac, ..batch(&first, &who) });
    let mut second = new(40, 30);
    second.extend((0..9).map(|n| Edit::put(fact(OWN, &format!("bells.{n}"), 100 + n), number)));
    second.push(Edit::retract("bells.20".into(), number).because("counted twice"));
    let number = write(&Batch { subjects: &bells, ..batch(&second, &who) });
    let third = [Edit::put(fact(OWN, "bells.20", 21), number), Edit::clear("bells.3".into(), number)];
    let number = write(&Batch { subjects: &chimes, sources: &almanac, ..batch(&third, &who) });
    assert_eq!(write(&batch(&[], &who)), None);
    assert_eq!(write(&Batch { subjects: &bells, ..batch(&[], &who) }), None, "a subject alone changes no fact");
    let again = [Edit::put(fact(OWN, "bells.3", 4), None), Edit::put(fact(OWN, "bells.20", 22), number)];
    write(&batch(&again, &who));
}

#[test]
fn a_fill_leaves_what_single_writes_leave() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let stores = folders.each_ref().map(|folder| Store::open(folder.path()).unwrap());
    let ours = [Edit::put(fact(OWN, "bells.-1", 1), None)];
    for store in &stores {
        store.put(&fact(SERVER, "bells.1", 7), None, &author(), at(0)).unwrap();
        store.write(&batch(&ours, &author())).unwrap();
    }
    let [single, filled] = &stores;
    parts(|batch| single.write(batch).unwrap().first().map(|change| change.batch));
    let fill = |filling: &mut Filling<'_>| {
        parts(|batch| filling.write(batch).unwrap());
        Ok::<_, StoreError>(())
    };
    filled.fill(OWN, fill).unwrap();
    let expected = everything(single).unwrap();
    assert_eq!(everything(filled).unwrap(), expected);
    let made = |store: &Store| store.made(OWN, None, usize::MAX).unwrap();
    assert_eq!(made(filled), made(single));
    for number in made(single).iter().map(|made| made.number) {
        assert_eq!(filled.described(OWN, number).unwrap(), single.described(OWN, number).unwrap());
    }
    assert_eq!((filled.records().unwrap(), filled.pulse()), (single.records().unwrap(), single.pulse()));
    assert!(filled.health().writable());
    // Opening compares the sum over all records with the mark.
    drop(stores);
    assert_eq!(everything(&Store::open(folders[1].path()).unwrap()).unwrap(), expected);
}

#[test]
fn a_part_that_does_not_fit_ends_a_fill_and_leaves_what_was_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let who = author();
    let error = store.fill::<(), StoreError>(OWN, |filling| {
        filling.write(&batch(&new(0, 10), &who))?;
        // The last one is in the part before it, which may not be on the disk yet.
        filling.write(&batch(&new(20, 10).into_iter().chain(new(9, 1)).collect::<Vec<_>>(), &who))?;
        panic!("the part was taken")
    });
    assert!(matches!(&error, Err(StoreError::Conflict { id, .. }) if id.as_str() == "bells.9"), "{error:?}");
    assert_eq!((store.health().facts, store.health().last_seq), (10, 10));
    store.fill::<_, StoreError>(OWN, |filling| filling.write(&batch(&new(10, 5), &who))).unwrap();
    store.write(&batch(&new(15, 1), &who)).unwrap();
    drop(store);
    assert_eq!(Store::open(folder.path()).unwrap().health().facts, 16);
}

#[test]
fn a_fill_of_nothing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let before = store.mark().unwrap();
    assert_eq!(store.fill::<_, StoreError>(OWN, |_| Ok(3)).unwrap(), 3);
    assert_eq!(store.mark().unwrap(), before);
}
