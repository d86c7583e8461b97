//! What a right answer must hold: every group of alternatives, met as words, sums, numbers or dates.

use serde::Deserialize;
use whitehall::text::{Figure, grammar, tokenise};

/// One question with what a careful reader of the sources would answer.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// Unique over all files.
    pub id: String,
    /// The question as typed.
    pub q: String,
    /// What kind of question it is; `abstain` wants no answer.
    #[serde(rename = "type")]
    pub kind: String,
    /// Each group needs one of its alternatives in the answer.
    pub all: Vec<Vec<String>>,
    /// None of these may be in the answer's first sentence.
    #[serde(default)]
    pub none: Vec<String>,
}

impl Question {
    /// Whether an honest "not held" is the right answer.
    pub fn abstains(&self) -> bool {
        self.kind == "abstain"
    }

    /// Whether a text answers the question.
    pub fn is_met_by(&self, text: &str) -> bool {
        let first = text.split(". ").next().unwrap_or(text);
        self.all.iter().enumerate().all(|(at, group)| {
            if at == 0 && self.kind == "yesno" {
                return group.iter().any(|verdict| opens_with(text, verdict));
            }
            group.iter().any(|alternative| holds(text, alternative))
        }) && !self.none.iter().any(|trap| holds(first, trap))
    }

    /// Whether a stored fact's sentence has what is asked for, the verdict aside.
    pub fn is_said_by(&self, sentence: &str) -> bool {
        let groups = if self.kind == "yesno" { &self.all[1.min(self.all.len())..] } else { &self.all[..] };
        let met = |group: &Vec<String>| group.iter().any(|alternative| holds(sentence, alternative));
        // Lists and comparisons rest on several facts: each says a part.
        let several = matches!(self.kind.as_str(), "list" | "comparison");
        !groups.is_empty() && if several { groups.iter().any(met) } else { groups.iter().all(met) }
    }
}

fn opens_with(text: &str, verdict: &str) -> bool {
    let opening: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    opening.eq_ignore_ascii_case(verdict)
}

/// Whether a text has an alternative: a sum or number by its value, a date by its parts, words as whole words.
fn holds(text: &str, alternative: &str) -> bool {
    let wanted = tokenise(alternative);
    if let [only] = wanted.as_slice()
        && let Some(figure) = only.figure
    {
        return tokenise(text).iter().any(|token| same(token.figure, number_word(&token.text), &figure))
            || words(text).contains(&words(alternative));
    }
    let stem = alternative.ends_with('*');
    let (text, wanted) = (words(text), words(alternative));
    !wanted.is_empty() && if stem { text.contains(wanted.trim_end()) } else { text.contains(&wanted) }
}

fn number_word(word: &str) -> Option<i64> {
    grammar::number_word(word).map(|n| n * 100)
}

fn same(held: Option<Figure>, spelt: Option<i64>, wanted: &Figure) -> bool {
    match (held, wanted) {
        (Some(Figure::Number { hundredths: a, .. }), Figure::Number { hundredths: b, .. }) => a == *b,
        (None, Figure::Number { hundredths, .. }) => spelt == Some(*hundredths),
        (Some(Figure::Date(a)), Figure::Date(b)) => a.overlaps(b) && a.precision() >= b.precision(),
        (Some(Figure::Date(a)), Figure::Year(year)) => a.year() == *year,
        (Some(a), b) => a == *b,
        (None, _) => false,
    }
}

/// Lower-case words between single spaces, with one at each end.
fn words(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text
        .to_lowercase()
        .replace(['\'', '’'], "")
        .split(|c: char| !c.is_alphanumeric() && c != '£')
        .filter(|w| !w.is_empty())
    {
        out.push_str(word);
        out.push(' ');
    }
    out
}
