//! Fetching files that people attach to a command: from where Discord keeps them and from nowhere else, within limits of
//! size and time.

use crate::transfer::MOST_BYTES;
use reqwest::{Client, Url, redirect};
use serenity::all::Attachment;
use std::error::Error as _;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Where Discord keeps what is attached to messages and commands.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// For the whole of a file; Discord takes an answer within fifteen minutes.
const PATIENCE: Duration = Duration::from_secs(60);
const CONNECTING: Duration = Duration::from_secs(10);
/// Files that are in memory at once.
const AT_ONCE: usize = 2;
const MB: usize = 1024 * 1024;

/// Why a file was not fetched. The first line says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// It is larger than what is read.
    #[error("the file has {0} MB, and at most {most} MB are read\nsplit it, and import the parts one after the other", most = MOST_BYTES / MB)]
    TooLarge(usize),
    /// Its address is none of Discord's.
    #[error(
        "the file does not lie where Discord keeps attachments, so I do not fetch it\nattach it to the command again"
    )]
    Elsewhere,
    /// It did not come.
    #[error("the file could not be fetched from Discord ({0})\ntry again in a minute")]
    Failed(String),
}

/// Fetches attached files, a few at once.
#[derive(Debug)]
pub struct Downloads {
    proxy: Option<Url>,
    places: Semaphore,
}

impl Downloads {
    /// With a proxy for Discord's REST, files may lie there, too.
    pub fn new(proxy: Option<&str>) -> Self {
        let proxy = proxy.and_then(|proxy| proxy.parse().ok());
        Self { proxy, places: Semaphore::new(AT_ONCE) }
    }

    /// Says at once what speaks against fetching a file.
    ///
    /// # Errors
    /// [`DownloadError::TooLarge`] and [`DownloadError::Elsewhere`].
    pub fn check(&self, file: &Attachment) -> Result<Url, DownloadError> {
        let size = usize::try_from(file.size).unwrap_or(usize::MAX);
        if size > MOST_BYTES {
            return Err(DownloadError::TooLarge(size.div_ceil(MB)));
        }
        let url = file.url.parse::<Url>().ok().filter(|url| self.allows(url));
        url.ok_or(DownloadError::Elsewhere)
    }

    /// A place for a file in memory, when there is one.
    pub async fn place(&self) -> Option<SemaphorePermit<'_>> {
        // Never closed, so that there is always a place in the end.
        self.places.acquire().await.ok()
    }

    /// Fetches a file and lets `work` have it.
    ///
    /// # Errors
    /// [`DownloadError`].
    pub async fn fetch<T>(
        &self,
        file: &Attachment,
        work: impl AsyncFnOnce(Vec<u8>) -> T,
    ) -> Result<T, DownloadError> {
        let url = self.check(file)?;
        let _place = self.place().await;
        let bytes = Self::bytes(url).await?;
        Ok(work(bytes).await)
    }

    async fn bytes(url: Url) -> Result<Vec<u8>, DownloadError> {
        let mut response = client().map_err(failed)?.get(url).send().await.map_err(failed)?;
        if !response.status().is_success() {
            return Err(DownloadError::Failed(response.status().to_string()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            bytes.extend_from_slice(&chunk);
            // Whatever Discord said of its size.
            if bytes.len() > MOST_BYTES {
                return Err(DownloadError::TooLarge(bytes.len().div_ceil(MB)));
            }
        }
        Ok(bytes)
    }

    /// Discord's own hosts over TLS, or just the proxy that stands for Discord.
    fn allows(&self, url: &Url) -> bool {
        let bare = url.username().is_empty() && url.password().is_none();
        let discord = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| HOSTS.contains(&host));
        let proxy = self.proxy.as_ref().is_some_and(|proxy| proxy.origin() == url.origin());
        bare && (discord || proxy)
    }
}

/// Made for each file: they are rare, and a client is a megabyte of certificates.
fn client() -> reqwest::Result<Client> {
    let builder = Client::builder().redirect(redirect::Policy::none()).connect_timeout(CONNECTING);
    builder.timeout(PATIENCE).build()
}

/// What went wrong, without the address, which lets anybody fetch the file for a while.
fn failed(error: reqwest::Error) -> DownloadError {
    if error.is_timeout() {
        return DownloadError::Failed(format!("not there within {} seconds", PATIENCE.as_secs()));
    }
    let cause = std::iter::successors(error.source(), |error| (*error).source()).last();
    DownloadError::Failed(cause.map_or_else(|| "no connection".to_owned(), ToString::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_from_discord_and_from_nowhere_else() {
        let allows = |proxy: Option<&str>, url: &str| Downloads::new(proxy).allows(&url.parse().unwrap());
        let proxy = Some("http://127.0.0.1:3000/discord");
        for url in ["https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1", "https://media.discordapp.net/a"] {
            assert!(allows(None, url) && allows(proxy, url), "{url}");
        }
        assert!(allows(proxy, "http://127.0.0.1:3000/attachments/a.csv"));
        assert!(!allows(None, "http://127.0.0.1:3000/attachments/a.csv"));
        for url in [
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com:8443/a",
            "https://cdn.discordapp.com.example/a",
            "https://example/cdn.discordapp.com",
            "https://me@cdn.discordapp.com/a",
            "https://cdn.discordapp.com@example/a",
            "http://127.0.0.1:3001/a",
            "https://127.0.0.1:3000/a",
            "http://localhost:3000/a",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
        ] {
            assert!(!allows(proxy, url), "{url}");
        }
    }
}
