//! Clocks that differ: every driver runs on a machine of its own.
//!
//! Leases, intents and due times are told by the clock of whoever writes them and judged by the clock of whoever reads
//! them, so the promises must hold although no two clocks agree.

use super::super::{Chance, Sandbox};
use crate::cloud::Clock;
use jiff::{SignedDuration, Timestamp};

/// How far a clock may be from the right time, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    pub functions: SignedDuration,
    pub terminals: SignedDuration,
}

impl Clocks {
    /// As far as the product bears without any promise being at risk. The machines of Lambda differ by much less; a
    /// terminal whose clock is further off is not let near a row.
    pub const BEARABLE: Self =
        Self { functions: SignedDuration::from_secs(5), terminals: SignedDuration::from_secs(15) };

    /// How much sooner than it should a grace period may end that one function began and another ends.
    pub(super) fn early(self) -> SignedDuration {
        self.functions * 2
    }

    /// Whether this violation breaks a promise. However far off the clocks are, nothing is lost and nothing is doubled;
    /// that nobody is cut off, and that all is done in time, is promised only where it can be known what time it is.
    pub(super) fn promise(self, violation: &str) -> bool {
        let is_bearable = self.functions <= Self::BEARABLE.functions && self.terminals <= Self::BEARABLE.terminals;
        is_bearable || ["R1 ", "R2 "].iter().any(|always| violation.starts_with(always))
    }

    pub(super) fn function(self, chance: &mut Chance) -> SignedDuration {
        off(self.functions, chance)
    }

    pub(super) fn terminal(self, chance: &mut Chance) -> SignedDuration {
        off(self.terminals, chance)
    }
}

fn off(most: SignedDuration, chance: &mut Chance) -> SignedDuration {
    let most_ms = i64::try_from(most.as_millis()).expect("clocks are not that far off");
    SignedDuration::from_millis(chance.between(-most_ms, most_ms))
}

/// The clock of one machine.
#[derive(Debug, Clone)]
pub struct Skewed {
    pub sandbox: Sandbox,
    pub by: SignedDuration,
}

impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        self.sandbox.now() + self.by
    }

    async fn sleep(&self, time: SignedDuration) {
        self.sandbox.sleep(time).await;
    }
}
