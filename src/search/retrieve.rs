//! The documents with the largest sums of what they gain from the words of a question, without adding up all of them.
//!
//! MaxScore (Turtle and Flood 1995), a block of documents at a time: once so many good documents are known, one that has
//! nothing but common words cannot be among them, and the long lists of those words are only looked into for documents
//! that rarer words brought up. Gains are whole numbers, so that the sums are the same in whatever order they are made.
//! Cost: the lists of the rare words, and a binary search in a long list for each document that they bring up and that
//! could still be among the best. The tests hold it equal to adding up everything.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One in fixed point.
const ONE: f32 = 1_048_576.0;

/// So many documents are added up at once: their sums stay in the fastest memory.
const BLOCK: usize = 8_192;

/// A gain as a whole number.
pub(super) fn fixed(gain: f32) -> u32 {
    (gain.max(0.0) * ONE) as u32
}

/// A whole number as a gain.
pub(super) fn unfixed(sum: u32) -> f32 {
    sum as f32 / ONE
}

/// The lists of all that one word can mean: a document gains what the best of those has that it is in.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    /// The largest gain first.
    lists: Vec<List<'a>>,
}

/// Documents in rising order, and what each gains.
#[derive(Debug)]
struct List<'a> {
    gain: u32,
    /// From the block on that is looked at.
    documents: &'a [u32],
    /// How many of these the block has.
    here: usize,
}

impl<'a> List<'a> {
    /// Those of the block.
    fn here(&self) -> &'a [u32] {
        &self.documents[..self.here]
    }

    /// Goes on to the block between these places, behind the last one.
    fn turn(&mut self, from: u32, behind: u32) {
        let rest = &self.documents[self.here..];
        self.documents = &rest[gallop(rest, from)..];
        self.here = gallop(self.documents, behind);
    }
}

impl<'a> Group<'a> {
    /// From gains and lists in any order; empty lists and gains of nothing are left out.
    pub(super) fn of(lists: impl IntoIterator<Item = (u32, &'a [u32])>) -> Self {
        let lists = lists.into_iter().filter(|(gain, list)| *gain > 0 && !list.is_empty());
        let mut lists: Vec<List> = lists.map(|(gain, documents)| List { gain, documents, here: 0 }).collect();
        lists.sort_by_key(|list| Reverse(list.gain));
        Self { lists }
    }

    /// The most that a document gains.
    fn most(&self) -> u32 {
        self.lists.first().map_or(0, |list| list.gain)
    }

    /// What a document of the block gains.
    fn gain(&self, document: u32) -> u32 {
        let hit = self.lists.iter().find(|list| list.here().binary_search(&document).is_ok());
        hit.map_or(0, |list| list.gain)
    }

    /// Goes on to the block between these places.
    fn turn(&mut self, from: u32, behind: u32) {
        self.lists.iter_mut().for_each(|list| list.turn(from, behind));
    }

    /// The first document behind the block.
    fn next(&self) -> Option<u32> {
        self.lists.iter().filter_map(|list| list.documents.get(list.here).copied()).min()
    }
}

/// How many documents of a sorted list lie before a place: by doubling steps, for it is mostly near (Bentley and Yao
/// 1976).
fn gallop(list: &[u32], from: u32) -> usize {
    let mut step = 1;
    while step < list.len() && list[step] < from {
        step *= 2;
    }
    let (low, high) = (step / 2, list.len().min(step + 1));
    low + list[low..high].partition_point(|document| *document < from)
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
    groups: Vec<Group<'_>>,
    keep: usize,
    seen: impl Fn(u32) -> bool,
    effort: &mut Effort,
) -> Vec<(u32, u32)> {
    let mut block = ROOM.take().unwrap_or_default();
    let best = best_by(&mut block, groups, keep, seen, effort);
    ROOM.set(Some(block));
    best
}

fn best_by(
    block: &mut Block,
    mut groups: Vec<Group<'_>>,
    keep: usize,
    seen: impl Fn(u32) -> bool,
    effort: &mut Effort,
) -> Vec<(u32, u32)> {
    groups.retain(|group| !group.lists.is_empty());
    groups.sort_by_key(Group::most);
    let mut found: BinaryHeap<Reverse<(u32, Reverse<u32>)>> = BinaryHeap::with_capacity(keep + 1);
    loop {
        // Words that alone, all together, lift no document among the best.
        let worst = if found.len() < keep { 0 } else { found.peek().map_or(0, |Reverse((sum, _))| *sum) };
        let mut common = 0;
        let mut common_sum = 0;
        while let Some(group) = groups.get(common).filter(|group| common_sum + group.most() < worst) {
            common_sum += group.most();
            common += 1;
        }
        let (commons, rare) = groups.split_at_mut(common);
        let Some(first) = rare.iter().filter_map(Group::next).min() else { break };
        let from = first - first % BLOCK as u32;
        let behind = from.saturating_add(BLOCK as u32);
        for group in rare.iter_mut() {
            group.turn(from, behind);
            effort.added += block.add(group, from);
        }
        commons.iter_mut().for_each(|group| group.turn(from, behind));
        block.drain(from, |document, sum| {
            let worst = found.peek().filter(|_| found.len() >= keep).map(|Reverse(worst)| *worst);
            let beats = |sum: u32| worst.is_none_or(|worst| (sum, Reverse(document)) > worst);
            let mut could = sum + common_sum;
            for group in commons.iter().rev() {
                if !beats(could) {
                    return;
                }
                effort.looked_up += 1;
                could -= group.most() - group.gain(document);
            }
            if beats(could) && seen(document) {
                found.push(Reverse((could, Reverse(document))));
                if found.len() > keep {
                    found.pop();
                }
            }
        });
    }
    let mut best: Vec<(u32, u32)> =
        found.into_iter().map(|Reverse((sum, Reverse(document)))| (document, sum)).collect();
    best.sort_unstable_by_key(|(document, sum)| (Reverse(*sum), *document));
    best
}

/// The sums of the documents of one block.
struct Block {
    sums: Vec<u32>,
    /// The last group that each document gained from.
    gained: Vec<u16>,
    group: u16,
    touched: Vec<u16>,
}

impl Default for Block {
    fn default() -> Self {
        Self { sums: vec![0; BLOCK], gained: vec![0; BLOCK], group: 0, touched: Vec::new() }
    }
}

impl Block {
    /// Adds what a group's documents of the block gain. Tells how many there were.
    fn add(&mut self, group: &Group<'_>, from: u32) -> usize {
        self.group += 1;
        for list in &group.lists {
            for document in list.here() {
                let at = (document - from) as usize;
                // Lists stand best first: what comes again gains nothing.
                if self.gained[at] == self.group {
                    continue;
                }
                self.gained[at] = self.group;
                if self.sums[at] == 0 {
                    self.touched.push(at as u16);
                }
                self.sums[at] += list.gain;
            }
        }
        group.lists.iter().map(|list| list.here).sum()
    }

