//! What Discord refuses in a body, beyond JSON of the wrong form.
//!
//! From the limits in Discord's documentation (resources/message, components/reference,
//! interactions/application-commands); lengths are code points, and embeds are trimmed before they are counted.

use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// One field that Discord refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Dots between the keys.
    pub path: String,
    pub code: &'static str,
    pub message: String,
}

pub fn problem(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Problem {
    Problem { path: path.into(), code, message: message.into() }
}

/// Discord's error body for a form with problems.
pub fn invalid_form_body(problems: &[Problem]) -> Value {
    let mut errors = json!({});
    for problem in problems {
        let mut place = &mut errors;
        for key in problem.path.split('.') {
            place = &mut place[key];
        }
        place["_errors"] = json!([{ "code": problem.code, "message": problem.message }]);
    }
    json!({ "message": "Invalid Form Body", "code": 50035, "errors": errors })
}

/// Collects the problems of one body.
#[derive(Default)]
struct Check(Vec<Problem>);

impl Check {
    fn add(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        self.0.push(problem(path, code, message));
    }

    fn rule(&mut self, holds: bool, path: &str, message: &str) {
        if !holds {
            self.add(path, "RULE", message);
        }
    }

    /// A text of `min` to `max` characters; absent is fine unless `min` asks for some.
    fn text(&mut self, path: &str, value: &Value, min: usize, max: usize) {
        match value {
            Value::Null if min == 0 => {}
            Value::Null => self.add(path, "BASE_TYPE_REQUIRED", "This field is required"),
            Value::String(text) => {
                let length = text.trim().chars().count();
                if length < min || length > max {
                    self.add(path, "BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."));
                }
            }
            _ => self.add(path, "STRING_TYPE_CONVERT", "Could not interpret as string."),
        }
    }

    fn list<'a>(&mut self, path: &str, value: &'a Value, min: usize, max: usize) -> &'a [Value] {
        let list = match value {
            Value::Null => &[],
            Value::Array(list) => list.as_slice(),
            _ => {
                self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
                &[]
            }
        };
        if list.len() < min || list.len() > max {
            self.add(path, "BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."));
        }
        list
    }

    fn unique(&mut self, path: &str, values: impl Iterator<Item = Value>) {
        let mut seen = HashSet::new();
        for value in values {
            self.rule(seen.insert(value.to_string()), path, "must be unique");
        }
    }
}

/// The data of a message that answers an interaction.
pub fn message(data: &Value) -> Vec<Problem> {
    let mut check = Check::default();
    check.text("data.content", &data["content"], 0, 2000);
    embeds(&mut check, check_list(data, "embeds"));
    components(&mut check, data);
    mentions(&mut check, &data["allowed_mentions"]);
    let flags = data["flags"].as_u64().unwrap_or_default();
    check.rule(flags & !(1 << 2 | 1 << 6 | 1 << 12) == 0, "data.flags", "flags not allowed here");
    let empty = |key: &str| match &data[key] {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => true,
    };
    if ["content", "embeds", "components", "poll"].iter().all(|key| empty(key)) {
        check.add("data", "MESSAGE_EMPTY", "Cannot send an empty message");
    }
    check.0
}

/// A message that is posted in a channel.
pub fn post(body: &Value) -> Vec<Problem> {
    let mut problems = message(body);
    let mut check = Check::default();
    check.text("nonce", &body["nonce"], 0, 25);
    check.rule(body["flags"].as_u64().unwrap_or_default() & (1 << 6) == 0, "flags", "no ephemeral post");
    problems.append(&mut check.0);
    problems
}

fn check_list<'a>(data: &'a Value, key: &str) -> &'a Value {
    data.get(key).unwrap_or(&Value::Null)
}

