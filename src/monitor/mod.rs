//! The running bot in figures, and the small HTTP server that shows them: `/healthz`, `/readyz`, `/metrics`.
//!
//! Everything in a label is a word of ours from a closed list; nothing that a person typed, and no id, becomes one.

mod figures;
mod listen;
mod page;
mod vitals;

pub use figures::{Counts, Figures, Kind};
pub use listen::{ListenError, Listener};
pub use vitals::{Gateway, Vitals};
