//! The bot is killed while commands beside it and an admin on Discord write through it.

use super::dice::Dice;
use super::kill::{Life, acknowledged};
use super::ledger::{Deed, Ledger};
use super::standin::{Bot, Person, StandIn};
use super::strike::Struck;
use super::tally::When;
use serde_json::{Value, json};
use std::process::Output;
use std::time::Duration;
use tokio::task::JoinHandle;
use whitehall::fact::Scope;

const ADMIN: Person<'static> = Person::ADMIN;

/// What was asked for, one after the other; all but the last were acknowledged.
#[derive(Default)]
struct Asked {
    deeds: Vec<Deed>,
    sure: usize,
    /// A command that still runs.
    command: Option<JoinHandle<Output>>,
}

pub async fn round(life: &mut Life, dice: &mut Dice) -> Result<When, String> {
    let standin = StandIn::start().await;
    let data = life.place.data();
    let bot = Bot::logged_in_with(&standin, &[("WHITEHALL_DATA", data.to_str().unwrap())]).await;
    let mut asked = Asked::default();
    let until = Duration::from_millis(200 + dice.below(2_500));
    tokio::select! {
        () = write(&standin, life, dice, &mut asked) => {}
        () = tokio::time::sleep(until) => {}
    }
    // The bot's own, of some moment of the round.
    let backups = data.join("backups");
    let panicked = bot.output().contains("panicked");
    drop(bot);
    if let Some(command) = asked.command.take() {
        let ran = command.await.unwrap();
        asked.sure += usize::from(is_done(&ran));
    }
    if backups.exists() {
        std::fs::remove_dir_all(backups).unwrap();
    }
    if panicked {
        return Err("the bot panicked".to_owned());
    }
    let now = Ledger::read(&data)?;
    let done = life.ledger.follow(&now, &asked.deeds, asked.sure)?;
    life.ledger = now;
    Ok(match asked.deeds.len() {
        all if asked.sure == all => When::Acknowledged,
        all if done == all => When::Between,
        _ => When::Before,
    })
}

fn is_done(ran: &Output) -> bool {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    acknowledged(&Struck { out: text(&ran.stdout), err: text(&ran.stderr), ended: None })
}

/// Goes on until it is dropped.
async fn write(standin: &StandIn, life: &mut Life, dice: &mut Dice, asked: &mut Asked) {
    loop {
        if dice.below(2) == 0 {
            let moment = *dice.one(&["add", "edit", "import"]);
            // An edit of what was only just added is not in the ledger yet, and one fact may be edited twice.
            let (deed, arguments) = life.deed(moment, dice);
            let mut command = life.place.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            asked.deeds.push(deed);
            let running = asked.command.insert(tokio::task::spawn_blocking(move || command.output().unwrap()));
            let ran = running.await.unwrap();
            asked.command = None;
            assert!(is_done(&ran), "{}", String::from_utf8_lossy(&ran.stderr));
        } else {
            let count = life.next();
            let card = fact_add(standin, count).await;
            asked.deeds.push(Deed::Add(Scope::Server(ADMIN.server.parse().unwrap()), count));
            let id = standin.press(&card, button(&card, "Save"), ADMIN);
            let reply = replied(standin, &id).await;
            let said = reply["data"]["content"].as_str().unwrap_or_default();
            assert!(said.contains("change "), "{reply}");
        }
        asked.sure += 1;
    }
}

/// The reply, also where a busy machine had it announced first.
pub async fn replied(standin: &StandIn, id: &str) -> Value {
    let reply = standin.reply(id).await;
    if matches!(reply["type"].as_u64(), Some(5 | 6)) { standin.finished(id).await } else { reply }
}

/// The card of a fact that an admin is about to add.
pub async fn fact_add(standin: &StandIn, count: i64) -> Value {
    let option = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
    let given = json!([
        option("subject", "great-atlas"),
        option("attribute", "direct-reports"),
        option("value", &format!("{count} people")),
        option("source", "The Buoy, \"Atlas runs on\", Jo Beam, 12 June 2025"),
    ]);
    let options = json!([{ "name": "add", "type": 1, "options": given }]);
    let data = json!({ "id": "800000000000000001", "name": "fact", "type": 1, "options": options });
    replied(standin, &standin.act(2, data, ADMIN, None)).await
}

pub fn button<'v>(on: &'v Value, label: &str) -> &'v str {
    let rows = on["data"]["components"].as_array().into_iter().flatten();
    let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = parts.find(|part| part["label"].as_str().is_some_and(|text| text.starts_with(label)));
    found.unwrap_or_else(|| panic!("no button {label} in {on:#}"))["custom_id"].as_str().unwrap()
}
