//! The bot is killed (SIGKILL) around a post, and comes back: never two digests, and never none if it is back in time
//! and can read the channel.

use super::digest_scene::Scene;
use super::standin::{Bot, CHANNEL, History, Mood, Place, Posting, StandIn};
use jiff::SignedDuration;
use serde_json::json;
use std::time::Duration;

/// Nothing must happen any more; as long as a bot needs to take up what is due, many times over.
const STILL: Duration = Duration::from_millis(1_500);

fn posts(standin: &StandIn) -> usize {
    standin.requests_in("/messages").iter().filter(|request| request.method == "POST").count()
}

fn looks(standin: &StandIn) -> usize {
    standin.requests_in("/messages").iter().filter(|request| request.method == "GET").count()
}

async fn posted(standin: &StandIn) {
    standin.wait("a digest", |standin| (!standin.posted().is_empty()).then_some(())).await;
}

/// The first bot's post goes this way; then it is killed, and Discord has forgotten its nonce.
async fn killed_while(posting: Posting, scene: &Scene) -> StandIn {
    let mood = Mood { posts: vec![posting], nonce_memory: Some(Duration::ZERO), ..Mood::default() };
    let standin = StandIn::in_mood(mood).await;
    let bot = scene.bot(&standin).await;
    standin.wait("the first try", |standin| (posts(standin) == 1).then_some(())).await;
    kill(bot);
    standin
}

fn kill(bot: Bot) {
    drop(bot);
}

#[tokio::test]
async fn killed_before_the_post_it_is_posted_by_the_next_run() {
    let scene = Scene::just_due();
    let standin = killed_while(Posting::LostUnanswered, &scene).await;
    assert_eq!(standin.posted().len(), 0);
    let _bot = scene.bot(&standin).await;
    posted(&standin).await;
    tokio::time::sleep(STILL).await;
    assert_eq!((standin.posted().len(), posts(&standin)), (1, 2));
    assert!(looks(&standin) >= 1, "it looked first");
    let nonces: Vec<_> = standin.requests_in("/messages").into_iter().filter(|r| r.method == "POST").collect();
    assert_eq!(nonces[0].body, nonces[1].body, "the repeat is the same post with the same nonce");
    assert_eq!(nonces[0].body["enforce_nonce"], true);
}

#[tokio::test]
async fn killed_between_the_post_and_its_record_it_finds_its_post_and_does_not_repeat_it() {
    let scene = Scene::just_due();
    let standin = killed_while(Posting::PostedUnanswered, &scene).await;
    assert_eq!(standin.posted().len(), 1);
    // Others have written since; one of them says the same.
    (0..120).for_each(|n| standin.chatter(CHANNEL, &format!("chatter {n}")));
    let bot = scene.bot(&standin).await;
    standin.wait("a look into the channel", |standin| (looks(standin) >= 2).then_some(())).await;
    tokio::time::sleep(STILL).await;
    assert_eq!(posts(&standin), 1, "not even tried again");
    kill(bot);

    let looked = looks(&standin);
    let _again = scene.bot(&standin).await;
    tokio::time::sleep(STILL).await;
    assert_eq!((posts(&standin), looks(&standin)), (1, looked), "and it is done for good");
}

#[tokio::test]
async fn killed_after_the_record_nothing_is_repeated() {
    let scene = Scene::just_due();
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    posted(&standin).await;
    tokio::time::sleep(STILL).await;
    kill(bot);
    let _again = scene.bot(&standin).await;
    tokio::time::sleep(STILL).await;
    assert_eq!((posts(&standin), looks(&standin)), (1, 0));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn asked_to_stop_it_notes_what_it_has_posted() {
    let scene = Scene::just_due();
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    posted(&standin).await;
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
    let _again = scene.bot(&standin).await;
    tokio::time::sleep(STILL).await;
    assert_eq!((posts(&standin), looks(&standin)), (1, 0));
}

#[tokio::test]
async fn where_the_channel_cannot_be_read_it_does_not_post_and_tells_the_admins() {
    let scene = Scene::just_due();
    let standin = killed_while(Posting::PostedUnanswered, &scene).await;
    standin.change_mood(|mood| mood.history = History::Hidden);
    let _bot = scene.bot(&standin).await;
    standin.wait("a look", |standin| (looks(standin) == 1).then_some(())).await;
    tokio::time::sleep(STILL).await;
    assert_eq!(posts(&standin), 1);

    let member = standin.command("help", json!([]), Place::Server);
    standin.reply(&member).await;
    let admin = standin.command("help", json!([]), Place::Managed);
    standin.reply(&admin).await;
    let told = standin.wait("a word to the admin", |standin| standin.followups().first().cloned()).await;
    let text = told["content"].as_str().unwrap();
    assert!(
        text.contains("may be missing in <#900000000000000004>") && text.contains("Read Message History"),
        "{text}"
    );
    assert_eq!(told["flags"], 68, "only the admin sees it, and no previews");
    let again = standin.command("help", json!([]), Place::Managed);
    standin.reply(&again).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(standin.followups().len(), 1, "once is enough, and members need not know");
}

#[tokio::test]
async fn back_within_six_hours_it_is_posted_and_later_it_is_left_out() {
    for (ago, expected) in [(SignedDuration::from_mins(350), 1), (SignedDuration::from_mins(365), 0)] {
        let scene = Scene::due(ago);
        let standin = StandIn::start().await;
        let _bot = scene.bot(&standin).await;
        tokio::time::sleep(STILL).await;
        assert_eq!(standin.posted().len(), expected, "{ago:?}");
        standin.assert_nothing_refused();
    }
}
