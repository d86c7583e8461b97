//! /fact import and /fact export, conversation by conversation.

use super::digest_scene::content;
use super::standin::{Bot, Person, Place, StandIn, Upload, command_data};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ADMIN: Person<'static> = Person::ADMIN;
pub const HEAD: &str = "subject,kind,name,attribute,value,as_of,source\n";
pub const GAZETTE: &str = r#""Invented Gazette, ""Notes of the harbour"", 12 July 2021""#;

/// A table: a new subject, a contradiction, something that is held already, and dates that are read with a guess.
fn table() -> String {
    [
        HEAD.to_owned(),
        format!("head-of-maps,,,location,Port Imaginary,12 July 2021,{GAZETTE}\n"),
        format!("Head of Digital Charts,,,compass-count,about 12 compasses,mid-2021,{GAZETTE}\n"),
        format!("keeper-of-bells,role,Keeper of *Bells*,salary,\"£41,000 a year\",spring 2021,{GAZETTE}\n"),
        format!("keeper-of-bells,,,salary,43-44k,2021,{GAZETTE}\n"),
        format!("keeper-of-bells,,,location,Dunwich-under-Sea,,{GAZETTE}\n"),
    ]
    .concat()
}

/// A stand-in, and a data folder that outlives its bots.
pub struct Scene {
    folder: TempDir,
    pub standin: StandIn,
}

impl Scene {
    pub async fn new() -> (Self, Bot) {
        let scene = Self { folder: tempfile::tempdir().unwrap(), standin: StandIn::start().await };
        let bot = scene.bot().await;
        (scene, bot)
    }

    pub async fn bot(&self) -> Bot {
        let data = self.folder.path().join("data");
        Bot::logged_in_with(&self.standin, &[("WHITEHALL_DATA", data.to_str().unwrap())]).await
    }

    /// Sends a file, and gives what is shown for it.
    pub async fn import(&self, name: &str, bytes: &[u8]) -> Value {
        let id = self.standin.upload(["fact", "import"], &Upload::new(name, bytes), ADMIN);
        let first = self.standin.first_reply(&id).await;
        assert_eq!(
            (&first["type"], &first["data"]["flags"]),
            (&json!(5), &json!(64)),
            "only the admin sees it: {first}"
        );
        self.standin.finished(&id).await
    }

    pub async fn press(&self, on: &Value, label: &str) -> Value {
        self.press_as(on, label, ADMIN).await
    }

    pub async fn press_as(&self, on: &Value, label: &str, person: Person<'_>) -> Value {
        let buttons = on["data"]["components"][0]["components"].as_array();
        let button = buttons.and_then(|buttons| buttons.iter().find(|button| button["label"] == label));
        let button = button.unwrap_or_else(|| panic!("no button {label}: {}", read(on)));
        let id = self.standin.press(on, button["custom_id"].as_str().unwrap(), person);
        self.standin.reply(&id).await
    }

    pub async fn ask(&self, question: &str) -> String {
        let option = json!([{ "name": "question", "type": 3, "value": question }]);
        let reply = self.standin.reply(&self.standin.command("ask", option, Place::Server)).await;
        reply["data"]["embeds"][0]["description"].as_str().or(reply["data"]["content"].as_str()).unwrap().to_owned()
    }

    /// The same by one of many people, each in a server of their own: nobody alone may ask so much at once.
    async fn ask_as(&self, person: usize, question: &str) {
        let id = (930_000_000_000_000_000 + person).to_string();
        let data = command_data("ask", &json!([{ "name": "question", "type": 3, "value": question }]));
        self.standin.reply(&self.standin.act(2, data, Person { id: &id, server: &id, ..Person::MEMBER }, None)).await;
    }

    pub async fn fact(&self, name: &str, options: Value) -> Value {
        let options = json!([{ "name": name, "type": 1, "options": options }]);
        self.standin.reply(&self.standin.command("fact", options, Place::Managed)).await
    }

    /// Commands that wait for the disk, one after the other, for ever. The stand-in refuses what comes later than
    /// Discord waits.
    async fn keep_writing(&self) {
        let text = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
        let keep = json!([{ "name": "gaps", "type": 1, "options": [{ "name": "keep", "type": 5, "value": true }] }]);
        let edit = json!([{ "name": "edit", "type": 1, "options": [text("fact", "head-of-maps.salary")] }]);
        let list = json!([{ "name": "history", "type": 1, "options": [] }]);
        // The drafts of one person make room for each other: this is not the one who imports.
        let colleague = Person { id: "900000000000000027", ..ADMIN };
        loop {
            for (name, options) in [("settings", &keep), ("fact", &edit), ("fact", &list)] {
                let id = self.standin.act(2, command_data(name, options), colleague, None);
                let reply = self.standin.reply(&id).await;
                assert!(!reply.to_string().contains("went wrong"), "{reply}");
            }
        }
    }

