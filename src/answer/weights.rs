//! What each feature counts for the order among candidates; made by `scripts/fit_weights.py`, not by hand.

#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]

use super::features::COUNT;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: [f32; COUNT] = [
    -0.000, // bias
    0.990,  // coverage
    1.197,  // predicate
    1.156,  // subject
    0.826,  // mentioned
    0.203,  // attribute
    -0.444, // attribute_gap
    0.744,  // own
    0.881,  // itself
    0.520,  // definite
    0.123,  // weak_kind
    -0.684, // worst_unexplained
    -1.140, // unexplained
    -0.067, // claimed
    -0.362, // not_held
    0.150,  // bare
    0.280,  // general
    0.003,  // unknown
    0.213,  // asked_kind
    -0.233, // count_for_what
    0.193,  // named_and_definite
    0.752,  // strict
    -0.773, // missed
    -0.746, // wrong_kind
    0.060,  // likeness
    -0.249, // asked_before
    -0.415, // noun_missed
    0.595,  // noun_said
    -0.003, // nothing_new
    0.206,  // same_question
    0.442,  // same_kind
    -0.205, // elsewhere
    -0.149, // other_figure
    0.613,  // phrased
    0.397,  // phrased_ahead
    -0.075, // unanswered
    -1.181, // unphrased
    0.765,  // phrased_share
    0.501,  // phrased_surely
    0.490,  // asked_for
    0.314,  // asked_ahead
    0.472,  // asked_surely
    0.249,  // unworded
];

/// For folders without any.
pub const WITHOUT_PHRASINGS: [f32; COUNT] = [
    -0.000, // bias
    0.903,  // coverage
    1.296,  // predicate
    0.949,  // subject
    0.822,  // mentioned
    0.243,  // attribute
    -0.408, // attribute_gap
    1.027,  // own
    1.394,  // itself
    0.509,  // definite
    -0.066, // weak_kind
    -0.506, // worst_unexplained
    -0.758, // unexplained
    -0.082, // claimed
    -0.306, // not_held
    0.100,  // bare
    0.130,  // general
    -0.000, // unknown
    0.086,  // asked_kind
    -0.204, // count_for_what
    0.316,  // named_and_definite
    0.891,  // strict
    -0.525, // missed
    -0.501, // wrong_kind
    1.104,  // likeness
    -0.000, // asked_before
    -0.359, // noun_missed
    0.391,  // noun_said
    0.238,  // nothing_new
    0.624,  // same_question
    0.723,  // same_kind
    -0.605, // elsewhere
    -0.126, // other_figure
    0.000,  // phrased
    0.000,  // phrased_ahead
    0.000,  // unanswered
    -0.797, // unphrased
    0.000,  // phrased_share
    0.000,  // phrased_surely
    0.353,  // asked_for
    0.279,  // asked_ahead
    0.633,  // asked_surely
    0.000,  // unworded
];
