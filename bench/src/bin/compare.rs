//! Whitehall beside its peers over the same facts and the same questions: writes a table, a chart and the figures.

use clap::Parser;
use std::path::PathBuf;
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

fn main() -> Result<(), String> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.out).map_err(|e| e.to_string())?;
    let kept = args.out.join("rows.json");
    let mut rows: Vec<Row> =
        std::fs::read(&kept).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    for facts in args.sizes.iter().copied() {
        let corpus = Corpus::drawn(&lexicon, facts, args.seed);
        let questions = Asker::new(&corpus, &lexicon, args.seed).questions(args.questions);
        for (name, build) in ENGINES {
            let chosen = args.engines.is_empty() || args.engines.iter().any(|engine| engine == name);
            let most = args.most.iter().filter_map(|most| most.split_once('=')).find(|(engine, _)| *engine == name);
            let most = most.and_then(|(_, most)| most.parse().ok()).unwrap_or(usize::MAX);
            if !chosen || facts > most {
                continue;
            }
            let all = matches!(name, "whitehall" | "tantivy BM25" | "tantivy fuzzy");
            let budget = if all { 30.0 } else { 1.0 } * args.seconds;
            let row = measured((name, build), &corpus, &lexicon, &questions, Duration::from_secs_f64(budget));
            eprintln!("{facts} {name}: p50 {:.3} ms, p99 {:.3} ms over {}", row.p50, row.p99, row.questions);
            rows.retain(|other| (other.facts, other.engine.as_str()) != (facts, name));
            rows.push(row);
            write(&args.out, &mut rows)?;
        }
    }
    Ok(())
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
