//! A question with other words in place of some of its own, to be asked once more.

use super::question::Question;

/// The places of words, and what is to stand where the first of them stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instead {
    /// In order.
    pub words: Vec<usize>,
    /// What is said for them.
    pub said: String,
}

/// The question's words with others in place of some.
pub(super) fn reworded(question: &Question, others: &[Instead]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for at in 0..question.words.len() {
        match others.iter().find(|other| other.words.contains(&at)) {
            Some(other) if other.words.first() == Some(&at) => words.push(&other.said),
            Some(_) => {}
            None => words.push(question.text(at)),
        }
    }
    words.join(" ")
}
