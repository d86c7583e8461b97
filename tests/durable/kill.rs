//! The binary is killed (SIGKILL) at random moments of everything that it does alone. What it said that it had done is
//! there, whole; what it had not said is there wholly or not at all; and it goes on from there.

use super::dice::{Dice, asked};
use super::ledger::{Deed, Ledger, count_of};
use super::place::{Place, rebuilt};
use super::strike::{Lives, Struck};
use super::tally::{Tally, When};
use super::{beside, digest};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use whitehall::fact::Scope;

const SOURCE: &str = "The Buoy, \"Lamps up\", Quill Penny, 3 May 2022";
const ROWS: usize = 150;

/// Rounds in one data folder, before another one is begun.
const LIFE: u64 = 40;

/// What is done when the kill comes, and how often of a hundred.
const MOMENTS: [(&str, u64); 12] = [
    ("a first start", 8),
    ("opening", 8),
    ("add", 9),
    ("edit", 9),
    ("retract", 7),
    ("undo", 7),
    ("import", 12),
    ("export", 9),
    ("backup", 9),
    ("restore", 8),
    ("serve: edits by socket and Discord", 11),
    ("serve: a digest is posted", 3),
];

fn drawn(dice: &mut Dice) -> &'static str {
    let mut roll = dice.below(MOMENTS.iter().map(|(_, share)| share).sum());
    for (moment, share) in MOMENTS {
        if roll < share {
            return moment;
        }
        roll -= share;
    }
    unreachable!("the shares cover every roll")
}

/// A data folder, and what it is known to hold.
pub struct Life {
    pub place: Place,
    pub ledger: Ledger,
    /// Every fact that is added says another number.
    pub counter: i64,
    /// What each of the files made here may hold: what was last acknowledged and what was begun since.
    exported: Vec<Ledger>,
    saved: Vec<Ledger>,
}

impl Life {
    /// With the shipped facts and some of the owners'.
    pub fn begin(place: Place) -> Self {
        place.said(&["fact", "add", "head-of-maps", "direct-reports", "7 people", "--source", SOURCE, "--yes"]);
        let ledger = Ledger::read(&place.data()).unwrap();
        Self { place, ledger, counter: 1_000, exported: vec![], saved: vec![] }
    }

    /// Another one that holds the same, elsewhere.
    pub fn elsewhere(&self, path: &Path) -> Self {
        let (ledger, counter) = (self.ledger.clone(), self.counter);
        Self { place: Place::at(path), ledger, counter, exported: vec![], saved: vec![] }
    }

    pub fn next(&mut self) -> i64 {
        self.counter += 1;
        self.counter
    }

    /// A deed of this kind, and the command that does it. What cannot be done now becomes an addition.
    pub fn deed(&mut self, moment: &str, dice: &mut Dice) -> (Deed, Vec<String>) {
        let count = self.next();
        let value = format!("{count} people");
        let own = self.ledger.facts().into_iter().filter(|fact| fact.scope == Scope::Owners);
        let ids: Vec<_> = own.filter(|fact| count_of(fact).is_some()).map(|fact| fact.id).collect();
        let last = self.ledger.changes.last();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        match moment {
            "edit" if !ids.is_empty() => {
                let id = dice.one(&ids).clone();
                let arguments = words(&["fact", "edit", id.as_str(), &value, "--yes", "--json"]);
                (Deed::Edit(id, count), arguments)
            }
            "retract" if !ids.is_empty() => {
                let id = dice.one(&ids).clone();
                let arguments = words(&["fact", "retract", id.as_str(), "--reason", "a misprint", "--yes", "--json"]);
                (Deed::Retract(id), arguments)
            }
            "undo" if last.is_some_and(|change| change.scope == Scope::Owners) => {
                (Deed::Undo, words(&["fact", "undo", "--yes", "--json"]))
            }
            "import" => {
                let tag = format!("jetty-{count}");
                fs::write(self.place.path("rows.jsonl"), rows(&tag, ROWS)).unwrap();
                (Deed::Import(tag, ROWS), words(&["import", "rows.jsonl", "--yes", "--json"]))
            }
            _ => {
                let add = ["fact", "add", "head-of-maps", "direct-reports", &value, "--source", SOURCE];
                (Deed::Add(Scope::Owners, count), words(&[&add[..], &["--yes", "--json"]].concat()))
            }
        }
    }
}

fn rows(tag: &str, count: usize) -> String {
    let row = |n: usize| {
        json!({"subject": format!("{tag}-{n}"), "name": format!("Jetty {tag} {n}"), "kind": "system",
            "attribute": "cost", "value": format!("£{}", 1_000 + n), "source": SOURCE})
        .to_string()
            + "\n"
    };
    (0..count).map(row).collect()
}

