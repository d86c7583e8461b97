//! /fact import of every form of file, for every server, and killed in the middle.

use super::fact_files::{GAZETTE, HEAD, Scene, numberless, read};
use super::fact_scene::OWNER;
use super::standin::{Person, StandIn, Upload};
use serde_json::json;
use std::time::Duration;

const ADMIN: Person<'static> = Person::ADMIN;

const LINES: &str = r#"{"subject":"keeper-of-bells","kind":"role","name":"Keeper of Bells","attribute":"location","value":"Dunwich-under-Sea","source":"Invented Gazette, \"Notes of the harbour\", 12 July 2021"}
{"Subject":"Head of Digital Charts","attribute":"compass-count","value":{"count":{"about":12,"unit":"compasses"}},"as_of":"mid-2021","source":"Invented Gazette, \"Notes of the harbour\", 12 July 2021"}
"#;

const ARTICLE: &str = r#"[source]
title = "Gongs"
publisher = "Invented Gazette"
published = "2021-07-12"

[[subject]]
id = "keeper-of-gongs"
kind = "role"
name = "Keeper of Gongs"

[[fact]]
subject = "keeper-of-gongs"
attribute = "salary"
value = { money = { exact = 41000, per = "year" } }
"#;

#[tokio::test]
async fn json_lines_and_an_article_are_shown_applied_and_undone() {
    let (scene, _bot) = Scene::new().await;
    let mut talk = Vec::new();
    for (name, text, question, answer) in [
        ("facts.jsonl", LINES, "where is the keeper of bells based", "Dunwich"),
        ("2021-07-12-gongs.toml", ARTICLE, "what does the keeper of gongs earn", "£41,000"),
    ] {
        let shown = scene.import(name, text.as_bytes()).await;
        talk.push(format!("> /fact import {name}\n{}", read(&shown)));
        assert!(!scene.ask(question).await.contains(answer), "nothing is changed yet");
        talk.push(format!("> Apply\n{}", read(&scene.press(&shown, "Apply").await)));
        assert!(scene.ask(question).await.contains(answer));
        talk.push(format!("> the same file again\n{}", read(&scene.import(name, text.as_bytes()).await)));
        let undo = scene.fact("undo", json!([])).await;
        scene.press(&undo, "Undo it").await;
        assert!(!scene.ask(question).await.contains(answer));
    }
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
    scene.standin.assert_nothing_refused();
}

#[tokio::test]
async fn mistakes_in_json_lines_and_in_an_article_are_named_by_their_lines() {
    let (scene, _bot) = Scene::new().await;
    let lines = format!("{}\n{{\"subject\": 5}}\nno line\n", LINES.replace("about\":12", "abuot\":12"));
    let article = ARTICLE.replace("salary", "salery").replace("2021-07-12", "July 2021");
    let mut talk = Vec::new();
    for (name, text) in [("facts.jsonl", &lines), ("gongs.toml", &article)] {
        talk.push(format!("> {name}\n{}", read(&scene.import(name, text.as_bytes()).await)));
    }
    insta::assert_snapshot!(talk.join("\n\n"));
    scene.standin.assert_nothing_refused();
}

/// Asks in another server than that of the admins.
async fn ask_elsewhere(scene: &Scene, question: &str) -> String {
    let options = json!([{ "name": "question", "type": 3, "value": question }]);
    let data = json!({ "id": "800000000000000001", "name": "ask", "type": 1, "options": options });
    let person = Person { server: "900000000000000777", ..Person::MEMBER };
    scene.standin.reply(&scene.standin.act(2, data, person, None)).await.to_string()
}

