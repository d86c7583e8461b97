//! Everything between the settings and a client that is ready to log in: each mistake is found before that.

use super::ServeError;
use crate::config::{Config, beginning};
use serenity::all::{
    Client, ClientBuilder, CreateAllowedMentions, GatewayIntents, Http, HttpBuilder, HttpError, RawEventHandler,
    StatusCode,
};
use serenity::cache::Settings as CacheSettings;
use serenity::framework::Framework;
use std::error::Error as _;
use std::time::Duration;

/// How long Discord may take to answer the first question.
const FIRST_ANSWER: Duration = Duration::from_secs(10);

/// How long it may take to reach Discord.
const CONNECT: Duration = Duration::from_secs(5);
/// How long Discord may take for an answer, with the sending of a file: whoever waits longer waits for nothing.
const ANSWER: Duration = Duration::from_secs(60);

/// Only to learn that a server added or removed the bot. Not privileged: any bot may ask for it.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS;

/// The connection's settings, proven to be of the right form. Has no `Debug`: it holds the token.
pub struct Access {
    token: String,
    proxy: Option<String>,
    owners: Vec<u64>,
    listen: Option<String>,
}

impl Access {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// If there is no token, or it or the proxy's address cannot be right.
    pub fn from_config(config: &Config) -> Result<Self, ServeError> {
        let token = config.token.as_deref().unwrap_or_default().trim();
        // Some copy it with the word that stands before it in a request.
        let token = if token == "Bot" { "" } else { token.strip_prefix("Bot ").unwrap_or(token).trim() };
        if token.is_empty() {
            return Err(ServeError::NoToken);
        }
        if !is_token(token) {
            return Err(ServeError::MalformedToken);
        }
        let proxy = config.proxy.as_deref().map(str::trim).filter(|proxy| !proxy.is_empty());
        if let Some(proxy) = proxy.filter(|proxy| !is_base_address(proxy)) {
            return Err(ServeError::MalformedProxy(without_password(proxy)));
        }
        Ok(Self {
            token: token.to_owned(),
            proxy: proxy.map(str::to_owned),
            owners: config.owners.clone(),
            listen: config.listen.clone(),
        })
    }

    /// Where to show health and metrics, if anywhere.
    pub(super) fn listen(&self) -> Option<&str> {
        self.listen.as_deref()
    }

    /// Whether there is a proxy, past which nothing may go.
    pub(super) fn has_proxy(&self) -> bool {
        self.proxy.is_some()
    }

    /// The owners that the settings name.
    pub(super) fn owners(&self) -> &[u64] {
        &self.owners
    }

    /// The makings of the REST client. With a proxy the rate limiter is off, because serenity ignores the proxy otherwise and
    /// because limits are the proxy's work.
    pub fn http(&self) -> HttpBuilder {
        // A default for messages that forget to say it: nobody is pinged.
        let builder = HttpBuilder::new(&self.token).default_allowed_mentions(CreateAllowedMentions::new());
        let patient = reqwest::Client::builder().connect_timeout(CONNECT).timeout(ANSWER).build();
        let builder = match patient {
            Ok(client) => builder.client(client),
            // serenity's own waits for ever, which is better than nothing.
            Err(_) => builder,
        };
        match &self.proxy {
            Some(proxy) => builder.proxy(proxy).ratelimiter_disabled(true),
            None => builder,
        }
    }

    /// Asks for the gateway's address, which also proves the token.
    ///
    /// # Errors
    /// If the token is not accepted, or Discord (or the proxy) cannot be reached.
    pub async fn gateway(&self, http: &Http) -> Result<String, ServeError> {
        let lost = |what: String| match self.proxy {
            Some(_) => ServeError::Proxy(what),
            None => ServeError::Unreachable(what),
        };
        match tokio::time::timeout(FIRST_ANSWER, http.get_bot_gateway()).await {
            Err(_) => Err(lost(format!("no answer within {} seconds", FIRST_ANSWER.as_secs()))),
            Ok(Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response))))
                if response.status_code == StatusCode::UNAUTHORIZED =>
            {
                Err(ServeError::WrongToken)
            }
            Ok(Err(error)) => Err(lost(describe(&error))),
            Ok(Ok(gateway)) => Ok(gateway.url),
        }
    }
}

