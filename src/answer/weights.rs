//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::Weights;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: Weights = Weights {
    order: [
        0.000,  // bias
        0.310,  // coverage
        0.569,  // predicate
        0.086,  // subject
        0.099,  // mentioned
        0.431,  // attribute
        -0.337, // attribute_gap
        0.284,  // own
        0.379,  // itself
        0.340,  // definite
        -0.002, // weak_kind
        -0.258, // worst_unexplained
        -0.253, // unexplained
        -0.120, // claimed
        -0.097, // not_held
        0.038,  // bare
        0.122,  // general
        0.000,  // unknown
        0.076,  // asked_kind
        -0.093, // count_for_what
        0.201,  // named_and_definite
        0.248,  // strict
        -0.056, // missed
        -0.344, // wrong_kind
        0.248,  // likeness
        0.000,  // asked_before
        -0.113, // noun_missed
        0.194,  // noun_said
        -0.028, // nothing_new
        0.199,  // same_question
        0.373,  // same_kind
        -0.120, // elsewhere
        -0.011, // other_figure
        0.658,  // phrased
        0.855,  // phrased_ahead
        0.000,  // unanswered
        -0.340, // unphrased
        1.218,  // phrased_share
    ],
    decide: [
        0.311,  // bias
        0.303,  // coverage
        1.004,  // predicate
        0.523,  // subject
        0.241,  // mentioned
        0.585,  // attribute
        -0.502, // attribute_gap
        0.922,  // own
        0.341,  // itself
        -0.039, // definite
        0.236,  // weak_kind
        0.173,  // worst_unexplained
        -0.301, // unexplained
        -0.100, // claimed
        -1.068, // not_held
        0.210,  // bare
        0.673,  // general
        -0.267, // unknown
        0.965,  // asked_kind
        -0.036, // count_for_what
        0.945,  // named_and_definite
        -0.186, // strict
        -0.947, // missed
        -1.649, // wrong_kind
        -0.117, // likeness
        0.311,  // asked_before
        -0.168, // noun_missed
        0.123,  // noun_said
        -1.219, // nothing_new
        0.962,  // same_question
        0.621,  // same_kind
        -0.014, // elsewhere
        -0.299, // other_figure
        0.609,  // phrased
        0.831,  // phrased_ahead
        -6.053, // unanswered
        -1.569, // unphrased
        0.676,  // phrased_share
    ],
    lead: 0.575,
};

/// For folders without any.
pub const WITHOUT_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        1.039,  // coverage
        1.629,  // predicate
        0.887,  // subject
        0.795,  // mentioned
        0.853,  // attribute
        -0.651, // attribute_gap
        1.042,  // own
        1.730,  // itself
        0.798,  // definite
        -0.127, // weak_kind
        -0.517, // worst_unexplained
        -0.772, // unexplained
        -0.213, // claimed
        -0.349, // not_held
        0.052,  // bare
        0.206,  // general
        -0.000, // unknown
        0.124,  // asked_kind
        -0.254, // count_for_what
        0.454,  // named_and_definite
        0.999,  // strict
        -0.408, // missed
        -0.788, // wrong_kind
        1.485,  // likeness
        0.000,  // asked_before
        -0.383, // noun_missed
        0.332,  // noun_said
        0.322,  // nothing_new
        0.820,  // same_question
        0.840,  // same_kind
        -0.801, // elsewhere
        -0.091, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.833, // unphrased
        0.000,  // phrased_share
    ],
    decide: [
        -0.904, // bias
        0.312,  // coverage
        0.774,  // predicate
        1.657,  // subject
        -0.050, // mentioned
        0.964,  // attribute
        -0.260, // attribute_gap
        1.173,  // own
        0.165,  // itself
        -0.272, // definite
        -0.354, // weak_kind
        0.166,  // worst_unexplained
        -1.510, // unexplained
        -0.089, // claimed
        -1.384, // not_held
        -0.362, // bare
        0.340,  // general
        -0.131, // unknown
        1.560,  // asked_kind
        -0.392, // count_for_what
        1.149,  // named_and_definite
        -1.467, // strict
        -2.194, // missed
        -2.039, // wrong_kind
        0.648,  // likeness
        -1.214, // asked_before
        -0.403, // noun_missed
        0.116,  // noun_said
        -1.062, // nothing_new
        1.025,  // same_question
        0.345,  // same_kind
        -1.501, // elsewhere
        -0.448, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.780, // unphrased
        0.904,  // phrased_share
    ],
    lead: 1.902,
};
