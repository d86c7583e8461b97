//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    1.154,  // coverage
    2.139,  // predicate
    0.816,  // subject
    0.864,  // mentioned
    1.145,  // attribute
    -1.012, // attribute_gap
    0.925,  // own
    1.501,  // itself
    1.036,  // definite
    -0.270, // weak_kind
    -0.684, // worst_unexplained
    -0.764, // unexplained
    -0.148, // claimed
    -0.431, // not_held
    0.166,  // bare
    0.366,  // general
    0.000,  // unknown
    0.164,  // asked_kind
    -0.039, // count_for_what
    0.700,  // named_and_definite
    1.415,  // strict
    -0.724, // missed
    -0.949, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.568, // bias
    -0.160, // coverage
    0.591,  // predicate
    0.922,  // subject
    0.405,  // mentioned
    0.631,  // attribute
    -1.049, // attribute_gap
    0.693,  // own
    -0.872, // itself
    0.069,  // definite
    -0.994, // weak_kind
    -0.678, // worst_unexplained
    -1.061, // unexplained
    -0.166, // claimed
    -1.124, // not_held
    -0.025, // bare
    0.331,  // general
    0.140,  // unknown
    0.708,  // asked_kind
    -0.489, // count_for_what
    0.270,  // named_and_definite
    -0.079, // strict
    -1.670, // missed
    -1.511, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.857;
