//! Numbers that look random and are the same for the same seed (SplitMix64).

use std::time::Duration;

pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    /// Part of a time, between these hundredths of it.
    pub fn part(&mut self, of: Duration, from: u64, to: u64) -> Duration {
        let hundredths = from * 100 + self.below((to - from) * 100);
        of * u32::try_from(hundredths).unwrap() / 10_000
    }
}

/// A number of the environment: seeds and counts of the long forms.
pub fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
