//! Whitehall as everybody asks it: the whole way from the question to the sentence.

use super::{Engine, Found, Making};
use crate::corpus::Corpus;
use crate::live::Live;
use crate::questions::Question;
use ::whitehall::answer;
use ::whitehall::search::Index;
use ::whitehall::text::lexicon::Lexicon;
use std::sync::Arc;

pub(super) fn build<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    let (Corpus { subjects, sources, facts }, lexicon) = (corpus.clone(), lexicon.clone());
    Box::new(|| Box::new(Whitehall(Arc::new(Index::build(lexicon, subjects, sources, facts)))))
}

struct Whitehall(Arc<Index>);

impl Engine for Whitehall {
    fn ask(&self, question: &str) -> Found {
        Found::Answer(Box::new(answer::answer(&self.0, question)))
    }
    fn behind(&self, question: &str) -> Vec<String> {
        let weighed = answer::weighed(&self.0, question);
        weighed.iter().take(100).map(|row| self.0.fact(row.fact).fact.subject.to_string()).collect()
    }
    fn live(&self, corpus: &Corpus, questions: &[Question]) -> Option<Live> {
        Some(Live::of(&self.0, corpus, questions))
    }
}