#[tokio::test]
async fn only_the_people_who_run_the_bot_import_for_every_server() {
    let (scene, _bot) = Scene::new().await;
    let upload = Upload { everyone: true, ..Upload::new("gongs.toml", ARTICLE) };
    let refused = scene.standin.reply(&scene.standin.upload(["fact", "import"], &upload, ADMIN)).await;
    let mut talk = vec![format!("> /fact import everyone, by an admin\n{}", read(&refused))];
    let id = scene.standin.upload(["fact", "import"], &upload, OWNER);
    scene.standin.reply(&id).await;
    let shown = scene.standin.finished(&id).await;
    talk.push(format!("> /fact import everyone, by an owner\n{}", read(&shown)));
    // The button says for whom it writes; an admin who gets hold of it may not.
    talk.push(format!("> Apply, by an admin\n{}", read(&scene.press_as(&shown, "Apply", ADMIN).await)));
    let question = "what does the keeper of gongs earn";
    assert!(!ask_elsewhere(&scene, question).await.contains("£41,000"));
    talk.push(format!("> Apply, by the owner\n{}", read(&scene.press_as(&shown, "Apply", OWNER).await)));
    assert!(ask_elsewhere(&scene, question).await.contains("£41,000"));
    assert!(scene.ask(question).await.contains("£41,000"));
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
    scene.standin.assert_nothing_refused();
}

/// When the bot is killed.
#[derive(Debug, Clone, Copy)]
enum Killed {
    /// So long after the press.
    After(Duration),
    /// When it has said that it is done, and Discord has not heard it.
    BeforeItIsHeard,
}

#[tokio::test]
async fn an_import_that_is_killed_is_there_wholly_or_not_at_all_and_can_be_applied_again() {
    const ROWS: usize = 400;
    let (scene, mut bot) = Scene::new().await;
    let after = |millis| Killed::After(Duration::from_millis(millis));
    let mut found = Vec::new();
    for (round, when) in [after(0), after(20), after(80), Killed::BeforeItIsHeard].into_iter().enumerate() {
        let numbers = round * 1_000..round * 1_000 + ROWS;
        let row =
            |n: usize| format!("jetty-warden-{n},role,Jetty Warden {n},salary,£{},2021,{GAZETTE}\n", 20_000 + n);
        let table = format!("{HEAD}{}", numbers.clone().map(row).collect::<String>());
        let shown = scene.import("wardens.csv", table.as_bytes()).await;
        let apply = shown["data"]["components"][0]["components"][0]["custom_id"].as_str().unwrap();
        scene.standin.change_mood(|mood| mood.reply_delay = Duration::from_secs(3));
        let id = scene.standin.press(&shown, apply, ADMIN);
        match when {
            Killed::After(wait) => tokio::time::sleep(wait).await,
            Killed::BeforeItIsHeard => {
                let said = |standin: &StandIn| {
                    let sent = standin.requests_in(&id);
                    // On a busy machine another answer was announced first.
                    sent.into_iter().find(|request| request.body.to_string().contains("facts added"))
                };
                scene.standin.wait_long(Duration::from_secs(60), "the reply", said).await;
            }
        }
        drop(bot);
        scene.standin.change_mood(|mood| mood.reply_delay = Duration::ZERO);
        bot = scene.bot().await;
        let mut held = Vec::new();
        for n in [numbers.start, numbers.start + ROWS / 2, numbers.end - 1] {
            let answer = scene.ask(&format!("what does jetty warden {n} earn")).await;
            let sum = 20_000 + n;
            held.push(answer.contains(&format!("£{},{:03}", sum / 1_000, sum % 1_000)));
        }
        assert!(held.iter().all(|each| *each == held[0]), "{when:?}: {held:?}");
        let done = read(&scene.press(&shown, "Apply").await);
        let expected = if held[0] { "was done or cancelled already" } else { "**400 facts added**" };
        assert!(done.contains(expected), "{when:?}, there: {}: {done}", held[0]);
        found.push(held[0]);
    }
    assert_eq!(found.first(), Some(&false), "killed at once, nothing is there");
    assert_eq!(found.last(), Some(&true), "what was said to be done is done");
    drop(bot);
}
