//! The bot is killed at any time around a digest that is due, and started again: one is posted, never two.

use super::dice::Dice;
use super::ledger::Ledger;
use super::place::{KNOWLEDGE, Place};
use super::standin::{Bot, CHANNEL, Mood, SERVER, StandIn, TOKEN};
use super::tally::When;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use whitehall::app::{App, AppOptions, Wish};
use whitehall::digest::{Schedule, Weekdays, WhenEmpty, zones};

/// From the start of the process until a digest is posted and noted, on a busy machine.
const LIFE: Duration = Duration::from_millis(1_500);
/// Nothing must happen any more.
const STILL: Duration = Duration::from_millis(1_500);

pub async fn round(dice: &mut Dice) -> Result<When, String> {
    let place = Place::new();
    set(&place);
    // Its nonce is forgotten at once, so that nothing but the bot itself keeps it from posting twice.
    let standin = StandIn::in_mood(Mood { nonce_memory: Some(Duration::ZERO), ..Mood::default() }).await;
    let (data, address) = (place.data(), standin.address());
    let settings = [("WHITEHALL_DATA", data.to_str().unwrap())];
    let bot = Bot::start(&[("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", &address), settings[0]]);
    tokio::time::sleep(dice.part(LIFE, 10, 100)).await;
    drop(bot);
    let posted = standin.posted().len();
    let again = Bot::logged_in_with(&standin, &settings).await;
    standin.wait("a digest", |standin| (!standin.posted().is_empty()).then_some(())).await;
    tokio::time::sleep(STILL).await;
    drop(again);
    let all = standin.posted().len();
    Ledger::read(&place.data())?;
    match (posted, all) {
        (0, 1) => Ok(When::Before),
        (1, 1) => Ok(When::Between),
        _ => Err(format!("{all} digests were posted, {posted} before the kill")),
    }
}

/// One server's digest whose moment was a few minutes ago.
fn set(place: &Place) {
    let app = App::open(&AppOptions { data: place.data(), knowledge: Some(KNOWLEDGE.into()) }).unwrap();
    let moment = Timestamp::now() - SignedDuration::from_mins(3);
    let zone = zones::find("UTC").unwrap();
    let time = zone.to_datetime(moment).time();
    let time = jiff::civil::time(time.hour(), time.minute(), 0, 0);
    let schedule = Schedule { time, zone, weekdays: Weekdays::ALL };
    let wish = Wish { channel: CHANNEL.parse().unwrap(), schedule, when_empty: Some(WhenEmpty::Line), admins: None };
    app.set_digest(SERVER.parse().unwrap(), wish, moment - SignedDuration::from_mins(5)).unwrap();
}
