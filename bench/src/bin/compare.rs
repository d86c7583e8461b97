//! Whitehall beside its peers over the same facts and the same questions: writes a table, a chart and the figures.

use clap::Parser;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::engines::ENGINES;
use whitehall_bench::measure::{Row, measured};
use whitehall_bench::questions::{Asker, Question};
use whitehall_bench::{chart, report};

/// Whitehall beside its peers
#[derive(Parser)]
struct Args {
    /// Numbers of facts
    #[arg(long, value_delimiter = ',', default_values_t = [50, 1_000, 10_000, 100_000, 1_000_000])]
    sizes: Vec<usize>,
    /// How many questions; all engines are asked the same ones
    #[arg(long, default_value_t = 2_000)]
    questions: usize,
    /// What facts and questions are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds of processor time after which a peer is asked no more; Whitehall and tantivy are asked everything
    #[arg(long, default_value_t = 20.0)]
    seconds: f64,
    /// Only these engines
    #[arg(long, value_delimiter = ',')]
    engines: Vec<String>,
    /// The most facts for an engine, such as "strsim=100000"; may be given again
    #[arg(long = "most")]
    most: Vec<String>,
    /// The questions come over stdin: this process was begun to be measured.
    #[arg(long, hide = true)]
    asked: bool,
    /// Where table.md, chart.svg and rows.json go; rows of other engines and sizes that stand there are kept
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/results"))]
    out: PathBuf,
}

/// glibc's allocator as `serve` has it (`ONE_HEAP` there). How long an answer takes at a million facts depends on how memory
/// lies: in a heap that other engines and sizes have left in pieces it is half as long again.
const AS_SERVE: (&str, &str) =
    ("GLIBC_TUNABLES", "glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=32768:glibc.malloc.tcache_max=256");

fn main() -> Result<(), String> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.out).map_err(|e| e.to_string())?;
    let pairs: Vec<(usize, &str)> =
        args.sizes.iter().flat_map(|facts| ENGINES.iter().map(|(name, _)| (*facts, *name))).collect();
    let pairs: Vec<(usize, &str)> = pairs.into_iter().filter(|pair| is_chosen(&args, *pair)).collect();
    if args.asked {
        return pairs.into_iter().try_for_each(|pair| measure(&args, pair));
    }
    for facts in pairs.chunk_by(|a, b| a.0 == b.0) {
        let questions = drawn(&args, facts[0].0)?;
        facts.iter().try_for_each(|pair| in_a_process_of_its_own(&args, *pair, &questions))?;
    }
    Ok(())
}

/// The questions over so many facts, as JSON. They are drawn where nothing is measured: to hold each against all subjects
/// leaves a heap in pieces.
fn drawn(args: &Args, facts: usize) -> Result<Vec<u8>, String> {
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, facts, args.seed);
    let questions = Asker::new(&corpus, &lexicon, args.seed).questions(args.questions);
    serde_json::to_vec(&questions).map_err(|e| e.to_string())
}

fn is_chosen(args: &Args, (facts, name): (usize, &str)) -> bool {
    let most = args.most.iter().filter_map(|most| most.split_once('=')).find(|(engine, _)| *engine == name);
    let most = most.and_then(|(_, most)| most.parse().ok()).unwrap_or(usize::MAX);
    facts <= most && (args.engines.is_empty() || args.engines.iter().any(|engine| engine == name))
}

/// Each engine at each size begins with an empty heap.
fn in_a_process_of_its_own(args: &Args, (facts, name): (usize, &str), questions: &[u8]) -> Result<(), String> {
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = Command::new(this);
    child.args(["--asked", "--sizes", &facts.to_string(), "--engines", name]);
    child.args(["--seed", &args.seed.to_string(), "--seconds", &args.seconds.to_string(), "--out"]).arg(&args.out);
    let mut child = child.env(AS_SERVE.0, AS_SERVE.1).stdin(Stdio::piped()).spawn().map_err(|e| e.to_string())?;
    // It reads all of them before anything else; what it does not read it says itself.
    drop(child.stdin.take().map(|mut to| to.write_all(questions)));
    let status = child.wait().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("{name} with {facts} facts: {status}")) }
}

fn measure(args: &Args, (facts, name): (usize, &str)) -> Result<(), String> {
    let kept = args.out.join("rows.json");
    let mut rows: Vec<Row> =
        std::fs::read(&kept).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let questions: Vec<Question> = serde_json::from_reader(std::io::stdin().lock()).map_err(|e| e.to_string())?;
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, facts, args.seed);
    let engine = ENGINES.into_iter().find(|(engine, _)| *engine == name).ok_or("no such engine")?;
    let all = matches!(name, "whitehall" | "tantivy BM25" | "tantivy fuzzy");
    let budget = if all { 30.0 } else { 1.0 } * args.seconds;
    let row = measured(engine, &corpus, &lexicon, &questions, Duration::from_secs_f64(budget));
    eprintln!("{facts} {name}: p50 {:.3} ms, p99 {:.3} ms over {}", row.p50, row.p99, row.questions);
    rows.retain(|other| (other.facts, other.engine.as_str()) != (facts, name));
    rows.push(row);
    write(&args.out, &mut rows)
}

fn write(out: &std::path::Path, rows: &mut [Row]) -> Result<(), String> {
    let place = |row: &Row| ENGINES.iter().position(|(name, _)| *name == row.engine);
    rows.sort_by_key(|row| (row.facts, place(row)));
    let json = serde_json::to_vec_pretty(rows).map_err(|e| e.to_string())?;
    std::fs::write(out.join("rows.json"), json).map_err(|e| e.to_string())?;
    std::fs::write(out.join("table.md"), report::markdown(rows)).map_err(|e| e.to_string())?;
    let mut lines: Vec<Row> = rows.to_vec();
    lines.sort_by_key(|row| (place(row), row.facts));
    chart::draw(&lines, &out.join("chart.svg"))
}
