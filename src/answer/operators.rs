//! Questions that set facts against each other, whoever answers them: the order in which they are asked.

use super::attributes::AttributeHits;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::time_bounds::TimeBound;
use super::versus::{self, Found};
use super::{compare, earlier, growth, rest};
use crate::search::Index;

/// The answer where things are set against each other, or why there is none; `None` if nothing is.
pub(super) fn against_each_other(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    text: &str,
) -> Option<Answer> {
    let counted = rest::rest(index, question, ranked)
        .or_else(|| growth::growth(index, question, hits))
        .or_else(|| growth::of_units(index, question, hits));
    if let Some(answer) = counted.or_else(|| compare::whole_width(index, question, ranked)) {
        return Some(answer);
    }
    // A date is no thing that another is set against.
    let bounded = question.yes_no && (0..question.words.len()).any(|at| TimeBound::at(question, at).is_some());
    if bounded {
        return None;
    }
    let lacking = match versus::versus(index, question, hits, text) {
        Found::Verdict(answer) => return Some(answer),
        Found::LackingSurely(answer) => return earlier::in_a_post(index, question).or(Some(answer)),
        Found::Lacking(answer) => Some(answer),
        Found::Nothing => None,
    };
    earlier::earlier(index, question, hits).or_else(|| compare::compare(index, question, ranked)).or(lacking)
}
