//! The disk is full, read-only, or files may not grow: the program says what happened and what to do, loses nothing that
//! it acknowledged, and works again when there is room.
//!
//! Disks are mounted in a namespace of their own, so that nothing is left of them. Where the system does not let a test
//! do so, it says so and is skipped.

use super::beside::{button, fact_add, replied};
use super::dice::asked;
use super::kill::{Life, acknowledged};
use super::ledger::{Deed, Ledger};
use super::place::Place;
use super::standin::{Bot, Person, Place as Where, StandIn};
use super::strike::Struck;
use serde_json::json;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use whitehall::fact::Scope;

const INSIDE: &str = "DISK_TEST_IS_INSIDE";

/// What everybody is told who asks something of a store that only reads, whatever it is that this hinders.
const SINCE: &str = "since a write failed";

/// Whether this process may mount what it likes. If not, the test is run once more by one that may, if there can be one.
pub fn inside(test: &str, needs_root: bool) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let id = Command::new("id").arg("-u").output().map(|ran| ran.stdout).unwrap_or_default();
    let is_root = id == b"0\n";
    let unshare = || {
        let mut command = Command::new("unshare");
        command.arg("--mount").args((!is_root).then_some("--map-root-user"));
        command
    };
    let folder = tempfile::tempdir().unwrap();
    let trial = unshare().args(["mount", "-t", "tmpfs", "none"]).arg(folder.path()).output();
    if (needs_root && !is_root) || !trial.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: nothing can be mounted here{}", if needs_root { " but by root" } else { "" });
        return false;
    }
    let mut again = unshare();
    again.arg(std::env::current_exe().unwrap()).args(["--exact", test, "--include-ignored", "--nocapture"]);
    let ran = again.env(INSIDE, "yes").stdin(Stdio::null()).output().unwrap();
    let said = [ran.stdout, ran.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    print!("{said}");
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    false
}

