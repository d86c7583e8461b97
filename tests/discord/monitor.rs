//! Health and metrics of the running bot, as a monitor asks for them.

use super::standin::{Bot, Mood, Order, Place, StandIn, TOKEN};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Where a bot shows its health: it took a port that was free.
pub async fn address(bot: &Bot) -> String {
    bot.says("health and metrics are shown").await;
    let output = bot.output();
    let after = output.split("address=").nth(1).unwrap();
    after.split_whitespace().next().unwrap().to_owned()
}

pub async fn watched(standin: &StandIn) -> (Bot, String) {
    let bot = Bot::logged_in_with(standin, &[("WHITEHALL_LISTEN", "127.0.0.1:0")]).await;
    let address = address(&bot).await;
    (bot, address)
}

/// What comes back for these bytes.
fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // A server that has heard enough closes; that is an answer too.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

async fn send(address: &str, request: Vec<u8>) -> String {
    let address = address.to_owned();
    tokio::task::spawn_blocking(move || exchange(&address, &request)).await.unwrap()
}

/// Status and text of a page.
pub async fn get(address: &str, path: &str) -> (u16, String) {
    let answer = send(address, format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").into_bytes()).await;
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no page: {answer}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), text.to_owned())
}

pub async fn until_ready(address: &str, status: u16) -> String {
    let start = Instant::now();
    loop {
        let (found, text) = get(address, "/readyz").await;
        if found == status {
            return text;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "still {found}: {text}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The value of one line of the metrics.
pub async fn value(address: &str, line: &str) -> f64 {
    let (_, text) = get(address, "/metrics").await;
    let found = text.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("no {line} in {text}")).parse().unwrap()
}

fn ask(standin: &StandIn, question: &str) -> String {
    standin.command("ask", json!([{ "name": "question", "type": 3, "value": question }]), Place::Server)
}

#[tokio::test]
async fn questions_are_counted_by_outcome_and_nothing_of_them_is_shown() {
    let standin = StandIn::start().await;
    let (bot, address) = watched(&standin).await;
    assert_eq!(until_ready(&address, 200).await, "ready\n");
    for question in ["how much does the kite inspector get?", "zebra \"} 1\nevil{x=\"y\"} 7"] {
        let id = ask(&standin, question);
        standin.reply(&id).await;
    }
    let typing = standin.typing("ask", "question", "how");
    standin.reply(&typing).await;
    let start = Instant::now();
    while value(&address, "whitehall_interactions_total{kind=\"command\"}").await < 2.0 {
        assert!(start.elapsed() < Duration::from_secs(5));
    }
    let mut outcomes = 0.0;
    for outcome in ["answer", "suggest", "unknown"] {
        outcomes += value(&address, &format!("whitehall_questions_total{{outcome=\"{outcome}\"}}")).await;
    }
    assert!((outcomes - 2.0).abs() < 0.1, "{outcomes}");
    let (status, text) = get(&address, "/metrics").await;
    assert_eq!(status, 200);
    assert!(text.ends_with("# EOF\n"));
    for words in ["zebra", "evil", "kite", TOKEN] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    for line in ["whitehall_gateway_connected 1", "whitehall_store_writable 1", "whitehall_index_fresh 1"] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert!(value(&address, "whitehall_reply_seconds_count").await >= 2.0);
    assert!(value(&address, "whitehall_facts").await > 0.0);
    drop(bot);
}

#[tokio::test]
async fn admins_are_shown_the_same_figures_and_nobody_else_is() {
    let standin = StandIn::start().await;
    let (_bot, address) = watched(&standin).await;
    until_ready(&address, 200).await;
    let content = async |place| {
        let id = standin.command("status", json!([]), place);
        let reply = standin.reply(&id).await;
        assert_eq!(reply["data"]["flags"], 68, "only the person sees it");
        reply["data"]["content"].as_str().unwrap().to_owned()
    };
    let shown = content(Place::Managed).await;
    assert!(shown.starts_with("**All is well.**\nConnections to Discord: 1 of 1 up\n"), "{shown}");
    let facts = value(&address, "whitehall_facts").await;
    assert!(shown.contains(&format!("Facts, with those of all servers: {facts};")), "{shown}");
    let refused = content(Place::Server).await;
    assert!(refused.starts_with("Only people with the Manage Server permission"), "{refused}");
}

#[tokio::test]
async fn it_lives_but_is_not_ready_while_discord_is_away() {
    let standin = StandIn::start().await;
    let (bot, address) = watched(&standin).await;
    until_ready(&address, 200).await;
    standin.change_mood(|mood| mood.gateway_away = true);
    standin.order(Order::Cut);
    assert_eq!(until_ready(&address, 503).await, "the gateway is not connected\n");
    assert_eq!(get(&address, "/healthz").await, (200, "alive\n".to_owned()));
    standin.change_mood(|mood| mood.gateway_away = false);
    until_ready(&address, 200).await;
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
}

#[tokio::test]
async fn only_get_is_understood_and_nobody_can_stop_it_by_bad_manners() {
    let standin = StandIn::start().await;
    let (bot, address) = watched(&standin).await;
    let post = send(&address, b"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".to_vec()).await;
    assert!(post.starts_with("HTTP/1.1 405 "), "{post}");
    assert!(post.to_lowercase().contains("allow: get"), "{post}");
    assert_eq!(get(&address, "/etc/passwd").await.0, 404);
    let long = [b"GET /healthz HTTP/1.1\r\nX: ".as_slice(), &[b'a'; 100_000], b"\r\n\r\n"].concat();
    assert!(!send(&address, long).await.contains("alive"));
    assert!(!send(&address, vec![0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3]).await.contains("alive"));

    // As many as there may be that say nothing: the next one waits until they are let go.
    let silent: Vec<TcpStream> = (0..16).map(|_| TcpStream::connect(&address).unwrap()).collect();
    let start = Instant::now();
    assert_eq!(get(&address, "/healthz").await.0, 200);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    drop(silent);

    // And people are answered all the while.
    let id = ask(&standin, "how much does the kite inspector get?");
    standin.reply(&id).await;
    drop(bot);
}

#[tokio::test]
async fn an_address_that_cannot_be_had_stops_the_bot_before_it_logs_in() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (listen, words) in [
        (taken.as_str(), "another program has this port"),
        ("9090", "set it to an address and a port"),
        ("203.0.113.9:9090", "this machine has no such address"),
    ] {
        let standin = StandIn::in_mood(Mood::default()).await;
        let proxy = standin.address();
        let settings = [("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", proxy.as_str()), ("WHITEHALL_LISTEN", listen)];
        let ended = Bot::start(&settings).ended().await;
        assert_eq!(ended.status, Some(1), "{listen}: {ended:?}");
        assert!(ended.output.contains(words) && ended.output.contains("WHITEHALL_LISTEN"), "{listen}: {ended:?}");
        assert!(standin.requests("").is_empty(), "{listen}: Discord was asked");
    }
}
