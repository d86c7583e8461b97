//! Files of the data folder are altered, cut, or gone: the program says so and what to do, or it answers and exports as
//! before. Never a panic, never silently fewer facts, never a wrong fact.

use super::dice::{Dice, asked};
use super::ledger::Ledger;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const SOURCE: &str = "The Buoy, \"Lamps up\", Quill Penny, 3 May 2022";

/// The binary with what is built into it: only then there is a file of words.
fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
    command.arg("--data").arg(data).args(arguments).env_clear().current_dir(data.parent().unwrap());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn done(data: &Path, arguments: &[&str], input: &str) -> String {
    let ran = run(data, arguments, input);
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// What can be seen of a data folder.
#[derive(Debug, PartialEq)]
struct Seen {
    answers: Vec<Value>,
    export: String,
}

/// A data folder in good health with something of everything, and what is seen of it.
struct Whole {
    home: TempDir,
    questions: String,
    seen: Seen,
    ledger: Ledger,
    /// Whether the backup is brought back after every refusal.
    restores: bool,
}

impl Whole {
    fn make() -> Self {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("whole");
        let listed = done(&data, &["fact", "list", "--all", "--json"], "");
        let facts: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // About every tenth fact, by its subject and attribute.
        let asked = facts.iter().step_by(10).map(|told| {
            let subject = told["subject"]["name"].as_str().unwrap_or_default();
            format!("{} of {subject}\n", told["fact"]["attribute"].as_str().unwrap())
        });
        let questions: String = asked.collect();
        let subject = facts[0]["fact"]["subject"].as_str().unwrap();
        let id = facts[3]["fact"]["id"].as_str().unwrap();
        for count in ["12 people", "13 people"] {
            done(&data, &["fact", "add", subject, "direct-reports", count, "--source", SOURCE, "--yes"], "");
        }
        done(&data, &["fact", "retract", id, "--reason", "a misprint", "--yes"], "");
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import-template.csv");
        done(&data, &["import", sample, "--yes"], "");
        done(&data, &["backup"], "");
        let seen = seen(&data, &questions).unwrap();
        assert!(seen.answers.len() > 20 && seen.export.lines().count() > 10);
        let ledger = held(&data).unwrap();
        Self { home, questions, seen, ledger, restores: false }
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("whole")
    }

    /// The newest backup, out of the way of damage.
    fn backup(&self) -> PathBuf {
        files(&self.data()).into_iter().find(|path| path.extension().is_some_and(|end| end == "backup")).unwrap()
    }

    /// Damages a copy, and sees what becomes of it: whether it is refused, or all is as before.
    #[track_caller]
    fn is_refused(&self, what: &str, damage: impl FnOnce(&Path)) -> bool {
        let home = tempfile::tempdir().unwrap();
        let bent = home.path().join("bent");
        copy(&self.data(), &bent);
        damage(&bent);
        let Err(refused) = seen(&bent, &self.questions).map(|seen| {
            assert!(seen == self.seen, "{what}: it answers or exports otherwise");
            assert!(held(&bent).unwrap() == self.ledger, "{what}: something else is held");
        }) else {
            return false;
        };
        assert!(refused.contains("damaged") && refused.contains("whitehall restore"), "{what}: {refused}");
        // The engine may mend what it broke off: the refusal must not go away by trying again.
        assert!(held(&bent).is_err_and(|text| text.contains("damaged")), "{what}: refused, then opened");
        if self.restores {
            done(&bent, &["restore", self.backup().to_str().unwrap(), "--replace"], "");
            assert!(held(&bent).unwrap() == self.ledger, "{what}: not what was backed up");
        }
        true
    }
}

/// What the store holds, but for the note of which words were read last: those of another run are as good.
fn held(data: &Path) -> Result<Ledger, String> {
    let mut ledger = Ledger::read(data)?;
    ledger.settings.retain(|(_, name, _)| name != "in-step");
    Ok(ledger)
}

fn seen(data: &Path, questions: &str) -> Result<Seen, String> {
    let asked = run(data, &["ask", "--json"], questions);
    let exported = run(data, &["export"], "");
    let errors = [&asked.stderr[..], &exported.stderr[..]].concat();
    let errors = String::from_utf8_lossy(&errors).into_owned();
    assert!(!errors.contains("panicked"), "{errors}");
    if !asked.status.success() || !exported.status.success() {
        assert_eq!((asked.status.code(), exported.status.code()), (Some(1), Some(1)), "{errors}");
        return Err(errors);
    }
    let answers = String::from_utf8(asked.stdout).unwrap();
    let mut answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    answers.iter_mut().for_each(|answer| drop(answer.as_object_mut().unwrap().remove("latency_us")));
    // Its first line has the moment at which it was made.
    let export = String::from_utf8(exported.stdout).unwrap();
    let export = export.split_once('\n').unwrap_or_default().1.to_owned();
    Ok(Seen { answers, export })
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// How often what was damaged is as before, and how often it is refused, by file.
#[derive(Default)]
struct Outcomes(BTreeMap<String, [u32; 2]>);

impl Outcomes {
    fn count(&mut self, file: &str, refused: bool) {
        self.0.entry(file.to_owned()).or_default()[usize::from(refused)] += 1;
    }

    fn refused(&self) -> u32 {
        self.0.values().map(|counts| counts[1]).sum()
    }

    fn print(&self, what: &str) {
        println!("{what:<44}{:>10}{:>10}", "as before", "refused");
        for (file, [as_before, refused]) in &self.0 {
            println!("{file:<44}{as_before:>10}{refused:>10}");
        }
    }
}

fn relative<'p>(path: &'p Path, data: &Path) -> &'p str {
    path.strip_prefix(data).unwrap().to_str().unwrap()
}

