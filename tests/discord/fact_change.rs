//! What admins do to correct, withdraw and undo, and to look at what was done.

use super::fact_scene::{OTHER, Talk};
use super::standin::Person;
use serde_json::json;

const ADMIN: Person<'static> = Person::ADMIN;

#[tokio::test]
async fn a_fact_is_corrected_in_the_form_that_says_what_it_says_now() {
    let mut talk = Talk::start().await;
    let form = talk.fact(ADMIN, "edit", &[("fact", json!("head-of-maps.salary"))]).await;
    let card = talk.submit(ADMIN, &form, &[], None).await;
    let form = talk.press(ADMIN, &card, "Change").await;
    let card = talk.submit(ADMIN, &form, &[("value", "up to £81k a year")], Some(&card)).await;
    let more = talk.press(ADMIN, &card, "More fields").await;
    let statement = "The maps boss is offered up to £81,000 a year.";
    let card = talk.submit(ADMIN, &more, &[("statement", statement)], Some(&card)).await;
    talk.press(ADMIN, &card, "Save").await;
    talk.ask("what does the maps boss earn?").await;
    talk.fact(ADMIN, "history", &[("fact", json!("head-of-maps.salary"))]).await;
    // A former statement that speaks of the former value goes with it.
    let form = talk.fact(ADMIN, "edit", &[("fact", json!("maps salary"))]).await;
    talk.submit(ADMIN, &form, &[("value", "up to £82k a year")], None).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn of_two_admins_one_wins_and_the_other_loses_nothing_typed() {
    let mut talk = Talk::start().await;
    let fact = [("fact", json!("great-atlas.cost"))];
    let mine = talk.fact(ADMIN, "edit", &fact).await;
    let theirs = talk.fact(OTHER, "edit", &fact).await;
    let mine = talk.submit(ADMIN, &mine, &[("value", "about £360m")], None).await;
    let theirs = talk.submit(OTHER, &theirs, &[("as of", "March 2025")], None).await;
    talk.press(OTHER, &theirs, "Save").await;
    let news = talk.press(ADMIN, &mine, "Save").await;
    let saved = talk.press(ADMIN, &news, "Save mine over it").await;
    assert!(saved["data"]["content"].as_str().unwrap().starts_with("**Saved"), "{saved:#}");
    talk.fact(ADMIN, "history", &fact).await;

    // Both want the same.
    let mine = talk.fact(ADMIN, "edit", &fact).await;
    let theirs = talk.fact(OTHER, "edit", &fact).await;
    let mine = talk.submit(ADMIN, &mine, &[("value", "about £370m")], None).await;
    let theirs = talk.submit(OTHER, &theirs, &[("value", "~370m")], None).await;
    talk.press(OTHER, &theirs, "Save").await;
    talk.press(ADMIN, &mine, "Save").await;

    // One withdraws what the other corrects.
    let mine = talk.fact(ADMIN, "edit", &fact).await;
    let theirs =
        talk.fact(OTHER, "retract", &[("fact", json!("great-atlas.cost")), ("reason", json!("counted twice"))]).await;
    let mine = talk.submit(ADMIN, &mine, &[("value", "about £380m")], None).await;
    talk.press(OTHER, &theirs, "Withdraw").await;
    let news = talk.press(ADMIN, &mine, "Save").await;
    talk.press(ADMIN, &news, "Save mine over it").await;
    talk.ask("what does the great atlas cost?").await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn a_fact_is_withdrawn_with_a_reason_which_answers_give() {
    let mut talk = Talk::start().await;
    let retract = |reason: &str| [("fact", json!("great-atlas.cost")), ("reason", json!(reason))];
    talk.fact(ADMIN, "retract", &retract(" ")).await;
    talk.fact(ADMIN, "retract", &retract(&"x".repeat(301))).await;
    let card = talk.fact(ADMIN, "retract", &retract("The Gazette *corrected* itself")).await;
    let other = talk.fact(OTHER, "edit", &[("fact", json!("great-atlas.cost"))]).await;
    let other = talk.submit(OTHER, &other, &[("value", "about £350m")], None).await;
    talk.press(OTHER, &other, "Save").await;
    let card = talk.press(ADMIN, &card, "Withdraw").await;
    talk.press(ADMIN, &card, "Withdraw").await;
    talk.ask("what does the great atlas cost?").await;
    talk.fact(ADMIN, "retract", &retract("again")).await;
    talk.fact(ADMIN, "history", &[("fact", json!("great-atlas.cost"))]).await;
    let undo = talk.fact(ADMIN, "undo", &[]).await;
    talk.press(ADMIN, &undo, "Undo it").await;
    talk.ask("what does the great atlas cost?").await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn any_change_is_undone_by_its_number_unless_a_later_one_stands_on_it() {
    let mut talk = Talk::start().await;
    talk.fact(ADMIN, "undo", &[]).await;
    talk.fact(ADMIN, "history", &[]).await;
    let mut numbers = vec![];
    for value in ["about £350m", "about £360m"] {
        let form = talk.fact(ADMIN, "edit", &[("fact", json!("great-atlas.cost"))]).await;
        let card = talk.submit(ADMIN, &form, &[("value", value)], None).await;
        let saved = talk.press(ADMIN, &card, "Save").await;
        numbers.push(number(&saved));
    }
    let log = talk.fact(ADMIN, "history", &[]).await;
    drop(log);
    let first = talk.fact(ADMIN, "undo", &[("change", json!(numbers[0]))]).await;
    talk.press(ADMIN, &first, "Undo it").await;
    let last = talk.fact(ADMIN, "undo", &[]).await;
    talk.press(ADMIN, &last, "Undo it").await;
    talk.press(OTHER, &last, "Undo it").await;
    talk.fact(ADMIN, "undo", &[("change", json!(99_999))]).await;
    let offers = talk.typing(ADMIN, "undo", "change", "").await;
    assert_eq!(offers["data"]["choices"].as_array().unwrap().len(), 3, "{offers:#}");
    talk.fact(ADMIN, "history", &[]).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

/// The number of the change that a reply speaks of.
fn number(saved: &serde_json::Value) -> u64 {
    let text = saved["data"]["content"].as_str().unwrap();
    text.split("was change ").nth(1).unwrap().split(':').next().unwrap().parse().unwrap()
}

/// What is shown of the longest facts is cut, and Discord takes it.
#[tokio::test]
async fn the_longest_facts_fit_into_every_card() {
    let mut talk = Talk::start().await;
    talk.stop().await;
    talk.add_long(10);
    talk.restart().await;
    let id = format!("keeper-0-{}.location.b1", "x".repeat(50));
    let list = talk.fact(ADMIN, "list", &[("only", json!(0))]).await;
    let next = talk.press(ADMIN, &list, "More").await;
    talk.press(ADMIN, &next, "Back").await;
    let log = talk.fact(ADMIN, "history", &[]).await;
    let log = talk.press(ADMIN, &log, "Older").await;
    talk.press(ADMIN, &log, "Newest").await;
    talk.fact(ADMIN, "history", &[("fact", json!(id))]).await;
    talk.fact(ADMIN, "edit", &[("fact", json!("keeper"))]).await;
    let undo = talk.fact(ADMIN, "undo", &[]).await;
    drop(undo);
    let mine = talk.fact(ADMIN, "edit", &[("fact", json!(id))]).await;
    let theirs = talk.fact(OTHER, "edit", &[("fact", json!(id))]).await;
    let long = "lamp* ".repeat(49);
    let mine = talk.submit(ADMIN, &mine, &[("value", &long)], None).await;
    let more = talk.press(ADMIN, &mine, "More fields").await;
    let mine =
        talk.submit(ADMIN, &more, &[("said by", &long[..190]), ("statement", &long.repeat(2))], Some(&mine)).await;
    let theirs = talk.submit(OTHER, &theirs, &[("value", &long.to_uppercase())], None).await;
    talk.press(OTHER, &theirs, "Save").await;
    let news = talk.press(ADMIN, &mine, "Save").await;
    let saved = talk.press(ADMIN, &news, "Save mine over it").await;
    assert!(saved["data"]["content"].as_str().unwrap().starts_with("**Saved"), "{saved:#}");
    let card = talk.fact(ADMIN, "retract", &[("fact", json!(id)), ("reason", json!(long))]).await;
    talk.press(ADMIN, &card, "Withdraw").await;
    talk.assert_fine();
}

#[tokio::test]
async fn a_list_is_turned_page_by_page_also_after_a_restart() {
    let mut talk = Talk::start().await;
    talk.stop().await;
    talk.add_many(20);
    talk.restart().await;
    let first = talk.fact(ADMIN, "list", &[("filter", json!("atlas NUMBER")), ("only", json!(0))]).await;
    talk.restart().await;
    let second = talk.press(ADMIN, &first, "More").await;
    let third = talk.press(ADMIN, &second, "More").await;
    talk.press(ADMIN, &third, "Back").await;
    talk.fact(ADMIN, "list", &[("filter", json!("no such words"))]).await;
    talk.fact(ADMIN, "list", &[("filter", json!("x".repeat(61)))]).await;
    talk.fact(ADMIN, "history", &[]).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}
