//! The gateway misbehaves, and the bot does not: after each trouble it is back at work within seconds and at rest, and
//! nobody who could be answered goes without. docs/operations.md has the table.

use super::standin::{Bot, Mood, Order, Place, StandIn, TOKEN};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Being back "within seconds", on a machine that has other things to do.
const SOON: Duration = Duration::from_secs(9);

fn op(op: u8, data: Value) -> Order {
    Order::Frame(json!({ "op": op, "t": null, "s": null, "d": data }))
}

fn help(standin: &StandIn) -> String {
    standin.command("help", json!([]), Place::Server)
}

/// Discord's own pause between heartbeats, so that none of them hurries anything.
fn unhurried() -> Mood {
    Mood { heartbeat: Some(Duration::from_millis(41_250)), ..Mood::default() }
}

/// It does next to nothing: a loop would take all of a processor.
#[cfg(target_os = "linux")]
async fn assert_at_rest(bot: &Bot, after: &str) {
    let (before, window) = (bot.worked(), Duration::from_millis(600));
    tokio::time::sleep(window).await;
    let worked = bot.worked() - before;
    assert!(worked < window / 3, "after {after}: {worked:?} of processor time in {window:?}");
}

#[cfg(not(target_os = "linux"))]
async fn assert_at_rest(_: &Bot, _: &str) {}

/// The session goes on after each of these, and what came meanwhile is answered.
async fn goes_on(ways: Vec<Order>) {
    let standin = StandIn::in_mood(unhurried()).await;
    let bot = Bot::logged_in(&standin).await;
    for (at, way) in ways.into_iter().enumerate() {
        let (what, start) = (format!("{way:?}"), Instant::now());
        standin.order(way);
        let missed = help(&standin);
        let resumed = |standin: &StandIn| (standin.sent(6).len() > at).then_some(());
        standin.wait(&format!("a RESUME after {what}"), resumed).await;
        standin.reply(&missed).await;
        assert!(start.elapsed() < SOON, "after {what}: {:?}", start.elapsed());
        assert_at_rest(&bot, &what).await;
    }
    assert_eq!(standin.sent(2).len(), 1, "one IDENTIFY for the whole session");
    standin.assert_nothing_refused();
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
}

#[tokio::test]
async fn the_session_goes_on_after_a_cut_and_after_what_discord_asks_for() {
    let closes = [None, Some(1000), Some(1001)].map(Order::Close);
    goes_on(vec![Order::Cut, op(7, Value::Null), op(9, json!(true))]).await;
    goes_on(closes.into()).await;
}

#[tokio::test]
async fn the_session_goes_on_after_close_codes_that_allow_it() {
    let close = |codes: [u16; 3]| codes.map(|code| Order::Close(Some(code))).into();
    tokio::join!(goes_on(close([4000, 4001, 4002])), goes_on(close([4005, 4008, 4999])));
}

/// A new session is begun after this.
async fn begins_anew(way: Order) {
    let standin = StandIn::in_mood(unhurried()).await;
    let bot = Bot::logged_in(&standin).await;
    let (what, start) = (format!("{way:?}"), Instant::now());
    standin.order(way);
    standin.wait(&format!("a new session after {what}"), |standin| (standin.sent(2).len() == 2).then_some(())).await;
    standin.reply(&help(&standin)).await;
    assert!(start.elapsed() < SOON, "after {what}: {:?}", start.elapsed());
    assert_at_rest(&bot, &what).await;
    assert!(standin.sent(6).is_empty(), "after {what}: what is lost is not asked for");
    assert_eq!(standin.requests("/commands").len(), 1, "commands are registered once a run");
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0), "after {what}");
    assert_eq!(standin.closed_with().last(), Some(&Some(1000)), "after {what}: it says goodbye");
}

#[tokio::test]
async fn a_session_that_is_lost_is_begun_anew() {
    let close = |code| begins_anew(Order::Close(Some(code)));
    tokio::join!(close(4003), close(4007), close(4009), begins_anew(op(9, json!(false))));
}

#[tokio::test]
async fn a_heart_that_nobody_hears_is_noticed() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.forgets_heartbeats = true);
    standin.wait("a RESUME", |standin| standin.sent(6).first().map(drop)).await;
    standin.change_mood(|mood| mood.forgets_heartbeats = false);
    let missed = help(&standin);
    standin.reply(&missed).await;
    assert_at_rest(&bot, "a heart that nobody heard").await;
    bot.says("a heartbeat was not acknowledged").await;
}

#[tokio::test]
async fn a_gateway_that_says_nothing_is_left_and_tried_again() {
    let standin = StandIn::in_mood(unhurried()).await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.gateway_mute = true);
    standin.order(Order::Cut);
    bot.says("the connection to Discord was lost").await;
    assert_at_rest(&bot, "a mute gateway").await;
    standin.change_mood(|mood| mood.gateway_mute = false);
    // It gives the mute one six seconds.
    standin.wait_long(Duration::from_secs(20), "a RESUME", |standin| standin.sent(6).first().map(drop)).await;
    standin.reply(&help(&standin)).await;
}

