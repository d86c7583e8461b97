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
        1.034,  // coverage
        1.647,  // predicate
        0.910,  // subject
        0.812,  // mentioned
        0.893,  // attribute
        -0.655, // attribute_gap
        1.053,  // own
        1.757,  // itself
        0.815,  // definite
        -0.143, // weak_kind
        -0.492, // worst_unexplained
        -0.745, // unexplained
        -0.197, // claimed
        -0.358, // not_held
        0.052,  // bare
        0.163,  // general
        -0.000, // unknown
        0.113,  // asked_kind
        -0.177, // count_for_what
        0.467,  // named_and_definite
        0.957,  // strict
        -0.427, // missed
        -0.737, // wrong_kind
        1.537,  // likeness
        0.000,  // asked_before
        -0.392, // noun_missed
        0.348,  // noun_said
        0.331,  // nothing_new
        0.844,  // same_question
        0.865,  // same_kind
        -0.799, // elsewhere
        -0.082, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.808, // unphrased
        0.000,  // phrased_share
    ],
    decide: [
        -1.029, // bias
        0.420,  // coverage
        0.849,  // predicate
        1.579,  // subject
        -0.015, // mentioned
        0.987,  // attribute
        -0.345, // attribute_gap
        1.073,  // own
        0.200,  // itself
        -0.278, // definite
        -0.414, // weak_kind
        0.282,  // worst_unexplained
        -1.555, // unexplained
        0.073,  // claimed
        -1.418, // not_held
        -0.359, // bare
        0.280,  // general
        -0.078, // unknown
        1.566,  // asked_kind
        -0.185, // count_for_what
        1.170,  // named_and_definite
        -1.490, // strict
        -2.154, // missed
        -1.901, // wrong_kind
        0.666,  // likeness
        -1.056, // asked_before
        -0.465, // noun_missed
        0.057,  // noun_said
        -1.037, // nothing_new
        0.972,  // same_question
        0.329,  // same_kind
        -1.408, // elsewhere
        -0.475, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.833, // unphrased
        1.029,  // phrased_share
    ],
    lead: 1.896,
};
