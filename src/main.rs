//! The command `whitehall`: everything it does is in the library's `cli` room.

use std::process::ExitCode;

fn main() -> ExitCode {
    whitehall::cli::run(std::env::args_os())
}
