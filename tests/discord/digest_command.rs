//! What admins do with /digest, conversation by conversation.

use super::digest_scene::{Scene, content, sub};
use super::standin::{ADMINS, Bot, CHANNEL, CLOSED, Place, StandIn};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use std::time::Duration;

const TEXT: u8 = 3;
const NUMBER: u8 = 4;
const PLACE: u8 = 7;

async fn start() -> (StandIn, Bot) {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    (standin, bot)
}

async fn digest(standin: &StandIn, name: &str, options: &[(&str, u8, Value)]) -> Value {
    standin.reply(&standin.command("digest", sub(name, options), Place::Managed)).await
}

async fn set(standin: &StandIn, channel: &str, time: &str, zone: &str, more: &[(&str, u8, Value)]) -> String {
    let mut options =
        vec![("channel", PLACE, json!(channel)), ("time", TEXT, json!(time)), ("timezone", TEXT, json!(zone))];
    options.extend_from_slice(more);
    let reply = digest(standin, "set", &options).await;
    assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64, "only the admin sees it");
    content(&reply).to_owned()
}

/// A reply without what depends on the day.
fn timeless(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if line.starts_with("**Next:** ") && line.contains("<t:") {
            *line = "**Next:** (day and time)".to_owned();
        }
    }
    lines.join("\n")
}

#[tokio::test]
async fn a_digest_is_set_shown_steered_and_switched_off() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    let mut note = |who: &str, reply: &str| talk.push(format!("> {who}\n{}", timeless(reply)));
    for name in ["show", "preview", "post-now", "off"] {
        note(&format!("/digest {name}, before it is set"), content(&digest(&standin, name, &[]).await));
    }
    note("/digest set", &set(&standin, CHANNEL, "9:00", "europe/london", &[]).await);
    let more = [
        ("weekdays", TEXT, json!("mon-fri")),
        ("when-empty", NUMBER, json!(2)),
        ("admin-channel", PLACE, json!(ADMINS)),
    ];
    note("/digest set with everything", &set(&standin, CHANNEL, "17:30", "America/New York", &more).await);
    let atlas = [("subject", TEXT, json!("Great Atlas"))];
    note("/digest follow Great Atlas", content(&digest(&standin, "follow", &atlas).await));
    note("/digest follow Great Atlas", content(&digest(&standin, "follow", &atlas).await));
    let unknown = [("subject", TEXT, json!("zzz *q*"))];
    note("/digest follow zzz", content(&digest(&standin, "follow", &unknown).await));
    note("/digest show", content(&digest(&standin, "show", &[]).await));
    note("/digest unfollow Great Atlas", content(&digest(&standin, "unfollow", &atlas).await));
    note("/digest unfollow Great Atlas", content(&digest(&standin, "unfollow", &atlas).await));
    note("/digest post-now", content(&digest(&standin, "post-now", &[]).await));
    note("/digest off", content(&digest(&standin, "off", &[]).await));
    note("/digest show", content(&digest(&standin, "show", &[]).await));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_setting_that_cannot_work_is_refused_with_what_would() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    for (what, channel, time, zone, more) in [
        ("no such time", CHANNEL, "9 am", "Europe/London", vec![]),
        ("no such zone", CHANNEL, "9:00", "*London*", vec![]),
        ("no such weekdays", CHANNEL, "9:00", "Europe/London", vec![("weekdays", TEXT, json!("someday"))]),
        ("a channel without rights", CLOSED, "9:00", "Europe/London", vec![]),
        (
            "a post for admins that all see",
            CHANNEL,
            "9:00",
            "Europe/London",
            vec![("admin-channel", PLACE, json!(CHANNEL))],
        ),
    ] {
        talk.push(format!("> {what}\n{}", set(&standin, channel, time, zone, &more).await));
    }
    let show = digest(&standin, "show", &[]).await;
    assert!(content(&show).starts_with("There is no digest here yet."), "nothing was changed");
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn those_who_may_not_manage_the_server_are_told_so() {
    let (standin, _bot) = start().await;
    for (name, options) in [("show", sub("show", &[])), ("off", sub("off", &[])), ("preview", sub("preview", &[]))] {
        let reply = standin.reply(&standin.command("digest", options, Place::Server)).await;
        assert!(content(&reply).starts_with("Only people with the Manage Server permission"), "{name}: {reply}");
        assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64);
    }
}

#[tokio::test]
async fn time_zones_are_offered_while_one_is_typed() {
    let (standin, _bot) = start().await;
    let focused = json!([{ "name": "set", "type": 1, "options": [
        { "name": "channel", "type": 7, "value": CHANNEL },
        { "name": "timezone", "type": 3, "value": "kath", "focused": true },
    ] }]);
    let data = json!({ "id": "800000000000000001", "name": "digest", "type": 1, "options": focused });
    let id = standin.interaction(4, data, Place::Managed, "900000000000000026", None);
    let reply = standin.reply(&id).await;
    assert_eq!(reply["data"]["choices"], json!([{ "name": "Asia/Kathmandu", "value": "Asia/Kathmandu" }]));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_preview_is_for_the_admin_alone_and_shows_the_post() {
    let scene = Scene::due(jiff::SignedDuration::from_hours(7));
    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    let reply = digest(&standin, "preview", &[]).await;
    assert!(content(&reply).starts_with("**Preview: Digest for "), "{reply}");
    assert_eq!(reply["data"]["embeds"][0]["description"], "Nothing new.");
    assert_eq!(reply["data"]["flags"], 64);
    assert_eq!(standin.posted().len(), 0);
}

/// The one test that waits for the clock: up to a minute.
#[tokio::test]
async fn what_is_set_for_the_next_minute_is_posted_then() {
    let (standin, bot) = start().await;
    let next = Timestamp::now() + 1.minute();
    let local = jiff::tz::TimeZone::get("Asia/Kathmandu").unwrap().to_datetime(next);
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    let reply = set(&standin, CHANNEL, &time, "Asia/Kathmandu", &[("when-empty", NUMBER, json!(1))]).await;
    assert!(reply.contains(&format!("every day at {time}, Asia/Kathmandu time")), "{reply}");
    let patience = Duration::from_secs(65);
    let post = standin.wait_long(patience, "the digest", |standin| standin.posted().first().cloned()).await;
    let due = next.as_second() / 60 * 60;
    let late = Timestamp::now().as_second() - due;
    assert!((0..=3).contains(&late), "{late} seconds late");
    assert!(post.body["content"].as_str().unwrap().starts_with("**Digest for "));
    assert_eq!(post.body["embeds"][0]["description"], "Nothing new.");
    assert_eq!(post.body["allowed_mentions"]["parse"], json!([]));
    standin.assert_nothing_refused();
    drop(bot);
}
