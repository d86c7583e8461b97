//! What the truth files must show at least: a floor against regression, a little below what was measured last.
//! Raise a floor when an improvement holds; lowering one wants a reason in the commit.

/// The floor of one truth file.
pub struct Floor {
    pub file: &'static str,
    /// Percent of all questions that end right.
    pub overall: f64,
    /// Mean reciprocal rank of the right fact among the candidates.
    pub reciprocal_rank: f64,
    /// Wrong answers at most.
    pub wrong: usize,
    /// Answers at most to questions that nothing held answers.
    pub false_answers: usize,
}

/// One for each file.
pub const FLOORS: [Floor; 4] = [
    Floor { file: "tune.jsonl", overall: 74.0, reciprocal_rank: 0.83, wrong: 3, false_answers: 3 },
    Floor { file: "judge.jsonl", overall: 58.0, reciprocal_rank: 0.74, wrong: 11, false_answers: 6 },
    Floor { file: "nordmark-tune.jsonl", overall: 81.0, reciprocal_rank: 0.85, wrong: 3, false_answers: 0 },
    Floor { file: "nordmark-judge.jsonl", overall: 71.0, reciprocal_rank: 0.88, wrong: 3, false_answers: 2 },
];

/// Percent of the answers given with confidence 0.9 or more that are right, over the files tuned on.
pub const SURE_RIGHT: f64 = 97.0;

/// Percent of all right answers that are given with confidence 0.9 or more, over the files tuned on.
pub const SURE_PART: f64 = 38.0;
