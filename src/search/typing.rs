//! The subjects that somebody may be about to name, while they type.
//!
//! What was typed is whole words and the beginning of one. The subjects with a word that begins so are those of a run
//! of the sorted vocabulary; those with the whole words are in the lists of these words, of which the shortest is gone
//! through and the others are looked into; those of an organisation whose name was begun are in a list of their own,
//! for subjects are shown with it. Cost: two binary searches in the vocabulary, and at most [`LOOKED_AT`] subjects,
//! whatever is held: who has typed one letter is not looking for the last of fifty thousand.
//!
//! The vocabulary is sorted when somebody first types, and subjects are listed by organisation when one is first
//! named: starts do not wait.

use super::bits::Bits;
use super::index::Index;
use super::vocabulary::TermId;
use crate::text::begin::{rest_behind, word_starts};
use crate::text::tokenise;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many subjects are looked at for one key ...
const LOOKED_AT: usize = 1_200;

/// ... or fewer, where so many of them fit.
const ENOUGH: usize = 500;

/// So many entries of a list are gone through.
const GONE_THROUGH: usize = 20_000;

/// The subjects of one layer by their organisation's place, as bits too where they are many.
pub(super) type ByOrganisation = FxHashMap<usize, (Vec<u32>, Option<Bits>)>;

impl Index {
    /// The subjects, by their places, that fit and may have what was typed (lower case) at the beginning of a word in a
    /// name or in their full name: all that do, unless there are very many.
    pub fn typed_subjects(&self, typed: &str, fits: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut found = Found { fits, places: Vec::new(), seen: FxHashSet::default(), looked_at: 0 };
        let words = Words::of(typed);
        if words.is_empty() {
            found.add(0..u32::try_from(self.subjects.len()).unwrap_or(u32::MAX), LOOKED_AT);
        }
        let organisations: Vec<(usize, &str)> = (0..)
            .zip(&self.lexical.organisations)
            .filter_map(|(at, doc)| Some((at, behind_name(&doc.organisation.name, typed)?)))
            .collect();
        for (at, rest) in &organisations {
            self.add_of_organisation(*at, &Words::of(rest), &mut found, ENOUGH / 2 / organisations.len() + 1);
        }
        self.add_named(&words, &mut found);
        found.places
    }

    /// Adds the subjects that have the words in their names.
    fn add_named(&self, words: &Words, found: &mut Found<impl FnMut(usize) -> bool>) {
        let whole = self.named_by(words);
        let begun = if whole.is_empty() { self.begun(words) } else { Vec::new() };
        // Words that few have are not crowded out by one that many have.
        let share = ENOUGH / begun.len().max(1) + 1;
        for level in self.levels() {
            let mut lists: Vec<&[u32]> = whole.iter().map(|term| level.term_subjects.with(*term)).collect();
            lists.sort_by_key(|list| list.len());
            if let Some((shortest, others)) = lists.split_first() {
                let shortest = shortest.iter().copied().take(GONE_THROUGH);
                found.add(shortest.filter(|at| in_all(others, *at)), LOOKED_AT);
            }
            for term in &begun {
                found.add(level.term_subjects.with(*term).iter().copied(), share);
            }
            for term in &begun {
                found.add(level.term_subjects.with(*term).iter().copied().skip(share), LOOKED_AT);
            }
        }
    }

    /// Adds up to so many subjects of an organisation that have the words in their names.
    fn add_of_organisation(
        &self,
        organisation: usize,
        words: &Words,
        found: &mut Found<impl FnMut(usize) -> bool>,
        most: usize,
    ) {
        let whole = self.named_by(words);
        for level in self.levels() {
            let (all, _) = level.subjects_of_organisation(organisation);
            let lists: Vec<&[u32]> = whole.iter().map(|term| level.term_subjects.with(*term)).collect();
            found.add(all.iter().copied().take(GONE_THROUGH).filter(|at| in_all(&lists, *at)), most);
        }
    }

