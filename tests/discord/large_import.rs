//! Large files are imported by the command line beside the running bot, which goes on answering.
//!
//! A short one runs with all tests. The long one, a hundred thousand rows in files of as many as one may have:
//! `cargo build --release && WHITEHALL_BINARY=$PWD/target/release/whitehall cargo test --test discord a_hundred_thousand_rows
//! -- --ignored --nocapture`

use super::standin::{Bot, KNOWLEDGE, Person, StandIn, command_data, program};
use serde_json::json;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Asked by one of many people, each in a server of their own: nobody alone may ask so much at once.
async fn ask(standin: &StandIn, person: usize, question: &str) -> (String, Duration) {
    let start = Instant::now();
    let id = (930_000_000_000_000_000 + person).to_string();
    let data = command_data("ask", &json!([{ "name": "question", "type": 3, "value": question }]));
    let id = standin.act(2, data, Person { id: &id, server: &id, ..Person::MEMBER }, None);
    let reply = standin.reply(&id).await;
    (reply["data"].to_string(), start.elapsed())
}

/// The most rows that a file may have beside a running bot.
const FILE: usize = 5_000;

/// A file with the pay of so many wardens.
fn wardens(rows: std::ops::Range<usize>) -> String {
    let mut table = "subject,kind,name,attribute,value,as_of,source\n".to_owned();
    for n in rows {
        let gazette = r#""Invented Gazette, ""Notes of the harbour"", 12 July 2021""#;
        writeln!(table, "jetty-warden-{n},role,Jetty Warden {n},salary,\"£{},000\",2021,{gazette}", 20 + n % 60)
            .unwrap();
    }
    table
}

/// Imports so many rows, file by file; nine answers of ten, asked one after the other meanwhile, take no longer than
/// `most`.
async fn import(rows: usize, most: Duration) {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let (start, mut waits) = (Instant::now(), Vec::new());
    for first in (0..rows).step_by(FILE) {
        std::fs::write(bot.folder().join("wardens.csv"), wardens(first..rows.min(first + FILE))).unwrap();
        let mut command = Command::new(program())
            .args(["import", "wardens.csv", "--yes"])
            .env_clear()
            .env("WHITEHALL_KNOWLEDGE", KNOWLEDGE)
            .current_dir(bot.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while command.try_wait().unwrap().is_none() {
            let (answer, wait) = ask(&standin, waits.len(), "what does the head of digital maps earn").await;
            assert!(answer.contains("£77,000"), "{answer}");
            waits.push(wait);
            assert!(start.elapsed() < Duration::from_secs(900), "it does not end");
        }
        let ended = command.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let took = start.elapsed();
    let last = rows - 1;
    let (answer, _) = ask(&standin, waits.len(), &format!("what does jetty warden {last} earn")).await;
    assert!(answer.contains(&format!("£{},000", 20 + last % 60)), "{answer}");
    waits.sort_unstable();
    let tenth = waits[waits.len() * 9 / 10];
    println!(
        "{rows} rows in {took:?}; {} answers meanwhile: median {:?}, 9 of 10 within {tenth:?}, longest {:?}",
        waits.len(),
        waits[waits.len() / 2],
        waits.last().unwrap()
    );
    assert!(waits.len() > 3, "answers came while it ran");
    assert!(tenth < most, "answers took {tenth:?}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn answers_keep_flowing() {
    import(2_000, Duration::from_millis(1_500)).await;
}

#[tokio::test]
#[ignore = "takes minutes; with a program built for release"]
async fn a_hundred_thousand_rows() {
    import(100_000, Duration::from_millis(100)).await;
}
