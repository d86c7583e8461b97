//! Data folders with digests that are due: made with the app before the bot starts. No test waits for a moment, and
//! the bot needs no way of being told another time.

use super::standin::{ADMINS, Bot, CHANNEL, KNOWLEDGE, SERVER, StandIn};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;
use whitehall::app::{App, AppOptions, Author, By, View, Wish};
use whitehall::digest::{Schedule, Weekdays, WhenEmpty, zones};
use whitehall::fact::{FactId, Scope};
use whitehall::store::Store;

/// A data folder that lives longer than a bot.
pub struct Scene {
    folder: TempDir,
}

impl Scene {
    /// One server's digest whose moment was so long ago.
    pub fn due(ago: SignedDuration) -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap() };
        let app = scene.app();
        let moment = Timestamp::now() - ago;
        app.set_digest(SERVER.parse().unwrap(), wish(moment, CHANNEL), moment - SignedDuration::from_mins(5))
            .unwrap();
        scene
    }

    /// The moment was a few minutes ago.
    pub fn just_due() -> Self {
        Self::due(SignedDuration::from_mins(3))
    }

    /// Just due, with a second post for admins.
    pub fn with_admins() -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap() };
        let moment = Timestamp::now() - SignedDuration::from_mins(3);
        let wish = Wish { admins: Some(ADMINS.parse().unwrap()), ..wish(moment, CHANNEL) };
        scene.app().set_digest(SERVER.parse().unwrap(), wish, moment - SignedDuration::from_mins(5)).unwrap();
        scene
    }

    /// The app on the folder; to be dropped before a bot starts.
    pub fn app(&self) -> App {
        App::open(&AppOptions { data: self.data(), knowledge: Some(KNOWLEDGE.into()) }).unwrap()
    }

    /// Withdraws a fact in the server, so that there is news.
    pub fn withdraw(&self, id: &str) {
        let (app, view, id) = (self.app(), View::Server(SERVER.parse().unwrap()), FactId::from(id));
        let (_, revision) = app.fact(view, &id).unwrap().unwrap();
        let by = By::new(Author::Member { id: 3, name: "keeper".to_owned() }, Timestamp::now());
        app.retract(view, &id, revision, "counted twice", &by).unwrap();
    }

    /// Writes into what is kept of the server.
    pub fn spoil(&self, setting: &str, text: &str) {
        let store = Store::open(&self.data()).unwrap();
        store.set_setting(Scope::Server(SERVER.parse().unwrap()), setting, Some(text)).unwrap();
    }

    /// Gives other servers the same digest, each in a channel with the server's id.
    pub fn copy_to(&self, servers: impl Iterator<Item = u64>) {
        let store = Store::open(&self.data()).unwrap();
        let own = Scope::Server(SERVER.parse().unwrap());
        let kept = |name| store.setting(own, name).unwrap().unwrap();
        let (settings, record) = (kept("digest"), kept("digest-record"));
        let copies: Vec<(Scope, String)> =
            servers.map(|id| (Scope::Server(id), settings.replace(CHANNEL, &id.to_string()))).collect();
        let writes: Vec<_> = copies
            .iter()
            .flat_map(|(scope, settings)| {
                [(*scope, "digest", Some(&**settings)), (*scope, "digest-record", Some(&*record))]
            })
            .collect();
        store.set_settings(&writes).unwrap();
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A bot on the folder, logged in.
    pub async fn bot(&self, standin: &StandIn) -> Bot {
        self.bot_with(standin, &[]).await
    }

    /// The same with more settings.
    pub async fn bot_with(&self, standin: &StandIn, settings: &[(&str, &str)]) -> Bot {
        let data = self.data();
        let mut all = vec![("WHITEHALL_DATA", data.to_str().unwrap())];
        all.extend_from_slice(settings);
        Bot::logged_in_with(standin, &all).await
    }
}

/// Daily at the minute of a moment, by UTC; on a day without news one line.
pub fn wish(moment: Timestamp, channel: &str) -> Wish {
    let zone = zones::find("UTC").unwrap();
    let time = zone.to_datetime(moment).time();
    let time = jiff::civil::time(time.hour(), time.minute(), 0, 0);
    let schedule = Schedule { time, zone, weekdays: Weekdays::ALL };
    Wish { channel: channel.parse().unwrap(), schedule, when_empty: Some(WhenEmpty::Line), admins: None }
}

/// The options of a subcommand of /digest.
pub fn sub(name: &str, options: &[(&str, u8, Value)]) -> Value {
    let options: Vec<Value> =
        options.iter().map(|(name, kind, value)| json!({ "name": name, "type": kind, "value": value })).collect();
    json!([{ "name": name, "type": 1, "options": options }])
}

/// The text of a reply.
pub fn content(reply: &Value) -> &str {
    reply["data"]["content"].as_str().unwrap_or_default()
}
