//! What people do: commands, typing, clicks. The payloads have the form of recorded ones.

use super::files::LIMIT;
use super::{APPLICATION, StandIn, Waiting};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A channel of a server.
    Server,
    /// The same, for somebody with the Manage Server permission.
    Managed,
    /// A direct message to the bot.
    Direct,
}

/// By which way somebody reaches the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In a server that has added it.
    Added,
    /// In a server into which they brought it by an install of their own.
    Brought,
    /// In a direct message.
    Direct,
}

/// The person who does everything unless said otherwise.
pub const PERSON: &str = "900000000000000026";

/// Somebody in the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// Whether they have the Manage Server permission.
    pub manages: bool,
    pub roles: &'a [&'a str],
    /// The server they are in.
    pub server: &'a str,
}

impl Person<'_> {
    /// Somebody who may manage the server.
    pub const ADMIN: Person<'static> =
        Person { id: PERSON, name: "Somebody", manages: true, roles: &[], server: "900000000000000009" };

    /// Somebody who may not.
    pub const MEMBER: Person<'static> = Person { manages: false, ..Person::ADMIN };
}

/// A choice in a menu of a reply.
pub struct Click<'a> {
    /// The bot's reply with the menu, as it was recorded.
    pub on: &'a Value,
    pub custom_id: &'a str,
    pub value: &'a str,
    /// Who clicks.
    pub by: &'a str,
}

impl StandIn {
    /// A person sends a command; the id of the interaction comes back.
    pub fn command(&self, name: &str, options: Value, place: Place) -> String {
        let data = command_data(name, &options);
        self.interaction(2, data, place, PERSON, None)
    }

    /// The same, and the event comes twice.
    pub fn twice(&self, name: &str, options: Value, place: Place) -> String {
        let id = self.command(name, options, place);
        let event = self.state().dispatched.last().unwrap()["d"].clone();
        self.dispatch("INTERACTION_CREATE", event);
        id
    }

    /// A person types into an option of a command.
    pub fn typing(&self, command: &str, option: &str, typed: &str) -> String {
        let options = json!([{ "name": option, "type": 3, "value": typed, "focused": true }]);
        let data = json!({ "id": "800000000000000001", "name": command, "type": 1, "options": options });
        self.interaction(4, data, Place::Server, PERSON, None)
    }

    /// A person chooses from a menu.
    pub fn click(&self, click: &Click<'_>) -> String {
        let data = json!({ "component_type": 3, "custom_id": click.custom_id, "values": [click.value] });
        let message = message_of(&click.on["data"]);
        self.interaction(3, data, Place::Server, click.by, Some(message))
    }

    /// Sends an interaction of any kind and data.
    pub fn interaction(&self, kind: u64, data: Value, place: Place, by: &str, message: Option<Value>) -> String {
        let person = Person { id: by, manages: place == Place::Managed, ..Person::ADMIN };
        match place {
            Place::Server | Place::Managed => self.act(kind, data, person, message),
            Place::Direct => self.act_by(Way::Direct, kind, data, person, message),
        }
    }

    /// Somebody in the server does something of any kind, on a message or not.
    pub fn act(&self, kind: u64, data: Value, person: Person<'_>, message: Option<Value>) -> String {
        self.act_by(Way::Added, kind, data, person, message)
    }

    /// Somebody does something of any kind, on a message or not.
    pub fn act_by(&self, way: Way, kind: u64, data: Value, person: Person<'_>, message: Option<Value>) -> String {
        let (id, mut payload) = self.begun(kind, data, message);
        if way == Way::Direct {
            payload["context"] = json!(1);
            payload["channel"] = json!({ "id": "900000000000000004", "type": 1 });
            payload["user"] = user(&person);
            self.dispatch("INTERACTION_CREATE", payload);
            return id;
        }
        let permissions = if person.manages { "32" } else { "0" };
        payload["guild_id"] = json!(person.server);
        payload["guild_locale"] = json!("en-US");
        payload["context"] = json!(0);
        payload["channel"] = json!({ "id": "900000000000000004", "type": 0, "name": "lamps", "permissions": "0" });
        payload["authorizing_integration_owners"] = match way {
            Way::Brought => json!({ "1": person.id }),
            _ => json!({ "0": person.server }),
        };
        payload["member"] = json!({
            "user": user(&person), "roles": person.roles, "deaf": false, "mute": false, "flags": 0,
            "permissions": permissions, "joined_at": "2024-02-27T19:50:51.701000+00:00", "pending": false, "nick": null,
            "avatar": null,
        });
        self.dispatch("INTERACTION_CREATE", payload);
        id
    }

