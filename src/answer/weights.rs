//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.218,  // coverage
    2.200,  // predicate
    0.901,  // subject
    0.877,  // mentioned
    1.047,  // attribute
    -0.956, // attribute_gap
    0.938,  // own
    1.561,  // itself
    1.027,  // definite
    -0.273, // weak_kind
    -0.800, // worst_unexplained
    -0.809, // unexplained
    -0.164, // claimed
    -0.482, // not_held
    0.160,  // bare
    0.370,  // general
    -0.000, // unknown
    0.165,  // asked_kind
    -0.170, // count_for_what
    0.679,  // named_and_definite
    1.471,  // strict
    -0.638, // missed
    -0.927, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.592, // bias
    -0.092, // coverage
    0.787,  // predicate
    1.039,  // subject
    0.383,  // mentioned
    0.786,  // attribute
    -0.976, // attribute_gap
    0.723,  // own
    -0.949, // itself
    -0.057, // definite
    -0.635, // weak_kind
    -0.632, // worst_unexplained
    -1.075, // unexplained
    -0.077, // claimed
    -0.936, // not_held
    0.064,  // bare
    0.254,  // general
    0.118,  // unknown
    0.704,  // asked_kind
    -0.291, // count_for_what
    0.523,  // named_and_definite
    -0.221, // strict
    -1.843, // missed
    -1.682, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.646;
