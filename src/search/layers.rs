//! Documents in layers: those of one index, and over them the few that a small index adds or replaces.
//!
//! A small index shares all documents of the one below it and copies only those it changes, so that two thousand
//! servers with facts of their own cost little more than those facts. Cost of a look-up: a comparison and, below the
//! own documents, a look into a map that is almost always empty, for each layer (there are at most five).

use rustc_hash::FxHashMap;
use std::ops::Index;
use std::sync::Arc;

/// A list whose elements may lie in lists below it.
#[derive(Debug)]
pub struct Layers<T> {
    below: Option<Arc<Layers<T>>>,
    /// How many lie below; the first of our own has this place.
    from: usize,
    replaced: FxHashMap<usize, T>,
    own: Vec<T>,
}

impl<T> Default for Layers<T> {
    fn default() -> Self {
        Self { below: None, from: 0, replaced: FxHashMap::default(), own: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Layers<T> {
    fn from(own: Vec<T>) -> Self {
        Self { own, ..Self::default() }
    }
}

impl<T> Layers<T> {
    /// An empty layer over another.
    pub(super) fn over(below: &Arc<Self>) -> Self {
        Self { below: Some(Arc::clone(below)), from: below.len(), ..Self::default() }
    }

    /// How many elements there are, those below included.
    pub fn len(&self) -> usize {
        self.from + self.own.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at a place.
    pub fn get(&self, at: usize) -> Option<&T> {
        if at >= self.from {
            return self.own.get(at - self.from);
        }
        let replaced = if self.replaced.is_empty() { None } else { self.replaced.get(&at) };
        replaced.or_else(|| self.below.as_deref()?.get(at))
    }

    /// All elements in the order of their places.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Those of this layer, in the order of their places: its own, and those it puts in the place of others.
    pub(super) fn changed(&self) -> impl Iterator<Item = (usize, &T)> + Clone {
        let mut replaced: Vec<(usize, &T)> = self.replaced.iter().map(|(at, item)| (*at, item)).collect();
        replaced.sort_unstable_by_key(|(at, _)| *at);
        replaced.into_iter().chain((self.from..).zip(&self.own))
    }

    /// Does something to each element of this layer, its own and those it puts in the place of others.
    pub(super) fn each_own(&mut self, change: impl FnMut(&mut T)) {
        self.replaced.values_mut().chain(&mut self.own).for_each(change);
    }

    /// The elements that this layer adds.
    pub(super) fn into_own(self) -> Vec<T> {
        self.own
    }

    /// Makes room for so many more, and no others.
    pub(super) fn reserve(&mut self, more: usize) {
        self.own.reserve_exact(more);
    }

    /// Adds an element and tells its place.
    pub(super) fn push(&mut self, item: T) -> usize {
        self.own.push(item);
        self.len() - 1
    }

    /// The element at a place, to be changed; one that lies below is copied into this layer first.
    pub(super) fn change(&mut self, at: usize) -> Option<&mut T>
    where
        T: Clone,
    {
        if at >= self.from {
            return self.own.get_mut(at - self.from);
        }
        if !self.replaced.contains_key(&at) {
            let copy = self.below.as_deref()?.get(at)?.clone();
            self.replaced.insert(at, copy);
        }
        self.replaced.get_mut(&at)
    }
}

impl<T> Index<usize> for Layers<T> {
    type Output = T;

    /// # Panics
    /// Beyond the end, as a slice would.
    fn index(&self, at: usize) -> &T {
        match self.get(at) {
            Some(item) => item,
            None => panic!("there is no element {at} of {}", self.len()),
        }
    }
}

impl<'a, T> IntoIterator for &'a Layers<T> {
    type Item = &'a T;
    type IntoIter = Box<dyn Iterator<Item = &'a T> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

/// So many places are copied as soon as shared.
const FEW: usize = 64;

/// Places of documents, in rising order: long lists of layers below are shared, not copied.
#[derive(Debug, Clone, Default)]
pub struct Places {
    parts: Vec<Arc<[usize]>>,
    own: Vec<usize>,
    /// Places of the parts that are left out; sorted.
    hidden: Vec<usize>,
}

impl Places {
    /// The places in order.
    pub fn iter(&self) -> impl Iterator<Item = &usize> + Clone {
        let seen = |at: &&usize| self.hidden.is_empty() || self.hidden.binary_search(at).is_err();
        self.parts.iter().flat_map(|part| part.iter()).chain(&self.own).filter(seen)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum::<usize>() + self.own.len() - self.hidden.len()
    }

    /// How much a copy copies.
    pub(super) fn copied(&self) -> usize {
        self.parts.len() + self.own.len() + self.hidden.len()
    }

    /// Adds a place behind all others.
    pub(super) fn push(&mut self, at: usize) {
        self.own.push(at);
    }

    /// Leaves a place out that is there.
    pub(super) fn hide(&mut self, at: usize) {
        if let Err(place) = self.hidden.binary_search(&at) {
            self.hidden.insert(place, at);
        }
    }

    /// Makes what was added shareable: copies do not copy it from now on. A few stay as they are, for what a copy
    /// costs grows with the parts too.
    pub(super) fn seal(&mut self) {
        if self.own.len() > FEW {
            self.parts.push(std::mem::take(&mut self.own).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_adds_and_replaces_and_leaves_what_is_below_as_it_was() {
        let mut base = Layers::default();
        base.push('a');
        base.push('b');
        let base = Arc::new(base);
        let mut over = Layers::over(&base);
        assert_eq!(over.push('c'), 2);
        *over.change(0).unwrap() = 'x';
        *over.change(2).unwrap() = 'z';
        assert_eq!(over.change(3), None);
        let over = Arc::new(over);
        let top = Layers::over(&over);
        assert_eq!(String::from_iter(&*base), "ab");
        assert_eq!(String::from_iter(&top), "xbz");
        assert_eq!((top.len(), top[1], top.get(3)), (3, 'b', None));
        assert_eq!(over.changed().collect::<Vec<_>>(), [(0, &'x'), (2, &'z')]);
    }

    #[test]
    fn places_are_shared_added_and_hidden() {
        let mut places = Places::default();
        [1, 4, 6].into_iter().for_each(|at| places.push(at));
        places.seal();
        let mut more = places.clone();
        more.push(9);
        more.hide(4);
        more.hide(4);
        assert_eq!(more.iter().copied().collect::<Vec<_>>(), [1, 6, 9]);
        assert_eq!((more.len(), places.len(), Places::default().is_empty()), (3, 3, true));
    }
}
