//! Bars for long work: on standard error, and only where somebody sees them.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Work that takes no longer than it takes to read a line shows no bar.
const QUICK: u64 = 256 * 1024;
const TICK: Duration = Duration::from_millis(120);

/// The progress of one step; gone when it goes.
pub(super) struct Step(ProgressBar);

impl Step {
    /// A step that handles so many bytes.
    pub(super) fn bytes(what: &'static str, length: usize) -> Self {
        let length = length as u64;
        let bar = ProgressBar::with_draw_target(Some(length), target(length));
        let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes}");
        Self::begin(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())), what)
    }

    /// A step of which nobody knows how long it takes, over so many bytes.
    pub(super) fn open(what: &'static str, length: usize) -> Self {
        let bar = ProgressBar::with_draw_target(None, target(length as u64));
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        Self::begin(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner())), what)
    }

    fn begin(bar: ProgressBar, what: &'static str) -> Self {
        bar.set_message(what);
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self(bar)
    }

    /// So many bytes are done.
    pub(super) fn at(&self, done: usize) {
        self.0.set_position(done as u64);
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn target(length: u64) -> ProgressDrawTarget {
    if length >= QUICK && io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    }
}
