//! What never leaves the bot: its token, whatever fails and however much is logged. And what others type never becomes a
//! line of the log, nor moves or colours one.

use super::conversation::{WILMA, command};
use super::digest_scene::{Scene, sub};
use super::standin::{Bot, Mood, Order, Person, Posting, StandIn, TOKEN, Upload, command_data};
use serde_json::{Value, json};
use std::fmt::Debug;
use std::io::{Read as _, Write as _};
use std::marker::PhantomData;
use std::path::Path;

/// Nothing of the token: its first part is the bot's id, and public.
fn assert_kept(what: &str, text: &[u8]) {
    for part in TOKEN.split('.').skip(1) {
        let found = text.windows(part.len()).position(|window| window == part.as_bytes());
        let around = found.map(|at| String::from_utf8_lossy(&text[at.saturating_sub(300)..at]).into_owned());
        assert!(found.is_none(), "{what}: the token is written, behind {around:?}");
    }
}

/// Everything in a folder, file by file.
fn assert_kept_in(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_kept_in(&path);
        } else if path.is_file() {
            assert_kept(&path.display().to_string(), &std::fs::read(&path).unwrap());
        }
    }
}

fn page(address: &str, path: &str) -> Vec<u8> {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// Every way to fail before the bot is online.
#[tokio::test]
async fn a_bot_that_does_not_start_says_nothing_of_its_token() {
    let good = Mood::default;
    let nobody = {
        let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", unused.local_addr().unwrap())
    };
    let halved = TOKEN.replacen('.', " ", 1);
    let quoted = format!("'\"{TOKEN}\"'");
    let with_token = format!("http://user:{TOKEN}@127.0.0.1:1");
    let mut fails: Vec<(Mood, Vec<(&str, &str)>)> = vec![
        (Mood { refuses_token: true, ..good() }, vec![]),
        (good(), vec![("DISCORD_PROXY", &nobody)]),
        (good(), vec![("DISCORD_TOKEN", &halved)]),
        (good(), vec![("DISCORD_TOKEN", &quoted)]),
        (good(), vec![("DISCORD_PROXY", TOKEN)]),
        (good(), vec![("DISCORD_PROXY", &with_token)]),
        (good(), vec![("WHITEHALL_LISTEN", "nowhere")]),
        (good(), vec![("WHITEHALL_OWNERS", TOKEN)]),
    ];
    fails.extend(
        [401, 403, 404, 429, 500, 502].map(|status| (Mood { gateway_status: Some(status), ..good() }, vec![])),
    );
    fails.extend([400, 401, 403, 500].map(|status| (Mood { registration_status: Some(status), ..good() }, vec![])));
    fails.extend([4004, 4013, 4014].map(|code| (Mood { closes_at_identify: Some(code), ..good() }, vec![])));
    for (mood, settings) in fails {
        let what = format!("{settings:?} {mood:?}");
        let standin = StandIn::in_mood(mood).await;
        let address = standin.address();
        let mut all = vec![("DISCORD_PROXY", address.as_str()), ("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "trace")];
        all.extend(settings);
        let ended = Bot::start(&all).ended().await;
        assert_eq!(ended.status, Some(1), "{what}: {ended:?}");
        assert_kept(&what, ended.output.as_bytes());
    }
}

/// Every way to fail while it runs, with everything logged; then every page and every file of it is read.
#[tokio::test]
async fn a_bot_that_fails_at_everything_says_nothing_of_its_token() {
    let standin = StandIn::start().await;
    let scene = Scene::just_due();
    let data = scene.data();
    standin.change_mood(|mood| {
        mood.posts = vec![Posting::Fails(401), Posting::Fails(500), Posting::PostedCut, Posting::Fails(403)];
    });
    let settings =
        [("RUST_LOG", "trace"), ("WHITEHALL_LISTEN", "127.0.0.1:0"), ("WHITEHALL_DATA", data.to_str().unwrap())];
    let bot = Bot::logged_in_with(&standin, &settings).await;
    bot.says("health and metrics are shown").await;
    let address = bot.output().split("address=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    // Replies that Discord does not take, in each of its ways.
    for how in ["500", "unknown", "twice"] {
        let id = standin.act(2, command_data("help", &json!([])), WILMA, None);
        match how {
            "500" => standin.change_mood(|mood| mood.failing_replies = 1),
            "unknown" => standin.forget(&id),
            _ => {}
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    // A file that cannot be fetched, an event that cannot be read, a broken connection.
    let gone = format!("{}/attachments/1/2/gone.csv", standin.address());
    let upload = Upload { url: Some(&gone), ..Upload::new("gone.csv", "x") };
    let id = standin.upload(["fact", "import"], &upload, Person::ADMIN);
    standin.finished(&id).await;
    standin.dispatch("INTERACTION_CREATE", json!({ "id": "5", "token": "t", "type": 2, "data": {} }));
    standin.order(Order::Cut);
    let status = command(&standin, Person::ADMIN, "status", json!([])).await;
    assert_kept("/status", status.to_string().as_bytes());
    for path in ["/metrics", "/readyz", "/healthz", "/", "/metrics?token"] {
        assert_kept(path, &page(&address, path));
    }
    bot.terminate();
    let ended = bot.ended().await;
    assert!(ended.output.len() > 10_000, "everything is logged");
    assert_kept("the log", ended.output.as_bytes());
    assert_kept_in(&data);
}

/// An interaction's token lets anybody answer in the bot's name for a quarter of an hour.
#[tokio::test]
async fn the_tokens_of_interactions_stay_out_of_the_log_unless_libraries_are_asked_for_everything() {
    for level in [None, Some("whitehall=trace,warn")] {
        let standin = StandIn::start().await;
        let settings: Vec<(&str, &str)> = level.map(|level| ("RUST_LOG", level)).into_iter().collect();
        let bot = Bot::logged_in_with(&standin, &settings).await;
        // More than the tries that are made for all of them.
        standin.change_mood(|mood| mood.failing_replies = 100);
        for _ in 0..3 {
            standin.act(2, command_data("help", &json!([])), WILMA, None);
        }
        bot.says("500").await;
        standin.change_mood(|mood| mood.failing_replies = 0);
        let broken = standin.expect_reply(2);
        standin.dispatch("INTERACTION_CREATE", json!({ "id": broken.0, "token": broken.1, "type": 2, "data": {} }));
        standin.reply(&broken.0).await;
        bot.terminate();
        let ended = bot.ended().await;
        assert!(!ended.output.contains("token_of_"), "{level:?}: {}", ended.output);
    }
}

/// Words that would be a line of their own, wipe a terminal, or turn what is read around.
const EVIL: &str =
    "x\n2031-01-01T00:00:00Z  INFO whitehall: FORGED\r\u{1b}[2J\u{1b}[31m\u{202E}\u{2066}\u{200B}\u{7}y";

#[tokio::test]
async fn what_others_type_is_no_line_of_the_log_and_moves_nothing_in_it() {
    for level in ["whitehall=info,warn", "trace"] {
        let standin = StandIn::start().await;
        let bot = Bot::logged_in_with(&standin, &[("RUST_LOG", level)]).await;
        let person = Person { name: EVIL, ..Person::ADMIN };
        let question = json!([{ "name": "question", "type": 3, "value": EVIL }]);
        command(&standin, person, "ask", question.clone()).await;
        command(&standin, person, EVIL, json!([])).await;
        command(&standin, person, "fact", sub("list", &[("filter", 3, json!(EVIL))])).await;
        command(&standin, person, "ask", json!([{ "name": EVIL, "type": 3, "value": EVIL }])).await;
        command(&standin, person, "suggest", json!([{ "name": "text", "type": 3, "value": EVIL }])).await;
        let card = command(&standin, person, "ask", question).await;
        for custom_id in
            [EVIL.to_owned(), format!("wh1:{EVIL}"), format!("wh1:fact:{EVIL}"), format!("wh1:wrong:{EVIL}")]
        {
            standin.reply(&standin.press(&card, &custom_id, person)).await;
            standin.reply(&standin.submit(&custom_id, &[(EVIL, EVIL)], person, Some(&card))).await;
            standin.reply(&standin.choose(&card, &custom_id, EVIL, person)).await;
        }
        let id = standin.upload(["fact", "import"], &Upload::new(EVIL, EVIL), person);
        standin.finished(&id).await;
        standin
            .dispatch("INTERACTION_CREATE", json!({ "id": "5", "token": EVIL, "type": 2, "data": { "name": EVIL } }));
        standin.dispatch(EVIL, json!({ "a": EVIL }));
        command(&standin, person, "help", json!([])).await;
        bot.terminate();
        let ended = bot.ended().await;
        assert_plain(level, &ended.output);
    }
}

fn assert_plain(what: &str, output: &str) {
    for line in output.lines() {
        let moves =
            |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
        let odd = line.chars().find(|c| c.is_control() || moves(*c));
        assert!(odd.is_none(), "{what}: {odd:?} in {line:?}");
        assert!(!line.starts_with("2031-01-01T"), "{what}: a line that somebody typed: {line}");
    }
}

/// Tells types with a `Debug` from those without.
struct Shown<T>(PhantomData<T>);

impl<T: Debug> Shown<T> {
    const SHOWN: bool = true;
}

trait NotShown {
    const SHOWN: bool = false;
}

impl<T> NotShown for Shown<T> {}

#[test]
fn what_holds_the_token_has_no_debug() {
    let shown = [
        Shown::<Value>::SHOWN,
        Shown::<whitehall::config::Config>::SHOWN,
        Shown::<whitehall::discord::Access>::SHOWN,
    ];
    assert_eq!(shown, [true, false, false], "the first shows that the test can tell");
}
