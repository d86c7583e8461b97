//! What building the index takes and holds: nothing else of the bench, so that it can be profiled and run again and again.

use clap::Parser;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::engines::ENGINES;
use whitehall_bench::measure::built;

/// Builds the index of an engine over invented facts, and says what that took
#[derive(Parser)]
struct Args {
    /// How many facts
    #[arg(long, default_value_t = 100_000)]
    facts: usize,
    /// How often
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// What the facts are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Whose
    #[arg(long, default_value = "whitehall")]
    engine: String,
}

fn main() -> Result<(), String> {
    let args = Args::parse();
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, args.facts, args.seed);
    let engine = ENGINES.into_iter().find(|(name, _)| *name == args.engine);
    let (_, build) = engine.ok_or_else(|| format!("there is no engine \"{}\"", args.engine))?;
    for _ in 0..args.rounds {
        let built = built(build, &corpus, &lexicon);
        println!("{:.3} s, {:.3} s of all processors, {:.1} MB", built.wall, built.cpu, built.bytes as f64 / 1e6);
    }
    Ok(())
}