    /// The terms of the whole words, those that names have.
    fn named_by(&self, words: &Words) -> Vec<TermId> {
        let terms = words.whole.iter().filter_map(|word| self.vocabulary.get(word));
        terms.filter(|term| !self.is_closed(*term) && self.subjects_with(*term).next().is_some()).collect()
    }

    /// The terms of the words that begin as the last one typed, if names have them.
    fn begun(&self, words: &Words) -> Vec<TermId> {
        let Some(begun) = &words.begun else { return Vec::new() };
        let terms = self.vocabulary.beginning_with(begun).into_iter();
        let mut seen = FxHashSet::default();
        terms.filter(|term| seen.insert(*term) && self.subjects_with(*term).next().is_some()).collect()
    }

    /// The subjects of this layer that an organisation has, in order, at least; some may have moved to another in a
    /// layer over it. Listed when somebody first asks.
    pub(super) fn subjects_of_organisation(&self, organisation: usize) -> (&[u32], Option<&Bits>) {
        let listed = self.by_organisation.get_or_init(|| {
            let mut by_organisation = ByOrganisation::default();
            // Those that are organisations themselves are few, and have their own names first. Of all others the own
            // organisation is the first: it need not be looked up by its id.
            let organisations = self.lexical.organisations.iter().map(|doc| doc.organisation.id.as_str());
            let themselves: FxHashSet<usize> = organisations.filter_map(|id| self.subject_by_id(id)).collect();
            for (at, doc) in self.subjects.changed() {
                let named = || self.lexical.organisation_at(doc.subject.organisation.as_deref()?);
                let own = if themselves.contains(&at) { named() } else { doc.organisations.first().copied() };
                if let (Some(own), Ok(at)) = (own, u32::try_from(at)) {
                    by_organisation.entry(own).or_default().0.push(at);
                }
            }
            by_organisation.values_mut().for_each(|(all, bits)| *bits = Bits::of(all));
            by_organisation
        });
        listed.get(&organisation).map_or((&[], None), |(all, bits)| (all, bits.as_ref()))
    }
}

/// What was typed, in words.
struct Words {
    whole: Vec<String>,
    /// The word that is not typed to its end.
    begun: Option<String>,
}

impl Words {
    fn of(typed: &str) -> Self {
        let mut whole: Vec<String> = tokenise(typed).into_iter().map(|token| token.text).collect();
        let begun = if typed.ends_with(char::is_alphanumeric) { whole.pop() } else { None };
        Self { whole, begun }
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.begun.is_none()
    }
}

/// Subjects that were found and fit, each once.
struct Found<F> {
    fits: F,
    places: Vec<usize>,
    seen: FxHashSet<u32>,
    looked_at: usize,
}

impl<F: FnMut(usize) -> bool> Found<F> {
    /// Looks at up to so many subjects more, as long as any is to be looked at.
    fn add(&mut self, subjects: impl Iterator<Item = u32>, most: usize) {
        for at in subjects.take(most) {
            if self.places.len() >= ENOUGH || self.looked_at >= LOOKED_AT {
                return;
            }
            if self.seen.insert(at) {
                self.looked_at += 1;
                if (self.fits)(at as usize) {
                    self.places.push(at as usize);
                }
            }
        }
    }
}

fn in_all(lists: &[&[u32]], at: u32) -> bool {
    lists.iter().all(|list| list.binary_search(&at).is_ok())
}

/// What of the typed text stands behind an organisation's name, as full names have it, or behind the end of that name
/// from one of its words on; `None` where it is another name.
fn behind_name<'a>(name: &str, typed: &'a str) -> Option<&'a str> {
    let ending = if name.ends_with('s') { "' " } else { "'s " };
    word_starts(name).find_map(|at| rest_behind(name.get(at..)?.chars().chain(ending.chars()), typed))
}
