//! The disk takes what is written but does not finish it, as one that is overloaded, or a share whose server is away: the
//! bot answers as before, changes wait, and nothing that waited is lost.

use super::beside::{button, fact_add, replied};
use super::disk::{image, inside, mount_image, run};
use super::kill::Life;
use super::ledger::{Deed, Ledger};
use super::place::Place;
use super::standin::{Bot, Person, StandIn, command_data};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use whitehall::fact::Scope;

/// Nobody who asks waits for the disk, however slow the machine that tests it.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Lets go of a disk, whatever became of the test: nothing can end that waits for a frozen one.
struct Frozen<'p>(&'p Path);

impl<'p> Frozen<'p> {
    fn new(disk: &'p Path) -> Self {
        run(Command::new("fsfreeze").arg("-f").arg(disk));
        Self(disk)
    }
}

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        let _ = Command::new("fsfreeze").arg("-u").arg(self.0).status();
    }
}

/// What the `n`th visitor is answered at once.
async fn asked(standin: &StandIn, n: u64, command: &str, option: &str, text: &str) -> Value {
    let id = (910_000_000_000_000_000 + n).to_string();
    let data = command_data(command, &json!([{ "name": option, "type": 3, "value": text }]));
    let begun = Instant::now();
    let reply = standin.first_reply(&standin.act(2, data, Person { id: &id, ..Person::MEMBER }, None)).await;
    assert!(begun.elapsed() < AT_ONCE, "{command} {text} took {:?}", begun.elapsed());
    assert_eq!(reply["type"], 4, "announced only: {reply}");
    reply
}

#[tokio::test]
async fn a_bot_whose_disk_hangs_answers_and_saves_when_it_goes_on() {
    if !inside("hang::a_bot_whose_disk_hangs_answers_and_saves_when_it_goes_on", true) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    if !image(home.path()) || !mount_image(home.path()) {
        eprintln!("skipped: no disk image can be mounted here");
        return;
    }
    let mut life = Life::begin(Place::at(&disk));
    let (standin, data) = (StandIn::start().await, life.place.data());
    let bot = Bot::logged_in_with(&standin, &[("WHITEHALL_DATA", data.to_str().unwrap())]).await;
    bot.says("backup made").await;
    let count = life.next();
    let card = fact_add(&standin, count).await;
    let save = button(&card, "Save").to_owned();

    let frozen = Frozen::new(&disk);
    let saving = standin.press(&card, &save, Person::ADMIN);
    for n in 0..40 {
        // Each of these is noted, for nothing is held about it.
        asked(&standin, n, "ask", "question", &format!("what is moon number {n} made of")).await;
        let reply = asked(&standin, n, "ask", "question", "what does the head of maps earn?").await;
        assert!(reply.to_string().contains("77,000"), "{reply}");
        asked(&standin, n, "role", "name", "head of maps").await;
    }
    let waiting = standin.replied(&saving);
    assert!(waiting.as_ref().is_none_or(|reply| reply["type"] == 6), "nothing can be saved yet: {waiting:?}");
    drop(frozen);

    let said = replied(&standin, &saving).await.to_string();
    assert!(said.contains("change "), "{said}");
    bot.terminate();
    assert_eq!(bot.ended().await.status, Some(0));
    let now = Ledger::read(&data).unwrap();
    let server = Scope::Server(Person::ADMIN.server.parse().unwrap());
    assert_eq!(life.ledger.follow(&now, &[Deed::Add(server, count)], 1), Ok(1));
    run(Command::new("umount").arg(&disk));
}