/// Builds the client. It goes to the given address, that of the [relay](super::relay): serenity alone would take the
/// public gateway whenever its own question for the address fails, also behind a proxy.
///
/// # Errors
/// If the client cannot be built.
pub async fn client(
    http: Http,
    gateway: String,
    framework: impl Framework + 'static,
    watch: impl RawEventHandler + 'static,
) -> Result<Client, ServeError> {
    let mut cache = CacheSettings::default();
    cache.max_messages = 0;
    cache.cache_guilds = false;
    cache.cache_channels = false;
    cache.cache_users = false;
    let client = ClientBuilder::new_with_http(http, INTENTS)
        .cache_settings(cache)
        .framework(framework)
        .raw_event_handler(watch)
        .await
        .map_err(|error| ServeError::from_client(&error))?;
    *client.ws_url.lock().await = gateway;
    Ok(client)
}

/// What went wrong, without the addresses that hold tokens.
pub fn describe(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let error = &response.error;
            let mut text = format!("{}, code {}: {}", response.status_code, error.code, error.message);
            for error in &error.errors {
                text.push_str(&format!("; {}: {}", error.path, error.message));
            }
            text
        }
        // The error itself names the address; its causes do not.
        serenity::Error::Http(HttpError::Request(error)) => {
            let mut cause = error.source();
            let mut last = if error.is_timeout() { "timed out" } else { "no connection" }.to_owned();
            while let Some(inner) = cause {
                last = inner.to_string();
                cause = inner.source();
            }
            last
        }
        serenity::Error::Gateway(serenity::gateway::GatewayError::Closed(Some(frame))) => {
            format!("close code {}", u16::from(frame.code))
        }
        other => other.to_string(),
    }
}

/// Three parts of base64url with dots between them.
fn is_token(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_=".contains(&b));
    text.split('.').count() == 3 && text.split('.').all(part)
}

fn is_base_address(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', ':'])
            && !rest.is_empty()
            && !rest.contains(['?', '#'])
            && !rest.contains(char::is_whitespace)
    })
}

/// Addresses may carry a user's password before an @, which must not reach a log; and some put the token here.
fn without_password(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((_, host)) => format!("...@{}", beginning(host)),
        None => beginning(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(token: Option<&str>, proxy: Option<&str>) -> Result<Access, ServeError> {
        let (token, proxy) = (token.map(str::to_owned), proxy.map(str::to_owned));
        Access::from_config(&Config { token, proxy, ..Config::default() })
    }

    #[test]
    fn a_token_is_told_from_what_is_none() {
        for token in ["MTA1.Gh-7_x.abc_DEF-123", " MTA1.Gh.abc\n", "Bot MTA1.Gh.abc"] {
            assert!(access(Some(token), None).is_ok(), "{token}");
        }
        for token in [None, Some(""), Some("  "), Some("Bot ")] {
            assert!(matches!(access(token, None), Err(ServeError::NoToken)), "{token:?}");
        }
        for token in ["abc", "a.b", "a..c", "a.b.c.d", "\"a.b.c\"", "a.b.c d", "a.b.c\nx: y", "ä.b.c"] {
            assert!(matches!(access(Some(token), None), Err(ServeError::MalformedToken)), "{token}");
        }
    }

    #[test]
    fn a_proxy_is_a_base_address_and_its_password_stays_secret() {
        for proxy in ["http://127.0.0.1:3000", "https://proxy.example/", "http://p.example/discord", "", " "] {
            assert!(access(Some("a.b.c"), Some(proxy)).is_ok(), "{proxy}");
        }
        for proxy in ["127.0.0.1:3000", "ftp://x", "http://", "http://a b", "http://:80"] {
            assert!(matches!(access(Some("a.b.c"), Some(proxy)), Err(ServeError::MalformedProxy(_))), "{proxy}");
        }
        let error = access(Some("a.b.c"), Some("me:secret@proxy")).err().map(|error| error.to_string());
        assert!(error.is_some_and(|text| text.contains("...@proxy") && !text.contains("secret")));
    }
}
