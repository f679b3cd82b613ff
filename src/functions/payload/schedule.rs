//! The tick of an EventBridge schedule rule.
//!
//! Shape: EventBridge User Guide, "Events from EventBridge: Scheduled Event", seen 2026-11-22.

use super::{PayloadError, check_size, read};
use serde::Deserialize;
use serde_json::Value;

/// `detail-type` of such an event.
pub const DETAIL_TYPE: &str = "Scheduled Event";

/// A tick, and which account it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub account: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Envelope {
    detail_type: Option<String>,
    source: Option<String>,
    account: Option<String>,
}

/// Read a tick. Its time is not read: a late tick is a tick.
pub fn tick(payload: &Value) -> Result<Tick, PayloadError> {
    check_size(payload)?;
    let envelope: Envelope = read(payload, "payload")?;
    let missing = |at: &str| PayloadError::malformed(at, "is missing");
    let detail_type = envelope.detail_type.ok_or_else(|| missing("detail-type"))?;
    if detail_type != DETAIL_TYPE {
        return Err(PayloadError::not_for_us("detail-type", &detail_type, DETAIL_TYPE));
    }
    // A rule sends `aws.events`, EventBridge Scheduler `aws.scheduler`.
    match envelope.source.as_deref() {
        Some("aws.events" | "aws.scheduler") => {}
        Some(other) => return Err(PayloadError::not_for_us("source", other, "aws.events")),
        None => return Err(missing("source")),
    }
    Ok(Tick { account: envelope.account.ok_or_else(|| missing("account"))? })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::junk;
    use super::*;
    use serde_json::json;

    /// What a schedule rule sends.
    pub(crate) fn tick_event() -> Value {
        json!({
            "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
            "source": "aws.events", "account": "123456789012", "time": "2026-11-22T17:00:00Z", "region": "us-east-1",
            "resources": ["arn:aws:events:us-east-1:123456789012:rule/Workspace_Reconcile"], "detail": {}
        })
    }

    #[test]
    fn a_tick_and_what_is_none() {
        assert_eq!(tick(&tick_event()).unwrap().account, "123456789012");
        for payload in junk() {
            assert!(tick(&payload).is_err(), "{payload}");
        }
        for (field, value, kind) in [
            ("detail-type", json!("AWS API Call via CloudTrail"), "payload_not_for_us"),
            ("source", json!("my.app"), "payload_not_for_us"),
            ("source", json!(null), "payload_malformed"),
            ("account", json!(123456789012u64), "payload_malformed"),
        ] {
            let mut event = tick_event();
            event[field] = value;
            assert_eq!(tick(&event).unwrap_err().kind.as_str(), kind, "{field}");
        }
    }
}