fn embeds(check: &mut Check, embeds: &Value) {
    let mut total = 0;
    let mut count = |value: &Value| total += value.as_str().map_or(0, |text| text.trim().chars().count());
    for (at, embed) in check.list("data.embeds", embeds, 0, 10).iter().enumerate() {
        let path = |key: &str| format!("data.embeds.{at}.{key}");
        for (key, max) in [("title", 256), ("description", 4096)] {
            check.text(&path(key), &embed[key], 0, max);
            count(&embed[key]);
        }
        check.text(&path("footer.text"), &embed["footer"]["text"], 0, 2048);
        count(&embed["footer"]["text"]);
        check.text(&path("author.name"), &embed["author"]["name"], 0, 256);
        count(&embed["author"]["name"]);
        for (number, field) in check.list(&path("fields"), &embed["fields"], 0, 25).iter().enumerate() {
            check.text(&path(&format!("fields.{number}.name")), &field["name"], 1, 256);
            check.text(&path(&format!("fields.{number}.value")), &field["value"], 1, 1024);
            count(&field["name"]);
            count(&field["value"]);
        }
    }
    check.rule(total <= 6000, "data.embeds", "Embed size exceeds maximum size of 6000");
}

fn mentions(check: &mut Check, mentions: &Value) {
    for key in ["users", "roles"] {
        let path = format!("data.allowed_mentions.{key}");
        let ids = check.list(&path, &mentions[key], 0, 100);
        let parsed = mentions["parse"].as_array().is_some_and(|parse| parse.contains(&json!(key)));
        check.rule(ids.is_empty() || !parsed, &path, "mutually exclusive with parse");
    }
}

fn components(check: &mut Check, data: &Value) {
    let mut ids = Vec::new();
    for (at, row) in check.list("data.components", &data["components"], 0, 5).iter().enumerate() {
        let path = format!("data.components.{at}");
        check.rule(row["type"] == 1, &path, "only action rows without the components-v2 flag");
        let inside = check.list(&format!("{path}.components"), &row["components"], 1, 5);
        let select = inside.iter().any(|component| component["type"].as_u64().is_some_and(|kind| kind != 2));
        check.rule(!select || inside.len() == 1, &path, "a select stands alone in its row");
        for component in inside {
            match component["type"].as_u64() {
                Some(3) => select_menu(check, &path, component),
                Some(2) => {
                    check.text(&path, &component["label"], 1, 80);
                    check.rule(component["style"].as_u64().is_some_and(|n| (1..=4).contains(&n)), &path, "style");
                }
                _ => check.add(&path, "UNION_TYPE_CHOICES", "a kind of component this stand-in does not know"),
            }
            check.text(&format!("{path}.custom_id"), &component["custom_id"], 1, 100);
            ids.push(component["custom_id"].clone());
        }
    }
    check.unique("data.components", ids.into_iter());
}

/// The data of a form.
pub fn modal(data: &Value) -> Vec<Problem> {
    let mut check = Check::default();
    check.text("data.custom_id", &data["custom_id"], 1, 100);
    check.text("data.title", &data["title"], 1, 45);
    let rows = check.list("data.components", &data["components"], 1, 5);
    for (at, row) in rows.iter().enumerate() {
        let path = format!("data.components.{at}");
        let inside = check.list(&path, &row["components"], 1, 1);
        for text in inside {
            check.rule(row["type"] == 1 && text["type"] == 4, &path, "a text in an action row");
            check.rule(matches!(text["style"].as_u64(), Some(1 | 2)), &path, "style");
            check.text(&format!("{path}.custom_id"), &text["custom_id"], 1, 100);
            check.text(&format!("{path}.label"), &text["label"], 1, 45);
            check.text(&format!("{path}.placeholder"), &text["placeholder"], 0, 100);
            let most = text["max_length"].as_u64().unwrap_or(4000);
            check.rule((1..=4000).contains(&most), &path, "max_length is from 1 to 4000");
            if !text["value"].is_null() {
                check.text(&format!("{path}.value"), &text["value"], 1, most as usize);
            }
        }
    }
    check.unique("data.components", rows.iter().map(|row| row["components"][0]["custom_id"].clone()));
    check.0
}