    pub async fn export(&self, options: Value) -> Value {
        let options = json!([{ "name": "export", "type": 1, "options": options }]);
        let id = self.standin.command("fact", options, Place::Managed);
        assert_eq!(self.standin.reply(&id).await["data"]["flags"], 64);
        self.standin.finished(&id).await
    }
}

/// A message as people read it, with its files.
pub fn read(message: &Value) -> String {
    let data = &message["data"];
    let mut parts = Vec::new();
    let mut say = |text: &Value| parts.extend(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned));
    say(&data["content"]);
    for card in data["embeds"].as_array().into_iter().flatten() {
        say(&card["title"]);
        say(&card["description"]);
        for field in card["fields"].as_array().into_iter().flatten() {
            say(&json!(format!("{}\n{}", field["name"].as_str().unwrap(), field["value"].as_str().unwrap())));
        }
    }
    let rows =
        data["components"].as_array().into_iter().flatten().flat_map(|row| row["components"].as_array().unwrap());
    let buttons: Vec<String> = rows.map(|button| format!("[{}]", button["label"].as_str().unwrap())).collect();
    say(&json!(buttons.join(" ")));
    for file in data["files"].as_array().into_iter().flatten() {
        say(&json!(format!("({}:\n{})", file["name"].as_str().unwrap(), file["text"].as_str().unwrap())));
    }
    parts.join("\n\n")
}

/// Without the numbers of changes: a question that was noted meanwhile takes one, too.
pub fn numberless(text: &str) -> String {
    let mut parts = text.split("hange ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |read, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        format!("{read}hange {}{rest}", if rest.len() < part.len() { "(n)" } else { "" })
    })
}

#[tokio::test]
async fn a_table_is_shown_applied_and_undone_as_one_change() {
    let (scene, bot) = Scene::new().await;
    let mut talk = Vec::new();
    let shown = scene.import("harbour *notes*.csv", table().as_bytes()).await;
    talk.push(format!("> /fact import\n{}", read(&shown)));
    assert!(!scene.ask("where is the keeper of bells based").await.contains("Dunwich"), "nothing is changed yet");
    drop(bot);
    let _bot = scene.bot().await;
    let done = scene.press(&shown, "Apply").await;
    talk.push(format!("> Apply, after a restart\n{}", read(&done)));
    assert!(scene.ask("where is the keeper of bells based").await.contains("Dunwich"));
    assert!(scene.ask("how many compasses has the head of digital charts").await.contains("12"));
    talk.push(format!("> Apply again\n{}", read(&scene.press(&shown, "Apply").await)));
    talk.push(format!("> the same file again\n{}", read(&scene.import("again.csv", table().as_bytes()).await)));
    let undo = scene.fact("undo", json!([])).await;
    let undone = scene.press(&undo, "Undo it").await;
    talk.push(format!("> /fact undo, and confirmed\n{}", read(&undone)));
    assert!(!scene.ask("where is the keeper of bells based").await.contains("Dunwich"));
    assert!(!scene.ask("how many compasses has the head of digital charts").await.contains("12"));
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
    scene.standin.assert_nothing_refused();
}

