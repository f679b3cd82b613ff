//! The metric `UserConnected`, for hundreds of desktops in one call.

use super::AwsCloud;
use super::convert::{aws_time, repeated, timestamp};
use crate::fleet::alarm::{DIMENSION, NAMESPACE};
use crate::recycle::{Failure, FailureKind, WorkspaceId};
use aws_sdk_cloudwatch::types::{
    Dimension, Metric, MetricDataQuery, MetricDataResult, MetricStat, ScanBy, Statistic, StatusCode,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

const CALL: &str = "GetMetricData";
const METRIC: &str = "UserConnected";
/// WorkSpaces publishes this metric every five minutes (CloudWatch metrics page of the Administration Guide, seen
/// 2026-11-22).
const PERIOD_S: i32 = 300;

/// The start of the latest period in which somebody was connected. AWS rounds `from` down to a whole period.
pub(super) async fn user_connected(
    aws: &AwsCloud,
    ids: &[WorkspaceId],
    from: Timestamp,
    to: Timestamp,
) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
    let mut found = BTreeMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let queries: Vec<_> = ids.iter().enumerate().map(|(n, id)| query(n, id)).collect();
    let mut token = None;
    loop {
        let call = aws.cloudwatch().get_metric_data().set_metric_data_queries(Some(queries.clone()));
        let call = call.start_time(aws_time(from)).end_time(aws_time(to)).scan_by(ScanBy::TimestampDescending);
        let answer = call.set_next_token(token.clone()).send().await.map_err(|e| aws.place.failure(CALL, e))?;
        for result in answer.metric_data_results.unwrap_or_default() {
            let id =
                result.id.as_deref().and_then(|id| id.strip_prefix('m')?.parse().ok()).and_then(|n: usize| ids.get(n));
            if let (Some(id), Some(at)) = (id, latest(result)?) {
                let kept = found.entry(id.clone()).or_insert(at);
                *kept = at.max(*kept);
            }
        }
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

/// The query about one desktop. Its id must begin with a lower-case letter, so it is `m` and the place in the list.
fn query(n: usize, id: &WorkspaceId) -> MetricDataQuery {
    let dimension = Dimension::builder().name(DIMENSION).value(id.as_str()).build();
    let metric = Metric::builder().namespace(NAMESPACE).metric_name(METRIC).dimensions(dimension).build();
    let stat = MetricStat::builder().metric(metric).period(PERIOD_S).stat(Statistic::Maximum.as_str()).build();
    MetricDataQuery::builder().id(format!("m{n}")).metric_stat(stat).return_data(true).build()
}

/// When somebody was last connected, according to one result. A result that is no answer is a failure: it must not be
/// taken for "nobody".
fn latest(result: MetricDataResult) -> Result<Option<Timestamp>, Failure> {
    if let Some(status) = result.status_code.filter(|s| !matches!(s, StatusCode::Complete | StatusCode::PartialData)) {
        let kind = if status == StatusCode::Forbidden { FailureKind::Denied } else { FailureKind::Unclear };
        let words = result.messages.unwrap_or_default().into_iter().filter_map(|message| message.value);
        let message = words.fold(format!("no data of {METRIC}"), |text, word| format!("{text}: {word}"));
        return Err(Failure::new(kind, status.as_str(), message).in_call(CALL));
    }
    let points = result.timestamps.unwrap_or_default().into_iter().zip(result.values.unwrap_or_default());
    Ok(points.filter(|(_, value)| *value >= 1.0).filter_map(|(at, _)| timestamp(&at)).max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_cloudwatch::primitives::DateTime;
    use aws_sdk_cloudwatch::types::MessageData;

    fn result(points: &[(i64, f64)]) -> aws_sdk_cloudwatch::types::builders::MetricDataResultBuilder {
        points.iter().fold(MetricDataResult::builder().id("m0"), |result, (at, value)| {
            result.timestamps(DateTime::from_secs(*at)).values(*value)
        })
    }

    #[test]
    fn the_latest_period_with_somebody_counts() {
        let seen = |points: &[(i64, f64)]| latest(result(points).build()).unwrap().map(|at| at.as_second());
        assert_eq!(seen(&[(900, 0.0), (600, 1.0), (300, 1.0)]), Some(600));
        assert_eq!(seen(&[(300, 1.0), (600, 1.0), (900, 0.0)]), Some(600));
        assert_eq!(seen(&[(900, 0.0)]), None);
        assert_eq!(seen(&[]), None);
    }

    #[test]
    fn a_result_that_is_no_answer_is_not_nobody() {
        for (status, kind) in [
            (StatusCode::Forbidden, FailureKind::Denied),
            (StatusCode::InternalError, FailureKind::Unclear),
            (StatusCode::from("NEWER"), FailureKind::Unclear),
        ] {
            let message = MessageData::builder().code("x").value("Please try again").build();
            let failure = latest(result(&[]).status_code(status).messages(message).build()).unwrap_err();
            assert_eq!(failure.kind, kind);
            assert!(failure.to_string().ends_with("no data of UserConnected: Please try again"), "{failure}");
        }
    }
}
