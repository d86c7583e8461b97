//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.166,  // coverage
    2.179,  // predicate
    0.796,  // subject
    0.959,  // mentioned
    1.033,  // attribute
    -0.902, // attribute_gap
    1.048,  // own
    1.596,  // itself
    1.025,  // definite
    -0.238, // weak_kind
    -0.736, // worst_unexplained
    -0.758, // unexplained
    -0.160, // claimed
    -0.471, // not_held
    0.170,  // bare
    0.368,  // general
    0.000,  // unknown
    0.165,  // asked_kind
    -0.132, // count_for_what
    0.564,  // named_and_definite
    1.452,  // strict
    -0.689, // missed
    -0.966, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.405, // bias
    -0.031, // coverage
    0.870,  // predicate
    0.754,  // subject
    0.472,  // mentioned
    0.829,  // attribute
    -0.882, // attribute_gap
    0.415,  // own
    -0.792, // itself
    -0.044, // definite
    -0.624, // weak_kind
    -0.699, // worst_unexplained
    -1.126, // unexplained
    0.030,  // claimed
    -0.805, // not_held
    -0.126, // bare
    0.077,  // general
    -0.010, // unknown
    0.757,  // asked_kind
    -0.217, // count_for_what
    0.282,  // named_and_definite
    -0.312, // strict
    -1.764, // missed
    -1.461, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.490;
