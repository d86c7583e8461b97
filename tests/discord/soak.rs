//! A day's worth of traffic in minutes: memory stays flat, replies stay quick, no task is left behind.
//!
//! A short one runs with all tests. The long one, a hundred thousand interactions in about five minutes:
//! `cargo build --release && WHITEHALL_BINARY=$PWD/target/release/whitehall cargo test --test discord a_hundred_thousand
//! -- --ignored --nocapture`

use super::monitor::{value, watched};
use super::standin::{Bot, Mood, Person, StandIn, command_data};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// Conversations at once.
const AT_ONCE: usize = 8;
/// No reply takes longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// What people ask; some of it is not held.
const QUESTIONS: [&str; 6] = [
    "what does the head of digital maps earn",
    "how much does the great atlas cost",
    "what does the head of digital earn",
    "where is the head of digital charts based",
    "what is the moon made of",
    "waht dose the cheif map maker get",
];

/// How much, how fast, and what is put up with.
#[derive(Clone, Copy)]
struct Plan {
    interactions: usize,
    a_second: u32,
    slowest: Duration,
    /// By how much the memory may grow, in per cent.
    growth: u64,
}

struct Soak {
    standin: StandIn,
    plan: Plan,
    begun: AtomicUsize,
    turn: Mutex<Instant>,
    /// How long each reply took, and whether it told of a write that is on the disk.
    waits: Mutex<Vec<(Duration, bool)>>,
}

impl Soak {
    /// Somebody does something, in their turn; the reply.
    async fn act(&self, kind: u64, data: Value, person: Person<'_>, on: Option<&Value>) -> Value {
        self.begun.fetch_add(1, Ordering::Relaxed);
        let at = {
            let mut turn = self.turn.lock().await;
            let at = (*turn).max(Instant::now());
            *turn = at + Duration::from_secs(1) / self.plan.a_second;
            at
        };
        sleep_until(at).await;
        let custom_id = data["custom_id"].as_str().map(str::to_owned);
        let writes = data["name"] == "fact" || custom_id.as_ref().is_some_and(|id| id.starts_with("wh1:fact:"));
        let id = match (kind, on, custom_id) {
            (3, Some(on), Some(custom_id)) => match data["values"][0].as_str() {
                Some(value) => self.standin.choose(on, &custom_id, value, person),
                None => self.standin.press(on, &custom_id, person),
            },
            _ => self.standin.act(kind, data, person, None),
        };
        let start = Instant::now();
        loop {
            if let Some((reply, took)) = self.standin.take_reply(&id) {
                self.waits.lock().await.push((took, writes));
                return reply;
            }
            assert!(start.elapsed() < PATIENCE, "no reply");
            sleep(Duration::from_millis(1)).await;
        }
    }

    async fn command(&self, name: &str, options: Value, person: Person<'_>) -> Value {
        self.act(2, command_data(name, &options), person, None).await
    }

    /// One visit, of one interaction or of some that belong together.
    async fn visit(&self, n: usize) {
        let (id, server) =
            ((910_000_000_000_000_000 + n % 20_000).to_string(), (920_000_000_000_000_000 + n % 500).to_string());
        let person = Person { id: &id, server: &server, ..Person::MEMBER };
        let question = QUESTIONS[n / 7 % QUESTIONS.len()];
        let asked = json!([{ "name": "question", "type": 3, "value": question }]);
        match n % 100 {
            0..60 => drop(self.command("ask", asked, person).await),
            60..80 => {
                let options =
                    json!([{ "name": "question", "type": 3, "value": &question[..n % 16], "focused": true }]);
                let data = json!({ "id": "800000000000000001", "name": "ask", "type": 1, "options": options });
                let offers = self.act(4, data, person, None).await;
                assert!(offers["data"]["choices"].is_array(), "{offers}");
            }
            80..88 => {
                let card = self
                    .command("role", json!([{ "name": "name", "type": 3, "value": "head of maps" }]), person)
                    .await;
                let menu = json!({ "custom_id": "wh1:more", "values": ["head-of-maps|salary"] });
                let more = self.act(3, menu, person, Some(&card)).await;
                assert!(more["data"]["embeds"].is_array(), "{more}");
                if let Some(wrong) = button(&card, "Wrong") {
                    self.act(3, json!({ "custom_id": wrong }), person, Some(&card)).await;
                }
            }
            88..92 => drop(self.command("help", json!([]), person).await),
            92..95 => drop(self.command("gone", json!([]), person).await),
            95..98 => {
                let nothing = json!({ "data": { "content": "" } });
                self.act(3, json!({ "custom_id": "of another bot", "values": ["x"] }), person, Some(&nothing)).await;
            }
            98 => drop(self.command("status", json!([]), Person { manages: true, ..person }).await),
            // Admins keep facts now and then: four steps among three hundred and fifty.
            _ if n % 300 != 99 => drop(self.command("privacy", privacy(), person).await),
            _ => {
                let server = (920_000_000_000_000_000 + n / 300 % 20).to_string();
                self.keep(Person { manages: true, server: &server, ..person }).await;
            }
        }
    }

