//! Servers that add the bot and remove it.

use super::digest_scene::Scene;
use super::standin::{Order, SERVER, StandIn};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use whitehall::app::{App, Remark, View};

/// A server that the stand-in does not list.
const AWAY: u64 = 900_000_000_000_000_077;

fn here() -> u64 {
    SERVER.parse().unwrap()
}

fn suggest(app: &App, server: u64) {
    let remark = Remark { text: "wrong".to_owned(), ..Remark::default() };
    app.propose(View::Server(server), 7, remark, Timestamp::now()).unwrap();
}

fn waiting(app: &App, server: u64) -> usize {
    app.proposals(View::Server(server), None, 0).unwrap().1
}

#[tokio::test]
async fn a_server_that_removes_the_bot_is_noted_and_an_outage_is_none() {
    let scene = Scene::just_due();
    for (event, data, left) in [
        ("GUILD_DELETE", json!({ "id": SERVER, "unavailable": true }), false),
        ("GUILD_DELETE", json!({ "id": SERVER }), true),
    ] {
        let standin = StandIn::start().await;
        let bot = scene.bot(&standin).await;
        standin.dispatch(event, data.clone());
        if left {
            bot.says("a server removed the bot").await;
        }
        bot.terminate();
        bot.ended().await;
        assert_eq!(scene.app().left_at(here()).unwrap().is_some(), left, "{data}");
    }
    // It came back while the bot was away.
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    bot.says("swept").await;
    bot.terminate();
    bot.ended().await;
    assert_eq!(scene.app().left_at(here()).unwrap(), None);
}

/// What Discord tells of a server that has the bot.
fn guild(id: u64) -> serde_json::Value {
    let (id, at) = (id.to_string(), "2026-02-27T19:50:51.701000+00:00");
    json!({
        "id": id, "name": "Harbour", "icon": null, "splash": null, "discovery_splash": null, "owner_id": "7",
        "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": [], "emojis": [], "features": [], "mfa_level": 0, "application_id": null,
        "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "preferred_locale": "en-GB", "nsfw_level": 0,
        "public_updates_channel_id": null, "stickers": [], "premium_progress_bar_enabled": false, "joined_at": at,
        "safety_alerts_channel_id": null, "large": false, "unavailable": false, "member_count": 1, "voice_states": [],
        "members": [], "channels": [], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [],
    })
}

#[tokio::test]
async fn a_server_that_is_removed_and_added_while_the_connection_is_cut_is_noted_in_that_order() {
    let scene = Scene::just_due();
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    standin.order(Order::Cut);
    // Both come at once after the RESUME.
    for server in AWAY..AWAY + 40 {
        standin.dispatch("GUILD_CREATE", guild(server));
        standin.dispatch("GUILD_DELETE", json!({ "id": server.to_string() }));
        if server % 2 == 1 {
            standin.dispatch("GUILD_CREATE", guild(server));
        }
    }
    standin.dispatch("GUILD_DELETE", json!({ "id": SERVER }));
    bot.says(&format!("server={SERVER}")).await;
    bot.terminate();
    bot.ended().await;
    let app = scene.app();
    for server in AWAY..AWAY + 40 {
        assert_eq!(app.left_at(server).unwrap().is_none(), server % 2 == 1, "{server}");
    }
}

#[tokio::test]
async fn a_start_forgets_servers_that_left_a_month_ago_and_no_others() {
    let scene = Scene::just_due();
    let long_ago = Timestamp::now() - SignedDuration::from_hours(31 * 24);
    {
        let app = scene.app();
        for server in [here(), AWAY, AWAY + 1, AWAY + 2] {
            suggest(&app, server);
        }
        app.server_left(here(), long_ago).unwrap();
        app.server_left(AWAY, long_ago).unwrap();
        app.server_left(AWAY + 1, long_ago + SignedDuration::from_hours(3 * 24)).unwrap();
    }
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    bot.says("swept").await;
    bot.terminate();
    bot.ended().await;
    let app = scene.app();
    assert_eq!([here(), AWAY, AWAY + 1, AWAY + 2].map(|server| waiting(&app, server)), [1, 0, 1, 1]);
    assert!(app.left_at(AWAY + 2).unwrap().is_some(), "it left unseen, and has its month from now on");
    assert_eq!(app.left_at(here()).unwrap(), None, "it has the bot");
}
