//! Writes invented facts in the form that `whitehall import` reads, and questions about them.

use clap::Parser;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::file;
use whitehall_bench::questions::Asker;

/// Invented facts and questions from a seed
#[derive(Parser)]
struct Args {
    /// How many facts
    #[arg(long, default_value_t = 10_000)]
    facts: usize,
    /// What they are drawn from: the same seed, the same facts
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the facts go: JSON lines, as docs/import.md says
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where they go as an export, which is taken in whole by an empty place
    #[arg(long)]
    export: Option<PathBuf>,
    /// Where the questions go: JSON lines
    #[arg(long)]
    questions: Option<PathBuf>,
    /// How many questions
    #[arg(long, default_value_t = 4_000)]
    count: usize,
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, args.facts, args.seed);
    if let Some(path) = args.out {
        let mut out = BufWriter::new(File::create(path)?);
        file::write_rows(&corpus, &mut out)?;
        out.flush()?;
    }
    if let Some(path) = args.export {
        let mut out = BufWriter::new(File::create(path)?);
        file::write_export(&corpus, &mut out)?;
        out.flush()?;
    }
    let mut asker = Asker::new(&corpus, &lexicon, args.seed);
    if let Some(path) = args.questions {
        let mut out = BufWriter::new(File::create(path)?);
        for question in asker.questions(args.count) {
            serde_json::to_writer(&mut out, &question)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
    }
    eprintln!(
        "{} facts of {} subjects from {} sources; {} different words in names",
        corpus.facts.len(),
        corpus.subjects.len(),
        corpus.sources.len(),
        asker.word_count()
    );
    Ok(())
}
