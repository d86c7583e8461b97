//! What is kept of people, and how they have it taken away.

use super::conversation::{WILMA, command, custom_id, shown, start};
use super::digest_scene::{Scene, content, sub};
use super::standin::{Person, Place, SERVER, StandIn};
use jiff::Timestamp;
use serde_json::json;
use whitehall::app::{App, Author, Remark, View};

const BOOL: u8 = 5;

#[tokio::test]
async fn what_is_kept_is_said_in_servers_and_in_direct_messages() {
    let (standin, _bot) = start().await;
    let here = standin.reply(&standin.command("privacy", sub("show", &[]), Place::Server)).await;
    let direct = standin.reply(&standin.command("privacy", sub("show", &[]), Place::Direct)).await;
    assert_eq!(here["data"]["flags"], 68);
    assert_eq!(content(&here), content(&direct));
    insta::assert_snapshot!(content(&here));
    standin.assert_nothing_refused();
}

/// A change, a suggestion and a note of somebody's.
fn live(app: &App, member: u64) {
    let view = View::Server(SERVER.parse().unwrap());
    let remark = Remark { text: "it pays less".to_owned(), ..Remark::default() };
    app.propose(view, member, remark, Timestamp::now()).unwrap();
    let (_, revision) = app.fact(view, &"head-of-maps.salary".into()).unwrap().unwrap();
    let by = whitehall::app::By::new(Author::Member { id: member, name: "Wilma".to_owned() }, Timestamp::now());
    app.retract(view, &"head-of-maps.salary".into(), revision, "counted twice", &by).unwrap();
    app.set_wants_word(member, false).unwrap();
}

#[tokio::test]
async fn somebody_has_their_traces_taken_away_and_nobody_elses() {
    let scene = Scene::just_due();
    let wilma: u64 = WILMA.id.parse().unwrap();
    live(&scene.app(), wilma);
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    let mut talk = Vec::new();
    let asked = command(&standin, WILMA, "privacy", sub("delete", &[])).await;
    talk.push(format!("> /privacy delete\n{}", shown(&asked)));
    let button = custom_id(&asked, "wh1:privacy:");
    // The button does what it says for whoever presses it.
    let other = standin.reply(&standin.press(&asked, &button, Person::ADMIN)).await;
    talk.push(format!("> somebody else presses it\n{}", shown(&other)));
    for _ in 0..2 {
        let done = standin.reply(&standin.press(&asked, &button, WILMA)).await;
        talk.push(format!("> (Delete my traces)\n{}", shown(&done)));
    }
    let forged = standin.reply(&standin.press(&asked, "wh1:privacy:delete:900000000000000026", WILMA)).await;
    talk.push(format!("> a forged custom id\n{}", shown(&forged)));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
    bot.terminate();
    bot.ended().await;
    let app = scene.app();
    let view = View::Server(SERVER.parse().unwrap());
    assert_eq!(app.proposals(view, None, 9).unwrap().0[0].member, None);
    assert_eq!(app.history(view, &"head-of-maps.salary".into()).unwrap()[0].author, Author::Former);
    assert!(app.wants_word(wilma).unwrap());
}

#[tokio::test]
async fn it_works_in_direct_messages_too() {
    let (standin, _bot) = start().await;
    let asked = standin.reply(&standin.command("privacy", sub("delete", &[]), Place::Direct)).await;
    let data = json!({ "component_type": 2, "custom_id": custom_id(&asked, "wh1:privacy:") });
    let message = json!({
        "id": "1547767276164489218", "type": 20, "channel_id": "900000000000000004", "tts": false, "pinned": false,
        "timestamp": "2026-09-11T00:34:34.763000+00:00", "edited_timestamp": null, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "content": "x", "flags": 64, "embeds": [],
        "author": { "id": "900000000000000015", "username": "whitehall", "discriminator": "0", "bot": true },
    });
    let done = standin.reply(&standin.interaction(3, data, Place::Direct, WILMA.id, Some(message))).await;
    assert!(content(&done).starts_with("There was nothing of you"), "{done}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn somebody_says_whether_they_want_messages() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    for allow in [false, true] {
        let reply = command(&standin, WILMA, "privacy", sub("messages", &[("allow", BOOL, json!(allow))])).await;
        talk.push(format!("> /privacy messages allow: {allow}\n{}", shown(&reply)));
    }
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}
