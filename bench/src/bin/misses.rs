//! The questions to which Whitehall does not give the right subject, with what it says instead: to learn from.

use clap::Parser;
use whitehall::answer::{self, Outcome};
use whitehall::search::Index;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::questions::Asker;

/// Questions whose right subject Whitehall does not answer with
#[derive(Parser)]
struct Args {
    /// How many facts
    #[arg(long, default_value_t = 10_000)]
    facts: usize,
    /// How many questions are asked
    #[arg(long, default_value_t = 500)]
    questions: usize,
    /// What facts and questions are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Explains these instead, over the same facts; may be given again
    #[arg(long)]
    explain: Vec<String>,
}

fn main() {
    let args = Args::parse();
    let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
    let corpus = Corpus::drawn(&lexicon, args.facts, args.seed);
    let questions = Asker::new(&corpus, &lexicon, args.seed).questions(args.questions);
    let Corpus { subjects, sources, facts } = corpus;
    let index = Index::build(lexicon, subjects, sources, facts);
    for question in &args.explain {
        println!("{}", answer::explain(&index, question));
    }
    if !args.explain.is_empty() {
        return;
    }
    for question in questions {
        let answer = answer::answer(&index, &question.q);
        let answered = answer.outcome == Outcome::Answer;
        if answered && answer.facts.first().is_some_and(|held| held.subject.id.as_str() == question.subject) {
            continue;
        }
        let at = index.subject_by_id(&question.subject).unwrap_or_default();
        let weighed = answer::weighed(&index, &question.q);
        let right = weighed.iter().position(|row| index.fact(row.fact).fact.subject.as_str() == question.subject);
        let place = right.map_or("not weighed".to_owned(), |at| format!("weighed at {}", at + 1));
        println!("{:?} {}", question.class, question.q);
        println!("    right: {} ({place})", index.subject(at).full_name);
        println!("    {}: {}", answer.outcome.word(), answer.text);
        if let (Some(row), Some(0)) = (weighed.first(), right) {
            println!(
                "    probability {:.2}, ruled out {:?}, unexplained {:?}",
                row.probability, row.ruled_out, row.unexplained
            );
        }
    }
}
