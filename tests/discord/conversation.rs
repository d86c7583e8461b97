//! Conversations with the bot, as people read them.

use super::standin::{Bot, Person, StandIn, command_data};
use serde_json::{Value, json};

/// A member who may not write.
pub const WILMA: Person<'static> = Person { id: "900000000000000027", name: "Wilma *Wick*", ..Person::MEMBER };

pub async fn start() -> (StandIn, Bot) {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    (standin, bot)
}

/// Somebody uses a command; its reply comes back.
pub async fn command(standin: &StandIn, person: Person<'_>, name: &str, options: Value) -> Value {
    standin.reply(&standin.act(2, command_data(name, &options), person, None)).await
}

/// Somebody asks for all to see.
pub async fn ask(standin: &StandIn, person: Person<'_>, question: &str) -> Value {
    command(standin, person, "ask", json!([{ "name": "question", "type": 3, "value": question }])).await
}

/// The custom id of the button, menu or form of a reply that begins so.
pub fn custom_id(reply: &Value, start: &str) -> String {
    find(reply, start).unwrap_or_else(|| panic!("{start} in {reply:#}"))
}

pub fn find(reply: &Value, start: &str) -> Option<String> {
    let own = reply["data"]["custom_id"].as_str().into_iter();
    let rows = reply["data"]["components"].as_array().into_iter().flatten();
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let ids = parts.filter_map(|part| part["custom_id"].as_str());
    own.chain(ids).find(|id| id.starts_with(start)).map(str::to_owned)
}

/// A reply as somebody reads it: its words, its card, its menus, buttons and forms. What depends on the moment is named.
pub fn shown(reply: &Value) -> String {
    let data = &reply["data"];
    let mut lines = Vec::new();
    match (reply["type"].as_u64(), data["flags"].as_u64().unwrap_or_default() & 64) {
        (Some(9), _) => lines.push(format!("[form] {}", text(&data["title"]))),
        (Some(7), _) => lines.push("[in its place]".to_owned()),
        (_, 64) => lines.push("[for them alone]".to_owned()),
        _ => lines.push("[for all]".to_owned()),
    }
    lines.extend(data["content"].as_str().filter(|text| !text.is_empty()).map(str::to_owned));
    for embed in data["embeds"].as_array().into_iter().flatten() {
        lines.extend(embed["title"].as_str().map(|title| format!("# {title}")));
        lines.push(text(&embed["description"]).to_owned());
        for field in embed["fields"].as_array().into_iter().flatten() {
            lines.push(format!("{}: {}", text(&field["name"]), text(&field["value"])));
        }
    }
    for row in data["components"].as_array().into_iter().flatten() {
        let parts = row["components"].as_array().into_iter().flatten();
        lines.push(parts.map(part).collect::<Vec<_>>().join(" "));
    }
    timeless(&lines.join("\n"))
}

fn part(part: &Value) -> String {
    match part["type"].as_u64() {
        Some(2) => format!("( {} )", text(&part["label"])),
        Some(4) => {
            let star = if part["required"] == true { "*" } else { "" };
            let inside =
                part["value"].as_str().map_or_else(|| format!("({})", text(&part["placeholder"])), str::to_owned);
            format!("{}{star}: {inside}", text(&part["label"]))
        }
        _ => {
            let options = part["options"].as_array().into_iter().flatten();
            let options = options.map(|option| match option["description"].as_str() {
                Some(more) => format!("\n  - {} ({more})", text(&option["label"])),
                None => format!("\n  - {}", text(&option["label"])),
            });
            format!("[{}]{}", text(&part["placeholder"]), options.collect::<String>())
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Discord's times are those of the test's run.
pub fn timeless(text: &str) -> String {
    let mut parts = text.split("<t:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| format!("{all}<time>{}", part.split_once('>').map_or("", |(_, rest)| rest)))
}
