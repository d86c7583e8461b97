//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]

use super::features::Weights;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        0.278,  // coverage
        0.460,  // predicate
        0.117,  // subject
        0.129,  // mentioned
        0.391,  // attribute
        -0.374, // attribute_gap
        0.212,  // own
        0.285,  // itself
        0.318,  // definite
        -0.000, // weak_kind
        -0.205, // worst_unexplained
        -0.249, // unexplained
        -0.144, // claimed
        -0.086, // not_held
        0.024,  // bare
        0.088,  // general
        -0.000, // unknown
        0.087,  // asked_kind
        -0.097, // count_for_what
        0.182,  // named_and_definite
        0.209,  // strict
        -0.112, // missed
        -0.323, // wrong_kind
        0.158,  // likeness
        -0.000, // asked_before
        -0.129, // noun_missed
        0.218,  // noun_said
        -0.018, // nothing_new
        0.079,  // same_question
        0.312,  // same_kind
        -0.077, // elsewhere
        -0.052, // other_figure
        0.292,  // phrased
        0.347,  // phrased_ahead
        0.000,  // unanswered
        -0.231, // unphrased
        0.485,  // phrased_share
        0.690,  // phrased_surely
        0.000,  // asked_for
        0.000,  // asked_ahead
        0.000,  // asked_share
    ],
    decide: [
        0.297,  // bias
        0.279,  // coverage
        0.897,  // predicate
        0.690,  // subject
        0.178,  // mentioned
        0.623,  // attribute
        -0.426, // attribute_gap
        0.917,  // own
        0.338,  // itself
        0.038,  // definite
        -0.012, // weak_kind
        -0.006, // worst_unexplained
        -0.343, // unexplained
        0.001,  // claimed
        -1.147, // not_held
        0.405,  // bare
        0.645,  // general
        -0.119, // unknown
        0.762,  // asked_kind
        0.006,  // count_for_what
        0.740,  // named_and_definite
        -0.087, // strict
        -0.836, // missed
        -1.550, // wrong_kind
        -0.046, // likeness
        0.297,  // asked_before
        -0.075, // noun_missed
        0.074,  // noun_said
        -1.051, // nothing_new
        1.007,  // same_question
        0.574,  // same_kind
        0.048,  // elsewhere
        -0.362, // other_figure
        0.529,  // phrased
        0.994,  // phrased_ahead
        -6.371, // unanswered
        -1.668, // unphrased
        0.596,  // phrased_share
        0.038,  // phrased_surely
        0.000,  // asked_for
        0.000,  // asked_ahead
        0.000,  // asked_share
    ],
    lead: 0.588,
};

/// For folders without any. Kept from an earlier fit: one with more files gave two to three points less on folders that
/// it had not seen, and on one that it had.
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
        0.000,  // phrased_surely
        0.000,  // asked_for
        0.000,  // asked_ahead
        0.000,  // asked_share
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
        0.000,  // phrased_surely
        0.000,  // asked_for
        0.000,  // asked_ahead
        0.000,  // asked_share
    ],
    lead: 1.902,
};
