//! The rooms that answer, from their own sources: what is measured is what the bot runs, and a build takes a minute, not
//! ten.

#[path = "../../../src/answer/mod.rs"]
pub mod answer;
#[path = "../../../src/fact/mod.rs"]
pub mod fact;
#[path = "../../../src/knowledge/mod.rs"]
pub mod knowledge;
#[path = "../../../src/search/mod.rs"]
pub mod search;
#[path = "../../../src/text/mod.rs"]
pub mod text;
