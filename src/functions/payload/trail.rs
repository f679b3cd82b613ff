//! API calls that CloudTrail reports through EventBridge: CreateWorkspaces and TerminateWorkspaces.
//!
//! A call of up to 25 desktops may succeed for some and fail for others; a call that failed as a whole is reported too,
//! with an `errorCode` and no answer. Shapes: EventBridge User Guide, "AWS service events via CloudTrail", and the
//! WorkSpaces API model, seen 2026-11-22. The user name is never read: CloudTrail may redact it.

use super::{PayloadError, check_size, read, read_items, shortened};
use crate::recycle::{BundleId, DirectoryId, WorkspaceId};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// `detail-type` of such an event.
pub const DETAIL_TYPE: &str = "AWS API Call via CloudTrail";
pub const SOURCE: &str = "aws.workspaces";
pub const EVENT_SOURCE: &str = "workspaces.amazonaws.com";

/// One reported call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEvent<T> {
    pub account: String,
    pub region: String,
    /// The call failed as a whole: AWS's code.
    pub error_code: Option<String>,
    /// What the call did, each desktop once.
    pub items: Vec<T>,
    /// Items that could not be read.
    pub unreadable: Vec<PayloadError>,
    /// Items that AWS did not carry out.
    pub failed_items: usize,
}

/// A desktop that is being created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub id: WorkspaceId,
    pub directory: Option<DirectoryId>,
    pub bundle: Option<BundleId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Envelope {
    detail_type: Option<String>,
    source: Option<String>,
    account: Option<String>,
    region: Option<String>,
    #[serde(default)]
    detail: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    event_source: Option<String>,
    event_name: Option<String>,
    error_code: Option<String>,
    request_parameters: Option<Parameters>,
    response_elements: Option<Answer>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    terminate_workspace_requests: Option<Vec<Value>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    pending_requests: Option<Vec<Value>>,
    failed_requests: Option<Vec<Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    workspace_id: Option<String>,
    directory_id: Option<String>,
    bundle_id: Option<String>,
}

/// The desktops that a CreateWorkspaces call has begun to create.
pub fn created(payload: &Value) -> Result<TrailEvent<Pending>, PayloadError> {
    let (mut event, detail) = open::<Pending>(payload, "CreateWorkspaces")?;
    if event.error_code.is_some() {
        return Ok(event);
    }
    let answer = detail.response_elements.unwrap_or_default();
    event.failed_items = answer.failed_requests.as_ref().map_or(0, Vec::len);
    let mut seen = BTreeSet::new();
    for (at, item) in read_items::<Item>(answer.pending_requests.as_ref(), "detail.responseElements.pendingRequests")? {
        match item.and_then(|item| Ok((id_of(&item, &at)?, item))) {
            Ok((id, item)) if seen.insert(id.clone()) => event.items.push(Pending {
                id,
                directory: item.directory_id.and_then(|id| id.parse().ok()),
                bundle: item.bundle_id.and_then(|id| id.parse().ok()),
            }),
            Ok(_) => {}
            Err(error) => event.unreadable.push(error),
        }
    }
    Ok(event)
}

/// The desktops that a TerminateWorkspaces call has begun to delete: those requested, less those that failed.
pub fn terminated(payload: &Value) -> Result<TrailEvent<WorkspaceId>, PayloadError> {
    let (mut event, detail) = open::<WorkspaceId>(payload, "TerminateWorkspaces")?;
    if event.error_code.is_some() {
        return Ok(event);
    }
    let (requested, answer) =
        (detail.request_parameters.unwrap_or_default(), detail.response_elements.unwrap_or_default());
    let mut failed = BTreeSet::new();
    for (at, item) in read_items::<Item>(answer.failed_requests.as_ref(), "detail.responseElements.failedRequests")? {
        event.failed_items += 1;
        match item.and_then(|item| id_of(&item, &at)) {
            Ok(id) => {
                failed.insert(id);
            }
            Err(error) => event.unreadable.push(error),
        }
    }
    let at = "detail.requestParameters.terminateWorkspaceRequests";
    let mut seen = failed;
    for (at, item) in read_items::<Item>(requested.terminate_workspace_requests.as_ref(), at)? {
        match item.and_then(|item| id_of(&item, &at)) {
            Ok(id) if seen.insert(id.clone()) => event.items.push(id),
            Ok(_) => {}
            Err(error) => event.unreadable.push(error),
        }
    }
    Ok(event)
}

