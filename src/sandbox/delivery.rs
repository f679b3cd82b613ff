//! The events of the sandbox, in the shapes that AWS publishes.
//!
//! Sources: "Amazon EventBridge events from AWS CloudTrail" and the WorkSpaces API's lowerCamel form in CloudTrail;
//! "Invoking Lambda with Amazon SNS"; the CloudWatch alarm message as in awslabs/aws-lambda-rust-runtime's fixtures
//! (all seen 2026-11-22).

use crate::cloud::Identity;
use crate::fleet::Alarm;
use crate::functions::Function;
use crate::recycle::{Failure, Request, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// An event on its way to a function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    pub function: Function,
    pub payload: Value,
}

fn api_call(identity: &Identity, now: Timestamp, name: &str, request: Value, response: Value) -> Value {
    json!({
        "version": "0",
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.workspaces",
        "account": identity.account,
        "time": now.to_string(),
        "region": identity.region,
        "detail": {
            "eventSource": "workspaces.amazonaws.com",
            "eventName": name,
            "awsRegion": identity.region,
            "requestParameters": request,
            "responseElements": response,
        }
    })
}

/// CreateWorkspaces: what was asked for, and each answer.
pub fn created(identity: &Identity, now: Timestamp, items: &[(Request, Result<WorkspaceId, Failure>)]) -> Value {
    let asked = |request: &Request| -> Value {
        json!({"userName": request.user, "directoryId": request.directory, "bundleId": request.bundle})
    };
    let pending: Vec<Value> = items
        .iter()
        .filter_map(|(request, answer)| {
            let id = answer.as_ref().ok()?;
            Some(json!({
                "workspaceId": id, "directoryId": request.directory, "userName": request.user,
                "bundleId": request.bundle, "state": "PENDING",
            }))
        })
        .collect();
    let failed: Vec<Value> = items
        .iter()
        .filter_map(|(request, answer)| {
            let failure = answer.as_ref().err()?;
            Some(json!({
                "workspaceRequest": asked(request), "errorCode": failure.code, "errorMessage": failure.message,
            }))
        })
        .collect();
    let request = json!({"workspaces": items.iter().map(|(request, _)| asked(request)).collect::<Vec<_>>()});
    let response = json!({"pendingRequests": pending, "failedRequests": failed});
    api_call(identity, now, "CreateWorkspaces", request, response)
}

/// TerminateWorkspaces: the ids asked for, and those that failed.
pub fn terminated(
    identity: &Identity,
    now: Timestamp,
    ids: &[WorkspaceId],
    failed: &[(WorkspaceId, Failure)],
) -> Value {
    let request =
        json!({"terminateWorkspaceRequests": ids.iter().map(|id| json!({"workspaceId": id})).collect::<Vec<_>>()});
    let failed: Vec<Value> = failed
        .iter()
        .map(|(id, failure)| json!({"workspaceId": id, "errorCode": failure.code, "errorMessage": failure.message}))
        .collect();
    let response = json!({"failedRequests": failed});
    api_call(identity, now, "TerminateWorkspaces", request, response)
}

pub fn alarm_arn(identity: &Identity, alarm: &Alarm) -> String {
    let Identity { partition, region, account, .. } = identity;
    format!("arn:{partition}:cloudwatch:{region}:{account}:alarm:{}", alarm.name)
}

/// The SNS message of an alarm that went off.
pub fn alarm_message(identity: &Identity, now: Timestamp, alarm: &Alarm, topic_arn: &str) -> Value {
    let dimensions: Vec<Value> =
        alarm.dimensions.iter().map(|(name, value)| json!({"value": value, "name": name})).collect();
    let message = json!({
        "AlarmName": alarm.name,
        "AWSAccountId": identity.account,
        "NewStateValue": "ALARM",
        "OldStateValue": "OK",
        "NewStateReason": "Threshold Crossed: 1 datapoint [1.0] was greater than or equal to the threshold (1.0).",
        "StateChangeTime": now.strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string(),
        "Region": "Sandbox",
        "AlarmArn": alarm_arn(identity, alarm),
        "Trigger": {
            "MetricName": alarm.metric,
            "Namespace": alarm.namespace,
            "StatisticType": "Statistic",
            "Statistic": alarm.statistic.to_uppercase(),
            "Dimensions": dimensions,
            "Period": alarm.period_s,
            "EvaluationPeriods": alarm.evaluation_periods,
            "DatapointsToAlarm": alarm.datapoints_to_alarm,
            "ComparisonOperator": alarm.comparison,
            "Threshold": alarm.threshold,
            "TreatMissingData": alarm.missing_data,
        }
    });
    json!({"Records": [{
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": format!("{topic_arn}:00000000-0000-4000-8000-000000000000"),
        "Sns": {
            "Type": "Notification",
            "MessageId": format!("00000000-0000-4000-8000-{:012x}", now.as_second()),
            "TopicArn": topic_arn,
            "Subject": format!("ALARM: \"{}\" in Sandbox", alarm.name),
            "Message": message.to_string(),
            "Timestamp": now.to_string(),
        }
    }]})
}