fn select_menu(check: &mut Check, path: &str, menu: &Value) {
    check.text(&format!("{path}.placeholder"), &menu["placeholder"], 0, 150);
    let options = check.list(&format!("{path}.options"), &menu["options"], 1, 25);
    for option in options {
        check.text(&format!("{path}.options.label"), &option["label"], 1, 100);
        check.text(&format!("{path}.options.value"), &option["value"], 1, 100);
        check.text(&format!("{path}.options.description"), &option["description"], 0, 100);
    }
    check.unique(&format!("{path}.options"), options.iter().map(|option| option["value"].clone()));
    let most = menu["max_values"].as_u64().unwrap_or(1);
    check.rule(most >= 1 && most <= options.len() as u64, path, "max_values is at most the number of options");
}

/// The data of an answer to autocomplete.
pub fn offers(data: &Value) -> Vec<Problem> {
    let mut check = Check::default();
    check.rule(data["choices"].is_array(), "data.choices", "This field is required");
    for (at, choice) in check.list("data.choices", &data["choices"], 0, 25).iter().enumerate() {
        check.text(&format!("data.choices.{at}.name"), &choice["name"], 1, 100);
        if !choice["value"].is_number() {
            check.text(&format!("data.choices.{at}.value"), &choice["value"], 1, 100);
        }
    }
    check.0
}

/// The list of global commands.
pub fn commands(body: &Value) -> Vec<Problem> {
    let mut check = Check::default();
    check.rule(body.is_array(), "commands", "Only iterables may be used in a ListType");
    let commands = check.list("commands", body, 0, 100);
    for (at, command) in commands.iter().enumerate() {
        let path = at.to_string();
        // Commands on messages have a name of any letters, and nothing else to read.
        if command["type"] == 3 {
            check.text(&format!("{path}.name"), &command["name"], 1, 32);
            check.rule(command["description"].as_str().is_none_or(str::is_empty), &path, "no description");
            continue;
        }
        check.rule(command.get("type").is_none_or(|kind| kind == 1), &path, "no such kind of command here");
        named(&mut check, &path, command);
        options(&mut check, &path, command);
        let numbers = |key: &str| command[key].as_array().cloned().unwrap_or_default();
        check.rule(numbers("integration_types").iter().all(|n| n == 0 || n == 1), &path, "integration_types");
        check.rule(numbers("contexts").iter().all(|n| n == 0 || n == 1 || n == 2), &path, "contexts");
        check.rule(characters(command) <= 8000, &path, "a command has at most 8000 characters");
        let permissions = &command["default_member_permissions"];
        check.rule(permissions.is_null() || permissions.is_string(), &path, "permissions are a string");
    }
    check.unique("commands", commands.iter().map(|command| json!([command["type"], command["name"]])));
    check.0
}

fn options(check: &mut Check, path: &str, command: &Value) {
    let options = check.list(&format!("{path}.options"), &command["options"], 0, 25);
    let mut optional = false;
    for (at, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{at}");
        named(check, &path, option);
        check.rule(option["type"].as_u64().is_some_and(|kind| (1..=11).contains(&kind)), &path, "type is required");
        let required = option["required"] == true;
        check.rule(!(required && optional), &path, "Required options must be placed before non-required options");
        optional |= !required;
        let choices = check.list(&format!("{path}.choices"), &option["choices"], 0, 25);
        check.rule(choices.is_empty() || option["autocomplete"] != true, &path, "autocomplete excludes choices");
    }
    check.unique(&format!("{path}.options"), options.iter().map(|option| option["name"].clone()));
}

/// Names and descriptions in every language.
fn named(check: &mut Check, path: &str, value: &Value) {
    let localised = |key: &str| value[key].as_object().cloned().unwrap_or_else(Map::new);
    for (language, name) in localised("name_localizations") {
        check.rule(LOCALES.contains(&language.as_str()), path, "no such locale");
        command_name(check, path, &name);
    }
    for (language, text) in localised("description_localizations") {
        check.rule(LOCALES.contains(&language.as_str()), path, "no such locale");
        check.text(&format!("{path}.description"), &text, 1, 100);
    }
    command_name(check, path, &value["name"]);
    check.text(&format!("{path}.description"), &value["description"], 1, 100);
}

/// The English ones of Discord's locales; the bot speaks no other language.
const LOCALES: [&str; 2] = ["en-GB", "en-US"];

