//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.168,  // coverage
    2.069,  // predicate
    0.847,  // subject
    0.894,  // mentioned
    1.194,  // attribute
    -0.946, // attribute_gap
    0.913,  // own
    1.561,  // itself
    1.137,  // definite
    -0.429, // weak_kind
    -0.717, // worst_unexplained
    -0.826, // unexplained
    -0.347, // claimed
    -0.403, // not_held
    0.194,  // bare
    0.365,  // general
    0.000,  // unknown
    0.270,  // asked_kind
    -0.043, // count_for_what
    0.771,  // named_and_definite
    1.389,  // strict
    -0.539, // missed
    -0.887, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.607, // bias
    -0.206, // coverage
    0.650,  // predicate
    1.291,  // subject
    0.084,  // mentioned
    0.667,  // attribute
    -0.876, // attribute_gap
    0.714,  // own
    -0.800, // itself
    0.028,  // definite
    -0.825, // weak_kind
    -0.663, // worst_unexplained
    -1.075, // unexplained
    -0.220, // claimed
    -1.174, // not_held
    -0.086, // bare
    0.313,  // general
    0.158,  // unknown
    0.859,  // asked_kind
    -0.498, // count_for_what
    0.379,  // named_and_definite
    -0.054, // strict
    -1.642, // missed
    -1.473, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.691;
