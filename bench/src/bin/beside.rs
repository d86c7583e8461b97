//! The built-in knowledge's own questions, asked of it alone and with other facts beside it: what looks alike must not
//! spoil answers.

#[path = "../../../tests/truth/gold.rs"]
#[allow(dead_code)]
mod gold;

use clap::Parser;
use gold::Question;
use std::path::PathBuf;
use std::sync::Arc;
use whitehall::answer::{self, Outcome};
use whitehall::knowledge::{self, Knowledge};
use whitehall::search::Index;
use whitehall_bench::corpus::Corpus;

/// The built-in knowledge's questions with invented facts beside it
#[derive(Parser)]
struct Args {
    /// How many facts beside
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000, 1_000_000])]
    sizes: Vec<usize>,
    /// What they are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The questions: a file of tests/truth that may be tuned on
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/truth/tune.jsonl"))]
    truth: PathBuf,
    /// Name the questions that are right alone and wrong beside
    #[arg(long)]
    show: bool,
}

fn main() -> Result<(), String> {
    let args = Args::parse();
    let text = std::fs::read_to_string(&args.truth).map_err(|e| format!("{}: {e}", args.truth.display()))?;
    let questions: Vec<Question> =
        text.lines().map(serde_json::from_str).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    let alone = marks(&over(Corpus::default()), &questions);
    println!("{:>9} beside: {}", 0, shown(&alone));
    let lexicon = knowledge::embedded().knowledge.lexicon;
    for facts in args.sizes {
        let beside = marks(&over(Corpus::drawn(&lexicon, facts, args.seed)), &questions);
        println!("{facts:>9} beside: {}", shown(&beside));
        if args.show {
            for ((question, before), after) in questions.iter().zip(&alone).zip(&beside) {
                if before.0 && !after.0 {
                    println!("    {} {}\n      {}", question.id, question.q, after.1);
                }
            }
        }
    }
    Ok(())
}

/// The built-in knowledge with a corpus beside it.
fn over(corpus: Corpus) -> Index {
    let Knowledge { lexicon, subjects, sources, facts, .. } = knowledge::embedded().knowledge;
    Index::build(
        lexicon,
        subjects.into_iter().map(Arc::new).chain(corpus.subjects),
        sources.into_iter().map(Arc::new).chain(corpus.sources),
        facts.into_iter().map(Arc::new).chain(corpus.facts),
    )
}

/// Whether each is right, as tests/truth/score.rs has it, and what was said.
fn marks(index: &Index, questions: &[Question]) -> Vec<(bool, String)> {
    let mark = |question: &Question| {
        let answer = answer::answer(index, &question.q);
        let answered = answer.outcome == Outcome::Answer;
        let right = if question.abstains() { !answered } else { answered && question.is_met_by(&answer.text) };
        (right, answer.text)
    };
    questions.iter().map(mark).collect()
}

fn shown(marks: &[(bool, String)]) -> String {
    let right = marks.iter().filter(|(right, _)| *right).count();
    format!("{right} of {} right, {:.1}%", marks.len(), 100.0 * right as f64 / marks.len().max(1) as f64)
}
