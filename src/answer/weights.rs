//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.209,  // coverage
    2.216,  // predicate
    0.864,  // subject
    0.916,  // mentioned
    1.048,  // attribute
    -0.949, // attribute_gap
    0.919,  // own
    1.568,  // itself
    1.019,  // definite
    -0.250, // weak_kind
    -0.809, // worst_unexplained
    -0.805, // unexplained
    -0.199, // claimed
    -0.483, // not_held
    0.159,  // bare
    0.369,  // general
    -0.000, // unknown
    0.170,  // asked_kind
    -0.181, // count_for_what
    0.660,  // named_and_definite
    1.469,  // strict
    -0.647, // missed
    -0.950, // wrong_kind
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.626, // bias
    -0.132, // coverage
    0.705,  // predicate
    0.926,  // subject
    0.406,  // mentioned
    0.729,  // attribute
    -0.922, // attribute_gap
    0.643,  // own
    -0.958, // itself
    0.017,  // definite
    -0.622, // weak_kind
    -0.632, // worst_unexplained
    -1.029, // unexplained
    -0.230, // claimed
    -1.162, // not_held
    -0.058, // bare
    0.327,  // general
    0.133,  // unknown
    0.723,  // asked_kind
    -0.267, // count_for_what
    0.389,  // named_and_definite
    -0.034, // strict
    -1.736, // missed
    -1.546, // wrong_kind
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.766;
