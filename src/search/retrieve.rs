//! The documents with the largest sums of what they gain from the words of a question, without adding up all of them.
//!
//! MaxScore (Turtle and Flood 1995), a block of documents at a time: once so many good documents are known, one that has
//! nothing but common words cannot be among them, and the long lists of those words are only looked into for documents
//! that rarer words brought up. It is the lists that are told apart and not the words: of a word that was mistyped the
//! one slip that is rare may be added up, and the common ones looked into. What the shortest lists alone bring up
//! says from the beginning how good a document must be. Gains are whole numbers, so that the sums are the same in
//! whatever order they are made.
//! Cost: the lists of the rare words, and a look into the long lists for each document that they bring up and that could
//! still be among the best: a bit of a long list ([`Bits`]), a search in another. The tests hold it equal to adding up everything.

use super::bits::Bits;
use super::entries::{BLOCK, List};
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One in fixed point.
const ONE: f32 = 1_048_576.0;

/// So many entries of the shortest lists are added up beforehand ...
const BEFOREHAND: usize = 4_096;

/// ... where all of them have this many times as many: else it costs more than it saves.
const WORTH_IT: usize = 8;

/// What a document gains from all the lists that are only looked into is at most this much of what it needs. The more
/// is left out the fewer entries are added up, and the more documents must be looked up, each at the price of ten entries.
const LEFT_OUT: f32 = 0.6;

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
    /// The largest gain first.
    lists: Vec<List<'a>>,
    /// So many of the first are added up; the others are looked into.
    added: usize,
}

impl<'a> Group<'a> {
    /// From gains and lists in any order, long ones with their bits; empty lists and gains of nothing are left out.
    pub(super) fn of(lists: impl IntoIterator<Item = (u32, &'a [u32], Option<&'a Bits>)>) -> Self {
        let lists = lists.into_iter().filter(|(gain, list, _)| *gain > 0 && !list.is_empty());
        let mut lists: Vec<List> = lists.map(|(gain, list, bits)| List::of(gain, list, bits)).collect();
        lists.sort_by_key(|list| Reverse(list.gain));
        Self { added: lists.len(), lists }
    }

    /// The most that a document gains from the lists that are not added up.
    fn unadded(&self) -> u32 {
        self.lists.get(self.added).map_or(0, |list| list.gain)
    }

    /// What a document of the block gains that it was not given by adding up.
    fn missing(&self, document: u32) -> u32 {
        // Most are in none of the lists that were left out, and then it is of no matter which of the others they are in.
        let (added, left_out) = self.lists.split_at(self.added);
        let Some(hit) = left_out.iter().find(|list| list.has(document)) else { return 0 };
        if added.iter().any(|list| list.has(document)) { 0 } else { hit.gain }
    }

    /// Goes on to the block between these places.
    fn turn(&mut self, from: u32, behind: u32) {
        self.lists.iter_mut().for_each(|list| list.turn(from, behind));
    }

    /// The first document behind the block that is to be added up.
    fn next(&self) -> Option<u32> {
        self.lists[..self.added].iter().filter_map(|list| list.next()).min()
    }
}

/// How much was done, for holding it to a bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Entries of lists that were added up.
    pub added: usize,
    /// Documents that were looked up in the lists of common words.
    pub looked_up: usize,
}

thread_local! {
    /// Room for one block, empty between questions: to ask for it anew costs as much as to fill it.
    static ROOM: Cell<Option<Block>> = const { Cell::new(None) };
}

/// Up to `keep` documents with the largest sums, the first of equal ones, best first.
pub(super) fn best(
    mut groups: Vec<Group<'_>>,
    keep: usize,
    seen: impl Fn(u32) -> bool,
    effort: &mut Effort,
) -> Vec<(u32, u32)> {
    groups.retain(|group| !group.lists.is_empty());
    let mut block = ROOM.take().unwrap_or_default();
    let beforehand = block.best(shortest(&groups), Best::of(keep, 0), &seen, effort);
    let best = block.best(groups, Best::of(keep, beforehand.least()), &seen, effort);
    ROOM.set(Some(block));
    best.in_order()
}

/// The shortest lists of the groups.
fn shortest<'a>(groups: &[Group<'a>]) -> Vec<Group<'a>> {
    let mut lengths: Vec<usize> = groups.iter().flat_map(|group| &group.lists).map(|list| list.len()).collect();
    if lengths.iter().sum::<usize>() < WORTH_IT * BEFOREHAND {
        return Vec::new();
    }
    lengths.sort_unstable();
    let mut all = 0;
    let longest = lengths.into_iter().take_while(|length| {
        all += length;
        all <= BEFOREHAND
    });
    let longest = longest.last().unwrap_or(0);
    let short = |group: &Group<'a>| {
        let lists: Vec<List> = group.lists.iter().filter(|list| list.len() <= longest).cloned().collect();
        Group { added: lists.len(), lists }
    };
    groups.iter().map(short).filter(|group| !group.lists.is_empty()).collect()
}

