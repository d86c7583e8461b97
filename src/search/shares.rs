//! Work on many documents, shared by two threads.
//!
//! Each gets a run of them, and what comes back stands in the order of the runs: whoever joins it as it stands gets what
//! one thread would have made. A small index is made by one, for a thread takes longer to begin than it to be read.

use std::panic::resume_unwind;
use std::thread::scope;

/// How work is shared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crew {
    /// By so many threads ...
    pub(super) threads: usize,
    /// ... from so many documents on.
    pub(super) many: usize,
}

impl Default for Crew {
    fn default() -> Self {
        Self { threads: 2, many: 8_192 }
    }
}

impl Crew {
    /// How many threads share so many documents.
    pub(super) fn for_so_many(self, documents: usize) -> usize {
        if documents < self.many { 1 } else { self.threads }
    }
}

/// What is done with each of the runs, or with the only one. The thread that asks for it only waits: its heap is in
/// pieces from all that was read before, and to ask that for a million short lists takes twice as long as a new one.
pub(super) fn each<S: Send, T: Send>(shares: Vec<S>, work: impl Fn(S) -> T + Sync) -> Vec<T> {
    if shares.len() <= 1 {
        return shares.into_iter().map(work).collect();
    }
    let work = &work;
    scope(|scope| {
        let all: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || work(share))).collect();
        all.into_iter().map(|done| done.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// Does two things, at once if there is much to do: the first is done by a new thread, as the one that asks for many
/// pieces of memory should be; see [`each`].
pub(super) fn both<A: Send, B>(much: bool, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if !much {
        return (one(), other());
    }
    scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}

/// Parts a list into runs of about the same length.
pub(super) fn parted<T>(mut list: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let mut runs = Vec::with_capacity(parts);
    for part in (1..parts).rev() {
        runs.push(list.split_off(list.len() * part / (part + 1)));
    }
    runs.push(list);
    runs.reverse();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_back_in_order_and_whole() {
        for length in [0, 1, 2, 7, 100] {
            for parts in 1..4 {
                let list: Vec<usize> = (0..length).collect();
                let shares = parted(list.clone(), parts);
                assert_eq!(shares.len(), parts);
                let doubled = each(shares, |share| share.into_iter().map(|n| n * 2).collect::<Vec<_>>());
                assert_eq!(doubled.concat(), list.iter().map(|n| n * 2).collect::<Vec<_>>());
            }
        }
    }
}
