//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    0.000,  // bias
    0.415,  // coverage
    0.719,  // predicate
    0.236,  // subject
    0.234,  // mentioned
    0.516,  // attribute
    -0.413, // attribute_gap
    0.293,  // own
    0.473,  // itself
    0.381,  // definite
    -0.005, // weak_kind
    -0.318, // worst_unexplained
    -0.399, // unexplained
    -0.197, // claimed
    -0.209, // not_held
    0.031,  // bare
    0.143,  // general
    -0.000, // unknown
    0.063,  // asked_kind
    -0.154, // count_for_what
    0.202,  // named_and_definite
    0.380,  // strict
    -0.088, // missed
    -0.445, // wrong_kind
    0.205,  // likeness
    0.000,  // asked_before
    -0.165, // noun_missed
    0.292,  // noun_said
    0.041,  // nothing_new
    0.168,  // same_question
    0.337,  // same_kind
    -0.173, // elsewhere
    -0.054, // other_figure
    0.610,  // phrased
    0.804,  // phrased_ahead
    -0.000, // unanswered
    -0.502, // unphrased
    1.164,  // phrased_share
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -0.210, // bias
    0.193,  // coverage
    0.773,  // predicate
    0.781,  // subject
    0.118,  // mentioned
    0.570,  // attribute
    -0.528, // attribute_gap
    0.780,  // own
    0.193,  // itself
    -0.117, // definite
    0.297,  // weak_kind
    0.059,  // worst_unexplained
    -0.828, // unexplained
    -0.032, // claimed
    -0.968, // not_held
    -0.035, // bare
    0.868,  // general
    -0.344, // unknown
    1.078,  // asked_kind
    0.009,  // count_for_what
    1.036,  // named_and_definite
    -0.420, // strict
    -1.020, // missed
    -1.626, // wrong_kind
    -0.074, // likeness
    0.851,  // asked_before
    -0.355, // noun_missed
    0.194,  // noun_said
    -1.062, // nothing_new
    0.944,  // same_question
    0.601,  // same_kind
    -0.242, // elsewhere
    -0.325, // other_figure
    0.626,  // phrased
    0.971,  // phrased_ahead
    -5.908, // unanswered
    -1.783, // unphrased
    0.616,  // phrased_share
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 0.869;
