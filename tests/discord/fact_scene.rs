//! Conversations about facts, written down as people see them: what is said, what is offered, what is on the buttons.

use super::standin::{Bot, KNOWLEDGE, Person, StandIn};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use whitehall::app::{App, AppOptions, Author, By, Form, View};
use whitehall::fact::{Amount, Count, Fact, FuzzyDate, Subject, SubjectKind, Value as Said};

/// A second admin.
pub const OTHER: Person<'static> = Person { id: "900000000000000027", name: "Olive Other", ..Person::ADMIN };
/// The person who runs the bot, as the stand-in tells.
pub const OWNER: Person<'static> = Person { id: "900000000000000001", name: "Ona Owner", ..Person::MEMBER };

/// A bot with a data folder that outlives it, and what was said so far.
pub struct Talk {
    pub standin: StandIn,
    pub bot: Option<Bot>,
    folder: TempDir,
    said: Vec<String>,
}

impl Talk {
    pub async fn start() -> Self {
        let (standin, folder) = (StandIn::start().await, tempfile::tempdir().unwrap());
        let mut talk = Self { standin, bot: None, folder, said: vec![] };
        talk.restart().await;
        talk
    }

    /// The bot goes as it is told.
    pub async fn stop(&mut self) {
        if let Some(bot) = self.bot.take() {
            bot.terminate();
            bot.ended().await;
        }
    }

    /// The bot goes as it is told, and comes again on the same folder.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.come_again().await;
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The app on the folder of a bot that has stopped.
    pub fn app(&self) -> App {
        App::open(&AppOptions { data: self.data(), knowledge: Some(KNOWLEDGE.into()) }).unwrap()
    }

    /// Facts that the server has added, all of one subject and attribute.
    pub fn add_many(&self, count: i64) {
        let app = self.app();
        for n in 1..=count {
            add(&app, "great-atlas", None, n);
        }
    }

    /// Facts that are as long as facts can be, each withdrawn with the longest reason and brought back.
    pub fn add_long(&self, count: usize) {
        let (app, view) = (self.app(), View::Server(Person::ADMIN.server.parse().unwrap()));
        let long = |most: usize| "*_`[lamp] ".repeat(most / 10);
        for n in 0..count {
            let name = format!("Keeper {n} {}", long(190));
            let subject = Subject {
                id: format!("keeper-{n}-{}", "x".repeat(50)).as_str().into(),
                kind: SubjectKind::Role,
                name,
                aliases: vec![],
                organisation: None,
            };
            let author = Author::Member { id: 3, name: long(80) };
            let by = || By::new(author.clone(), Timestamp::now());
            let source = app.sources(view, "", 1).first().unwrap().id.clone();
            let fact = Fact {
                id: "".into(),
                scope: view.layer(),
                subject: subject.id.clone(),
                attribute: "location".into(),
                value: Said::Text(long(300)),
                period: None,
                status: None,
                said_by: Some(long(200)),
                as_of: "2025".parse().unwrap(),
                source,
                statement: Some(long(600)),
                cues: vec![long(100); 20],
                questions: vec![long(200); 20],
            };
            let added = app.add(view, &Form { fact, subject: Some(subject), source: None }, &by()).unwrap();
            let id = added.changes[0].id.clone();
            let (_, revision) = app.fact(view, &id).unwrap().unwrap();
            let gone = app.retract(view, &id, revision, &long(300), &by()).unwrap();
            app.undo(view, whitehall::app::Which::Number(gone.number), &by()).unwrap();
        }
    }

    /// Subjects that share an alias, each with a fact.
    pub fn add_piers(&self, count: i64) {
        let app = self.app();
        for n in 1..=count {
            let pier = Subject {
                id: format!("pier-{n:02}").as_str().into(),
                kind: SubjectKind::System,
                name: format!("Pier {n:02}"),
                aliases: vec!["the pier".to_owned()],
                organisation: None,
            };
            add(&app, &format!("pier-{n:02}"), Some(pier), n);
        }
    }

    /// The bot is killed with no warning (SIGKILL), and comes again on the same folder.
    pub async fn kill(&mut self) {
        drop(self.bot.take());
        self.come_again().await;
    }

    async fn come_again(&mut self) {
        let data = self.data();
        let settings = [("WHITEHALL_DATA", data.to_str().unwrap())];
        self.bot = Some(Bot::logged_in_with(&self.standin, &settings).await);
    }