#[tokio::test]
async fn what_is_no_file_of_facts_is_refused_with_what_would_be() {
    let (scene, _bot) = Scene::new().await;
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(table().encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut talk = Vec::new();
    for (what, name, bytes) in [
        ("no table", "notes.csv", b"Dear all,\nthe foghorn is late again.\n".to_vec()),
        ("in UTF-16", "facts.csv", utf16),
        ("empty", "facts.csv", vec![]),
        ("a workbook", "facts.xlsx", b"PK\x03\x04rest".to_vec()),
        ("5,001 rows", "facts.csv", format!("{HEAD}{}", "a,,,b,c,2031,d\n".repeat(5_001)).into_bytes()),
        ("nothing but a header", "facts.csv", HEAD.as_bytes().to_vec()),
    ] {
        talk.push(format!("> {what}\n{}", read(&scene.import(name, &bytes).await)));
    }
    let large = Upload { said_size: Some(30 * 1024 * 1024), ..Upload::new("facts.csv", "x") };
    let elsewhere = Upload { url: Some("http://169.254.169.254/latest/facts.csv"), ..Upload::new("facts.csv", "x") };
    let gone_url = format!("{}/attachments/1/2/gone.csv", scene.standin.address());
    for (what, upload) in [("30 MB", large), ("an address that is not Discord's", elsewhere)] {
        let id = scene.standin.upload(["fact", "import"], &upload, ADMIN);
        let reply = scene.standin.reply(&id).await;
        assert_eq!(reply["data"]["flags"].as_u64().unwrap() & 64, 64);
        talk.push(format!("> {what}\n{}", read(&reply)));
    }
    let gone = Upload { url: Some(&gone_url), ..Upload::new("gone.csv", "x") };
    let id = scene.standin.upload(["fact", "import"], &gone, ADMIN);
    talk.push(format!("> a file that is gone\n{}", read(&scene.standin.finished(&id).await)));
    // A size that Discord does not tell truly is noticed while the file comes.
    let untrue = vec![b'x'; 17 * 1024 * 1024];
    let untrue = Upload { said_size: Some(10), ..Upload::new("untrue.csv", &untrue) };
    let id = scene.standin.upload(["fact", "import"], &untrue, ADMIN);
    talk.push(format!("> larger than said\n{}", read(&scene.standin.finished(&id).await)));
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
}

#[tokio::test]
async fn every_bad_row_is_named_by_its_line_with_what_was_expected() {
    let (scene, _bot) = Scene::new().await;
    let rows: String = (0..12).map(|n| format!("head-of-maps,,,salary,lots{n},2021,{GAZETTE}\n")).collect();
    let bad = format!(
        "{HEAD}nobody-here,,,salary,£1,2021,{GAZETTE}\nhead-of-maps,,,wages *x*,£1,2031,{GAZETTE}\n\
         head-of-maps,,,salary,£1,soon,{GAZETTE}\nhead-of-maps,,,salary,£1,,no date\n{rows}"
    );
    let few = bad.lines().take(5).collect::<Vec<_>>().join("\n");
    let (few, many) = (scene.import("few.csv", few.as_bytes()).await, scene.import("bad.csv", bad.as_bytes()).await);
    insta::assert_snapshot!(format!("> 4 mistakes\n{}\n\n> 16 mistakes\n{}", read(&few), read(&many)));
    scene.standin.assert_nothing_refused();
}

#[tokio::test]
async fn rights_are_asked_before_a_file_is_fetched_and_again_when_it_is_applied() {
    let (scene, _bot) = Scene::new().await;
    let table = table();
    let upload = Upload::new("facts.csv", &table);
    let refused = scene.standin.reply(&scene.standin.upload(["fact", "import"], &upload, Person::MEMBER)).await;
    assert!(content(&refused).starts_with("Only people with the Manage Server permission"), "{refused}");
    let shown = scene.import("facts.csv", table.as_bytes()).await;
    let mut talk = Vec::new();
    let elsewhere = Person { server: "900000000000000777", ..ADMIN };
    let colleague = Person { id: "900000000000000027", ..ADMIN };
    for (who, person) in [
        ("without the right any more", Person::MEMBER),
        ("in another server", elsewhere),
        ("another admin", colleague),
    ] {
        talk.push(format!("> Apply, {who}\n{}", read(&scene.press_as(&shown, "Apply", person).await)));
    }
    let forged =
        scene.standin.reply(&scene.standin.press(&shown, "wh1:fact:import:apply:s:aaaaaaaaaaaaaaaa", ADMIN)).await;
    talk.push(format!("> a forged button\n{}", read(&forged)));
    let everyone = json!([{ "name": "everyone", "type": 5, "value": true }]);
    let export = json!([{ "name": "export", "type": 1, "options": everyone }]);
    let export = scene.standin.reply(&scene.standin.command("fact", export, Place::Managed)).await;
    talk.push(format!("> /fact export everyone, not an owner\n{}", read(&export)));
    assert!(!scene.ask("where is the keeper of bells based").await.contains("Dunwich"));
    talk.push(format!("> Cancel\n{}", read(&scene.press(&shown, "Cancel").await)));
    talk.push(format!("> Apply, after that\n{}", read(&scene.press(&shown, "Apply").await)));
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_before_anything_is_written() {
    let (scene, _bot) = Scene::new().await;
    let first = scene.import("facts.csv", table().as_bytes()).await;
    let other = scene.import("other.csv", table().lines().take(2).collect::<Vec<_>>().join("\n").as_bytes()).await;
    scene.press(&other, "Apply").await;
    let again = scene.press(&first, "Apply").await;
    let done = scene.press(&again, "Apply").await;
    insta::assert_snapshot!(numberless(&format!("> Apply\n{}\n\n> Apply\n{}", read(&again), read(&done))));
    scene.standin.assert_nothing_refused();
}

#[tokio::test]
async fn an_export_is_imported_elsewhere_without_loss() {
    let (scene, _bot) = Scene::new().await;
    let mut talk = vec![format!("> /fact export, of nothing\n{}", read(&scene.export(json!([])).await))];
    scene.press(&scene.import("facts.csv", table().as_bytes()).await, "Apply").await;
    let exported = scene.export(json!([])).await;
    talk.push(format!("> /fact export\n{}", exported["data"]["content"].as_str().unwrap()));
    let file = &exported["data"]["files"][0];
    assert!(
        file["name"].as_str().unwrap().starts_with("facts-20") && file["name"].as_str().unwrap().ends_with(".jsonl")
    );
    let text = file["text"].as_str().unwrap().to_owned();
    for format in [1, 2] {
        let exported = scene.export(json!([{ "name": "format", "type": 4, "value": format }])).await;
        let files = exported["data"]["files"].as_array().unwrap();
        let names: Vec<_> = files.iter().map(|file| file["name"].as_str().unwrap()).collect();
        talk.push(format!("> /fact export, form {format}\n{}", exported["data"]["content"].as_str().unwrap()));
        assert_eq!(names.len(), 1, "{names:?}");
    }
    let (there, _other) = Scene::new().await;
    let shown = there.import("export.jsonl", text.as_bytes()).await;
    talk.push(format!("> /fact import, in another server\n{}", read(&shown)));
    talk.push(format!("> Apply\n{}", read(&there.press(&shown, "Apply").await)));
    talk.push(format!("> Apply, again\n{}", read(&there.press(&shown, "Apply").await)));
    assert!(there.ask("where is the keeper of bells based").await.contains("Dunwich"));
    let again = there.export(json!([])).await["data"]["files"][0]["text"].as_str().unwrap().to_owned();
    let body = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&again), body(&text), "the same, but for the date in its first line");
    let once_more = there.import("export.jsonl", text.as_bytes()).await;
    talk.push(format!("> the same export again\n{}", read(&once_more)));
    insta::assert_snapshot!(numberless(&talk.join("\n\n")));
    scene.standin.assert_nothing_refused();
    there.standin.assert_nothing_refused();
}

