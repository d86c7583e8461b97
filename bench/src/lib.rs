//! Invented facts by the million, questions about them with one right subject each, and Whitehall measured over both
//! beside its peers.

pub mod corpus;
pub mod file;
pub mod questions;
mod rivals;
mod typing;
mod words;
