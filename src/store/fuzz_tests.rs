//! The store's codec on bytes that nobody wrote: a record is read as it was, or refused. See `tests/fuzz/main.rs` for the
//! long round.

#[allow(clippy::duplicate_mod, reason = "no room could lend it to the others")]
#[path = "../../tests/fuzz/engine.rs"]
mod engine;

use super::envelope::{check, seal, unseal, wrap};
use super::record::{Author, Change, Described, Entry, Filed, Held, Item, Layered, Setting};
use crate::fact::{Amount, Fact, FactId, Money, Scope, Source, SourceId, Subject, SubjectId, SubjectKind, Value};
use engine::Target;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

const KEY: &[u8] = b"f\x02key";

const WORDS: [&str; 36] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "\"fact\":",
    "\"retracted\"",
    "\"scope\":",
    "\"shipped\"",
    "\"owners\"",
    "{\"server\":7}",
    "\"id\":",
    "\"revision\":",
    "\"entry\":",
    "\"value\":",
    "\"money\":",
    "\"range\":",
    "\"as_of\":",
    "\"2031-02-30\"",
    "\"item\":",
    "\"subject\":",
    "\"source\":",
    "\"kind\":\"role\"",
    "\"aliases\":",
    "\"at\":",
    "\"1970-01-01T00:00:00Z\"",
    "\"author\":",
    "\"member\":",
    "\"before\":",
    "\"after\":",
    "\"batch\":",
    "-1",
];

fn fact() -> Fact {
    Fact {
        id: FactId::from("keeper.salary"),
        scope: Scope::Server(7),
        subject: SubjectId::from("keeper"),
        attribute: "salary".into(),
        value: Value::Money(Money { amount: Amount::Range(58_000, 66_000), currency: "GBP".into(), per: None }),
        period: "2030-31".parse().ok(),
        status: None,
        said_by: Some("the Beacon".to_owned()),
        as_of: "2031-06~".parse().unwrap(),
        source: SourceId::from("2031-lamps"),
        statement: Some("The keeper is paid.".to_owned()),
        cues: vec!["lamp".to_owned()],
        questions: vec!["what does the keeper earn".to_owned()],
    }
}

/// A body of each kind, in JSON.
fn seeds() -> Vec<Vec<u8>> {
    let subject = Subject {
        id: SubjectId::from("keeper"),
        kind: SubjectKind::Role,
        name: "Keeper of Lamps".to_owned(),
        aliases: vec!["lamp chief".to_owned()],
        organisation: Some("lamp-office".to_owned()),
    };
    let source = Source {
        id: SourceId::from("2031-lamps"),
        title: "Lamps to go".to_owned(),
        publisher: Some("The Beacon".to_owned()),
        author: None,
        published: "2031-05-20".parse().ok(),
        url: None,
        inferred: vec![],
    };
    let entry = Entry::Fact(Box::new(fact()));
    let change = Change {
        seq: 3,
        batch: 2,
        at: Timestamp::UNIX_EPOCH,
        author: Author::Member { id: 5, name: "Jo".to_owned() },
        scope: Scope::Server(7),
        id: fact().id,
        before: Some(Entry::Retracted),
        after: Some(entry.clone()),
        reason: Some("mended".to_owned()),
        undoes: Some(1),
    };
    let scope = Scope::Server(7);
    let json = |sealed: Result<Vec<u8>, serde_json::Error>| sealed.unwrap()[5..].to_vec();
    vec![
        json(seal(KEY, &Held { scope, id: fact().id, revision: 9, change: Some(4), entry })),
        json(seal(
            KEY,
            &Held { scope: Scope::Shipped, id: fact().id, revision: 9, change: None, entry: Entry::Retracted },
        )),
        json(seal(KEY, &change)),
        json(seal(KEY, &Layered { scope, item: subject.clone() })),
        json(seal(KEY, &Layered { scope, item: source })),
        json(seal(KEY, &Described { before: None, after: Some(Item::Subject(subject)) })),
        json(seal(KEY, &Filed { scope, name: "a".to_owned(), body: 7_u32 })),
        json(seal(KEY, &Setting { scope, name: "writers".to_owned(), value: "5".to_owned() })),
    ]
}

fn target(name: &'static str) -> Target<'static> {
    Target { name, seeds: seeds(), words: &WORDS, most: 64 * 1024 }
}

/// A body that no checksum speaks against: what is read of it is written and read again as the same.
fn read_again<T: DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug>(value: &[u8]) -> &'static str {
    match unseal::<T>(KEY, value) {
        Ok(body) => {
            let again = unseal::<T>(KEY, &seal(KEY, &body).unwrap());
            assert_eq!(again, Ok(body));
            "read "
        }
        Err(_) => "refused ",
    }
}

fn check_body(body: &[u8]) -> String {
    let value = wrap(super::envelope::VERSION, KEY, body);
    [
        read_again::<Held>(&value),
        read_again::<Change>(&value),
        read_again::<Layered<Subject>>(&value),
        read_again::<Layered<Source>>(&value),
        read_again::<Described>(&value),
        read_again::<Filed<u32>>(&value),
        read_again::<Setting>(&value),
    ]
    .concat()
}

/// Bytes as they might lie on a damaged disk, under a key that may be damaged too.
fn check_value(bytes: &[u8]) -> String {
    let (key, value) = bytes.split_at(bytes.len() / 8);
    format!("{:?} {:?}", check(key, value).map(drop), unseal::<Held>(KEY, bytes).map(drop))
}

#[test]
fn bodies() {
    target("store bodies").short(check_body);
}

#[test]
fn values() {
    target("store values").short(check_value);
}

#[test]
#[ignore = "takes minutes; the head of tests/fuzz/main.rs has the command"]
fn long_bodies() {
    target("store bodies").long(1, check_body);
}

#[test]
#[ignore = "takes minutes; the head of tests/fuzz/main.rs has the command"]
fn long_values() {
    target("store values").long(1, check_value);
}
