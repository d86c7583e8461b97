//! A place to run the binary in, and what a run said.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A folder of its own, to run in: no `.env`, no store, nothing from outside in the environment.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
        command.args(arguments).env_clear().current_dir(self.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Ran {
        Ran::end(self.command(arguments).spawn().unwrap(), input)
    }

    /// Runs against the invented knowledge of tests/data.
    pub fn run_invented(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let knowledge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-cli");
        self.run(&[&["--knowledge", knowledge], arguments].concat(), input)
    }
}

/// What a run said, and with which status it ended.
pub struct Ran {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn end(mut child: Child, input: &[u8]) -> Self {
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // On a thread, so that neither side waits for the other with a full pipe. A command that does not read its
        // input closes the pipe, which is no matter here.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran::from(output)
    }

    pub fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"))).collect()
    }

    /// Well ended; it may have said something to people.
    #[track_caller]
    pub fn succeeded_with_words(self) -> Self {
        assert_eq!(self.status, Some(0), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}
