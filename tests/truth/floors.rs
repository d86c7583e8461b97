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
///
/// Since whether to answer is told by trees that learnt from all files but those to judge by: those are right in 76.9% of
/// all for 73.8%, with 73 wrong for 64 and 11 false for 14; of a hundred answers as many are right. Where one has more wrong
/// than before, it has more right too.
///
/// Since twice as many phrasings are known, and weights and trees learn from facts beside others, too, some files have a little
/// less and others more: those to judge by 1,266 right for 1,263, 78 wrong for 82, 13 false for 12; those to tune on 1,500 for
/// 1,487, 43 for 51, 3 for 5. Beside others the former have 1,226 for 1,177, 88 for 114, 14 for 25.
pub const FLOORS: [Floor; 34] = [
    Floor { file: "tune.jsonl", overall: 89.5, reciprocal_rank: 0.92, wrong: 1, false_answers: 0 },
    // 9 wrong and 4 false of 49 and 48 until facts came with the words of those who ask; 10 and 3 then, with 56 right
    // for 45. 8 and 5 since what phrasings explain counts as explained, with 61 right; 7 and 3, with 64, since words also
    // count by how rare they are among all wordings. The mean reciprocal rank fell from 0.877 to 0.863 with that, and that
    // of ordinary-tune from 0.930 to 0.917: of what is not right at once, more stands farther behind.
    Floor { file: "judge.jsonl", overall: 81.5, reciprocal_rank: 0.90, wrong: 5, false_answers: 1 },
    // As people ask who have not read the articles to the end: BM25 over the statements is right on about 41% of the
    // answerable ones, as it is on what this project is to be judged by. Written for both files at once, and dealt out.
    // As first measured, before anything learnt from such questions: 66.0 (5 wrong, 1 false) and 70.0 (6, 1).
    Floor { file: "ordinary-tune.jsonl", overall: 93.0, reciprocal_rank: 0.96, wrong: 0, false_answers: 0 },
    // 8 wrong and none false until then; 3 and 1 since.
    Floor { file: "ordinary-judge.jsonl", overall: 87.5, reciprocal_rank: 0.96, wrong: 1, false_answers: 0 },
    // Written from the articles alone by somebody who saw nothing else, when the others had been measured by for long.
    // As first measured, before anything was changed: 58.8 (15 wrong, 2 false) and 52.5 (12, 6).
    Floor { file: "fresh-tune.jsonl", overall: 83.5, reciprocal_rank: 0.93, wrong: 5, false_answers: 0 },
    // 9 wrong until titles, dates and bodies were asked about as newcomers do: 10 then, with 12 false for 14 over all files to
    // judge by, and as many wrong.
    Floor { file: "fresh-judge.jsonl", overall: 74.5, reciprocal_rank: 0.92, wrong: 10, false_answers: 1 },
    Floor { file: "nordmark-tune.jsonl", overall: 98.0, reciprocal_rank: 0.90, wrong: 0, false_answers: 0 },
    // 76.0 until a yes had to stand word for word in its sentence, 75.0 then.
    // The rank was 0.93 until weights were fitted beside wordings, which this folder does not have.
    Floor { file: "nordmark-judge.jsonl", overall: 93.0, reciprocal_rank: 0.96, wrong: 1, false_answers: 1 },
    // A folder that nobody who worked on the answers had seen, with questions, by somebody who had seen nothing else. As
    // first measured, before anything was changed: 66.0 (7 wrong, 2 false) and 71.0 (3, 0).
    Floor { file: "velmora-tune.jsonl", overall: 89.5, reciprocal_rank: 0.95, wrong: 1, false_answers: 0 },
    // None false until weights were fitted anew for folders without phrasings: 1 then, with 57 right for 53.
    Floor { file: "velmora-judge.jsonl", overall: 83.5, reciprocal_rank: 0.88, wrong: 3, false_answers: 1 },
    // In quite other words, written from the articles alone by somebody who saw nothing of the bot, and dealt out before
    // anybody asked one. As first measured: 64.7 (12 wrong, 2 false) and 64.7 (14, 1).
    Floor { file: "wide-tune.jsonl", overall: 85.5, reciprocal_rank: 0.95, wrong: 4, false_answers: 1 },
    Floor { file: "wide-judge.jsonl", overall: 79.0, reciprocal_rank: 0.91, wrong: 9, false_answers: 1 },
    // Two more folders that nobody who worked on the answers had seen, one of an invented country, one of agencies at
    // home; weights are learnt from their tune halves. As first measured: 64.0 (10, 0), 64.0 (7, 1), 63.0 (1, 1) and 66.0 (3, 5).
    Floor { file: "harbours-tune.jsonl", overall: 90.5, reciprocal_rank: 0.93, wrong: 3, false_answers: 0 },
    Floor { file: "harbours-judge.jsonl", overall: 77.5, reciprocal_rank: 0.89, wrong: 5, false_answers: 1 },
    Floor { file: "agencies-tune.jsonl", overall: 88.5, reciprocal_rank: 0.95, wrong: 2, false_answers: 0 },
    Floor { file: "agencies-judge.jsonl", overall: 78.5, reciprocal_rank: 0.91, wrong: 3, false_answers: 4 },
    // Again two folders with questions by people who had seen nothing of the bot: one from five invented articles, one as
    // registers of posts and projects are. As first measured: 62.9 (4 wrong, 0 false), 64.0 (2, 0), 60.0 (4, 0), 62.0 (2, 0).
    // Justice-judge had 2 wrong until what leads up to a question was set aside: 3 since, with 4 fewer over all the judge files.
    Floor { file: "justice-tune.jsonl", overall: 79.5, reciprocal_rank: 0.90, wrong: 3, false_answers: 0 },
    Floor { file: "justice-judge.jsonl", overall: 67.5, reciprocal_rank: 0.91, wrong: 4, false_answers: 0 },
    // Registers-tune had a rank of 0.86 until then, and 3 wrong: 0.845 and 2, with 49 right for 47; justice-tune 3 wrong, 4 since
    // critics are listed.
    Floor { file: "registers-tune.jsonl", overall: 79.5, reciprocal_rank: 0.85, wrong: 2, false_answers: 0 },
    Floor { file: "registers-judge.jsonl", overall: 65.5, reciprocal_rank: 0.90, wrong: 2, false_answers: 0 },
    // Two more writers on the built-in folder, one in the words of the street, one in full sentences, bare words and chat;
    // and a folder of an island's ministries. As first measured: 70.0 (7 wrong, 2 false), 66.9 (9, 1), 71.4 (5, 0), 54.0 (7, 0).
    // 9 wrong in street-tune since more of it is answered: 98 right for 88.
    Floor { file: "street-tune.jsonl", overall: 86.5, reciprocal_rank: 0.96, wrong: 2, false_answers: 0 },
    Floor { file: "street-judge.jsonl", overall: 76.5, reciprocal_rank: 0.92, wrong: 7, false_answers: 0 },
    Floor { file: "islands-tune.jsonl", overall: 89.5, reciprocal_rank: 0.80, wrong: 2, false_answers: 0 },
    Floor { file: "islands-judge.jsonl", overall: 71.5, reciprocal_rank: 0.77, wrong: 5, false_answers: 0 },
    // And two more folders from invented articles: councils, and health and tax. As first measured: 57.1 (6 wrong, 0 false),
    // 56.0 (4, 1), 62.9 (5, 2), 60.0 (4, 2).
    Floor { file: "councils-tune.jsonl", overall: 71.0, reciprocal_rank: 0.88, wrong: 4, false_answers: 0 },
    Floor { file: "councils-judge.jsonl", overall: 63.5, reciprocal_rank: 0.85, wrong: 5, false_answers: 1 },
    Floor { file: "records-tune.jsonl", overall: 74.0, reciprocal_rank: 0.93, wrong: 5, false_answers: 2 },
    Floor { file: "records-judge.jsonl", overall: 63.5, reciprocal_rank: 0.86, wrong: 6, false_answers: 1 },
    // Three more writers who had seen nothing of the bot, asking as newcomers do, with lists, comparisons and verdicts among
    // the questions: of the built-in folder, of one as made from transparency data, and of one from invented articles. As
    // first measured: 82.0 (5 wrong, 1 false), 75.0 (6, 0), 62.9 (8, 1), 70.0 (3, 1), 82.9 (5, 1), 80.0 (2, 2).
    Floor { file: "guests-tune.jsonl", overall: 87.5, reciprocal_rank: 0.92, wrong: 3, false_answers: 0 },
    Floor { file: "guests-judge.jsonl", overall: 74.5, reciprocal_rank: 0.90, wrong: 7, false_answers: 0 },
    Floor { file: "posts-tune.jsonl", overall: 82.5, reciprocal_rank: 0.82, wrong: 3, false_answers: 0 },
    Floor { file: "posts-judge.jsonl", overall: 71.0, reciprocal_rank: 0.80, wrong: 2, false_answers: 1 },
    Floor { file: "transit-tune.jsonl", overall: 89.5, reciprocal_rank: 0.92, wrong: 3, false_answers: 0 },
    Floor { file: "transit-judge.jsonl", overall: 85.5, reciprocal_rank: 0.89, wrong: 3, false_answers: 0 },
];

/// Percent of the answers given with confidence 0.9 or more that are right, over the files to judge by.
// Over the files tuned on, until weights were learnt from all of them: 96.8 then, and 94.5 over these.
// 96.0 over fourteen files; with three more by newcomers, which nothing was learnt from, 95.4 as first measured, and 95.8 since
// values of all that is held are less sure to be meant.
pub const SURE_RIGHT: f64 = 95.5;

/// Percent of all right answers that are given with confidence 0.9 or more, over the files to judge by.
// 53.9 until they were weighed by trees, 64.9 since; 68.0 with twice as many phrasings.
pub const SURE_PART: f64 = 67.5;

/// Points that the files to judge by may lose where other facts stand beside theirs: an invented folder added to the
/// built-in one, and the built-in one among all that are invented. Some of it is right: who is the best paid is another then.
// 5.3 until weights and trees learnt from such stores, too, with 114 wrong and 25 false.
pub const FALL_BESIDE: f64 = 2.5;

/// Wrong answers at most to them there.
pub const WRONG_BESIDE: usize = 88;

/// Answers at most there to what nothing held answers.
pub const FALSE_BESIDE: usize = 14;
