//! The queue of suggestions: read, accepted, changed, rejected; and what their makers are told.

use super::conversation::{WILMA, ask, command, custom_id, find, shown, start};
use super::digest_scene::{Scene, content, sub};
use super::standin::{Person, Place, SERVER, StandIn};
use jiff::Timestamp;
use serde_json::{Value, json};
use whitehall::app::{App, ProposalId, Remark, View};

const BOOL: u8 = 5;
const ROLE: u8 = 8;
const EDITORS: &str = "900000000000000031";

/// Somebody who may write by the role that the server has set.
const EDITOR: Person<'static> =
    Person { id: "900000000000000029", name: "Edith", roles: &[EDITORS], ..Person::MEMBER };

fn here() -> View {
    View::Server(SERVER.parse().unwrap())
}

/// Says through the button what is wrong with the salary of the head of maps.
async fn wrong(standin: &StandIn, person: Person<'_>, text: &str, value: &str, source: &str) -> Value {
    let card = ask(standin, person, "what does the head of digital maps earn").await;
    let texts = [("text", text), ("value", value), ("source", source)];
    standin.reply(&standin.submit(&custom_id(&card, "wh1:wrong:"), &texts, person, Some(&card))).await
}

async fn review(standin: &StandIn, person: Person<'_>) -> Value {
    command(standin, person, "fact", sub("review", &[])).await
}

async fn press(standin: &StandIn, on: &Value, button: &str, person: Person<'_>) -> Value {
    standin.reply(&standin.press(on, &custom_id(on, button), person)).await
}

async fn let_editors_write(standin: &StandIn, role: Option<&str>) {
    let options: Vec<_> = role.map(|role| ("role", ROLE, json!(role))).into_iter().collect();
    command(standin, Person::ADMIN, "settings", sub("writers", &options)).await;
}

