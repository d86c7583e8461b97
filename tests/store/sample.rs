//! Invented facts, and small things the tests share.

use jiff::Timestamp;
use std::fs;
use std::path::Path;
use whitehall::fact::{
    Amount, Count, Fact, FactId, FuzzyDate, Scope, Source, SourceId, Subject, SubjectId, SubjectKind, Value,
};
use whitehall::store::{Author, Batch, Change, Content, Edit, Store};

pub const SERVER: Scope = Scope::Server(42);

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

pub fn author() -> Author {
    Author::Member { id: 7, name: "Perpetua".to_owned() }
}

pub fn fact(scope: Scope, id: &str, count: i64) -> Fact {
    Fact {
        id: FactId::from(id),
        scope,
        subject: SubjectId::from("harbour-bells"),
        attribute: "headcount".into(),
        value: Value::Count(Count { amount: Amount::Exact(count), of: None, unit: Some("ringers".to_owned()) }),
        period: None,
        status: None,
        said_by: None,
        as_of: "2031-05".parse::<FuzzyDate>().unwrap(),
        source: SourceId::from("almanac"),
        statement: Some(format!("The harbour had {count} ringers.")),
        cues: vec![],
        questions: vec![],
    }
}

pub fn shipped(count: usize) -> Vec<Fact> {
    (0..count).map(|n| fact(Scope::Shipped, &format!("bells.{n:05}"), n as i64)).collect()
}

pub fn subject(name: &str) -> Subject {
    Subject {
        id: SubjectId::from("harbour-bells"),
        kind: SubjectKind::System,
        name: name.to_owned(),
        aliases: vec!["the bells".to_owned()],
        organisation: None,
    }
}

pub fn source() -> Source {
    Source {
        id: SourceId::from("almanac"),
        title: "The Harbour Almanac".to_owned(),
        publisher: None,
        author: None,
        published: None,
        url: None,
        inferred: vec![],
    }
}

/// Everything a store says, so that two stores can be compared.
#[derive(Debug, PartialEq)]
pub struct Everything {
    pub content: Content,
    pub changes: Vec<Change>,
    pub settings: Vec<(Scope, String, String)>,
}

pub fn everything(store: &Store) -> Result<Everything, whitehall::store::StoreError> {
    Ok(Everything {
        content: store.load_all()?,
        changes: store.changes_since(0, usize::MAX)?,
        settings: store.settings()?,
    })
}

/// A closed store with shipped facts, facts of other layers, history and settings.
pub fn fill(folder: &Path, facts: usize) -> Everything {
    let store = Store::open(folder).unwrap();
    store.sync_shipped(&[subject("Harbour bells")], &[source()], &shipped(facts), at(0)).unwrap();
    let mut newer = shipped(facts);
    newer[1] = fact(Scope::Shipped, "bells.00001", 9_001);
    newer.pop();
    store.sync_shipped(&[subject("Harbour bells")], &[source()], &newer, at(1)).unwrap();
    let who = author();
    let edits: Vec<_> = (0..20).map(|n| Edit::put(fact(SERVER, &format!("own.{n}"), n), None)).collect();
    let (subjects, sources, reason) = ([subject("Our bells")], [source()], Some("import"));
    let import = Batch {
        scope: SERVER,
        edits: &edits,
        subjects: &subjects,
        sources: &sources,
        author: &who,
        at: at(2),
        reason,
    };
    store.write(&import).unwrap();
    let again = store.entry(SERVER, &"own.3".into()).unwrap().map(|(_, revision)| revision);
    store.put(&fact(SERVER, "own.3", 33), again, &who, at(3)).unwrap();
    store.retract(Scope::Owners, &FactId::from("bells.00002"), None, &author(), Some("wrong"), at(30)).unwrap();
    store.set_setting(SERVER, "channel", Some("1234")).unwrap();
    everything(&store).unwrap()
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}
