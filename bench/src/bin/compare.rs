//! Whitehall beside its peers over the same facts and the same questions: writes a table, a chart and the figures.

use clap::Parser;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::engines::ENGINES;
use whitehall_bench::measure::{Row, measured};
use whitehall_bench::questions::Asker;
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
    match pairs[..] {
        [pair] if std::env::var_os(AS_SERVE.0).is_some() => measure(&args, pair),
        _ => pairs.into_iter().try_for_each(|pair| in_a_process_of_its_own(&args, pair)),
    }
}

fn is_chosen(args: &Args, (facts, name): (usize, &str)) -> bool {
    let most = args.most.iter().filter_map(|most| most.split_once('=')).find(|(engine, _)| *engine == name);
    let most = most.and_then(|(_, most)| most.parse().ok()).unwrap_or(usize::MAX);
    facts <= most && (args.engines.is_empty() || args.engines.iter().any(|engine| engine == name))
}

/// Each engine at each size begins with an empty heap.
fn in_a_process_of_its_own(args: &Args, (facts, name): (usize, &str)) -> Result<(), String> {
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = Command::new(this);
    child.args(["--sizes", &facts.to_string(), "--engines", name, "--questions", &args.questions.to_string()]);
    child.args(["--seed", &args.seed.to_string(), "--seconds", &args.seconds.to_string(), "--out"]).arg(&args.out);
    let status = child.env(AS_SERVE.0, AS_SERVE.1).status().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("{name} with {facts} facts: {status}")) }
}

fn measure(args: &Args, (facts, name): (usize, &str)) -> Result<(), String> {
    let kept = args.out.join("rows.json");
    let mut rows: Vec<Row> =
        std::fs::read(&kept).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, facts, args.seed);
    let questions = Asker::new(&corpus, &lexicon, args.seed).questions(args.questions);
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
