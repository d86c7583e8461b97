//! Yes/no questions to the built-in facts with the verdict that each forces, written from the facts alone and half of
//! them to mislead: opposite words, other figures, what is set aside. A wrong verdict is worse than none.

use super::held::built_in;
use serde::Deserialize;
use std::path::Path;
use whitehall::answer;

/// Every so many of them in the suite; all of them take half a minute on two cores.
const STEP: usize = 3;

/// Percent of the verdicts given that are right, at least. 85 until a question's own figure, date or name was held
/// against the fact's, and what sets aside was seen; 88 until what denies by its meaning was, and small words that turn.
const RIGHT: f64 = 92.0;

/// Percent of all questions that get the right verdict, at least.
const PART: f64 = 19.0;

#[derive(Deserialize)]
struct Asked {
    fact: String,
    verdict: String,
    q: String,
}

fn read() -> Vec<Asked> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth/verdicts.jsonl");
    let text = std::fs::read_to_string(path).expect("the file is there");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is a question")).collect()
}

/// The verdict that a reply opens with.
fn verdict_of(reply: &str) -> Option<&'static str> {
    let opening = reply.split([':', ',', ' ', '.']).next().unwrap_or_default();
    ["yes", "no"].into_iter().find(|verdict| opening.eq_ignore_ascii_case(verdict))
}

/// How many of the questions get the right verdict, and how many a wrong one.
fn counted(asked: &[&Asked]) -> (usize, usize) {
    let verdicts = asked.iter().filter_map(|asked| {
        let reply = answer::answer(built_in(), &asked.q).text;
        verdict_of(&reply).map(|verdict| verdict == asked.verdict)
    });
    verdicts.fold((0, 0), |(right, wrong), is_right| (right + usize::from(is_right), wrong + usize::from(!is_right)))
}

fn measure(step: usize) {
    let all = read();
    let asked: Vec<&Asked> = all.iter().step_by(step).collect();
    let (one, other) = asked.split_at(asked.len() / 2);
    let ((a, b), (c, d)) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| counted(one));
        let here = counted(other);
        (beside.join().expect("it does not panic"), here)
    });
    let (right, wrong) = (a + c, b + d);
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    let (sure, part) = (percent(right, right + wrong), percent(right, asked.len()));
    println!(
        "verdicts of {} questions: {right} right, {wrong} wrong: {sure:.1}% right; {part:.1}% of all",
        asked.len()
    );
    assert!(sure >= RIGHT, "{sure:.1}% of the verdicts are right, floor {RIGHT}");
    assert!(part >= PART, "{part:.1}% of the questions get the right verdict, floor {PART}");
}

#[test]
fn verdicts_are_right() {
    measure(STEP);
}

/// `cargo test --test truth all_verdicts -- --ignored --nocapture`
#[test]
#[ignore = "asks all three thousand"]
fn all_verdicts_are_right() {
    measure(1);
}

/// Prints, for each question, what became of it, and the fact that was thought likeliest:
/// `cargo test --test truth verdict_by_verdict -- --ignored --nocapture`
#[test]
#[ignore = "prints three thousand lines"]
fn verdict_by_verdict() {
    for Asked { verdict, q, fact } in read() {
        let reply = answer::answer(built_in(), &q).text;
        let mark = match verdict_of(&reply) {
            None => "none ",
            Some(given) if given == verdict => "right",
            Some(_) => "WRONG",
        };
        let top = answer::weighed(built_in(), &q).into_iter().next();
        let top = top
            .map_or_else(String::new, |row| format!("{:.2} {}", row.probability, built_in().fact(row.fact).fact.id));
        println!("{mark} {verdict:3} | {q} | {fact} | {top} | {}", reply.chars().take(160).collect::<String>());
    }
}
