//! A small mutational fuzzer for stable Rust: seeds and a dictionary, and inputs that came out in a way not seen before
//! are kept and mutated on.
//!
//! Each target says how an input came out ("date: not a day of that month"); that takes the place of the coverage that
//! only an instrumented build could tell. The same seed makes the same run. `FUZZ_RUNS` says how many, `FUZZ_SEED` from
//! where.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// No input may take longer, on however busy a machine.
const LONGEST: Duration = Duration::from_secs(10);
/// After this it is taken to hang, and the process is ended with its input.
const HANGS: Duration = Duration::from_secs(120);
/// Inputs that are kept to mutate on.
const MOST_KEPT: usize = 4_000;
/// Panics after which a target is given up.
const ENOUGH: usize = 10;
/// What a target may hold on to in a long run, in MiB, beyond what it had after the first tenth of it.
const GROWTH: u64 = 64;

/// Runs of a short round, for each target; less where that time is over before.
const SHORT: u64 = 20_000;
const SHORT_TIME: Duration = Duration::from_millis(700);
/// Even on a very busy machine a round is more than its seeds.
const SHORT_LEAST: u64 = 60;

/// What to try.
pub struct Target<'a> {
    pub name: &'a str,
    /// Sound inputs to begin with.
    pub seeds: Vec<Vec<u8>>,
    /// Pieces that mean something.
    pub words: &'a [&'a str],
    /// No input is longer, in bytes.
    pub most: usize,
}

/// How a round went.
#[derive(Debug)]
pub struct Round {
    pub runs: u64,
    pub panics: Vec<String>,
    pub slowest: (Duration, String),
    pub kept: usize,
    pub grown_mib: u64,
}

impl Target<'_> {
    /// A short round for the suite.
    pub fn short(&self, check: impl Fn(&[u8]) -> String) {
        let start = Instant::now();
        let round = self.round(|runs| runs < SHORT_LEAST || runs < SHORT && start.elapsed() < SHORT_TIME, 0, &check);
        self.judge(&round, start.elapsed());
    }

    /// A long round: as many runs as `FUZZ_RUNS` says, or this share of them for a target that is slow.
    pub fn long(&self, share: u64, check: impl Fn(&[u8]) -> String) {
        let runs = number("FUZZ_RUNS").unwrap_or(1_000_000) / share;
        let start = Instant::now();
        let round = self.round(|done| done < runs, runs / 10, &check);
        self.judge(&round, start.elapsed());
        assert!(round.grown_mib <= GROWTH, "{}: memory grew by {} MiB", self.name, round.grown_mib);
    }

    fn judge(&self, round: &Round, took: Duration) {
        println!(
            "fuzz {}: {} runs in {:.1} s, {} panics, {} ways to come out, slowest {:?} ({}), memory +{} MiB",
            self.name,
            round.runs,
            took.as_secs_f64(),
            round.panics.len(),
            round.kept,
            round.slowest.0,
            round.slowest.1,
            round.grown_mib
        );
        assert!(round.panics.is_empty(), "{}:\n{}", self.name, round.panics.join("\n"));
        assert!(round.slowest.0 < LONGEST, "{}: {:?}", self.name, round.slowest);
    }

    fn round(&self, go_on: impl Fn(u64) -> bool, settled: u64, check: &dyn Fn(&[u8]) -> String) -> Round {
        let watched = Watched::begin(self.name);
        let mut random = Random::new(self.name);
        let (mut kept, mut ways) = (self.seeds.clone(), HashSet::new());
        let mut round =
            Round { runs: 0, panics: vec![], slowest: (Duration::ZERO, String::new()), kept: 0, grown_mib: 0 };
        let mut resident = None;
        while go_on(round.runs) && round.panics.len() < ENOUGH {
            // The seeds themselves first: a target whose own seeds fail says nothing.
            let at = usize::try_from(round.runs).unwrap_or(usize::MAX);
            let input = match self.seeds.get(at) {
                Some(seed) => seed.clone(),
                None => self.mutated(&kept, &mut random),
            };
            watched.now(&input);
            let start = Instant::now();
            let came_out = catch_unwind(AssertUnwindSafe(|| check(&input)));
            let took = start.elapsed();
            round.runs += 1;
            if took > round.slowest.0 {
                round.slowest = (took, shown(&input));
            }
            match came_out {
                Ok(way) => {
                    let mut hasher = DefaultHasher::new();
                    way.hash(&mut hasher);
                    if kept.len() < MOST_KEPT && ways.insert(hasher.finish()) {
                        kept.push(input);
                    }
                }
                Err(panic) => round.panics.push(format!("{}: {}", words_of(&*panic), shown(&input))),
            }
            if settled > 0 && round.runs == settled {
                resident = resident_mib();
            }
        }
        round.kept = ways.len();
        if let (Some(before), Some(after)) = (resident, resident_mib()) {
            round.grown_mib = after.saturating_sub(before);
        }
        round
    }

    /// One of the kept inputs after one to eight changes.
    fn mutated(&self, kept: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
        let mut input = if kept.is_empty() { vec![] } else { kept[random.below(kept.len())].clone() };
        for _ in 0..=random.below(8) {
            self.change(&mut input, kept, random);
        }
        input.truncate(self.most);
        input
    }

    fn change(&self, input: &mut Vec<u8>, kept: &[Vec<u8>], random: &mut Random) {
        let (from, to) = random.range(input.len());
        match random.below(11) {
            0 => drop(input.drain(from..to)),
            1 if to > from => input[from] ^= 1 << random.below(8),
            2 if to > from => input[from] = random.next() as u8,
            3 => {
                let piece = input[from..to].to_vec();
                insert(input, random, &piece);
            }
            4 => {
                let odd = ODD[random.below(ODD.len())];
                insert(input, random, odd.as_bytes());
            }
            5 => {
                let digits = FIGURES[random.below(FIGURES.len())];
                input.splice(from..to.min(from + 4), digits.bytes());
            }
            // Now and then a piece many times over: what grows with its input shows.
            6 if random.below(20) == 0 => {
                let piece = input[from..to.min(from + 40)].to_vec();
                let times = random.below(2_000);
                insert(input, random, &piece.repeat(times));
            }
            7 if !kept.is_empty() => {
                let other = &kept[random.below(kept.len())];
                let (from, to) = random.range(other.len());
                let piece = other[from..to].to_vec();
                insert(input, random, &piece);
            }
            8 => input.truncate(from),
            _ if !self.words.is_empty() => {
                let word = self.words[random.below(self.words.len())].as_bytes().to_vec();
                insert(input, random, &word);
            }
            _ => input.push(random.next() as u8),
        }
    }
}

