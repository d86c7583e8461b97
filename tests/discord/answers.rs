//! Real answers, over an invented knowledge folder (tests/data/knowledge-small).

use super::standin::{Bot, Click, Place, StandIn};
use serde_json::{Value, json};

async fn start() -> (StandIn, Bot) {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    (standin, bot)
}

fn option(name: &str, text: &str) -> Value {
    json!([{ "name": name, "type": 3, "value": text }])
}

fn menu(reply: &Value) -> Vec<Value> {
    reply["data"]["components"][0]["components"][0]["options"].as_array().cloned().unwrap_or_default()
}

fn description(reply: &Value) -> &str {
    reply["data"]["embeds"][0]["description"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_question_gets_a_card() {
    let (standin, _bot) = start().await;
    let id = standin.command("ask", option("question", "what does the head of digital maps earn"), Place::Server);
    let reply = standin.reply(&id).await;
    assert!(description(&reply).contains("£77,000"), "{reply:#}");
    insta::assert_snapshot!(serde_json::to_string_pretty(&reply).unwrap());
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn each_command_answers_about_its_kind() {
    let (standin, _bot) = start().await;
    for (command, name, text, expected) in [
        ("salary", "role", "chief map maker", "£77,000"),
        ("cost", "programme", "great atlas", "£345m"),
        ("role", "name", "Head of Digital Maps", "Head of Digital Maps"),
    ] {
        let reply = standin.reply(&standin.command(command, option(name, text), Place::Direct)).await;
        assert!(description(&reply).contains(expected), "{command}: {reply:#}");
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn more_about_the_subject_is_one_click_away() {
    let (standin, _bot) = start().await;
    let card = standin.reply(&standin.command("salary", option("role", "chief map maker"), Place::Server)).await;
    let entries = menu(&card);
    let location = entries.iter().find(|entry| entry["label"].as_str().unwrap().contains("Port Imaginary"));
    let value = location.expect("the location is offered")["value"].as_str().unwrap();
    let click = Click { on: &card, custom_id: "wh1:more", value, by: "900000000000000026" };
    let more = standin.reply(&standin.click(&click)).await;
    assert!(description(&more).contains("Port Imaginary"), "{more:#}");
    standin.assert_nothing_refused();
    standin.assert_described(3);
}

#[tokio::test]
async fn an_unclear_question_offers_a_choice_and_the_choice_answers() {
    let (standin, _bot) = start().await;
    let asked = option("question", "what does the head of digital earn");
    let suggested = standin.reply(&standin.command("ask", asked, Place::Server)).await;
    let entries = menu(&suggested);
    let charts = entries.iter().find(|entry| entry["label"].as_str().unwrap().contains("Charts"));
    let value = charts.unwrap_or_else(|| panic!("Charts is offered: {suggested:#}"))["value"].as_str().unwrap();
    let click = Click { on: &suggested, custom_id: "wh1:pick", value, by: "900000000000000026" };
    let reply = standin.reply(&standin.click(&click)).await;
    assert!(description(&reply).contains("£65,000"), "{reply:#}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let (standin, _bot) = start().await;
    for (command, name, typed, expected) in [
        ("ask", "question", "digital maps", "Maps"),
        ("role", "name", "chart", "Charts"),
        ("salary", "role", "maps", "Maps"),
        ("cost", "programme", "atl", "Atlas"),
    ] {
        let reply = standin.reply(&standin.typing(command, name, typed)).await;
        let offers = reply["data"]["choices"].as_array().unwrap();
        let found = offers.iter().any(|offer| offer["name"].as_str().unwrap().contains(expected));
        assert!(found, "{command} {typed}: {reply:#}");
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn help_gives_examples_that_are_answered() {
    let (standin, _bot) = start().await;
    let help = standin.reply(&standin.command("help", json!([]), Place::Server)).await;
    let text = help["data"]["content"].as_str().unwrap();
    assert!(text.contains("I hold 8 facts about 3 subjects from 2 sources."), "{text}");
    let examples = text.split("**Questions to try**\n").nth(1).expect("there are examples");
    let examples: Vec<_> = examples.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!(examples.len(), 3, "{text}");
    for example in examples {
        let reply = standin.reply(&standin.command("ask", option("question", example), Place::Server)).await;
        assert!(!description(&reply).is_empty(), "{example}: {reply:#}");
    }
}
