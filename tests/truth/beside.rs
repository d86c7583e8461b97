//! Whether answers stay what they are where other facts stand beside those that they are about: what people added to a
//! bot comes without phrasings, among facts that have them.

use crate::score::{Mark, Score, percent};
use crate::{floors, gold, held, questions};

/// What all files to judge by came to together.
#[derive(Default)]
struct Total {
    asked: usize,
    right: usize,
    wrong: usize,
    false_answers: usize,
}

impl Total {
    fn add(&mut self, score: &Score) {
        let right = score.count(Mark::Right) + score.count(Mark::RightlyAbstained);
        self.asked += score.len();
        self.right += right;
        self.wrong += score.count(Mark::Wrong);
        self.false_answers += score.count(Mark::FalseAnswer);
    }

    fn right(&self) -> f64 {
        percent(self.right, self.asked)
    }
}

#[test]
fn answers_hold_beside_other_facts() {
    let (mut alone, mut beside) = (Total::default(), Total::default());
    for file in gold::JUDGE {
        alone.add(crate::score(file));
        beside.add(&Score::of(file, held::beside(file), questions(file)));
    }
    for (held, total) in [("alone", &alone), ("beside others", &beside)] {
        let Total { asked, wrong, false_answers, .. } = total;
        println!("{held}: {:.1}% of {asked} right, {wrong} wrong, {false_answers} false", total.right());
    }
    let fall = alone.right() - beside.right();
    assert!(fall <= floors::FALL_BESIDE, "{fall:.1} points lost");
    assert!(beside.wrong <= floors::WRONG_BESIDE, "{} wrong", beside.wrong);
    assert!(beside.false_answers <= floors::FALSE_BESIDE, "{} false", beside.false_answers);
}
