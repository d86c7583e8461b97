//! Members say what is wrong or missing, conversation by conversation.

use super::conversation::{WILMA, ask, command, custom_id, find, shown, start};
use super::digest_scene::{Scene, content, sub};
use super::standin::{Person, Place, StandIn};
use jiff::Timestamp;
use serde_json::{Value, json};
use whitehall::app::{Author, By, Form, Standing, View};
use whitehall::fact::Fact;

const BOOL: u8 = 5;
const QUESTION: &str = "what does the head of digital maps earn";

fn suggestion(text: &str, source: Option<&str>) -> Value {
    let mut options = vec![json!({ "name": "text", "type": 3, "value": text })];
    options.extend(source.map(|source| json!({ "name": "source", "type": 3, "value": source })));
    Value::Array(options)
}

async fn close(standin: &StandIn) {
    let options = sub("suggestions", &[("allow", BOOL, json!(false))]);
    standin.reply(&standin.command("settings", options, Place::Managed)).await;
}

#[tokio::test]
async fn a_wrong_answer_is_told_of_by_a_button_and_a_form() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    let card = ask(&standin, Person::ADMIN, QUESTION).await;
    let button = custom_id(&card, "wh1:wrong:");
    assert_eq!(button, "wh1:wrong:head-of-maps.salary", "it names the fact and nothing else");
    let form = standin.reply(&standin.press(&card, &button, WILMA)).await;
    talk.push(format!("> (Wrong?)\n{}", shown(&form)));
    let said = [
        ("text", " The post pays *more*:\nsee @everyone "),
        ("value", "up to £81,000 a year"),
        ("source", "Invented Gazette, \"Maps pay more\", 12 July 2031"),
    ];
    let form = custom_id(&form, "wh1:wrong:");
    let thanks = standin.reply(&standin.submit(&form, &said, WILMA, Some(&card))).await;
    talk.push(format!("> the form\n{}", shown(&thanks)));
    let less = [("text", "It is nonsense."), ("value", ""), ("source", " ")];
    let thanks = standin.reply(&standin.submit(&form, &less, WILMA, Some(&card))).await;
    talk.push(format!("> the form with what is wrong alone\n{}", shown(&thanks)));
    insta::assert_snapshot!(talk.join("\n\n"));
    assert_eq!(thanks["data"]["allowed_mentions"]["parse"], json!([]));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn of_an_answer_with_several_facts_the_wrong_one_is_chosen() {
    let (standin, _bot) = start().await;
    let card =
        ask(&standin, WILMA, "which is higher paid, the head of digital maps or the head of digital charts?").await;
    let mut talk = vec![format!("> /ask\n{}", shown(&card))];
    let menu = custom_id(&card, "wh1:wrong:");
    assert_eq!(menu, "wh1:wrong:");
    let form = standin.reply(&standin.choose(&card, &menu, "head-of-charts.salary", WILMA)).await;
    talk.push(format!("> the second one\n{}", shown(&form)));
    let said = [("text", "It pays more."), ("value", ""), ("source", "")];
    let form = custom_id(&form, "wh1:wrong:");
    let thanks = standin.reply(&standin.submit(&form, &said, WILMA, Some(&card))).await;
    talk.push(format!("> the form\n{}", shown(&thanks)));
    talk.push(format!(
        "> /fact review\n{}",
        shown(&command(&standin, Person::ADMIN, "fact", sub("review", &[])).await)
    ));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn only_an_answer_in_a_server_that_takes_suggestions_has_the_button() {
    let (standin, _bot) = start().await;
    let question = json!([{ "name": "question", "type": 3, "value": QUESTION }]);
    let direct = standin.reply(&standin.command("ask", question, Place::Direct)).await;
    assert!(!direct["data"]["embeds"].is_null() && find(&direct, "wh1:wrong").is_none(), "{direct}");
    let unknown = ask(&standin, WILMA, "what is the moon made of").await;
    assert_eq!(find(&unknown, "wh1:wrong"), None);
    let open = ask(&standin, WILMA, QUESTION).await;
    close(&standin).await;
    assert_eq!(find(&ask(&standin, WILMA, QUESTION).await, "wh1:wrong"), None);
    // An older card still has it.
    let button = custom_id(&open, "wh1:wrong:");
    let mut talk = Vec::new();
    let pressed = standin.reply(&standin.press(&open, &button, WILMA)).await;
    talk.push(format!("> (Wrong?), after suggestions were switched off\n{}", shown(&pressed)));
    let sent = standin.reply(&standin.submit(&button, &[("text", "wrong")], WILMA, Some(&open))).await;
    talk.push(format!("> a form that was opened before\n{}", shown(&sent)));
    let reply = command(&standin, WILMA, "suggest", suggestion("The lamp is out.", None)).await;
    talk.push(format!("> /suggest\n{}", shown(&reply)));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_fact_that_is_missing_is_suggested_and_the_limit_names_the_wait() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    let reply = command(
        &standin,
        WILMA,
        "suggest",
        suggestion("The Head of Digital Buoys sits in Port Imaginary.", Some("Invented Gazette, 12 July 2031")),
    )
    .await;
    talk.push(format!("> /suggest with a source\n{}", shown(&reply)));
    command(&standin, WILMA, "privacy", sub("messages", &[("allow", BOOL, json!(false))])).await;
    let reply = command(&standin, WILMA, "suggest", suggestion("x", None)).await;
    talk.push(format!("> /suggest, from somebody who wants no messages\n{}", shown(&reply)));
    let reply = command(&standin, WILMA, "suggest", suggestion("  ", None)).await;
    talk.push(format!("> /suggest nothing\n{}", shown(&reply)));
    for _ in 0..3 {
        command(&standin, WILMA, "suggest", suggestion("x", None)).await;
    }
    let reply = command(&standin, WILMA, "suggest", suggestion("x", None)).await;
    let said = content(&reply);
    assert!(said.contains("Come back in "), "{said}");
    assert!(["minute", "hour"].iter().any(|unit| said.contains(unit)), "{said}");
    let card = ask(&standin, WILMA, QUESTION).await;
    let pressed = standin.reply(&standin.press(&card, &custom_id(&card, "wh1:wrong:"), WILMA)).await;
    assert_eq!(format!("{}\n\nWhat you wrote:\n> x", content(&pressed)), said, "said before anything is written");
    let other = command(&standin, Person::ADMIN, "suggest", suggestion("x", None)).await;
    assert!(content(&other).starts_with("Thank you."), "{other}");
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn the_longest_suggestion_is_taken_shown_and_settled() {
    let (standin, _bot) = start().await;
    let card = ask(&standin, WILMA, QUESTION).await;
    let button = custom_id(&card, "wh1:wrong:");
    for (round, text) in ["*\n".repeat(500), "*".repeat(1_000)].into_iter().enumerate() {
        let (value, source) = ("_".repeat(500), "[x](y) ".repeat(70));
        let texts = [("text", text.as_str()), ("value", &value), ("source", &source)];
        let thanks = standin.reply(&standin.submit(&button, &texts, WILMA, Some(&card))).await;
        assert!(content(&thanks).starts_with("Thank you."), "{thanks}");
        let page = command(&standin, Person::ADMIN, "fact", sub("review", &[])).await;
        let reject = custom_id(&page, "wh1:review:reject:");
        let change =
            standin.reply(&standin.press(&page, &custom_id(&page, "wh1:review:change:"), Person::ADMIN)).await;
        assert_eq!(change["type"], 9, "{change}");
        let reason = "*".repeat(300);
        let done = standin.reply(&standin.submit(&reject, &[("reason", &reason)], Person::ADMIN, Some(&page))).await;
        assert!(content(&done).starts_with("Rejected."), "{done}");
        standin.wait("the message", |standin| standin.told(WILMA.id).get(round).cloned()).await;
    }
    let reply = command(&standin, WILMA, "suggest", suggestion(&"*".repeat(1_001), None)).await;
    assert!(content(&reply).contains("1 to 1000 characters, this one has 1001"), "{reply}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_forged_button_gets_nowhere() {
    let (standin, _bot) = start().await;
    let card = ask(&standin, WILMA, QUESTION).await;
    for (custom_id, words) in [
        ("wh1:wrong:no-such.fact", "I no longer hold this fact."),
        ("wh1:wrong:", "no longer know this menu"),
        ("wh1:wrong:a:b", "I no longer hold this fact."),
        ("wh1:wrong", "no longer know this menu"),
    ] {
        for reply in [
            standin.reply(&standin.press(&card, custom_id, WILMA)).await,
            standin.reply(&standin.submit(custom_id, &[("text", "x")], WILMA, None)).await,
        ] {
            assert!(content(&reply).contains(words), "{custom_id}: {reply}");
            assert_eq!(reply["data"]["flags"], 68);
        }
    }
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn another_servers_fact_is_none_here() {
    let scene = Scene::just_due();
    let elsewhere = Person { server: "900000000000000010", ..WILMA };
    let id = {
        let (app, there) = (scene.app(), View::Server(elsewhere.server.parse().unwrap()));
        let Ok(Some((Standing::Held(seen), _))) = app.fact(there, &"head-of-maps.salary".into()) else {
            panic!("it is held")
        };
        let fact = Fact { id: "".into(), period: Some("2040".parse().unwrap()), ..(*seen.fact).clone() };
        let by = By::new(Author::Terminal, Timestamp::now());
        let added = app.add(there, &Form { fact, subject: None, source: None }, &by).unwrap();
        added.changes[0].id.clone()
    };
    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    let card = ask(&standin, WILMA, QUESTION).await;
    let button = format!("wh1:wrong:{id}");
    let there = standin.reply(&standin.press(&card, &button, elsewhere)).await;
    assert_eq!(there["type"], 9, "a form opens where the fact is: {there}");
    for reply in [
        standin.reply(&standin.press(&card, &button, WILMA)).await,
        standin.reply(&standin.submit(&button, &[("text", "x")], WILMA, Some(&card))).await,
    ] {
        assert!(content(&reply).starts_with("I no longer hold this fact."), "{reply}");
    }
    let queue = command(&standin, Person::ADMIN, "fact", sub("review", &[])).await;
    assert!(content(&queue).starts_with("No suggestion waits."), "{queue}");
    standin.assert_nothing_refused();
}
