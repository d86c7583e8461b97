//! The truth files: questions with what a careful reader would answer, over the built-in knowledge folder and an
//! invented one. `cargo test --test truth -- --nocapture` prints the scores.
//!
//! The files named "judge" are for judging only: nobody who changes the answers reads their questions. Only
//! their totals are printed, unless `TRUTH_SHOW=1` is set.

mod beside;
mod calibration;
mod floors;
mod gold;
mod held;
#[path = "../index/mod.rs"]
mod index;
mod score;
mod verdicts;

use floors::{FLOORS, Floor};
use gold::{Question, Text};
use score::{Mark, Score};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use whitehall::answer::{self, features};
use whitehall::search::Index;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Misses of one file that are printed.
const MISSES: usize = 15;

fn questions(name: &str) -> Vec<Question> {
    let path = folder().join("truth").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    // The line itself is not shown: it may be one to judge by.
    let line =
        |(at, line): (usize, &str)| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}:{}: {e}", at + 1));
    text.lines().enumerate().map(line).collect()
}

/// Whether the questions of a file may be printed.
fn may_show(file: &str) -> bool {
    !file.contains("judge") || std::env::var("TRUTH_SHOW").is_ok_and(|value| value == "1")
}

/// The scores of all files, in the order of their floors.
static SCORES: LazyLock<Vec<Score>> = LazyLock::new(|| {
    FLOORS.iter().map(|floor| Score::of(floor.file, held::alone(floor.file), questions(floor.file))).collect()
});

fn score(file: &str) -> &'static Score {
    SCORES.iter().find(|score| score.file == file).expect("a floor names each file")
}

/// All ways in which a score is below its floor.
fn below(score: &Score, floor: &Floor) -> Vec<String> {
    let (reciprocal, _) = score.reciprocal_rank();
    let (wrong, false_answers) = (score.count(Mark::Wrong), score.count(Mark::FalseAnswer));
    let mut out = Vec::new();
    let mut hold = |held: bool, what: String| {
        if !held {
            out.push(format!("{}: {what}", score.file));
        }
    };
    hold(score.overall() >= floor.overall, format!("{:.1}% overall, floor {}", score.overall(), floor.overall));
    hold(
        reciprocal >= floor.reciprocal_rank,
        format!("mean reciprocal rank {reciprocal:.3}, floor {}", floor.reciprocal_rank),
    );
    hold(wrong <= floor.wrong, format!("{wrong} wrong, ceiling {}", floor.wrong));
    hold(false_answers <= floor.false_answers, format!("{false_answers} false, ceiling {}", floor.false_answers));
    out
}

#[test]
fn the_truth_files_hold_their_floors() {
    for score in SCORES.iter() {
        println!("{score}\n  {}", score.by_kind());
        if may_show(score.file) {
            print!("{}", score.misses(MISSES));
        }
    }
    for (tune, judge) in gold::TUNE.iter().zip(gold::JUDGE) {
        println!("gap {tune} - {judge}: {:+.1} points", score(tune).overall() - score(judge).overall());
    }
    let below: Vec<String> = SCORES.iter().zip(&FLOORS).flat_map(|(score, floor)| below(score, floor)).collect();
    assert!(below.is_empty(), "{}", below.join("\n"));
}

/// Writes the features of every candidate of every training question, for `scripts/fit_weights.py` and `fit_decision.py`: as
/// asked of its folder alone, of the same beside others, and of the built-in one as if it had no phrasings.
#[test]
#[ignore = "writes target/features.csv for scripts/fit_weights.py and fit_decision.py"]
fn dump_features() {
    let mut out = format!("phrasings,file,held,question,kind,group,label,out,score,{}\n", features::NAMES.join(","));
    let bare = index::without_phrasings();
    for file in TRAIN.into_iter().chain(gold::TUNE) {
        let index = held::alone(file);
        dump(&mut out, index, file, "alone");
        dump(&mut out, held::beside(file), file, if index.wordings().is_empty() { "added" } else { "among" });
        if !index.wordings().is_empty() {
            dump(&mut out, &bare, file, "bare");
        }
    }
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/features.csv"), out)
        .expect("target is writable");
}

/// The files of questions that no floor is set for.
const TRAIN: [&str; 5] =
    ["train-a.jsonl", "train-b.jsonl", "train-c.jsonl", "ordinary-train.jsonl", "nordmark-train.jsonl"];

/// Adds the candidates of one file's questions.
fn dump(out: &mut String, index: &Index, file: &str, held: &str) {
    for question in questions(file) {
        let rows: Vec<_> = answer::weighed(index, &question.q).into_iter().take(60).collect();
        let phrasings =
            if rows.iter().any(|row| index.fact(row.fact).wording.is_some()) { "with" } else { "without" };
        for row in rows {
            let said = !question.abstains()
                && question.is_said_by(&Text::new(&answer::sentence(index, &index.fact(row.fact))));
            let features: Vec<String> = row.features.iter().map(|x| format!("{x:.4}")).collect();
            let _ = writeln!(
                out,
                "{phrasings},{file},{held},{},{},{}-{},{},{},{:.4},{}",
                question.id,
                question.kind,
                index.fact(row.fact).subject,
                index.fact(row.fact).attribute,
                u8::from(said),
                u8::from(row.ruled_out.is_some()),
                row.score,
                features.join(",")
            );
        }
    }
}

/// Prints, for each question of a file that is missed, the likeliest fact and the right one.
#[test]
#[ignore = "prints the misses of the file named by TRUTH"]
fn misses() {
    let file = std::env::var("TRUTH").unwrap_or_else(|_| "tune.jsonl".to_owned());
    assert!(may_show(&file), "{file} is for judging; set TRUTH_SHOW=1 to see its questions");
    let index = held::alone(&file);
    for question in questions(&file) {
        let answer = answer::answer(index, &question.q);
        let answered = answer.outcome == answer::Outcome::Answer;
        let right = if question.abstains() { !answered } else { answered && question.is_met_by(&answer.text) };
        if right {
            continue;
        }
        let rows = answer::weighed(index, &question.q);
        let line = |row: &answer::Weighed| {
            format!(
                "{:.2} {} {:?} left: {}",
                row.probability,
                index.fact(row.fact).fact.id,
                row.ruled_out,
                row.unexplained.join(" ")
            )
        };
        println!("{} {} [{}] {}", if answered { "WRONG" } else { "none " }, question.id, question.kind, question.q);
        println!("      says: {}", answer.text.chars().take(150).collect::<String>());
        if let Some(top) = rows.first() {
            println!("      top:  {}", line(top));
        }
        let gold = rows
            .iter()
            .enumerate()
            .find(|(_, r)| question.is_said_by(&Text::new(&answer::sentence(index, &index.fact(r.fact)))));
        if let Some((rank, row)) = gold {
            println!("      gold: #{} {}", rank + 1, line(row));
        }
    }
}

/// Prints the facts whose own question they do not answer.
#[test]
#[ignore = "prints the canonical questions that miss their fact"]
fn canonical_misses() {
    let index = held::built_in();
    let mut right = 0;
    for doc in index.facts().iter() {
        let question = answer::canonical_question(index, &doc);
        let answer = answer::answer(index, &question);
        let found = answer.facts.iter().any(|held| held.fact.id == doc.fact.id);
        if found {
            right += 1;
            continue;
        }
        let rows = answer::weighed(index, &question);
        let top = rows.first().map(|r| format!("{:.2} {}", r.probability, index.fact(r.fact).fact.id));
        println!("{:?} {} | {question} | {top:?}", answer.outcome, doc.fact.id);
    }
    println!("{right} of {}", index.facts().len());
}
