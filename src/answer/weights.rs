//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.139,  // coverage
    2.101,  // predicate
    0.821,  // subject
    0.899,  // mentioned
    1.170,  // attribute
    -1.031, // attribute_gap
    0.910,  // own
    1.487,  // itself
    1.047,  // definite
    -0.282, // weak_kind
    -0.695, // worst_unexplained
    -0.769, // unexplained
    -0.204, // claimed
    -0.431, // not_held
    0.165,  // bare
    0.358,  // general
    -0.000, // unknown
    0.160,  // asked_kind
    -0.015, // count_for_what
    0.708,  // named_and_definite
    1.362,  // strict
    -0.630, // missed
    -0.943, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.527, // bias
    -0.153, // coverage
    0.591,  // predicate
    0.996,  // subject
    0.345,  // mentioned
    0.637,  // attribute
    -1.029, // attribute_gap
    0.665,  // own
    -0.861, // itself
    0.056,  // definite
    -0.988, // weak_kind
    -0.673, // worst_unexplained
    -1.016, // unexplained
    -0.144, // claimed
    -1.160, // not_held
    -0.043, // bare
    0.328,  // general
    0.143,  // unknown
    0.723,  // asked_kind
    -0.477, // count_for_what
    0.283,  // named_and_definite
    -0.097, // strict
    -1.698, // missed
    -1.500, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.798;
