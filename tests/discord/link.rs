//! The command line beside a running bot: it reaches the store through the socket in the data folder.

use super::standin::{Bot, KNOWLEDGE, Place, StandIn, TOKEN};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const SOURCE: &str = "Invented Gazette, \"Atlas moves\", 3 May 2022";
const QUESTION: &str = "how many direct reports does the head of maps have?";

/// What a run said.
struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
    command.args(arguments).env_clear().current_dir(folder).env("WHITEHALL_KNOWLEDGE", KNOWLEDGE);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run_with(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(folder, arguments).spawn().unwrap();
    // A command that does not read its input closes the pipe, which is no matter here.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_with(folder, arguments, "")
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let Ran { status, out, err } = run(folder, arguments);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{arguments:?}: {out}");
    out
}

async fn asked(standin: &StandIn, question: &str) -> String {
    let id = standin.command("ask", json!([{ "name": "question", "type": 3, "value": question }]), Place::Server);
    standin.reply(&id).await.to_string()
}

fn add(value: &str) -> Vec<&str> {
    vec!["fact", "add", "head-of-maps", "direct-reports", value, "--source", SOURCE, "--yes"]
}

/// Without the moments and the time that an answer took.
fn scrubbed(text: &str) -> String {
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%d").to_string();
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.split("\"latency_us\":").next().unwrap();
        // "2031-05-31 10:00 UTC", "2031-05-31T10:00:00.123Z"
        let mut parts = line.split(&day);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(['"', 'C']).map_or(part.len(), |at| at + 1);
            kept.push_str(&part[end..]);
        }
        lines.push(kept);
    }
    lines.join("\n")
}

#[tokio::test]
async fn the_same_is_said_whoever_has_the_store_open() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let alone = tempfile::tempdir().unwrap();
    let table =
        format!("subject,attribute,value,source\nhead-of-maps,allowance,£5k,\"{}\"\n", SOURCE.replace('"', "\"\""));
    let talk: Vec<Vec<&str>> = vec![
        vec!["ask", QUESTION],
        vec!["ask", "--json", QUESTION],
        vec!["ask", "--explain", QUESTION],
        vec!["fact", "list"],
        add("12 people"),
        vec!["ask", "--json", QUESTION],
        vec!["fact", "edit", "head-of-maps.direct-reports.a1", "13 people", "--json", "-y"],
        vec!["fact", "edit", "head-of-maps.direct-reports.a1", "many", "-y"],
        vec!["fact", "history"],
        vec!["fact", "history", "head-of-maps.direct-reports.a1"],
        vec!["fact", "retract", "head-of-maps.direct-reports.a1", "--reason", "wrong"],
        vec!["fact", "retract", "head-of-maps.direct-reports.a1", "--reason", "wrong", "-y"],
        vec!["ask", QUESTION],
        vec!["fact", "undo", "-y"],
        vec!["fact", "undo", "99"],
        vec!["import", "facts.csv", "--dry-run"],
        vec!["import", "facts.csv", "-y", "--json"],
        vec!["import", "bad.csv", "-y"],
        vec!["import", "facts.csv", "-y", "--server", "42"],
        vec!["export"],
        vec!["export", "--format", "csv"],
        vec!["export", "--format", "toml", "folder"],
        vec!["export", "backup.jsonl"],
        vec!["import", "backup.jsonl", "--server", "43", "-y"],
        vec!["fact", "list", "--own", "--server", "43", "--json"],
    ];
    for folder in [bot.folder(), alone.path()] {
        std::fs::write(folder.join("facts.csv"), &table).unwrap();
        std::fs::write(folder.join("bad.csv"), table.replace("£5k", "5")).unwrap();
    }
    for arguments in talk {
        let (there, here) = (run(bot.folder(), &arguments), run(alone.path(), &arguments));
        assert_eq!(there.status, here.status, "{arguments:?}: {}{}", there.err, here.err);
        assert_eq!(scrubbed(&there.out), scrubbed(&here.out), "{arguments:?}");
        assert_eq!(there.err, here.err, "{arguments:?}");
    }
    let input = "hmrc head of maps salary\n1\nhelp\nquit\n";
    let (there, here) = (run_with(bot.folder(), &["console"], input), run_with(alone.path(), &["console"], input));
    assert_eq!((there.status, &there.out, &there.err), (here.status, &here.out, &here.err));
}