    /// Somebody presses a button of a message that the bot showed.
    pub fn press(&self, on: &Value, custom_id: &str, person: Person<'_>) -> String {
        let data = json!({ "component_type": 2, "custom_id": custom_id });
        self.act(3, data, person, Some(message_of(&on["data"])))
    }

    /// Somebody chooses from a menu of a message that the bot showed.
    pub fn choose(&self, on: &Value, custom_id: &str, value: &str, person: Person<'_>) -> String {
        let data = json!({ "component_type": 3, "custom_id": custom_id, "values": [value] });
        self.act(3, data, person, Some(message_of(&on["data"])))
    }

    /// Somebody sends a form off, with its texts by name; `on` is the message from which it was opened.
    pub fn submit(&self, custom_id: &str, texts: &[(&str, &str)], person: Person<'_>, on: Option<&Value>) -> String {
        self.act(5, form_data(custom_id, texts), person, on.map(|on| message_of(&on["data"])))
    }

    /// Somebody uses a command on somebody else's message.
    pub fn on_message(&self, name: &str, content: &str, person: Person<'_>) -> String {
        self.act(2, message_command_data(name, content), person, None)
    }

    fn begun(&self, kind: u64, data: Value, message: Option<Value>) -> (String, Value) {
        let (id, token) = self.expect_reply_on(kind, message.is_some());
        let limit = self.state().mood.attachment_limit.unwrap_or(LIMIT);
        let mut payload = json!({
            "id": id, "application_id": APPLICATION, "type": kind, "token": token, "version": 1, "data": data,
            "channel_id": "900000000000000004", "locale": "en-GB", "entitlements": [],
            "authorizing_integration_owners": { "0": "900000000000000009" },
            "app_permissions": "2248473465835073", "attachment_size_limit": limit,
        });
        if let Some(message) = message {
            payload["message"] = message;
        }
        (id, payload)
    }

    /// Makes an id and a token that a reply may be sent to.
    pub fn expect_reply(&self, kind: u64) -> (String, String) {
        self.expect_reply_on(kind, false)
    }

    fn expect_reply_on(&self, kind: u64, on_message: bool) -> (String, String) {
        let mut state = self.state();
        state.next_id += 1;
        let id = (1_547_767_268_283_392_041 + (state.next_id << 22)).to_string();
        let token = format!("token_of_{id}");
        let since = Instant::now();
        let waiting = Waiting {
            token: token.clone(),
            kind,
            on_message,
            since,
            reply: None,
            took: None,
            edited: None,
            followed: None,
        };
        state.interactions.insert(id.clone(), waiting);
        (id, token)
    }

    /// Discord knows nothing of an interaction any more.
    pub fn forget(&self, id: &str) {
        self.state().interactions.remove(id);
    }

    /// The reply to an interaction and how long it took, if it is there; then it is forgotten. One that was announced is
    /// there when what was announced is.
    pub fn take_reply(&self, id: &str) -> Option<(Value, Duration)> {
        let mut state = self.state();
        let waiting = state.interactions.get(id)?;
        let reply = waiting.reply.as_ref()?;
        let taken = if is_announcement(reply) {
            (waiting.announced(reply)?, waiting.since.elapsed())
        } else {
            (reply.clone(), waiting.took?)
        };
        state.interactions.remove(id);
        Some(taken)
    }

    /// Waits for the reply to an interaction, as whoever did it sees it in the end: on a busy machine one is announced
    /// before it comes.
    pub async fn reply(&self, id: &str) -> Value {
        let first = self.first_reply(id).await;
        if !is_announcement(&first) {
            return first;
        }
        let answer = |standin: &StandIn| standin.state().interactions[id].announced(&first);
        let mut reply = self.wait_long(Duration::from_secs(60), "the announced reply", answer).await;
        let flags = first["data"]["flags"].as_u64().or(reply["data"]["flags"].as_u64());
        reply["data"]["flags"] = json!(flags.unwrap_or_default());
        reply
    }

