//! Which facts are worth weighing for a question: those of the subjects its words name, and those whose own
//! words it has. Everything else explains too little of it to be an answer.

use super::expand::Expanded;
use super::index::Index;
use super::postings::Postings;
use rustc_hash::FxHashMap;

/// Subjects whose facts are weighed.
const SUBJECTS: usize = 16;

/// Facts of one subject that are weighed.
const FACTS_OF_SUBJECT: usize = 200;

/// Facts weighed for their own words.
const FACTS_BY_WORDS: usize = 80;

/// A posting longer than this says too little to be walked through.
const LONGEST_POSTING: usize = 200_000;

impl Index {
    /// The subjects that the words name, best first, with the summed weight of the words met.
    pub fn named_subjects(&self, words: &[&Expanded]) -> Vec<(usize, f32)> {
        self.best(words, SUBJECTS, |level| &level.term_subjects, |_| true)
    }

    /// The facts worth weighing, each once, in order of their place.
    pub fn candidates(&self, words: &[&Expanded]) -> Vec<usize> {
        let seen = |at: u32| self.hidden.is_empty() || !self.hidden.contains(&(at as usize));
        let own = self.best(words, FACTS_BY_WORDS, |level| &level.term_facts, seen);
        let mut facts: Vec<usize> = own.into_iter().map(|(fact, _)| fact).collect();
        for (subject, _) in self.named_subjects(words) {
            facts.extend(self.subjects[subject].facts.iter().take(FACTS_OF_SUBJECT));
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
    ) -> Vec<(usize, f32)> {
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        for word in words.iter().filter(|w| !w.closed) {
            let mut met: FxHashMap<u32, f32> = FxHashMap::default();
            for meaning in &word.meanings {
                let posted = || self.levels().map(|level| postings(level).with(meaning.term));
                if posted().map(<[u32]>::len).sum::<usize>() > LONGEST_POSTING {
                    continue;
                }
                let gain = meaning.quality * self.weight(meaning.term);
                for document in posted().flatten().filter(|document| seen(**document)) {
                    let slot = met.entry(*document).or_insert(0.0);
                    *slot = slot.max(gain);
                }
            }
            for (document, gain) in met {
                *sums.entry(document).or_insert(0.0) += gain;
            }
        }
        let mut best: Vec<(usize, f32)> = sums.into_iter().map(|(document, sum)| (document as usize, sum)).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(keep);
        best
    }
}