/// Whether a command said that it had done what was to be done; an import of nothing new is none of ours.
pub fn acknowledged(said: &Struck) -> bool {
    ["added", "changed", "withdrawn", "undone", "imported"]
        .iter()
        .any(|outcome| said.says(&format!("\"outcome\":\"{outcome}\"")))
}

/// Everything that the rounds share.
struct Rounds {
    dice: Dice,
    lives: Lives,
    tally: Tally,
    life: Life,
}

impl Rounds {
    /// One round. An error is a loss, told with the seed's number of it.
    async fn round(&mut self, moment: &'static str) -> Result<When, String> {
        match moment {
            "a first start" => self.first_start(),
            "opening" => self.opening(),
            "export" => self.export(),
            "backup" => self.backup(),
            "restore" => self.restore(),
            "serve: edits by socket and Discord" => beside::round(&mut self.life, &mut self.dice).await,
            "serve: a digest is posted" => digest::round(&mut self.dice).await,
            _ => self.write(moment),
        }
    }

    fn strike(&mut self, moment: &'static str, arguments: &[&str]) -> Result<Struck, String> {
        let command = self.life.place.command(arguments);
        let struck = self.lives.strike(moment, command, &self.life.place.data(), &mut self.dice);
        told_well(struck)
    }

    fn first_start(&mut self) -> Result<When, String> {
        let place = Place::new();
        let command = place.command(&["ask", "what does the head of maps earn?"]);
        let struck = self.lives.strike("a first start", command, &place.data(), &mut self.dice);
        let struck = told_well(struck)?;
        let begun = place.data().join("engine").exists();
        place.said(&["ask", "what does the head of maps earn?"]);
        let now = Ledger::read(&place.data())?;
        if now.shipped != self.life.ledger.shipped || !now.changes.is_empty() {
            return Err(format!("{} shipped facts and {} changes", now.shipped.len(), now.changes.len()));
        }
        Ok(when(&struck, struck.says("77,000"), begun))
    }

    fn opening(&mut self) -> Result<When, String> {
        let struck = self.strike("opening", &["ask", "what does the head of maps earn?"])?;
        let now = Ledger::read(&self.life.place.data())?;
        if now != self.life.ledger {
            return Err("something else is held".to_owned());
        }
        Ok(when(&struck, struck.says("77,000"), false))
    }

    fn write(&mut self, moment: &'static str) -> Result<When, String> {
        let (deed, arguments) = self.life.deed(moment, &mut self.dice);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let struck = self.strike(moment, &arguments)?;
        let sure = acknowledged(&struck);
        let now = Ledger::read(&self.life.place.data())?;
        let done = self.life.ledger.follow(&now, &[deed], usize::from(sure))?;
        self.life.ledger = now;
        Ok(when(&struck, sure, done == 1))
    }

    fn export(&mut self) -> Result<When, String> {
        let struck = self.strike("export", &["export", "export.jsonl", "--force", "--json"])?;
        let sure = struck.says("\"outcome\":\"exported\"");
        let now = Ledger::read(&self.life.place.data())?;
        self.life.ledger.follow(&now, &[], 0)?;
        if sure {
            self.life.exported.clear();
        }
        self.life.exported.push(now);
        let file = self.life.place.path("export.jsonl");
        if sure || file.exists() {
            let other = Place::new();
            other.said(&["import", file.to_str().unwrap(), "--yes"]);
            let loaded = Ledger::read(&other.data())?;
            let fits = |held: &Ledger| owners(held) == owners(&loaded);
            if !self.life.exported.iter().any(fits) {
                return Err(format!("an export of {} facts", loaded.facts().len()));
            }
        }
        Ok(when(&struck, sure, false))
    }

    fn backup(&mut self) -> Result<When, String> {
        let struck = self.strike("backup", &["backup", "copy.backup", "--replace"])?;
        let sure = struck.says("copy.backup: ");
        let now = Ledger::read(&self.life.place.data())?;
        self.life.ledger.follow(&now, &[], 0)?;
        if sure {
            self.life.saved.clear();
        }
        self.life.saved.push(now);
        let mut made = backups(&self.life.place.data());
        made.push(self.life.place.path("copy.backup"));
        for file in made.iter().filter(|file| sure || file.exists()) {
            let (_folder, store) = rebuilt(file).map_err(|error| error.to_string())?;
            if !self.life.saved.contains(&Ledger::of(&store)?) {
                return Err(format!("{} holds something else", file.display()));
            }
        }
        Ok(when(&struck, sure, false))
    }

