//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.163,  // coverage
    2.179,  // predicate
    0.796,  // subject
    0.956,  // mentioned
    1.024,  // attribute
    -0.906, // attribute_gap
    1.039,  // own
    1.591,  // itself
    1.025,  // definite
    -0.238, // weak_kind
    -0.757, // worst_unexplained
    -0.752, // unexplained
    -0.159, // claimed
    -0.469, // not_held
    0.170,  // bare
    0.368,  // general
    -0.000, // unknown
    0.163,  // asked_kind
    -0.140, // count_for_what
    0.564,  // named_and_definite
    1.455,  // strict
    -0.689, // missed
    -0.966, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.395, // bias
    -0.036, // coverage
    0.876,  // predicate
    0.758,  // subject
    0.467,  // mentioned
    0.820,  // attribute
    -0.878, // attribute_gap
    0.408,  // own
    -0.805, // itself
    -0.049, // definite
    -0.627, // weak_kind
    -0.685, // worst_unexplained
    -1.137, // unexplained
    0.026,  // claimed
    -0.815, // not_held
    -0.118, // bare
    0.079,  // general
    0.089,  // unknown
    0.761,  // asked_kind
    -0.216, // count_for_what
    0.282,  // named_and_definite
    -0.330, // strict
    -1.765, // missed
    -1.464, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.518;
