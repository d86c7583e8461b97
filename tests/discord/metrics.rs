//! Every figure of /metrics exists, moves when what it counts happens, and is explained in docs/operations.md.

use super::fact_scene::button;
use super::monitor::{get, until_ready, value};
use super::standin::{Bot, Order, Person, Place, StandIn, command_data};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const PAGE: &str = include_str!("../../docs/operations.md");

/// The names of the figures on a page, as Prometheus stores them.
fn names(metrics: &str) -> BTreeSet<String> {
    let lines = metrics.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let name = line.split(['{', ' ']).next().unwrap();
            let histogram = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
            histogram.unwrap_or(name).to_owned()
        })
        .collect()
}

/// The figures that the page of documentation has in its table.
fn documented() -> BTreeSet<String> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| `whitehall_"));
    rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .map(|name| name.split('{').next().unwrap().to_owned())
        .collect()
}

async fn watched(scene: &super::digest_scene::Scene, standin: &StandIn) -> (Bot, String) {
    let bot = scene.bot_with(standin, &[("WHITEHALL_LISTEN", "127.0.0.1:0")]).await;
    let address = super::monitor::address(&bot).await;
    (bot, address)
}

/// Waits until a figure is what it should be.
async fn becomes(address: &str, line: &str, is: impl Fn(f64) -> bool) {
    let start = Instant::now();
    loop {
        let found = value(address, line).await;
        if is(found) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{line} stays {found}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn every_figure_is_documented_and_every_documented_one_exists() {
    let standin = StandIn::start().await;
    let (_bot, address) = super::monitor::watched(&standin).await;
    let (_, text) = get(&address, "/metrics").await;
    let shown = names(&text);
    assert!(shown.len() > 12, "{shown:?}");
    assert_eq!(shown, documented(), "docs/operations.md has another list (left: the program, right: the page)");
    for line in text.lines().filter(|line| line.starts_with("# HELP")) {
        assert!(line.split(' ').count() >= 5, "a figure says what it is: {line}");
    }
}

#[tokio::test]
async fn every_figure_moves() {
    let standin = StandIn::start().await;
    let scene = super::digest_scene::Scene::just_due();
    let (bot, address) = watched(&scene, &standin).await;
    until_ready(&address, 200).await;
    let (facts, changes) = (value(&address, "whitehall_facts").await, value(&address, "whitehall_changes").await);

    for (question, outcome) in [
        ("what does the head of digital maps earn", "answer"),
        ("what does the head of digital earn", "suggest"),
        ("what is the moon made of", "unknown"),
    ] {
        let line = format!("whitehall_questions_total{{outcome=\"{outcome}\"}}");
        let before = value(&address, &line).await;
        let options = json!([{ "name": "question", "type": 3, "value": question }]);
        standin.reply(&standin.command("ask", options, Place::Server)).await;
        becomes(&address, &line, |found| found == before + 1.0).await;
    }
    standin.reply(&standin.typing("ask", "question", "maps")).await;
    let text = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
    let add = json!([{ "name": "add", "type": 1, "options": [
        text("subject", "great-atlas"), text("attribute", "budget"), text("value", "about £12m a year"),
        text("source", "The Buoy, \"Atlas runs on\", Jo Beam, 12 June 2025"),
    ] }]);
    let card = standin.reply(&standin.act(2, command_data("fact", &add), Person::ADMIN, None)).await;
    standin.reply(&standin.press(&card, &button(&card, "Save"), Person::ADMIN)).await;
    standin.reply(&standin.submit("wh0:old", &[("x", "y")], Person::MEMBER, None)).await;
    standin.dispatch("INTERACTION_CREATE", json!({ "id": "5", "token": "x", "type": 2, "data": { "new": "form" } }));

    let moved = |more: f64| move |found: f64| found >= more;
    for kind in ["command", "component", "modal", "autocomplete"] {
        becomes(&address, &format!("whitehall_interactions_total{{kind=\"{kind}\"}}"), moved(1.0)).await;
    }
    becomes(&address, "whitehall_reply_seconds_count", moved(6.0)).await;
    becomes(&address, "whitehall_reply_seconds_bucket{le=\"+Inf\"}", moved(6.0)).await;
    becomes(&address, "whitehall_dropped_events_total", moved(1.0)).await;
    becomes(&address, "whitehall_facts", moved(facts + 1.0)).await;
    becomes(&address, "whitehall_changes", moved(changes + 1.0)).await;
    becomes(&address, "whitehall_store_writes_total", moved(2.0)).await;
    becomes(&address, "whitehall_digest_posts_total{outcome=\"posted\"}", moved(1.0)).await;
    becomes(&address, "whitehall_backups_total{outcome=\"made\"}", moved(1.0)).await;
    becomes(&address, "whitehall_last_backup_timestamp_seconds", moved(1.7e9)).await;
    becomes(&address, "whitehall_tasks", moved(3.0)).await;
    assert!(get(&address, "/metrics").await.1.contains("whitehall_build_info{version=\""));

    // The connection is down the moment it is lost, and up again when it is.
    becomes(&address, "whitehall_gateway_connected", |found| found == 1.0).await;
    standin.change_mood(|mood| mood.gateway_away = true);
    standin.order(Order::Close(Some(4009)));
    becomes(&address, "whitehall_gateway_connected", |found| found == 0.0).await;
    becomes(&address, "whitehall_gateway_shards", |found| found == 1.0).await;
    assert_eq!(get(&address, "/readyz").await.0, 503);
    standin.change_mood(|mood| mood.gateway_away = false);
    becomes(&address, "whitehall_gateway_connected", |found| found == 1.0).await;
    until_ready(&address, 200).await;

    // Admins read the same.
    let status = standin.reply(&standin.command("status", json!([]), Place::Managed)).await;
    let said = status["data"]["content"].as_str().unwrap();
    let (_, now) = get(&address, "/metrics").await;
    let figure = |line: &str| {
        let found = now.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
        found.unwrap_or_else(|| panic!("no {line}")).to_owned()
    };
    for (words, line) in [
        ("Facts, with those of all servers: ", "whitehall_facts"),
        ("changes so far: ", "whitehall_changes"),
        ("Questions since I started: ", "whitehall_questions_total{outcome=\"answer\"}"),
        ("Digests since I started: ", "whitehall_digest_posts_total{outcome=\"posted\"}"),
        ("Commands that I could not read: ", "whitehall_dropped_events_total"),
        ("Last backup: <t:", "whitehall_last_backup_timestamp_seconds"),
    ] {
        let after = said.split(words).nth(1).unwrap_or_else(|| panic!("{words} in {said}"));
        let shown: String = after.chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(shown, figure(line), "{words}: {said}");
    }
    assert!(said.contains("Connections to Discord: 1 of 1 up"), "{said}");
    assert!(said.contains("99 of 100 had their reply within"), "{said}");
    drop(bot);
}

/// Each line of the log about an interaction has its reference, which people are told with an apology.
#[tokio::test]
async fn the_log_has_one_line_an_event_with_the_reference_of_the_interaction() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &[("RUST_LOG", "whitehall=debug")]).await;
    let forged = "x\n2031-07-15T00:00:00Z ERROR forged\u{1b}[2J";
    let id = standin.interaction(2, command_data(forged, &json!([])), Place::Server, "900000000000000026", None);
    standin.reply(&id).await;
    bot.says("served").await;
    bot.terminate();
    let ended = bot.ended().await;
    let log: Vec<&str> = ended.output.lines().filter(|line| !line.starts_with("Invite")).collect();
    for line in &log {
        let level = line.split_whitespace().nth(1).unwrap_or_default();
        assert!(["ERROR", "WARN", "INFO", "DEBUG"].contains(&level), "no event begins here: {line:?}");
        assert!(!line.contains('\u{1b}'), "{line:?}");
    }
    let about: Vec<_> =
        log.iter().filter(|line| line.contains("unknown command") || line.contains("served")).collect();
    assert_eq!(about.len(), 2, "{log:#?}");
    let reference = |line: &str| line.split("reference=").nth(1).map(|rest| rest[..6].to_owned());
    assert!(reference(about[0]).is_some() && reference(about[0]) == reference(about[1]), "{about:#?}");
}
