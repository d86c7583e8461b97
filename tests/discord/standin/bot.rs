//! The real binary as a process of its own.

use super::{PATIENCE, StandIn};
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Well formed, and nobody's.
pub const TOKEN: &str = "OTAwMDAwMDAwMDAwMDAwMDE1.GaBcDe.not_a_token-of-anybody_0123456789abcdef";

/// An invented folder, so that no test depends on what the bot really knows.
pub const KNOWLEDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-small");

/// The program: the one built with the tests, or the one that `WHITEHALL_BINARY` names, such as one built for release.
pub fn program() -> OsString {
    std::env::var_os("WHITEHALL_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_whitehall").into())
}

/// A process that is killed when it goes out of scope.
struct Mortal(Child);

/// A running bot; killed when it goes out of scope.
pub struct Bot {
    child: Mortal,
    output: Arc<Mutex<String>>,
    folder: TempDir,
}

/// How a bot ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; absent if a signal ended it.
    pub status: Option<i32>,
    /// Standard output and standard error.
    pub output: String,
}

impl Bot {
    /// Starts a bot that can reach only the stand-in, and waits until it is logged in and its commands stand.
    pub async fn logged_in(standin: &StandIn) -> Self {
        Self::logged_in_with(standin, &[]).await
    }

    /// The same with more settings.
    pub async fn logged_in_with(standin: &StandIn, settings: &[(&str, &str)]) -> Self {
        let before = standin.requests("/commands").len();
        let address = standin.address();
        let mut all = vec![("DISCORD_TOKEN", TOKEN), ("DISCORD_PROXY", address.as_str())];
        all.extend_from_slice(settings);
        let bot = Self::start(&all);
        standin
            .wait("the registration of commands", |standin| {
                standin.requests("/commands").get(before).filter(|request| request.answered).map(|_| ())
            })
            .await;
        bot.says("Invite the bot").await;
        bot
    }

    /// Starts a bot with just these settings.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), settings)
    }

    /// The same in a folder of its own.
    pub fn start_in(folder: TempDir, settings: &[(&str, &str)]) -> Self {
        let mut child = Command::new(program())
            .arg("serve")
            .current_dir(folder.path())
            .env_clear()
            .env("WHITEHALL_DATA", folder.path().join("data"))
            .env("WHITEHALL_KNOWLEDGE", KNOWLEDGE)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = Arc::new(Mutex::new(String::new()));
        collect(child.stdout.take().unwrap(), &output);
        collect(child.stderr.take().unwrap(), &output);
        Self { child: Mortal(child), output, folder }
    }

    /// The folder that it runs in; its store is in `data`.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Kills it at once, and gives the folder it ran in.
    pub fn killed(self) -> TempDir {
        let kept = tempfile::tempdir().unwrap();
        let (from, to) = (self.folder.path().join("data"), kept.path().join("data"));
        drop(self.child);
        std::fs::rename(from, to).unwrap();
        kept
    }

    /// What it wrote so far.
    pub fn output(&self) -> String {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How much memory it holds.
    #[cfg(target_os = "linux")]
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// How much processor time it has taken so far.
    #[cfg(target_os = "linux")]
    pub fn worked(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.0.id())).unwrap();
        // Behind the name, which may hold anything: user and system time are the 12th and 13th, in hundredths.
        let (_, fields) = stat.rsplit_once(") ").unwrap();
        let ticks: u64 = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Asks it to stop, as Ctrl-C does.
    pub fn interrupt(&self) {
        self.signal("-INT");
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.0.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it writes this.
    pub async fn says(&self, words: &str) {
        let start = Instant::now();
        while !self.output().contains(words) {
            assert!(start.elapsed() < PATIENCE, "the bot did not say \"{words}\" but: {}", self.output());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until it ends.
    pub async fn ended(mut self) -> Ended {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.0.try_wait().unwrap() {
                // The pipes are drained by their own threads.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return Ended { status: status.code(), output: self.output() };
            }
            assert!(start.elapsed() < PATIENCE * 2, "the bot did not end: {}", self.output());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn collect(mut pipe: impl Read + Send + 'static, output: &Arc<Mutex<String>>) {
    let output = Arc::clone(output);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = pipe.read(&mut buffer) {
            let text = String::from_utf8_lossy(&buffer[..read]);
            output.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
        }
    });
}
