//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::Weights;

/// For facts that come with phrasings.
pub const WITH_PHRASINGS: Weights = Weights {
    order: [
        0.000,  // bias
        0.310,  // coverage
        0.570,  // predicate
        0.084,  // subject
        0.099,  // mentioned
        0.432,  // attribute
        -0.334, // attribute_gap
        0.282,  // own
        0.378,  // itself
        0.340,  // definite
        -0.002, // weak_kind
        -0.257, // worst_unexplained
        -0.253, // unexplained
        -0.121, // claimed
        -0.099, // not_held
        0.038,  // bare
        0.122,  // general
        0.000,  // unknown
        0.075,  // asked_kind
        -0.091, // count_for_what
        0.198,  // named_and_definite
        0.248,  // strict
        -0.056, // missed
        -0.343, // wrong_kind
        0.247,  // likeness
        0.000,  // asked_before
        -0.114, // noun_missed
        0.197,  // noun_said
        -0.027, // nothing_new
        0.197,  // same_question
        0.377,  // same_kind
        -0.121, // elsewhere
        -0.012, // other_figure
        0.659,  // phrased
        0.857,  // phrased_ahead
        0.000,  // unanswered
        -0.341, // unphrased
        1.218,  // phrased_share
    ],
    decide: [
        0.299,  // bias
        0.319,  // coverage
        1.023,  // predicate
        0.526,  // subject
        0.240,  // mentioned
        0.599,  // attribute
        -0.439, // attribute_gap
        0.874,  // own
        0.319,  // itself
        -0.027, // definite
        0.254,  // weak_kind
        0.149,  // worst_unexplained
        -0.276, // unexplained
        -0.098, // claimed
        -1.099, // not_held
        0.193,  // bare
        0.686,  // general
        -0.273, // unknown
        0.958,  // asked_kind
        0.206,  // count_for_what
        0.914,  // named_and_definite
        -0.217, // strict
        -0.929, // missed
        -1.562, // wrong_kind
        -0.180, // likeness
        0.299,  // asked_before
        -0.183, // noun_missed
        0.152,  // noun_said
        -1.204, // nothing_new
        0.944,  // same_question
        0.650,  // same_kind
        -0.059, // elsewhere
        -0.315, // other_figure
        0.623,  // phrased
        0.854,  // phrased_ahead
        -6.024, // unanswered
        -1.585, // unphrased
        0.675,  // phrased_share
    ],
    lead: 0.589,
};

/// For folders without any.
pub const WITHOUT_PHRASINGS: Weights = Weights {
    order: [
        -0.000, // bias
        1.033,  // coverage
        1.651,  // predicate
        0.915,  // subject
        0.813,  // mentioned
        0.877,  // attribute
        -0.645, // attribute_gap
        1.052,  // own
        1.755,  // itself
        0.821,  // definite
        -0.143, // weak_kind
        -0.489, // worst_unexplained
        -0.740, // unexplained
        -0.208, // claimed
        -0.351, // not_held
        0.052,  // bare
        0.163,  // general
        -0.000, // unknown
        0.107,  // asked_kind
        -0.174, // count_for_what
        0.463,  // named_and_definite
        0.956,  // strict
        -0.419, // missed
        -0.741, // wrong_kind
        1.543,  // likeness
        0.000,  // asked_before
        -0.394, // noun_missed
        0.335,  // noun_said
        0.325,  // nothing_new
        0.848,  // same_question
        0.858,  // same_kind
        -0.810, // elsewhere
        -0.095, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.802, // unphrased
        0.000,  // phrased_share
    ],
    decide: [
        -1.064, // bias
        0.403,  // coverage
        0.900,  // predicate
        1.574,  // subject
        -0.015, // mentioned
        0.983,  // attribute
        -0.230, // attribute_gap
        1.053,  // own
        0.195,  // itself
        -0.269, // definite
        -0.406, // weak_kind
        0.318,  // worst_unexplained
        -1.606, // unexplained
        -0.008, // claimed
        -1.434, // not_held
        -0.386, // bare
        0.290,  // general
        -0.039, // unknown
        1.563,  // asked_kind
        -0.185, // count_for_what
        1.156,  // named_and_definite
        -1.488, // strict
        -2.145, // missed
        -1.870, // wrong_kind
        0.670,  // likeness
        -1.009, // asked_before
        -0.469, // noun_missed
        0.078,  // noun_said
        -1.059, // nothing_new
        0.970,  // same_question
        0.329,  // same_kind
        -1.413, // elsewhere
        -0.477, // other_figure
        0.000,  // phrased
        0.000,  // phrased_ahead
        0.000,  // unanswered
        -0.856, // unphrased
        1.064,  // phrased_share
    ],
    lead: 1.886,
};
