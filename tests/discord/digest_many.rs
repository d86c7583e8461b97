//! Two thousand servers whose digests are due at the same minute.

use super::digest_scene::Scene;
use super::standin::{CHANNEL, Place, StandIn};
use serde_json::json;
use std::collections::HashSet;
use std::time::{Duration, Instant};

const SERVERS: u64 = 2_000;
/// What Discord allows a bot in a second.
const PER_SECOND: usize = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_are_posted_within_discords_limits_while_questions_are_answered() {
    let scene = Scene::just_due();
    scene.copy_to((1..SERVERS).map(|n| n + 1_000));

    let standin = StandIn::start().await;
    let _bot = scene.bot(&standin).await;
    let mut waits = Vec::new();
    let begin = Instant::now();
    while standin.posted().len() < SERVERS as usize {
        assert!(begin.elapsed() < Duration::from_secs(110), "only {} were posted", standin.posted().len());
        let question = json!([{ "name": "question", "type": 3, "value": "what does the head of digital maps earn" }]);
        let asked = Instant::now();
        let id = standin.command("ask", question, Place::Server);
        standin.reply(&id).await;
        waits.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    let posted = standin.posted();
    let channels: HashSet<&str> = posted.iter().map(|post| post.channel.as_str()).collect();
    assert_eq!((posted.len(), channels.len()), (SERVERS as usize, SERVERS as usize), "each server once");
    let times: Vec<Instant> = standin.requests_in("/messages").iter().map(|request| request.at).collect();
    let busiest = times
        .iter()
        .map(|from| times.iter().filter(|at| **at >= *from && **at < *from + Duration::from_secs(1)).count());
    let busiest = busiest.max().unwrap();
    assert!(busiest <= PER_SECOND, "{busiest} in one second");

    waits.sort();
    let (median, most) = (waits[waits.len() / 2], waits[waits.len() * 9 / 10]);
    println!(
        "{} posts in {:?}, at most {busiest} a second; answers: median {median:?}, 9 of 10 within {most:?}, longest {:?}",
        posted.len(),
        begin.elapsed(),
        waits.last().unwrap()
    );
    // A debug build beside all other tests is slow by itself.
    let bound = if cfg!(debug_assertions) { median } else { most };
    assert!(bound < Duration::from_millis(100), "answers took {bound:?}");
    assert!(channels.contains(CHANNEL));
    standin.assert_nothing_refused();
}
