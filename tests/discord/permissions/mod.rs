//! Who may do what: every command and every step behind one, by every kind of caller, each cell tried with the real bot.
//!
//! docs/permissions.md shows the same table. A command, an option for every server, an offer while typing, or a button
//! without a row fails.

mod acts;
mod callers;
mod table;

use super::standin::{Bot, StandIn};
use acts::Talk;
use callers::{Caller, Cell, SECRET, prepare};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use table::{Row, TABLE};
use tempfile::TempDir;

/// What a refusal says: each in words of its own, and what to do next.
const REFUSALS: [&str; 11] = [
    "Only people with the Manage Server permission can do this here.",
    "Only people with the Manage Server permission, or with the role that /settings names, can do this here.",
    "Only the people who run me can change what every server sees.",
    "Suggestions go to the people who keep a server's facts.",
    "This form has expired or was used already.",
    "I hold no fact \"",
    "I no longer hold this fact.",
    "There is no change ",
    "That question is gone: somebody was faster.",
    "That suggestion was settled already: somebody was faster.",
    "This import has expired, or was done or cancelled already",
];

/// Steps that only long lists lead to: they are pressed with custom ids of our own.
const LATER_PAGES: [&str; 2] = ["fact:past", "gaps:page"];

/// Words of the table's cells.
const CELLS: [&str; 4] = ["yes", "own", "no", "-"];

fn rows(steps: bool) -> Vec<(usize, &'static Row)> {
    TABLE.iter().enumerate().filter(|(_, row)| row.is_step() == steps).collect()
}

/// The bot, and everything in it that the rows need.
struct Stage {
    standin: StandIn,
    // In this order: it ends before its folder goes.
    _bot: Bot,
    _folder: TempDir,
    address: String,
}

