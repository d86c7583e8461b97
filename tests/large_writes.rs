//! How long a write takes until it answers, over a store that is filled already.
//!
//! ```sh
//! whitehall --data DIR import --yes facts.jsonl       # bench/README.md says how such files are made
//! STORE=DIR cargo test --release --test large_writes -- --ignored --nocapture
//! ```
//! It writes into that store; each fact that it adds it changes and takes back again. "committed" is the time from the
//! commit on the disk until answers go by it.

use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use whitehall::app::{App, AppOptions, Author, By, Form, Revision, Standing, View, Which};
use whitehall::fact::{Amount, Fact, FactId, Money, Per, Source, Subject, SubjectKind, Value};

const EVERYONE: View = View::Everyone;

/// So many facts of each store.
const WRITES: usize = 300;

fn by() -> By {
    By::new(Author::Terminal, Timestamp::UNIX_EPOCH)
}

fn pounds(amount: i64) -> Value {
    Value::Money(Money { amount: Amount::Exact(amount * 100), currency: "GBP".to_owned(), per: Some(Per::Year) })
}

/// A fact about a subject of its own.
fn form(number: usize) -> Form {
    let subject = Subject {
        id: "".into(),
        kind: SubjectKind::Role,
        name: format!("Keeper of Quay {number}"),
        aliases: vec![],
        organisation: None,
    };
    let source = Source {
        id: "".into(),
        title: format!("Minutes of Quay {number}"),
        publisher: None,
        author: None,
        published: None,
        url: None,
        inferred: vec![],
    };
    let fact = Fact {
        id: FactId::new(""),
        scope: Default::default(),
        subject: "".into(),
        attribute: "salary".into(),
        value: pounds(30_000 + number as i64),
        period: None,
        status: None,
        said_by: None,
        as_of: "2031-05".parse().unwrap(),
        source: "".into(),
        statement: None,
        cues: vec![],
        questions: vec![],
    };
    Form { fact, subject: Some(subject), source: Some(source) }
}

fn revision(app: &App, id: &FactId) -> (Form, Revision) {
    match app.fact(EVERYONE, id).unwrap().unwrap() {
        (Standing::Held(seen), revision) => {
            (Form { fact: (*seen.fact).clone(), subject: None, source: None }, revision)
        }
        (other, _) => panic!("{other:?}"),
    }
}

/// Keeps how long after each commit answers went by it, as the log tells it.
#[derive(Clone, Default)]
struct Answered(Arc<Mutex<Vec<Duration>>>);

impl Subscriber for Answered {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        of.is_event() && of.fields().field("micros").is_some()
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Visit for Answered {
    fn record_u64(&mut self, _: &Field, micros: u64) {
        self.0.lock().unwrap().push(Duration::from_micros(micros));
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// The median, the 99th of a hundred, and the longest.
fn told(what: &str, mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("  {what:9} p50 {:>9.1?}  p99 {:>9.1?}  most {:>9.1?}", at(0.5), at(0.99), at(1.0));
    at(0.5)
}

/// Writes, and asks after each; gives the medians.
fn measured(app: &App) -> Vec<Duration> {
    println!("{} facts", app.holdings(EVERYONE).facts);
    let mut times = [(); 4].map(|()| Vec::new());
    let mut timed = |which: usize, start: Instant| times[which].push(start.elapsed());
    let answered = Answered::default();
    let _here = tracing::subscriber::set_default(answered.clone());
    for number in 0..WRITES {
        let start = Instant::now();
        let added = app.add(EVERYONE, &form(number), &by()).unwrap();
        timed(0, start);
        let id = added.changes[0].id.clone();
        let (mut form, at) = revision(app, &id);
        form.fact.value = pounds(90_000 + number as i64);
        let start = Instant::now();
        app.edit(EVERYONE, &id, at, &form, &by()).unwrap();
        timed(1, start);
        if number % 50 == 0 {
            let answer = app.ask(EVERYONE, &format!("what is the salary of the keeper of quay {number}?"));
            assert!(answer.text.contains(&format!("£{},", 90)), "{}", answer.text);
        }
        let at = revision(app, &id).1;
        let start = Instant::now();
        app.retract(EVERYONE, &id, at, "a trial", &by()).unwrap();
        timed(2, start);
        assert!(matches!(app.fact(EVERYONE, &id), Ok(Some((Standing::Withdrawn(_), _)))));
        if number % 10 == 0 {
            let start = Instant::now();
            app.undo(EVERYONE, Which::Last, &by()).unwrap();
            timed(3, start);
            let at = revision(app, &id).1;
            app.retract(EVERYONE, &id, at, "a trial", &by()).unwrap();
        }
    }
    let since_commit = std::mem::take(&mut *answered.0.lock().unwrap());
    assert!(since_commit.len() >= 3 * WRITES, "{}", since_commit.len());
    let median = told("committed", since_commit);
    assert!(median < Duration::from_millis(5), "answers went by a change {median:?} after its commit");
    let [added, changed, retracted, undone] = times;
    [("added", added), ("changed", changed), ("retracted", retracted), ("undone", undone)]
        .map(|(what, times)| told(what, times))
        .to_vec()
}

#[test]
#[ignore = "needs a filled store: STORE=DIR"]
fn a_write_over_many_facts_answers_as_soon_as_over_few() {
    let few = tempfile::tempdir().unwrap();
    let filled = PathBuf::from(std::env::var_os("STORE").expect("STORE=DIR names the data folder"));
    let open = |data| App::open(&AppOptions { data, knowledge: None }).unwrap();
    let few = measured(&open(few.path().to_owned()));
    let many = measured(&open(filled));
    for (few, many) in few.into_iter().zip(many) {
        // Most of both is the disk's.
        assert!(many < few * 4 + Duration::from_millis(3), "{many:?} against {few:?}");
    }
}
