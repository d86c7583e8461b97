//! The folder: in use, not to be used, full.

use super::child::{command, spawn};
use super::sample::{everything, fill};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Child;
use whitehall::store::{Store, StoreError};

fn wait_for(child: &mut Child, line: &str) {
    let out = BufReader::new(child.stdout.take().unwrap());
    assert!(out.lines().any(|said| said.unwrap().contains(line)), "it never said {line}");
}

#[test]
fn a_second_process_is_told_who_has_the_store() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), 5);
    let mut holder = spawn("hold", folder.path());
    wait_for(&mut holder, "held");
    let error = Store::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::InUse { pid: Some(pid), .. } if pid == holder.id()), "{error}");
    assert!(error.to_string().contains(&format!("in use by process {}", holder.id())), "{error}");
    drop(holder.stdin.take());
    holder.wait().unwrap();
    Store::open(folder.path()).unwrap();
}

#[test]
fn a_process_that_ends_soon_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let original = fill(folder.path(), 5);
    let first = Store::open(folder.path()).unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| everything(&Store::open(folder.path())?));
        std::thread::sleep(std::time::Duration::from_millis(50));
        drop(first);
        assert_eq!(second.join().unwrap().unwrap(), original);
    });
}

#[test]
fn a_place_that_is_no_folder_is_named() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    for place in [file.clone(), file.join("below")] {
        let error = Store::open(&place).unwrap_err();
        assert!(matches!(error, StoreError::Access { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(&place.display().to_string()) && text.contains("a folder is needed there"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn the_folder_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("data");
    Store::open(&folder).unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_an_error_that_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("data");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("try"), "").is_ok() {
        // The superuser may write anywhere: the system refuses nothing, so there is nothing to see here.
        eprintln!("skipped: run as the superuser");
        return;
    }
    let error = Store::open(&folder).unwrap_err();
    assert!(matches!(error, StoreError::Access { .. }) && error.to_string().contains("another user"), "{error}");
}

/// A limit on the size of files stands in for the full disk: the system refuses the write just so.
#[cfg(unix)]
#[test]
fn after_a_failed_write_the_store_only_reads_and_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    // Without the trap the signal would kill the process before it sees the refusal. Blocks of 512 bytes.
    let mut child = command("fill", folder.path(), Some("trap '' XFSZ; ulimit -f 4096"));
    let said = String::from_utf8(child.output().unwrap().stdout).unwrap();
    let line = |word: &str| said.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_else(|| panic!("{said}"));
    assert!(line("error ").contains("could not be saved"), "{said}");
    assert!(line("again ").contains("only reads"), "{said}");
    assert_eq!((line("writable "), line("reads ")), ("false", "true"));
    let acknowledged = said.lines().filter(|line| line.starts_with("ack ")).count();
    assert!(acknowledged > 10, "{said}");

    let store = Store::open(folder.path()).unwrap();
    let held = everything(&store).unwrap();
    assert!((acknowledged..=acknowledged + 1).contains(&held.content.facts.len()));
    assert_eq!(held.changes.len(), held.content.facts.len());
    store.set_setting(Default::default(), "after", Some("well")).unwrap();
    assert!(store.health().writable());
}