#[tokio::test]
async fn what_is_added_beside_the_bot_answers_there_at_once_and_after_a_restart() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    assert!(!asked(&standin, QUESTION).await.contains("12 people"));
    let out = done(bot.folder(), &add("12 people"));
    assert!(out.contains("Added head-of-maps.direct-reports.a1."), "{out}");
    assert!(asked(&standin, QUESTION).await.contains("12 people"));
    done(bot.folder(), &["fact", "undo", "--yes"]);
    assert!(!asked(&standin, QUESTION).await.contains("12 people"));
    done(bot.folder(), &["fact", "undo", "--yes"]);

    let folder = bot.killed();
    assert!(folder.path().join("data/socket").exists(), "a killed bot leaves its socket");
    // It holds nobody up, and the store is whole.
    assert!(done(folder.path(), &["ask", QUESTION]).contains("12 people"));
    assert_eq!(done(folder.path(), &["fact", "history", "--json"]).lines().count(), 3);

    let address = standin.address();
    let bot = Bot::start_in(folder, &[("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    bot.says("Invite the bot").await;
    assert!(done(bot.folder(), &["ask", QUESTION]).contains("12 people"), "the new one has taken its place");
    let socket = bot.folder().join("data/socket");
    assert_eq!(std::fs::symlink_metadata(&socket).unwrap().mode() & 0o777, 0o600);
    bot.terminate();
    let start = Instant::now();
    while socket.exists() {
        assert!(start.elapsed() < Duration::from_secs(10), "a bot that ends takes its socket with it");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(bot.ended().await.status, Some(0));
}

#[tokio::test]
async fn a_bot_killed_in_an_import_has_all_of_it_or_nothing() {
    let standin = StandIn::start().await;
    let rows: String = (0..3000)
        .map(|n| {
            json!({"subject": format!("jetty-{n}"), "name": format!("Jetty {n}"), "kind": "system",
            "attribute": "cost", "value": format!("£{n}m"), "source": SOURCE})
            .to_string()
                + "\n"
        })
        .collect();
    for delay in [0, 300, 900, 1500] {
        let bot = Bot::logged_in(&standin).await;
        std::fs::write(bot.folder().join("many.jsonl"), &rows).unwrap();
        let mut import = command(bot.folder(), &["import", "many.jsonl", "--yes"]).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(delay)).await;
        let folder = bot.killed();
        let ended = import.wait().unwrap();
        let held = done(folder.path(), &["fact", "list", "--own", "--all", "--json"]).lines().count();
        assert!(held == 0 || held == 3000, "{held}");
        assert!(!ended.success() || held == 3000, "what was acknowledged is there");
    }
}

/// The bot's reply to some bytes; empty if it closed the connection without one.
fn raw(folder: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut stream = UnixStream::connect(folder.join("data/socket")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // A bot that has heard enough stops reading.
    let _ = stream.write_all(bytes);
    let mut head = [0; 12];
    if stream.read_exact(&mut head).is_err() {
        return vec![];
    }
    let length = u32::from_be_bytes([head[4], head[5], head[6], head[7]]) as usize;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    body
}

fn frame(version: u16, body: &[u8], file: u32) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    [b"WH", &version.to_be_bytes()[..], &length.to_be_bytes(), &file.to_be_bytes(), body].concat()
}

#[tokio::test]
async fn the_socket_bears_with_anything() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let refused = |bytes: &[u8]| -> String {
        let reply: Value = serde_json::from_slice(&raw(bot.folder(), bytes)).unwrap();
        reply["refused"]["text"].as_str().unwrap().to_owned()
    };
    let version = whitehall::link::PROTOCOL;
    let ask = |question: &str| json!({"ask": {"view": "everyone", "question": question}}).to_string();
    assert!(refused(&frame(version, ask(&"x".repeat(1_000_000)).as_bytes(), 0)).contains("too long"));
    assert!(refused(&frame(version, b"{}", u32::MAX)).contains("too long"));
    assert!(refused(&frame(version, b"{\"dance\": {}}", 0)).contains("does not understand"));
    assert!(refused(&frame(version, b"\xff\xfe", 0)).contains("does not understand"));
    assert!(refused(&frame(version + 1, ask("what?").as_bytes(), 0)).contains("version"));
    assert!(refused(b"GET / HTTP/1.1\r\n\r\n").contains("version"));
    // Half a frame, and gone.
    let whole = frame(version, ask("what?").as_bytes(), 0);
    for cut in [1, 5, 12, whole.len() - 1] {
        let mut stream = UnixStream::connect(bot.folder().join("data/socket")).unwrap();
        stream.write_all(&whole[..cut]).unwrap();
    }
    let answered: Value = serde_json::from_slice(&raw(bot.folder(), &whole)).unwrap();
    assert_eq!(answered["answer"]["outcome"], "Unknown");

    // More connections than it has room for, which say nothing. Of those gone above some may still have their place,
    // so that the first few silent ones find none.
    let mut silent: Vec<UnixStream> = Vec::new();
    let start = Instant::now();
    let ran = loop {
        silent.extend((0..20).map(|_| UnixStream::connect(bot.folder().join("data/socket")).unwrap()));
        let ran = run(bot.folder(), &["ask", "what?"]);
        if ran.status != Some(0) || start.elapsed() > Duration::from_secs(10) {
            break ran;
        }
    };
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("too much at once") && ran.err.contains("try again"), "{}", ran.err);
    assert!(asked(&standin, QUESTION).await.contains("type"), "Discord notices nothing");
    drop(silent);
    let start = Instant::now();
    while run(bot.folder(), &["ask", "what?"]).status != Some(0) {
        assert!(start.elapsed() < Duration::from_secs(10));
    }
    // A connection that somebody holds open does not hold up the end.
    let _open = UnixStream::connect(bot.folder().join("data/socket")).unwrap();
    let start = Instant::now();
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_command_with_another_knowledge_folder_is_told_so() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-cli");
    let ran = run(bot.folder(), &["--knowledge", other, "ask", "what?"]);
    assert_eq!(ran.status, Some(1), "{}", ran.out);
    assert!(ran.err.contains("knowledge-cli") && ran.err.contains("knowledge-small"), "{}", ran.err);
    // Without a folder of its own it takes what the bot has.
    let mut plain = command(bot.folder(), &["ask", "what does the head of maps earn?"]);
    let out = Ran::from(plain.env_remove("WHITEHALL_KNOWLEDGE").output().unwrap());
    assert!(out.out.contains("£77,000"), "{}{}", out.out, out.err);
}

#[tokio::test]
async fn what_lies_in_the_sockets_place_is_left_and_not_followed() {
    let standin = StandIn::start().await;
    let elsewhere = Bot::logged_in(&standin).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let there = folder.path().join("data/socket");
    symlink(elsewhere.folder().join("data/socket"), &there).unwrap();
    let standin = StandIn::start().await;
    let address = standin.address();
    let bot = Bot::start_in(folder, &[("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    bot.says("Invite the bot").await;
    assert!(bot.output().contains("cannot reach this bot"), "{}", bot.output());
    assert!(std::fs::symlink_metadata(&there).unwrap().is_symlink());
    let ran = run(bot.folder(), &["ask", "what?"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("it is no socket"), "{}", ran.err);
}