pub fn run(command: &mut Command) {
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A disk of so many KiB.
fn mount(at: &Path, kib: u64) {
    fs::create_dir_all(at).unwrap();
    run(Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={kib}k"), "none"]).arg(at));
}

/// Makes the image of a disk in a folder; not if the system has nothing to make one with.
pub fn image(home: &Path) -> bool {
    let path = home.join("image");
    fs::File::create(&path).unwrap().set_len(16 << 20).unwrap();
    fs::create_dir(home.join("disk")).unwrap();
    Command::new("mkfs.ext4").arg("-q").arg(&path).output().is_ok_and(|made| made.status.success())
}

/// Mounts the image of a folder as its `disk`; not if the system does not let anybody do so.
pub fn mount_image(home: &Path) -> bool {
    let mut mount = Command::new("mount");
    mount.args(["-o", "loop"]).arg(home.join("image")).arg(home.join("disk"));
    mount.output().is_ok_and(|ran| ran.status.success())
}

/// Fills a disk until so many KiB are left.
fn fill(disk: &Path, left: u64) {
    let path = disk.join("ballast");
    let mut file = fs::File::create(&path).unwrap();
    while file.write_all(&[7; 4096]).is_ok() {}
    let full = file.metadata().unwrap().len();
    file.set_len(full.saturating_sub(left * 1024)).unwrap();
}

/// What a refusal says: what happened, and what to do.
#[track_caller]
fn told(what: &str, ran: &Output) -> String {
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    let words = ["No space left", "File too large", "Read-only file system"];
    let deeds = ["space", "room", "limit", "writable"];
    assert_eq!(ran.status.code(), Some(1), "{what}: {error}");
    assert!(error.starts_with("whitehall: ") && error.lines().count() >= 2, "{what}: {error}");
    assert!(words.iter().any(|word| error.contains(word)), "{what}: {error}");
    assert!(deeds.iter().any(|word| error.lines().nth(1).unwrap().contains(word)), "{what}: {error}");
    assert!(!error.contains("panicked") && !error.contains("is damaged"), "{what}: {error}");
    error
}

/// What may be tried where there is no room.
const TRIES: [&str; 8] = ["add", "import", "edit", "retract", "backup", "export", "ask", "a first start"];

/// Tries one thing where it may be refused, and whatever becomes of it, makes room and sees that all is well.
#[track_caller]
fn attempt(life: &mut Life, what: &str, narrow: impl FnOnce(Command) -> Command, widen: impl FnOnce()) -> bool {
    let (deed, arguments) = match what {
        "add" | "import" | "edit" | "retract" => {
            let (deed, arguments) = life.deed(what, &mut super::dice::Dice(7));
            (Some(deed), arguments)
        }
        "backup" => (None, vec!["backup".to_owned()]),
        "export" => (None, ["export", "export.jsonl", "--force"].map(str::to_owned).to_vec()),
        "ask" => (None, ["ask", "what does the head of maps earn?"].map(str::to_owned).to_vec()),
        _ => (None, ["--data", "new", "ask", "what does the head of maps earn?"].map(str::to_owned).to_vec()),
    };
    let mut command = life.place.bare(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    if what != "a first start" {
        command.arg("--data").arg("data");
    }
    let ran = narrow(command).output().unwrap();
    widen();
    let well = ran.status.success();
    if !well {
        told(what, &ran);
    }
    let said = Struck { out: String::from_utf8_lossy(&ran.stdout).into_owned(), err: String::new(), ended: None };
    let sure = usize::from(deed.is_some() && acknowledged(&said));
    let deeds: Vec<Deed> = deed.into_iter().collect();
    let now = Ledger::read(&life.place.data()).unwrap_or_else(|error| panic!("{what}: {error}"));
    life.ledger.follow(&now, &deeds, sure).unwrap_or_else(|error| panic!("{what}: {error}"));
    life.ledger = now;
    // And it works again.
    match what {
        "a first start" => {
            let mut again = life.place.bare(&["--data", "new", "ask", "what does the head of maps earn?"]);
            let again = again.output().unwrap();
            assert!(String::from_utf8_lossy(&again.stdout).contains("77,000"), "{again:?}");
            let shipped = Ledger::read(&life.place.path("new")).unwrap().shipped;
            assert!(shipped == life.ledger.shipped, "{} facts", shipped.len());
            fs::remove_dir_all(life.place.path("new")).unwrap();
        }
        "backup" | "export" | "ask" => {
            life.place.said(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        }
        _ => {}
    }
    well
}

fn full_disk(rooms: &[u64]) {
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    // For all that the rounds import, and some room.
    mount(&disk, 6 * 1024 + rooms.len() as u64 * 512);
    let mut life = Life::begin(Place::at(&disk));
    life.place.said(&["backup"]);
    let mut refused = 0;
    let mut tried = 0;
    for (n, left) in rooms.iter().enumerate() {
        for what in TRIES.iter().skip(n % 2).step_by(if rooms.len() > 8 { 1 } else { 2 }) {
            let narrow = |command| {
                fill(&disk, *left);
                command
            };
            let well = attempt(&mut life, what, narrow, || fs::remove_file(disk.join("ballast")).unwrap());
            println!("{left:>5} KiB left, {what}: {}", if well { "done" } else { "refused" });
            tried += 1;
            refused += u32::from(!well);
        }
    }
    println!("{refused} of {tried} refused");
    let (deed, arguments) = life.deed("add", &mut super::dice::Dice(7));
    life.place.said(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let now = Ledger::read(&life.place.data()).unwrap();
    assert_eq!(life.ledger.follow(&now, &[deed], 1), Ok(1), "it goes on");
    assert!(refused > 0 && refused < tried, "{refused} of {tried}");
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    if inside("disk::a_full_disk_is_told_and_loses_nothing", false) {
        full_disk(&[0, 8, 40, 400]);
    }
}

#[test]
#[ignore = "minutes; DISK_STEP chooses other steps"]
fn a_disk_with_any_room_left_loses_nothing() {
    if inside("disk::a_disk_with_any_room_left_loses_nothing", false) {
        let step = usize::try_from(asked("DISK_STEP", 12)).unwrap();
        full_disk(&(0..480).step_by(step).collect::<Vec<_>>());
    }
}

/// The command under a limit of so many blocks of 512 bytes, as a shell sets it.
fn limited(command: &Command, blocks: u64) -> Command {
    let mut sh = Command::new("sh");
    sh.arg("-c").arg(format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")).arg(command.get_program());
    sh.args(command.get_args()).env_clear().current_dir(command.get_current_dir().unwrap());
    sh.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    sh
}

/// Everywhere, for every user: the signal that comes with the refusal (SIGXFSZ) does not end it without a word.
fn small_files(limits: &[u64]) {
    let mut life = Life::begin(Place::new());
    let (mut refused, mut tried) = (0, 0);
    for (n, blocks) in limits.iter().enumerate() {
        for what in TRIES.iter().skip(n % 2).step_by(if limits.len() > 8 { 1 } else { 2 }) {
            let well = attempt(&mut life, what, |command| limited(&command, *blocks), || ());
            println!("{blocks:>5} blocks, {what}: {}", if well { "done" } else { "refused" });
            tried += 1;
            refused += u32::from(!well);
        }
    }
    println!("{refused} of {tried} refused");
    assert!(refused > 0 && refused < tried, "{refused} of {tried}");
}

#[test]
fn a_limit_on_the_size_of_files_is_told_and_loses_nothing() {
    small_files(&[0, 1, 30, 1_100]);
}

#[test]
#[ignore = "minutes"]
fn any_limit_on_the_size_of_files_loses_nothing() {
    small_files(&[0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256, 512, 1_000, 1_023, 1_024, 1_100, 2_048]);
}

/// What an admin is told who adds a fact; the button is pressed if there is one.
async fn added(standin: &StandIn, count: i64) -> String {
    let card = fact_add(standin, count).await;
    if !card.to_string().contains("\"Save\"") {
        return card["data"]["content"].as_str().unwrap_or_default().to_owned();
    }
    let id = standin.press(&card, button(&card, "Save"), Person::ADMIN);
    replied(standin, &id).await["data"]["content"].as_str().unwrap_or_default().to_owned()
}

async fn answer(standin: &StandIn) -> String {
    let option = json!([{ "name": "question", "type": 3, "value": "what does the head of maps earn?" }]);
    standin.reply(&standin.command("ask", option, Where::Server)).await.to_string()
}

/// A bot at work on a disk that takes no more: it answers, tells admins and commands, and after a restart with room it
/// goes on with everything that it had acknowledged.
async fn bot_without_room(disk: &Path, narrow: impl FnOnce(), widen: impl FnOnce(), words: &str) {
    let mut life = Life::begin(Place::at(disk));
    let standin = StandIn::start().await;
    let data = life.place.data();
    let settings = [("WHITEHALL_DATA", data.to_str().unwrap())];
    let bot = Bot::logged_in_with(&standin, &settings).await;
    bot.says("backup made").await;
    let server = Scope::Server(Person::ADMIN.server.parse().unwrap());
    let mut deeds = vec![];
    let count = life.next();
    let said = added(&standin, count).await;
    assert!(said.contains("change "), "{said}");
    deeds.push(Deed::Add(server, count));
    narrow();
    let mut refused = 0;
    for _ in 0..30 {
        let count = life.next();
        let said = added(&standin, count).await;
        if said.contains("change ") && !said.contains("could not be saved") && !said.contains(SINCE) {
            deeds.push(Deed::Add(server, count));
        } else {
            refused += 1;
            if refused == 1 {
                println!("the admin is told: {said}");
            }
            assert!(said.to_lowercase().contains(words) || said.contains(SINCE), "{said}");
            if refused == 3 {
                break;
            }
        }
    }
    assert_eq!(refused, 3, "there was room for everything");
    let sure = deeds.len();
    assert!(answer(&standin).await.contains("77,000"), "answers go on");
    assert!(life.place.said(&["ask", "what does the head of maps earn?"]).contains("77,000"), "beside it too");
    let (_, arguments) = life.deed("add", &mut super::dice::Dice(7));
    let ran = life.place.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).output().unwrap();
    let error = String::from_utf8_lossy(&ran.stderr);
    assert!(!ran.status.success() && error.contains(SINCE) && error.contains("restart Whitehall"), "{error}");
    let log = bot.output();
    assert!(log.contains("the store only reads until the next start") && !log.contains("panicked"), "{log}");
    bot.terminate();
    bot.ended().await;
    widen();
    let now = Ledger::read(&data).unwrap();
    // The first that was refused may be there all the same, and says so.
    let maybe = Deed::Add(server, life.counter - 3);
    let all = [&deeds[..], &[maybe]].concat();
    life.ledger.follow(&now, &all, sure).unwrap();
    life.ledger = now;
    let bot = Bot::logged_in_with(&standin, &settings).await;
    let count = life.next();
    let said = added(&standin, count).await;
    assert!(said.contains("change "), "{said}");
    drop(bot);
    let now = Ledger::read(&data).unwrap();
    assert_eq!(life.ledger.follow(&now, &[Deed::Add(server, count)], 1), Ok(1));
}

#[tokio::test]
async fn a_bot_on_a_full_disk_answers_and_says_why_it_cannot_write() {
    if inside("disk::a_bot_on_a_full_disk_answers_and_says_why_it_cannot_write", false) {
        let home = tempfile::tempdir().unwrap();
        let disk = home.path().join("disk");
        mount(&disk, 6 * 1024);
        let widen = || fs::remove_file(disk.join("ballast")).unwrap();
        bot_without_room(&disk, || fill(&disk, 0), widen, "free some space").await;
    }
}

/// As the kernel does it after an error of the disk, whoever has files open there.
#[tokio::test]
async fn a_bot_whose_disk_turns_read_only_answers_and_says_why_it_cannot_write() {
    if inside("disk::a_bot_whose_disk_turns_read_only_answers_and_says_why_it_cannot_write", true) {
        let home = tempfile::tempdir().unwrap();
        let disk = home.path().join("disk");
        if !image(home.path()) || !mount_image(home.path()) {
            eprintln!("skipped: no disk image can be mounted here");
            return;
        }
        let narrow = || run(Command::new("mount").args(["-o", "remount,abort"]).arg(&disk));
        let widen = || {
            run(Command::new("umount").arg(&disk));
            assert!(mount_image(home.path()));
        };
        bot_without_room(&disk, narrow, widen, "make the disk writable").await;
    }
}

#[test]
fn a_read_only_disk_is_told_by_every_command() {
    if inside("disk::a_read_only_disk_is_told_by_every_command", false) {
        let home = tempfile::tempdir().unwrap();
        let disk = home.path().join("disk");
        mount(&disk, 6 * 1024);
        let mut life = Life::begin(Place::at(&disk));
        let remount = |how: &str| run(Command::new("mount").args(["-o", how]).arg(&disk));
        for what in TRIES {
            let narrow = |command| {
                remount("remount,ro");
                command
            };
            assert!(!attempt(&mut life, what, narrow, || remount("remount,rw")), "{what}");
        }
    }
}
