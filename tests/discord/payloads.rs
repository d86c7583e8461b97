//! Every payload that Discord really sends must be readable, or an interaction vanishes.

use serde_json::Value;
use serenity::all::{BotGateway, Channel, CurrentUser, Event, GatewayEvent, GuildChannel, Message, PartialGuild};
use std::fs;
use std::path::{Path, PathBuf};

/// Payloads of our own writing, in the form of recorded ones.
fn own() -> Vec<PathBuf> {
    files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/discord")))
}

/// Recorded payloads, where they lie beside the checkout.
fn recorded() -> Vec<PathBuf> {
    let beside = ["../shared/discord/fixtures", "../../shared/discord/fixtures"];
    let found = beside.iter().map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).find(|path| path.is_dir());
    found.map(|folder| files(&folder)).unwrap_or_default()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Why a payload cannot be read; `None` if it can.
fn unreadable(file: &str, payload: Value) -> Option<String> {
    fn error<T: serde::de::DeserializeOwned>(payload: Value) -> Option<String> {
        serde_json::from_value::<T>(payload).err().map(|error| error.to_string())
    }
    match file {
        file if file.contains("rest_create_message") => error::<Message>(payload),
        file if file.contains("rest_get_channel") => match serde_json::from_value::<Channel>(payload.clone()) {
            Ok(_) => None,
            Err(_) => error::<GuildChannel>(payload),
        },
        file if file.contains("rest_get_gateway_bot") => error::<BotGateway>(payload),
        file if file.contains("rest_get_guild") => error::<PartialGuild>(payload),
        file if file.contains("rest_get_me") => error::<CurrentUser>(payload),
        _ => match serde_json::from_value::<GatewayEvent>(payload) {
            Ok(GatewayEvent::Dispatch(_, Event::Unknown(event))) => Some(format!("unknown event {}", event.kind)),
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        },
    }
}

#[test]
fn every_payload_is_read() {
    // What Discord does not send (any more): the list of origins, an example of the documentation with type and data
    // alone, and a recording of 2023, before interactions had a limit for attachments.
    let no_payloads = ["ORIGINS.json", "docs_modal_submit_5.json", "discordbm_interaction_create_modal_submit.json"];
    let own = own();
    assert!(own.len() >= 6, "the payloads of our own are there");
    let mut failures = Vec::new();
    for path in own.into_iter().chain(recorded()) {
        let file = name(&path);
        if no_payloads.contains(&file.as_str()) {
            continue;
        }
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let payloads = if let Value::Array(list) = json { list } else { vec![json] };
        assert!(!payloads.is_empty(), "{file}");
        for payload in payloads {
            failures.extend(unreadable(&file, payload).map(|why| format!("{file}: {why}")));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
