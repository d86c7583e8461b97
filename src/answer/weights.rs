//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.165,  // coverage
    2.054,  // predicate
    0.847,  // subject
    0.893,  // mentioned
    1.191,  // attribute
    -0.929, // attribute_gap
    0.911,  // own
    1.557,  // itself
    1.137,  // definite
    -0.428, // weak_kind
    -0.716, // worst_unexplained
    -0.827, // unexplained
    -0.398, // claimed
    -0.403, // not_held
    0.194,  // bare
    0.365,  // general
    0.000,  // unknown
    0.269,  // asked_kind
    -0.040, // count_for_what
    0.771,  // named_and_definite
    1.380,  // strict
    -0.541, // missed
    -0.888, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.575, // bias
    -0.201, // coverage
    0.646,  // predicate
    1.286,  // subject
    0.117,  // mentioned
    0.680,  // attribute
    -0.890, // attribute_gap
    0.681,  // own
    -0.752, // itself
    0.022,  // definite
    -0.833, // weak_kind
    -0.677, // worst_unexplained
    -1.068, // unexplained
    -0.245, // claimed
    -1.152, // not_held
    -0.125, // bare
    0.302,  // general
    0.151,  // unknown
    0.859,  // asked_kind
    -0.512, // count_for_what
    0.369,  // named_and_definite
    -0.049, // strict
    -1.647, // missed
    -1.453, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.614;
