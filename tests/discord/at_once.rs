//! Too much at once: from one person, in one server, and for the whole bot. Each is told how long to wait.

use super::conversation::{self, WILMA};
use super::digest_scene::{content, sub};
use super::standin::{Bot, Person, StandIn, command_data};
use serde_json::{Value, json};
use std::time::Duration;

/// What is said of each limit.
const LIMITS: [(&str, &str); 3] = [
    ("user", "You have sent me a lot in a short time."),
    ("server", "This server has sent me a lot in a short time."),
    ("bot", "More people ask me at once than I can answer."),
];

/// Somebody who may not use it asks for an export, which costs as much as five other commands.
fn export(standin: &StandIn, user: u64, server: u64) -> String {
    let (user, server) =
        ((910_000_000_000_000_000 + user).to_string(), (920_000_000_000_000_000 + server).to_string());
    let person = Person { id: &user, server: &server, ..Person::MEMBER };
    standin.act(2, command_data("fact", &sub("export", &[])), person, None)
}

/// A bot and a Discord that waits for it however busy the machine is.
async fn start() -> (StandIn, Bot) {
    let (standin, bot) = conversation::start().await;
    standin.change_mood(|mood| mood.answer_within = Some(Duration::from_secs(120)));
    (standin, bot)
}

async fn replies(standin: &StandIn, ids: &[String]) -> Vec<Value> {
    let mut replies = Vec::new();
    for id in ids {
        replies.push(standin.wait_long(Duration::from_secs(60), "every reply", |standin| standin.replied(id)).await);
    }
    replies
}

/// How many were told to wait because of this limit; all of them in the same words, and for them alone.
fn told_to_wait(replies: &[Value], limit: &str) -> usize {
    let words = LIMITS.iter().find(|(name, _)| *name == limit).unwrap().1;
    let told: Vec<&Value> = replies.iter().filter(|reply| content(reply).starts_with(words)).collect();
    for reply in &told {
        let wait = content(reply).strip_prefix(words).and_then(|rest| rest.strip_prefix(" Try again in "));
        let wait = wait.and_then(|rest| rest.strip_suffix('.')).unwrap_or_else(|| panic!("no wait in {reply}"));
        assert!(wait == "a second" || wait.ends_with(" seconds"), "{wait}");
        assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64, "{reply}");
    }
    told.len()
}

#[tokio::test]
async fn a_person_who_sends_too_much_is_told_how_long_to_wait_and_nobody_else_is() {
    let (standin, _bot) = start().await;
    let help = |who| standin.act(2, command_data("help", &json!([])), who, None);
    let ids: Vec<String> = (0..80).map(|_| help(Person::ADMIN)).collect();
    let other = help(WILMA);
    let typed = standin.typing("ask", "question", "how");
    let all = replies(&standin, &ids).await;
    let told = told_to_wait(&all, "user");
    // Sixty are let in; what the same person types beside them counts, too.
    assert!(told > 0 && told <= 21, "{told} of 80");
    assert_eq!(told_to_wait(&replies(&standin, &[other]).await, "user"), 0);
    let offers = replies(&standin, &[typed]).await;
    assert!(offers[0]["data"]["choices"].is_array(), "who types is offered something, or nothing: {offers:?}");
    // As long as was said: whoever waits is let in.
    let last = all.iter().rev().find(|reply| told_to_wait(std::slice::from_ref(reply), "user") == 1).unwrap();
    assert!(content(last).ends_with("Try again in a second."), "{last}");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let again = replies(&standin, &[help(Person::ADMIN)]).await;
    assert_eq!(told_to_wait(&again, "user"), 0, "{again:?}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_form_that_was_filled_in_is_taken_however_much_came_before() {
    let (standin, _bot) = start().await;
    let ask = json!([{ "name": "question", "type": 3, "value": "what does the head of digital maps earn" }]);
    let card = standin.reply(&standin.act(2, command_data("ask", &ask), WILMA, None)).await;
    let button = conversation::custom_id(&card, "wh1:wrong:");
    let form = standin.reply(&standin.press(&card, &button, WILMA)).await;
    let help: Vec<String> = (0..80).map(|_| standin.act(2, command_data("help", &json!([])), WILMA, None)).collect();
    let form = conversation::custom_id(&form, "wh1:wrong:");
    let sent = standin.submit(&form, &[("text", "It pays more.")], WILMA, Some(&card));
    assert!(told_to_wait(&replies(&standin, &help).await, "user") > 0);
    let taken = replies(&standin, &[sent]).await.remove(0);
    assert!(content(&taken).starts_with("Thank you."), "{taken}");
}

#[tokio::test]
async fn a_server_and_the_whole_bot_have_limits_of_their_own() {
    let (standin, _bot) = start().await;
    let in_one: Vec<String> = (0..75).map(|n| export(&standin, n, 1)).collect();
    let in_another = export(&standin, 500, 2);
    let told = told_to_wait(&replies(&standin, &in_one).await, "server");
    assert!(told > 0 && told <= 15, "{told} of 75");
    assert_eq!(told_to_wait(&replies(&standin, &[in_another]).await, "server"), 0);

    // The first that is told is enough: on a busy machine Discord would not wait for the last.
    let everywhere: Vec<String> = (0..500).map(|n| export(&standin, 1_000 + n, 1_000 + n)).collect();
    let replied = |standin: &StandIn| everywhere.iter().filter_map(|id| standin.replied(id)).collect::<Vec<_>>();
    let told = |standin: &StandIn| Some(replied(standin)).filter(|all| told_to_wait(all, "bot") > 0);
    let all = standin.wait_long(Duration::from_secs(60), "somebody who is told of the bot's limit", told).await;
    assert_eq!((told_to_wait(&all, "user"), told_to_wait(&all, "server")), (0, 0));
}