fn command_name(check: &mut Check, path: &str, name: &Value) {
    let path = format!("{path}.name");
    check.text(&path, name, 1, 32);
    let name = name.as_str().unwrap_or_default();
    let fits = name.chars().all(|c| c == '-' || c == '_' || c == '\'' || c.is_alphanumeric());
    check.rule(fits && name.to_lowercase() == name, &path, "Command name is invalid");
}

/// Names, descriptions and choice values of a command with its options, the longest language of each.
fn characters(value: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let longest = |key: &str| {
        let other = value[format!("{key}_localizations")].as_object().cloned().unwrap_or_default();
        other.values().map(length).chain([length(&value[key])]).max().unwrap_or_default()
    };
    let inside = |key: &str| value[key].as_array().into_iter().flatten().map(characters).sum::<usize>();
    longest("name") + longest("description") + length(&value["value"]) + inside("options") + inside("choices")
}

#[test]
fn it_refuses_what_discord_refuses() {
    let long = |n: usize| "x".repeat(n);
    let row = |menu: Value| json!({ "components": [{ "type": 1, "components": [menu] }] });
    let refused = [
        json!({}),
        json!({ "content": "  " }),
        json!({ "content": long(2001) }),
        json!({ "embeds": [{ "title": long(257) }] }),
        json!({ "embeds": [{ "description": long(4097) }] }),
        json!({ "embeds": [{ "fields": [{ "name": "", "value": "v" }] }] }),
        json!({ "embeds": [{ "fields": [{ "name": "n", "value": long(1025) }] }] }),
        json!({ "embeds": [{ "description": long(4000) }, { "description": long(2001) }] }),
        row(json!({ "type": 3, "custom_id": "a", "options": [] })),
        row(json!({ "type": 3, "custom_id": "", "options": [{ "label": "l", "value": "v" }] })),
        row(json!({ "type": 3, "custom_id": "a", "options": [{ "label": "l", "value": long(101) }] })),
        row(json!({ "type": 3, "custom_id": "a", "options": vec![json!({ "label": "l", "value": "v" }); 2] })),
        json!({ "content": "x", "flags": 1 << 15 }),
        json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
    ];
    for body in refused {
        assert!(!message(&body).is_empty(), "{body}");
    }
    assert_eq!(message(&json!({ "content": long(2000), "flags": 68 })), []);
    assert_eq!(
        message(&row(json!({ "type": 3, "custom_id": "a", "options": [{ "label": "l", "value": "v" }] }))),
        []
    );

    let form = |inputs: Vec<Value>| {
        let rows: Vec<Value> = inputs.into_iter().map(|input| json!({ "type": 1, "components": [input] })).collect();
        json!({ "custom_id": "a", "title": "t", "components": rows })
    };
    let input = |name: &str, value: String| json!({ "type": 4, "style": 1, "custom_id": name, "label": "l", "value": value, "max_length": 4000 });
    for body in [
        form(vec![]),
        form((0..6).map(|n| input(&n.to_string(), long(1))).collect()),
        form(vec![input("a", long(4001))]),
        form(vec![input("a", String::new())]),
        form(vec![input("a", long(1)), input("a", long(1))]),
        json!({ "custom_id": "a", "title": long(46), "components": form(vec![input("a", long(1))])["components"] }),
    ] {
        assert!(!modal(&body).is_empty(), "{body}");
    }
    assert_eq!(modal(&form(vec![input("a", long(4000)), input("b", long(1))])), []);
    let button =
        |style: u64, label: String| row(json!({ "type": 2, "custom_id": "a", "style": style, "label": label }));
    assert!(!message(&button(0, long(1))).is_empty() && !message(&button(1, long(81))).is_empty());
    assert_eq!(message(&button(1, long(80))), []);

    let command = |name: &str, description: String| json!([{ "name": name, "description": description }]);
    for (name, description) in [("Ask", "d".to_owned()), ("a b", "d".to_owned()), ("ask", long(101)), ("", long(1))] {
        assert!(!commands(&command(name, description)).is_empty(), "{name}");
    }
    assert_eq!(commands(&command("ask", long(100))), []);
}
