//! What admins set with /settings, conversation by conversation.

use super::conversation::{ask, command, start};
use super::digest_scene::{Scene, content, sub};
use super::standin::{Bot, Person, Place, SERVER, StandIn};
use jiff::Timestamp;
use serde_json::{Value, json};
use whitehall::app::{Author, By, Form, Standing, View};

const BOOL: u8 = 5;
const NUMBER: u8 = 4;
const ROLE: u8 = 8;

const EDITORS: &str = "900000000000000031";

async fn settings(standin: &StandIn, name: &str, options: &[(&str, u8, Value)]) -> String {
    let reply = standin.reply(&standin.command("settings", sub(name, options), Place::Managed)).await;
    assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64, "only the admin sees it");
    assert_eq!(reply["data"]["allowed_mentions"]["parse"], json!([]), "a role that is named is not pinged");
    content(&reply).to_owned()
}

#[tokio::test]
async fn everything_is_set_shown_and_explained() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    for (said, name, options) in [
        ("/settings show", "show", vec![]),
        ("/settings writers @everyone", "writers", vec![("role", ROLE, json!(SERVER))]),
        ("/settings writers @editors", "writers", vec![("role", ROLE, json!(EDITORS))]),
        ("/settings gaps keep: False", "gaps", vec![("keep", BOOL, json!(false))]),
        ("/settings suggestions allow: False", "suggestions", vec![("allow", BOOL, json!(false))]),
        ("/settings stale months: 18", "stale", vec![("months", NUMBER, json!(18))]),
        ("/settings show", "show", vec![]),
        ("/settings writers", "writers", vec![]),
        ("/settings writers", "writers", vec![]),
        ("/settings gaps keep: True", "gaps", vec![("keep", BOOL, json!(true))]),
        ("/settings suggestions allow: True", "suggestions", vec![("allow", BOOL, json!(true))]),
        ("/settings stale", "stale", vec![]),
        ("/settings stale months: 1", "stale", vec![("months", NUMBER, json!(1))]),
    ] {
        talk.push(format!("> {said}\n{}", settings(&standin, name, &options).await));
    }
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn those_who_may_not_manage_the_server_change_nothing_not_even_with_the_role() {
    let (standin, _bot) = start().await;
    settings(&standin, "writers", &[("role", ROLE, json!(EDITORS))]).await;
    let before = settings(&standin, "show", &[]).await;
    for (name, options) in [
        ("show", vec![]),
        ("writers", vec![]),
        ("gaps", vec![("keep", BOOL, json!(false))]),
        ("suggestions", vec![("allow", BOOL, json!(false))]),
        ("stale", vec![("months", NUMBER, json!(1))]),
    ] {
        let reply = standin.reply(&standin.command("settings", sub(name, &options), Place::Server)).await;
        assert!(content(&reply).starts_with("Only people with the Manage Server permission"), "{name}: {reply}");
        assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64);
    }
    assert_eq!(settings(&standin, "show", &[]).await, before);
}

#[tokio::test]
async fn another_server_has_settings_of_its_own() {
    let (standin, _bot) = start().await;
    let elsewhere = Person { server: "900000000000000010", ..Person::ADMIN };
    let show = async || content(&command(&standin, elsewhere, "settings", sub("show", &[])).await).to_owned();
    let before = show().await;
    settings(&standin, "writers", &[("role", ROLE, json!(EDITORS))]).await;
    settings(&standin, "gaps", &[("keep", BOOL, json!(false))]).await;
    settings(&standin, "suggestions", &[("allow", BOOL, json!(false))]).await;
    settings(&standin, "stale", &[("months", NUMBER, json!(2))]).await;
    assert_eq!(show().await, before);
    // The role that writes here writes nothing there, and what is closed here is open there.
    let editor = Person { manages: false, roles: &[EDITORS], ..elsewhere };
    let list = command(&standin, editor, "fact", sub("review", &[])).await;
    assert!(content(&list).starts_with("Only people with the Manage Server permission, or"), "{list}");
    let option = json!([{ "name": "text", "type": 3, "value": "x" }]);
    assert!(content(&command(&standin, editor, "suggest", option).await).starts_with("Thank you."));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn old_facts_are_marked_where_the_server_wants_it() {
    let scene = Scene::just_due();
    {
        let (app, here) = (scene.app(), View::Server(SERVER.parse().unwrap()));
        let id = "great-atlas.cost".into();
        let Ok(Some((Standing::Held(seen), revision))) = app.fact(here, &id) else { panic!("it is held") };
        let mut fact = (*seen.fact).clone();
        fact.as_of = "2020-05".parse().unwrap();
        let by = By::new(Author::Terminal, Timestamp::now());
        app.edit(here, &id, revision, &Form { fact, subject: None, source: None }, &by).unwrap();
    }
    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    let as_of = async || {
        let card = ask(&standin, Person::MEMBER, "what does the great atlas cost").await;
        card["data"]["embeds"][0]["fields"][0]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(as_of().await, "May 2020");
    settings(&standin, "stale", &[("months", NUMBER, json!(18))]).await;
    assert_eq!(as_of().await, "May 2020 (more than 18 months old)");
    settings(&standin, "stale", &[("months", NUMBER, json!(600))]).await;
    assert_eq!(as_of().await, "May 2020");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn what_is_set_holds_after_a_restart() {
    let standin = StandIn::start().await;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let environment = [("WHITEHALL_DATA", data.to_str().unwrap())];
    let bot = Bot::logged_in_with(&standin, &environment).await;
    settings(&standin, "writers", &[("role", ROLE, json!(EDITORS))]).await;
    settings(&standin, "gaps", &[("keep", BOOL, json!(false))]).await;
    let before = settings(&standin, "show", &[]).await;
    bot.terminate();
    bot.ended().await;
    let _again = Bot::logged_in_with(&standin, &environment).await;
    assert_eq!(settings(&standin, "show", &[]).await, before);
}

#[tokio::test]
async fn what_cannot_be_read_any_more_is_logged_and_told_to_the_admins_until_something_is_set() {
    let scene = Scene::just_due();
    for (name, text) in [("writers", "somebody"), ("gaps", "maybe"), ("proposals", ""), ("stale-months", "-1")] {
        scene.spoil(name, text);
    }
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    let shown = settings(&standin, "show", &[]).await;
    let reference = shown.trim_end_matches('.').rsplit(' ').next().unwrap().to_owned();
    let mut talk = vec![format!("> /settings show\n{}", shown.replace(&reference, "(reference)"))];
    for found in ["settings of a server cannot be read; /settings show tells its admins", reference.as_str()] {
        assert!(bot.output().contains(found), "{found}: {}", bot.output());
    }
    let set = settings(&standin, "stale", &[("months", NUMBER, json!(18))]).await;
    talk.push(format!("> /settings stale months: 18\n{set}"));
    let shown = settings(&standin, "show", &[]).await;
    assert!(shown.starts_with("**Who may add and correct facts:**") && shown.contains("18 months"), "{shown}");
    insta::assert_snapshot!(talk.join("\n\n"));
}
