//! Beginning again: a new process in the place of this one.

use crate::config::ALLOCATOR;
use std::ffi::OsString;
use std::io;
use std::process::Command;

/// Begins again with what glibc's allocator is to do differently, which it reads when a process begins. To be called before
/// anything is done, and not if somebody has set that themselves; comes back if it cannot be done, which only costs memory.
pub(super) fn with_allocator(arguments: &[OsString], tunables: &str) {
    if cfg!(target_env = "gnu") {
        begin(arguments, |process| process.env(ALLOCATOR, tunables));
    }
}

/// Puts a new process in the place of this one, with the same number and arguments; comes back only with the reason why
/// that cannot be done.
#[cfg(unix)]
pub(super) fn begin(arguments: &[OsString], change: impl FnOnce(&mut Command) -> &mut Command) -> Option<io::Error> {
    use std::os::unix::process::CommandExt as _;
    let (program, rest) = arguments.split_first()?;
    Some(change(Command::new(program).args(rest)).exec())
}

#[cfg(not(unix))]
pub(super) fn begin(_: &[OsString], _: impl FnOnce(&mut Command) -> &mut Command) -> Option<io::Error> {
    None
}
