//! Being asked to stop.

use super::standin::{Bot, Mood, Place, StandIn, TOKEN};
use serde_json::json;
use std::time::{Duration, Instant};

fn question(standin: &StandIn) -> String {
    standin.command("ask", json!([{ "name": "question", "type": 3, "value": "how much" }]), Place::Server)
}

#[tokio::test]
async fn an_idle_bot_says_goodbye_and_ends_well() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let start = Instant::now();
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(standin.closed_with(), [Some(1000)]);
}

#[tokio::test]
async fn what_is_being_answered_is_finished_and_newcomers_are_told_to_wait() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.reply_delay = Duration::from_millis(700));
    let first = question(&standin);
    standin.reply(&first).await;
    bot.terminate();
    bot.says("stopping").await;
    let late = question(&standin);
    let typing = standin.typing("ask", "question", "how");
    let reply = standin.reply(&late).await;
    assert_eq!(reply["data"]["content"], "I am restarting. Ask again in a moment.");
    assert_eq!(reply["data"]["flags"], 68, "only the person sees it, and no previews");
    assert_eq!(standin.reply(&typing).await["data"]["choices"], json!([]));
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let callbacks = standin.requests("/callback");
    assert_eq!(callbacks.len(), 3);
    assert!(callbacks.iter().all(|request| request.answered), "no answer was cut off: {callbacks:#?}");
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.reply_delay = Duration::from_secs(60));
    let stuck = question(&standin);
    standin.reply(&stuck).await;
    bot.terminate();
    bot.says("stopping").await;
    let start = Instant::now();
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn it_can_be_stopped_while_the_gateway_is_away() {
    let unused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = format!("ws://{}", unused.local_addr().unwrap());
    drop(unused);
    let standin = StandIn::in_mood(Mood { gateway_url: Some(away), ..Mood::default() }).await;
    let address = standin.address();
    let bot = Bot::start(&[("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    bot.says("no connection to Discord").await;
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
}

/// Connected and idle, with the built-in knowledge, at its first start. Most of what a debug build holds is its own code.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_idle_bot_is_small() {
    let most_kib = if cfg!(debug_assertions) { 74 * 1024 } else { 25 * 1024 };
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &[("WHITEHALL_KNOWLEDGE", "")]).await;
    let resident = bot.resident_kib();
    println!("{resident} KiB");
    assert!(resident > 0 && resident < most_kib, "{resident} KiB");
}

/// What reading the built-in knowledge took is given back by a new process, with the same number, in its place.
#[tokio::test]
async fn a_first_start_starts_anew_and_a_later_one_does_not() {
    const ANEW: &str = "starting anew";
    let settings = [("WHITEHALL_KNOWLEDGE", "")];
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &settings).await;
    assert_eq!(bot.output().matches(ANEW).count(), 1, "{}", bot.output());
    let folder = bot.killed();
    let address = standin.address();
    let again = Bot::start_in(folder, &[settings[0], ("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    again.says("connected to Discord").await;
    assert!(!again.output().contains(ANEW), "{}", again.output());
}
