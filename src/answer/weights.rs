//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::Weights;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: Weights = Weights {
    order: [
        0.000,  // bias
        0.310,  // coverage
        0.568,  // predicate
        0.085,  // subject
        0.099,  // mentioned
        0.432,  // attribute
        -0.338, // attribute_gap
        0.282,  // own
        0.379,  // itself
        0.339,  // definite
        -0.002, // weak_kind
        -0.256, // worst_unexplained
        -0.252, // unexplained
        -0.120, // claimed
        -0.098, // not_held
        0.038,  // bare
        0.122,  // general
        0.000,  // unknown
        0.075,  // asked_kind
        -0.091, // count_for_what
        0.199,  // named_and_definite
        0.248,  // strict
        -0.057, // missed
        -0.342, // wrong_kind
        0.247,  // likeness
        0.000,  // asked_before
        -0.114, // noun_missed
        0.195,  // noun_said
        -0.027, // nothing_new
        0.197,  // same_question
        0.377,  // same_kind
        -0.120, // elsewhere
        -0.011, // other_figure
        0.659,  // phrased
        0.857,  // phrased_ahead
        -0.000, // unanswered
        -0.341, // unphrased
        1.218,  // phrased_share
    ],
    decide: [
        0.312,  // bias
        0.323,  // coverage
        1.010,  // predicate
        0.525,  // subject
        0.241,  // mentioned
        0.582,  // attribute
        -0.502, // attribute_gap
        0.866,  // own
        0.343,  // itself
        -0.043, // definite
        0.247,  // weak_kind
        0.144,  // worst_unexplained
        -0.257, // unexplained
        -0.093, // claimed
        -1.073, // not_held
        0.186,  // bare
        0.677,  // general
        -0.278, // unknown
        0.954,  // asked_kind
        0.203,  // count_for_what
        0.929,  // named_and_definite
        -0.213, // strict
        -0.939, // missed
        -1.578, // wrong_kind
        -0.178, // likeness
        0.312,  // asked_before
        -0.188, // noun_missed
        0.145,  // noun_said
        -1.211, // nothing_new
        0.941,  // same_question
        0.650,  // same_kind
        -0.039, // elsewhere
        -0.292, // other_figure
        0.619,  // phrased
        0.856,  // phrased_ahead
        -6.020, // unanswered
        -1.596, // unphrased
        0.678,  // phrased_share
    ],
    lead: 0.586,
};

/// For folders without any.
pub const WITHOUT_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        1.043,  // coverage
        1.631,  // predicate
        0.887,  // subject
        0.806,  // mentioned
        0.867,  // attribute
        -0.659, // attribute_gap
        1.035,  // own
        1.734,  // itself
        0.800,  // definite
        -0.123, // weak_kind
        -0.508, // worst_unexplained
        -0.775, // unexplained
        -0.207, // claimed
        -0.357, // not_held
        0.050,  // bare
        0.204,  // general
        -0.000, // unknown
        0.113,  // asked_kind
        -0.182, // count_for_what
        0.440,  // named_and_definite
        0.994,  // strict
        -0.417, // missed
        -0.761, // wrong_kind
        1.486,  // likeness
        0.000,  // asked_before
        -0.390, // noun_missed
        0.352,  // noun_said
        0.338,  // nothing_new
        0.820,  // same_question
        0.849,  // same_kind
        -0.804, // elsewhere
        -0.090, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.835, // unphrased
        0.000,  // phrased_share
    ],
    decide: [
        -0.918, // bias
        0.361,  // coverage
        0.782,  // predicate
        1.647,  // subject
        -0.053, // mentioned
        0.974,  // attribute
        -0.350, // attribute_gap
        1.136,  // own
        0.174,  // itself
        -0.251, // definite
        -0.341, // weak_kind
        0.107,  // worst_unexplained
        -1.444, // unexplained
        -0.021, // claimed
        -1.361, // not_held
        -0.381, // bare
        0.347,  // general
        -0.113, // unknown
        1.581,  // asked_kind
        -0.206, // count_for_what
        1.154,  // named_and_definite
        -1.494, // strict
        -2.220, // missed
        -1.949, // wrong_kind
        0.681,  // likeness
        -1.226, // asked_before
        -0.428, // noun_missed
        0.104,  // noun_said
        -1.012, // nothing_new
        0.992,  // same_question
        0.346,  // same_kind
        -1.444, // elsewhere
        -0.439, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.778, // unphrased
        0.918,  // phrased_share
    ],
    lead: 1.913,
};
