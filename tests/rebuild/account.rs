//! What the account holds, asked of the emulators directly.

use crate::emulators::{Emulators, Member, REGION};
use serde_json::{Map, Value, json};
use wsrecycle::recycle::WorkspaceId;

/// Every member of a CreateWorkspaces request (WorkspaceRequest, API reference, seen 2026-11-22) but the tags,
/// which are asked for separately.
const REQUEST: [&str; 8] = [
    "DirectoryId",
    "UserName",
    "BundleId",
    "VolumeEncryptionKey",
    "UserVolumeEncryptionEnabled",
    "RootVolumeEncryptionEnabled",
    "WorkspaceProperties",
    "WorkspaceName",
];

/// A desktop: its id, and all that could be asked for when it was created.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub id: WorkspaceId,
    pub state: String,
    pub request: Value,
}

impl Emulators {
    /// Create one, and wait until it is there.
    pub fn create(&self, request: &Value) -> Member {
        let (status, answer) =
            self.call("workspaces", "WorkspacesService.CreateWorkspaces", &json!({ "Workspaces": [request] }));
        assert!(status == 200 && answer["FailedRequests"] == json!([]), "{answer}");
        self.control("settle", &json!({}));
        Member::of(&answer["PendingRequests"][0])
    }

    /// Every desktop of a user.
    pub fn held_by(&self, member: &Member) -> Vec<Held> {
        let asked = json!({ "DirectoryId": member.directory.as_str(), "UserName": member.user });
        let (status, answer) = self.call("workspaces", "WorkspacesService.DescribeWorkspaces", &asked);
        assert_eq!(status, 200, "{answer}");
        answer["Workspaces"].as_array().into_iter().flatten().map(|row| self.held(row)).collect()
    }

    /// The desktop of a user who has exactly one, and it is AVAILABLE.
    #[track_caller]
    pub fn one_of(&self, member: &Member) -> Held {
        let held = self.held_by(member);
        assert!(matches!(held.as_slice(), [one] if one.state == "AVAILABLE"), "{member:?} has {held:#?}");
        held.into_iter().next().expect("one")
    }

    fn held(&self, row: &Value) -> Held {
        let mut request: Map<String, Value> =
            REQUEST.iter().filter_map(|name| Some(((*name).to_owned(), row.get(*name)?.clone()))).collect();
        let asked = json!({ "ResourceId": row["WorkspaceId"] });
        let (status, tags) = self.call("workspaces", "WorkspacesService.DescribeTags", &asked);
        assert_eq!(status, 200, "{tags}");
        let mut tags = tags["TagList"].as_array().cloned().unwrap_or_default();
        tags.sort_by_key(|tag| tag["Key"].to_string());
        request.insert("Tags".into(), tags.into());
        let text = |name: &str| row[name].as_str().expect("a desktop is described").to_owned();
        Held { id: WorkspaceId::from_aws(text("WorkspaceId")), state: text("State"), request: request.into() }
    }

    /// Put the alarm that guards a desktop, under its name in the guide's spelling or another.
    pub fn guard(&self, prefix: &str, id: &WorkspaceId) {
        self.guard_for("Workspace_Disconnected_Topic", prefix, id);
    }

    /// The same for a stack with another topic.
    pub fn guard_for(&self, topic: &str, prefix: &str, id: &WorkspaceId) {
        let alarm = json!({
            "AlarmName": format!("{prefix}{id}"),
            "Namespace": "AWS/WorkSpaces",
            "MetricName": "SessionDisconnect",
            "Dimensions": [{ "Name": "WorkspaceId", "Value": id.as_str() }],
            "Statistic": "Sum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "DatapointsToAlarm": 1,
            "Threshold": 1.0,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching",
            "ActionsEnabled": true,
            "AlarmActions": [format!("arn:aws:sns:{REGION}:123456789012:{topic}")],
        });
        let (status, answer) = self.call("monitoring", "GraniteServiceVersion20100801.PutMetricAlarm", &alarm);
        assert_eq!(status, 200, "{answer}");
    }

    /// The names of all alarms.
    pub fn alarm_names(&self) -> Vec<String> {
        let asked = json!({ "MaxRecords": 100 });
        let (status, answer) = self.call("monitoring", "GraniteServiceVersion20100801.DescribeAlarms", &asked);
        assert!(status == 200 && answer.get("NextToken").is_none_or(Value::is_null), "{answer}");
        let alarms = answer["MetricAlarms"].as_array().into_iter().flatten();
        alarms.map(|alarm| alarm["AlarmName"].as_str().expect("an alarm has a name").to_owned()).collect()
    }
}
