//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    0.414,  // coverage
    0.706,  // predicate
    0.267,  // subject
    0.237,  // mentioned
    0.497,  // attribute
    -0.415, // attribute_gap
    0.281,  // own
    0.466,  // itself
    0.383,  // definite
    -0.006, // weak_kind
    -0.317, // worst_unexplained
    -0.399, // unexplained
    -0.208, // claimed
    -0.215, // not_held
    0.028,  // bare
    0.124,  // general
    -0.000, // unknown
    0.063,  // asked_kind
    -0.154, // count_for_what
    0.206,  // named_and_definite
    0.382,  // strict
    -0.091, // missed
    -0.446, // wrong_kind
    0.212,  // likeness
    0.000,  // asked_before
    -0.169, // noun_missed
    0.296,  // noun_said
    0.044,  // nothing_new
    0.176,  // same_question
    0.322,  // same_kind
    -0.165, // elsewhere
    -0.060, // other_figure
    0.607,  // phrased
    0.819,  // phrased_ahead
    -0.000, // unanswered
    -0.502, // unphrased
    1.130,  // phrased_share
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -0.204, // bias
    0.139,  // coverage
    0.715,  // predicate
    0.751,  // subject
    0.125,  // mentioned
    0.567,  // attribute
    -0.552, // attribute_gap
    0.795,  // own
    0.162,  // itself
    -0.118, // definite
    0.296,  // weak_kind
    0.078,  // worst_unexplained
    -0.802, // unexplained
    -0.035, // claimed
    -0.966, // not_held
    -0.049, // bare
    0.850,  // general
    -0.419, // unknown
    1.066,  // asked_kind
    -0.004, // count_for_what
    1.036,  // named_and_definite
    -0.379, // strict
    -1.014, // missed
    -1.619, // wrong_kind
    -0.051, // likeness
    0.878,  // asked_before
    -0.311, // noun_missed
    0.216,  // noun_said
    -1.078, // nothing_new
    0.966,  // same_question
    0.631,  // same_kind
    -0.245, // elsewhere
    -0.347, // other_figure
    0.648,  // phrased
    0.954,  // phrased_ahead
    -5.936, // unanswered
    -1.662, // unphrased
    0.621,  // phrased_share
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 0.897;
