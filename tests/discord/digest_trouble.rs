//! Discord has trouble with a digest, or refuses it.

use super::digest_scene::{Scene, content, sub};
use super::standin::{CHANNEL, Mood, Place, Posting, RATE_LIMIT, Request, StandIn, TOKEN};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use whitehall::config::Config;
use whitehall::discord::{Access, run_with};

fn tries(standin: &StandIn) -> Vec<Request> {
    standin.requests_in("/messages").into_iter().filter(|request| request.method == "POST").collect()
}

#[tokio::test]
async fn errors_and_dropped_connections_are_retried_with_growing_pauses_and_make_one_post() {
    let posts = vec![Posting::Fails(500), Posting::PostedCut];
    let standin = StandIn::in_mood(Mood { posts, ..Mood::default() }).await;
    let scene = Scene::just_due();
    let _bot = scene.bot(&standin).await;
    standin.wait("three tries", |standin| (tries(standin).len() == 3).then_some(())).await;
    let tries = tries(&standin);
    let pauses = [tries[1].at - tries[0].at, tries[2].at - tries[1].at];
    assert!(pauses[0] >= Duration::from_secs(2) && pauses[1] >= Duration::from_secs(4), "{pauses:?}");
    assert!(tries.iter().all(|request| request.body == tries[0].body), "the same nonce each time");
    assert_eq!(standin.posted().len(), 1, "Discord knows the nonce");
}

#[tokio::test]
async fn behind_a_proxy_that_says_too_many_requests_it_waits_as_long_as_is_said_however_often() {
    let standin = StandIn::in_mood(Mood { posts: vec![Posting::Limited; 3], ..Mood::default() }).await;
    let scene = Scene::just_due();
    let _bot = scene.bot(&standin).await;
    standin.wait("a digest", |standin| (!standin.posted().is_empty()).then_some(())).await;
    let tries = tries(&standin);
    assert_eq!(tries.iter().map(|request| request.status).collect::<Vec<_>>(), [429, 429, 429, 200]);
    for pair in tries.windows(2) {
        let pause = pair[1].at - pair[0].at;
        // Growing pauses would begin with two seconds.
        assert!(pause >= RATE_LIMIT && pause < Duration::from_secs(2), "{pause:?}");
    }
}

/// Without a proxy: in process, with a client that takes the stand-in for discord.com.
#[tokio::test]
async fn a_rate_limit_is_waited_out() {
    let (standin, client) = StandIn::as_discord_com(Mood { posts: vec![Posting::Limited], ..Mood::default() }).await;
    let scene = Scene::just_due();
    let access = Access::from_config(&Config { token: Some(TOKEN.to_owned()), ..Config::default() }).unwrap();
    let http = access.http().client(client).build();
    let app = Arc::new(scene.app());
    let (stop, stopped) = oneshot::channel::<()>();
    let bot = tokio::spawn(async move {
        let stopped = async { stopped.await.unwrap_or_default() };
        run_with(app, &access, http, stopped).await
    });
    standin.wait("a digest", |standin| (!standin.posted().is_empty()).then_some(())).await;
    let tries = tries(&standin);
    assert_eq!(tries.iter().map(|request| request.status).collect::<Vec<_>>(), [429, 200]);
    let pause = tries[1].at - tries[0].at;
    assert!(pause >= RATE_LIMIT && pause < Duration::from_secs(2), "as long as Discord says: {pause:?}");
    stop.send(()).unwrap();
    assert!(bot.await.unwrap().is_ok());
}