#[tokio::test]
async fn a_session_that_is_refused_again_and_again_is_neither_hammered_nor_kept_for_ever() {
    let standin = StandIn::in_mood(Mood { closes_at_resume: 1_000, ..unhurried() }).await;
    let bot = Bot::logged_in(&standin).await;
    standin.order(Order::Cut);
    standin.wait_long(Duration::from_secs(30), "a new session", |standin| standin.sent(2).get(1).map(drop)).await;
    let resumes = standin.sent(6).len();
    assert!((2..=8).contains(&resumes), "{resumes} tries");
    standin.reply(&help(&standin)).await;
    assert_at_rest(&bot, "a refused session").await;
}

#[tokio::test]
async fn what_cannot_be_read_is_counted_and_the_rest_goes_on() {
    let standin = StandIn::in_mood(unhurried()).await;
    let bot = Bot::logged_in(&standin).await;
    let unreadable = [
        "",
        "nonsense {",
        "[]",
        "{\"op\":0,\"t\":\"INTERACTION_CREATE\",\"s\":null,\"d\":{\"secret\":\"words\"}}",
        "{\"op\":\"secret\",\"d\":null}",
        "{\"op\":0,\"s\":-1,\"t\":\"secret\",\"d\":{}}",
    ];
    for text in unreadable {
        standin.order(Order::Text(text.to_owned()));
    }
    for frame in [
        json!({ "op": 42, "d": { "to": "come" } }),
        json!({ "op": 0, "s": 2, "t": "SOMETHING_NEW", "d": { "a": 1 } }),
        json!({ "op": 0, "s": 3, "t": "GUILD_CREATE", "d": { "id": "not a number" } }),
        json!({ "op": 1, "d": null }),
    ] {
        standin.order(Order::Frame(frame));
    }
    standin.reply(&help(&standin)).await;
    standin.wait("the heartbeat that was asked for", |standin| (standin.heartbeats() > 0).then_some(())).await;
    assert_at_rest(&bot, "what cannot be read").await;
    assert!(standin.sent(6).is_empty() && standin.sent(2).len() == 1, "nothing was a reason to connect anew");
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.output.matches("Discord sent what cannot be read").count(), unreadable.len(), "{ended:?}");
    assert!(!ended.output.contains("secret"), "nothing of it is in the log: {ended:?}");
}

#[tokio::test]
async fn an_interaction_that_comes_twice_has_its_effect_once() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let first = standin.twice("help", json!([]), Place::Server);
    standin.reply(&first).await;
    standin.reply(&help(&standin)).await;
    bot.says("an interaction came twice").await;
    assert_eq!(standin.requests("/callback").len(), 2);
    standin.assert_nothing_refused();
}

/// Ends with status 1 and these words, whether it is closed at the login or in the middle of its work.
async fn ends(code: u16, words: &str) {
    let at_login = async {
        let standin = StandIn::in_mood(Mood { closes_at_identify: Some(code), ..unhurried() }).await;
        let address = standin.address();
        Bot::start(&[("DISCORD_PROXY", &address), ("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "trace")]).ended().await
    };
    let at_work = async {
        let standin = StandIn::in_mood(unhurried()).await;
        let bot = Bot::logged_in(&standin).await;
        standin.order(Order::Close(Some(code)));
        bot.ended().await
    };
    let (at_login, at_work) = tokio::join!(at_login, at_work);
    for ended in [at_login, at_work] {
        assert_eq!(ended.status, Some(1), "{code}: {ended:?}");
        let said = ended.output.lines().position(|line| line.starts_with("whitehall: ") && line.contains(words));
        let said = said.unwrap_or_else(|| panic!("{code}: \"{words}\" is missing: {}", ended.output));
        let next = ended.output.lines().nth(said + 1).unwrap_or_default();
        assert!(next.starts_with("  ") && next.len() > 12, "{code}: what to do is missing: {}", ended.output);
        assert!(!ended.output.contains(TOKEN.rsplit('.').next().unwrap()), "{code}: the token is never written");
    }
}

#[tokio::test]
async fn close_codes_that_no_new_connection_mends_end_the_bot() {
    tokio::join!(
        ends(4004, "because of the token (4004)"),
        ends(4010, "shares its servers among connections (4010)"),
        ends(4011, "shares its servers among connections (4011)"),
        ends(4012, "the version of its gateway that this bot speaks (4012)"),
        ends(4013, "intents of the bot (4013)"),
        ends(4014, "intents of the bot (4014)"),
    );
}
