//! SIGTERM and Ctrl-C: the first asks the bot to stop, the second stops it at once.

use std::io;
use tokio::sync::oneshot;

/// The exit status of a bot that was not given the time to finish.
const IMPATIENT: i32 = 1;

/// A future that ends at the first signal; the second ends the process.
///
/// # Errors
/// If the operating system lets no signal be watched.
pub fn first() -> io::Result<impl Future<Output = ()>> {
    let mut signals = Signals::watch()?;
    let (asked, stop) = oneshot::channel();
    tokio::spawn(async move {
        signals.next().await;
        // Nobody listens only when the bot has ended by itself.
        let _ = asked.send(());
        signals.next().await;
        tracing::warn!("asked to stop a second time: stopping at once");
        std::process::exit(IMPATIENT);
    });
    Ok(async move {
        if stop.await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn watch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn watch() -> io::Result<Self> {
        Ok(Self(tokio::signal::windows::ctrl_c()?))
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
