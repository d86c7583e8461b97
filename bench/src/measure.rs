//! What is measured, and how: the processor time of the asking thread, the bytes that building allocates, and whether the
//! right subject stands first.

use crate::corpus::Corpus;
use crate::engines::{Builder, Engine, Found};
use crate::live::Live;
use crate::questions::{Class, Question};
use cap::Cap;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use std::alloc::System;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use whitehall::answer::Outcome;
use whitehall::text::lexicon::Lexicon;

/// Counts every byte that Rust code allocates; the count costs every engine the same.
#[global_allocator]
static ALLOCATED: Cap<System> = Cap::new(System, usize::MAX);

/// The fewest questions that a slow engine is asked.
const FEWEST: usize = 8;

/// Groups of classes as the table has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// Up to two slips.
    Few,
    /// Three or four slips.
    Many,
    /// Short forms.
    Short,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 3] = [Group::Few, Group::Many, Group::Short];

    fn of(class: Class) -> Self {
        match class {
            Class::Typos0 | Class::Typos1 | Class::Typos2 => Group::Few,
            Class::Typos3 | Class::Typos4 => Group::Many,
            Class::Abbreviated => Group::Short,
        }
    }
}

/// How often the right subject came first, and among the first five.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Hits {
    pub asked: usize,
    pub first: usize,
    pub among_five: usize,
}

/// What one engine showed over so many facts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    pub engine: String,
    pub facts: usize,
    /// Seconds on the wall, and of processor time, of all threads.
    pub build_wall: f64,
    pub build_cpu: f64,
    /// Bytes held after building.
    pub bytes: usize,
    pub questions: usize,
    /// Milliseconds of the thread's processor time a question.
    pub p50: f64,
    pub p99: f64,
    pub hits: BTreeMap<Group, Hits>,
    /// Of whole answers: given, right in the subject, and resting on a right fact.
    pub answered: Option<[usize; 3]>,
    /// Questions a second on two threads: on the wall, and as two free processors would give.
    pub throughput: Option<[f64; 2]>,
    /// What else it does while it runs.
    #[serde(default)]
    pub live: Option<Live>,
}

/// The median and the 99th of a hundred.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Spread {
    pub p50: f64,
    pub p99: f64,
}

impl Spread {
    /// Of times, in milliseconds.
    pub fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at =
            |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or(0.0);
        Self { p50: at(0.5), p99: at(0.99) }
    }
}

/// What work gives, and the milliseconds of this thread's processor time that it takes.
pub fn thread_time<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = clock(ClockId::ThreadCPUTime);
    let done = work();
    (done, (clock(ClockId::ThreadCPUTime) - start).as_secs_f64() * 1_000.0)
}

/// An engine as it was built, and what that took.
pub struct Built {
    engine: Box<dyn Engine>,
    /// Seconds on the wall, and of processor time, of all threads.
    pub wall: f64,
    pub cpu: f64,
    /// Bytes held after building.
    pub bytes: usize,
}

/// Builds an engine.
pub fn built(build: Builder, corpus: &Corpus, lexicon: &Lexicon) -> Built {
    let before = ALLOCATED.allocated();
    let build = build(corpus, lexicon);
    let (start, spent) = (Instant::now(), clock(ClockId::ProcessCPUTime));
    let engine = build();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), (clock(ClockId::ProcessCPUTime) - spent).as_secs_f64());
    let bytes = ALLOCATED.allocated().saturating_sub(before) + engine.foreign_bytes();
    Built { engine, wall, cpu, bytes }
}

/// Builds an engine and asks it. `budget` bounds the processor time of the asking.
pub fn measured(
    (engine, build): (&str, Builder),
    corpus: &Corpus,
    lexicon: &Lexicon,
    questions: &[Question],
    budget: Duration,
) -> Row {
    let Built { engine: built, wall: build_wall, cpu: build_cpu, bytes } = built(build, corpus, lexicon);
    let mut row = Row {
        engine: engine.to_owned(),
        facts: corpus.facts.len(),
        build_wall,
        build_cpu,
        bytes,
        questions: 0,
        p50: 0.0,
        p99: 0.0,
        hits: BTreeMap::new(),
        answered: None,
        throughput: None,
        live: None,
    };
    ask(&mut row, &*built, corpus, questions, budget);
    if engine == "whitehall" {
        row.throughput = Some(throughput(&*built, questions));
    }
    row.live = built.live(corpus, questions);
    row
}

fn ask(row: &mut Row, engine: &dyn Engine, corpus: &Corpus, questions: &[Question], budget: Duration) {
    // The first few only warm up.
    questions.iter().take(3).for_each(|question| drop(engine.ask(&question.q)));
    let mut times = Vec::with_capacity(questions.len());
    let mut spent = Duration::ZERO;
    for question in questions {
        if spent > budget && times.len() >= FEWEST {
            break;
        }
        let (found, took) = thread_time(|| engine.ask(&question.q));
        spent += Duration::from_secs_f64(took / 1_000.0);
        times.push(took);
        if let Found::Answer(answer) = &found {
            let counts = row.answered.get_or_insert_default();
            let right = |place: bool| usize::from(answer.outcome == Outcome::Answer && place);
            let held = answer.facts.first();
            counts[0] += right(true);
            counts[1] += right(held.is_some_and(|held| held.subject.id.as_str() == question.subject));
            counts[2] += right(held.is_some_and(|held| question.facts.iter().any(|id| id == held.fact.id.as_str())));
        }
        let mut subjects = subjects(&found, corpus);
        if matches!(found, Found::Answer(_)) && subjects.first() != Some(&question.subject) {
            for subject in engine.behind(&question.q) {
                if !subjects.contains(&subject) {
                    subjects.push(subject);
                }
            }
        }
        let hits = row.hits.entry(Group::of(question.class)).or_default();
        let place = subjects.iter().position(|subject| *subject == question.subject);
        hits.asked += 1;
        hits.first += usize::from(place == Some(0));
        hits.among_five += usize::from(place.is_some_and(|place| place < 5));
    }
    row.questions = times.len();
    Spread { p50: row.p50, p99: row.p99 } = Spread::of(times);
}

/// The different subjects that were found, best first.
fn subjects(found: &Found, corpus: &Corpus) -> Vec<String> {
    let mut subjects: Vec<String> = Vec::new();
    let mut add = |id: &str| {
        if !subjects.iter().any(|subject| subject == id) {
            subjects.push(id.to_owned());
        }
    };
    match found {
        Found::Facts(places) => places.iter().for_each(|at| add(corpus.facts[*at as usize].subject.as_str())),
        Found::Answer(answer) => {
            answer.facts.iter().for_each(|held| add(held.subject.id.as_str()));
            answer.suggestions.iter().for_each(|suggestion| add(suggestion.choice.subject.as_str()));
            answer.nearby.iter().for_each(|nearby| add(nearby.choice.subject.as_str()));
        }
    }
    subjects
}

/// Two threads ask in turns for two seconds at least.
fn throughput(engine: &dyn Engine, questions: &[Question]) -> [f64; 2] {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let work = || {
        let cpu = clock(ClockId::ThreadCPUTime);
        while start.elapsed() < Duration::from_secs(2) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            drop(engine.ask(&questions[at % questions.len()].q));
        }
        clock(ClockId::ThreadCPUTime) - cpu
    };
    let cpu: Duration = std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    let asked = next.load(Ordering::Relaxed) as f64;
    [asked / start.elapsed().as_secs_f64(), asked / (cpu.as_secs_f64() / 2.0)]
}

fn clock(id: ClockId) -> Duration {
    let now = clock_gettime(id);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}
