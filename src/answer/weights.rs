//! What each of the features counts for the order among candidates; made by `scripts/fit_weights.py`, not by hand.

#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]

use super::features::COUNT;

/// For facts that come with phrasings. Fitted before the features of asking were there, which add nothing to what
/// phrasings of the fact itself say: a new fit was no better.
pub const WITH_PHRASINGS: [f32; COUNT] = [
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
    0.000,  // asked_surely
];

/// For folders without any.
pub const WITHOUT_PHRASINGS: [f32; COUNT] = [
    -0.000, // bias
    0.911,  // coverage
    1.332,  // predicate
    0.838,  // subject
    0.780,  // mentioned
    0.253,  // attribute
    -0.383, // attribute_gap
    1.099,  // own
    1.532,  // itself
    0.535,  // definite
    -0.095, // weak_kind
    -0.472, // worst_unexplained
    -0.750, // unexplained
    -0.147, // claimed
    -0.305, // not_held
    0.068,  // bare
    0.148,  // general
    -0.000, // unknown
    0.127,  // asked_kind
    -0.202, // count_for_what
    0.320,  // named_and_definite
    0.919,  // strict
    -0.411, // missed
    -0.518, // wrong_kind
    1.261,  // likeness
    -0.000, // asked_before
    -0.364, // noun_missed
    0.364,  // noun_said
    0.308,  // nothing_new
    0.705,  // same_question
    0.754,  // same_kind
    -0.663, // elsewhere
    -0.103, // other_figure
    0.000,  // phrased
    0.000,  // phrased_ahead
    0.000,  // unanswered
    -0.830, // unphrased
    0.000,  // phrased_share
    0.000,  // phrased_surely
    0.590,  // asked_for
    0.502,  // asked_ahead
    0.3295, // asked_surely
];
