//! Every single call of the system that writes: killed before it, refused by the disk at it, and their order. Needs
//! `strace`; where there is none (or it may not trace), a test says so and is skipped.

use super::damage::copy;
use super::kill::{Life, acknowledged};
use super::ledger::{Deed, Ledger};
use super::place::{Place, rebuilt};
use super::strike::Struck;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What writes, or makes what was written last.
const CALLS: [&str; 9] =
    ["pwrite64", "write", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "mkdir", "sync_file_range"];

/// The command, traced into a file.
fn traced(command: &Command, log: &Path, more: &[String]) -> Output {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-qq", "-e", &format!("trace={}", CALLS.join(",")), "-o"]).arg(log).args(more);
    strace.arg(command.get_program()).args(command.get_args());
    strace.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    strace.current_dir(command.get_current_dir().unwrap());
    strace.stdin(Stdio::null()).output().unwrap()
}

fn can_trace() -> bool {
    let can = Command::new("strace").args(["-o", "/dev/null", "true"]).output().is_ok_and(|ran| ran.status.success());
    if !can {
        eprintln!("skipped: there is no strace here");
    }
    can
}

/// A power cut cannot be tried out, but what it would leave follows from this order.
#[test]
fn a_change_is_on_the_disk_then_noted_then_acknowledged() {
    if !can_trace() {
        return;
    }
    let mut life = Life::begin(Place::new());
    let (_, arguments) = life.deed("add", &mut super::dice::Dice(1));
    let command = life.place.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let log = life.place.path("log");
    assert!(traced(&command, &log, &[]).status.success());
    let log = fs::read_to_string(log).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let last = |call: &str, what: &str| {
        let found = lines.iter().rposition(|line| line.contains(&format!(" {call}(")) && line.contains(what));
        found.unwrap_or_else(|| panic!("no {call} of {what}:\n{log}"))
    };
    let order = [
        last("pwrite64", "/data/engine/db>"),
        last("fdatasync", "/data/engine/db>"),
        last("fsync", "/data/high-water.next>"),
        last("rename", "\"data/high-water.next\", \"data/high-water\""),
        last("fsync", "/data>"),
        last("write", "(1<"),
    ];
    assert!(order.is_sorted(), "{order:?}:\n{log}");
}

/// A copy of a data folder with a command's work cut off or refused at the n-th call; whether there was such a call.
fn at_step(whole: &Life, what: &str, call: &str, fault: &str, n: u32) -> bool {
    let home = tempfile::tempdir().unwrap();
    copy(&whole.place.path("."), home.path());
    let mut life = whole.elsewhere(home.path());
    let (deeds, arguments) = match what {
        "backup" | "restore" => {
            let told = if what == "backup" {
                vec!["backup", "new.backup"]
            } else {
                vec!["restore", "old.backup", "--replace"]
            };
            (vec![], told.into_iter().map(str::to_owned).collect())
        }
        _ => {
            let (deed, arguments) = life.deed(what, &mut super::dice::Dice(1));
            (vec![deed], arguments)
        }
    };
    let command = life.place.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let log = life.place.path("log");
    let inject = format!("inject={call}:{fault}:when={n}");
    let ran = traced(&command, &log, &["-e".to_owned(), inject]);
    let traced = fs::read_to_string(&log).unwrap();
    let hit = traced.contains("INJECTED") || traced.contains("killed by SIGKILL");
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    let place = format!("{what}, {fault} at {call} {n}: {told}");
    assert!(!told.contains("panicked"), "{place}");
    if !ran.status.success() && fault != "signal=SIGKILL" {
        assert!(told.lines().count() >= 2 && !told.contains("Os {"), "{place}");
    }
    let said = Struck { out: String::from_utf8_lossy(&ran.stdout).into_owned(), err: told, ended: None };
    check(&life, what, &deeds, &said, ran.status.success()).unwrap_or_else(|error| panic!("{place}{error}"));
    hit
}

fn check(life: &Life, what: &str, deeds: &[Deed], said: &Struck, well: bool) -> Result<(), String> {
    let data = life.place.data();
    if what == "restore" {
        let saved = Ledger::of(&rebuilt(&life.place.path("old.backup")).map_err(|e| e.to_string())?.1)?;
        let held = Ledger::read(&data);
        return match held {
            Ok(held) if held == saved || (held == life.ledger && !well) => Ok(()),
            Ok(_) => Err("neither the old nor the new".to_owned()),
            Err(refused) if refused.contains("whitehall restore") && !well => {
                life.place.said(&["restore", "old.backup", "--replace"]);
                if Ledger::read(&data)? == saved { Ok(()) } else { Err("not what was saved".to_owned()) }
            }
            Err(refused) => Err(refused),
        };
    }
    let now = Ledger::read(&data)?;
    life.ledger.follow(&now, deeds, usize::from(!deeds.is_empty() && acknowledged(said)))?;
    let backup = life.place.path("new.backup");
    if well && what == "backup" || backup.exists() {
        let made = Ledger::of(&rebuilt(&backup).map_err(|error| error.to_string())?.1)?;
        return if made == now { Ok(()) } else { Err("a backup of something else".to_owned()) };
    }
    Ok(())
}

/// A data folder with a backup, and more than is in that.
fn with_backup() -> Life {
    let mut life = Life::begin(Place::new());
    life.place.said(&["backup", "old.backup"]);
    let (deed, arguments) = life.deed("import", &mut super::dice::Dice(1));
    life.place.said(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let now = Ledger::read(&life.place.data()).unwrap();
    life.ledger.follow(&now, &[deed], 1).unwrap();
    life.ledger = now;
    life
}

/// Between two of them a folder could once be taken for an empty one.
#[test]
fn a_restore_killed_at_any_renaming_leaves_the_old_store_or_the_new_or_says_that_it_is_to_be_repeated() {
    if can_trace() {
        let life = with_backup();
        let renamings = (1..100).take_while(|n| at_step(&life, "restore", "rename", "signal=SIGKILL", *n)).count();
        assert!(renamings >= 3, "{renamings}");
    }
}

#[test]
#[ignore = "ten minutes: after a change in how the store writes"]
fn killed_or_refused_at_every_single_write_nothing_is_lost() {
    if !can_trace() {
        return;
    }
    let life = with_backup();
    for what in ["add", "import", "backup", "restore"] {
        for fault in ["signal=SIGKILL", "error=EIO", "error=ENOSPC"] {
            let until_last = |call| (1..1_000).take_while(|n| at_step(&life, what, call, fault, *n)).count();
            let steps: usize = CALLS.into_iter().map(until_last).sum();
            println!("{what}, {fault}: at {steps} calls, nothing lost");
            assert!(steps > 10, "{what}: {steps}");
        }
    }
}
