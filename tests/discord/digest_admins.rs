//! The second post, in a channel of the admins': what was asked in vain, and what waits for a decision.

use super::digest_scene::{Scene, content, sub};
use super::standin::{ADMINS, CHANNEL, Place, SERVER, StandIn};
use jiff::Timestamp;
use serde_json::json;
use whitehall::app::{App, Remark, View};

/// Six questions without an answer, one of them twice in other words, and two suggestions.
fn fill(app: &App) {
    let (view, now) = (View::Server(SERVER.parse().unwrap()), Timestamp::now());
    for question in [
        "who repairs the harbour bell",
        "how tall is the *northern* windmill",
        "harbour bell: who repairs it?",
        "when does the ice market open",
        "what colour is the ferry <@900000000000000026>",
        "where do the herons sleep",
        "which baker delivers to the lighthouse",
        // Answered by now.
        "what does the head of digital maps earn",
    ] {
        app.note_gap(view, question, now).unwrap();
    }
    for member in [4, 5] {
        app.propose(view, member, Remark { text: "It moved".to_owned(), ..Remark::default() }, now).unwrap();
    }
}

#[tokio::test]
async fn admins_get_a_second_post_with_the_top_questions_and_the_length_of_the_queue() {
    let scene = Scene::with_admins();
    fill(&scene.app());
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    standin.wait("both posts", |standin| (standin.posted().len() == 2).then_some(())).await;
    let posted = standin.posted();
    assert_eq!([posted[0].channel.as_str(), posted[1].channel.as_str()], [CHANNEL, ADMINS]);
    let digest = posted[0].body.to_string();
    assert!(!digest.contains("harbour bell") && !digest.contains("Review"), "everybody reads the first: {digest}");
    let headline = posted[1].body["content"].as_str().unwrap();
    assert!(headline.starts_with("**For admins, "), "{headline}");
    assert_eq!(posted[1].body["allowed_mentions"]["parse"], json!([]));
    insta::assert_snapshot!(posted[1].body["embeds"][0]["description"].as_str().unwrap());

    drop(bot);
    let _again = scene.bot(&standin).await;
    let show = standin.reply(&standin.command("digest", sub("show", &[]), Place::Managed)).await;
    assert!(content(&show).contains(&format!("**Post for admins:** <#{ADMINS}>")), "{show}");
    assert_eq!(standin.posted().len(), 2, "both are done");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn with_nothing_for_admins_there_is_no_second_post() {
    let scene = Scene::with_admins();
    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    standin.wait("the digest", |standin| (!standin.posted().is_empty()).then_some(())).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(standin.posted().len(), 1);
}