    /// A fact is added and taken back.
    async fn keep(&self, admin: Person<'_>) {
        let text = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
        let options = json!([{ "name": "add", "type": 1, "options": [
            text("subject", "great-atlas"), text("attribute", "budget"), text("value", "about £12m a year"),
            text("source", "The Buoy, \"Atlas runs on\", Jo Beam, 12 June 2025"),
        ] }]);
        let card = self.command("fact", options, admin).await;
        // Somebody else may be adding it there at this moment.
        let Some(save) = button(&card, "Save") else { return };
        let saved = self.act(3, json!({ "custom_id": save }), admin, Some(&card)).await;
        let said = saved["data"]["content"].as_str().unwrap_or_default();
        let number = said.split("change ").nth(1).and_then(|rest| rest.split(':').next()?.parse::<u64>().ok());
        let Some(number) = number else { return };
        let change = json!({ "name": "change", "type": 4, "value": number });
        let card = self.command("fact", json!([{ "name": "undo", "type": 1, "options": [change] }]), admin).await;
        let Some(undo) = button(&card, "Undo it") else { return };
        self.act(3, json!({ "custom_id": undo }), admin, Some(&card)).await;
    }

    /// Visits until so many interactions have begun.
    async fn run_to(self: &Arc<Self>, next: &mut usize, goal: usize) {
        let mut visits = JoinSet::new();
        while self.begun.load(Ordering::Relaxed) < goal || !visits.is_empty() {
            while visits.len() < AT_ONCE && self.begun.load(Ordering::Relaxed) < goal {
                let (soak, n) = (Arc::clone(self), *next);
                *next += 1;
                visits.spawn(async move { soak.visit(n).await });
            }
            if let Some(visit) = visits.join_next().await {
                visit.unwrap();
            }
        }
    }
}

fn privacy() -> Value {
    json!([{ "name": "show", "type": 1, "options": [] }])
}

/// The middle of some waits, the one that 99 of 100 do not exceed, and the longest.
fn spread(mut waits: Vec<Duration>) -> [Duration; 3] {
    waits.sort_unstable();
    [waits[waits.len() / 2], waits[waits.len() * 99 / 100], waits[waits.len() - 1]]
}

/// The custom id of the button whose label begins so.
fn button(on: &Value, label: &str) -> Option<String> {
    let rows = on["data"]["components"].as_array()?;
    let mut parts = rows.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = parts.find(|part| part["label"].as_str().is_some_and(|found| found.starts_with(label)))?;
    Some(found["custom_id"].as_str()?.to_owned())
}

/// What the memory holds when nothing is being done: the median of some looks.
async fn at_rest(bot: &Bot) -> u64 {
    let mut looks = Vec::new();
    for _ in 0..5 {
        sleep(Duration::from_millis(100)).await;
        looks.push(bot.resident_kib());
    }
    looks.sort_unstable();
    looks[2]
}

async fn soak(plan: Plan) {
    let standin = StandIn::in_mood(Mood { heartbeat: Some(Duration::from_secs(41)), ..Mood::default() }).await;
    let (bot, address) = watched(&standin).await;
    standin.change_mood(|mood| mood.forgetful = true);
    let (turn, waits) = (Mutex::new(Instant::now()), Mutex::default());
    let soak = Arc::new(Soak { standin: standin.clone(), plan, begun: AtomicUsize::new(0), turn, waits });
    let (mut next, start) = (0, Instant::now());
    let (mut memory, mut tasks) = (Vec::new(), Vec::new());
    for tenth in 1..=10 {
        soak.run_to(&mut next, plan.interactions / 10 * tenth).await;
        memory.push(at_rest(&bot).await);
        tasks.push(value(&address, "whitehall_tasks").await as u64);
    }
    let waits = std::mem::take(&mut *soak.waits.lock().await);
    let of = |kind: Option<bool>| {
        spread(
            waits
                .iter()
                .filter(|(_, writes)| kind.is_none_or(|kind| kind == *writes))
                .map(|(wait, _)| *wait)
                .collect(),
        )
    };
    let p99 = of(None)[1];
    println!("{} interactions in {:?}; memory {memory:?} KiB; tasks {tasks:?}", waits.len(), start.elapsed());
    println!(
        "median, p99 and longest reply: all {:?}; reading {:?}; writing {:?}",
        of(None),
        of(Some(false)),
        of(Some(true))
    );
    assert!(waits.len() >= plan.interactions, "each was answered");
    standin.assert_nothing_refused();
    assert!(!bot.output().contains(" ERROR "), "{}", bot.output());
    // The first tenth fills what is filled once.
    let (warm, most) = (memory[0], *memory.iter().max().unwrap());
    assert!(most * 100 <= warm * (100 + plan.growth), "it grew from {warm} to {most} KiB: {memory:?}");
    assert!(p99 < plan.slowest, "replies took {p99:?}");
    // Connections that Discord keeps open for a while are tasks, too.
    assert!(tasks[9] <= tasks[0] + 8, "tasks were left behind: {tasks:?}");
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_one() {
    soak(Plan { interactions: 2_000, a_second: 400, slowest: Duration::from_millis(2_500), growth: 25 }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes five minutes; with a program built for release"]
async fn a_hundred_thousand_interactions() {
    soak(Plan { interactions: 100_000, a_second: 400, slowest: Duration::from_millis(20), growth: 5 }).await;
}
