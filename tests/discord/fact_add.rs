//! What admins do to add a fact, conversation by conversation.

use super::fact_scene::{OTHER, OWNER, Talk};
use super::standin::Person;
use serde_json::{Value, json};

const ADMIN: Person<'static> = Person::ADMIN;

/// The options of a fact about the atlas.
fn atlas(value: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("subject", json!("great-atlas")),
        ("attribute", json!("annual-cost")),
        ("value", json!(value)),
        ("source", json!("The Buoy, \"Atlas runs on\", Jo Beam, 12 June 2025")),
    ]
}

#[tokio::test]
async fn a_fact_is_added_looked_at_saved_and_asked_for() {
    let mut talk = Talk::start().await;
    talk.ask("where is the maps boss based?").await;
    let given = [
        ("subject", json!("head-of-maps")),
        ("attribute", json!("location")),
        ("value", json!("Wick-on-Sea")),
        ("as-of", json!("June 2025")),
        ("source", json!("The Buoy, \"Maps move\", 12 June 2025")),
    ];
    let card = talk.fact(ADMIN, "add", &given).await;
    talk.press(ADMIN, &card, "Save").await;
    talk.ask("where is the maps boss based?").await;
    insta::assert_snapshot!(talk.written());
    talk.standin.assert_nothing_refused();
}

#[tokio::test]
async fn what_is_left_out_is_asked_and_what_cannot_be_read_is_said() {
    let mut talk = Talk::start().await;
    let form = talk.fact(ADMIN, "add", &[("subject", json!("maps boss"))]).await;
    let filled = [("attribute", "wage"), ("value", "85"), ("source", "The Buoy, \"Maps pay\"")];
    let card = talk.submit(ADMIN, &form, &filled, None).await;
    let form = talk.press(ADMIN, &card, "Change").await;
    let filled = [("value", "81k-85k a year"), ("source", "The Buoy, \"Maps pay\", spring 2025")];
    let card = talk.submit(ADMIN, &form, &filled, Some(&card)).await;
    let more = talk.press(ADMIN, &card, "More fields").await;
    let card = talk.submit(ADMIN, &more, &[("status", "advertized")], Some(&card)).await;
    let more = talk.press(ADMIN, &card, "More fields").await;
    let card = talk.submit(ADMIN, &more, &[("status", "advertised")], Some(&card)).await;
    talk.press(ADMIN, &card, "Cancel").await;
    insta::assert_snapshot!(talk.written());
    talk.standin.assert_nothing_refused();
}
