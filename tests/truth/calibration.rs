//! Whether `confidence` means something: of the answers given with 0.9 or more, how many are right?

use crate::floors;
use crate::gold;
use crate::score::{Mark, percent};

/// The lower bounds of the bands; each goes up to the next, the last to 1.
const BANDS: [f64; 6] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9];

/// From here on an answer is called sure.
const SURE: f64 = 0.9;

/// The share of a set of files' sure answers that are right, and the share of their right answers that are sure.
fn sure(files: &[&str]) -> (f64, f64) {
    let answers = || files.iter().flat_map(|file| crate::score(file).answers());
    let right = answers().filter(|m| m.mark == Mark::Right).count();
    let sure = || answers().filter(|m| m.answer.confidence >= SURE);
    let sure_right = sure().filter(|m| m.mark == Mark::Right).count();
    (percent(sure_right, sure().count()), percent(sure_right, right))
}

/// Prints how many of the answers to a set of files are right, by confidence, and tells of its sure answers what [`sure`]
/// tells.
fn table(which: &str, files: &[&str]) -> (f64, f64) {
    // (confidence, whether it is right) of every answer given.
    let answers: Vec<(f64, bool)> = files
        .iter()
        .flat_map(|file| crate::score(file).answers())
        .map(|m| (m.answer.confidence, m.mark == Mark::Right))
        .collect();
    let right_of = |from: f64, below: f64| {
        let band = answers.iter().filter(|(confidence, _)| (from..below).contains(confidence));
        band.fold((0, 0), |(right, all), (_, is_right)| (right + usize::from(*is_right), all + 1))
    };
    println!("confidence   answers  right  share   ({which} files)");
    for (at, from) in BANDS.into_iter().enumerate() {
        let to = BANDS.get(at + 1).copied();
        let (right, all) = right_of(from, to.unwrap_or(f64::INFINITY));
        println!("{from:.1} to {:.1}   {all:>7}  {right:>5}  {:5.1}%", to.unwrap_or(1.0), percent(right, all));
    }
    let (share, part) = sure(files);
    println!("{which} files, {SURE} and more: {share:.1}% right; they are {part:.1}% of all right answers");
    (share, part)
}

/// What is learnt from the tune files says little of how sure answers to others are: the judge files are held to it.
#[test]
fn sure_answers_are_right() {
    table("tune", &gold::TUNE);
    let (share, part) = table("judge", &gold::JUDGE);
    assert!(share >= floors::SURE_RIGHT, "answers of {SURE} and more are right in {share:.1}% of the cases");
    assert!(part >= floors::SURE_PART, "answers of {SURE} and more are {part:.1}% of the right ones");
}
