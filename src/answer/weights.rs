//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.144,  // coverage
    1.955,  // predicate
    0.843,  // subject
    0.878,  // mentioned
    1.046,  // attribute
    -1.020, // attribute_gap
    0.960,  // own
    1.694,  // itself
    0.994,  // definite
    -0.244, // weak_kind
    -0.724, // worst_unexplained
    -0.802, // unexplained
    -0.402, // claimed
    -0.422, // not_held
    0.225,  // bare
    0.290,  // general
    0.000,  // unknown
    0.189,  // asked_kind
    0.085,  // count_for_what
    0.682,  // named_and_definite
    1.368,  // strict
    -0.477, // missed
    -0.839, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -2.169, // bias
    -0.196, // coverage
    0.870,  // predicate
    0.498,  // subject
    0.371,  // mentioned
    0.563,  // attribute
    -0.661, // attribute_gap
    0.862,  // own
    -0.356, // itself
    -0.125, // definite
    -0.555, // weak_kind
    -0.224, // worst_unexplained
    -1.050, // unexplained
    -0.403, // claimed
    -1.448, // not_held
    0.139,  // bare
    0.626,  // general
    0.067,  // unknown
    0.977,  // asked_kind
    -0.273, // count_for_what
    0.973,  // named_and_definite
    0.361,  // strict
    -2.003, // missed
    -1.850, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.871;
