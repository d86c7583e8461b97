//! Being asked to stop.

use super::digest_scene::Scene;
use super::fact_scene::button;
use super::standin::{Bot, KNOWLEDGE, Mood, Person, Place, Posting, StandIn, TOKEN, Upload};
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use whitehall::app::{App, AppOptions, View};

fn question(standin: &StandIn) -> String {
    standin.command("ask", json!([{ "name": "question", "type": 3, "value": "how much" }]), Place::Server)
}

#[tokio::test]
async fn an_idle_bot_says_goodbye_and_ends_well() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    let start = Instant::now();
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(standin.closed_with(), [Some(1000)]);
}

#[tokio::test]
async fn what_is_being_answered_is_finished_and_newcomers_are_told_to_wait() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.reply_delay = Duration::from_millis(700));
    let first = question(&standin);
    standin.reply(&first).await;
    bot.terminate();
    bot.says("stopping").await;
    let late = question(&standin);
    let typing = standin.typing("ask", "question", "how");
    let reply = standin.reply(&late).await;
    assert_eq!(reply["data"]["content"], "I am restarting. Ask again in a moment.");
    assert_eq!(reply["data"]["flags"], 68, "only the person sees it, and no previews");
    assert_eq!(standin.reply(&typing).await["data"]["choices"], json!([]));
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let callbacks = standin.requests("/callback");
    assert_eq!(callbacks.len(), 3);
    assert!(callbacks.iter().all(|request| request.answered), "no answer was cut off: {callbacks:#?}");
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.reply_delay = Duration::from_secs(60));
    let stuck = question(&standin);
    standin.reply(&stuck).await;
    bot.terminate();
    bot.says("stopping").await;
    let start = Instant::now();
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn ctrl_c_is_the_same_and_twice_is_at_once() {
    let standin = StandIn::start().await;
    let idle = Bot::logged_in(&standin).await;
    idle.interrupt();
    let ended = idle.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!(standin.closed_with(), [Some(1000)]);

    let busy = Bot::logged_in(&standin).await;
    standin.change_mood(|mood| mood.reply_delay = Duration::from_secs(60));
    standin.reply(&question(&standin)).await;
    busy.interrupt();
    busy.says("stopping").await;
    let start = Instant::now();
    busy.interrupt();
    let ended = busy.ended().await;
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_discord_that_never_answers_holds_it_up_for_ten_seconds_and_no_longer() {
    let standin = StandIn::in_mood(Mood { reply_delay: Duration::from_secs(60), ..Mood::default() }).await;
    let bot = Bot::logged_in(&standin).await;
    standin.reply(&question(&standin)).await;
    let start = Instant::now();
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert!(ended.output.contains("some answers were not finished in time"), "{ended:?}");
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(9) && took < Duration::from_secs(17), "{took:?}");
}

#[tokio::test]
async fn a_digest_on_its_way_is_waited_for_and_noted_and_never_posted_twice() {
    for (posting, noted) in [(Posting::PostedLate(Duration::from_secs(2)), true), (Posting::PostedUnanswered, false)]
    {
        let scene = Scene::just_due();
        let standin = StandIn::in_mood(Mood { posts: vec![posting], ..Mood::default() }).await;
        let requests = |standin: &StandIn, method: &str| {
            standin.requests_in("/messages").iter().filter(|request| request.method == method).count()
        };
        let bot = scene.bot(&standin).await;
        standin.wait("the post", |standin| (requests(standin, "POST") == 1).then_some(())).await;
        bot.terminate();
        let ended = bot.ended().await;
        assert_eq!(ended.status, Some(0), "{posting:?}: {ended:?}");

        let again = scene.bot(&standin).await;
        if !noted {
            standin.wait("a look", |standin| (requests(standin, "GET") > 0).then_some(())).await;
        }
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(requests(&standin, "POST"), 1, "{posting:?}");
        assert_eq!(requests(&standin, "GET") == 0, noted, "{posting:?}: what is noted need not be looked for");
        drop(again);
    }
}

