//! A CloudWatch alarm of one metric, as SNS hands it to a function: JSON within a text within JSON.
//!
//! Shapes: Lambda Developer Guide, "Using Lambda with Amazon SNS", and CloudWatch User Guide, "Amazon SNS notification
//! for alarms", seen 2026-11-22. The dimensions' keys are in lower case here and nowhere else.

use super::{Items, PayloadError, check_size, read, read_items, shortened};
use jiff::{Timestamp, fmt::strtime};
use serde::Deserialize;
use serde_json::Value;

/// The state of an alarm, told by SNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmMessage {
    pub alarm: String,
    pub account: Option<String>,
    /// From the alarm's ARN: the `Region` of the message is a name for people.
    pub region: Option<String>,
    pub state: Option<String>,
    /// When it went into that state, if that can be read; nothing is decided by it.
    pub changed_at: Option<Timestamp>,
    /// Absent in an alarm that is computed from several metrics.
    pub namespace: Option<String>,
    pub metric: Option<String>,
    /// Name and value.
    pub dimensions: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Records")]
    records: Option<Vec<Value>>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "EventSource")]
    event_source: Option<String>,
    #[serde(rename = "Sns")]
    sns: Option<Sns>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Sns {
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    alarm_name: Option<String>,
    #[serde(rename = "AWSAccountId")]
    account: Option<String>,
    alarm_arn: Option<String>,
    new_state_value: Option<String>,
    state_change_time: Option<String>,
    trigger: Option<Trigger>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Trigger {
    metric_name: Option<String>,
    namespace: Option<String>,
    dimensions: Option<Vec<Dimension>>,
}

#[derive(Deserialize)]
struct Dimension {
    #[serde(alias = "Name")]
    name: Option<String>,
    #[serde(alias = "Value")]
    value: Option<String>,
}

/// Every record of an SNS event, with its place, each read for itself.
pub fn alarms(payload: &Value) -> Result<Items<AlarmMessage>, PayloadError> {
    check_size(payload)?;
    let envelope: Envelope = read(payload, "payload")?;
    let records = envelope.records.ok_or_else(|| PayloadError::malformed("Records", "is missing"))?;
    let records = read_items::<Record>(Some(&records), "Records")?;
    Ok(records.into_iter().map(|(at, record)| (at.clone(), record.and_then(|record| alarm(record, &at)))).collect())
}

fn alarm(record: Record, at: &str) -> Result<AlarmMessage, PayloadError> {
    let missing = |at: String| PayloadError::malformed(at, "is missing");
    match record.event_source.as_deref() {
        Some("aws:sns") => {}
        Some(other) => return Err(PayloadError::not_for_us(format!("{at}.EventSource"), other, "aws:sns")),
        None => return Err(missing(format!("{at}.EventSource"))),
    }
    let at = format!("{at}.Sns.Message");
    let text = record.sns.and_then(|sns| sns.message).ok_or_else(|| missing(at.clone()))?;
    let message: Value =
        serde_json::from_str(&text).map_err(|error| PayloadError::malformed(&at, shortened(&error.to_string())))?;
    let message: Message = read(&message, &at)?;
    let (namespace, metric, dimensions) = match message.trigger {
        None => (None, None, vec![]),
        Some(trigger) => (trigger.namespace, trigger.metric_name, trigger.dimensions.unwrap_or_default()),
    };
    let dimensions = dimensions.into_iter().filter_map(|dimension| Some((dimension.name?, dimension.value?))).collect();
    Ok(AlarmMessage {
        alarm: shortened(&message.alarm_name.ok_or_else(|| missing(format!("{at}.AlarmName")))?),
        account: message.account,
        region: message.alarm_arn.as_deref().and_then(region_of).map(str::to_owned),
        state: message.new_state_value,
        changed_at: message.state_change_time.as_deref().and_then(time),
        namespace,
        metric,
        dimensions,
    })
}

/// `arn:PARTITION:cloudwatch:REGION:ACCOUNT:alarm:NAME`; a name may hold colons.
fn region_of(arn: &str) -> Option<&str> {
    match arn.splitn(7, ':').collect::<Vec<_>>().as_slice() {
        ["arn", _, "cloudwatch", region, _, "alarm", _] => Some(region),
        _ => None,
    }
}

/// `2015-06-03T17:43:27.123+0000`: the offset has no colon, so this is not RFC 3339.
fn time(text: &str) -> Option<Timestamp> {
    let parsed = strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text).and_then(|time| time.to_timestamp());
    parsed.or_else(|_| text.parse()).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::PayloadErrorKind;
    use super::super::tests::junk;
    use super::*;
    use serde_json::json;

    /// The message of a guarding alarm.
    pub(crate) fn message(id: &str) -> Value {
        let name = format!("WorkSpace_Disconnected_id_{id}");
        let topic = "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic";
        json!({
            "AlarmName": name, "AlarmDescription": null, "AWSAccountId": "123456789012",
            "AlarmConfigurationUpdatedTimestamp": "2026-11-20T08:00:00.000+0000", "NewStateValue": "ALARM",
            "NewStateReason": "Threshold Crossed: 1 out of the last 1 datapoints was greater than the threshold.",
            "StateChangeTime": "2015-06-03T17:43:27.123+0000", "Region": "US East (N. Virginia)",
            "AlarmArn": format!("arn:aws:cloudwatch:us-east-1:123456789012:alarm:{name}"),
            "OldStateValue": "OK", "OKActions": [], "AlarmActions": [topic], "InsufficientDataActions": [],
            "Trigger": {
                "MetricName": "SessionDisconnect", "Namespace": "AWS/WorkSpaces", "StatisticType": "Statistic",
                "Statistic": "SUM", "Unit": null, "Dimensions": [{"value": id, "name": "WorkspaceId"}], "Period": 300,
                "EvaluationPeriods": 1, "DatapointsToAlarm": 1, "Threshold": 1.0,
                "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching",
                "EvaluateLowSampleCountPercentile": ""
            }
        })
    }

    /// What Lambda is handed when SNS delivers these messages.
    pub(crate) fn event(messages: &[Value]) -> Value {
        let record = |message: &Value| {
            json!({
                "EventVersion": "1.0", "EventSource": "aws:sns",
                "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic:21be56ed",
                "Sns": {
                    "Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                    "TopicArn": "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic",
                    "Subject": "ALARM: \"WorkSpace_Disconnected\" in US East (N. Virginia)",
                    "Message": message.to_string(), "Timestamp": "2026-11-22T17:00:00.000Z", "SignatureVersion": "1",
                    "MessageAttributes": {}
                }
            })
        };
        json!({"Records": messages.iter().map(record).collect::<Vec<_>>()})
    }

    fn only(payload: &Value) -> Result<AlarmMessage, PayloadError> {
        let mut records = alarms(payload).unwrap();
        assert_eq!(records.len(), 1);
        records.remove(0).1
    }

    #[test]
    fn the_published_shape_is_read() {
        let alarm = only(&event(&[message("ws-0a1b2c3d4")])).unwrap();
        assert_eq!(alarm.alarm, "WorkSpace_Disconnected_id_ws-0a1b2c3d4");
        assert_eq!(alarm.account.as_deref(), Some("123456789012"));
        assert_eq!(alarm.region.as_deref(), Some("us-east-1"));
        assert_eq!(alarm.state.as_deref(), Some("ALARM"));
        assert_eq!(alarm.changed_at, Some("2015-06-03T17:43:27.123Z".parse().unwrap()));
        assert_eq!(alarm.dimensions, [("WorkspaceId".to_owned(), "ws-0a1b2c3d4".to_owned())]);
    }

    #[test]
    fn times_with_and_without_a_colon() {
        for (text, instant) in [
            ("2015-06-03T17:43:27.123+0000", Some("2015-06-03T17:43:27.123Z")),
            ("2015-06-03T17:43:27+0200", Some("2015-06-03T15:43:27Z")),
            ("2015-06-03T17:43:27.5Z", Some("2015-06-03T17:43:27.5Z")),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(time(text), instant.map(|instant| instant.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn regions_come_from_an_alarm_arn_only() {
        assert_eq!(region_of("arn:aws-us-gov:cloudwatch:us-gov-west-1:1:alarm:a:b"), Some("us-gov-west-1"));
        for arn in ["", "arn:aws:sns:us-east-1:1:topic", "arn:aws:cloudwatch:us-east-1:1:dashboard:x", "us-east-1"] {
            assert_eq!(region_of(arn), None);
        }
    }

    #[test]
    fn a_metric_math_alarm_has_no_metric_and_missing_parts_stay_missing() {
        let mut message = message("ws-0a1b2c3d4");
        message["Trigger"] = json!({"Metrics": [{"Id": "m1"}], "Period": 300});
        message["StateChangeTime"] = json!("yesterday");
        message["AlarmArn"] = json!(null);
        let alarm = only(&event(&[message])).unwrap();
        assert_eq!((alarm.metric, alarm.region, alarm.changed_at), (None, None, None));
        assert!(alarm.dimensions.is_empty());
    }

    #[test]
    fn one_bad_record_does_not_spoil_the_others() {
        let mut payload = event(&[message("ws-aaaaaaaa0"), message("ws-aaaaaaaa1"), message("ws-aaaaaaaa2")]);
        payload["Records"][1]["Sns"]["Message"] = json!("not JSON");
        let records = alarms(&payload).unwrap();
        assert!(records[0].1.is_ok() && records[2].1.is_ok());
        assert_eq!(records[1].1.as_ref().unwrap_err().at, "Records[1].Sns.Message");
    }

    #[test]
    fn junk_is_refused_with_its_place() {
        for payload in junk() {
            assert!(alarms(&payload).is_err(), "{payload}");
        }
        for (place, value, kind) in [
            ("/Records/0", json!(null), PayloadErrorKind::Malformed),
            ("/Records/0/EventSource", json!("aws:s3"), PayloadErrorKind::NotForUs),
            ("/Records/0/EventSource", json!(null), PayloadErrorKind::Malformed),
            ("/Records/0/Sns", json!(null), PayloadErrorKind::Malformed),
            ("/Records/0/Sns", json!("text"), PayloadErrorKind::Malformed),
            ("/Records/0/Sns/Message", json!({"AlarmName": "x"}), PayloadErrorKind::Malformed),
            ("/Records/0/Sns/Message", json!("null"), PayloadErrorKind::Malformed),
            ("/Records/0/Sns/Message", json!("{}"), PayloadErrorKind::Malformed),
            ("/Records/0/Sns/Message", json!("{\"AlarmName\": \"x\", \"Trigger\": []}"), PayloadErrorKind::Malformed),
        ] {
            let mut payload = event(&[message("ws-0a1b2c3d4")]);
            *payload.pointer_mut(place).unwrap() = value;
            let error = only(&payload).unwrap_err();
            assert_eq!(error.kind, kind, "{place}");
            assert!(error.at.starts_with("Records[0]"), "{error}");
        }
        let many = event(&vec![json!({}); 101]);
        assert_eq!(alarms(&many).unwrap_err().kind, PayloadErrorKind::TooManyRecords);
        let large = event(&[json!("x".repeat(super::super::SIZE_MAX))]);
        assert_eq!(alarms(&large).unwrap_err().kind, PayloadErrorKind::TooLarge);
        assert!(alarms(&event(&[])).unwrap().is_empty());
    }
}