    /// Hands over each document with its sum, and forgets them.
    fn drain(&mut self, from: u32, mut hand_over: impl FnMut(u32, u32)) {
        for at in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[at as usize]);
            self.gained[at as usize] = 0;
            hand_over(from + u32::from(at), sum);
        }
        self.group = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};
    use std::collections::BTreeMap;

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

    proptest! {
        #[test]
        fn the_best_are_those_found_by_adding_up_everything(
            groups in proptest::collection::vec(
                proptest::collection::vec((0..9_u32, proptest::collection::btree_set(0..20_000_u32, 0..60)), 0..4),
                0..6,
            ),
            dense in 1..40_u32,
            keep in 1..9_usize,
            hidden in 0..9_u32,
        ) {
            let mut groups: Vec<Vec<(u32, Vec<u32>)>> = groups
                .into_iter()
                .map(|group| group.into_iter().map(|(gain, list)| (gain, list.into_iter().collect())).collect())
                .collect();
            // A common word.
            groups.push(vec![(1, (0..20_000).step_by(dense as usize).collect())]);
            let given = groups
                .iter()
                .map(|group| Group::of(group.iter().map(|(gain, list)| (*gain, list.as_slice()))))
                .collect();
            let found = best(given, keep, |document| document % 7 != hidden, &mut Effort::default());
            prop_assert_eq!(found, plainly(&groups, keep, hidden));
        }
    }

    #[test]
    fn the_list_of_a_common_word_is_not_walked_through() {
        let (common, rare): (Vec<u32>, Vec<u32>) = ((0..200_000).collect(), (0..200_000).step_by(5_000).collect());
        let groups = vec![Group::of([(3, common.as_slice())]), Group::of([(8, rare.as_slice())])];
        let mut effort = Effort::default();
        let found = best(groups, 4, |_| true, &mut effort);
        assert_eq!(found, [(0, 11), (5_000, 11), (10_000, 11), (15_000, 11)]);
        assert!(effort.added < 20_000 && effort.looked_up < 100, "{effort:?}");
    }
}
