//! The way without a proxy: the bot talks to discord.com itself and keeps to its rate limits.
//!
//! In process, because only so can the bot be given a client that takes the stand-in for discord.com.

use super::standin::{Mood, Place, RATE_LIMIT, StandIn, TOKEN};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::oneshot;
use whitehall::app::{App, AppOptions};
use whitehall::config::Config;
use whitehall::discord::{Access, run_with};

#[tokio::test]
async fn a_rate_limit_is_waited_out_and_nothing_is_lost() {
    let (standin, client) = StandIn::as_discord_com(Mood { rate_limits: 1, ..Mood::default() }).await;
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

    let registered = |standin: &StandIn| (standin.requests("/commands").len() == 2).then_some(());
    standin.wait("the second try to register", registered).await;
    standin.change_mood(|mood| mood.rate_limits = 1);
    let id = standin.command("help", json!([]), Place::Server);
    standin.reply(&id).await;

    for end in ["/commands", "/callback"] {
        let tries = standin.requests(end);
        assert_eq!(tries.iter().map(|request| request.status / 100).collect::<Vec<_>>(), [4, 2], "{end}");
        assert_eq!(tries[0].status, 429, "{end}");
        assert!(tries[1].at - tries[0].at >= RATE_LIMIT, "{end}: it came again too soon");
    }
    stop.send(()).unwrap();
    assert!(bot.await.unwrap().is_ok());
    assert_eq!(standin.closed_with(), [Some(1000)]);
}
