//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.

/// The order among candidates: one weight a feature.
pub const ORDER: &[f32] = &[
    -0.000, // bias
    0.519,  // coverage
    0.833,  // predicate
    0.350,  // subject
    0.324,  // mentioned
    0.519,  // attribute
    -0.452, // attribute_gap
    0.411,  // own
    0.640,  // itself
    0.410,  // definite
    -0.020, // weak_kind
    -0.376, // worst_unexplained
    -0.505, // unexplained
    -0.212, // claimed
    -0.233, // not_held
    0.024,  // bare
    0.116,  // general
    0.000,  // unknown
    0.066,  // asked_kind
    -0.155, // count_for_what
    0.232,  // named_and_definite
    0.448,  // strict
    -0.146, // missed
    -0.459, // wrong_kind
    0.366,  // likeness
    0.000,  // asked_before
    -0.225, // noun_missed
    0.304,  // noun_said
    0.086,  // nothing_new
    0.193,  // same_question
    0.371,  // same_kind
    -0.215, // elsewhere
    -0.065, // other_figure
    1.580,  // phrased
    1.882,  // phrased_ahead
    -0.000, // unanswered
];

/// Whether the first of them answers: one weight a feature.
pub const DECIDE: &[f32] = &[
    -1.304, // bias
    0.334,  // coverage
    0.870,  // predicate
    1.108,  // subject
    0.188,  // mentioned
    0.757,  // attribute
    -0.292, // attribute_gap
    1.001,  // own
    0.184,  // itself
    -0.183, // definite
    0.097,  // weak_kind
    0.028,  // worst_unexplained
    -1.793, // unexplained
    -0.110, // claimed
    -0.909, // not_held
    -0.230, // bare
    0.916,  // general
    -1.063, // unknown
    1.099,  // asked_kind
    -0.097, // count_for_what
    1.211,  // named_and_definite
    -0.869, // strict
    -1.165, // missed
    -1.634, // wrong_kind
    0.354,  // likeness
    -0.100, // asked_before
    -0.357, // noun_missed
    0.301,  // noun_said
    -0.863, // nothing_new
    0.761,  // same_question
    0.640,  // same_kind
    -0.128, // elsewhere
    -0.306, // other_figure
    0.886,  // phrased
    1.573,  // phrased_ahead
    -6.142, // unanswered
];

/// Whether it answers: the weight of its lead over the next.
pub const LEAD: f32 = 0.808;