/// Alters bytes, mostly in the engine's data, where most of what can be damaged lies; the other files in turn.
fn flips(whole: &Whole, count: u64, seed: u64) {
    println!("seed {seed}, {count} places");
    let (mut dice, mut outcomes) = (Dice(seed), Outcomes::default());
    let all: Vec<PathBuf> =
        files(&whole.data()).into_iter().filter(|path| path.metadata().unwrap().len() > 0).collect();
    for n in 0..count {
        let data = whole.data().join("engine/db");
        let turn = usize::try_from(seed + n / 2).unwrap();
        let path = if n % 2 == 0 { &data } else { &all[turn % all.len()] };
        let mut bytes = fs::read(path).unwrap();
        // Where something was written; one in four anywhere.
        let written: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
        let place = if dice.below(4) == 0 {
            usize::try_from(dice.below(bytes.len() as u64)).unwrap()
        } else {
            *dice.one(&written)
        };
        bytes[place] ^= u8::try_from(1 + dice.below(255)).unwrap();
        let name = relative(path, &whole.data());
        let what = format!("seed {seed}, round {n}: byte {place} of {name}");
        let refused = whole.is_refused(&what, |bent| {
            let bent = bent.join(name);
            fs::write(&bent, &bytes).unwrap();
            if name.ends_with(".backup") {
                refuses_backup(&bent, &what);
            }
        });
        outcomes.count(name, refused);
    }
    outcomes.print("altered");
    assert!(outcomes.refused() * 5 > u32::try_from(count).unwrap(), "the damage hit nothing");
}

#[track_caller]
fn refuses_backup(file: &Path, what: &str) {
    let ran = run(&file.with_file_name("elsewhere"), &["restore", file.to_str().unwrap()], "");
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    let words = ["is damaged", "is not a backup of Whitehall", "a newer Whitehall"];
    assert!(!ran.status.success() && words.iter().any(|words| error.contains(words)), "{what}: {error}");
    assert!(!file.with_file_name("elsewhere").exists(), "{what}: a folder was made");
}

/// Cuts every file to so many lengths each: the ends, and any in between.
fn cuts(whole: &Whole, lengths: usize, seed: u64) {
    println!("seed {seed}, {lengths} lengths of each file");
    let (mut dice, mut outcomes) = (Dice(seed), Outcomes::default());
    for path in files(&whole.data()) {
        let long = path.metadata().unwrap().len();
        let any: Vec<u64> = (0..lengths).map(|_| dice.below(long.max(1))).collect();
        let lengths: Vec<u64> = [0, long.saturating_sub(1)].into_iter().chain(any).take(lengths).collect();
        for length in lengths.into_iter().filter(|length| *length < long) {
            let name = relative(&path, &whole.data());
            let what = format!("seed {seed}: {name} cut to {length} of {long}");
            let refused = whole.is_refused(&what, |bent| {
                let bent = bent.join(name);
                fs::File::options().write(true).open(&bent).unwrap().set_len(length).unwrap();
                if name.ends_with(".backup") {
                    refuses_backup(&bent, &what);
                }
            });
            outcomes.count(name, refused);
        }
    }
    outcomes.print("cut");
    assert!(outcomes.refused() > 0, "the cuts hit nothing");
}

/// Takes away every file and every folder, one at a time.
fn losses(whole: &Whole) {
    let mut outcomes = Outcomes::default();
    let folders = ["engine", "backups", "engine/blobs"].map(|name| whole.data().join(name));
    for path in files(&whole.data()).into_iter().chain(folders) {
        let name = relative(&path, &whole.data());
        let refused = whole.is_refused(&format!("{name} is gone"), |bent| {
            let bent = bent.join(name);
            if bent.is_dir() { fs::remove_dir_all(&bent).unwrap() } else { fs::remove_file(&bent).unwrap() }
        });
        outcomes.count(name, refused);
    }
    outcomes.print("gone");
    assert!(outcomes.refused() >= 3, "the facts, and what they are measured by");
}

/// A backup brought back elsewhere: the same answers, the same export, the same history.
fn comes_back(whole: &Whole) {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    done(&data, &["restore", whole.backup().to_str().unwrap()], "");
    assert!(held(&data).unwrap() == whole.ledger, "something else is held");
    assert!(seen(&data, &whole.questions).unwrap() == whole.seen, "it answers or exports otherwise");
}

/// One store for all of it, for it takes a second to make.
#[test]
fn altered_cut_and_missing_files_are_reported_or_change_nothing() {
    let whole = Whole::make();
    comes_back(&whole);
    flips(&whole, 8, asked("DAMAGE_SEED", 1));
    cuts(&whole, 1, 4);
    losses(&whole);
}

#[test]
#[ignore = "minutes; DAMAGE_PLACES, DAMAGE_LENGTHS and DAMAGE_SEED choose others"]
fn two_hundred_altered_places_and_many_cuts_are_reported_or_change_nothing() {
    let whole = Whole { restores: true, ..Whole::make() };
    let seed = asked("DAMAGE_SEED", 2);
    flips(&whole, asked("DAMAGE_PLACES", 200), seed);
    cuts(&whole, usize::try_from(asked("DAMAGE_LENGTHS", 12)).unwrap(), seed);
}
