//! Words: the lexicon type, tokens, and amounts and dates in words. Knows facts, and nothing else.

pub mod adherence;
mod alike;
pub mod begin;
pub mod comparatives;
mod filler;
pub mod grammar;
pub mod holding;
pub mod lexicon;
pub mod line;
pub mod numbers;
mod pauses;
mod plain;
pub mod say;
mod scan;
pub mod scope;
mod stopwords;
pub mod suggest;
mod tokens;
mod turning;
pub mod typed;
mod words;

pub use alike::{alike, telling_words};
pub use pauses::pauses;
pub use scan::{Figure, Scale};
pub use tokens::{MAX_TOKENS, Token, stem, tokenise};
pub use words::{Reader, Words};
