//! The two models over the features: the order among the candidates of a question, and whether the first of them answers.
//!
//! The order is a weighted sum, a conditional logit (McFadden 1974). Whether the first answers is told by boosted trees
//! ([`super::trees`]) over the same features and its lead; where nothing comes with phrasings, over what a logistic
//! regression (Cox 1958) leaves. Both were fitted on questions written for that purpose
//! (`tests/truth/train-*.jsonl` and `tests/truth/*tune.jsonl`), never on those that judge. The probability is absolute: it
//! does not depend on what else is held, so that "not good enough" can be seen.

use super::features::{COUNT, Features, NAMES};
use super::trees::Trees;
use super::weights;
use std::sync::LazyLock;

/// The name of the distance to the next candidate, beside those of the features.
const LEAD: &str = "lead";

/// What the features of a candidate come to.
#[derive(Debug)]
pub(super) struct Model {
    order: &'static [f32; COUNT],
    answers: LazyLock<Trees>,
}

static WITH_PHRASINGS: Model = Model {
    order: &weights::WITH_PHRASINGS,
    answers: LazyLock::new(|| trees(include_str!("../../assets/decision/with-phrasings.txt"))),
};

static WITHOUT_PHRASINGS: Model = Model {
    order: &weights::WITHOUT_PHRASINGS,
    answers: LazyLock::new(|| trees(include_str!("../../assets/decision/without-phrasings.txt"))),
};

fn trees(text: &str) -> Trees {
    let names: Vec<&str> = NAMES.into_iter().chain([LEAD]).collect();
    Trees::read(text, &names).unwrap_or_else(|line| unreachable!("line {line} of an embedded file is no node"))
}

impl Model {
    /// The one for candidates of which some come with phrasings, or none does: where nobody wrote down how people ask, all
    /// else has to say more.
    pub(super) fn for_candidates(with_phrasings: bool) -> &'static Self {
        if with_phrasings { &WITH_PHRASINGS } else { &WITHOUT_PHRASINGS }
    }

    /// How much speaks for a fact beside the other candidates; comparable within one question only.
    pub(super) fn order(&self, features: &Features) -> f32 {
        features.iter().zip(self.order).map(|(x, w)| x * w).sum()
    }

    /// The probability that the first candidate answers the question; `lead` is its distance to the next in
    /// [`Self::order`].
    pub(super) fn probability(&self, features: &Features, lead: f32) -> f32 {
        1.0 / (1.0 + (-self.answers.log_odds(&with_lead(features, lead))).exp())
    }

    /// What each feature adds to the log odds of [`Self::probability`], the weightiest first; and what they start from.
    pub(super) fn contributions(&self, features: &Features, lead: f32) -> (Vec<(&'static str, f32)>, f32) {
        let (by, start) = self.answers.contributions(&with_lead(features, lead));
        let mut all: Vec<_> = NAMES.into_iter().chain([LEAD]).zip(by).filter(|(_, by)| *by != 0.0).collect();
        all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        (all, start)
    }
}

fn with_lead(features: &Features, lead: f32) -> [f32; COUNT + 1] {
    let mut all = [0.0; COUNT + 1];
    all[..COUNT].copy_from_slice(features);
    all[COUNT] = lead.tanh();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_trees_can_be_read_and_tell_much_from_little() {
        for model in [&WITH_PHRASINGS, &WITHOUT_PHRASINGS] {
            let place = |name: &str| NAMES.iter().position(|n| *n == name).expect("it is a feature");
            let mut much = [0.0; COUNT];
            for name in ["bias", "coverage", "predicate", "subject", "mentioned", "attribute", "strict", "definite"] {
                much[place(name)] = 1.0;
            }
            assert!(model.probability(&much, 2.0) > model.probability(&[0.0; COUNT], 0.0) + 0.2);
        }
    }
}
