//! One token bucket for all calls of a service, so that we never ask faster than AWS documents.
//!
//! Waiting before a call is cheaper than being throttled after it: against a server with AWS's documented rate the
//! SDK's adaptive mode took 33 s where the rate allows 19 s.

use super::Clock;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// Calls a second and calls at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    pub per_s: f64,
    pub burst: f64,
}

/// The documented rates (WorkSpaces: 2/s, burst 5; CloudWatch PutMetricAlarm, DeleteAlarms: 3/s each, DescribeAlarms
/// 9/s, GetMetricData 500/s; tagging API 15/s; quotas pages, seen 2026-11-22; FilterLogEvents 5/s, in some Regions 10:
/// re:Post, "How do I determine throttling in my CloudWatch logs", seen 2026-11-22). We stay a little below: calls do
/// not arrive as evenly as they are sent, and others may have calls to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    pub workspaces: Rate,
    pub put_alarm: Rate,
    pub delete_alarms: Rate,
    pub read_alarms: Rate,
    pub tagging: Rate,
    pub logs: Rate,
}

impl Rates {
    pub const DOCUMENTED: Self = Self {
        workspaces: Rate { per_s: 1.8, burst: 4.0 },
        put_alarm: Rate { per_s: 3.0, burst: 3.0 },
        delete_alarms: Rate { per_s: 3.0, burst: 3.0 },
        read_alarms: Rate { per_s: 9.0, burst: 9.0 },
        tagging: Rate { per_s: 10.0, burst: 10.0 },
        logs: Rate { per_s: 4.0, burst: 4.0 },
    };
}

/// A token bucket: `burst` calls at once, then `per_s` calls a second.
#[derive(Debug)]
pub struct Bucket {
    rate: Rate,
    /// Tokens, which may be owed, and when they were counted.
    level: Mutex<(f64, Option<Timestamp>)>,
}

impl Bucket {
    pub fn new(rate: Rate) -> Self {
        Self { rate, level: Mutex::new((rate.burst, None)) }
    }

    /// Take a token at `now`: how long to wait before using it.
    pub fn reserve(&self, now: Timestamp) -> SignedDuration {
        self.reserve_within(now, SignedDuration::MAX).expect("no wait is longer than the longest")
    }

    /// Take a token at `now` if it can be used in `wait_max` or sooner; otherwise take none.
    pub fn reserve_within(&self, now: Timestamp, wait_max: SignedDuration) -> Option<SignedDuration> {
        let mut level = self.level.lock().expect("no panic happens while the level is held");
        let (tokens, counted_at) = *level;
        let passed = counted_at.map_or(0.0, |at| now.duration_since(at).as_secs_f64().max(0.0));
        let tokens = (tokens + passed * self.rate.per_s).min(self.rate.burst) - 1.0;
        let wait = SignedDuration::from_secs_f64((-tokens).max(0.0) / self.rate.per_s);
        if wait > wait_max {
            return None;
        }
        *level = (tokens, Some(counted_at.map_or(now, |at| at.max(now))));
        Some(wait)
    }

    /// Wait for a token.
    pub async fn take(&self, clock: &impl Clock) {
        let wait = self.reserve(clock.now());
        if wait > SignedDuration::ZERO {
            clock.sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burst_then_rate() {
        let bucket = Bucket::new(Rate { per_s: 2.0, burst: 5.0 });
        let now = Timestamp::UNIX_EPOCH;
        let waits: Vec<i128> = (0..8).map(|_| bucket.reserve(now).as_millis()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 500, 1000, 1500]);
        // The three that were promised use up a second and a half; then the bucket fills again.
        let much_later = now + SignedDuration::from_secs(60);
        assert_eq!(bucket.reserve(much_later), SignedDuration::ZERO);
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing_away() {
        let bucket = Bucket::new(Rate { per_s: 1.0, burst: 1.0 });
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(100);
        assert_eq!(bucket.reserve(now), SignedDuration::ZERO);
        assert_eq!(bucket.reserve(Timestamp::UNIX_EPOCH).as_secs(), 1);
        assert_eq!(bucket.reserve(now).as_secs(), 2);
    }
}
