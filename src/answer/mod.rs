//! Answering: what is asked, which facts say it, and the sentence that comes back.
//!
//! Pure: no I/O, no clock, no randomness. The same question over the same facts gives the same answer.

mod abstain;
mod attributes;
mod compose;
mod decide;
mod evidence;
mod kinds;
pub mod offer;
mod question;
mod reply;

pub use decide::{about, answer, named};
pub use reply::{Answer, Choice, Held, Nearby, Outcome, Suggestion};
