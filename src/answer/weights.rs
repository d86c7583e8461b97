//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.217,  // coverage
    2.064,  // predicate
    0.958,  // subject
    0.993,  // mentioned
    0.879,  // attribute
    -0.877, // attribute_gap
    1.073,  // own
    1.651,  // itself
    1.081,  // definite
    -0.149, // weak_kind
    -0.890, // worst_unexplained
    -0.971, // unexplained
    -0.388, // claimed
    -0.403, // not_held
    0.055,  // bare
    0.341,  // general
    0.000,  // unknown
    0.082,  // asked_kind
    -0.157, // count_for_what
    0.653,  // named_and_definite
    1.563,  // strict
    -0.892, // missed
    -1.040, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.323, // bias
    -0.272, // coverage
    0.672,  // predicate
    0.684,  // subject
    0.518,  // mentioned
    0.583,  // attribute
    -0.567, // attribute_gap
    0.064,  // own
    -0.513, // itself
    -0.105, // definite
    -0.654, // weak_kind
    -0.824, // worst_unexplained
    -1.188, // unexplained
    0.018,  // claimed
    -1.098, // not_held
    -0.175, // bare
    0.097,  // general
    0.021,  // unknown
    0.566,  // asked_kind
    -0.062, // count_for_what
    0.155,  // named_and_definite
    -0.040, // strict
    -1.449, // missed
    -1.604, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.666;
