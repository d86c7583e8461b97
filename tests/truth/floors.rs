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
pub const FLOORS: [Floor; 6] = [
    Floor { file: "tune.jsonl", overall: 75.0, reciprocal_rank: 0.84, wrong: 2, false_answers: 2 },
    // Until November 2026 this floor was 57.0, and the ceiling of the wrong 9: the weights that learnt from harder
    // questions too rank better (a reciprocal rank of 0.81 for 0.77) and answer less (38 right for 43).
    Floor { file: "judge.jsonl", overall: 54.0, reciprocal_rank: 0.80, wrong: 9, false_answers: 5 },
    // As people ask who have not read the articles to the end: BM25 over the statements is right on about 41% of the
    // answerable ones, as it is on what this project is to be judged by. Written for both files at once, and dealt out.
    Floor { file: "ordinary-tune.jsonl", overall: 0.0, reciprocal_rank: 0.0, wrong: 99, false_answers: 99 },
    Floor { file: "ordinary-judge.jsonl", overall: 0.0, reciprocal_rank: 0.0, wrong: 99, false_answers: 99 },
    Floor { file: "nordmark-tune.jsonl", overall: 83.0, reciprocal_rank: 0.88, wrong: 2, false_answers: 1 },
    // 76.0 until a yes had to stand word for word in its sentence: that costs one right yes here, and took away some twenty
    // wrong ones that a newcomer got ("Is she a minister?" "Yes: she was chief ...").
    Floor { file: "nordmark-judge.jsonl", overall: 75.0, reciprocal_rank: 0.91, wrong: 2, false_answers: 2 },
];

/// Percent of the answers given with confidence 0.9 or more that are right, over the files tuned on.
pub const SURE_RIGHT: f64 = 98.0;

/// Percent of all right answers that are given with confidence 0.9 or more, over the files tuned on.
pub const SURE_PART: f64 = 44.0;
