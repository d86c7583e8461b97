//! This test program once more as another process: to hold the lock, to be killed, to run out of disk.

use super::sample::{SERVER, at, author, fact, shipped};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use whitehall::fact::Scope;
use whitehall::store::{Batch, Drawer, Edit, Store, StoreError, Ticket};

const ROLE: &str = "STORE_TEST_ROLE";
const FOLDER: &str = "STORE_TEST_FOLDER";

/// The name of the draft that each step begins and settles.
pub const DRAFT: &str = "step";

/// A command that plays a role in a folder, by way of `sh` if a prelude is to be run before.
pub fn command(role: &str, folder: &Path, prelude: Option<&str>) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut command = match prelude {
        None => Command::new(&program),
        Some(prelude) => {
            let mut sh = Command::new("sh");
            sh.arg("-c").arg(format!("{prelude}; exec \"$0\" \"$@\"")).arg(&program);
            sh
        }
    };
    command.args(["--exact", "child::play_a_role", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, role).env(FOLDER, folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

pub fn spawn(role: &str, folder: &Path) -> Child {
    command(role, folder, None).spawn().unwrap()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

#[test]
#[ignore = "no test of its own: the other tests start it as a process"]
fn play_a_role() {
    let (Ok(role), Some(folder)) = (std::env::var(ROLE), std::env::var_os(FOLDER)) else { return };
    let folder = Path::new(&folder);
    match role.as_str() {
        "hold" => {
            let _store = Store::open(folder).unwrap();
            say("held");
            let _ = std::io::stdin().read(&mut [0]);
        }
        "pairs" => write_pairs(folder),
        "fill" => fill_the_disk(folder),
        "parts" => write_parts(folder),
        "sync" => {
            let store = Store::open(folder).unwrap();
            say("opened");
            store.sync_shipped(&[], &[], &shipped(9_000), at(0)).unwrap();
            say("done");
        }
        role => panic!("no role {role}"),
    }
}

/// The edits of step `n`: two facts that must always change together, and now and then a retraction of both.
pub fn pair(n: u64, revision: impl Fn(&str) -> Option<u64>) -> [Edit; 2] {
    ["left", "right"].map(|side| {
        let id = format!("{side}.{}", n % 7);
        let expected = revision(&id);
        if n % 5 == 4 {
            Edit::retract(id.as_str().into(), expected)
        } else {
            let mut fact = fact(SERVER, &id, i64::try_from(n).unwrap());
            if n.is_multiple_of(8) {
                // Long enough for the engine to use files of their own for its pages.
                fact.statement = Some(format!("{n} bells ").repeat(1_500));
            }
            Edit::put(fact, expected)
        }
    })
}

/// Goes on where the store stands, one step after the other, and tells each step that was acknowledged.
fn write_pairs(folder: &Path) {
    let store = Store::open(folder).unwrap();
    let mut step = store.health().last_seq / 2;
    say(&format!("opened {step}"));
    let who = author();
    loop {
        // What was begun is settled by the change itself.
        store.file::<_, StoreError>(|desk| desk.put(Drawer::Drafts, SERVER, DRAFT, &step)).unwrap();
        let edits = pair(step, |id| store.entry(SERVER, &id.into()).unwrap().map(|(_, revision)| revision));
        let batch = Batch {
            scope: SERVER,
            edits: &edits,
            subjects: &[],
            sources: &[],
            author: &who,
            at: at(0),
            reason: None,
            takes: &[Ticket { drawer: Drawer::Drafts, scope: SERVER, name: DRAFT.to_owned() }],
        };
        store.write(&batch).unwrap();
        step += 1;
        say(&format!("ack {step}"));
    }
}

/// So many facts are in a part of [`write_parts`].
pub const PART: u64 = 300;

/// Goes on where the store stands with a fill, part after part without an end.
fn write_parts(folder: &Path) {
    let store = Store::open(folder).unwrap();
    let first = store.health().last_seq / PART;
    say("opened");
    let who = author();
    let filled = store.fill::<(), StoreError>(Scope::Owners, |filling| {
        for part in first.. {
            let fact = |n| fact(Scope::Owners, &format!("bells.{part}.{n}"), n);
            let edits: Vec<_> = (0..PART).map(|n| Edit::put(fact(i64::try_from(n).unwrap()), None)).collect();
            let (scope, edits) = (Scope::Owners, edits.as_slice());
            let (subjects, sources, takes) = (&[], &[], &[]);
            filling.write(&Batch {
                scope,
                edits,
                subjects,
                sources,
                author: &who,
                at: at(0),
                reason: None,
                takes,
            })?;
            // Two parts at most lie between this and the disk.
            say(&format!("part {}", part - first));
        }
        Ok(())
    });
    filled.unwrap();
}

/// Writes until a write fails, and tells what the store says then.
fn fill_the_disk(folder: &Path) {
    let store = Store::open(folder).unwrap();
    for n in 0..100_000_u32 {
        let mut large = fact(Scope::Owners, &format!("large.{n}"), 1);
        // Not to be compressed, not to be merged: each another text.
        large.statement = Some(format!("{n} bells ").repeat(2_000));
        match store.put(&large, None, &author(), at(0)) {
            Ok(_) => say(&format!("ack {}", n + 1)),
            Err(error) => {
                say(&format!("error {error}"));
                let again = store.put(&fact(Scope::Owners, "small", 1), None, &author(), at(1));
                say(&format!("again {}", again.map_or_else(|error| error.to_string(), |_| "written".to_owned())));
                say(&format!("writable {}", store.health().writable()));
                say(&format!("reads {}", store.changes_since(0, 1).is_ok_and(|changes| changes.len() == 1)));
                return;
            }
        }
    }
}
