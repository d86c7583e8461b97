//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.169,  // coverage
    1.942,  // predicate
    0.871,  // subject
    0.945,  // mentioned
    1.070,  // attribute
    -1.036, // attribute_gap
    0.972,  // own
    1.667,  // itself
    1.092,  // definite
    -0.291, // weak_kind
    -0.708, // worst_unexplained
    -0.818, // unexplained
    -0.378, // claimed
    -0.394, // not_held
    0.205,  // bare
    0.344,  // general
    -0.000, // unknown
    0.179,  // asked_kind
    0.099,  // count_for_what
    0.734,  // named_and_definite
    1.390,  // strict
    -0.634, // missed
    -0.902, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -2.165, // bias
    -0.295, // coverage
    0.980,  // predicate
    0.582,  // subject
    0.363,  // mentioned
    0.683,  // attribute
    -0.692, // attribute_gap
    1.040,  // own
    -0.419, // itself
    -0.083, // definite
    -0.535, // weak_kind
    -0.317, // worst_unexplained
    -0.991, // unexplained
    -0.255, // claimed
    -1.536, // not_held
    0.328,  // bare
    0.625,  // general
    0.122,  // unknown
    0.931,  // asked_kind
    -0.260, // count_for_what
    0.760,  // named_and_definite
    0.226,  // strict
    -1.881, // missed
    -1.690, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.855;
