//! What Lambda hands to the functions, in AWS's published shapes: CloudTrail's calls through EventBridge, an alarm
//! through SNS, and the tick of a schedule (EventBridge and SNS developer guides, seen 2026-11-22).

use serde_json::{Value, json};
use wsrecycle::recycle::WorkspaceId;

/// EventBridge's envelope around a call that CloudTrail saw.
pub fn call(name: &str, request: Value, answer: Value) -> Value {
    let (region, account, at) = ("us-east-1", "123456789012", "2026-11-22T17:00:05Z");
    let who = json!({
        "type": "IAMUser", "principalId": "AIDAEXAMPLE", "accountId": account, "userName": "admin",
        "arn": format!("arn:aws:iam::{account}:user/admin"),
    });
    let detail = json!({
        "eventVersion": "1.11", "eventSource": "workspaces.amazonaws.com", "eventName": name, "eventTime": at,
        "awsRegion": region, "userIdentity": who, "sourceIPAddress": "192.0.2.7", "userAgent": "aws-cli/2",
        "requestParameters": request, "responseElements": answer, "readOnly": false, "eventType": "AwsApiCall",
        "managementEvent": true, "recipientAccountId": account, "eventCategory": "Management",
    });
    json!({
        "version": "0", "id": "0a1b2c3d-1111-2222-3333-444455556666", "source": "aws.workspaces", "region": region,
        "detail-type": "AWS API Call via CloudTrail", "account": account, "time": at, "resources": [], "detail": detail,
    })
}

/// CreateWorkspaces has begun to create this one.
pub fn created(id: &WorkspaceId, directory: &str, bundle: &str) -> Value {
    let asked = json!({ "directoryId": directory, "bundleId": bundle, "userName": "HIDDEN_DUE_TO_SECURITY_REASONS" });
    let mut pending = asked.clone();
    (pending["workspaceId"], pending["state"]) = (json!(id.as_str()), json!("PENDING"));
    call(
        "CreateWorkspaces",
        json!({ "workspaces": [asked] }),
        json!({ "pendingRequests": [pending], "failedRequests": [] }),
    )
}

/// TerminateWorkspaces was called for these.
pub fn terminated(ids: &[&str]) -> Value {
    let asked: Vec<Value> = ids.iter().map(|id| json!({ "workspaceId": id })).collect();
    call("TerminateWorkspaces", json!({ "terminateWorkspaceRequests": asked }), json!({ "failedRequests": [] }))
}

/// Where alarms publish to.
pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic";

/// What CloudWatch publishes when somebody disconnected.
pub fn alarm(id: &WorkspaceId) -> Value {
    let name = format!("WorkSpace_Disconnected_id_{id}");
    let trigger = json!({
        "Namespace": "AWS/WorkSpaces", "MetricName": "SessionDisconnect", "StatisticType": "Statistic",
        "Statistic": "SUM", "Unit": null, "Period": 300, "EvaluationPeriods": 1, "DatapointsToAlarm": 1,
        "Dimensions": [{ "name": "WorkspaceId", "value": id.as_str() }], "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching",
    });
    json!({
        "AlarmName": name, "AWSAccountId": "123456789012", "NewStateValue": "ALARM", "OldStateValue": "OK",
        "NewStateReason": "Threshold Crossed", "StateChangeTime": "2026-11-22T17:00:05.123+0000",
        "Region": "US East (N. Virginia)", "AlarmActions": [TOPIC], "Trigger": trigger,
        "AlarmArn": format!("arn:aws:cloudwatch:us-east-1:123456789012:alarm:{name}"),
    })
}

/// The same as SNS hands it on.
pub fn disconnected(id: &WorkspaceId) -> Value {
    let message = alarm(id);
    let notification = json!({
        "Type": "Notification", "MessageId": "1a2b", "TopicArn": TOPIC, "Subject": "ALARM",
        "Message": message.to_string(), "Timestamp": "2026-11-22T17:00:06.000Z", "MessageAttributes": {},
    });
    let subscription = format!("{TOPIC}:0a1b2c3d");
    json!({ "Records": [{
        "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": subscription, "Sns": notification,
    }] })
}

/// A minute has passed.
pub fn tick() -> Value {
    let rule = "arn:aws:events:us-east-1:123456789012:rule/Workspace_Reconcile";
    json!({
        "version": "0", "id": "c0ffee00-0000-0000-0000-000000000000", "source": "aws.events", "region": "us-east-1",
        "detail-type": "Scheduled Event", "account": "123456789012", "time": "2026-11-22T17:01:00Z",
        "resources": [rule], "detail": {},
    })
}