impl Stage {
    async fn of(rows: &[(usize, &Row)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cells: Vec<(&str, Cell)> =
            rows.iter().flat_map(|(at, row)| Caller::ALL.map(|caller| (row.name, Cell::new(*at, caller)))).collect();
        prepare(&folder.path().join("data"), &cells);
        let owners: Vec<&str> =
            cells.iter().filter(|(_, cell)| cell.is_owner()).map(|(_, cell)| cell.user()).collect();
        let standin = StandIn::start().await;
        let data = folder.path().join("data");
        let settings = [
            ("WHITEHALL_OWNERS", owners.join(",")),
            ("WHITEHALL_LISTEN", "127.0.0.1:0".to_owned()),
            ("WHITEHALL_DATA", data.to_str().unwrap().to_owned()),
        ];
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let bot = Bot::logged_in_with(&standin, &settings).await;
        bot.says("health and metrics are shown").await;
        let address = bot.output().split("address=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let stage = Self { standin, _bot: bot, _folder: folder, address };
        stage.backed_up().await;
        stage
    }

    /// The backup at the start is a write like others: no cell is to be taken for it.
    async fn backed_up(&self) {
        self.standin
            .wait("the first backup", |_| {
                (self.figure("whitehall_backups_total{outcome=\"made\"}") > 0).then_some(())
            })
            .await;
    }

    fn figure(&self, name: &str) -> u64 {
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no {name} in {text}")).parse().unwrap()
    }

    fn writes(&self) -> u64 {
        self.figure("whitehall_store_writes_total")
    }
}

/// What went wrong in one cell; nothing if all is as the table says.
async fn tried(stage: &Stage, at: usize, row: &Row, caller: Caller, seen: &mut BTreeSet<String>) -> Option<String> {
    let expected = row.cell(caller);
    let (last, begin) = row.acts.split_last().unwrap();
    let cell = Cell::new(at, caller);
    if expected == "-" && row.is_form() {
        return None;
    }
    let mut talk = Talk::new(&stage.standin, &cell);
    for act in begin {
        let reply = talk.act(*act, cell.before()).await;
        seen.extend(steps_in(&reply));
    }
    let before = stage.writes();
    let reply = talk.act(*last, cell.person()).await;
    seen.extend(steps_in(&reply));
    let text = reply.to_string();
    let refused = REFUSALS.iter().any(|words| text.contains(&words.replace('"', "\\\""))) || is_nothing(&reply);
    let wrote = stage.writes() - before;
    let held = row.says.split('|').any(|words| text.contains(words));
    let tells = text.contains(&SECRET.to_string()) || text.contains("987,654");
    let wrong = match expected {
        "yes" | "own" if refused || !held => "is not allowed",
        "no" if !refused => "is not refused",
        "no" | "-" if wrote > 0 => "is refused, but something was written",
        "-" if held && !refused && row.writes => "is not offered, but works",
        _ if tells && (cell.is_outside() || expected == "no") => "tells what only the server's own people may see",
        _ => return None,
    };
    Some(format!("{}: {caller:?} ({expected}): {wrong}: {text}", row.name))
}

/// Offers while typing have no words for a refusal: there are none.
fn is_nothing(reply: &Value) -> bool {
    reply["data"]["choices"].as_array().is_some_and(Vec::is_empty)
}

/// The steps to which the buttons, menus and forms of a reply lead: "fact:save".
fn steps_in(reply: &Value) -> Vec<String> {
    let mut found = vec![];
    let mut open = vec![reply];
    while let Some(value) = open.pop() {
        if let Some(id) = value["custom_id"].as_str().and_then(|id| id.strip_prefix("wh1:")) {
            found.push(table::step_of(id));
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
    found
}

async fn every_cell(steps: bool) {
    let rows = rows(steps);
    let stage = Stage::of(&rows).await;
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (at, row) in &rows {
        for caller in Caller::ALL {
            wrong.extend(tried(&stage, *at, row, caller, &mut seen).await);
        }
    }
    assert!(wrong.is_empty(), "{} of {} cells:\n{}", wrong.len(), rows.len() * 7, wrong.join("\n"));
    let known: BTreeSet<String> = TABLE.iter().flat_map(Row::steps).collect();
    let without: Vec<&String> = seen.difference(&known).collect();
    assert!(without.is_empty(), "the table has no row for these steps: {without:?}");
    if steps {
        let never: Vec<&String> =
            known.difference(&seen).filter(|step| !LATER_PAGES.contains(&step.as_str())).collect();
        assert!(never.is_empty(), "no reply leads to these steps of the table: {never:?}");
    }
    stage.standin.assert_nothing_refused();
}

#[tokio::test]
async fn every_command_by_every_kind_of_caller() {
    every_cell(false).await;
}

#[tokio::test]
async fn every_step_by_every_kind_of_caller() {
    every_cell(true).await;
}

/// The commands as they were registered: each with its subcommand, with its options for every server and with the options
/// that are completed.
fn registered(body: &Value) -> Vec<(String, Value)> {
    let mut found = vec![];
    for command in body.as_array().unwrap() {
        let name = command["name"].as_str().unwrap();
        let mut leaves: Vec<(String, &Value)> = vec![];
        let subs: Vec<&Value> =
            command["options"].as_array().into_iter().flatten().filter(|option| option["type"] == 1).collect();
        match (command["type"].as_u64(), subs.is_empty()) {
            (Some(3), _) => leaves.push((name.to_owned(), command)),
            (_, true) => leaves.push((format!("/{name}"), command)),
            _ => leaves.extend(subs.iter().map(|sub| (format!("/{name} {}", sub["name"].as_str().unwrap()), *sub))),
        }
        for (leaf, options) in leaves {
            for option in options["options"].as_array().into_iter().flatten() {
                let option_name = option["name"].as_str().unwrap();
                if option_name == "everyone" {
                    found.push((format!("{leaf} everyone"), command.clone()));
                }
                if option["autocomplete"] == true {
                    found.push((format!("{leaf}, typing {option_name}"), command.clone()));
                }
            }
            found.push((leaf, command.clone()));
        }
    }
    found
}

#[tokio::test]
async fn every_command_that_is_registered_has_a_row_and_is_offered_where_the_table_says() {
    let standin = StandIn::start().await;
    let _bot = Bot::logged_in(&standin).await;
    let body = standin.requests("/commands").remove(0).body;
    let registered = registered(&body);
    let names: BTreeSet<&str> = registered.iter().map(|(name, _)| name.as_str()).collect();
    let rows: BTreeSet<&str> = TABLE.iter().filter(|row| !row.is_step()).map(|row| row.name).collect();
    assert_eq!(names, rows, "each command that is registered has one row");
    for (name, command) in &registered {
        let row = TABLE.iter().find(|row| row.name == name).unwrap();
        let has = |list: &str, wanted: u64| {
            command[list].as_array().unwrap_or_else(|| panic!("{list} of {name}")).iter().any(|n| *n == wanted)
        };
        assert!(has("integration_types", 0) && has("contexts", 0), "{name} is offered in servers");
        assert_eq!(has("integration_types", 1), row.cell(Caller::Brought) != "-", "{name} by an own install");
        assert_eq!(has("contexts", 1), row.cell(Caller::Direct) != "-", "{name} in direct messages");
        assert_eq!(has("contexts", 2), has("contexts", 1), "{name} in other people's direct messages");
        // What Discord hides from members of itself the bot refuses, too: a server may show it to them.
        let is_used = !name.contains(", typing ");
        if is_used && command["default_member_permissions"].is_string() {
            assert_eq!(
                (command["default_member_permissions"].as_str(), row.cell(Caller::Member)),
                (Some("32"), "no")
            );
        }
    }
}

#[test]
fn the_page_shows_the_same_table() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md")).unwrap();
    let shown: Vec<String> = page.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect();
    let rows: Vec<String> = TABLE.iter().map(Row::line).collect();
    assert_eq!(shown, rows, "docs/permissions.md is to show these rows:\n{}", rows.join("\n"));
    for word in CELLS {
        assert!(page.contains(&format!("* `{word}`:")), "docs/permissions.md says what `{word}` means");
    }
    for row in &TABLE {
        let cells = Caller::ALL.map(|caller| row.cell(caller));
        assert!(cells.iter().all(|cell| CELLS.contains(cell)), "{}: {cells:?}", row.name);
    }
}
