//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::Weights;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: Weights = Weights {
    order: [
        0.000,  // bias
        0.273,  // coverage
        0.454,  // predicate
        0.107,  // subject
        0.110,  // mentioned
        0.384,  // attribute
        -0.367, // attribute_gap
        0.196,  // own
        0.278,  // itself
        0.314,  // definite
        -0.001, // weak_kind
        -0.206, // worst_unexplained
        -0.245, // unexplained
        -0.147, // claimed
        -0.086, // not_held
        0.024,  // bare
        0.087,  // general
        -0.000, // unknown
        0.088,  // asked_kind
        -0.098, // count_for_what
        0.177,  // named_and_definite
        0.210,  // strict
        -0.115, // missed
        -0.319, // wrong_kind
        0.147,  // likeness
        0.000,  // asked_before
        -0.131, // noun_missed
        0.222,  // noun_said
        -0.019, // nothing_new
        0.074,  // same_question
        0.323,  // same_kind
        -0.073, // elsewhere
        -0.053, // other_figure
        0.284,  // phrased
        0.328,  // phrased_ahead
        -0.000, // unanswered
        -0.242, // unphrased
        0.473,  // phrased_share
        0.709,  // phrased_surely
    ],
    decide: [
        0.347,  // bias
        0.242,  // coverage
        0.840,  // predicate
        0.642,  // subject
        0.223,  // mentioned
        0.644,  // attribute
        -0.411, // attribute_gap
        0.983,  // own
        0.365,  // itself
        -0.020, // definite
        0.011,  // weak_kind
        0.013,  // worst_unexplained
        -0.290, // unexplained
        0.021,  // claimed
        -1.167, // not_held
        0.217,  // bare
        0.784,  // general
        -0.142, // unknown
        0.761,  // asked_kind
        0.004,  // count_for_what
        0.841,  // named_and_definite
        -0.070, // strict
        -0.810, // missed
        -1.592, // wrong_kind
        -0.108, // likeness
        0.347,  // asked_before
        -0.079, // noun_missed
        0.050,  // noun_said
        -1.080, // nothing_new
        0.983,  // same_question
        0.551,  // same_kind
        0.040,  // elsewhere
        -0.384, // other_figure
        0.541,  // phrased
        0.872,  // phrased_ahead
        -6.308, // unanswered
        -1.670, // unphrased
        0.587,  // phrased_share
        0.113,  // phrased_surely
    ],
    lead: 0.572,
};

/// For folders without any.
pub const WITHOUT_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        1.042,  // coverage
        1.638,  // predicate
        0.885,  // subject
        0.878,  // mentioned
        0.855,  // attribute
        -0.667, // attribute_gap
        1.017,  // own
        1.666,  // itself
        0.775,  // definite
        -0.117, // weak_kind
        -0.490, // worst_unexplained
        -0.760, // unexplained
        -0.226, // claimed
        -0.348, // not_held
        0.050,  // bare
        0.199,  // general
        -0.000, // unknown
        0.120,  // asked_kind
        -0.230, // count_for_what
        0.379,  // named_and_definite
        1.035,  // strict
        -0.424, // missed
        -0.765, // wrong_kind
        1.419,  // likeness
        0.000,  // asked_before
        -0.391, // noun_missed
        0.351,  // noun_said
        0.336,  // nothing_new
        0.785,  // same_question
        0.859,  // same_kind
        -0.788, // elsewhere
        -0.155, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.806, // unphrased
        0.000,  // phrased_share
        0.000,  // phrased_surely
    ],
    decide: [
        -0.737, // bias
        0.443,  // coverage
        1.148,  // predicate
        1.648,  // subject
        -0.135, // mentioned
        0.950,  // attribute
        -0.248, // attribute_gap
        0.966,  // own
        0.428,  // itself
        -0.291, // definite
        -0.098, // weak_kind
        0.103,  // worst_unexplained
        -1.450, // unexplained
        -0.084, // claimed
        -1.448, // not_held
        -0.170, // bare
        0.125,  // general
        0.172,  // unknown
        1.493,  // asked_kind
        -0.422, // count_for_what
        1.038,  // named_and_definite
        -1.531, // strict
        -2.121, // missed
        -2.010, // wrong_kind
        0.337,  // likeness
        -1.103, // asked_before
        -0.373, // noun_missed
        0.031,  // noun_said
        -0.893, // nothing_new
        1.013,  // same_question
        0.395,  // same_kind
        -1.386, // elsewhere
        -0.175, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.771, // unphrased
        0.737,  // phrased_share
        0.737,  // phrased_surely
    ],
    lead: 1.984,
};