    /// Brings back the last backup, which holds less than the store.
    fn restore(&mut self) -> Result<When, String> {
        let (life, copy) = (&mut self.life, "copy.backup");
        life.place.said(&["backup", copy, "--replace"]);
        let saved = life.ledger.clone();
        let (deed, arguments) = life.deed("add", &mut self.dice);
        life.place.said(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let before = Ledger::read(&life.place.data())?;
        saved.follow(&before, &[deed], 1)?;
        life.saved = vec![saved.clone()];

        let struck = self.strike("restore", &["restore", copy, "--replace"])?;
        let sure = struck.says(" facts and ");
        let place = &self.life.place;
        let asides = folders(&place.data(), "replaced-");
        let (now, done) = match Ledger::read(&place.data()) {
            Ok(now) if now == before && !sure => (now, false),
            Ok(now) if now == saved => (now, true),
            Ok(now) => return Err(format!("{} changes, neither the old nor the new", now.changes.len())),
            Err(refused) if refused.contains("whitehall restore") && !sure => {
                place.said(&["restore", copy, "--replace"]);
                (Ledger::read(&place.data())?, true)
            }
            Err(refused) => return Err(refused),
        };
        if done && (now != saved || !asides.iter().any(|aside| Ledger::read(aside).as_ref() == Ok(&before))) {
            return Err(format!("what was there before is gone: {asides:?}"));
        }
        asides.iter().for_each(|aside| fs::remove_dir_all(aside).unwrap());
        self.life.ledger = now;
        Ok(when(&struck, sure, done))
    }
}

/// Nobody sees a panic, and a command that was left alone does what it should.
fn told_well(struck: Struck) -> Result<Struck, String> {
    if struck.err.contains("panicked") || struck.ended == Some(false) {
        return Err(struck.err);
    }
    Ok(struck)
}

fn when(struck: &Struck, sure: bool, done: bool) -> When {
    match (struck.ended, sure, done) {
        (Some(_), _, _) => When::Ended,
        (None, true, _) => When::Acknowledged,
        (None, false, true) => When::Between,
        (None, false, false) => When::Before,
    }
}

/// The facts and the number of changes of the owners' layer.
fn owners(ledger: &Ledger) -> (Vec<whitehall::fact::Fact>, usize) {
    let facts = ledger.facts().into_iter().filter(|fact| fact.scope == Scope::Owners).collect();
    (facts, ledger.changes.iter().filter(|change| change.scope == Scope::Owners).count())
}

fn backups(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data.join("backups")).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "backup")).collect()
}

fn folders(data: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(data).unwrap().flatten();
    entries.filter(|e| e.file_name().to_string_lossy().starts_with(prefix)).map(|e| e.path()).collect()
}

/// Goes on until so many living processes were killed; one that had ended before does not count.
async fn rounds(kills: u32, seed: u64, moments: impl Fn(u64, &mut Dice) -> &'static str) {
    println!("seed {seed}, {kills} kills");
    let life = Life::begin(Place::new());
    let mut all = Rounds { dice: Dice(seed), lives: Lives::default(), tally: Tally::default(), life };
    for n in 0.. {
        if all.tally.kills() >= kills {
            break;
        }
        assert!(n < u64::from(kills) * 4, "most processes ended before they were killed");
        if n % LIFE == LIFE - 1 {
            all.life = Life::begin(Place::new());
        }
        let moment = moments(n, &mut all.dice);
        match all.round(moment).await {
            Ok(when) => all.tally.count(moment, when),
            Err(what) => {
                all.tally.fail(format!("seed {seed}, round {n}, {moment}: {what}"));
                all.life = Life::begin(Place::new());
            }
        }
        if n % 50 == 49 {
            println!("after {} rounds:\n{}", n + 1, all.tally);
        }
    }
    all.tally.assert_nothing_lost();
}

/// Each kind of process is left alive once, so that its length is known, and killed whenever its turn comes again.
#[tokio::test]
async fn whatever_it_does_when_it_is_killed_nothing_acknowledged_is_lost() {
    let alone = &MOMENTS[..10];
    let count = alone.len() as u64;
    rounds(12, asked("KILL_SEED", 1), |n, _| alone[usize::try_from(n % count).unwrap()].0).await;
}

#[tokio::test]
#[ignore = "half an hour; KILL_ROUNDS and KILL_SEED choose others"]
async fn five_hundred_kills_lose_nothing_that_was_acknowledged() {
    let kills = u32::try_from(asked("KILL_ROUNDS", 500)).unwrap();
    rounds(kills, asked("KILL_SEED", 6), |_, dice| drawn(dice)).await;
}
