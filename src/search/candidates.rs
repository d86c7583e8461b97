//! Which facts are worth weighing for a question: those of the subjects its words name, and those whose own
//! words it has. Everything else explains too little of it to be an answer.

use super::bits::Bits;
use super::expand::Expanded;
use super::index::Index;
use super::postings::Postings;
use super::retrieve::{self, Effort, Group, fixed, unfixed};

/// Subjects whose facts are weighed.
const SUBJECTS: usize = 16;

/// Facts of one subject that are weighed.
const FACTS_OF_SUBJECT: usize = 200;

/// Facts weighed for their own words where one of them is to answer: it is among the first few ...
const FACTS_BY_WORDS: usize = 24;

/// ... and where all that say something of it are wanted, or one is set against another.
const ALL_FACTS_BY_WORDS: usize = 80;

/// A posting longer than this says too little to be looked into.
const LONGEST_POSTING: usize = 200_000;

impl Index {
    /// The subjects that the words name, best first, with the summed weight of the words met. `organisations` are
    /// places of organisations that some of the words name together, with the weight of these words: where many have a
    /// title alike, only the organisation tells which is meant.
    pub fn named_subjects(&self, words: &[&Expanded], organisations: &[(&[usize], f32)]) -> Vec<(usize, f32)> {
        let groups = self.groups(words, |level| &level.term_subjects);
        let of = organisations.iter().map(|(places, weight)| self.group_of_organisations(places, *weight));
        ranked(groups.chain(of), SUBJECTS, |_| true, &mut Effort::default())
    }

    /// What finding the candidates of these words takes: counted, so that it can be held to a bound.
    pub fn effort(&self, words: &[&Expanded]) -> Effort {
        let mut effort = Effort::default();
        ranked(self.groups(words, |level| &level.term_subjects), SUBJECTS, |_| true, &mut effort);
        ranked(self.groups(words, |level| &level.term_facts), ALL_FACTS_BY_WORDS, |_| true, &mut effort);
        effort
    }

    /// The facts worth weighing, each once, in order of their place.
    pub fn candidates(&self, words: &[&Expanded]) -> Vec<usize> {
        self.candidates_beside(words, &self.named_subjects(words, &[]), true)
    }

    /// The same where [`Index::named_subjects`] of the words are known already, and whether one fact is to answer or
    /// `several` are looked at together.
    pub fn candidates_beside(&self, words: &[&Expanded], named: &[(usize, f32)], several: bool) -> Vec<usize> {
        let most = if several { ALL_FACTS_BY_WORDS } else { FACTS_BY_WORDS };
        let seen = |at: u32| self.hidden.is_empty() || !self.hidden.contains(&(at as usize));
        let groups = self.groups(words, |level| &level.term_facts);
        let own = ranked(groups, most, seen, &mut Effort::default());
        let mut facts: Vec<usize> = own.into_iter().map(|(fact, _)| fact).collect();
        for (subject, _) in named {
            facts.extend(self.subject(*subject).facts.iter().take(FACTS_OF_SUBJECT));
        }
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    /// For each word that says something the lists of its meanings, with what each is worth.
    fn groups<'a>(
        &'a self,
        words: &[&Expanded],
        postings: fn(&Index) -> &Postings,
    ) -> impl Iterator<Item = Group<'a>> {
        words.iter().filter(|word| !word.closed).map(move |word| {
            let mut lists: Vec<(u32, &[u32], Option<&Bits>)> = Vec::new();
            for meaning in &word.meanings {
                let before = lists.len();
                let gain = fixed(meaning.quality * self.weight(meaning.term));
                let of = |level| (gain, postings(level).with(meaning.term), postings(level).bits(meaning.term));
                lists.extend(self.levels().map(of));
                if lists[before..].iter().map(|(_, list, _)| list.len()).sum::<usize>() > LONGEST_POSTING {
                    lists.truncate(before);
                }
            }
            Group::of(lists)
        })
    }

    /// The subjects of organisations and of those below them.
    fn group_of_organisations(&self, places: &[usize], weight: f32) -> Group<'_> {
        let all = (0..).zip(&self.lexical.organisations);
        let within = all.filter(|(at, doc)| places.iter().any(|place| place == at || doc.above.contains(place)));
        let lists = within.flat_map(|(at, _)| self.levels().map(move |level| level.subjects_of_organisation(at)));
        Group::of(lists.map(|(list, bits)| (fixed(weight), list, bits)))
    }
}

/// The documents with the largest sum, over the groups, of what they gain most in each, best first.
fn ranked<'a>(
    groups: impl Iterator<Item = Group<'a>>,
    keep: usize,
    seen: impl Fn(u32) -> bool,
    effort: &mut Effort,
) -> Vec<(usize, f32)> {
    let best = retrieve::best(groups.collect(), keep, seen, effort);
    best.into_iter().map(|(document, sum)| (document as usize, unfixed(sum))).collect()
}
