//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::COUNT;

/// The order among candidates: one weight a feature.
pub const ORDER: [f32; COUNT] = [
    0.000,  // bias
    1.112,  // coverage
    2.225,  // predicate
    0.796,  // subject
    0.542,  // mentioned
    1.043,  // attribute
    -0.866, // attribute_gap
    1.075,  // own
    1.607,  // itself
    0.123,  // definite
    -0.225, // weak_kind
    -0.854, // worst_unexplained
    -0.708, // unexplained
    -0.436, // claimed
    -0.023, // not_held
    0.040,  // bare
    0.431,  // general
    0.000,  // unknown
    0.150,  // asked_kind
    -0.240, // count_for_what
    0.496,  // named_and_definite
    1.509,  // strict
];

/// Whether the first of them answers: one weight a feature, and one for its lead.
pub const DECIDE: [f32; COUNT + 1] = [
    -1.387, // bias
    -0.264, // coverage
    1.130,  // predicate
    0.673,  // subject
    0.308,  // mentioned
    0.111,  // attribute
    -1.092, // attribute_gap
    0.140,  // own
    -0.714, // itself
    -0.350, // definite
    -0.979, // weak_kind
    -0.978, // worst_unexplained
    -0.877, // unexplained
    -0.510, // claimed
    -0.338, // not_held
    -0.212, // bare
    0.198,  // general
    -0.145, // unknown
    0.646,  // asked_kind
    0.161,  // count_for_what
    0.274,  // named_and_definite
    0.595,  // strict
    1.337,  // lead
];
