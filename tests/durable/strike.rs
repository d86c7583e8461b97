//! Killing a process at a moment of its life.

use super::dice::Dice;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_micros(150);

/// What a process said before it was killed.
pub struct Struck {
    pub out: String,
    pub err: String,
    /// Whether it had ended by itself before that, and how.
    pub ended: Option<bool>,
}

impl Struck {
    /// Whether it said that it was done: a whole line with these words.
    pub fn says(&self, words: &str) -> bool {
        let whole = &self.out[..self.out.rfind('\n').map_or(0, |end| end + 1)];
        whole.contains(words)
    }
}

/// How long each kind of command lives if nobody kills it, learnt as it goes: in all, and from its first write on.
#[derive(Default)]
pub struct Lives(HashMap<&'static str, (Duration, Duration)>);

impl Lives {
    /// Runs a command and kills it: at any time of its life, or of that part of it in which it writes, or just when it
    /// has finished something. The first of its kind is left alive, so that its life is known.
    pub fn strike(&mut self, kind: &'static str, mut command: Command, data: &Path, dice: &mut Dice) -> Struck {
        let known = self.0.get(kind).copied();
        let (begun, finished) = (Files::of(data, &BEGUN), Files::of(data, &FINISHED));
        let start = Instant::now();
        let mut child = command.spawn().unwrap();
        let (out, err) = (reader(child.stdout.take().unwrap()), reader(child.stderr.take().unwrap()));
        let ended = match known {
            None => {
                let ended = begun.wait(&mut child, data, start + PATIENCE);
                let written = Instant::now();
                let ended = ended.or_else(|| wait(&mut child, start + PATIENCE));
                self.0.insert(kind, (start.elapsed(), written.elapsed()));
                ended
            }
            Some((life, writing)) => match dice.below(4) {
                0 => wait(&mut child, start + dice.part(life, 0, 95)),
                1 | 2 => {
                    let delay = dice.part(writing, 0, 85);
                    let ended = begun.wait(&mut child, data, start + life * 3);
                    ended.or_else(|| wait(&mut child, Instant::now() + delay))
                }
                _ => {
                    let delay = Duration::from_micros(dice.below(1_500));
                    let ended = finished.wait(&mut child, data, start + life * 3);
                    ended.or_else(|| wait(&mut child, Instant::now() + delay))
                }
            },
        };
        // It may be ending at this very moment.
        let _ = child.kill();
        child.wait().unwrap();
        Struck { out: out.join().unwrap(), err: err.join().unwrap(), ended }
    }
}

fn reader(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Waits so long; whether it went well if it ended before that.
fn wait(child: &mut Child, until: Instant) -> Option<bool> {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.success());
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return None;
        }
        thread::sleep(left.min(GLANCE));
    }
}

/// What changes first when something is written in a data folder, and what changes last.
const BEGUN: [&str; 4] = ["engine/db", "engine.new/db", "backups/unfinished", "../export.jsonl"];
const FINISHED: [&str; 5] = ["high-water", "backups", "engine", "../copy.backup", "../export.jsonl"];

/// How some files and folders look from outside.
#[derive(PartialEq)]
struct Files {
    names: &'static [&'static str],
    seen: Vec<(PathBuf, SystemTime, u64)>,
}

impl Files {
    fn of(data: &Path, names: &'static [&'static str]) -> Self {
        let seen = names.iter().filter_map(|name| {
            let path = data.join(name);
            let meta = path.metadata().ok()?;
            Some((path, meta.modified().ok()?, meta.len()))
        });
        Self { names, seen: seen.collect() }
    }

    /// Waits until they look different, or so long; whether the process went well if it ended before that.
    fn wait(&self, child: &mut Child, data: &Path, until: Instant) -> Option<bool> {
        while Instant::now() < until && Files::of(data, self.names) == *self {
            if let Some(status) = child.try_wait().unwrap() {
                return Some(status.success());
            }
            thread::sleep(GLANCE);
        }
        None
    }
}
