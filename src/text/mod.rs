//! Words: the lexicon type, tokens, and amounts and dates in words. Knows facts, and nothing else.

pub mod lexicon;
