//! Interactions that were seen already: what comes twice has its effect once.

use serenity::all::InteractionId;
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// So many are remembered: minutes' worth of the busiest bot.
const MOST: usize = 8_192;

/// Remembers the last interactions.
#[derive(Debug)]
pub struct Seen(Mutex<Last>);

#[derive(Debug)]
struct Last {
    ids: HashSet<InteractionId>,
    order: VecDeque<InteractionId>,
}

impl Default for Seen {
    /// All its room from the beginning: where it grows under traffic, it leaves holes of its former sizes.
    fn default() -> Self {
        Self(Mutex::new(Last { ids: HashSet::with_capacity(2 * MOST), order: VecDeque::with_capacity(MOST + 1) }))
    }
}

impl Seen {
    /// Whether this one is seen for the first time.
    pub fn first(&self, interaction: InteractionId) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !last.ids.insert(interaction) {
            return false;
        }
        last.order.push_back(interaction);
        if last.order.len() > MOST
            && let Some(oldest) = last.order.pop_front()
        {
            last.ids.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_counts_once_and_only_the_last_are_kept() {
        let seen = Seen::default();
        let ids: Vec<InteractionId> = (1..=3 * MOST as u64).map(InteractionId::new).collect();
        assert!(ids.iter().all(|id| seen.first(*id)));
        assert!(ids[2 * MOST..].iter().all(|id| !seen.first(*id)));
        assert_eq!(seen.0.lock().unwrap().ids.len(), MOST);
    }
}
