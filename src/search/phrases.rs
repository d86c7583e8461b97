//! The phrases of one attribute, packed: some have fifty, most of one word or two, and a piece of memory of its own for
//! each would be three quarters bookkeeping.

use super::vocabulary::TermId;
use serde::{Deserialize, Serialize};

/// Phrases as terms, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    terms: Box<[TermId]>,
    /// Where each phrase ends.
    ends: Box<[u32]>,
}

/// One phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// Its terms in order.
    pub terms: &'a [TermId],
}

impl Phrases {
    /// The phrase at a place; an empty one beyond the last.
    pub fn get(&self, at: usize) -> Phrase<'_> {
        let start =
            at.checked_sub(1).map_or(0, |before| self.ends.get(before).map_or(usize::MAX, |end| *end as usize));
        let terms = self.ends.get(at).and_then(|end| self.terms.get(start..*end as usize));
        Phrase { terms: terms.unwrap_or_default() }
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = Phrase<'_>> + Clone {
        (0..self.ends.len()).map(|at| self.get(at))
    }
}

impl FromIterator<Vec<TermId>> for Phrases {
    fn from_iter<I: IntoIterator<Item = Vec<TermId>>>(phrases: I) -> Self {
        let (mut terms, mut ends) = (Vec::new(), Vec::new());
        for phrase in phrases {
            terms.extend(phrase);
            ends.push(u32::try_from(terms.len()).unwrap_or(u32::MAX));
        }
        Self { terms: terms.into(), ends: ends.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_unpacked_as_they_were_packed() {
        let all: [&[u32]; 4] = [&[3], &[], &[5, 1], &[2]];
        let all = all.map(|terms| terms.iter().copied().map(TermId).collect::<Vec<_>>());
        let phrases: Phrases = all.iter().cloned().collect();
        assert_eq!(phrases.iter().map(|phrase| phrase.terms.to_vec()).collect::<Vec<_>>(), all);
        assert!(phrases.get(4).terms.is_empty() && Phrases::default().get(0).terms.is_empty());
    }
}
