//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.138,  // coverage
    1.713,  // predicate
    0.961,  // subject
    0.871,  // mentioned
    0.863,  // attribute
    -0.647, // attribute_gap
    1.106,  // own
    1.805,  // itself
    0.815,  // definite
    -0.130, // weak_kind
    -0.574, // worst_unexplained
    -0.876, // unexplained
    -0.192, // claimed
    -0.337, // not_held
    0.056,  // bare
    0.114,  // general
    -0.000, // unknown
    0.119,  // asked_kind
    -0.188, // count_for_what
    0.479,  // named_and_definite
    1.026,  // strict
    -0.388, // missed
    -0.753, // wrong_kind
    1.567,  // likeness
    0.000,  // asked_before
    -0.359, // noun_missed
    0.399,  // noun_said
    0.320,  // nothing_new
    0.817,  // same_question
    0.832,  // same_kind
    -0.764, // elsewhere
    0.021,  // other_figure
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.829, // bias
    0.141,  // coverage
    1.026,  // predicate
    1.510,  // subject
    0.011,  // mentioned
    0.913,  // attribute
    -0.154, // attribute_gap
    1.046,  // own
    0.092,  // itself
    -0.305, // definite
    -0.543, // weak_kind
    0.074,  // worst_unexplained
    -2.091, // unexplained
    -0.041, // claimed
    -1.459, // not_held
    -0.373, // bare
    0.330,  // general
    -0.351, // unknown
    1.490,  // asked_kind
    -0.303, // count_for_what
    1.274,  // named_and_definite
    -1.439, // strict
    -2.058, // missed
    -1.883, // wrong_kind
    0.627,  // likeness
    -1.004, // asked_before
    -0.484, // noun_missed
    0.048,  // noun_said
    -1.217, // nothing_new
    0.928,  // same_question
    0.397,  // same_kind
    -1.281, // elsewhere
    -0.437, // other_figure
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.816;
