//! The limits of routes that serenity's rate limiter keeps: one for each interaction that was ever replied to, since each
//! has a route of its own, and none is ever forgotten. A bot that runs for months would fill its memory with them.

use super::drain::Drain;
use serenity::http::{Http, Ratelimiter};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// This often; a busy minute leaves a few thousand.
const MINUTE: Duration = Duration::from_secs(60);

/// Forgets what has had its time, until the bot stops. Without a rate limiter there is nothing to do.
pub async fn keep_few(http: Arc<Http>, drain: Drain) {
    let Some(limiter) = &http.ratelimiter else { return };
    while !drain.is_draining() {
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => forget(limiter, SystemTime::now()).await,
            () = drain.started() => {}
        }
    }
}

/// Forgets the limits that no request waits for, and that bind nobody any more: a new one says the same.
async fn forget(limiter: &Ratelimiter, now: SystemTime) {
    let routes = limiter.routes();
    let mut routes = routes.write().await;
    // Requests take theirs while they hold this lock, so that none can be taken meanwhile.
    routes.retain(|_, limit| {
        Arc::strong_count(limit) > 1
            || limit.try_lock().is_ok_and(|limit| limit.reset().is_some_and(|reset| reset > now))
    });
    routes.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serenity::http::{LightMethod, Request, Route};
    use serenity::model::id::{ChannelId, InteractionId};
    use tokio_tungstenite::tungstenite::http::Response;

    /// What a limiter knows after so many replies, a post that has used up its channel, and a request on its way.
    #[tokio::test]
    async fn only_limits_that_still_bind_are_kept() {
        let http = Http::new("token");
        let limiter = http.ratelimiter.as_ref().unwrap();
        let routes = limiter.routes();
        for id in 1..=500 {
            let replied = Route::InteractionResponse { interaction_id: InteractionId::new(id), token: "t" };
            routes.write().await.entry(replied.ratelimiting_bucket()).or_default();
        }
        let on_its_way = Route::Channel { channel_id: ChannelId::new(7) };
        let held = Arc::clone(routes.write().await.entry(on_its_way.ratelimiting_bucket()).or_default());

        let post = Route::ChannelMessages { channel_id: ChannelId::new(8) };
        let told = Response::builder()
            .header("x-ratelimit-limit", "5")
            .header("x-ratelimit-remaining", "0")
            .header("x-ratelimit-reset", "4000000000.0")
            .header("x-ratelimit-reset-after", "30.0")
            .body("")
            .unwrap();
        let used_up = Arc::clone(routes.write().await.entry(post.ratelimiting_bucket()).or_default());
        let request = Request::new(post.clone(), LightMethod::Post);
        used_up.lock().await.post_hook(&told.into(), &request, &|_| {}, true).await.unwrap();
        drop(used_up);

        forget(limiter, SystemTime::now()).await;
        let kept = |route: Route<'static>| {
            let routes = Arc::clone(&routes);
            async move { routes.read().await.contains_key(&route.ratelimiting_bucket()) }
        };
        assert_eq!(routes.read().await.len(), 2);
        assert!(kept(on_its_way).await && kept(post).await);

        drop(held);
        forget(limiter, SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_001)).await;
        assert_eq!(routes.read().await.len(), 0);
    }
}