/// All lists of the groups by how many entries each gain of them costs, the dearest first: their groups and gains.
fn by_cost(groups: &[Group<'_>]) -> Vec<(usize, u32)> {
    let all = groups.iter().enumerate().flat_map(|(at, group)| group.lists.iter().map(move |list| (at, list)));
    let mut all: Vec<(f32, usize, u32)> =
        all.map(|(at, list)| (list.len() as f32 / list.gain as f32, at, list.gain)).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().map(|(_, at, gain)| (at, gain)).collect()
}

/// Leaves the dearest lists out of adding up, as long as what a document gains from all of them together is less than
/// this. It is decided anew whenever more is known: what was left out while little could be would keep a dearer list in.
fn leave_out(groups: &mut [Group<'_>], by_cost: &[(usize, u32)], less_than: u32) {
    groups.iter_mut().for_each(|group| group.added = group.lists.len());
    let mut left_out = 0;
    for (at, gain) in by_cost {
        let group = &mut groups[*at];
        let more = gain.saturating_sub(group.unadded());
        if more > 0 && left_out + more < less_than {
            left_out += more;
            // What gains as little may be left out as well.
            group.added = group.lists.partition_point(|other| other.gain > *gain);
        }
    }
}

/// The best documents so far.
struct Best {
    found: BinaryHeap<Reverse<(u32, Reverse<u32>)>>,
    keep: usize,
    /// With less no document is among the best.
    known: u32,
}

impl Best {
    fn of(keep: usize, known: u32) -> Self {
        Self { found: BinaryHeap::with_capacity(keep + 1), keep, known }
    }

    /// The least sum of a document that is among the best.
    fn least(&self) -> u32 {
        let worst = self.found.peek().filter(|_| self.found.len() >= self.keep);
        worst.map_or(0, |Reverse((sum, _))| *sum).max(self.known)
    }

    /// Whether a document with this sum would be among them.
    fn would_take(&self, document: u32, sum: u32) -> bool {
        let worst = self.found.peek().filter(|_| self.found.len() >= self.keep);
        sum >= self.known && worst.is_none_or(|Reverse(worst)| (sum, Reverse(document)) > *worst)
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

/// The sums of the documents of one block.
struct Block {
    sums: Vec<u32>,
    /// The last group of several lists that each document gained from; groups are numbered on from block to block.
    gained: Vec<u16>,
    group: u16,
    touched: Vec<u16>,
    /// Documents that could be among the best, with their sums.
    hopeful: Vec<(u32, u32)>,
}

impl Default for Block {
    fn default() -> Self {
        Self { sums: vec![0; BLOCK], gained: vec![0; BLOCK], group: 0, touched: Vec::new(), hopeful: Vec::new() }
    }
}

impl Block {
    /// The best documents of the groups.
    fn best(
        &mut self,
        mut groups: Vec<Group<'_>>,
        mut best: Best,
        seen: &impl Fn(u32) -> bool,
        effort: &mut Effort,
    ) -> Best {
        let by_cost = by_cost(&groups);
        let (mut known, mut behind) = (0, 0);
        loop {
            if best.least() > known {
                known = best.least();
                leave_out(&mut groups, &by_cost, (known as f32 * LEFT_OUT) as u32);
            }
            let Some(first) = groups.iter().filter_map(Group::next).min() else { break };
            // A list that is added up again has entries before, of documents that cannot be among the best.
            let first = first.max(behind);
            let from = first - first % BLOCK as u32;
            behind = from.saturating_add(BLOCK as u32);
            for group in &mut groups {
                group.turn(from, behind);
                effort.added += self.add(group, from);
            }
            let mut unadded: Vec<&Group> = groups.iter().filter(|group| group.unadded() > 0).collect();
            unadded.sort_by_key(|group| Reverse(group.unadded()));
            let at_most: u32 = unadded.iter().map(|group| group.unadded()).sum();
            self.drain(from, best.least().saturating_sub(at_most));
            // The best of them first: they tell of most others that they need not be looked up.
            let first = best.keep.min(self.hopeful.len());
            if first < self.hopeful.len() {
                self.hopeful.select_nth_unstable_by_key(first, |(sum, _)| Reverse(*sum));
            }
            for (sum, document) in self.hopeful.drain(..) {
                let mut could = sum + at_most;
                for group in &unadded {
                    if !best.would_take(document, could) {
                        break;
                    }
                    effort.looked_up += 1;
                    could -= group.unadded() - group.missing(document);
                }
                if best.would_take(document, could) && seen(document) {
                    best.take(document, could);
                }
            }
        }
        best
    }

    /// Adds what a group's documents of the block gain from the lists that are added up. Tells how many there were.
    fn add(&mut self, group: &Group<'_>, from: u32) -> usize {
        if self.group == u16::MAX {
            self.gained.fill(0);
            self.group = 0;
        }
        self.group += 1;
        let lists = &group.lists[..group.added];
        for list in lists {
            for document in list.here() {
                let at = (document - from) as usize;
                // Lists stand best first: what comes again gains nothing.
                if lists.len() > 1 && std::mem::replace(&mut self.gained[at], self.group) == self.group {
                    continue;
                }
                if self.sums[at] == 0 {
                    self.touched.push(at as u16);
                }
                self.sums[at] += list.gain;
            }
        }
        lists.iter().map(|list| list.here().len()).sum()
    }

    /// Forgets the sums, and keeps the documents that have so much, to look further into them.
    fn drain(&mut self, from: u32, least: u32) {
        for at in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[at as usize]);
            if sum >= least {
                self.hopeful.push((sum, from + u32::from(at)));
            }
        }
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
        assert!(effort.added < 20_000 && effort.looked_up < 100, "{effort:?}");
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
        assert!(effort.added < 400 && effort.looked_up < 200, "{effort:?}");
    }
}
