//! Custom ids, choices and options that nobody was offered: each step is answered in words, and nothing is written. See
//! `tests/fuzz/main.rs` for the long round.

#[allow(clippy::duplicate_mod, reason = "no room could lend it to the others")]
#[path = "../../tests/fuzz/engine.rs"]
mod engine;

use super::drain::Drain;
use super::permit::Owners;
use super::response::Response;
use super::steps::{Step, Used, handler};
use super::teller::Teller;
use super::{choice, gate::Gate, style, view};
use crate::app::{App, AppOptions};
use engine::Target;
use jiff::Timestamp;
use serde_json::{Value, json};
use serenity::all::{ComponentInteraction, Http, Interaction, ModalInteraction};
use std::sync::Arc;
use tempfile::TempDir;

const WORDS: [&str; 48] = [
    "wh1:",
    "wh0:",
    "fact:",
    "gaps:",
    "review:",
    "privacy:",
    "wrong:",
    "pick",
    "more",
    ":",
    "::",
    "s",
    "e",
    "s:",
    "e:",
    "save:",
    "change:",
    "more:",
    "form:",
    "details:",
    "subject:",
    "cancel:",
    "withdraw:",
    "import:apply:",
    "import:cancel:",
    "undo:",
    "list:",
    "log:",
    "past:",
    "page:",
    "answer:",
    "dismiss:",
    "next:",
    "accept:",
    "reject:",
    "delete",
    "0:o:",
    "0:a:",
    "|",
    "great-atlas",
    "great-atlas.cost",
    "|salary",
    "new:role",
    "id:great-atlas",
    "0123456789abcdef",
    "18446744073709551615",
    "-1",
    "99999999999999999999999",
];

/// What comes before a line feed is the custom id, what comes behind is chosen or typed.
fn seeds() -> Vec<Vec<u8>> {
    let ids = [
        "wh1:fact:save:s:0123456789abcdef",
        "wh1:fact:change:e:0123456789abcdef",
        "wh1:fact:form:s:0123456789abcdef\n£5",
        "wh1:fact:subject:s:0123456789abcdef\nnew:role",
        "wh1:fact:withdraw:s:0123456789abcdef",
        "wh1:fact:import:apply:s:0123456789abcdef",
        "wh1:fact:undo:s:3",
        "wh1:fact:list:s:0:a:atlas",
        "wh1:fact:list:s:8:o:",
        "wh1:fact:log:s:12",
        "wh1:fact:past:s:0:great-atlas.cost",
        "wh1:gaps:page:0",
        "wh1:gaps:dismiss:0\n0123456789abcdef",
        "wh1:review:next:3",
        "wh1:review:reject:3\nno",
        "wh1:privacy:delete",
        "wh1:wrong:great-atlas.cost\nIt is less.",
        "wh1:pick\ngreat-atlas|cost",
        "wh1:more\nhead-of-maps|",
    ];
    ids.map(|id| id.as_bytes().to_vec()).to_vec()
}

fn target() -> Target<'static> {
    Target { name: "custom ids", seeds: seeds(), words: &WORDS, most: 4_000 }
}

struct Bot {
    app: Arc<App>,
    owners: Arc<Owners>,
    teller: Teller,
    gate: Gate,
    _folder: TempDir,
}

