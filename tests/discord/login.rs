//! From the start to being online, and what is said when that fails.

use super::standin::{Bot, Mood, Order, Place, StandIn, TOKEN};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn it_logs_in_registers_its_commands_and_says_how_to_invite_it() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let identify = &standin.sent(2)[0]["d"];
    assert_eq!(identify["intents"], 1, "GUILDS and nothing else");
    let output = bot.output();
    let link = "https://discord.com/oauth2/authorize?client_id=900000000000000015&scope=bot+applications.commands";
    assert!(output.lines().any(|line| line.starts_with("Invite the bot to a server: ") && line.contains(link)));
    let body = standin.requests("/commands")[0].body.clone();
    insta::assert_snapshot!(serde_json::to_string_pretty(&body).unwrap());
    standin.assert_nothing_refused();

    let _again = Bot::logged_in(&standin).await;
    assert_eq!(standin.requests("/commands")[1].body, body, "the same commands at every start");
}

#[tokio::test]
async fn the_token_is_never_written() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &[("RUST_LOG", "trace")]).await;
    standin.reply(&standin.command("help", json!([]), Place::Server)).await;
    bot.terminate();
    let ended = bot.ended().await;
    assert!(ended.output.len() > 1000, "everything is logged");
    assert!(!ended.output.contains(TOKEN.rsplit('.').next().unwrap()));
}

/// What is for servers only: what admins use, and what goes to them.
const IN_SERVERS: [&str; 6] = ["digest", "fact", "suggest", "settings", "status", "Save as fact"];

#[tokio::test]
async fn every_other_command_may_be_used_in_servers_and_by_people_who_installed_it() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let body = standin.requests("/commands")[0].body.clone();
    let commands = body.as_array().unwrap();
    let everywhere = || commands.iter().filter(|command| !IN_SERVERS.contains(&command["name"].as_str().unwrap()));
    let names: Vec<_> = everywhere().map(|command| command["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ask", "role", "salary", "cost", "privacy", "help"]);
    for command in everywhere() {
        assert_eq!(command["integration_types"], json!([0, 1]), "{}", command["name"]);
        assert_eq!(command["contexts"], json!([0, 1, 2]), "{}", command["name"]);
        assert_eq!(command["type"], 1, "{}", command["name"]);
    }
}

#[tokio::test]
async fn what_admins_use_is_in_servers_only_and_what_a_role_may_use_is_shown_to_all() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let body = standin.requests("/commands")[0].body.clone();
    for name in IN_SERVERS {
        let command = body.as_array().unwrap().iter().find(|command| command["name"] == name).unwrap();
        assert_eq!(command["integration_types"], json!([0]), "{name}");
        assert_eq!(command["contexts"], json!([0]), "{name}");
        // 32 is Manage Server.
        let shown = if ["digest", "settings", "status"].contains(&name) { json!("32") } else { json!(null) };
        assert_eq!(command["default_member_permissions"], shown, "{name}");
    }
}