#[tokio::test]
async fn an_import_on_its_way_is_finished_and_told() {
    let (standin, folder) = (StandIn::start().await, tempfile::tempdir().unwrap());
    let data = folder.path().join("data");
    let bot = Bot::logged_in_with(&standin, &[("WHITEHALL_DATA", data.to_str().unwrap())]).await;
    let mut table = "subject,kind,name,attribute,value,as_of,source\n".to_owned();
    for n in 0..600 {
        let gazette = r#""Invented Gazette, ""Notes of the harbour"", 12 July 2021""#;
        writeln!(table, "buoy-keeper-{n},role,Buoy Keeper {n},salary,\"£{},000\",2021,{gazette}", 20 + n % 60)
            .unwrap();
    }
    let id = standin.upload(["fact", "import"], &Upload::new("buoys.csv", table.as_bytes()), Person::ADMIN);
    standin.reply(&id).await;
    let shown = standin.finished(&id).await;
    let pressed = standin.press(&shown, &button(&shown, "Apply"), Person::ADMIN);
    // Until it has begun, so that it is no newcomer.
    tokio::time::sleep(Duration::from_millis(40)).await;
    bot.terminate();
    let reply = standin.reply(&pressed).await;
    let told = if reply["type"] == 6 { standin.finished(&pressed).await } else { reply };
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");

    let app = App::open(&AppOptions { data, knowledge: Some(KNOWLEDGE.into()) }).unwrap();
    let server = View::Server(Person::ADMIN.server.parse().unwrap());
    let held = |n: u32| {
        let answer = app.ask(server, &format!("what does buoy keeper {n} earn"));
        format!("{answer:?}").contains(&format!("{},000", 20 + n % 60))
    };
    let all = held(0) && held(300) && held(599);
    let none = !held(0) && !held(300) && !held(599);
    // On a busy machine the click may come when it is stopping already.
    match told.to_string() {
        told if told.contains("600 facts added") => assert!(all, "{told}"),
        told => assert!(none && told.contains("restarting"), "{told}"),
    }
}

#[tokio::test]
async fn it_can_be_stopped_while_the_gateway_is_away() {
    let unused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = format!("ws://{}", unused.local_addr().unwrap());
    drop(unused);
    let standin = StandIn::in_mood(Mood { gateway_url: Some(away), ..Mood::default() }).await;
    let address = standin.address();
    let bot = Bot::start(&[("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    bot.says("no connection to Discord").await;
    bot.terminate();
    let ended = bot.ended().await;
    assert_eq!(ended.status, Some(0), "{ended:?}");
}

/// Connected and idle, with the built-in knowledge, at its first start. Most of what a debug build holds is its own code.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_idle_bot_is_small() {
    let most_kib = if cfg!(debug_assertions) { 74 * 1024 } else { 25 * 1024 };
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &[("WHITEHALL_KNOWLEDGE", "")]).await;
    let resident = bot.resident_kib();
    println!("{resident} KiB");
    assert!(resident > 0 && resident < most_kib, "{resident} KiB");
}

/// What reading the built-in knowledge took is given back by a new process, with the same number, in its place.
#[tokio::test]
async fn a_first_start_starts_anew_and_a_later_one_does_not() {
    const ANEW: &str = "starting anew";
    let settings = [("WHITEHALL_KNOWLEDGE", "")];
    let standin = StandIn::start().await;
    let bot = Bot::logged_in_with(&standin, &settings).await;
    assert_eq!(bot.output().matches(ANEW).count(), 1, "{}", bot.output());
    let folder = bot.killed();
    let address = standin.address();
    let again = Bot::start_in(folder, &[settings[0], ("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address)]);
    again.says("connected to Discord").await;
    assert!(!again.output().contains(ANEW), "{}", again.output());
}