/// Check that the event reports a call of this name.
fn open<T>(payload: &Value, name: &str) -> Result<(TrailEvent<T>, Detail), PayloadError> {
    check_size(payload)?;
    let envelope: Envelope = read(payload, "payload")?;
    for (at, is, should) in [("detail-type", &envelope.detail_type, DETAIL_TYPE), ("source", &envelope.source, SOURCE)]
    {
        expect(at, is.as_deref(), should)?;
    }
    let detail: Detail = read(&envelope.detail, "detail")?;
    expect("detail.eventSource", detail.event_source.as_deref(), EVENT_SOURCE)?;
    expect("detail.eventName", detail.event_name.as_deref(), name)?;
    let missing = |at: &str| PayloadError::malformed(at, "is missing");
    let event = TrailEvent {
        account: envelope.account.ok_or_else(|| missing("account"))?,
        region: envelope.region.ok_or_else(|| missing("region"))?,
        error_code: detail.error_code.as_deref().map(shortened),
        items: vec![],
        unreadable: vec![],
        failed_items: 0,
    };
    Ok((event, detail))
}

fn expect(at: &str, is: Option<&str>, should: &str) -> Result<(), PayloadError> {
    match is {
        Some(is) if is == should => Ok(()),
        Some(is) => Err(PayloadError::not_for_us(at, is, should)),
        None => Err(PayloadError::malformed(at, "is missing")),
    }
}