fn insert(input: &mut Vec<u8>, random: &mut Random, piece: &[u8]) {
    let at = random.below(input.len() + 1);
    input.splice(at..at, piece.iter().copied());
}

/// Characters that have broken programs before.
const ODD: [&str; 24] = [
    "\0",
    "\n",
    "\r\n",
    "\t",
    "\u{202E}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{301}\u{301}\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "ǅ",
    "👩‍👩‍👧‍👦",
    "\u{FDFA}",
    "\u{1E}",
    "\u{85}",
    "\u{2028}",
    "\"",
    "\\",
    "{",
    "[",
    "'",
    "£",
    "–",
];

const FIGURES: [&str; 18] = [
    "0",
    "-1",
    "1",
    "9",
    "10",
    "13",
    "29",
    "31",
    "32",
    "99",
    "255",
    "2199",
    "2200",
    "65536",
    "9223372036854775807",
    "18446744073709551616",
    "1e309",
    "0.0000000001",
];

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn new(name: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (name, number("FUZZ_SEED").unwrap_or(1)).hash(&mut hasher);
        Self(hasher.finish())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// A piece of something so long: mostly short, seldom all of it.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let most = if self.below(8) == 0 { length } else { 16 };
        (from, (from + self.below(most + 1)).min(length))
    }
}

/// Ends the process, and shows the input, if one takes so long that it must be taken to hang.
struct Watched(Arc<Mutex<(Instant, Vec<u8>)>>);

impl Watched {
    fn begin(name: &str) -> Self {
        let now = Arc::new(Mutex::new((Instant::now(), vec![])));
        let (seen, name) = (Arc::downgrade(&now), name.to_owned());
        std::thread::spawn(move || {
            while let Some(now) = seen.upgrade() {
                {
                    let (since, input) = &*now.lock().unwrap_or_else(PoisonError::into_inner);
                    if since.elapsed() > HANGS {
                        eprintln!("fuzz {name}: hangs on {}", shown(input));
                        std::process::exit(101);
                    }
                }
                drop(now);
                std::thread::sleep(Duration::from_millis(500));
            }
        });
        Self(now)
    }

    fn now(&self, input: &[u8]) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        now.0 = Instant::now();
        now.1.clear();
        now.1.extend_from_slice(input);
    }
}

/// An input as it can be written into a test of its own.
fn shown(input: &[u8]) -> String {
    let text: String =
        input.iter().take(300).flat_map(|byte| std::ascii::escape_default(*byte)).map(char::from).collect();
    let more = input.len().saturating_sub(300);
    if more > 0 { format!("b\"{text}\" and {more} bytes more") } else { format!("b\"{text}\"") }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.replace('_', "").parse().ok()
}

/// What the process holds of memory; only Linux tells.
fn resident_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}