    /// Somebody uses a subcommand of /fact with texts (or other values) for its options.
    pub async fn fact(&mut self, who: Person<'_>, name: &str, options: &[(&str, Value)]) -> Value {
        let kind = |value: &Value| match value {
            Value::Bool(_) => 5,
            Value::Number(_) => 4,
            _ => 3,
        };
        let given: Vec<Value> = options
            .iter()
            .map(|(name, value)| json!({ "name": name, "type": kind(value), "value": value }))
            .collect();
        let words: Vec<String> =
            options.iter().map(|(name, value)| format!(" {name}:{}", shortened(&plain(value)))).collect();
        let options = json!([{ "name": name, "type": 1, "options": given }]);
        let data = json!({ "id": "800000000000000001", "name": "fact", "type": 1, "options": options });
        let id = self.standin.act(2, data, who, None);
        self.heard(&format!("{} uses /fact {name}{}", who.name, words.concat()), &id).await
    }

    /// Somebody types into an option of a subcommand of /fact.
    pub async fn typing(&self, who: Person<'_>, name: &str, option: &str, typed: &str) -> Value {
        let kind = if option == "change" { 4 } else { 3 };
        let focused = json!({ "name": option, "type": kind, "value": typed, "focused": true });
        let options = json!([{ "name": name, "type": 1, "options": [focused] }]);
        let data = json!({ "id": "800000000000000001", "name": "fact", "type": 1, "options": options });
        self.standin.reply(&self.standin.act(4, data, who, None)).await
    }

    /// Somebody presses the button with this label.
    pub async fn press(&mut self, who: Person<'_>, on: &Value, label: &str) -> Value {
        let custom_id = button(on, label);
        let id = self.standin.press(on, &custom_id, who);
        self.heard(&format!("{} presses [{label}]", who.name), &id).await
    }

    /// Somebody presses a button that the bot never offered to them.
    pub async fn forge(&mut self, who: Person<'_>, on: &Value, custom_id: &str) -> Value {
        let id = self.standin.press(on, custom_id, who);
        self.heard(&format!("{} presses {}", who.name, named(custom_id)), &id).await
    }

    /// Somebody chooses the entry with this label from the menu.
    pub async fn choose(&mut self, who: Person<'_>, on: &Value, label: &str) -> Value {
        let menu = parts(on).find(|part| part["type"] == 3).expect("there is a menu");
        let options = menu["options"].as_array().unwrap();
        let entry = options.iter().find(|entry| entry["label"] == label).expect("there is such an entry");
        let id = self.standin.choose(on, menu["custom_id"].as_str().unwrap(), entry["value"].as_str().unwrap(), who);
        self.heard(&format!("{} chooses \"{label}\"", who.name), &id).await
    }

    /// Somebody changes texts of an open form and sends it off; `on` is the message from which it was opened.
    pub async fn submit(
        &mut self,
        who: Person<'_>,
        form: &Value,
        changes: &[(&str, &str)],
        on: Option<&Value>,
    ) -> Value {
        let standing: Vec<(String, String)> =
            parts(form).map(|text| (plain(&text["custom_id"]), plain(&text["value"]))).collect();
        let texts: Vec<(&str, &str)> = standing
            .iter()
            .map(|(name, text)| {
                let changed = changes.iter().find(|(other, _)| other == name);
                (name.as_str(), changed.map_or(text.as_str(), |(_, text)| *text))
            })
            .collect();
        let id = self.standin.submit(form["data"]["custom_id"].as_str().unwrap(), &texts, who, on);
        let words: Vec<String> = changes.iter().map(|(name, text)| format!(" {name}: {}", shortened(text))).collect();
        self.heard(&format!("{} sends the form with{}", who.name, words.join(";")), &id).await
    }

    /// Somebody asks a question; the answer as it is read.
    pub async fn ask(&mut self, question: &str) -> String {
        let options = json!([{ "name": "question", "type": 3, "value": question }]);
        let data = json!({ "id": "800000000000000001", "name": "ask", "type": 1, "options": options });
        let id = self.standin.act(2, data, Person::MEMBER, None);
        self.heard(&format!("/ask {question}"), &id).await;
        self.noted(question).await;
        self.said.last().unwrap().clone()
    }

