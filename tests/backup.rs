//! `backup` and `restore` as a person runs them: what goes in comes out, a kill leaves the older ones, and every error
//! says what to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A folder of its own to run in, with the invented knowledge of tests/data.
struct Place(TempDir);

impl Place {
    /// With a store that was filled by a question.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.answer("data");
        place
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
        command.args(["--knowledge", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-cli")]);
        command.args(arguments).env_clear().current_dir(self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What it prints, if all went well.
    fn said(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert!(ran.status.success(), "{arguments:?}: {}", text(&ran.stderr));
        text(&ran.stdout)
    }

    /// What it says went wrong.
    fn refused(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status.code(), Some(1), "{arguments:?}: {}", text(&ran.stdout));
        let error = text(&ran.stderr);
        assert!(error.starts_with("whitehall: ") && error.lines().count() >= 2, "{error}");
        error
    }

    fn answer(&self, data: &str) -> String {
        self.said(&["--data", data, "ask", "how much does the kite inspector get?"])
    }

    fn backups(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.path().join("data/backups")).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The records of a backup, without what says when it was made and of which store.
fn records(file: &Path) -> Vec<String> {
    let all = fs::read_to_string(file).unwrap();
    all.lines().skip(2).filter(|line| !line.starts_with("end ")).map(str::to_owned).collect()
}

#[test]
fn what_was_backed_up_comes_back() {
    let place = Place::new();
    let said = place.said(&["backup", "mine.backup"]);
    assert!(said.starts_with("mine.backup: ") && said.contains(" facts, 0 changes, "), "{said}");
    assert_eq!(place.backups().len(), 1, "and today's is in the data folder");

    let said = place.said(&["--data", "other", "restore", "mine.backup"]);
    assert!(said.starts_with("other: ") && said.contains(" facts and 0 changes, as of "), "{said}");
    assert_eq!(place.answer("other"), place.answer("data"));

    place.said(&["--data", "other", "backup", "again.backup"]);
    assert_eq!(records(&place.path("again.backup")), records(&place.path("mine.backup")));
}

#[test]
fn nothing_is_replaced_unless_that_is_said() {
    let place = Place::new();
    place.said(&["backup", "mine.backup"]);
    let before = fs::read(place.path("mine.backup")).unwrap();
    let error = place.refused(&["backup", "mine.backup"]);
    assert!(error.contains("mine.backup") && error.contains("--replace"), "{error}");
    assert_eq!(fs::read(place.path("mine.backup")).unwrap(), before);
    place.said(&["backup", "mine.backup", "--replace"]);

    let error = place.refused(&["restore", "mine.backup"]);
    assert!(error.contains("there is a store in data already") && error.contains("--replace"), "{error}");
    let said = place.said(&["restore", "mine.backup", "--replace"]);
    assert!(said.contains("What was there before is in data/replaced-"), "{said}");
    place.answer("data");
}

#[test]
fn what_cannot_be_used_is_refused_and_says_what_to_do() {
    let place = Place::new();
    place.said(&["backup", "mine.backup"]);
    let mut bytes = fs::read(place.path("mine.backup")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(place.path("bent.backup"), bytes).unwrap();
    fs::write(place.path("other.txt"), "a shopping list\n").unwrap();
    for (file, words) in [
        ("bent.backup", "the backup bent.backup is damaged"),
        ("other.txt", "other.txt is not a backup of Whitehall"),
        ("nowhere.backup", "could not read nowhere.backup"),
        ("data", "data is a folder, and a backup is a file"),
    ] {
        let error = place.refused(&["--data", "new", "restore", file]);
        assert!(error.contains(words), "{error}");
        assert!(!place.path("new").exists(), "{file}: a data folder was made");
    }
    let error = place.refused(&["--data", "nothing", "backup"]);
    assert!(error.contains("there is no store in nothing"), "{error}");
    assert!(!place.path("nothing").exists());
    let error = place.refused(&["backup", "no/such/folder/mine.backup"]);
    assert!(error.contains("no/such/folder"), "{error}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.said(&["backup", "mine.backup"]);
    for path in [place.path("mine.backup"), place.backups().remove(0)] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn a_backup_killed_at_any_moment_leaves_the_older_ones() {
    let place = Place::new();
    place.said(&["backup", "first.backup"]);
    let today = place.backups().remove(0);
    let older = today.with_file_name("2031-07-11.backup");
    fs::copy(&today, &older).unwrap();
    let whole = records(&today);
    let mut cut = 0;
    for round in 0..40 {
        let mut child = place.command(&["backup"]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(600 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(records(&older), whole, "round {round}");
        assert_eq!(records(&today), whole, "round {round}");
        cut += usize::from(today.with_file_name("unfinished").exists());
    }
    println!("{cut} of 40 were killed while they wrote");
    place.said(&["backup"]);
    assert_eq!(place.backups(), [today, older], "and nothing unfinished");
}
