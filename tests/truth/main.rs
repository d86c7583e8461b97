//! The truth files: questions with what a careful reader would answer, over the built-in knowledge folder and an
//! invented one. `cargo test --test truth -- --nocapture` prints the scores.

mod gold;

use gold::Question;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use whitehall::answer::{self, features};
use whitehall::knowledge;
use whitehall::search::Index;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn questions(name: &str) -> Vec<Question> {
    let path = folder().join("truth").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {line}: {e}"))).collect()
}

fn index(of: Option<&str>) -> Index {
    let loaded = match of {
        None => knowledge::embedded(),
        Some(name) => knowledge::read(&folder().join("data").join(name)).expect("the folder is there"),
    };
    assert!(loaded.is_sound(), "{:?}", loaded.problems);
    let k = loaded.knowledge;
    Index::build(
        k.lexicon,
        k.subjects.into_iter().map(Arc::new),
        k.sources.into_iter().map(Arc::new),
        k.facts.into_iter().map(Arc::new),
    )
}

/// Writes the features of every candidate of every training question, for `scripts/fit_weights.py`.
#[test]
#[ignore = "writes target/features.csv for scripts/fit_weights.py"]
fn dump_features() {
    let mut out = format!("file,question,kind,group,label,out,{}\n", features::NAMES.join(","));
    let sets = [
        ("train-a.jsonl", None),
        ("train-b.jsonl", None),
        ("tune.jsonl", None),
        ("nordmark-tune.jsonl", Some("knowledge-nordmark")),
    ];
    for (file, of) in sets {
        if !folder().join("truth").join(file).exists() {
            continue;
        }
        let index = index(of);
        for question in questions(file) {
            for row in answer::weighed(&index, &question.q).into_iter().take(60) {
                let said =
                    !question.abstains() && question.is_said_by(&answer::sentence(&index, &index.facts()[row.fact]));
                let features: Vec<String> = row.features.iter().map(|x| format!("{x:.4}")).collect();
                let _ = writeln!(
                    out,
                    "{file},{},{},{}-{},{},{},{}",
                    question.id,
                    question.kind,
                    index.facts()[row.fact].subject,
                    index.facts()[row.fact].attribute,
                    u8::from(said),
                    u8::from(row.ruled_out.is_some()),
                    features.join(",")
                );
            }
        }
    }
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/features.csv"), out)
        .expect("target is writable");
}

/// Prints, for each question of a file that is missed, the likeliest fact and the right one.
#[test]
#[ignore = "prints the misses of the file named by TRUTH"]
fn misses() {
    let file = std::env::var("TRUTH").unwrap_or_else(|_| "tune.jsonl".to_owned());
    let index = index(file.starts_with("nordmark").then_some("knowledge-nordmark"));
    for question in questions(&file) {
        let answer = answer::answer(&index, &question.q);
        let answered = answer.outcome == answer::Outcome::Answer;
        let right = if question.abstains() { !answered } else { answered && question.is_met_by(&answer.text) };
        if right {
            continue;
        }
        let rows = answer::weighed(&index, &question.q);
        let line = |row: &answer::Weighed| {
            format!(
                "{:.2} {} {:?} left: {}",
                row.probability,
                index.facts()[row.fact].fact.id,
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
            .find(|(_, r)| question.is_said_by(&answer::sentence(&index, &index.facts()[r.fact])));
        if let Some((rank, row)) = gold {
            println!("      gold: #{} {}", rank + 1, line(row));
        }
    }
}
