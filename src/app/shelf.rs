//! Things by their ids, of which a copy costs little and a change little more, however many there are.
//!
//! A layer of a million facts is looked at by readers while the next write makes another of it. So the things lie in
//! order on boards of some hundreds: a copy shares all of them, a change copies one board and the list of the boards
//! (some thousand references for a million things). A tree would copy fewer, and take three times the memory.

use super::curate::Withdrawn;
use crate::fact::{Fact, Source, Subject};
use std::sync::Arc;

/// The most things on one board.
const BOARD: usize = 512;

/// What has an id.
pub(super) trait Named {
    /// The id.
    fn name(&self) -> &str;
}

impl Named for Fact {
    fn name(&self) -> &str {
        self.id.as_str()
    }
}

impl Named for Subject {
    fn name(&self) -> &str {
        self.id.as_str()
    }
}

impl Named for Source {
    fn name(&self) -> &str {
        self.id.as_str()
    }
}

impl Named for Withdrawn {
    fn name(&self) -> &str {
        self.id.as_str()
    }
}

type Board<T> = Arc<Vec<Arc<T>>>;

/// Things in the order of their ids.
#[derive(Debug)]
pub(super) struct Shelf<T> {
    /// None of them is empty.
    boards: Arc<Vec<Board<T>>>,
    len: usize,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { boards: Arc::default(), len: 0 }
    }
}

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        Self { boards: Arc::clone(&self.boards), len: self.len }
    }
}

impl<T: Named> Shelf<T> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The thing of this id.
    pub(super) fn get(&self, id: &str) -> Option<&Arc<T>> {
        let board = self.boards.get(self.board_of(id))?;
        board.get(place(board, id).ok()?)
    }

    /// Whether there is one of this id.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// All of them, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<T>> {
        self.boards.iter().flat_map(|board| board.iter())
    }

    /// Adds one, or puts it in the place of the one of its id.
    pub(super) fn insert(&mut self, thing: Arc<T>) {
        // Behind all others: as they come from the store.
        let last = self.boards.last().and_then(|board| board.last());
        if last.is_none_or(|last| last.name() < thing.name()) {
            self.len += 1;
            let boards = Arc::make_mut(&mut self.boards);
            match boards.last_mut() {
                Some(last) if last.len() < BOARD => Arc::make_mut(last).push(thing),
                _ => boards.push(Arc::new(vec![thing])),
            }
            return;
        }
        let at = self.board_of(thing.name());
        let boards = Arc::make_mut(&mut self.boards);
        let Some(board) = boards.get_mut(at) else { return };
        let board = Arc::make_mut(board);
        match place(board, thing.name()) {
            Ok(place) => board[place] = thing,
            Err(place) => {
                self.len += 1;
                board.insert(place, thing);
                if board.len() > BOARD {
                    let rest = board.split_off(BOARD / 2);
                    boards.insert(at + 1, Arc::new(rest));
                }
            }
        }
    }

    /// Takes one away.
    pub(super) fn remove(&mut self, id: &str) {
        let at = self.board_of(id);
        let Some(place) = self.boards.get(at).and_then(|board| place(board, id).ok()) else { return };
        let boards = Arc::make_mut(&mut self.boards);
        let board = Arc::make_mut(&mut boards[at]);
        board.remove(place);
        if board.is_empty() {
            boards.remove(at);
        }
        self.len -= 1;
    }

    /// The board that an id belongs on: the first that does not end before it.
    fn board_of(&self, id: &str) -> usize {
        self.boards.partition_point(|board| board.last().is_some_and(|last| last.name() < id))
    }

    /// How many references a change of the thing of this id copies: counted, so that it can be held to a bound.
    #[cfg(test)]
    fn copied_for(&self, id: &str) -> usize {
        self.boards.len() + self.boards.get(self.board_of(id)).map_or(0, |board| board.len())
    }
}

impl<T: Named> Extend<Arc<T>> for Shelf<T> {
    fn extend<I: IntoIterator<Item = Arc<T>>>(&mut self, things: I) {
        things.into_iter().for_each(|thing| self.insert(thing));
    }
}

impl<T: Named> FromIterator<Arc<T>> for Shelf<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(things: I) -> Self {
        let mut shelf = Self::default();
        shelf.extend(things);
        shelf
    }
}

fn place<T: Named>(board: &[Arc<T>], id: &str) -> Result<usize, usize> {
    board.binary_search_by(|thing| thing.name().cmp(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};
    use std::collections::BTreeMap;

    impl Named for (String, usize) {
        fn name(&self) -> &str {
            &self.0
        }
    }

    fn id(number: usize) -> String {
        format!("lamp-{:05}", number * 7919 % 10_007)
    }

    proptest! {
        #[test]
        fn it_is_a_map_in_order(steps in proptest::collection::vec((0..1_500_usize, 0..4_u8), 0..3_000)) {
            let (mut shelf, mut map) = (Shelf::default(), BTreeMap::new());
            for (step, (number, what)) in steps.into_iter().enumerate() {
                if what == 0 {
                    shelf.remove(&id(number));
                    map.remove(&id(number));
                } else {
                    shelf.insert(Arc::new((id(number), step)));
                    map.insert(id(number), step);
                }
            }
            prop_assert_eq!(shelf.len(), map.len());
            prop_assert_eq!(shelf.is_empty(), map.is_empty());
            for number in 0..1_500 {
                prop_assert_eq!(shelf.get(&id(number)).map(|thing| thing.1), map.get(&id(number)).copied());
            }
            let all: Vec<(String, usize)> = shelf.iter().map(|thing| (**thing).clone()).collect();
            prop_assert_eq!(all, map.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_copy_stays_as_it_was() {
        let mut shelf: Shelf<(String, usize)> = (0..2_000).map(|n| Arc::new((id(n), n))).collect();
        let copy = shelf.clone();
        shelf.remove(&id(5));
        shelf.insert(Arc::new((id(6), 0)));
        assert_eq!((copy.len(), shelf.len()), (2_000, 1_999));
        assert!(copy.contains(&id(5)) && !shelf.contains(&id(5)));
        assert_eq!(copy.get(&id(6)).unwrap().1, 6);
    }

    #[test]
    fn a_change_copies_few_references_however_many_there_are() {
        for (things, most) in [(1_000, 600), (100_000, 1_000)] {
            let shelf: Shelf<(String, usize)> = (0..things).map(|n| Arc::new((format!("lamp-{n:06}"), n))).collect();
            let copied = (0..things).step_by(97).map(|n| shelf.copied_for(&format!("lamp-{n:06}"))).max();
            assert!(copied < Some(most), "{copied:?} of {things}");
        }
    }
}
