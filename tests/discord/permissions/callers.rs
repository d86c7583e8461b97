//! The kinds of caller, and the servers in which each cell of the table is tried.

use super::super::digest_scene::wish;
use super::super::standin::{CHANNEL, KNOWLEDGE, Person, Way};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use whitehall::app::{App, AppOptions, Author, By, Form, Remark, ServerSettings, View};
use whitehall::fact::{Amount, Count, Fact, Value};

/// Who acts, in the order of the table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Runs the bot, and may not manage the server.
    Owner,
    /// May manage the server.
    Admin,
    /// Has the role that `/settings writers` names, and may not manage the server.
    Writer,
    /// Neither.
    Member,
    /// Manages another server, and has the role that writes here; uses the ids of this server's facts and drafts.
    Elsewhere,
    /// Writes to the bot itself.
    Direct,
    /// Manages the server, but reaches the bot by an install of their own only.
    Brought,
}

impl Caller {
    pub const ALL: [Caller; 7] = [
        Caller::Owner,
        Caller::Admin,
        Caller::Writer,
        Caller::Member,
        Caller::Elsewhere,
        Caller::Direct,
        Caller::Brought,
    ];
}

const WRITERS: u64 = 900_000_000_000_000_077;
const WRITERS_TEXT: &str = "900000000000000077";
/// What a fact says that only its own server may see.
pub const SECRET: i64 = 987_654;

/// The people and servers of one cell; no two cells share any.
#[derive(Debug, Clone)]
pub struct Cell {
    pub caller: Caller,
    user: String,
    home: String,
    other: String,
    /// The id of a fact that only the home server has.
    pub fact: String,
}

impl Cell {
    pub fn new(row: usize, caller: Caller) -> Self {
        let number = row * Caller::ALL.len() + caller as usize;
        Self {
            caller,
            user: (930_000_000_000_000_000 + number).to_string(),
            home: (940_000_000_000_000_000 + number).to_string(),
            other: (950_000_000_000_000_000 + number).to_string(),
            fact: "great-atlas.compass-count.b1".to_owned(),
        }
    }

    /// Whoever acts, as they are when they act.
    pub fn person(&self) -> (Way, Person<'_>) {
        let plain = Person { id: &self.user, name: "Somebody", manages: false, roles: &[], server: &self.home };
        match self.caller {
            Caller::Owner | Caller::Member => (Way::Added, plain),
            Caller::Admin => (Way::Added, Person { manages: true, ..plain }),
            Caller::Writer => (Way::Added, Person { roles: &[WRITERS_TEXT], ..plain }),
            Caller::Elsewhere => {
                (Way::Added, Person { manages: true, roles: &[WRITERS_TEXT], server: &self.other, ..plain })
            }
            Caller::Direct => (Way::Direct, plain),
            Caller::Brought => (Way::Brought, Person { manages: true, roles: &[WRITERS_TEXT], ..plain }),
        }
    }

    /// The same person a moment before, when they could still do everything in the home server: begins what the caller
    /// then goes on with.
    pub fn before(&self) -> (Way, Person<'_>) {
        (Way::Added, Person { id: &self.user, name: "Somebody", manages: true, roles: &[], server: &self.home })
    }

    pub fn is_owner(&self) -> bool {
        self.caller == Caller::Owner
    }

    /// Whether they act from outside of the home server.
    pub fn is_outside(&self) -> bool {
        matches!(self.caller, Caller::Elsewhere | Caller::Direct | Caller::Brought)
    }

    /// The user's id.
    pub fn user(&self) -> &str {
        &self.user
    }
}

/// Everything that the cells find when the bot starts in their home server: the role that writes, a fact that only this
/// server has, and where the row by this name is about them, a digest, suggestions and a question without an answer.
pub fn prepare(data: &Path, cells: &[(&str, Cell)]) {
    let app = App::open(&AppOptions { data: data.to_owned(), knowledge: Some(KNOWLEDGE.into()) }).unwrap();
    let now = Timestamp::now();
    for (row, cell) in cells {
        let server: u64 = cell.home.parse().unwrap();
        let view = View::Server(server);
        if cell.caller == Caller::Writer {
            let settings = ServerSettings { writers: Some(WRITERS), ..ServerSettings::default() };
            app.set_server_settings(server, &settings).unwrap();
        }
        if row.contains("fact") || row.contains("wrong") || cell.is_outside() {
            add_secret(&app, view, now);
        }
        if row.contains("review") {
            propose_two(&app, view, now);
        }
        if row.contains("gaps") {
            app.note_gap(view, &format!("who polishes lantern {SECRET}"), now).unwrap();
        }
        if row.contains("digest") {
            app.set_digest(server, wish(now + SignedDuration::from_hours(12), CHANNEL), now).unwrap();
        }
    }
}

fn propose_two(app: &App, view: View, now: Timestamp) {
    let remark = Remark {
        text: format!("It has {SECRET} of them."),
        value: Some("500 compasses".to_owned()),
        source: Some("The Buoy, \"Atlas runs on\", 12 June 2025".to_owned()),
        facts: vec!["great-atlas.compass-count".into()],
        ..Remark::default()
    };
    for _ in 0..2 {
        app.propose(view, 3, remark.clone(), now).unwrap();
    }
}

fn add_secret(app: &App, view: View, now: Timestamp) {
    let fact = Fact {
        id: "".into(),
        scope: view.layer(),
        subject: "great-atlas".into(),
        attribute: "compass-count".into(),
        value: Value::Count(Count { amount: Amount::Exact(SECRET), of: None, unit: Some("compasses".to_owned()) }),
        period: None,
        status: None,
        said_by: None,
        as_of: "2031-01-01".parse().unwrap(),
        source: app.sources(view, "", 1).first().unwrap().id.clone(),
        statement: None,
        cues: vec![],
        questions: vec![],
    };
    let by = By::new(Author::Member { id: 3, name: "keeper".to_owned() }, now);
    let added = app.add(view, &Form { fact, subject: None, source: None }, &by).unwrap();
    assert_eq!(added.changes[0].id.to_string(), Cell::new(0, Caller::Owner).fact, "the id that the cells use");
}
