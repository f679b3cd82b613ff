//! The alarm that guards a desktop: its one right form, and its name in every spelling that is in use.
//!
//! Pure. The settings are the guide's except where the guide's cannot work: Sum instead of Average (a zero and a one in
//! one period average below the threshold), the metric's own 300 s grain, and missing data as notBreaching (see
//! "Configuring how CloudWatch alarms treat missing data", seen 2026-11-22).

use crate::recycle::WorkspaceId;
use serde::{Deserialize, Serialize};

/// The topic that alarms publish to.
pub const TOPIC: &str = "Workspace_Disconnected_Topic";
/// What the name of a guarding alarm begins with.
pub const ALARM_PREFIX: &str = "WorkSpace_Disconnected_id_";
/// The spellings that the guide, its screenshots and its Python functions used, ours first.
pub const SPELLINGS: [&str; 4] =
    [ALARM_PREFIX, "WorkSpace_Disconnected_Id_", "Workspace_Disconnected_id_", "Workspace_Disconnected_Id_"];
/// DescribeAlarms takes a case-sensitive prefix: these two cover every spelling.
pub const SEARCH_PREFIXES: [&str; 2] = ["WorkSpace_Disconnected_", "Workspace_Disconnected_"];

pub const NAMESPACE: &str = "AWS/WorkSpaces";
pub const METRIC: &str = "SessionDisconnect";
pub const DIMENSION: &str = "WorkspaceId";

/// A CloudWatch metric alarm, the part that matters to us.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    pub name: String,
    pub namespace: String,
    pub metric: String,
    /// Name and value.
    pub dimensions: Vec<(String, String)>,
    pub statistic: String,
    pub period_s: i32,
    pub evaluation_periods: i32,
    pub datapoints_to_alarm: i32,
    pub threshold: f64,
    pub comparison: String,
    pub missing_data: String,
    /// ARNs to tell when the alarm goes off.
    pub actions: Vec<String>,
    pub actions_enabled: bool,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`; not part of what we put.
    pub state: String,
}

impl Alarm {
    /// The alarm that a guarded desktop has.
    pub fn guarding(desktop: &WorkspaceId, topic_arn: &str) -> Self {
        Self {
            name: format!("{ALARM_PREFIX}{desktop}"),
            namespace: NAMESPACE.into(),
            metric: METRIC.into(),
            dimensions: vec![(DIMENSION.into(), desktop.to_string())],
            statistic: "Sum".into(),
            period_s: 300,
            evaluation_periods: 1,
            datapoints_to_alarm: 1,
            threshold: 1.0,
            comparison: "GreaterThanOrEqualToThreshold".into(),
            missing_data: "notBreaching".into(),
            actions: vec![topic_arn.to_owned()],
            actions_enabled: true,
            state: "INSUFFICIENT_DATA".into(),
        }
    }

    /// The desktop that the alarm's name speaks of, in any spelling.
    pub fn desktop(&self) -> Option<WorkspaceId> {
        SPELLINGS.iter().find_map(|prefix| self.name.strip_prefix(prefix)).and_then(|id| id.parse().ok())
    }

    /// Whether it watches the disconnects of this desktop, whatever else is wrong with it.
    pub fn watches(&self, desktop: &WorkspaceId) -> bool {
        self.namespace == NAMESPACE
            && self.metric == METRIC
            && matches!(self.dimensions.as_slice(), [(name, value)] if name == DIMENSION && value == desktop.as_str())
    }

    /// Every setting in which this alarm is not the one that guards `desktop`, as `field: is → should be`.
    pub fn faults(&self, desktop: &WorkspaceId, topic_arn: &str) -> Vec<String> {
        let right = Self::guarding(desktop, topic_arn);
        let dimension = |alarm: &Self| {
            alarm.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        };
        let actions = |alarm: &Self| if alarm.actions.is_empty() { "none".to_owned() } else { alarm.actions.join(" ") };
        [
            ("name", self.name.clone(), right.name.clone()),
            ("namespace", self.namespace.clone(), right.namespace.clone()),
            ("metric", self.metric.clone(), right.metric.clone()),
            ("dimension", dimension(self), dimension(&right)),
            ("statistic", self.statistic.clone(), right.statistic.clone()),
            ("period", format!("{} s", self.period_s), format!("{} s", right.period_s)),
            ("evaluation periods", self.evaluation_periods.to_string(), right.evaluation_periods.to_string()),
            ("datapoints to alarm", self.datapoints_to_alarm.to_string(), right.datapoints_to_alarm.to_string()),
            ("threshold", self.threshold.to_string(), right.threshold.to_string()),
            ("comparison", self.comparison.clone(), right.comparison.clone()),
            ("missing data", self.missing_data.clone(), right.missing_data.clone()),
            ("action", actions(self), actions(&right)),
            ("actions", on_off(self.actions_enabled), on_off(true)),
        ]
        .into_iter()
        .filter(|(_, is, should)| is != should)
        .map(|(field, is, should)| format!("{field}: {is} → {should}"))
        .collect()
    }
}

fn on_off(enabled: bool) -> String {
    if enabled { "enabled" } else { "disabled" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC_ARN: &str = "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic";

    #[test]
    fn every_spelling_is_recognised_and_found_by_a_search_prefix() {
        let id: WorkspaceId = "ws-0a1b2c3d4".parse().unwrap();
        for spelling in SPELLINGS {
            let alarm = Alarm { name: format!("{spelling}{id}"), ..Alarm::guarding(&id, TOPIC_ARN) };
            assert_eq!(alarm.desktop(), Some(id.clone()));
            assert!(SEARCH_PREFIXES.iter().any(|prefix| alarm.name.starts_with(prefix)));
        }
        let other = Alarm { name: "WorkSpace_Disconnected_summary".into(), ..Alarm::guarding(&id, TOPIC_ARN) };
        assert_eq!(other.desktop(), None);
    }

    #[test]
    fn every_wrong_setting_is_named() {
        let id: WorkspaceId = "ws-0a1b2c3d4".parse().unwrap();
        let right = Alarm::guarding(&id, TOPIC_ARN);
        assert!(right.faults(&id, TOPIC_ARN).is_empty());
        type Change = fn(&mut Alarm);
        let changes: [(Change, &str); 12] = [
            (|a| a.namespace = "AWS/EC2".into(), "namespace"),
            (|a| a.metric = "UserConnected".into(), "metric"),
            (|a| a.dimensions[0].1 = "ws-other0000".into(), "dimension"),
            (|a| a.statistic = "Average".into(), "statistic"),
            (|a| a.period_s = 60, "period"),
            (|a| a.evaluation_periods = 2, "evaluation periods"),
            (|a| a.datapoints_to_alarm = 2, "datapoints to alarm"),
            (|a| a.threshold = 2.0, "threshold"),
            (|a| a.comparison = "LessThanThreshold".into(), "comparison"),
            (|a| a.missing_data = "ignore".into(), "missing data"),
            (|a| a.actions.clear(), "action"),
            (|a| a.actions_enabled = false, "actions"),
        ];
        for (change, field) in changes {
            let mut wrong = right.clone();
            change(&mut wrong);
            let faults = wrong.faults(&id, TOPIC_ARN);
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(faults[0].starts_with(&format!("{field}: ")), "{faults:?}");
        }
    }
}
