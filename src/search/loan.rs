//! A document that is lent: one that lies in memory as it is, or one that was made for whoever asks.
//!
//! Most documents of a large index are kept packed, and only those that a question is weighed against are ever made;
//! to the reader both look the same.

use std::ops::Deref;

/// A document, borrowed from the index or made from what it keeps.
#[derive(Debug, Clone)]
pub enum Loan<'a, T> {
    /// It lies in the index.
    Kept(&'a T),
    /// It was made, and goes with this.
    Made(Box<T>),
}

impl<T> Deref for Loan<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Kept(kept) => kept,
            Self::Made(made) => made,
        }
    }
}