#[tokio::test]
async fn three_refusals_pause_the_digest_and_an_admin_learns_how_it_goes_on() {
    let standin = StandIn::in_mood(Mood { refuses_posts: Some(403), ..Mood::default() }).await;
    let scene = Scene::just_due();
    let _bot = scene.bot(&standin).await;
    let patience = Duration::from_secs(25);
    standin.wait_long(patience, "three tries", |standin| (tries(standin).len() == 3).then_some(())).await;
    tokio::time::sleep(Duration::from_secs(1)).await;

    let asked = standin.command("help", json!([]), Place::Managed);
    standin.reply(&asked).await;
    let told = standin.wait("a word to the admin", |standin| standin.followups().first().cloned()).await;
    insta::assert_snapshot!("a_pause_as_an_admin_hears_of_it", told["content"].as_str().unwrap());

    let refused = standin.reply(&standin.command("digest", sub("post-now", &[]), Place::Managed)).await;
    assert!(
        content(&refused).starts_with("**It was not posted:** Discord refused it in <#900000000000000004>"),
        "{refused}"
    );
    standin.change_mood(|mood| mood.refuses_posts = None);
    let posted = standin.reply(&standin.command("digest", sub("post-now", &[]), Place::Managed)).await;
    assert_eq!(content(&posted), "Posted in <#900000000000000004>.");
    let show = standin.reply(&standin.command("digest", sub("show", &[]), Place::Managed)).await;
    assert!(!content(&show).contains("paused"), "{show}");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(standin.posted().len(), 1, "what was posted by hand does not come again");
}

#[tokio::test]
async fn a_channel_that_is_gone_pauses_the_digest_until_another_is_set() {
    let standin = StandIn::in_mood(Mood { refuses_posts: Some(404), ..Mood::default() }).await;
    let scene = Scene::just_due();
    let _bot = scene.bot(&standin).await;
    let patience = Duration::from_secs(25);
    standin.wait_long(patience, "three tries", |standin| (tries(standin).len() == 3).then_some(())).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(tries(&standin).len(), 3, "then it is left alone");
    standin.reply(&standin.command("help", json!([]), Place::Managed)).await;
    let told = standin.wait("a word to the admin", |standin| standin.followups().first().cloned()).await;
    let show = standin.reply(&standin.command("digest", sub("show", &[]), Place::Managed)).await;
    let again = [("channel", 7, json!(CHANNEL)), ("time", 3, json!("9:00")), ("timezone", 3, json!("Europe/London"))];
    standin.change_mood(|mood| mood.refuses_posts = None);
    let set = standin.reply(&standin.command("digest", sub("set", &again), Place::Managed)).await;
    assert!(content(&set).starts_with("The digest is set.") && !content(&set).contains("paused"), "{set}");
    let words = told["content"].as_str().unwrap();
    assert!(content(&show).contains(words), "{show}");
    insta::assert_snapshot!("a_pause_as_an_admin_hears_of_it_when_the_channel_is_gone", words);
}

#[tokio::test]
async fn what_cannot_be_read_of_a_digest_is_logged_once_and_told_to_the_admins() {
    let scene = Scene::just_due();
    scene.spoil("digest", r#"{"on":true,"channel":"somewhere"}"#);
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    for place in [Place::Server, Place::Managed] {
        standin.reply(&standin.command("help", json!([]), place)).await;
    }
    standin.wait("a word to the admin", |standin| (!standin.followups().is_empty()).then_some(())).await;
    // It is noted only when Discord has it: an admin who is faster is rather told twice than never.
    tokio::time::sleep(Duration::from_secs(1)).await;
    standin.reply(&standin.command("help", json!([]), Place::Managed)).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let told = standin.followups();
    assert_eq!(told.len(), 1, "once, and not to members");
    insta::assert_snapshot!("a_digest_that_cannot_be_read", told[0]["content"].as_str().unwrap());
    let show = standin.reply(&standin.command("digest", sub("show", &[]), Place::Managed)).await;
    assert_eq!(
        content(&show),
        "What was set for this server's digest cannot be read any more. Set it again with /digest set."
    );
    assert_eq!(bot.output().matches("the digest of a server cannot be read").count(), 1, "{}", bot.output());
    let again = [("channel", 7, json!(CHANNEL)), ("time", 3, json!("9:00")), ("timezone", 3, json!("Europe/London"))];
    let set = standin.reply(&standin.command("digest", sub("set", &again), Place::Managed)).await;
    assert!(content(&set).starts_with("The digest is set."), "{set}");
    let show = standin.reply(&standin.command("digest", sub("show", &[]), Place::Managed)).await;
    assert!(content(&show).contains("09:00, Europe/London"), "{show}");
}