impl Bot {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-small");
        let options = AppOptions { data: folder.path().join("data"), knowledge: Some(knowledge.into()) };
        let app = Arc::new(App::open(&options).unwrap());
        let teller = Teller::new(Arc::new(Http::new("")), Drain::default());
        Self { app, owners: Arc::new(Owners::new(&[1])), teller, gate: Gate::new(), _folder: folder }
    }

    /// An admin of a server uses a button, a menu or a form that says so.
    fn check(&self, input: &[u8]) -> String {
        let text = String::from_utf8_lossy(input);
        let (custom_id, more) = text.split_once('\n').unwrap_or((&text, ""));
        let before = self.app.pulse().changes;
        let mut ways = String::new();
        for payload in [button(custom_id), menu(custom_id, more), form(custom_id, more)] {
            ways.push_str(&self.answered(custom_id, payload));
        }
        // What is chosen is decoded whatever menu it came from.
        if let Some(chosen) = choice::decode(more) {
            ways.push_str(&format!("{:?}", self.app.choose(crate::app::View::Server(9), &chosen).outcome));
        }
        assert_eq!(self.app.pulse().changes, before, "something was written");
        ways
    }

    fn answered(&self, custom_id: &str, payload: Value) -> String {
        let Ok(interaction) = serde_json::from_value::<Interaction>(payload) else { return "unreadable ".to_owned() };
        assert!(!matches!(interaction, Interaction::Command(_)));
        // It may say that it is too much: everything comes from one person.
        let _ = self.gate.pass(&interaction);
        let used = match interaction {
            Interaction::Component(click) => {
                let view = view::of_click(&click);
                let _ = style::of(&self.app, view, Timestamp::UNIX_EPOCH);
                Used::Click(Box::new(click))
            }
            Interaction::Modal(form) => Used::Form(Box::new(form)),
            _ => return String::new(),
        };
        let Some(handler) = handler(custom_id) else { return "nobody's ".to_owned() };
        let (app, owners, teller) = (Arc::clone(&self.app), Arc::clone(&self.owners), self.teller.clone());
        match handler(&Step { app, owners, teller, used }) {
            Response::Say(reply) | Response::Replace(reply) => {
                let said = format!("{:?}", reply.body);
                let words: String = said.chars().filter(|c| !c.is_ascii_digit()).take(40).collect();
                format!("{words} {} {} ", reply.buttons.len(), reply.menus.len())
            }
            Response::Ask(form) => {
                assert!(form.custom_id.chars().count() <= 100 && form.inputs.len() <= 5, "{form:?}");
                "form ".to_owned()
            }
        }
    }
}

fn of(kind: u8, data: Value) -> Value {
    let user = json!({ "id": "26", "username": "somebody", "discriminator": "0", "avatar": null });
    let message = json!({
        "id": "15", "type": 20, "channel_id": "4", "tts": false, "pinned": false, "content": "", "embeds": [],
        "timestamp": "2026-09-11T00:34:34.763000+00:00", "edited_timestamp": null, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "components": [], "flags": 0, "author": user,
    });
    json!({
        "id": "12", "application_id": "15", "type": kind, "token": "t", "version": 1, "data": data, "channel_id": "4",
        "locale": "en-GB", "entitlements": [], "attachment_size_limit": 1, "authorizing_integration_owners": { "0": "9" },
        "guild_id": "9", "message": message,
        "member": {
            "user": user, "roles": [], "deaf": false, "mute": false, "flags": 0, "permissions": "32",
            "joined_at": "2024-02-27T19:50:51.701000+00:00", "pending": false, "nick": null, "avatar": null,
        },
    })
}

fn button(custom_id: &str) -> Value {
    of(3, json!({ "component_type": 2, "custom_id": custom_id }))
}

fn menu(custom_id: &str, chosen: &str) -> Value {
    of(3, json!({ "component_type": 3, "custom_id": custom_id, "values": [chosen] }))
}

fn form(custom_id: &str, typed: &str) -> Value {
    let input = |name: &str| json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": typed }] });
    of(
        5,
        json!({ "custom_id": custom_id, "components": [input("value"), input("text"), input("reason"), input(typed)] }),
    )
}

#[test]
fn the_forms_of_the_payloads_are_right() {
    assert!(serde_json::from_value::<ComponentInteraction>(button("wh1:privacy:delete")).is_ok());
    assert!(serde_json::from_value::<ComponentInteraction>(menu("wh1:pick", "a|b")).is_ok());
    assert!(serde_json::from_value::<ModalInteraction>(form("wh1:wrong:a", "b")).is_ok());
    let bot = Bot::new();
    assert!(bot.check(b"wh1:fact:list:s:0:a:").contains("Facts"), "an admin is let in");
}

#[test]
fn custom_ids() {
    let bot = Bot::new();
    target().short(|input| bot.check(input));
}

#[test]
#[ignore = "takes minutes; the head of tests/fuzz/main.rs has the command"]
fn long_custom_ids() {
    let bot = Bot::new();
    target().long(5, |input| bot.check(input));
}
