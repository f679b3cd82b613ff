//! Time as drivers see it: the present moment, and waiting. The sandbox has a clock of its own.
//!
//! [`Skew`] is how far this machine's clock is from AWS's. It is only measured here, and never added to a time: a wrong
//! measure may then stop a person, but not move a lease.

use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::future::Future;

/// The second port: what time it is, and waiting.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    fn sleep(&self, time: SignedDuration) -> impl Future<Output = ()> + Send;
}

/// The clock on the wall.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn sleep(&self, time: SignedDuration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }
}

/// How far this machine's clock is from AWS's, as one answer told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skew {
    /// Negative if it is behind.
    ahead: SignedDuration,
    /// It may be so much more or less.
    doubt: SignedDuration,
}

impl Skew {
    /// From when a request left and its answer came, by this machine's clock, and the `Date` in the answer.
    ///
    /// AWS wrote the date at some moment in between, and wrote whole seconds of it.
    pub fn of(sent: Timestamp, received: Timestamp, date: Timestamp) -> Self {
        let earliest = sent.duration_since(date) - SignedDuration::from_secs(1);
        let latest = received.duration_since(date);
        let doubt = (latest - earliest) / 2;
        Self { ahead: earliest + doubt, doubt: doubt.abs() }
    }

    /// How far off it is at the least.
    pub fn surely(&self) -> SignedDuration {
        (self.ahead.abs() - self.doubt).max(SignedDuration::ZERO)
    }
}

/// `47 s ahead of AWS's`.
impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.ahead.is_negative() { "behind" } else { "ahead of" };
        write!(f, "{} s {side} AWS's", self.ahead.abs().as_millis().saturating_add(500) / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_answer_leaves_more_doubt() {
        let date: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
        let at = |ms: i64| date + SignedDuration::from_millis(ms);
        for (sent, received, surely_ms, words) in [
            // AWS wrote 12:00:00 at some moment from 12:00:00.000 to 12:00:00.999.
            (at(0), at(900), 0, "0 s behind AWS's"),
            (at(-100), at(100), 0, "1 s behind AWS's"),
            (at(20_000), at(20_200), 19_000, "20 s ahead of AWS's"),
            (at(-20_200), at(-20_000), 20_000, "21 s behind AWS's"),
            (at(20_000), at(60_000), 19_000, "40 s ahead of AWS's"),
            (at(-30_000), at(30_000), 0, "1 s behind AWS's"),
            (at(-3_600_000), at(-3_599_000), 3_599_000, "3600 s behind AWS's"),
        ] {
            let skew = Skew::of(sent, received, date);
            assert_eq!((skew.surely().as_millis(), skew.to_string().as_str()), (surely_ms, words), "{sent} {received}");
        }
    }
}
