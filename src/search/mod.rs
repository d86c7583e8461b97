//! Finding: a typo-tolerant vocabulary, the index over subjects, attributes and facts, and what the words of a
//! question can mean in it.
//!
//! Nothing here decides anything: scores are absolute and handed on to [`crate::answer`].

mod abbreviations;
mod addresses;
mod ahead;
mod bits;
mod bodies;
mod build;
#[cfg(test)]
mod build_tests;
mod by_term;
mod candidates;
mod content;
mod directory;
mod documents;
mod entries;
mod expand;
mod facts;
mod filing;
mod foundation;
mod index;
mod layer_words;
mod layers;
mod learner;
mod lexical;
mod likelihoods;
mod loan;
mod names;
mod near;
mod phrases;
mod postings;
mod read;
mod remembered;
mod retrieve;
mod seen_values;
mod shares;
mod shortened;
mod texts;
mod typing;
mod unanswered;
mod variants;
mod vectors;
mod vocabulary;
mod wording;

pub use build::Delta;
pub use documents::{AttributeDoc, FactDoc, KnownQuestion, OrganisationDoc, PhrasePlace, SubjectDoc};
pub use expand::{Expanded, How, Meaning};
pub use facts::{FactRows, SomeWords};
pub use foundation::Foundation;
pub use index::Index;
pub use layer_words::LayerWords;
pub use layers::{Layers, Places};
pub use likelihoods::{Likelihoods, log_sum};
pub use loan::Loan;
pub use names::{EachName, Name, Names};
pub use phrases::{Phrase, Phrases};
pub use retrieve::Effort;
pub use vectors::Vectors;
pub use vocabulary::{Near, TermId, Vocabulary};
pub use wording::{WordingId, Wordings};
