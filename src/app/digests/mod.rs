//! Digests: what admins set, what is due, and what became of it.
//!
//! Everything is kept as settings of the server's layer. What the poster has to know at every tick is in memory too,
//! so that two thousand servers cost it microseconds.

mod admin;
mod asked;
mod content;
mod due;
mod keep;
mod seen;

pub use admin::{DigestError, DigestStatus, Wish};
pub use due::{Composed, Content, Job, Report};
pub(super) use keep::Digests;