/// What went wrong, the settings and mood that lead to it, and words that the message must hold.
async fn fails(mood: Mood, settings: &[(&str, &str)], words: &[&str]) {
    let standin = StandIn::in_mood(mood).await;
    let address = standin.address();
    let mut all = vec![("DISCORD_PROXY", address.as_str()), ("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "trace")];
    all.extend_from_slice(settings);
    let ended = Bot::start(&all).ended().await;
    assert_eq!(ended.status, Some(1), "{ended:?}");
    for word in words {
        assert!(ended.output.contains(word), "\"{word}\" is missing: {}", ended.output);
    }
    assert!(!ended.output.contains(TOKEN), "the token is never written: {}", ended.output);
    let secret = TOKEN.rsplit('.').next().unwrap();
    assert!(!ended.output.contains(secret), "nor its secret part: {}", ended.output);
}

#[tokio::test]
async fn a_missing_malformed_or_wrong_token_is_told_apart() {
    let good = Mood::default;
    fails(good(), &[("DISCORD_TOKEN", "")], &["no Discord token", "set DISCORD_TOKEN"]).await;
    fails(good(), &[("DISCORD_TOKEN", "abcdef")], &["not a bot token", "three parts"]).await;
    let refuses = Mood { refuses_token: true, ..good() };
    fails(refuses, &[], &["does not accept this token", "Reset Token"]).await;
}

#[tokio::test]
async fn a_proxy_that_is_away_or_knows_no_gateway_stops_the_bot() {
    let good = Mood::default;
    let unused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", unused.local_addr().unwrap());
    drop(unused);
    fails(good(), &[("DISCORD_PROXY", &nobody)], &["DISCORD_PROXY gives no gateway address", "refused"]).await;
    let broken = Mood { gateway_status: Some(502), ..good() };
    fails(broken, &[], &["DISCORD_PROXY gives no gateway address", "502", "not asked directly"]).await;
    fails(good(), &[("DISCORD_PROXY", "127.0.0.1:1")], &["not a base address"]).await;
}

#[tokio::test]
async fn behind_a_proxy_the_public_gateway_is_never_used() {
    // serenity alone would go to gateway.discord.gg now.
    let mood = Mood { plain_gateway_status: Some(500), ..Mood::default() };
    let standin = StandIn::in_mood(mood).await;
    let _bot = Bot::logged_in(&standin).await;
    assert_eq!(standin.sent(2).len(), 1, "it identified at the proxy's gateway");
}

#[tokio::test]
async fn a_gateway_address_with_a_query_is_understood() {
    let standin = StandIn::in_mood(Mood { gateway_has_query: true, ..Mood::default() }).await;
    let _bot = Bot::logged_in(&standin).await;
    assert_eq!(standin.sent(2).len(), 1);
}

#[tokio::test]
async fn refused_commands_stop_the_bot() {
    let refused = Mood { registration_status: Some(403), ..Mood::default() };
    fails(refused, &[], &["refused the bot's commands", "403"]).await;
    let lost = Mood { registration_status: Some(503), ..Mood::default() };
    fails(lost, &[], &["could not be registered", "503"]).await;
}

#[tokio::test]
async fn a_lost_connection_is_resumed_and_what_was_missed_is_answered() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let ways = [
        Order::Cut,
        Order::Close(Some(1001)),
        Order::Close(Some(4000)),
        Order::Frame(json!({ "op": 7, "t": null, "s": null, "d": null })),
        Order::Frame(json!({ "op": 9, "t": null, "s": null, "d": true })),
    ];
    for (at, way) in ways.into_iter().enumerate() {
        let what = format!("{way:?}");
        standin.order(way);
        let missed = standin.command("help", json!([]), Place::Server);
        let resumed = |standin: &StandIn| (standin.sent(6).len() > at).then_some(());
        standin.wait(&format!("a RESUME after {what}"), resumed).await;
        standin.reply(&missed).await;
    }
    assert_eq!(standin.sent(2).len(), 1, "one IDENTIFY for the whole session");
    assert_eq!(standin.requests("/commands").len(), 1, "commands are registered once a run");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_lost_session_is_begun_anew_and_stopping_still_works() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.order(Order::Frame(json!({ "op": 9, "t": null, "s": null, "d": false })));
    standin.wait("a second IDENTIFY", |standin| (standin.sent(2).len() == 2).then_some(())).await;
    let help = standin.command("help", json!([]), Place::Server);
    standin.reply(&help).await;
    assert_eq!(standin.requests("/commands").len(), 1, "commands are registered once a run");
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
}

#[tokio::test]
async fn it_keeps_its_heart_beating() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    standin.wait("two heartbeats", |standin| (standin.heartbeats() >= 2).then_some(())).await;
}

#[tokio::test]
async fn an_interaction_that_cannot_be_read_is_answered_and_counted() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let (id, token) = standin.expect_reply(2);
    standin.dispatch("INTERACTION_CREATE", json!({ "id": id, "token": token, "type": 2, "data": { "new": "form" } }));
    let reply = standin.reply(&id).await;
    assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64, "only the person sees it");
    assert!(reply["data"]["content"].as_str().unwrap().contains("cannot read"));
    bot.says("could not be read").await;
    // Events of kinds to come are no reason to complain.
    standin.dispatch("SOMETHING_NEW", json!({ "a": 1 }));
    let help = standin.command("help", json!([]), Place::Server);
    standin.reply(&help).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(!bot.output().contains("SOMETHING_NEW"));
}
