//! Answering: what is asked, which facts say it, and the sentence that comes back.
//!
//! Pure: no I/O, no clock, no randomness. The same question over the same facts gives the same answer.

mod abstain;
mod amounts;
mod attributes;
pub mod cite;
mod compare;
mod compose;
mod decide;
mod evidence;
mod explain;
pub mod features;
mod kinds;
mod lists;
mod mentions;
pub mod offer;
mod plain;
mod question;
mod reply;
mod weights;
mod yesno;

pub use abstain::canonical_question;
pub use compose::sentence;
pub use decide::{Weighed, about, answer, named, weighed};
pub use evidence::Objection;
pub use explain::explain;
pub use reply::{Answer, Choice, Held, Nearby, Outcome, Suggestion};
