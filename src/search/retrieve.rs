//! The documents with the largest sums of what they gain from the words of a question, without adding up all of them.
//!
//! List after list is walked through, those first whose entries cost least for what they gain: mostly those of rare
//! words. Whatever document a list brings up for the first time is looked up in all the others and so has its whole sum
//! at once (the Threshold Algorithm, Fagin, Lotem and Naor 2001); so it is soon known how good a document must be. Once
//! nothing that only stands in the lists that are left can be as good, they need not be walked through (MaxScore, Turtle
//! and Flood 1995): those are the long lists of common words. It is the lists that are told apart and not the words: of
//! a word that was mistyped the one slip that is rare may be walked through, and the common ones looked into.
//!
//! Documents are looked up some hundred at a time, in one list after the other (as a column store does, Boncz, Zukowski
//! and Nes 2005), and those that can no longer be good enough leave after each word. Gains are whole numbers, so that
//! the sums are the same in whatever order they are made.
//! Cost: an entry of the lists of the rare words, and for each document in them a bit of a few long lists ([`Bits`]). The
//! tests hold it equal to adding up everything.

use super::bits::Bits;
use super::entries::List;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One in fixed point.
const ONE: f32 = 1_048_576.0;

/// So many entries are looked up at once. More would be looked up in vain while it is not known yet how good a document
/// must be; of fewer the beginning of each list costs more than the look-ups.
const AT_ONCE: usize = 256;

/// A gain as a whole number.
pub(super) fn fixed(gain: f32) -> u32 {
    (gain.max(0.0) * ONE) as u32
}

/// A whole number as a gain.
pub(super) fn unfixed(sum: u32) -> f32 {
    sum as f32 / ONE
}

/// The lists of all that one word can mean: a document gains what the best of those has that it is in.
#[derive(Debug, Default, Clone)]
pub(super) struct Group<'a> {
    /// The largest gain first, and whether each was walked through.
    lists: Vec<(List<'a>, bool)>,
    /// So many of the first were walked through.
    walked: usize,
}

impl<'a> Group<'a> {
    /// From gains and lists in any order, long ones with their bits; empty lists and gains of nothing are left out.
    pub(super) fn of(lists: impl IntoIterator<Item = (u32, &'a [u32], Option<&'a Bits>)>) -> Self {
        let lists = lists.into_iter().filter(|(gain, list, _)| *gain > 0 && !list.is_empty());
        let mut lists: Vec<_> = lists.map(|(gain, list, bits)| (List::of(gain, list, bits), false)).collect();
        lists.sort_by_key(|(list, _)| Reverse(list.gain));
        Self { lists, walked: 0 }
    }

    /// The most that a document gains from the lists that were not walked through.
    fn most(&self) -> u32 {
        self.lists.get(self.walked).map_or(0, |(list, _)| list.gain)
    }

    /// Notes that a list was walked through.
    fn set_walked(&mut self, at: usize) {
        self.lists[at].1 = true;
        while self.lists.get(self.walked).is_some_and(|(_, walked)| *walked) {
            self.walked += 1;
        }
    }

    /// What documents in rising order, of none of the lists that were walked through, gain from the others if that is
    /// more than this.
    fn give(&self, more_than: u32, documents: &[u32], gains: &mut Vec<u32>) {
        gains.clear();
        gains.resize(documents.len(), more_than);
        let others = self.lists.iter().filter(|(list, walked)| !walked && list.gain > more_than);
        // The best comes last, in the place of what the others gave.
        others.rev().for_each(|(list, _)| list.give(documents, gains));
    }
}

/// How much was done, for holding it to a bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Entries of lists that were walked through.
    pub walked: usize,
    /// Documents that were looked up in the lists of a word.
    pub looked_up: usize,
}

thread_local! {
    /// Room for what is worked with, empty between questions: to ask for it anew costs as much as to fill it.
    static ROOM: Cell<Option<Room>> = const { Cell::new(None) };
}

/// Up to `keep` documents with the largest sums, the first of equal ones, best first.
pub(super) fn best(
    mut groups: Vec<Group<'_>>,
    keep: usize,
    seen: impl Fn(u32) -> bool,
    effort: &mut Effort,
) -> Vec<(u32, u32)> {
    let mut room = ROOM.take().unwrap_or_default();
    let mut best = Best::of(keep);
    let mut walked: Vec<&[u32]> = Vec::new();
    room.make_place(&groups);
    for (group, list) in by_cost(&groups) {
        // So good a document can be that stands in none of the lists before.
        let most: u32 = groups.iter().map(Group::most).sum();
        let List { gain, documents, .. } = groups[group].lists[list].0;
        let others = most_telling(&groups, group, gain);
        for entries in documents.chunks(AT_ONCE) {
            // Nor would a later one: of equal ones the first are wanted.
            if !best.would_take(entries[0], most) {
                break;
            }
            walked.push(entries);
            room.take_new(entries, most);
            for (at, more_than) in &others {
                effort.looked_up += room.documents.len();
                room.look_up(&groups[*at], *more_than, best.least());
            }
            for (document, sum) in room.documents.iter().zip(&room.sums) {
                if best.would_take(*document, *sum) && seen(*document) {
                    best.take(*document, *sum);
                }
            }
        }
        groups[group].set_walked(list);
    }
    effort.walked += walked.iter().map(|entries| entries.len()).sum::<usize>();
    walked.into_iter().for_each(|entries| room.forget(entries));
    ROOM.set(Some(room));
    best.in_order()
}

