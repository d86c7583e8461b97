//! The way without a proxy: the bot talks to discord.com itself and keeps to its rate limits.
//!
//! In process, because only so can the bot be given a client that takes the stand-in for discord.com.

use super::standin::{Mood, Place, RATE_LIMIT, StandIn, TOKEN};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use whitehall::app::{App, AppOptions};
use whitehall::config::Config;
use whitehall::discord::{Access, ServeError, run_with};

/// A bot in this process, with the rate limiter on.
struct Inside {
    standin: StandIn,
    stop: oneshot::Sender<()>,
    bot: JoinHandle<Result<(), ServeError>>,
    _folder: TempDir,
}

impl Inside {
    async fn start(mood: Mood) -> Self {
        let (standin, client) = StandIn::as_discord_com(mood).await;
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(&AppOptions { data: folder.path().join("data"), knowledge: None }).unwrap();
        let config = Config { token: Some(TOKEN.to_owned()), ..Config::default() };
        let access = Access::from_config(&config).unwrap();
        let http = access.http().client(client).build();
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap_or_default() };
            run_with(Arc::new(app), &access, http, stopped).await
        });
        Self { standin, stop, bot, _folder: folder }
    }

    async fn registered(&self, tries: usize) {
        let ready = |standin: &StandIn| {
            standin.requests("/commands").get(tries - 1).filter(|request| request.answered).map(drop)
        };
        self.standin.wait("the registration", ready).await;
    }

    async fn stopped(self) -> StandIn {
        self.stop.send(()).unwrap();
        assert!(self.bot.await.unwrap().is_ok());
        assert_eq!(self.standin.closed_with(), [Some(1000)]);
        self.standin
    }
}

/// A limit of one route, or of the whole bot.
async fn waits_out(limits_all: bool) {
    let inside = Inside::start(Mood { rate_limits: 1, limits_all, ..Mood::default() }).await;
    inside.registered(2).await;
    let standin = &inside.standin;
    standin.change_mood(|mood| mood.rate_limits = 1);
    let id = standin.command("help", json!([]), Place::Server);
    standin.reply(&id).await;
    for end in ["/commands", "/callback"] {
        let tries = standin.requests(end);
        assert_eq!(tries.iter().map(|request| request.status / 100).collect::<Vec<_>>(), [4, 2], "{end}");
        assert_eq!(tries[0].status, 429, "{end}");
        assert!(tries[1].at - tries[0].at >= RATE_LIMIT, "{end}: it came again too soon");
    }
    inside.stopped().await;
}

#[tokio::test]
async fn a_rate_limit_is_waited_out_and_nothing_is_lost() {
    tokio::join!(waits_out(false), waits_out(true));
}

#[tokio::test]
async fn many_are_answered_though_each_is_told_to_wait_at_first() {
    let inside = Inside::start(Mood::default()).await;
    inside.registered(1).await;
    let standin = &inside.standin;
    standin.change_mood(|mood| (mood.rate_limits, mood.answer_within) = (12, Some(Duration::from_secs(30))));
    let ids: Vec<String> = (0..12).map(|_| standin.command("help", json!([]), Place::Server)).collect();
    for id in &ids {
        standin.reply(id).await;
    }
    let callbacks = standin.requests("/callback");
    assert_eq!(callbacks.iter().filter(|request| request.status == 429).count(), 12);
    assert_eq!(callbacks.iter().filter(|request| request.status == 204).count(), 12, "each has one answer");
    inside.stopped().await;
}

#[tokio::test]
async fn an_answer_that_discord_fails_to_take_is_sent_again() {
    let inside = Inside::start(Mood::default()).await;
    inside.registered(1).await;
    let standin = &inside.standin;
    standin.change_mood(|mood| mood.failing_replies = 2);
    let id = standin.command("help", json!([]), Place::Server);
    let reply = standin.reply(&id).await;
    assert!(reply["data"]["content"].as_str().unwrap().contains("/ask"), "{reply:#}");
    inside.stopped().await;
}
