//! Numbers filed under numbers, all in one list: the documents of each term, the words of each delete. Most have one
//! or two, and a list of their own for each would hold more bookkeeping than numbers.

use serde::{Deserialize, Serialize};

/// No number that is filed.
const NOTHING: u32 = u32::MAX;

/// What is filed under each number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Postings {
    /// Where the list of each number begins, and behind the last where it ends (twice).
    starts: Vec<u32>,
    filed: Vec<u32>,
}

impl Postings {
    /// Takes pairs of a number below `keys` and what is filed under it. Each list keeps their order; what comes again
    /// right after itself in a list is filed once.
    ///
    /// A counting sort: two passes over the pairs, and no comparing.
    pub(super) fn of(keys: usize, pairs: &[(u32, u32)]) -> Self {
        // While the lists fill, each one's entry two further on tells how far it is; in the end that is where the
        // one behind it begins.
        let mut starts = vec![0_u32; keys + 2];
        let mut last = vec![NOTHING; keys];
        for (key, what) in pairs {
            let last = &mut last[*key as usize];
            starts[*key as usize + 2] += u32::from(std::mem::replace(last, *what) != *what);
        }
        let mut length = 0;
        for start in &mut starts {
            length += *start;
            *start = length;
        }
        let mut filed = vec![0_u32; length as usize];
        last.fill(NOTHING);
        for (key, what) in pairs {
            if std::mem::replace(&mut last[*key as usize], *what) != *what {
                let next = &mut starts[*key as usize + 1];
                filed[*next as usize] = *what;
                *next += 1;
            }
        }
        Self { starts, filed }
    }

    /// What is filed under a number.
    pub(super) fn with(&self, key: u32) -> &[u32] {
        let at = key as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.filed.get(*start as usize..*end as usize)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_own_list_in_order_and_once() {
        let postings = Postings::of(6, &[(1, 2), (1, 2), (3, 5), (4, 5), (3, 7), (4, 7), (4, 7), (0, 9)]);
        let expected: [&[u32]; 7] = [&[9], &[2], &[], &[5, 7], &[5, 7], &[], &[]];
        for (key, filed) in (0..).zip(expected) {
            assert_eq!(postings.with(key), filed, "{key}");
        }
        assert!(Postings::of(0, &[]).with(0).is_empty());
        assert!(Postings::default().with(0).is_empty());
    }
}
