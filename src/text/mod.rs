//! Words: the lexicon type, tokens, and amounts and dates in words. Knows facts, and nothing else.

pub mod grammar;
pub mod lexicon;
pub mod say;
mod scan;
mod stopwords;
mod tokens;
mod words;

pub use scan::{Figure, Scale};
pub use tokens::{MAX_TOKENS, Token, stem, tokenise};
pub use words::{Reader, Words};