    /// What got no answer is noted behind it: waits for that, so that changes have the same numbers in every run.
    async fn noted(&self, question: &str) {
        let answered = self.said.last().is_some_and(|said| said.contains("As of"));
        let listed = json!([{ "name": "gaps", "type": 1, "options": [] }]);
        for _ in 0..if answered { 0 } else { 30 } {
            let data = json!({ "id": "800000000000000001", "name": "fact", "type": 1, "options": listed });
            let reply = self.standin.reply(&self.standin.act(2, data, Person::ADMIN, None)).await;
            if reply.to_string().contains(question) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Somebody uses a command on a message.
    pub async fn on_message(&mut self, who: Person<'_>, content: &str) -> Value {
        let id = self.standin.on_message("Save as fact", content, who);
        self.heard(&format!("{} uses Save as fact on \"{}\"", who.name, shortened(content)), &id).await
    }

    async fn heard(&mut self, what: &str, id: &str) -> Value {
        let reply = self.standin.reply(id).await;
        self.said.push(format!("> {what}\n{}", shown(&reply)));
        reply
    }

    /// Fails if Discord would have refused anything, by its rules or by its own description of its API.
    pub fn assert_fine(&self) {
        self.standin.assert_nothing_refused();
        let sent = ["/commands", "/callback"].map(|end| self.standin.requests(end).len());
        self.standin.assert_described(sent.iter().sum());
    }

    /// Everything that was said, without what another run would say otherwise.
    pub fn written(&self) -> String {
        let mut text = self.said.join("\n\n");
        while let Some(at) = text.find(&"x".repeat(100)) {
            let run = text[at..].chars().take_while(|c| *c == 'x').count();
            text.replace_range(at..at + run, &format!("({run} times x)"));
        }
        let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).strftime("%-d %B %Y").to_string();
        text = text.replace(&format!("withdrawn on {today}"), "withdrawn on (today)");
        while let Some(at) = text.find("<t:") {
            let end = at + text[at..].find('>').unwrap() + 1;
            text.replace_range(at..end, "(time)");
        }
        text
    }
}

/// A custom id without the draft in it, which every run calls otherwise.
fn named(custom_id: &str) -> String {
    let is_draft =
        |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_alphanumeric()) && !part.starts_with("aaaa");
    custom_id.split(':').map(|part| if is_draft(part) { "DRAFT" } else { part }).collect::<Vec<_>>().join(":")
}

fn add(app: &App, subject: &str, new: Option<Subject>, n: i64) {
    let view = View::Server(Person::ADMIN.server.parse().unwrap());
    let source = app.sources(view, "", 1).first().unwrap().id.clone();
    let day: FuzzyDate = format!("2025-01-{:02}", n % 28 + 1).parse().unwrap();
    let fact = Fact {
        id: "".into(),
        scope: view.layer(),
        subject: subject.into(),
        attribute: "compass-count".into(),
        value: Said::Count(Count { amount: Amount::Exact(n), of: None, unit: Some("compasses".to_owned()) }),
        period: None,
        status: None,
        said_by: None,
        as_of: day,
        source,
        statement: None,
        cues: vec![],
        questions: vec![],
    };
    let author = Author::Member { id: 3, name: "keeper".to_owned() };
    app.add(view, &Form { fact, subject: new, source: None }, &By::new(author, Timestamp::now())).unwrap();
}

/// The custom id of the button with this label.
pub fn button(on: &Value, label: &str) -> String {
    let found = parts(on).find(|part| part["label"] == label);
    found.unwrap_or_else(|| panic!("no button {label} in {on:#}"))["custom_id"].as_str().unwrap().to_owned()
}

/// The texts, buttons and menus of a reply.
fn parts(reply: &Value) -> impl Iterator<Item = &Value> {
    let rows = reply["data"]["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

fn shortened(text: &str) -> String {
    if text.chars().count() > 200 { format!("({} characters)", text.chars().count()) } else { text.to_owned() }
}

/// A reply as it is read, from top to bottom.
fn shown(reply: &Value) -> String {
    let data = &reply["data"];
    let mut lines = Vec::new();
    let seen_by = if data["flags"].as_u64().unwrap_or_default() & 64 == 64 { "for them alone" } else { "for all" };
    lines.push(match reply["type"].as_u64() {
        Some(7) => "(in the place of the message)".to_owned(),
        Some(9) => format!("(a form) {}", plain(&data["title"])),
        _ => format!("({seen_by})"),
    });
    let mut line = |text: String| {
        if !text.is_empty() {
            lines.push(text);
        }
    };
    line(plain(&data["content"]));
    for embed in data["embeds"].as_array().into_iter().flatten() {
        if !embed["title"].is_null() {
            line(format!("# {}", plain(&embed["title"])));
        }
        line(plain(&embed["description"]));
        for field in embed["fields"].as_array().into_iter().flatten() {
            line(format!("## {}\n{}", plain(&field["name"]), plain(&field["value"])));
        }
    }
    let mut buttons = Vec::new();
    for part in parts(reply) {
        match part["type"].as_u64() {
            Some(2) => buttons.push(format!("[{}]", plain(&part["label"]))),
            Some(3) => {
                let entries = part["options"].as_array().into_iter().flatten();
                let entries: Vec<String> = entries.map(|entry| format!("\n  - {}", plain(&entry["label"]))).collect();
                line(format!("Menu: {}{}", plain(&part["placeholder"]), entries.concat()));
            }
            _ => line(format!("{}: {}", plain(&part["label"]), shortened(&plain(&part["value"])))),
        }
    }
    line(buttons.join(" "));
    lines.join("\n")
}
