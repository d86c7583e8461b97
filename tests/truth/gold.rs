//! What a right answer must hold: every group of alternatives, met as words, sums, numbers or dates.

use serde::Deserialize;
use whitehall::text::{Figure, Token, numbers, stem, tokenise};

/// The files that weights and words may be tuned on.
pub const TUNE: [&str; 17] = [
    "tune.jsonl",
    "ordinary-tune.jsonl",
    "fresh-tune.jsonl",
    "nordmark-tune.jsonl",
    "velmora-tune.jsonl",
    "wide-tune.jsonl",
    "harbours-tune.jsonl",
    "agencies-tune.jsonl",
    "justice-tune.jsonl",
    "registers-tune.jsonl",
    "street-tune.jsonl",
    "islands-tune.jsonl",
    "councils-tune.jsonl",
    "records-tune.jsonl",
    "guests-tune.jsonl",
    "posts-tune.jsonl",
    "transit-tune.jsonl",
];

/// The files to judge by, in the same order: written before the tuning, not looked at until its end.
pub const JUDGE: [&str; 17] = [
    "judge.jsonl",
    "ordinary-judge.jsonl",
    "fresh-judge.jsonl",
    "nordmark-judge.jsonl",
    "velmora-judge.jsonl",
    "wide-judge.jsonl",
    "harbours-judge.jsonl",
    "agencies-judge.jsonl",
    "justice-judge.jsonl",
    "registers-judge.jsonl",
    "street-judge.jsonl",
    "islands-judge.jsonl",
    "councils-judge.jsonl",
    "records-judge.jsonl",
    "guests-judge.jsonl",
    "posts-judge.jsonl",
    "transit-judge.jsonl",
];

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
        let first = Text::new(text.split(". ").next().unwrap_or(text));
        let whole = Text::new(text);
        self.all.iter().enumerate().all(|(at, group)| {
            if at == 0 && self.kind == "yesno" {
                return group.iter().any(|verdict| opens_with(text, verdict));
            }
            group.iter().any(|alternative| whole.holds(alternative))
        }) && !self.none.iter().any(|trap| first.holds(trap))
    }

    /// Whether a stored fact's sentence has what is asked for, the verdict aside.
    pub fn is_said_by(&self, sentence: &Text) -> bool {
        let groups = if self.kind == "yesno" { &self.all[1.min(self.all.len())..] } else { &self.all[..] };
        let met = |group: &Vec<String>| group.iter().any(|alternative| sentence.holds(alternative));
        // Lists and comparisons rest on several facts: each says a part.
        let several = matches!(self.kind.as_str(), "list" | "comparison");
        !groups.is_empty() && if several { groups.iter().any(met) } else { groups.iter().all(met) }
    }
}

fn opens_with(text: &str, verdict: &str) -> bool {
    let opening: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    opening.eq_ignore_ascii_case(verdict)
}

/// A text, read once to be compared with many alternatives.
pub struct Text {
    tokens: Vec<Token>,
    words: String,
    /// The words in whatever form: "three years" is met by "three year", "exhaustion" by "exhausted".
    stems: String,
    /// Its decimals without sign and unit: "£1.22m" is met by "1.22".
    decimals: Vec<String>,
}

impl Text {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let figures = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()).to_owned());
        let words = words(text);
        let stems = stems(&words);
        Self { tokens: tokenise(text), words, stems, decimals: figures.filter(|f| is_decimal(f)).collect() }
    }

    /// Whether it has an alternative: words as whole words, and among them sums, numbers and dates by their value
    /// ("NOK 1,450,000" is met by "NOK 1.45m").
    fn holds(&self, alternative: &str) -> bool {
        let wanted = words(alternative);
        let stem = alternative.ends_with('*');
        let literal = if stem { self.words.contains(wanted.trim_end()) } else { self.words.contains(&wanted) };
        if !wanted.trim().is_empty() && (literal || self.stems.contains(&stems(&wanted))) {
            return true;
        }
        if is_decimal(alternative) && self.decimals.iter().any(|held| held == alternative) {
            return true;
        }
        let wanted = tokenise(alternative);
        wanted.iter().any(|token| token.figure.is_some())
            && self.tokens.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(a, b)| alike(a, b)))
    }
}

fn alike(held: &Token, wanted: &Token) -> bool {
    match &wanted.figure {
        Some(figure) => same(held.figure, number_word(&held.text), figure),
        None => held.text == wanted.text,
    }
}

fn number_word(word: &str) -> Option<i64> {
    numbers::number_word(word).map(|n| n * 100)
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

/// The stems of words between single spaces.
fn stems(words: &str) -> String {
    words.split(' ').map(stem).collect::<Vec<_>>().join(" ")
}

/// "1.22": digits on both sides of a point.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, rest)| digits(whole) && digits(rest))
}

/// Lower-case words between single spaces, with one at each end.
fn words(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text
        .to_lowercase()
        .replace('’', "'")
        .replace("'s ", " ")
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric() && c != '£')
        .filter(|w| !w.is_empty())
    {
        out.push_str(word);
        out.push(' ');
    }
    out
}

#[test]
fn a_right_answer_is_met_in_whatever_form_and_no_other_is() {
    for (answer, alternative, met) in [
        ("It is a fixed-term post of three years.", "three year", true),
        ("It is a fixed-term post of thirteen years.", "three year", false),
        ("She left because of exhaustion.", "exhaust", true),
        ("The Head of Mapping's salary is £50,000.", "head of mapping", true),
        ("The Head of Mappings and Charts is paid £50,000.", "head of charts", false),
        ("It was £1.22m over its budget.", "1.22", true),
        ("It was £11.22m over its budget.", "1.22", false),
        ("It cost £1.225m.", "1.22", false),
    ] {
        assert_eq!(Text::new(answer).holds(alternative), met, "{alternative} in {answer}");
    }
}
