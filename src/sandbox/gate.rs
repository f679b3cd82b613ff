//! AWS's documented rates, enforced as AWS does it: what comes too fast is refused with ThrottlingException.
//!
//! A refused call takes no token. Calls for which no rate is documented are never refused.
//!
//! To add a rate: its line in `QUOTAS`, with the page that documents it.

use crate::cloud::Rate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Calls that share a token bucket: `per_s` calls a second, and `burst` at once after a pause.
struct Quota {
    name: &'static str,
    per_s: f64,
    burst: f64,
    calls: &'static [&'static str],
}

/// What AWS documents for the WorkSpaces API.
pub const WORKSPACES: Rate = Rate { per_s: 2.0, burst: 5.0 };

/// WorkSpaces: "Amazon WorkSpaces quotas", which gives one rate for the API and does not say whether each operation has
/// it to itself; we assume that it has not. CloudWatch: "CloudWatch service quotas". Tagging: "Resource Groups Tagging
/// API quotas" (from memory). Where no burst is documented it is what one second allows. Seen 2026-11-22.
const QUOTAS: [Quota; 7] = [
    Quota {
        name: "workspaces",
        per_s: WORKSPACES.per_s,
        burst: WORKSPACES.burst,
        calls: &[
            "CreateTags",
            "CreateWorkspaces",
            "DeleteTags",
            "DescribeWorkspaceBundles",
            "DescribeWorkspaceDirectories",
            "DescribeWorkspaces",
            "DescribeWorkspacesConnectionStatus",
            "TerminateWorkspaces",
        ],
    },
    Quota { name: "put-alarm", per_s: 3.0, burst: 3.0, calls: &["PutMetricAlarm"] },
    Quota { name: "delete-alarms", per_s: 3.0, burst: 3.0, calls: &["DeleteAlarms"] },
    Quota { name: "describe-alarms", per_s: 9.0, burst: 9.0, calls: &["DescribeAlarms"] },
    Quota { name: "metric-data", per_s: 500.0, burst: 500.0, calls: &["GetMetricData"] },
    Quota { name: "metric-statistics", per_s: 400.0, burst: 400.0, calls: &["GetMetricStatistics"] },
    Quota { name: "tagging", per_s: 15.0, burst: 15.0, calls: &["GetResources"] },
];

/// Sums of halves and thirds are not exact.
const ROUNDING: f64 = 1e-6;

/// The tokens left in each bucket, when they were counted, and what each call came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    levels: BTreeMap<String, (f64, Timestamp)>,
    pub meters: BTreeMap<String, Meter>,
}

/// What came of the calls of one name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Meter {
    /// Calls that were taken.
    pub taken: u64,
    /// Calls that were refused.
    pub throttled: u64,
    /// When the last was taken.
    pub last_at: Option<Timestamp>,
}

impl Gate {
    /// Whether a call that arrives at `now` is taken.
    pub fn admits(&mut self, call: &str, now: Timestamp) -> bool {
        let quota = QUOTAS.iter().find(|quota| quota.calls.contains(&call));
        let is_taken = quota.is_none_or(|quota| {
            let (tokens, counted_at) = self.levels.get(quota.name).copied().unwrap_or((quota.burst, now));
            let passed_s = now.duration_since(counted_at).as_secs_f64().max(0.0);
            let tokens = (tokens + passed_s * quota.per_s).min(quota.burst);
            let is_taken = tokens + ROUNDING >= 1.0;
            self.levels.insert(quota.name.to_owned(), (tokens - if is_taken { 1.0 } else { 0.0 }, now));
            is_taken
        });
        let meter = self.meters.entry(call.to_owned()).or_default();
        if is_taken {
            meter.taken += 1;
            meter.last_at = Some(now);
        } else {
            meter.throttled += 1;
        }
        is_taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Rates;
    use jiff::SignedDuration;

    fn at(ms: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_millis(ms)
    }

    #[test]
    fn all_of_workspaces_share_two_a_second() {
        let mut gate = Gate::default();
        let calls = ["DescribeWorkspaces", "CreateWorkspaces", "TerminateWorkspaces"];
        let taken = (0..9).filter(|n| gate.admits(calls[n % 3], at(0))).count();
        assert_eq!(taken, 5);
        assert!(!gate.admits("CreateTags", at(400)) && gate.admits("CreateTags", at(500)));
        // Other services are not held up, and what has no documented rate never is.
        assert!(gate.admits("PutMetricAlarm", at(500)));
        assert!((0..1000).all(|_| gate.admits("GetCallerIdentity", at(500))));
        let meter = &gate.meters["CreateTags"];
        assert_eq!((meter.taken, meter.throttled, meter.last_at), (1, 1, Some(at(500))));
        // A minute's pause is worth a burst and no more.
        assert_eq!((0..9).filter(|_| gate.admits("DescribeWorkspaces", at(60_500))).count(), 5);
    }

    #[test]
    fn whoever_keeps_to_our_rates_is_never_refused() {
        let ours = Rates::DOCUMENTED;
        for (call, rate) in [
            ("DescribeWorkspaces", ours.workspaces),
            ("PutMetricAlarm", ours.put_alarm),
            ("DeleteAlarms", ours.delete_alarms),
            ("DescribeAlarms", ours.read_alarms),
            ("GetMetricData", ours.read_alarms),
            ("GetResources", ours.tagging),
        ] {
            let (mut gate, bucket) = (Gate::default(), crate::cloud::Bucket::new(rate));
            let mut now = at(0);
            for _ in 0..500 {
                now += bucket.reserve(now);
                assert!(gate.admits(call, now), "{call}");
            }
        }
    }
}
