//! /digest post-now is noted before it is sent: killed around the post (SIGKILL), the bot neither posts it again nor tells
//! the same again.

use super::digest_scene::{Scene, content, sub};
use super::standin::{Bot, History, Mood, Place, Posting, StandIn};
use jiff::SignedDuration;
use serde_json::Value;
use std::time::Duration;

const NEWS: &str = "Withdrawn: Survey Office's Great Atlas Programme, number of compasses";

/// A digest that is due in two hours, with something to tell.
fn scene() -> Scene {
    let scene = Scene::due(SignedDuration::from_hours(-2));
    scene.withdraw("great-atlas.compass-count");
    scene
}

fn posts(standin: &StandIn) -> usize {
    standin.requests_in("/messages").iter().filter(|request| request.method == "POST").count()
}

fn looks(standin: &StandIn) -> usize {
    standin.requests_in("/messages").iter().filter(|request| request.method == "GET").count()
}

async fn digest(standin: &StandIn, name: &str) -> Value {
    standin.reply(&standin.command("digest", sub(name, &[]), Place::Managed)).await
}

/// What the next digest would say.
async fn preview(standin: &StandIn) -> String {
    digest(standin, "preview").await["data"]["embeds"][0]["description"].as_str().unwrap().to_owned()
}

/// The post goes this way; then the bot is killed, and the next one has looked for it.
async fn killed_while(posting: Posting, history: History) -> (StandIn, Bot, Scene) {
    let scene = scene();
    let mood = Mood { posts: vec![posting], history, ..Mood::default() };
    let standin = StandIn::in_mood(mood).await;
    let bot = scene.bot(&standin).await;
    standin.command("digest", sub("post-now", &[]), Place::Managed);
    standin.wait("the post", |standin| (posts(standin) == 1).then_some(())).await;
    drop(bot);
    let bot = scene.bot(&standin).await;
    standin.wait("a look into the channel", |standin| (looks(standin) == 1).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!((posts(&standin), looks(&standin)), (1, 1), "it is never posted again, and looked for once");
    (standin, bot, scene)
}

#[tokio::test]
async fn killed_between_the_post_and_its_record_its_news_are_not_told_again() {
    let (standin, _bot, _scene) = killed_while(Posting::PostedUnanswered, History::Readable).await;
    let posted = standin.posted();
    assert_eq!(posted.len(), 1);
    assert!(posted[0].body["embeds"][0]["description"].as_str().unwrap().contains(NEWS), "{posted:?}");
    assert_eq!(preview(&standin).await, "Nothing new.");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn killed_before_the_post_its_news_are_still_to_be_told() {
    let (standin, _bot, _scene) = killed_while(Posting::LostUnanswered, History::Readable).await;
    assert!(preview(&standin).await.contains(NEWS));
    assert_eq!(content(&digest(&standin, "post-now").await), "Posted in <#900000000000000004>.");
    assert_eq!(preview(&standin).await, "Nothing new.");
}

#[tokio::test]
async fn where_the_channel_cannot_be_read_the_admins_are_told_and_may_post_it_again() {
    let (standin, _bot, _scene) = killed_while(Posting::PostedUnanswered, History::Hidden).await;
    let show = digest(&standin, "show").await;
    assert!(content(&show).contains("may be missing in <#900000000000000004>"), "{show}");
    assert_eq!(content(&digest(&standin, "post-now").await), "Posted in <#900000000000000004>.");
    let show = digest(&standin, "show").await;
    assert!(!content(&show).contains("may be missing"), "{show}");
}

#[tokio::test]
async fn what_discord_does_not_confirm_is_not_posted_a_second_time_at_once() {
    let scene = scene();
    let standin = StandIn::in_mood(Mood { posts: vec![Posting::PostedUnanswered], ..Mood::default() }).await;
    let _bot = scene.bot(&standin).await;
    let mut talk = Vec::new();
    for _ in 0..2 {
        talk.push(format!("> /digest post-now\n{}", content(&digest(&standin, "post-now").await)));
    }
    insta::assert_snapshot!(talk.join("\n\n"));
    assert_eq!((posts(&standin), looks(&standin)), (1, 0), "it may still be on its way");
}

#[tokio::test]
async fn a_limit_is_told_with_its_seconds() {
    let scene = scene();
    let standin = StandIn::in_mood(Mood { posts: vec![Posting::Limited], ..Mood::default() }).await;
    let _bot = scene.bot(&standin).await;
    let reply = digest(&standin, "post-now").await;
    let said = "It was not posted: Discord has had too many requests. Try again in 1 seconds.";
    assert_eq!(content(&reply), said);
    assert_eq!(content(&digest(&standin, "post-now").await), "Posted in <#900000000000000004>.");
}
