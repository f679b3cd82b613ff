//! CloudWatch alarms.

use super::convert::repeated;
use super::{AwsCloud, Page};
use crate::cloud::ALARM_PAGE;
use crate::fleet::Alarm;
use crate::recycle::{Failure, FailureKind};
use aws_sdk_cloudwatch::types::{AlarmType, ComparisonOperator, Dimension, MetricAlarm, Statistic};

/// One page of metric alarms whose names begin with `prefix`.
pub(super) async fn list(aws: &AwsCloud, prefix: &str, token: Option<String>) -> Result<Page<Alarm>, Failure> {
    const CALL: &str = "DescribeAlarms";
    let call = aws.cloudwatch().describe_alarms().alarm_types(AlarmType::MetricAlarm).max_records(ALARM_PAGE as i32);
    // An empty prefix is refused; leaving it out means every alarm.
    let prefix = Some(prefix).filter(|text| !text.is_empty()).map(str::to_owned);
    let call = call.set_alarm_name_prefix(prefix).set_next_token(token.clone());
    let answer = call.send().await.map_err(|error| aws.place.failure(CALL, error))?;
    let items = answer.metric_alarms.unwrap_or_default().into_iter().map(alarm).collect();
    Ok(Page { items, next: repeated(CALL, token, answer.next_token)? })
}

/// PutMetricAlarm with every setting, so that nothing is left to a default that AWS might change.
pub(super) async fn put(aws: &AwsCloud, alarm: &Alarm) -> Result<(), Failure> {
    let dimensions = alarm.dimensions.iter().map(|(name, value)| Dimension::builder().name(name).value(value).build());
    // SessionDisconnect has a grain, not a unit: a unit here would keep the alarm from seeing it.
    let call = aws
        .cloudwatch()
        .put_metric_alarm()
        .alarm_name(&alarm.name)
        .namespace(&alarm.namespace)
        .metric_name(&alarm.metric)
        .set_dimensions(Some(dimensions.collect()))
        .statistic(Statistic::from(alarm.statistic.as_str()))
        .period(alarm.period_s)
        .evaluation_periods(alarm.evaluation_periods)
        .datapoints_to_alarm(alarm.datapoints_to_alarm)
        .threshold(alarm.threshold)
        .comparison_operator(ComparisonOperator::from(alarm.comparison.as_str()))
        .treat_missing_data(&alarm.missing_data)
        .set_alarm_actions(Some(alarm.actions.clone()))
        .actions_enabled(alarm.actions_enabled);
    call.send().await.map(drop).map_err(|error| aws.place.failure("PutMetricAlarm", error))
}

/// DeleteAlarms. The names that exist are deleted even where others do not (DeleteAlarms, API reference, seen
/// 2026-11-22), so "not found" is what was wanted.
pub(super) async fn delete(aws: &AwsCloud, names: &[String]) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let call = aws.cloudwatch().delete_alarms().set_alarm_names(Some(names.to_vec()));
    match call.send().await.map_err(|error| aws.place.failure("DeleteAlarms", error)) {
        Err(failure) if failure.kind != FailureKind::NotFound => Err(failure),
        _ => Ok(()),
    }
}

fn alarm(from: MetricAlarm) -> Alarm {
    let evaluation_periods = from.evaluation_periods.unwrap_or_default();
    let pair = |dimension: Dimension| (dimension.name.unwrap_or_default(), dimension.value.unwrap_or_default());
    let statistic = from.statistic.map(|statistic| statistic.as_str().to_owned()).or(from.extended_statistic);
    Alarm {
        name: from.alarm_name.unwrap_or_default(),
        namespace: from.namespace.unwrap_or_default(),
        metric: from.metric_name.unwrap_or_default(),
        dimensions: from.dimensions.unwrap_or_default().into_iter().map(pair).collect(),
        statistic: statistic.unwrap_or_default(),
        period_s: from.period.unwrap_or_default(),
        evaluation_periods,
        // These two say what CloudWatch does where they are not set (PutMetricAlarm, API reference, seen 2026-11-22).
        datapoints_to_alarm: from.datapoints_to_alarm.unwrap_or(evaluation_periods),
        missing_data: from.treat_missing_data.unwrap_or_else(|| "missing".to_owned()),
        threshold: from.threshold.unwrap_or_default(),
        comparison: from.comparison_operator.map(|operator| operator.as_str().to_owned()).unwrap_or_default(),
        actions: from.alarm_actions.unwrap_or_default(),
        actions_enabled: from.actions_enabled.unwrap_or(true),
        state: from.state_value.map(|state| state.as_str().to_owned()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_made_by_the_guide_is_read_with_cloudwatchs_defaults() {
        let from = MetricAlarm::builder()
            .alarm_name("Workspace_Disconnected_id_ws-0a1b2c3d4")
            .statistic(Statistic::Average)
            .evaluation_periods(3)
            .build();
        let read = alarm(from);
        assert_eq!((read.datapoints_to_alarm, read.missing_data.as_str()), (3, "missing"));
        assert_eq!((read.statistic.as_str(), read.actions_enabled), ("Average", true));
    }

    #[test]
    fn nothing_at_all_is_an_alarm_with_every_fault() {
        let read = alarm(MetricAlarm::builder().extended_statistic("p99").build());
        assert_eq!(read.statistic, "p99");
        assert_eq!(read.desktop(), None);
        assert!(read.faults(&"ws-0a1b2c3d4".parse().unwrap(), "arn:aws:sns:us-east-1:123456789012:t").len() > 8);
    }
}
