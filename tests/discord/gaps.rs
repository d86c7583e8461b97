//! Questions without an answer: what is kept of them, and what those who may write do with them.

use super::conversation::{WILMA, ask, command, custom_id, find, shown, start};
use super::digest_scene::{Scene, content, sub};
use super::standin::{Person, Place, SERVER, StandIn};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::time::Duration;
use whitehall::app::View;

const BOOL: u8 = 5;

async fn gaps(standin: &StandIn, person: Person<'_>) -> Value {
    command(standin, person, "fact", sub("gaps", &[])).await
}

/// What is noted is noted behind the answer, so that nobody waits for it.
async fn gaps_with(standin: &StandIn, words: &str) -> Value {
    for _ in 0..100 {
        let reply = gaps(standin, Person::ADMIN).await;
        if reply.to_string().contains(words) {
            return reply;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{words} never came: {:#}", gaps(standin, Person::ADMIN).await);
}

/// The value of the entry of a menu with this label.
fn value(reply: &Value, menu: &str, label: &str) -> String {
    let rows = reply["data"]["components"].as_array().unwrap();
    let menus = rows.iter().map(|row| &row["components"][0]);
    let menu = menus.clone().find(|part| part["custom_id"].as_str().unwrap().starts_with(menu)).unwrap();
    let options = menu["options"].as_array().unwrap();
    let entry = options.iter().find(|option| option["label"].as_str().unwrap().contains(label));
    entry.unwrap_or_else(|| panic!("{label} in {menu:#}"))["value"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_asked_in_vain_for_all_to_see_is_kept_and_nothing_else() {
    let (standin, _bot) = start().await;
    let mut talk =
        vec![format!("> /fact gaps, before anybody asked\n{}", shown(&gaps(&standin, Person::ADMIN).await))];
    let question = |text: &str, private: bool| json!([{ "name": "question", "type": 3, "value": text }, { "name": "private", "type": 5, "value": private }]);
    // Not kept: asked privately, in a direct message, by an install of one's own, or answered.
    command(&standin, WILMA, "ask", question("who winds the tower clock", true)).await;
    standin.reply(&standin.command("ask", question("who feeds the harbour cat", false), Place::Direct)).await;
    brought_along(&standin, "who rings the fog bell").await;
    ask(&standin, WILMA, "what does the head of digital maps earn").await;
    ask(&standin, WILMA, "who paints the *lighthouse*?").await;
    ask(&standin, Person::ADMIN, "who paints the lighthouse").await;
    command(&standin, WILMA, "salary", json!([{ "name": "role", "type": 3, "value": "tide caller" }])).await;
    gaps_with(&standin, "tide caller").await;
    let listed = gaps_with(&standin, "asked twice").await;
    talk.push(format!("> /fact gaps\n{}", shown(&listed)));
    for never in ["clock", "cat", "bell", "maps"] {
        assert!(!listed.to_string().contains(never), "{never} in {listed:#}");
    }
    assert!(!listed.to_string().contains(WILMA.id), "nobody knows who asked");
    let id = value(&listed, "wh1:gaps:dismiss", "tide caller");
    let menu = custom_id(&listed, "wh1:gaps:dismiss");
    let left = standin.reply(&standin.choose(&listed, &menu, &id, Person::ADMIN)).await;
    talk.push(format!("> [Dismiss] tide caller\n{}", shown(&left)));
    let again = standin.reply(&standin.choose(&listed, &menu, &id, Person::ADMIN)).await;
    talk.push(format!("> [Dismiss] tide caller, a second time\n{}", shown(&again)));
    command(&standin, Person::ADMIN, "settings", sub("gaps", &[("keep", BOOL, json!(false))])).await;
    ask(&standin, WILMA, "what does the pier lift cost").await;
    let id = value(&left, "wh1:gaps:dismiss", "lighthouse");
    let none = standin.reply(&standin.choose(&left, &menu, &id, Person::ADMIN)).await;
    talk.push(format!("> [Dismiss] lighthouse, and nothing is kept any more\n{}", shown(&none)));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

/// Somebody asks in the server by an install of their own.
async fn brought_along(standin: &StandIn, question: &str) {
    let data = json!({
        "id": "800000000000000001", "name": "ask", "type": 1,
        "options": [{ "name": "question", "type": 3, "value": question }],
    });
    let (id, token) = standin.expect_reply(2);
    let user = json!({ "id": WILMA.id, "username": "somebody", "discriminator": "0", "avatar": null });
    standin.dispatch(
        "INTERACTION_CREATE",
        json!({
            "id": id, "application_id": "900000000000000015", "type": 2, "token": token, "version": 1, "data": data,
            "channel_id": "900000000000000004", "locale": "en-GB", "entitlements": [], "guild_id": SERVER, "context": 0,
            "authorizing_integration_owners": { "1": WILMA.id }, "app_permissions": "0",
            "attachment_size_limit": 10_485_760,
            "member": {
                "user": user, "roles": [], "deaf": false, "mute": false, "flags": 0, "permissions": "0",
                "joined_at": "2024-02-27T19:50:51.701000+00:00", "pending": false, "nick": null, "avatar": null,
            },
        }),
    );
    standin.reply(&id).await;
}

/// A server with many questions.
fn many(scene: &Scene, count: i64) {
    let app = scene.app();
    let view = View::Server(SERVER.parse().unwrap());
    for n in 0..count {
        let question = format!("who keeps lantern{n} burning{n}");
        for times in 0..=(count - n) {
            let at = Timestamp::now() - SignedDuration::from_mins(10 + times);
            app.note_gap(view, &question, at).unwrap();
        }
    }
}

#[tokio::test]
async fn a_question_is_answered_from_the_list_and_asked_again() {
    let (standin, _bot) = start().await;
    let question = "which mill has the chart people?";
    let mut talk = vec![format!("> /ask {question}\n{}", shown(&ask(&standin, WILMA, question).await))];
    let listed = gaps_with(&standin, "mill has the chart people").await;
    let id = value(&listed, "wh1:gaps:answer", "mill has the chart people");
    let form =
        standin.reply(&standin.choose(&listed, &custom_id(&listed, "wh1:gaps:answer"), &id, Person::ADMIN)).await;
    talk.push(format!("> [Answer this]\n{}", shown(&form)));
    let typed = [
        ("subject", "Head of Digital Charts"),
        ("attribute", "location"),
        ("value", "the Old Mill"),
        ("source", "Invented Gazette, \"Charts move\", 12 July 2033"),
    ];
    let form = custom_id(&form, "wh1:fact:form:");
    let card = standin.reply(&standin.submit(&form, &typed, Person::ADMIN, Some(&listed))).await;
    let save = custom_id(&card, "wh1:fact:save:");
    let saved = standin.reply(&standin.press(&card, &save, Person::ADMIN)).await;
    talk.push(format!("> the form, (Save)\n{}", shown(&saved)));
    talk.push(format!("> /ask {question}\n{}", shown(&ask(&standin, WILMA, question).await)));
    talk.push(format!("> /fact gaps\n{}", shown(&gaps(&standin, Person::ADMIN).await)));
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn pages_turn_after_a_restart_and_when_questions_have_gone_since() {
    let scene = Scene::just_due();
    many(&scene, 12);
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    let first = gaps(&standin, Person::ADMIN).await;
    assert!(
        shown(&first).contains("# Questions without an answer: 1 to 10 of 12\n1. **who keeps lantern0 "),
        "{}",
        shown(&first)
    );
    bot.terminate();
    bot.ended().await;
    let _again = scene.bot(&standin).await;
    let more = custom_id(&first, "wh1:gaps:page:10");
    let second = standin.reply(&standin.press(&first, &more, Person::ADMIN)).await;
    assert_eq!(second["type"], 7);
    assert!(shown(&second).contains("# Questions without an answer: 11 to 12 of 12\n11. "), "{}", shown(&second));
    assert_eq!(find(&second, "wh1:gaps:page"), Some("wh1:gaps:page:0".to_owned()));
    let menu = custom_id(&second, "wh1:gaps:dismiss");
    for lantern in ["lantern10", "lantern11"] {
        let id = value(&second, &menu, lantern);
        standin.reply(&standin.choose(&second, &menu, &id, Person::ADMIN)).await;
    }
    let last = standin.reply(&standin.press(&first, &more, Person::ADMIN)).await;
    assert!(shown(&last).contains("# 10 questions without an answer\n1. "), "{}", shown(&last));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn those_who_may_not_write_see_none_at_any_step() {
    let scene = Scene::just_due();
    many(&scene, 11);
    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    let listed = gaps(&standin, Person::ADMIN).await;
    let id = value(&listed, "wh1:gaps:answer", "lantern0");
    let elsewhere = Person { server: "900000000000000010", ..Person::ADMIN };
    for reply in [
        gaps(&standin, WILMA).await,
        standin.reply(&standin.press(&listed, "wh1:gaps:page:10", WILMA)).await,
        standin.reply(&standin.choose(&listed, "wh1:gaps:answer:0", &id, WILMA)).await,
        standin.reply(&standin.choose(&listed, "wh1:gaps:dismiss:0", &id, WILMA)).await,
    ] {
        assert!(
            content(&reply).starts_with("Only people with the Manage Server permission, or with the role"),
            "{reply}"
        );
        assert_eq!((&reply["type"], reply["data"]["flags"].as_u64().unwrap() & 64), (&json!(4), 64));
    }
    // An admin of another server has that server's questions, and there are none.
    for reply in [
        gaps(&standin, elsewhere).await,
        standin.reply(&standin.choose(&listed, "wh1:gaps:answer:0", &id, elsewhere)).await,
        standin.reply(&standin.choose(&listed, "wh1:gaps:dismiss:0", &id, elsewhere)).await,
    ] {
        assert!(content(&reply).contains("There is no question without an answer."), "{reply}");
    }
    for forged in ["wh1:gaps:page", "wh1:gaps:page:-1", "wh1:gaps:nothing:0", "wh1:gaps:"] {
        let reply = standin.reply(&standin.press(&listed, forged, Person::ADMIN)).await;
        assert!(content(&reply).contains("no longer know this menu"), "{forged}: {reply}");
    }
    assert!(shown(&gaps(&standin, Person::ADMIN).await).contains("1 to 10 of 11"), "nothing was changed");
    standin.assert_nothing_refused();
}