#[tokio::test]
async fn a_suggestion_that_can_be_read_is_accepted_with_two_clicks_and_its_maker_is_told() {
    let (standin, _bot) = start().await;
    let_editors_write(&standin, Some(EDITORS)).await;
    let mut talk = vec![format!("> /fact review, of an empty queue\n{}", shown(&review(&standin, EDITOR).await))];
    wrong(
        &standin,
        WILMA,
        "The post pays more:\nsee the Gazette.",
        "up to £81,000 a year",
        "Invented Gazette, \"Maps pay more\", 12 July 2032",
    )
    .await;
    wrong(&standin, Person::ADMIN, "I see *no* compass.", "", "").await;
    let page = review(&standin, EDITOR).await;
    talk.push(format!("> /fact review\n{}", shown(&page)));
    let card = press(&standin, &page, "wh1:review:accept:", EDITOR).await;
    talk.push(format!("> (Accept)\n{}", shown(&card)));
    let saved = press(&standin, &card, "wh1:fact:save:", EDITOR).await;
    talk.push(format!("> (Save)\n{}", shown(&saved)));
    let told = standin.wait("a direct message", |standin| standin.told(WILMA.id).first().cloned()).await;
    talk.push(format!("> what Wilma is told\n{told}"));
    let next = press(&standin, &saved, "wh1:review:next:", EDITOR).await;
    talk.push(format!("> (Next suggestion)\n{}", shown(&next)));
    insta::assert_snapshot!(talk.join("\n\n"));
    let answer = ask(&standin, WILMA, "what does the head of digital maps earn").await;
    assert!(answer.to_string().contains("£81,000"), "{answer}");
    // A second click, or a second person, finds it settled.
    for reply in [
        press(&standin, &page, "wh1:review:accept:", EDITOR).await,
        press(&standin, &page, "wh1:review:change:", Person::ADMIN).await,
        press(&standin, &page, "wh1:review:reject:", EDITOR).await,
    ] {
        assert!(shown(&reply).contains("That suggestion was settled already"), "{reply}");
    }
    let again = press(&standin, &card, "wh1:fact:save:", EDITOR).await;
    assert!(content(&again).starts_with("This form has expired or was used already"), "{again}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_suggestion_in_words_is_changed_into_a_fact_or_rejected_with_a_reason() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    let text = "The Head of Digital Buoys sits in *Port Imaginary*.";
    let options = json!([
        { "name": "text", "type": 3, "value": text },
        { "name": "source", "type": 3, "value": "Invented Gazette, \"Buoys\", 12 July 2031" },
    ]);
    command(&standin, WILMA, "suggest", options).await;
    wrong(&standin, WILMA, "x", "eighty grand", "").await;
    let page = review(&standin, Person::ADMIN).await;
    talk.push(format!("> /fact review\n{}", shown(&page)));
    let form = press(&standin, &page, "wh1:review:change:", Person::ADMIN).await;
    talk.push(format!("> (Change)\n{}", shown(&form)));
    let typed = [
        ("subject", "Head of Digital Charts"),
        ("attribute", "location"),
        ("value", "Port Imaginary"),
        ("source", "Invented Gazette, \"Buoys\", 12 July 2033"),
    ];
    let card =
        standin.reply(&standin.submit(&custom_id(&form, "wh1:fact:form:"), &typed, Person::ADMIN, Some(&page))).await;
    let saved = press(&standin, &card, "wh1:fact:save:", Person::ADMIN).await;
    talk.push(format!("> the form, (Save)\n{}", shown(&saved)));
    let next = press(&standin, &saved, "wh1:review:next:", Person::ADMIN).await;
    talk.push(format!("> (Next suggestion)\n{}", shown(&next)));
    let why = press(&standin, &next, "wh1:review:reject:", Person::ADMIN).await;
    talk.push(format!("> (Reject)\n{}", shown(&why)));
    let reject = custom_id(&why, "wh1:review:reject:");
    let done = standin
        .reply(&standin.submit(&reject, &[("reason", "That is *no* sum. @everyone")], Person::ADMIN, Some(&next)))
        .await;
    talk.push(format!("> the reason\n{}", shown(&done)));
    let told =
        standin.wait("both messages", |standin| Some(standin.told(WILMA.id)).filter(|told| told.len() == 2)).await;
    talk.push(format!("> what Wilma was told\n{}", told.join("\n\n")));
    for posted in standin.posted() {
        assert_eq!(posted.body["allowed_mentions"]["parse"], json!([]));
    }
    insta::assert_snapshot!(talk.join("\n\n"));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_fact_that_should_not_be_there_is_withdrawn_with_the_suggestion() {
    let (standin, _bot) = start().await;
    let mut talk = Vec::new();
    wrong(&standin, WILMA, "The post was\nnever advertised.", "", "").await;
    let page = review(&standin, Person::ADMIN).await;
    let why = press(&standin, &page, "wh1:review:withdraw:", Person::ADMIN).await;
    talk.push(format!("> (Withdraw the fact)\n{}", shown(&why)));
    let reason = [("reason", "It was never advertised.")];
    let id = custom_id(&why, "wh1:review:withdraw:");
    let card = standin.reply(&standin.submit(&id, &reason, Person::ADMIN, Some(&page))).await;
    talk.push(format!("> the reason\n{}", shown(&card)));
    let done = press(&standin, &card, "wh1:fact:withdraw:", Person::ADMIN).await;
    talk.push(format!("> (Withdraw)\n{}", shown(&done)));
    let told = standin.wait("a direct message", |standin| standin.told(WILMA.id).first().cloned()).await;
    talk.push(format!("> what Wilma is told\n{told}"));
    let answer = ask(&standin, WILMA, "what does the head of digital maps earn").await;
    let said = content(&answer);
    assert!(said.contains("was withdrawn on") && said.contains("It was never advertised."), "{answer}");
    insta::assert_snapshot!(talk.join("\n\n"));
    assert!(content(&review(&standin, Person::ADMIN).await).starts_with("No suggestion waits."));
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn nobody_is_told_who_wants_no_messages_takes_none_or_was_forgotten() {
    let (standin, bot) = start().await;
    let reject = async |words: &str| {
        let page = review(&standin, Person::ADMIN).await;
        let why = press(&standin, &page, "wh1:review:reject:", Person::ADMIN).await;
        let id = custom_id(&why, "wh1:review:reject:");
        let done = standin.reply(&standin.submit(&id, &[("reason", "")], Person::ADMIN, Some(&page))).await;
        assert!(content(&done).starts_with(words), "{words}: {done}");
    };
    command(&standin, WILMA, "privacy", sub("messages", &[("allow", BOOL, json!(false))])).await;
    wrong(&standin, WILMA, "x", "", "").await;
    reject("Rejected. Whoever suggested it wants no messages from me.").await;
    wrong(&standin, EDITOR, "x", "", "").await;
    let asked = command(&standin, EDITOR, "privacy", sub("delete", &[])).await;
    press(&standin, &asked, "wh1:privacy:", EDITOR).await;
    let page = review(&standin, Person::ADMIN).await;
    assert!(shown(&page).contains("A former member, <time>:\nx"), "{}", shown(&page));
    reject("Rejected. Whoever suggested it is no longer known.").await;
    wrong(&standin, Person::ADMIN, "x", "", "").await;
    reject("Rejected. It was your own.").await;
    assert_eq!(standin.posted().len(), 0);
    standin.assert_nothing_refused();
    // Discord lets the bot write to nobody who does not want it: that is no error.
    standin.change_mood(|mood| mood.refuses_posts = Some(403));
    wrong(&standin, EDITOR, "x", "", "").await;
    reject("Rejected. Whoever suggested it is told, if they take messages from me.").await;
    standin.wait("the refusal", |standin| standin.requests("/messages").first().cloned()).await;
    assert!(!bot.output().contains("could not be told"), "{}", bot.output());
}

/// A queue that was filled before the bot started.
fn filled(scene: &Scene, views: &[View]) {
    let app = scene.app();
    for view in views {
        let remark = Remark {
            text: "It pays more.".to_owned(),
            value: Some("£90,000 a year".to_owned()),
            source: Some("Invented Gazette, \"More\", 12 July 2032".to_owned()),
            facts: vec!["head-of-maps.salary".into()],
            ..Remark::default()
        };
        app.propose(*view, WILMA.id.parse().unwrap(), remark, Timestamp::now()).unwrap();
    }
}

fn first(app: &App, view: View) -> Option<ProposalId> {
    app.proposals(view, None, 1).unwrap().0.first().map(|proposal| proposal.id)
}

#[tokio::test]
async fn rights_are_asked_at_every_step_and_lost_between_two() {
    let scene = Scene::just_due();
    filled(&scene, &[here()]);
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    let_editors_write(&standin, Some(EDITORS)).await;
    let page = review(&standin, EDITOR).await;
    let card = press(&standin, &page, "wh1:review:accept:", EDITOR).await;
    let why = press(&standin, &page, "wh1:review:reject:", EDITOR).await;
    let reject = custom_id(&why, "wh1:review:reject:");
    // The role may write no longer; or the person has it no longer.
    for (role, person) in [(None, EDITOR), (Some(EDITORS), Person { roles: &[], ..EDITOR })] {
        let_editors_write(&standin, role).await;
        for reply in [
            review(&standin, person).await,
            press(&standin, &page, "wh1:review:accept:", person).await,
            press(&standin, &page, "wh1:review:change:", person).await,
            press(&standin, &page, "wh1:review:reject:", person).await,
            standin.reply(&standin.submit(&reject, &[("reason", "")], person, Some(&page))).await,
            press(&standin, &card, "wh1:fact:save:", person).await,
        ] {
            let text = content(&reply);
            assert!(text.starts_with("Only people with the Manage Server permission, or with the role"), "{reply}");
            assert_eq!((&reply["type"], reply["data"]["flags"].as_u64().unwrap() & 64), (&json!(4), 64));
        }
    }
    for forged in ["wh1:review:accept", "wh1:review:accept:x", "wh1:review:nothing:1", "wh1:review:"] {
        let reply = standin.reply(&standin.press(&page, forged, Person::ADMIN)).await;
        let text = shown(&reply);
        assert!(text.contains("no longer know this menu") || text.contains("settled already"), "{forged}: {text}");
    }
    bot.terminate();
    bot.ended().await;
    assert!(first(&scene.app(), here()).is_some(), "it still waits");
}

#[tokio::test]
async fn a_queue_shows_in_its_own_server_alone_and_survives_a_restart() {
    let scene = Scene::just_due();
    let other = View::Server(900_000_000_000_000_010);
    filled(&scene, &[other]);
    let theirs = first(&scene.app(), other).unwrap().0;
    let standin = StandIn::start().await;
    let bot = scene.bot(&standin).await;
    let page = review(&standin, Person::ADMIN).await;
    assert!(content(&page).starts_with("No suggestion waits."), "{page}");
    for step in ["accept", "change", "reject", "next"] {
        let forged = format!("wh1:review:{step}:{theirs}");
        let reply = standin.reply(&standin.press(&page, &forged, Person::ADMIN)).await;
        assert!(content(&reply).contains("No suggestion waits."), "{step}: {reply}");
    }
    let elsewhere = Person { server: "900000000000000010", ..Person::ADMIN };
    let page = review(&standin, elsewhere).await;
    assert!(shown(&page).contains("It pays more."), "{page}");
    bot.terminate();
    bot.ended().await;
    let _again = scene.bot(&standin).await;
    let card = press(&standin, &page, "wh1:review:accept:", elsewhere).await;
    let saved = press(&standin, &card, "wh1:fact:save:", elsewhere).await;
    assert!(content(&saved).contains("The suggestion is accepted."), "{saved}");
    assert_eq!(find(&saved, "wh1:review:next"), None, "nothing is left");
    // What was accepted there is answered there, and nowhere else.
    let question = "what does the head of digital maps earn";
    for (person, expected) in [(elsewhere, true), (Person::ADMIN, false)] {
        assert_eq!(ask(&standin, person, question).await.to_string().contains("£90,000"), expected);
    }
    let options = json!([{ "name": "question", "type": 3, "value": question }]);
    let direct = standin.reply(&standin.command("ask", options, Place::Direct)).await;
    assert!(!direct.to_string().contains("£90,000"), "{direct}");
    standin.assert_nothing_refused();
}

#[tokio::test]
async fn a_server_that_takes_no_suggestions_says_so_in_its_empty_queue() {
    let (standin, _bot) = start().await;
    command(&standin, Person::ADMIN, "settings", sub("suggestions", &[("allow", BOOL, json!(false))])).await;
    insta::assert_snapshot!(shown(&review(&standin, Person::ADMIN).await));
}
