//! What people get to see, whatever they do. These hold for any knowledge, also for none.

use super::standin::{Bot, Click, Place, StandIn};
use serde_json::{Value, json};

fn question(text: &str) -> Value {
    json!([{ "name": "question", "type": 3, "value": text }])
}

fn is_private(reply: &Value) -> bool {
    reply["data"]["flags"].as_u64().unwrap_or_default() & 64 == 64
}

/// No way to ping anybody, whatever the words.
fn assert_cannot_ping(reply: &Value) {
    let mentions = &reply["data"]["allowed_mentions"];
    assert_eq!(mentions["parse"], json!([]), "{reply:#}");
    assert_eq!(mentions["users"], json!([]), "{reply:#}");
    assert_eq!(mentions["roles"], json!([]), "{reply:#}");
    let low = reply["data"].to_string().to_lowercase();
    for mention in ["@everyone", "@here", "<@", "<#1"] {
        assert!(!low.contains(mention), "{mention} in {low}");
    }
}

#[tokio::test]
async fn a_question_is_answered_in_servers_and_in_direct_messages() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    for place in [Place::Server, Place::Direct] {
        let id = standin.command("ask", question("what is the moon made of"), place);
        let reply = standin.reply(&id).await;
        assert_eq!(reply["type"], 4, "{place:?}");
        assert!(!is_private(&reply), "{place:?}");
        assert!(!reply["data"]["content"].as_str().unwrap().is_empty(), "what is not held is said in a text");
        assert_cannot_ping(&reply);
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_private_question_is_answered_privately() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    for (private, expected) in [(true, true), (false, false)] {
        let options = json!([
            { "name": "question", "type": 3, "value": "what is the moon made of" },
            { "name": "private", "type": 5, "value": private },
        ]);
        let reply = standin.reply(&standin.command("ask", options, Place::Server)).await;
        assert_eq!(is_private(&reply), expected);
    }
}

#[tokio::test]
async fn any_text_is_answered_politely() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let texts = [
        " ".to_owned(),
        "?".to_owned(),
        "x".repeat(6000),
        "\u{1}\u{7f}\u{0}\r\n\t".to_owned(),
        "\u{202E}كم الراتب\u{202C} ؟".to_owned(),
        "👩\u{200D}💻🏴󠁧󠁢󠁥󠁮󠁧󠁿 💷?".to_owned(),
        "@everyone @here <@900000000000000026> <@&1> <#1>".to_owned(),
        "# **bold** ||spoiler|| `code` [a](https://x.example) > - 1. <t:1:R> :smile:".to_owned(),
        "\\\\\\ %s {} \"; DROP TABLE facts; --".to_owned(),
    ];
    for text in texts {
        for (command, option) in [("ask", "question"), ("role", "name"), ("salary", "role"), ("cost", "programme")] {
            let options = json!([{ "name": option, "type": 3, "value": text }]);
            let reply = standin.reply(&standin.command(command, options, Place::Server)).await;
            assert_eq!(reply["type"], 4, "{command} {text}");
            assert_cannot_ping(&reply);
        }
        let offers = standin.reply(&standin.typing("ask", "question", &text)).await;
        assert_eq!(offers["type"], 8, "{text}");
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn help_says_what_can_be_asked() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let reply = standin.reply(&standin.command("help", json!([]), Place::Direct)).await;
    assert!(is_private(&reply));
    let text = reply["data"]["content"].as_str().unwrap();
    for word in ["/ask", "/role", "/salary", "/cost", "programme", "I hold "] {
        assert!(text.contains(word), "{word} in {text}");
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn an_unknown_or_outdated_command_says_what_to_do() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let gone = standin.command("yesterdays_*command*", json!([]), Place::Server);
    let mut changed = json!([{ "name": "question", "type": 4, "value": 5 }]);
    changed[0]["name"] = json!("question");
    let changed = standin.command("ask", changed, Place::Server);
    let kind = json!({ "id": "800000000000000001", "name": "launch", "type": 4 });
    let new_kind = standin.interaction(2, kind, Place::Server, "900000000000000026", None);
    for (id, words) in [
        (gone, "I do not know the command \"yesterdays\\_\\*command\\*\""),
        (changed, "The command /ask has changed"),
        (new_kind, "I do not know the command \"launch\""),
    ] {
        let reply = standin.reply(&id).await;
        let text = reply["data"]["content"].as_str().unwrap();
        assert!(text.contains(words), "{text}");
        assert!(is_private(&reply), "{text}");
        assert_cannot_ping(&reply);
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_fault_is_apologised_for_with_a_reference_that_is_in_the_log() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let shown = standin.reply(&standin.command("help", json!([]), Place::Server)).await;
    let click = Click { on: &shown, custom_id: "wh1:pick", value: "head-of-maps|", by: "900000000000000026" };
    for by_click in [false, true] {
        // As often as the same answer is tried.
        standin.change_mood(|mood| mood.failing_replies = 5);
        let id = if by_click { standin.click(&click) } else { standin.command("help", json!([]), Place::Server) };
        let reply = standin.reply(&id).await;
        let text = reply["data"]["content"].as_str().unwrap();
        let reference = text.split("this reference: ").nth(1).expect("a reference is given").trim_end_matches('.');
        assert_eq!(reference.len(), 6, "{text}");
        assert!(is_private(&reply));
        assert!(!text.contains("500"), "no raw error is shown: {text}");
        bot.says(reference).await;
        bot.says("500 Internal Server Error").await;
        assert!(!bot.output().contains("token_of_"), "no interaction's token is logged");
    }
}

#[tokio::test]
async fn a_menu_works_after_a_restart_and_an_old_one_says_so() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let first = standin.reply(&standin.command("ask", question("anything"), Place::Server)).await;
    bot.terminate();
    bot.ended().await;
    let _restarted = Bot::logged_in(&standin).await;
    let asker = "900000000000000026";
    let somebody_else = "900000000000000027";
    let mut private = first.clone();
    private["data"]["flags"] = json!(64);
    for (on, by, expected) in [(&first, asker, false), (&first, somebody_else, true), (&private, asker, true)] {
        let click = Click { on, custom_id: "wh1:pick", value: "head-of-maps|salary", by };
        let reply = standin.reply(&standin.click(&click)).await;
        assert_eq!(reply["type"], 4, "a message of its own");
        assert_eq!(is_private(&reply), expected, "clicked by {by}");
        assert_cannot_ping(&reply);
    }
    for (custom_id, value) in [("wh0:pick", "a|b"), ("wh1:pick", "no choice"), ("of another bot", "x")] {
        let reply = standin.reply(&standin.click(&Click { on: &first, custom_id, value, by: asker })).await;
        assert!(reply["data"]["content"].as_str().unwrap().contains("no longer know this menu"), "{custom_id}");
        assert!(is_private(&reply), "{custom_id}");
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn all_that_is_sent_fits_discords_own_description() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let ids = [
        standin.command("ask", question("what is the moon made of"), Place::Server),
        standin.command("help", json!([]), Place::Server),
        standin.command("gone", json!([]), Place::Server),
        standin.typing("ask", "question", "moon"),
    ];
    for id in &ids {
        standin.reply(id).await;
    }
    standin.assert_described(1 + ids.len());
}
