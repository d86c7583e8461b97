//! What is refused, and in which words.

use super::fact_scene::{OTHER, OWNER, Talk, button};
use super::standin::Person;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use whitehall::app::ServerSettings;

const ADMIN: Person<'static> = Person::ADMIN;
const KEEPERS: &str = "900000000000000077";
/// Somebody with the role that the server named.
const KEEPER: Person<'static> =
    Person { id: "900000000000000041", name: "Kit Keeper", roles: &[KEEPERS], ..Person::MEMBER };
/// The same person after the role was taken away.
const FORMER_KEEPER: Person<'static> = Person { roles: &[], ..KEEPER };

fn budget(value: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("subject", json!("great-atlas")),
        ("attribute", json!("budget")),
        ("value", json!(value)),
        ("source", json!("The Buoy, \"Atlas runs on\", 12 June 2025")),
    ]
}

#[tokio::test]
async fn who_may_not_write_is_told_so_by_every_command() {
    let mut talk = Talk::start().await;
    let fact = ("fact", json!("great-atlas.cost"));
    for (name, options) in [
        ("add", budget("£1m")),
        ("edit", vec![fact.clone()]),
        ("retract", vec![fact.clone(), ("reason", json!("why not"))]),
        ("undo", vec![]),
        ("history", vec![fact]),
        ("list", vec![]),
    ] {
        talk.fact(Person::MEMBER, name, &options).await;
    }
    let offers = talk.typing(Person::MEMBER, "undo", "change", "").await;
    assert_eq!(offers["data"]["choices"], json!([]));
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn a_role_lets_somebody_write_until_it_is_taken_away() {
    let mut talk = Talk::start().await;
    talk.stop().await;
    let settings = ServerSettings { writers: Some(KEEPERS.parse().unwrap()), ..ServerSettings::default() };
    talk.app().set_server_settings(ADMIN.server.parse().unwrap(), &settings).unwrap();
    talk.restart().await;
    let card = talk.fact(KEEPER, "add", &budget("£12m a year")).await;
    let form = talk.press(KEEPER, &card, "Change").await;
    talk.submit(FORMER_KEEPER, &form, &[("value", "£13m a year")], Some(&card)).await;
    for label in ["Save", "Change", "More fields", "Cancel"] {
        talk.press(FORMER_KEEPER, &card, label).await;
    }
    let list = talk.fact(KEEPER, "list", &[]).await;
    let undo = talk.fact(KEEPER, "undo", &[]).await;
    drop((list, undo));
    let saved = talk.press(KEEPER, &card, "Save").await;
    assert!(saved["data"]["content"].as_str().unwrap().starts_with("**Saved"), "nothing was lost: {saved:#}");
    let undo = talk.fact(KEEPER, "undo", &[]).await;
    talk.press(FORMER_KEEPER, &undo, "Undo it").await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn a_draft_is_its_members_and_its_servers_alone() {
    let mut talk = Talk::start().await;
    let card = talk.fact(ADMIN, "add", &budget("£12m a year")).await;
    let elsewhere = Person { server: "900000000000000010", ..ADMIN };
    for who in [OTHER, elsewhere, OWNER] {
        for label in ["Save", "Change", "Cancel"] {
            talk.press(who, &card, label).await;
        }
    }
    let saved = talk.press(ADMIN, &card, "Save").await;
    assert!(saved["data"]["content"].as_str().unwrap().starts_with("**Saved"), "{saved:#}");

    // Another server's fact is no different from one that never was.
    let id = "great-atlas.budget.b1";
    for (name, more) in [("edit", None), ("retract", Some(("reason", json!("why not")))), ("history", None)] {
        let options: Vec<_> = [("fact", json!(id))].into_iter().chain(more).collect();
        talk.fact(elsewhere, name, &options).await;
    }
    talk.fact(elsewhere, "undo", &[("change", json!(3))]).await;
    let offers = talk.typing(elsewhere, "edit", "fact", "budget").await;
    assert_eq!(offers["data"]["choices"], json!([]));
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn forged_buttons_and_forms_do_nothing() {
    let mut talk = Talk::start().await;
    let card = talk.fact(ADMIN, "add", &budget("£12m a year")).await;
    let save = button(&card, "Save");
    let draft = save.rsplit(':').next().unwrap().to_owned();
    for custom_id in [
        "wh1:fact:save:s:aaaaaaaaaaaaaaaa".to_owned(),
        "wh1:fact:save:s:".to_owned(),
        format!("wh1:fact:save:e:{draft}"),
        format!("wh1:fact:save:{draft}"),
        "wh1:fact:save".to_owned(),
        "wh1:fact:".to_owned(),
        "wh1:fact:sell:s:x".to_owned(),
        format!("wh1:fact:withdraw:s:{draft}"),
        format!("wh1:fact:subject:s:{draft}"),
        "wh1:fact:undo:s:twelve".to_owned(),
        "wh1:fact:undo:s:18446744073709551616".to_owned(),
        "wh1:fact:undo:s:18446744073709551615".to_owned(),
        "wh1:fact:undo:s:1".to_owned(),
        "wh1:fact:list:s:99999999999999999:a:".to_owned(),
        "wh1:fact:list:s:1:x:".to_owned(),
        "wh1:fact:log:s:0".to_owned(),
        "wh1:fact:past:s:18446744073709551615:great-atlas.cost".to_owned(),
        "wh1:fact:past:s:0:\u{202E}nothing".to_owned(),
        "wh0:fact:save:s:x".to_owned(),
    ] {
        let reply = talk.forge(ADMIN, &card, &custom_id).await;
        let text = reply["data"].to_string();
        assert!(!text.contains("Saved"), "{custom_id}: {text}");
    }
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn a_form_that_has_expired_gives_back_what_was_typed() {
    let mut talk = Talk::start().await;
    let card = talk.fact(ADMIN, "add", &budget("£12m a year")).await;
    let form = talk.press(ADMIN, &card, "Change").await;
    // The same draft, half an hour ago.
    let draft = whitehall::app::DraftId::new(button(&card, "Save").rsplit(':').next().unwrap());
    talk.stop().await;
    {
        let (app, then) = (talk.app(), Timestamp::now() - SignedDuration::from_mins(31));
        let (view, member) = (whitehall::app::View::Server(ADMIN.server.parse().unwrap()), ADMIN.id.parse().unwrap());
        let begun = app.draft(view, member, &draft, Timestamp::now()).unwrap().begun;
        app.change_draft(view, member, &draft, begun, then).unwrap();
    }
    talk.restart().await;
    talk.press(ADMIN, &card, "Save").await;
    talk.press(ADMIN, &card, "Change").await;
    talk.submit(ADMIN, &form, &[("value", "£13m a year"), ("as of", "*May* 2025")], Some(&card)).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn long_texts_and_many_candidates_are_refused_with_what_would_do() {
    let mut talk = Talk::start().await;
    let long = "x".repeat(4001);
    let mut options = budget("£12m a year");
    options.push(("statement", json!(long)));
    let card = talk.fact(ADMIN, "add", &options).await;
    let more = talk.press(ADMIN, &card, "More fields").await;
    // Sent back as Discord showed it, one character short: what was typed is not shortened by that.
    talk.submit(ADMIN, &more, &[], Some(&card)).await;
    let mut options = budget(&long);
    options[1] = ("attribute", json!("location"));
    talk.fact(ADMIN, "add", &options).await;
    let all = [("subject", json!(long)), ("attribute", json!(long)), ("value", json!(long)), ("source", json!(long))];
    talk.fact(ADMIN, "add", &all).await;
    talk.fact(ADMIN, "edit", &[("fact", json!(long))]).await;
    talk.fact(ADMIN, "retract", &[("fact", json!(long)), ("reason", json!(long))]).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}

#[tokio::test]
async fn of_26_candidates_25_are_offered_and_the_rest_is_told() {
    let mut talk = Talk::start().await;
    talk.stop().await;
    talk.add_piers(26);
    talk.restart().await;
    for (name, option) in [("add", "subject"), ("edit", "fact"), ("add", "source"), ("add", "attribute")] {
        let offers = talk.typing(ADMIN, name, option, "").await;
        let choices = offers["data"]["choices"].as_array().unwrap().len();
        assert!(choices == 25 || option == "source" && choices > 0, "{name} {option}: {choices}");
    }
    for (option, typed, word) in [("status", "for", "forecast"), ("kind", "pro", "programme")] {
        let offers = talk.typing(ADMIN, "add", option, typed).await;
        assert_eq!(offers["data"]["choices"], json!([{ "name": word, "value": word }]));
    }
    let mut options = budget("£12m a year");
    options[0] = ("subject", json!("The Pier"));
    talk.fact(ADMIN, "add", &options).await;
    talk.fact(ADMIN, "edit", &[("fact", json!("pier"))]).await;
    insta::assert_snapshot!(talk.written());
    talk.assert_fine();
}
