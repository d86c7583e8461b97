//! Discord's REST misbehaves, and the bot does not: it answers where an answer is possible, says nothing twice, and goes
//! on. docs/operations.md has the table.

use super::standin::{Bot, Mood, Person, Place, StandIn};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn ask(standin: &StandIn) -> String {
    let option = json!([{ "name": "question", "type": 3, "value": "what does the head of digital maps earn" }]);
    standin.command("ask", option, Place::Server)
}

fn answer(reply: &Value) -> &str {
    reply["data"]["embeds"][0]["description"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn an_answer_that_discord_fails_to_take_is_sent_again() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let button = json!([]);
    for (failing, limited) in [(1, 0), (3, 0), (0, 1), (0, 2)] {
        standin.change_mood(|mood| (mood.failing_replies, mood.rate_limits) = (failing, limited));
        let reply = standin.reply(&ask(&standin)).await;
        assert!(answer(&reply).contains("£77,000"), "after {failing} failures, {limited} limits: {reply:#}");
        standin.change_mood(|mood| (mood.failing_replies, mood.rate_limits) = (failing, limited));
        let reply = standin.reply(&standin.command("help", button.clone(), Place::Server)).await;
        assert!(reply["data"]["content"].as_str().unwrap().contains("/ask"), "{reply:#}");
    }
}

#[tokio::test]
async fn an_answer_that_was_announced_is_sent_again() {
    let standin = StandIn::in_mood(Mood { failing_edits: 2, ..Mood::default() }).await;
    let _bot = Bot::logged_in(&standin).await;
    let export = json!([{ "name": "export", "type": 1, "options": [] }]);
    let id = standin.command("fact", export, Place::Managed);
    standin.reply(&id).await;
    let text = standin.finished(&id).await.to_string();
    assert!(!text.contains("Something went wrong"), "{text}");
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_noted_and_nothing_more() {
    let standin = StandIn::in_mood(Mood { answer_within: Some(Duration::ZERO), ..Mood::default() }).await;
    let bot = Bot::logged_in(&standin).await;
    let shown = json!({ "data": { "content": "" } });
    ask(&standin);
    standin.press(&shown, "wh1:privacy:delete", Person::MEMBER);
    standin.choose(&shown, "wh1:pick", "head-of-maps|salary", Person::MEMBER);
    let late = |bot: &Bot| bot.output().matches("an answer came too late").count();
    let start = Instant::now();
    while late(&bot) < 3 {
        assert!(start.elapsed() < Duration::from_secs(10), "{}", bot.output());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    standin.change_mood(|mood| mood.answer_within = None);
    assert!(answer(&standin.reply(&ask(&standin)).await).contains("£77,000"));
    assert_eq!(standin.requests("/callback").len(), 4, "nobody is apologised to who does not wait any more");
    assert!(!bot.output().contains("ERROR"), "{}", bot.output());
}

#[tokio::test]
async fn slow_answers_hold_nobody_up() {
    let patient = Some(Duration::from_secs(60));
    let mood = Mood { reply_delay: Duration::from_secs(2), answer_within: patient, ..Mood::default() };
    let standin = StandIn::in_mood(mood).await;
    let _bot = Bot::logged_in(&standin).await;
    let start = Instant::now();
    let ids: Vec<String> = (0..60).map(|_| ask(&standin)).collect();
    for id in &ids {
        standin.reply(id).await;
    }
    // One after the other they would take two minutes.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(standin.requests("/callback").len(), ids.len(), "none is sent twice for being slow");
    standin.assert_nothing_refused();
}
