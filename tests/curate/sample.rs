//! An invented harbour, opened as the app, and small things the tests share.

use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use tempfile::TempDir;
use whitehall::answer::Answer;
use whitehall::app::{App, AppOptions, Author, By, Form, Revision, Seen, Standing, View};
use whitehall::fact::{Amount, Fact, FactId, Money, Per, Source, Subject, SubjectKind, Value};

pub const SERVER: View = View::Server(42);
pub const OTHER: View = View::Server(43);
pub const ALL: [View; 3] = [View::Everyone, SERVER, OTHER];

/// The shipped fact that the tests change.
pub const SALARY: &str = "lamp-keeper.salary";
pub const ASKED: &str = "what is the lamp keeper's salary";

/// An app over a folder that goes with it.
pub struct Home {
    folder: TempDir,
    app: Option<App>,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = Some(open(folder.path()));
        Self { folder, app }
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Closes the app and opens it again.
    pub fn reopen(&mut self) {
        self.app = None;
        self.app = Some(open(self.folder.path()));
    }
}

fn open(folder: &Path) -> App {
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/knowledge-cli");
    App::open(&AppOptions { data: folder.join("data"), knowledge: Some(knowledge) }).unwrap()
}

pub fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_930_000_000).unwrap() + SignedDuration::from_mins(minutes)
}

pub fn member(id: u64) -> Author {
    Author::Member { id, name: format!("Perpetua {id}") }
}

pub fn by(minutes: i64) -> By {
    By::new(member(7), at(minutes))
}

pub fn pounds(amount: i64) -> Value {
    Value::Money(Money { amount: Amount::Exact(amount * 100), currency: "GBP".to_owned(), per: Some(Per::Year) })
}

/// A fact about a subject of the folder, read in one of its articles.
pub fn form(subject: &str, attribute: &str, value: Value) -> Form {
    let fact = Fact {
        id: FactId::new(""),
        scope: Default::default(),
        subject: subject.into(),
        attribute: attribute.into(),
        value,
        period: None,
        status: None,
        said_by: None,
        as_of: "2032-05".parse().unwrap(),
        source: "2031-04-02-lamp-keeper".into(),
        statement: None,
        cues: vec![],
        questions: vec![],
    };
    Form { fact, subject: None, source: None }
}

/// A fact about a new subject, read in a new source.
pub fn new_form(name: &str, attribute: &str, value: Value) -> Form {
    let subject = Subject {
        id: "".into(),
        kind: SubjectKind::Role,
        name: name.to_owned(),
        aliases: vec![],
        organisation: Some("harbour-board".to_owned()),
    };
    let source = Source {
        id: "".into(),
        title: format!("Minutes on the {name}"),
        publisher: None,
        author: None,
        published: Some("2032-05-03".parse().unwrap()),
        url: None,
        inferred: vec![],
    };
    Form { subject: Some(subject), source: Some(source), ..form("", attribute, value) }.citing_its_own()
}

trait Citing {
    fn citing_its_own(self) -> Self;
}

impl Citing for Form {
    fn citing_its_own(mut self) -> Self {
        self.fact.source = "".into();
        self
    }
}

/// A fact that is held, with the revision to give back.
pub fn held(app: &App, view: View, id: &str) -> (Seen, Revision) {
    match app.fact(view, &id.into()).unwrap().unwrap() {
        (Standing::Held(seen), revision) => (seen, revision),
        (other, _) => panic!("{id}: {other:?}"),
    }
}

/// The form of a fact that is held, with another value.
pub fn with_value(seen: &Seen, value: Value) -> Form {
    Form { fact: Fact { value, ..(*seen.fact).clone() }, subject: None, source: None }
}

/// The first fact an answer rests on.
pub fn first(answer: &Answer) -> &str {
    answer.facts.first().map_or("", |held| held.fact.id.as_str())
}
