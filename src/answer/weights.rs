//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    1.108,  // coverage
    1.674,  // predicate
    0.926,  // subject
    0.817,  // mentioned
    0.835,  // attribute
    -0.670, // attribute_gap
    0.998,  // own
    1.687,  // itself
    0.872,  // definite
    -0.282, // weak_kind
    -0.592, // worst_unexplained
    -0.974, // unexplained
    -0.145, // claimed
    -0.272, // not_held
    0.045,  // bare
    0.087,  // general
    0.000,  // unknown
    0.108,  // asked_kind
    -0.032, // count_for_what
    0.650,  // named_and_definite
    0.992,  // strict
    -0.400, // missed
    -0.724, // wrong_kind
    1.485,  // likeness
    0.000,  // asked_before
    -0.399, // noun_missed
    0.492,  // noun_said
    0.310,  // nothing_new
    0.763,  // same_question
    0.820,  // same_kind
    -0.538, // elsewhere
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.736, // bias
    0.001,  // coverage
    0.657,  // predicate
    1.196,  // subject
    -0.017, // mentioned
    0.891,  // attribute
    -0.222, // attribute_gap
    1.075,  // own
    0.026,  // itself
    -0.000, // definite
    -0.547, // weak_kind
    -0.338, // worst_unexplained
    -1.507, // unexplained
    -0.025, // claimed
    -1.173, // not_held
    -0.463, // bare
    0.543,  // general
    -0.106, // unknown
    1.315,  // asked_kind
    -0.147, // count_for_what
    1.140,  // named_and_definite
    -0.729, // strict
    -2.129, // missed
    -1.848, // wrong_kind
    0.665,  // likeness
    -1.089, // asked_before
    -0.289, // noun_missed
    0.144,  // noun_said
    -0.971, // nothing_new
    1.042,  // same_question
    0.075,  // same_kind
    -0.808, // elsewhere
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 1.570;