/// The places of all lists, by group, in the order of what an entry costs for what it gains, the cheapest first.
fn by_cost(groups: &[Group<'_>]) -> Vec<(usize, usize)> {
    let mut all: Vec<(f32, usize, usize)> = Vec::new();
    for (group, Group { lists, .. }) in groups.iter().enumerate() {
        let cost = |list: &List| list.documents.len() as f32 / list.gain as f32;
        all.extend(lists.iter().enumerate().map(|(at, (list, _))| (cost(list), group, at)));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, group, list)| (group, list)).collect()
}

/// The places of the groups in which the documents of one group's list with this gain are to be looked up, with what is
/// known to be gained in each. Those come first in which a document that is in none of their lists has most to lose.
fn most_telling(groups: &[Group<'_>], own: usize, gain: u32) -> Vec<(usize, u32)> {
    let known = |at: usize| if at == own { gain } else { 0 };
    let loss = |at: usize| groups[at].most().saturating_sub(known(at));
    let mut telling: Vec<usize> = (0..groups.len()).filter(|at| loss(*at) > 0).collect();
    telling.sort_by_key(|at| Reverse(loss(*at)));
    telling.into_iter().map(|at| (at, known(at))).collect()
}

/// The best documents so far.
struct Best {
    found: BinaryHeap<Reverse<(u32, Reverse<u32>)>>,
    keep: usize,
}

impl Best {
    fn of(keep: usize) -> Self {
        Self { found: BinaryHeap::with_capacity(keep + 1), keep }
    }

    /// The least sum of a document that is among the best.
    fn least(&self) -> u32 {
        let worst = self.found.peek().filter(|_| self.found.len() >= self.keep);
        worst.map_or(0, |Reverse((sum, _))| *sum)
    }

    /// Whether a document with this sum would be among them.
    fn would_take(&self, document: u32, sum: u32) -> bool {
        let worst = self.found.peek().filter(|_| self.found.len() >= self.keep);
        worst.is_none_or(|Reverse(worst)| (sum, Reverse(document)) > *worst)
    }

    fn take(&mut self, document: u32, sum: u32) {
        self.found.push(Reverse((sum, Reverse(document))));
        if self.found.len() > self.keep {
            self.found.pop();
        }
    }

    fn in_order(self) -> Vec<(u32, u32)> {
        let found = self.found.into_iter();
        let mut best: Vec<(u32, u32)> = found.map(|Reverse((sum, Reverse(document)))| (document, sum)).collect();
        best.sort_unstable_by_key(|(document, sum)| (Reverse(*sum), *document));
        best
    }
}

/// The documents that are looked up at once.
#[derive(Default)]
struct Room {
    /// A bit for each document that was looked up.
    known: Vec<u64>,
    documents: Vec<u32>,
    /// The most that each may come to.
    sums: Vec<u32>,
    gains: Vec<u32>,
}

impl Room {
    /// Makes place for the documents of all lists.
    fn make_place(&mut self, groups: &[Group<'_>]) {
        let lists = groups.iter().flat_map(|group| &group.lists);
        let last = lists.filter_map(|(list, _)| list.documents.last()).max();
        let words = last.map_or(0, |last| *last as usize / 64 + 1);
        self.known.resize(self.known.len().max(words), 0);
    }

    /// Takes those entries that were not looked up before; each may come to so much.
    fn take_new(&mut self, entries: &[u32], most: u32) {
        self.documents.clear();
        self.documents.resize(entries.len(), 0);
        let mut new = 0;
        for document in entries {
            let (known, bit) = (&mut self.known[*document as usize / 64], 1 << (document % 64));
            // The next takes its place if it was known.
            self.documents[new] = *document;
            new += usize::from(*known & bit == 0);
            *known |= bit;
        }
        self.documents.truncate(new);
        self.sums.clear();
        self.sums.resize(new, most);
    }

    /// Looks the documents up in a group in which each is known to gain so much, and leaves out those that come to less
    /// than the least.
    fn look_up(&mut self, group: &Group<'_>, known: u32, least: u32) {
        group.give(known, &self.documents, &mut self.gains);
        let most = group.most();
        let mut left = 0;
        for at in 0..self.documents.len() {
            let (document, sum) = (self.documents[at], self.sums[at] - (most - self.gains[at]));
            // The next takes its place if it is left out.
            (self.documents[left], self.sums[left]) = (document, sum);
            left += usize::from(sum >= least);
        }
        self.documents.truncate(left);
        self.sums.truncate(left);
    }

    /// Forgets that entries were looked up.
    fn forget(&mut self, entries: &[u32]) {
        entries.iter().for_each(|document| self.known[*document as usize / 64] = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};
    use std::collections::{BTreeMap, BTreeSet};

    /// The same by adding up everything.
    fn plainly(groups: &[Vec<(u32, Vec<u32>)>], keep: usize, hidden: u32) -> Vec<(u32, u32)> {
        let mut sums: BTreeMap<u32, u32> = BTreeMap::new();
        for group in groups {
            let mut gains: BTreeMap<u32, u32> = BTreeMap::new();
            for (gain, list) in group.iter().filter(|(gain, _)| *gain > 0) {
                for document in list {
                    let slot = gains.entry(*document).or_default();
                    *slot = (*slot).max(*gain);
                }
            }
            gains.into_iter().for_each(|(document, gain)| *sums.entry(document).or_default() += gain);
        }
        let mut all: Vec<(u32, u32)> = sums.into_iter().filter(|(document, _)| document % 7 != hidden).collect();
        all.sort_by_key(|(document, sum)| (Reverse(*sum), *document));
        all.truncate(keep);
        all
    }

    /// The documents lie in several blocks.
    const APART: u32 = 5;

    proptest! {
        #[test]
        fn the_best_are_those_found_by_adding_up_everything(
            groups in proptest::collection::vec(
                proptest::collection::vec((0..9_u32, proptest::collection::btree_set(0..40_000_u32, 0..60)), 0..4),
                0..6,
            ),
            dense in 1..40_u32,
            keep in 1..9_usize,
            hidden in 0..9_u32,
        ) {
            let spread = |list: BTreeSet<u32>| list.into_iter().map(|at| at * APART).collect();
            let mut groups: Vec<Vec<(u32, Vec<u32>)>> = groups
                .into_iter()
                .map(|group| group.into_iter().map(|(gain, list)| (gain, spread(list))).collect())
                .collect();
            // A common word.
            groups.push(vec![(1, (0..40_000).step_by(dense as usize).map(|at| at * APART).collect())]);
            let bits = |group: &Vec<(u32, Vec<u32>)>| group.iter().map(|(_, list)| Bits::of(list)).collect::<Vec<_>>();
            let bits: Vec<Vec<Option<Bits>>> = groups.iter().map(bits).collect();
            let given = groups.iter().zip(&bits).map(|(group, bits)| {
                Group::of(group.iter().zip(bits).map(|((gain, list), bits)| (*gain, list.as_slice(), bits.as_ref())))
            });
            let given = given.collect();
            let found = best(given, keep, |document| document % 7 != hidden, &mut Effort::default());
            prop_assert_eq!(found, plainly(&groups, keep, hidden));
        }
    }

    #[test]
    fn the_list_of_a_common_word_is_not_walked_through() {
        let (common, rare): (Vec<u32>, Vec<u32>) = ((0..200_000).collect(), (0..200_000).step_by(5_000).collect());
        let groups = vec![Group::of([(3, common.as_slice(), None)]), Group::of([(8, rare.as_slice(), None)])];
        let mut effort = Effort::default();
        let found = best(groups, 4, |_| true, &mut effort);
        assert_eq!(found, [(0, 11), (5_000, 11), (10_000, 11), (15_000, 11)]);
        assert!(effort.walked == 40 && effort.looked_up == 40, "{effort:?}");
    }

    #[test]
    fn of_a_word_only_the_rare_meanings_are_walked_through() {
        let (common, rare): (Vec<u32>, Vec<u32>) = ((0..200_000).collect(), (0..200_000).step_by(5_000).collect());
        let slip: Vec<u32> = (0..200_000).step_by(2_500).collect();
        let word = Group::of([(6, slip.as_slice(), None), (3, common.as_slice(), None)]);
        let groups = vec![word, Group::of([(8, rare.as_slice(), None)])];
        let mut effort = Effort::default();
        let found = best(groups, 4, |_| true, &mut effort);
        assert_eq!(found, [(0, 14), (5_000, 14), (10_000, 14), (15_000, 14)]);
        assert!(effort.walked < 200 && effort.looked_up < 200, "{effort:?}");
    }
}
