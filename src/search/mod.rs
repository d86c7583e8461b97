//! Finding: a typo-tolerant vocabulary, the index over subjects, attributes and facts, and what the words of a
//! question can mean in it.
//!
//! Nothing here decides anything: scores are absolute and handed on to [`crate::answer`].

mod abbreviations;
mod build;
mod candidates;
mod content;
mod expand;
mod foundation;
mod index;
mod near;
mod postings;
mod vectors;
mod vocabulary;

pub use expand::{Expanded, How, Meaning};
pub use foundation::Foundation;
pub use index::{AttributeDoc, FactDoc, Index, KnownQuestion, Name, OrganisationDoc, SubjectDoc};
pub use vectors::Vectors;
pub use vocabulary::{Near, TermId, Vocabulary};
