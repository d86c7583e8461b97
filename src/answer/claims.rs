//! Whether a fact is firm enough for a bare yes or no: what somebody said, meant or expected, and what was so
//! some years ago, is not.

use super::question::Question;
use crate::fact::{Fact, Status, Value};
use crate::text::{stem, tokenise};

/// Words by which a sentence reports, promises, expects or intends, as stems: closed vocabulary of hedging
/// (after the "speech-act" and "epistemic" verb classes of Hyland 1998).
const HEDGES: &[&str] = &[
    "said", "say", "argu", "claim", "promis", "pledg", "alleg", "accus", "estim", "suggest", "expect", "hope",
    "plan", "intend", "aim", "sought", "seek", "due", "want", "will", "would", "propos", "forecast", "predict",
    "believ", "insist", "warn", "should", "meant", "called", "calls", "criticis", "challeng",
];

/// Words by which a question asks about now.
pub(super) const NOW: &[&str] =
    &["still", "now", "currently", "today", "nowadays", "presently", "anymore", "current"];

/// Words that ask for a judgement, not a fact.
const JUDGEMENT: &[&str] = &[
    "well", "good", "bad", "worth", "fair", "right", "wrong", "enough", "ok", "okay", "fine", "great", "poor", "nice",
];

/// Whether a yes or no to the question can rest on the fact.
pub fn is_firm(question: &Question, fact: &Fact) -> bool {
    let said = said(fact);
    let asks_hedged = question.words.iter().any(|w| is_hedge(&w.expanded.token.text));
    is_of_then(question, fact) && (asks_hedged || !(is_intended(fact) || said.iter().any(|w| is_hedge(w))))
}

/// Whether a fact tells what was to be, and not what was.
pub(super) fn is_intended(fact: &Fact) -> bool {
    matches!(fact.status, Some(Status::Forecast | Status::Estimated | Status::Planned))
}

/// Whether a question asks how things are now: "is it still so". "Was it still so" asks of then.
pub(super) fn asks_of_now(question: &Question) -> bool {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    has(NOW) && !has(&["was", "were", "did", "had"])
}

/// Whether the question asks for what the fact says, and not how things are now or what to think of them. Then the
/// figure of an estimate may be confirmed or denied: its sentence, which follows, calls it one.
pub fn is_of_then(question: &Question, fact: &Fact) -> bool {
    if question.words.iter().any(|w| NOW.contains(&w.expanded.token.text.as_str())) {
        return false;
    }
    let said = said(fact);
    // A sum that something is worth is no judgement.
    let judges = |at: usize| {
        let word = question.text(at);
        !question.words[at].frame && JUDGEMENT.contains(&word) && !said.iter().any(|said| said == word)
    };
    !(0..question.words.len()).any(judges)
}

/// The words of a fact's statement, but those that it quotes.
fn said(fact: &Fact) -> Vec<String> {
    fact.statement.iter().flat_map(|s| tokenise(&unquoted(s))).map(|t| t.text).collect()
}

/// A statement without what it quotes, such as a title: that hedges nothing.
fn unquoted(statement: &str) -> String {
    statement.split('"').step_by(2).collect()
}

/// Whether a word reports, promises, expects or intends.
pub(super) fn is_hedge(word: &str) -> bool {
    let stem = stem(word);
    HEDGES.iter().any(|hedge| stem == *hedge || word == *hedge)
}

/// Whether the value is an amount or a date, which only another amount or date can be held against.
pub fn is_figure(value: &Value) -> bool {
    matches!(value, Value::Money(_) | Value::Count(_) | Value::Date(_) | Value::Duration(_))
}
