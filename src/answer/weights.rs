//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.138,  // coverage
    2.092,  // predicate
    0.822,  // subject
    0.906,  // mentioned
    1.185,  // attribute
    -1.052, // attribute_gap
    0.908,  // own
    1.485,  // itself
    1.042,  // definite
    -0.283, // weak_kind
    -0.695, // worst_unexplained
    -0.769, // unexplained
    -0.192, // claimed
    -0.429, // not_held
    0.164,  // bare
    0.358,  // general
    -0.000, // unknown
    0.159,  // asked_kind
    -0.015, // count_for_what
    0.749,  // named_and_definite
    1.356,  // strict
    -0.629, // missed
    -0.937, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.573, // bias
    -0.181, // coverage
    0.616,  // predicate
    1.007,  // subject
    0.366,  // mentioned
    0.641,  // attribute
    -1.062, // attribute_gap
    0.676,  // own
    -0.883, // itself
    0.057,  // definite
    -0.995, // weak_kind
    -0.649, // worst_unexplained
    -0.981, // unexplained
    -0.118, // claimed
    -1.150, // not_held
    -0.054, // bare
    0.323,  // general
    0.139,  // unknown
    0.724,  // asked_kind
    -0.477, // count_for_what
    0.272,  // named_and_definite
    -0.038, // strict
    -1.712, // missed
    -1.412, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.783;
