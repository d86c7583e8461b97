//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]

use super::features::Weights;

/// For facts that come with phrasings. Fitted before the features of asking were there, which add nothing to what
/// phrasings of the fact itself say: a new fit was no better.
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

/// For folders without any.
pub const WITHOUT_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        0.914,  // coverage
        1.342,  // predicate
        0.817,  // subject
        0.786,  // mentioned
        0.274,  // attribute
        -0.384, // attribute_gap
        1.110,  // own
        1.533,  // itself
        0.590,  // definite
        -0.099, // weak_kind
        -0.471, // worst_unexplained
        -0.748, // unexplained
        -0.132, // claimed
        -0.305, // not_held
        0.070,  // bare
        0.152,  // general
        -0.000, // unknown
        0.128,  // asked_kind
        -0.181, // count_for_what
        0.330,  // named_and_definite
        0.930,  // strict
        -0.414, // missed
        -0.567, // wrong_kind
        1.260,  // likeness
        0.000,  // asked_before
        -0.341, // noun_missed
        0.330,  // noun_said
        0.300,  // nothing_new
        0.671,  // same_question
        0.773,  // same_kind
        -0.662, // elsewhere
        -0.100, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.853, // unphrased
        0.000,  // phrased_share
        0.000,  // phrased_surely
        0.570,  // asked_for
        0.513,  // asked_ahead
        0.675,  // asked_share
    ],
    decide: [
        -0.460, // bias
        0.307,  // coverage
        0.774,  // predicate
        1.815,  // subject
        -0.196, // mentioned
        0.055,  // attribute
        -0.278, // attribute_gap
        1.317,  // own
        0.332,  // itself
        -0.566, // definite
        0.118,  // weak_kind
        -0.015, // worst_unexplained
        -0.681, // unexplained
        0.160,  // claimed
        -1.194, // not_held
        -0.039, // bare
        0.111,  // general
        0.000,  // unknown
        1.321,  // asked_kind
        -0.642, // count_for_what
        1.107,  // named_and_definite
        -0.669, // strict
        -2.070, // missed
        -1.821, // wrong_kind
        0.338,  // likeness
        -0.951, // asked_before
        -0.362, // noun_missed
        -0.050, // noun_said
        -1.052, // nothing_new
        1.043,  // same_question
        0.381,  // same_kind
        -1.687, // elsewhere
        -0.466, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -1.479, // unphrased
        0.460,  // phrased_share
        0.460,  // phrased_surely
        -0.497, // asked_for
        1.203,  // asked_ahead
        0.103,  // asked_share
    ],
    lead: 1.950,
};