#[tokio::test]
async fn an_export_that_discord_does_not_take_names_the_command_that_makes_it() {
    let (scene, _bot) = Scene::new().await;
    scene.press(&scene.import("facts.csv", table().as_bytes()).await, "Apply").await;
    scene.standin.change_mood(|mood| mood.attachment_limit = Some(17 * 1024));
    insta::assert_snapshot!(read(&scene.export(json!([])).await));
    scene.standin.assert_nothing_refused();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_rows_are_imported_while_questions_are_answered() {
    let (scene, _bot) = Scene::new().await;
    let rows: String = (0..5_000)
        .map(|n| format!("jetty-warden-{n},role,Jetty Warden {n},salary,\"£{},000\",2021,{GAZETTE}\n", 20 + n % 60))
        .collect();
    let table = format!("{HEAD}{rows}");
    let begin = Instant::now();
    let import = async {
        let shown = scene.import("wardens.csv", table.as_bytes()).await;
        let read_in = begin.elapsed();
        let done = scene.press(&shown, "Apply").await;
        (read_in, begin.elapsed(), read(&done))
    };
    tokio::pin!(import);
    let writing = scene.keep_writing();
    tokio::pin!(writing);
    let mut waits = Vec::new();
    let (read_in, all, done) = loop {
        let asked = Instant::now();
        tokio::select! {
            done = &mut import => break done,
            _ = &mut writing => unreachable!("it goes on"),
            _ = scene.ask_as(waits.len(), "what does the head of digital maps earn") => waits.push(asked.elapsed()),
        }
    };
    assert!(done.contains("**5000 facts added**"), "{done}");
    assert!(scene.ask("what does jetty warden 4321 earn").await.contains("£21,000"));
    waits.sort();
    let (median, most) = (waits[waits.len() / 2], waits[waits.len() * 9 / 10]);
    println!(
        "read in {read_in:?}, with the import {all:?}; {} answers: median {median:?}, 9 of 10 within {most:?}, longest {:?}",
        waits.len(),
        waits.last().unwrap()
    );
    // A debug build beside all other tests is slow by itself.
    let bound = if cfg!(debug_assertions) { median } else { most };
    assert!(bound < Duration::from_millis(100), "answers took {bound:?}");
    scene.standin.assert_nothing_refused();
}
