//! What the gateway sends.

use super::engine::Target;
use super::{rounds, way};
use serenity::all::{Event, GatewayEvent, Interaction};

const WORDS: [&str; 44] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "\"op\":",
    "\"t\":",
    "\"s\":",
    "\"d\":",
    "\"type\":",
    "\"id\":\"0\"",
    "\"INTERACTION_CREATE\"",
    "\"READY\"",
    "\"GUILD_DELETE\"",
    "\"GUILD_CREATE\"",
    "\"data\":",
    "\"options\":",
    "\"value\":",
    "\"name\":",
    "\"custom_id\":",
    "\"components\":",
    "\"values\":",
    "\"member\":",
    "\"user\":",
    "\"guild_id\":",
    "\"permissions\":",
    "\"roles\":",
    "\"resolved\":",
    "\"channel\":",
    "\"message\":",
    "\"token\":",
    "\"authorizing_integration_owners\":",
    "\"0\":",
    "\"focused\":",
    "\"target_id\":",
    "\"attachment_size_limit\":",
    "\"version\":",
    "\"locale\":",
    "\"unavailable\":",
    "\"flags\":",
];

fn target() -> Target<'static> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/discord");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert!(seeds.len() >= 6);
    Target { name: "payloads", seeds, words: &WORDS, most: 64 * 1024 }
}

fn check(input: &[u8]) -> String {
    // As it comes: text, or what is left of it.
    match serde_json::from_slice::<GatewayEvent>(input) {
        Ok(GatewayEvent::Dispatch(_, Event::InteractionCreate(event))) => {
            // Everything that is asked of one before it is taken.
            let interaction: &Interaction = &event.interaction;
            format!("{:?} {}", interaction.kind(), interaction.token().len().min(3))
        }
        Ok(GatewayEvent::Dispatch(_, event)) => format!("{:?}", event.name()),
        Ok(_) => "other".to_owned(),
        Err(error) => way(&error.to_string()),
    }
}

rounds!(gateway_payloads, long_gateway_payloads, target(), check, 1);
