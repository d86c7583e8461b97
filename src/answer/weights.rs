//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.152,  // coverage
    1.946,  // predicate
    0.882,  // subject
    0.873,  // mentioned
    1.017,  // attribute
    -1.016, // attribute_gap
    0.987,  // own
    1.706,  // itself
    0.995,  // definite
    -0.243, // weak_kind
    -0.722, // worst_unexplained
    -0.795, // unexplained
    -0.410, // claimed
    -0.426, // not_held
    0.226,  // bare
    0.290,  // general
    0.000,  // unknown
    0.204,  // asked_kind
    0.093,  // count_for_what
    0.705,  // named_and_definite
    1.355,  // strict
    -0.475, // missed
    -0.847, // wrong_kind
    0.0,    // likeness
    0.0,    // asked_before
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -2.151, // bias
    -0.230, // coverage
    0.792,  // predicate
    0.590,  // subject
    0.407,  // mentioned
    0.548,  // attribute
    -0.720, // attribute_gap
    0.867,  // own
    -0.308, // itself
    -0.091, // definite
    -0.543, // weak_kind
    -0.178, // worst_unexplained
    -1.048, // unexplained
    -0.415, // claimed
    -1.429, // not_held
    0.112,  // bare
    0.639,  // general
    0.345,  // unknown
    1.112,  // asked_kind
    -0.289, // count_for_what
    0.937,  // named_and_definite
    0.299,  // strict
    -1.941, // missed
    -1.862, // wrong_kind
    0.0,    // likeness
    0.0,    // asked_before
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.863;
