//! What people do in one row of the table, from the first command to the step that is asked about.

use super::super::conversation::find;
use super::super::standin::{
    Person, StandIn, Upload, Way, command_data, form_data, message_command_data, message_of,
};
use super::callers::Cell;
use serde_json::{Value, json};

const TEXT: u8 = 3;

/// One thing that somebody does.
#[derive(Debug, Clone, Copy)]
pub enum Do {
    /// Uses a command ("fact add") with options; `{fact}` stands for the id of the home server's own fact.
    Use(&'static str, &'static [(&'static str, u8, &'static str)]),
    /// Types into an option of a command.
    Type(&'static str, &'static str, &'static str),
    /// Uses the command on a message.
    OnMessage(&'static str),
    /// Sends a file with a command ("fact import"); with `true`, for every server.
    Attach(&'static str, bool),
    /// Presses the button of the last reply whose custom id begins so; if there is none, one with just this custom id.
    Press(&'static str),
    /// Chooses the first entry, or the one with this value, from the menu whose custom id begins so.
    Choose(&'static str, Option<&'static str>),
    /// Sends the form of the last reply with these texts; `true` if it was opened from a message.
    Send(&'static [(&'static str, &'static str)], bool),
}

const TABLE: &str = "subject,attribute,value,as_of,source\n\
                     great-atlas,budget,£7m a year,2024,\"The Buoy, \"\"Atlas runs on\"\", 12 June 2025\"\n";

/// A conversation with the bot.
pub struct Talk<'a> {
    pub standin: &'a StandIn,
    pub cell: &'a Cell,
    /// The last message, and what it was answered with.
    message: Value,
    last: Value,
}

impl<'a> Talk<'a> {
    pub fn new(standin: &'a StandIn, cell: &'a Cell) -> Self {
        Self { standin, cell, message: Value::Null, last: Value::Null }
    }

    /// Somebody does something; what is answered comes back.
    pub async fn act(&mut self, what: Do, (way, person): (Way, Person<'_>)) -> Value {
        let (kind, data, on) = self.payload(what);
        let id = self.standin.act_by(way, kind, data, person, on.map(|on| message_of(&on["data"])));
        let first = self.standin.reply(&id).await;
        let reply = if first["type"] == 5 || first["type"] == 6 { self.standin.finished(&id).await } else { first };
        if reply["type"] != 9 {
            self.message = reply.clone();
        }
        self.last = reply.clone();
        reply
    }

    fn payload(&self, what: Do) -> (u64, Value, Option<Value>) {
        match what {
            Do::Use(path, options) => (2, command_data(first(path), &self.options(path, options)), None),
            Do::Type(path, option, typed) => {
                let kind = if option == "change" { 4 } else { TEXT };
                let focused = json!([{ "name": option, "type": kind, "value": typed, "focused": true }]);
                (4, command_data(first(path), &below(path, focused)), None)
            }
            Do::OnMessage(name) => (2, message_command_data(name, "The atlas costs £12m a year."), None),
            Do::Attach(path, everyone) => (2, self.attached(path, everyone), None),
            Do::Press(start) => {
                let custom_id = find(&self.last, start).unwrap_or_else(|| start.to_owned());
                (3, json!({ "component_type": 2, "custom_id": custom_id }), Some(self.message.clone()))
            }
            Do::Choose(start, value) => {
                let custom_id = find(&self.last, start).unwrap_or_else(|| panic!("{start} in {:#}", self.last));
                let value = value.map_or_else(|| entry(&self.last, &custom_id), |value| json!(value));
                let data = json!({ "component_type": 3, "custom_id": custom_id, "values": [value] });
                (3, data, Some(self.message.clone()))
            }
            Do::Send(texts, on_message) => {
                let custom_id = self.last["data"]["custom_id"].as_str();
                let custom_id = custom_id.unwrap_or_else(|| panic!("no form was opened: {:#}", self.last));
                (5, form_data(custom_id, texts), on_message.then(|| self.message.clone()))
            }
        }
    }

    fn options(&self, path: &str, options: &[(&str, u8, &str)]) -> Value {
        let option = |(name, kind, text): &(&str, u8, &str)| {
            let text = text.replace("{fact}", &self.cell.fact);
            let value = match kind {
                4 => json!(text.parse::<i64>().unwrap()),
                5 => json!(text == "true"),
                _ => json!(text),
            };
            json!({ "name": name, "type": kind, "value": value })
        };
        below(path, options.iter().map(option).collect())
    }

    fn attached(&self, path: &str, everyone: bool) -> Value {
        let (command, sub) = path.split_once(' ').unwrap();
        let mut data = self.standin.upload_data([command, sub], &Upload::new("facts.csv", TABLE));
        if everyone {
            let options = data["options"][0]["options"].as_array_mut().unwrap();
            options.push(json!({ "name": "everyone", "type": 5, "value": true }));
        }
        data
    }
}

fn first(path: &str) -> &str {
    path.split(' ').next().unwrap()
}

/// The options of a subcommand stand below it.
fn below(path: &str, options: Value) -> Value {
    match path.split_once(' ') {
        Some((_, sub)) => json!([{ "name": sub, "type": 1, "options": options }]),
        None => options,
    }
}

/// The value of the first entry of a menu.
fn entry(reply: &Value, custom_id: &str) -> Value {
    let rows = reply["data"]["components"].as_array().into_iter().flatten();
    let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let menu = parts.find(|part| part["custom_id"] == custom_id).unwrap();
    menu["options"][0]["value"].clone()
}
