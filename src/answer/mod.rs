//! Answering: what is asked, which facts say it, and the sentence that comes back.
//!
//! Pure: no I/O, no clock, no randomness. The same question over the same facts gives the same answer.

mod abstain;
mod affirm;
mod amounts;
mod asked_noun;
mod attributes;
pub mod cite;
mod claims;
mod compare;
mod compose;
mod dates;
mod decide;
mod earlier;
mod enumerated;
mod evidence;
mod explain;
pub mod features;
mod figures;
mod given;
mod growth;
mod history;
mod inverse;
mod kinds;
mod likeness;
mod lists;
mod meant;
mod mentions;
mod objections;
pub mod offer;
mod operators;
mod organisations;
mod phrasing;
mod plain;
mod polar;
mod question;
mod ranking;
mod reading;
mod reply;
mod rest;
mod subject_view;
mod succession;
mod support;
mod turns;
mod versus;
mod weight;
mod weights;
mod withdrawn;
mod yesno;

pub use abstain::canonical_question;
pub use compose::sentence;
pub use decide::{Weighed, about, answer, named, weighed};
pub use explain::explain;
pub use objections::Objection;
pub use reply::{Answer, Choice, Held, Nearby, Outcome, Suggestion};
pub use withdrawn::{aimed_at, withdrawn};
