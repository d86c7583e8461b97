//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.136,  // coverage
    1.716,  // predicate
    0.976,  // subject
    0.870,  // mentioned
    0.863,  // attribute
    -0.661, // attribute_gap
    1.143,  // own
    1.810,  // itself
    0.828,  // definite
    -0.191, // weak_kind
    -0.579, // worst_unexplained
    -0.877, // unexplained
    -0.190, // claimed
    -0.314, // not_held
    0.024,  // bare
    0.113,  // general
    -0.000, // unknown
    0.120,  // asked_kind
    -0.034, // count_for_what
    0.542,  // named_and_definite
    1.007,  // strict
    -0.403, // missed
    -0.709, // wrong_kind
    1.558,  // likeness
    -0.000, // asked_before
    -0.358, // noun_missed
    0.407,  // noun_said
    0.328,  // nothing_new
    0.788,  // same_question
    0.825,  // same_kind
    -0.761, // elsewhere
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.776, // bias
    0.238,  // coverage
    0.920,  // predicate
    1.429,  // subject
    -0.016, // mentioned
    0.927,  // attribute
    -0.116, // attribute_gap
    1.098,  // own
    0.015,  // itself
    -0.195, // definite
    -0.823, // weak_kind
    0.084,  // worst_unexplained
    -2.255, // unexplained
    -0.135, // claimed
    -1.418, // not_held
    -0.631, // bare
    0.700,  // general
    -0.277, // unknown
    1.490,  // asked_kind
    -0.227, // count_for_what
    1.243,  // named_and_definite
    -1.459, // strict
    -2.108, // missed
    -1.893, // wrong_kind
    0.616,  // likeness
    -1.024, // asked_before
    -0.467, // noun_missed
    -0.012, // noun_said
    -1.107, // nothing_new
    0.944,  // same_question
    0.370,  // same_kind
    -1.271, // elsewhere
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.848;
