//! Nothing typed is lost: somebody else settles a suggestion while one writes; a form is as long as forms can be.

use super::conversation::{WILMA, ask, command, custom_id, shown, start};
use super::digest_scene::{content, sub};
use super::standin::{Person, StandIn};
use serde_json::{Value, json};

const ADMIN: Person<'static> = Person::ADMIN;
/// Another admin.
const OTHER: Person<'static> = Person { id: "900000000000000029", name: "Olive Other", ..Person::ADMIN };

async fn press(standin: &StandIn, on: &Value, button: &str, person: Person<'_>) -> Value {
    standin.reply(&standin.press(on, &custom_id(on, button), person)).await
}

async fn send(standin: &StandIn, form: &Value, texts: &[(&str, &str)], on: &Value, person: Person<'_>) -> Value {
    standin.reply(&standin.submit(&custom_id(form, "wh1:"), texts, person, Some(on))).await
}

async fn review(standin: &StandIn, person: Person<'_>) -> Value {
    command(standin, person, "fact", sub("review", &[])).await
}

/// Wilma says through the button what the head of maps earns.
async fn suggest(standin: &StandIn) {
    let card = ask(standin, WILMA, "what does the head of digital maps earn").await;
    let texts = [
        ("text", "It pays more."),
        ("value", "up to £81,000 a year"),
        ("source", "Invented Gazette, \"Maps pay more\", 12 July 2021"),
    ];
    standin.reply(&standin.submit(&custom_id(&card, "wh1:wrong:"), &texts, WILMA, Some(&card))).await;
}

/// Another admin rejects the suggestion at the head of the queue.
async fn rejected(standin: &StandIn) {
    let page = review(standin, OTHER).await;
    let why = press(standin, &page, "wh1:review:reject:", OTHER).await;
    let done = send(standin, &why, &[("reason", "no")], &page, OTHER).await;
    assert!(shown(&done).contains("Rejected."), "{done}");
}

#[tokio::test]
async fn what_was_typed_outlives_a_suggestion_that_a_colleague_rejects() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    suggest(&standin).await;
    let page = review(&standin, ADMIN).await;
    let form = press(&standin, &page, "wh1:review:change:", ADMIN).await;
    rejected(&standin).await;
    let typed = [
        ("subject", "Head of Digital Maps"),
        ("attribute", "salary"),
        ("value", "up to £82,000 a year"),
        ("source", "Invented Gazette, \"Maps pay more\", 12 July 2021"),
    ];
    let card = send(&standin, &form, &typed, &page, ADMIN).await;
    let settled = press(&standin, &card, "wh1:fact:save:", ADMIN).await;
    talk.push(format!("> (Save), behind a colleague's rejection\n{}", shown(&settled)));
    let saved = press(&standin, &settled, "wh1:fact:save:", ADMIN).await;
    talk.push(format!("> (Save) again\n{}", shown(&saved)));
    let again = press(&standin, &settled, "wh1:fact:save:", ADMIN).await;
    assert!(content(&again).starts_with("This form has expired or was used already"), "{again}");
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn what_was_typed_outlives_a_suggestion_that_a_colleague_accepts() {
    let (standin, _bot) = start().await;
    suggest(&standin).await;
    let (mine, theirs) = (review(&standin, ADMIN).await, review(&standin, OTHER).await);
    let form = press(&standin, &mine, "wh1:review:change:", ADMIN).await;
    let card = press(&standin, &theirs, "wh1:review:accept:", OTHER).await;
    press(&standin, &card, "wh1:fact:save:", OTHER).await;
    let typed = [
        ("subject", "Head of Digital Maps"),
        ("attribute", "salary"),
        ("value", "up to £82,000 a year"),
        ("source", "Invented Gazette, \"Maps pay more\", 12 July 2021"),
    ];
    let card = send(&standin, &form, &typed, &mine, ADMIN).await;
    let overtaken = press(&standin, &card, "wh1:fact:save:", ADMIN).await;
    let saved = press(&standin, &overtaken, "wh1:fact:save:", ADMIN).await;
    insta::assert_snapshot!(format!("> (Save)\n{}\n\n> (Save mine over it)\n{}", shown(&overtaken), shown(&saved)));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_reason_outlives_a_suggestion_that_a_colleague_settles() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    suggest(&standin).await;
    let page = review(&standin, ADMIN).await;
    let (withdraw, reject) = (
        press(&standin, &page, "wh1:review:withdraw:", ADMIN).await,
        press(&standin, &page, "wh1:review:reject:", ADMIN).await,
    );
    let reason = [("reason", "It was never *advertised*.")];
    let card = send(&standin, &withdraw, &reason, &page, ADMIN).await;
    rejected(&standin).await;
    for (what, form) in [("the reason for rejecting", &reject), ("the reason for withdrawing", &withdraw)] {
        talk.push(format!("> {what}\n{}", shown(&send(&standin, form, &reason, &page, ADMIN).await)));
    }
    let settled = press(&standin, &card, "wh1:fact:withdraw:", ADMIN).await;
    talk.push(format!("> (Withdraw), behind a colleague's rejection\n{}", shown(&settled)));
    let done = press(&standin, &settled, "wh1:fact:withdraw:", ADMIN).await;
    talk.push(format!("> (Withdraw) again\n{}", shown(&done)));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_form_as_long_as_forms_can_be_is_kept_and_given_back() {
    let (standin, _bot) = start().await;
    let form = command(&standin, ADMIN, "fact", sub("add", &[])).await;
    // Four bytes each, and more than one record of the store holds.
    let long = "\u{1F6A2}".repeat(2_000);
    let names = ["subject", "attribute", "value", "as of", "source"];
    let card = send(&standin, &form, &names.map(|name| (name, long.as_str())), &form, ADMIN).await;
    let more = press(&standin, &card, "wh1:fact:more:", ADMIN).await;
    let other = ["statement", "period", "status", "said by", "organisation"];
    let card = send(&standin, &more, &other.map(|name| (name, long.as_str())), &card, ADMIN).await;
    let again = press(&standin, &card, "wh1:fact:change:", ADMIN).await;
    for row in again["data"]["components"].as_array().unwrap() {
        assert_eq!(row["components"][0]["value"], json!(long));
    }
    // Of a form that is gone comes back what a card holds.
    press(&standin, &card, "wh1:fact:cancel:", ADMIN).await;
    let typed = "The keeper of lamps sits in *Port Imaginary*. ".repeat(75);
    let gone = send(&standin, &again, &[("subject", "Keeper"), ("value", &typed)], &card, ADMIN).await;
    let card = gone["data"]["embeds"][0]["description"].as_str().unwrap();
    assert!(card.starts_with("This form has expired"), "{card}");
    assert_eq!(card.matches("The keeper of lamps sits in \\*Port Imaginary\\*").count(), 75, "{card}");
    standin.assert_nothing_refused();
}
