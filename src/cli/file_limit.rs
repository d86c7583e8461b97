//! A limit on the size of files (ulimit -f, RLIMIT_FSIZE) refuses a write, and does not end the process.

/// Makes a write beyond the limit an error that can be told. Left to itself the system would end the process without a
/// word (SIGXFSZ); whoever handles the signal gets the error as well.
#[cfg(unix)]
pub(super) fn is_an_error() {
    use tokio::runtime::Builder;
    use tokio::signal::unix::{SignalKind, signal};

    /// SIGXFSZ on Linux (but for MIPS), macOS and the BSDs; on others another signal is handled in vain.
    const FILE_TOO_LARGE: i32 = 25;

    // The handler stays for the life of the process; the runtime is only needed to set it. If it cannot be set, all is
    // as it was.
    if let Ok(runtime) = Builder::new_current_thread().enable_io().build() {
        let _within = runtime.enter();
        let _ = signal(SignalKind::from_raw(FILE_TOO_LARGE));
    }
}

/// Other systems know no such signal.
#[cfg(not(unix))]
pub(super) fn is_an_error() {}