    /// Waits for the first reply to an interaction, which may only say that another comes.
    pub async fn first_reply(&self, id: &str) -> Value {
        self.wait("a reply", |standin| standin.replied(id)).await
    }

    /// The first reply to an interaction, if it is there.
    pub fn replied(&self, id: &str) -> Option<Value> {
        self.state().interactions[id].reply.clone()
    }
}

/// The data of a command with its options.
pub fn command_data(name: &str, options: &Value) -> Value {
    let mut data = json!({ "id": "800000000000000001", "name": name, "type": 1, "options": options });
    let (channels, roles) = (resolved(options, 7, channel), resolved(options, 8, role));
    if !channels.is_empty() {
        data["resolved"]["channels"] = Value::Object(channels);
    }
    if !roles.is_empty() {
        data["resolved"]["roles"] = Value::Object(roles);
    }
    data
}

/// What Discord tells of the channels, or the roles, among the options.
fn resolved(options: &Value, kind: u64, tell: fn(&str) -> Value) -> Map<String, Value> {
    let mut found = Map::new();
    for option in options.as_array().into_iter().flatten() {
        if option["type"] == kind {
            let id = option["value"].as_str().unwrap();
            found.insert(id.to_owned(), tell(id));
        }
        found.extend(resolved(&option["options"], kind, tell));
    }
    found
}

/// The data of a form with its texts by name.
pub fn form_data(custom_id: &str, texts: &[(&str, &str)]) -> Value {
    let text = |(name, text): &(&str, &str)| json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": text }] });
    json!({ "custom_id": custom_id, "components": texts.iter().map(text).collect::<Vec<_>>() })
}

/// The data of a command that is used on somebody else's message.
pub fn message_command_data(name: &str, content: &str) -> Value {
    let id = "1547767276164489300";
    let mut message = message_of(&json!({ "content": content }));
    message["id"] = json!(id);
    message["type"] = json!(0);
    message["application_id"] = Value::Null;
    message["interaction_metadata"] = Value::Null;
    message["author"] = user(&Person { id: "900000000000000028", name: "Wilma *Wick*", ..Person::MEMBER });
    json!({
        "id": "800000000000000001", "name": name, "type": 3, "target_id": id,
        "resolved": { "messages": { id: message } },
    })
}

fn channel(id: &str) -> Value {
    json!({ "id": id, "type": 0, "name": "some-channel", "permissions": "0" })
}

fn role(id: &str) -> Value {
    json!({
        "id": id, "name": "some-role", "color": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null }, "hoist": false, "icon": null,
        "unicode_emoji": null, "position": 1, "permissions": "0", "managed": false, "mentionable": false, "flags": 0,
    })
}

fn user(person: &Person<'_>) -> Value {
    json!({
        "id": person.id, "username": "somebody", "global_name": person.name, "discriminator": "0", "avatar": null,
        "public_flags": 0,
    })
}

/// The message that Discord makes of a reply.
pub fn message_of(data: &Value) -> Value {
    json!({
        "id": "1547767276164489218", "type": 20, "channel_id": "900000000000000004", "tts": false, "pinned": false,
        "timestamp": "2026-09-11T00:34:34.763000+00:00", "edited_timestamp": null, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "application_id": APPLICATION,
        "author": { "id": APPLICATION, "username": "whitehall", "discriminator": "0", "bot": true },
        "content": data["content"].as_str().unwrap_or_default(), "flags": data["flags"].as_u64().unwrap_or_default(),
        "embeds": data["embeds"].as_array().cloned().unwrap_or_default(),
        "components": data["components"].as_array().cloned().unwrap_or_default(),
        "interaction_metadata": {
            "id": "1547767268283392041", "type": 2, "user": user(&Person::ADMIN), "name": "ask", "command_type": 1,
            "authorizing_integration_owners": { "0": "900000000000000009" },
        },
    })
}

/// Whether a reply only says that another is to come.
fn is_announcement(reply: &Value) -> bool {
    matches!(reply["type"].as_u64(), Some(5 | 6))
}
