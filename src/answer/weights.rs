//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

use super::features::COUNT;

/// One weight a feature, in their order.
pub const WEIGHTS: [f32; COUNT] = [
    -2.450, // bias
    -1.246, // coverage
    2.354,  // predicate
    0.397,  // subject
    0.287,  // mentioned
    1.262,  // attribute
    -0.873, // attribute_gap
    0.781,  // own
    -0.111, // itself
    0.540,  // definite
    -0.578, // weak_kind
    -0.729, // worst_unexplained
    -1.315, // unexplained
    -0.330, // claimed
    0.454,  // not_held
    -0.479, // bare
    0.566,  // general
    0.262,  // unknown
    1.613,  // asked_kind
    -0.067, // count_for_what
    0.701,  // named_and_definite
    0.394,  // strict
];
