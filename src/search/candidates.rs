//! Which facts are worth weighing for a question: those of the subjects its words name, and those whose own
//! words it has. Everything else explains too little of it to be an answer.

use super::expand::Expanded;
use super::index::Index;
use super::postings::Postings;
use super::retrieve::{self, Effort, Group, fixed, unfixed};

/// Subjects whose facts are weighed.
const SUBJECTS: usize = 16;

/// Facts of one subject that are weighed.
const FACTS_OF_SUBJECT: usize = 200;

/// Facts weighed for their own words.
const FACTS_BY_WORDS: usize = 80;

/// A posting longer than this says too little to be looked into.
const LONGEST_POSTING: usize = 200_000;

impl Index {
    /// The subjects that the words name, best first, with the summed weight of the words met.
    pub fn named_subjects(&self, words: &[&Expanded]) -> Vec<(usize, f32)> {
        self.best(words, SUBJECTS, |level| &level.term_subjects, |_| true, &mut Effort::default())
    }

    /// What finding the candidates of these words takes: counted, so that it can be held to a bound.
    pub fn effort(&self, words: &[&Expanded]) -> Effort {
        let mut effort = Effort::default();
        self.best(words, SUBJECTS, |level| &level.term_subjects, |_| true, &mut effort);
        self.best(words, FACTS_BY_WORDS, |level| &level.term_facts, |_| true, &mut effort);
        effort
    }

    /// The facts worth weighing, each once, in order of their place.
    pub fn candidates(&self, words: &[&Expanded]) -> Vec<usize> {
        self.candidates_beside(words, &self.named_subjects(words))
    }

    /// The same where [`Index::named_subjects`] of the words are known already.
    pub fn candidates_beside(&self, words: &[&Expanded], named: &[(usize, f32)]) -> Vec<usize> {
        let seen = |at: u32| self.hidden.is_empty() || !self.hidden.contains(&(at as usize));
        let own = self.best(words, FACTS_BY_WORDS, |level| &level.term_facts, seen, &mut Effort::default());
        let mut facts: Vec<usize> = own.into_iter().map(|(fact, _)| fact).collect();
        for (subject, _) in named {
            facts.extend(self.subject(*subject).facts.iter().take(FACTS_OF_SUBJECT));
        }
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    /// The documents with the largest sum, over the words, of a word's best meaning in the document.
    fn best(
        &self,
        words: &[&Expanded],
        keep: usize,
        postings: fn(&Index) -> &Postings,
        seen: impl Fn(u32) -> bool,
        effort: &mut Effort,
    ) -> Vec<(usize, f32)> {
        let group = |word: &&Expanded| {
            let mut lists: Vec<(u32, &[u32])> = Vec::new();
            for meaning in &word.meanings {
                let before = lists.len();
                let gain = fixed(meaning.quality * self.weight(meaning.term));
                lists.extend(self.levels().map(|level| (gain, postings(level).with(meaning.term))));
                if lists[before..].iter().map(|(_, list)| list.len()).sum::<usize>() > LONGEST_POSTING {
                    lists.truncate(before);
                }
            }
            Group::of(lists)
        };
        let groups = words.iter().filter(|word| !word.closed).map(group).collect();
        let best = retrieve::best(groups, keep, seen, effort);
        best.into_iter().map(|(document, sum)| (document as usize, unfixed(sum))).collect()
    }
}
