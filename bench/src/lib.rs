//! Invented facts by the million, questions about them with one right subject each, and Whitehall measured over both
//! beside its peers.

pub mod chart;
pub mod corpus;
pub mod engines;
pub mod file;
pub mod live;
pub mod measure;
pub mod questions;
pub mod report;
mod rivals;
mod typing;
mod words;
