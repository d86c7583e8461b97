//! Channels: posting, reading back, and what the bot may do there.

use super::{APPLICATION, RATE_LIMIT, StandIn, limits};
use serde_json::{Value, json};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The server and the channels of the stand-in; any other id of a channel is one of an unknown server, too.
pub const SERVER: &str = "900000000000000009";
pub const CHANNEL: &str = "900000000000000004";
/// Only admins see it.
pub const ADMINS: &str = "900000000000000005";
/// Everybody but the bot sees it.
pub const CLOSED: &str = "900000000000000006";

/// How the next posts in channels go, one each; then all go well again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posting {
    /// It is posted, and the answer never comes.
    PostedUnanswered,
    /// It is not posted, and the answer never comes.
    LostUnanswered,
    /// It is posted, and the answer comes after so long.
    PostedLate(Duration),
    /// It is posted, and the connection is cut.
    PostedCut,
    /// Discord has trouble: this status.
    Fails(u16),
    /// Too many requests: to be waited for.
    Limited,
}

/// What the bot finds when it reads a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum History {
    /// What was posted.
    #[default]
    Readable,
    /// Nothing, as Discord shows it to those without the right.
    Hidden,
}

/// One message of a channel.
#[derive(Debug, Clone)]
pub struct Posted {
    pub channel: String,
    pub body: Value,
    pub id: u64,
    pub at: Instant,
}

/// What becomes of a request for a channel.
pub enum Fate {
    Answer(u16, Value),
    /// With status 200, after so long.
    Late(Duration, Value),
    Silence,
    Cut,
}

impl StandIn {
    /// Everything that was posted in channels.
    pub fn posted(&self) -> Vec<Posted> {
        self.state().posted.clone()
    }

