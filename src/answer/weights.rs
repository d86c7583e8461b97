//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.128,  // coverage
    1.772,  // predicate
    0.970,  // subject
    0.822,  // mentioned
    0.831,  // attribute
    -0.696, // attribute_gap
    1.056,  // own
    1.816,  // itself
    0.890,  // definite
    -0.292, // weak_kind
    -0.549, // worst_unexplained
    -0.930, // unexplained
    -0.171, // claimed
    -0.273, // not_held
    0.066,  // bare
    0.128,  // general
    -0.000, // unknown
    0.136,  // asked_kind
    -0.021, // count_for_what
    0.679,  // named_and_definite
    1.101,  // strict
    -0.416, // missed
    -0.753, // wrong_kind
    1.775,  // likeness
    0.000,  // asked_before
    -0.404, // noun_missed
    0.502,  // noun_said
    0.393,  // nothing_new
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.987, // bias
    -0.120, // coverage
    0.652,  // predicate
    1.135,  // subject
    0.062,  // mentioned
    0.795,  // attribute
    -0.435, // attribute_gap
    0.994,  // own
    0.216,  // itself
    -0.086, // definite
    -0.501, // weak_kind
    -0.334, // worst_unexplained
    -1.292, // unexplained
    0.052,  // claimed
    -1.078, // not_held
    -0.143, // bare
    0.368,  // general
    -0.195, // unknown
    1.323,  // asked_kind
    -0.162, // count_for_what
    1.185,  // named_and_definite
    -0.480, // strict
    -1.969, // missed
    -1.839, // wrong_kind
    1.779,  // likeness
    -1.460, // asked_before
    -0.229, // noun_missed
    0.090,  // noun_said
    -1.006, // nothing_new
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.690;
