//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.207,  // coverage
    2.088,  // predicate
    0.879,  // subject
    0.949,  // mentioned
    1.029,  // attribute
    -0.943, // attribute_gap
    1.014,  // own
    1.579,  // itself
    1.063,  // definite
    -0.224, // weak_kind
    -0.689, // worst_unexplained
    -0.822, // unexplained
    -0.131, // claimed
    -0.437, // not_held
    0.147,  // bare
    0.355,  // general
    -0.000, // unknown
    0.162,  // asked_kind
    -0.128, // count_for_what
    0.619,  // named_and_definite
    1.522,  // strict
    -0.769, // missed
    -1.001, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.383, // bias
    -0.048, // coverage
    0.813,  // predicate
    0.873,  // subject
    0.374,  // mentioned
    0.604,  // attribute
    -0.688, // attribute_gap
    0.125,  // own
    -0.673, // itself
    -0.204, // definite
    -0.365, // weak_kind
    -0.824, // worst_unexplained
    -1.214, // unexplained
    0.022,  // claimed
    -0.947, // not_held
    -0.005, // bare
    0.014,  // general
    -0.033, // unknown
    0.796,  // asked_kind
    -0.014, // count_for_what
    0.201,  // named_and_definite
    -0.360, // strict
    -1.652, // missed
    -1.469, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.743;