    /// The texts that were sent to somebody in direct messages.
    pub fn told(&self, person: &str) -> Vec<String> {
        let posted = self.posted().into_iter().filter(|posted| posted.channel == direct_to(person));
        posted.map(|posted| posted.body["content"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// What is said behind the answers to interactions.
    pub fn followups(&self) -> Vec<Value> {
        let sent = self.requests_in("/webhooks/").into_iter().filter(|request| request.method == "POST");
        sent.map(|request| request.body).collect()
    }

    /// Somebody else writes in a channel.
    pub fn chatter(&self, channel: &str, content: &str) {
        let body = json!({ "content": content, "author": "900000000000000026" });
        self.state().keep(channel, body);
    }
}

impl super::State {
    fn keep(&mut self, channel: &str, body: Value) -> Posted {
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64;
        // An id of Discord's holds the time since 2015.
        let id = ((millis - 1_420_070_400_000) << 22) + self.posted.len() as u64;
        let posted = Posted { channel: channel.to_owned(), body, id, at: Instant::now() };
        self.posted.push(posted.clone());
        posted
    }
}

pub fn post(standin: &StandIn, channel: &str, body: &Value) -> Fate {
    let problems = limits::post(body);
    if !problems.is_empty() {
        return Fate::Answer(400, limits::invalid_form_body(&problems));
    }
    let mut state = standin.state();
    if let Some(status) = state.mood.refuses_posts {
        return Fate::Answer(status, json!({ "message": "Missing Access", "code": 50001 }));
    }
    let posting = if state.mood.posts.is_empty() { None } else { Some(state.mood.posts.remove(0)) };
    match posting {
        Some(Posting::LostUnanswered) => return Fate::Silence,
        Some(Posting::Fails(status)) => return Fate::Answer(status, json!({ "message": "trouble", "code": 0 })),
        Some(Posting::Limited) => {
            let wait = RATE_LIMIT.as_secs_f64();
            let body =
                json!({ "message": "You are being rate limited.", "retry_after": wait, "global": false, "code": 0 });
            return Fate::Answer(429, body);
        }
        Some(Posting::PostedUnanswered | Posting::PostedLate(_) | Posting::PostedCut) | None => {}
    }
    let memory = state.mood.nonce_memory.unwrap_or(Duration::from_secs(180));
    let same = |old: &&Posted| {
        body["enforce_nonce"] == true && old.body["nonce"] == body["nonce"] && old.at.elapsed() < memory
    };
    let known = state.posted.iter().find(same).cloned();
    let posted = known.unwrap_or_else(|| state.keep(channel, body.clone()));
    match posting {
        Some(Posting::PostedUnanswered) => Fate::Silence,
        Some(Posting::PostedLate(wait)) => Fate::Late(wait, message(&posted)),
        Some(Posting::PostedCut) => Fate::Cut,
        _ => Fate::Answer(200, message(&posted)),
    }
}

/// The newest messages first, as Discord gives them.
pub fn history(standin: &StandIn, channel: &str, query: &str) -> (u16, Value) {
    let state = standin.state();
    if state.mood.history == History::Hidden {
        return (200, json!([]));
    }
    let number = |key: &str| {
        let part = query.split('&').find_map(|part| part.strip_prefix(key)?.strip_prefix('='));
        part.and_then(|number| number.parse::<u64>().ok())
    };
    let (limit, before) = (number("limit").unwrap_or(50), number("before").unwrap_or(u64::MAX));
    let found = state.posted.iter().rev().filter(|posted| posted.channel == channel && posted.id < before);
    (200, found.take(limit as usize).map(message).collect())
}

fn message(posted: &Posted) -> Value {
    let author = posted.body["author"].as_str().unwrap_or(APPLICATION);
    let millis = (posted.id >> 22) + 1_420_070_400_000;
    let time = jiff::Timestamp::from_millisecond(millis as i64).unwrap();
    json!({
        "id": posted.id.to_string(), "channel_id": posted.channel, "type": 0, "tts": false, "pinned": false,
        "timestamp": time.to_string(), "edited_timestamp": null, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "components": [], "flags": 0,
        "author": { "id": author, "username": "somebody", "discriminator": "0", "bot": author == APPLICATION },
        "content": posted.body["content"].as_str().unwrap_or_default(),
        "embeds": posted.body["embeds"].as_array().cloned().unwrap_or_default(),
    })
}

/// The message that Discord makes of a follow-up.
pub fn followup(body: &Value) -> Value {
    message(&Posted { channel: CHANNEL.to_owned(), body: body.clone(), id: 1 << 22, at: Instant::now() })
}

/// The server's role of everybody may do everything that posting needs; channels take some of it away.
pub fn channel(standin: &StandIn, id: &str) -> (u16, Value) {
    const VIEW: u64 = 1 << 10;
    const EMBED: u64 = 1 << 14;
    let everyone = |deny: u64| json!([{ "id": SERVER, "type": 0, "allow": "0", "deny": deny.to_string() }]);
    let overwrites = match id {
        CLOSED => everyone(EMBED | (1 << 11)),
        ADMINS => json!([
            { "id": SERVER, "type": 0, "allow": "0", "deny": VIEW.to_string() },
            { "id": APPLICATION, "type": 1, "allow": VIEW.to_string(), "deny": "0" },
        ]),
        _ => json!([]),
    };
    let last = standin.state().posted.iter().rev().find(|posted| posted.channel == id).map(|p| p.id.to_string());
    let body = json!({
        "id": id, "type": 0, "guild_id": SERVER, "name": "some-channel", "position": 0, "nsfw": false,
        "permission_overwrites": overwrites, "rate_limit_per_user": 0, "last_message_id": last, "flags": 0,
        "parent_id": null, "topic": null,
    });
    (200, body)
}

/// The channel of direct messages with somebody: its id is theirs, with a 7 before it.
pub fn direct(body: &Value) -> (u16, Value) {
    let id = body["recipient_id"].as_u64().map(|id| id.to_string());
    let Some(id) = id.or(body["recipient_id"].as_str().map(str::to_owned)) else {
        return (400, json!({ "message": "Invalid Form Body", "code": 50035 }));
    };
    let user = json!({ "id": id, "username": "somebody", "discriminator": "0", "avatar": null });
    (200, json!({ "id": direct_to(&id), "type": 1, "last_message_id": null, "recipients": [user] }))
}

/// The id of that channel.
pub fn direct_to(person: &str) -> String {
    format!("7{person}")
}

pub fn server() -> (u16, Value) {
    // View, send, embed, read history.
    let permissions = (1_u64 << 10) | (1 << 11) | (1 << 14) | (1 << 16);
    let role = json!({
        "id": SERVER, "name": "@everyone", "color": 0, "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false, "icon": null, "unicode_emoji": null, "position": 0, "permissions": permissions.to_string(),
        "managed": false, "mentionable": false, "flags": 0,
    });
    let body = json!({
        "id": SERVER, "name": "a server", "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": "900000000000000002", "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [role], "emojis": [], "features": [],
        "mfa_level": 0, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
        "preferred_locale": "en-GB", "public_updates_channel_id": null, "nsfw_level": 0, "nsfw": false, "stickers": [],
        "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null, "premium_subscription_count": 0,
        "widget_enabled": false, "widget_channel_id": null, "max_members": 25_000_000, "max_presences": null,
        "max_video_channel_users": 25, "max_stage_video_channel_users": 50,
    });
    (200, body)
}

pub fn member(id: &str) -> (u16, Value) {
    let user = json!({ "id": id, "username": "whitehall", "discriminator": "0", "avatar": null, "bot": true });
    let body = json!({
        "user": user, "nick": null, "avatar": null, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": false, "mute": false, "flags": 0, "pending": false,
    });
    (200, body)
}
