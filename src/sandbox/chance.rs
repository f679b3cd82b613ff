//! The only source of variation in the sandbox: a seed.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014), written out because the sequence of a seed must stay the same for ever: a
//! failing seed is replayed by later versions, and a library may change its sequence.

use serde::{Deserialize, Serialize};

/// A stream of numbers that depends on the seed alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between `low` and `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.draw() % (high - low + 1).unsigned_abs()).cast_signed()
    }

    /// With a probability of so many in a thousand.
    pub fn strikes(&mut self, per_mille: u32) -> bool {
        per_mille > 0 && self.draw() % 1000 < u64::from(per_mille)
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let n = self.draw();
        (!all.is_empty()).then(|| &all[(n % all.len() as u64) as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_of_a_seed_never_changes() {
        let mut chance = Chance::new(42);
        let first: Vec<u64> = (0..3).map(|_| chance.draw()).collect();
        assert_eq!(first, [13_679_457_532_755_275_413, 2_949_826_092_126_892_291, 5_139_283_748_462_763_858]);
    }
}