fn id_of(item: &Item, at: &str) -> Result<WorkspaceId, PayloadError> {
    let at = format!("{at}.workspaceId");
    let id = item.workspace_id.as_deref().ok_or_else(|| PayloadError::malformed(&at, "is missing"))?;
    shortened(id).parse().map_err(|error| PayloadError::malformed(&at, error))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::PayloadErrorKind;
    use super::super::tests::junk;
    use super::*;
    use serde_json::json;

    /// The envelope that EventBridge puts around a CloudTrail record.
    fn envelope(name: &str, detail: Value) -> Value {
        let mut event = json!({
            "version": "0", "id": "36eb8523-97d0-4518-b33d-ee3579ff19f0",
            "detail-type": "AWS API Call via CloudTrail", "source": "aws.workspaces",
            "account": "123456789012", "time": "2026-11-22T16:58:00Z", "region": "us-east-1", "resources": [],
            "detail": {
                "eventVersion": "1.09", "eventTime": "2026-11-22T16:57:41Z", "eventSource": "workspaces.amazonaws.com",
                "eventName": name, "awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.7",
                "userIdentity": {"type": "AssumedRole", "accountId": "123456789012"}, "readOnly": false,
                "eventType": "AwsApiCall", "managementEvent": true, "eventCategory": "Management"
            }
        });
        event["detail"].as_object_mut().unwrap().extend(detail.as_object().unwrap().clone());
        event
    }

    /// A CreateWorkspaces call: these were begun, and so many failed.
    pub(crate) fn create_event(ids: &[&str], failed: usize) -> Value {
        let asked = |n: usize| {
            json!({"userName": format!("user{n}"), "directoryId": "d-90670a1b2c",
            "bundleId": "wsb-0a1b2c3d4", "tags": [{"key": "lab", "value": "a"}]})
        };
        let pending: Vec<Value> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| {
                let mut item = asked(n);
                item["workspaceId"] = json!(id);
                item["state"] = json!("PENDING");
                item
            })
            .collect();
        let failures: Vec<Value> = (0..failed)
            .map(|n| {
                json!({"workspaceRequest": asked(100 + n), "errorCode": "ResourceExists.WorkSpace",
                "errorMessage": "A WorkSpace already exists for the specified user."})
            })
            .collect();
        envelope(
            "CreateWorkspaces",
            json!({"requestParameters": {"workspaces": (0..ids.len() + failed).map(asked).collect::<Vec<_>>()},
                "responseElements": {"pendingRequests": pending, "failedRequests": failures}}),
        )
    }

    /// A TerminateWorkspaces call of these, of which some failed.
    pub(crate) fn terminate_event(ids: &[&str], failed: &[&str]) -> Value {
        let requests: Vec<Value> = ids.iter().map(|id| json!({"workspaceId": id})).collect();
        let failures: Vec<Value> = failed
            .iter()
            .map(|id| json!({"workspaceId": id, "errorCode": "OperationNotSupported", "errorMessage": "is SUSPENDED"}))
            .collect();
        envelope(
            "TerminateWorkspaces",
            json!({"requestParameters": {"terminateWorkspaceRequests": requests},
                "responseElements": {"failedRequests": failures}}),
        )
    }

    /// A call that failed as a whole.
    pub(crate) fn failed_event(name: &str) -> Value {
        envelope(
            name,
            json!({"errorCode": "ThrottlingException", "errorMessage": "Rate exceeded", "responseElements": null,
                "requestParameters": {"terminateWorkspaceRequests": [{"workspaceId": "ws-0a1b2c3d4"}]}}),
        )
    }

    fn ids(number: usize) -> Vec<String> {
        (0..number).map(|n| format!("ws-{n:09}")).collect()
    }

    #[test]
    fn every_pending_desktop_counts_and_no_failed_one() {
        let ids = ids(25);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let event = created(&create_event(&ids, 2)).unwrap();
        assert_eq!(event.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ids);
        assert_eq!((event.failed_items, event.unreadable.len(), event.error_code), (2, 0, None));
        assert_eq!(event.items[24].directory, Some("d-90670a1b2c".parse().unwrap()));
        assert_eq!(event.items[24].bundle, Some("wsb-0a1b2c3d4".parse().unwrap()));

        let event = terminated(&terminate_event(&ids, &ids[3..5])).unwrap();
        assert_eq!((event.items.len(), event.failed_items), (23, 2));
        assert!(event.items.iter().all(|id| id.as_str() != ids[3] && id.as_str() != ids[4]));
    }

    #[test]
    fn an_id_that_comes_twice_counts_once() {
        let twice = ["ws-0a1b2c3d4", "ws-0a1b2c3d4"];
        assert_eq!(created(&create_event(&twice, 0)).unwrap().items.len(), 1);
        assert_eq!(terminated(&terminate_event(&twice, &[])).unwrap().items.len(), 1);
    }

    #[test]
    fn a_call_that_failed_did_nothing() {
        let event = terminated(&failed_event("TerminateWorkspaces")).unwrap();
        assert_eq!((event.error_code.as_deref(), event.items.len()), (Some("ThrottlingException"), 0));
        assert!(created(&failed_event("CreateWorkspaces")).unwrap().items.is_empty());
    }

    #[test]
    fn what_may_be_null_may_be_null() {
        for absent in [json!(null), json!({}), json!({"pendingRequests": null, "failedRequests": null})] {
            let mut event = create_event(&["ws-0a1b2c3d4"], 1);
            event["detail"]["responseElements"] = absent.clone();
            assert!(created(&event).unwrap().items.is_empty());
            // TerminateWorkspaces answers with the failures alone, so no answer means that none failed.
            let mut event = terminate_event(&["ws-0a1b2c3d4"], &[]);
            event["detail"]["responseElements"] = absent;
            assert_eq!(terminated(&event).unwrap().items.len(), 1);
            event["detail"]["requestParameters"] = json!(null);
            assert!(terminated(&event).unwrap().items.is_empty());
        }
        let mut event = create_event(&["ws-0a1b2c3d4"], 0);
        event["detail"]["errorCode"] = json!(null);
        event["detail"]["responseElements"]["pendingRequests"][0]["directoryId"] = json!(null);
        assert_eq!(created(&event).unwrap().items[0].directory, None);
    }

    #[test]
    fn one_bad_item_does_not_spoil_the_others() {
        for bad in [json!(null), json!(5), json!({}), json!({"workspaceId": null}), json!({"workspaceId": "../x"})] {
            let mut event = create_event(&["ws-aaaaaaaa0", "ws-aaaaaaaa1", "ws-aaaaaaaa2"], 0);
            event["detail"]["responseElements"]["pendingRequests"][1] = bad;
            let event = created(&event).unwrap();
            assert_eq!(event.items.len(), 2);
            let error = &event.unreadable[0];
            assert!(error.at.starts_with("detail.responseElements.pendingRequests[1]"), "{error}");
            assert_eq!(error.kind, PayloadErrorKind::Malformed);
        }
    }

    #[test]
    fn junk_is_refused_with_its_place() {
        for payload in junk() {
            assert!(created(&payload).is_err(), "{payload}");
            assert!(terminated(&payload).is_err(), "{payload}");
        }
        let good = || create_event(&["ws-0a1b2c3d4"], 0);
        let cases: [(&str, Value, PayloadErrorKind); 9] = [
            ("/detail-type", json!("Scheduled Event"), PayloadErrorKind::NotForUs),
            ("/source", json!("aws.ec2"), PayloadErrorKind::NotForUs),
            ("/source", json!(null), PayloadErrorKind::Malformed),
            ("/account", json!(null), PayloadErrorKind::Malformed),
            ("/detail/eventSource", json!("ec2.amazonaws.com"), PayloadErrorKind::NotForUs),
            ("/detail/eventName", json!("RebootWorkspaces"), PayloadErrorKind::NotForUs),
            ("/detail/eventName", json!({}), PayloadErrorKind::Malformed),
            ("/detail/responseElements/pendingRequests", json!("none"), PayloadErrorKind::Malformed),
            ("/detail/responseElements/pendingRequests", json!(vec![1; 101]), PayloadErrorKind::TooManyRecords),
        ];
        for (place, value, kind) in cases {
            let mut event = good();
            *event.pointer_mut(place).unwrap() = value;
            assert_eq!(created(&event).unwrap_err().kind, kind, "{place}");
        }
        let mut event = good();
        event["detail"]["userAgent"] = json!("x".repeat(super::super::SIZE_MAX));
        assert_eq!(created(&event).unwrap_err().kind, PayloadErrorKind::TooLarge);
        assert_eq!(terminated(&good()).unwrap_err().kind, PayloadErrorKind::NotForUs);
    }
}
