//! What the functions have logged: FilterLogEvents of CloudWatch Logs.

use super::AwsCloud;
use super::convert::repeated;
use crate::cloud::{LogLine, Logs, Page};
use crate::recycle::{Failure, WorkspaceId};
use aws_sdk_cloudwatchlogs::types::FilteredLogEvent;
use jiff::Timestamp;

const CALL: &str = "FilterLogEvents";
/// The newest first can be had of 2024 and later only (API reference, `startFromHead`, seen 2026-11-22). Nothing of
/// ours is older.
const EARLIEST_MS: i64 = 1_704_067_200_000;

impl Logs for AwsCloud {
    async fn log_lines(
        &self,
        group: &str,
        from: Timestamp,
        desktop: Option<&WorkspaceId>,
        token: Option<String>,
    ) -> Result<Page<LogLine>, Failure> {
        let call = self.logs().filter_log_events().log_group_name(group).start_from_head(false);
        let call = call.start_time(from.as_millisecond().max(EARLIEST_MS));
        let call = call.set_filter_pattern(desktop.map(term)).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| self.refused(CALL, error))?;
        let items = answer.events.unwrap_or_default().into_iter().filter_map(line).collect();
        Ok(Page { items, next: repeated(CALL, token, answer.next_token)? })
    }
}

/// A pattern that matches lines with these very characters, whatever they are (CloudWatch Logs User Guide, "Filter
/// pattern syntax": quotation marks around what is not alphanumeric, seen 2026-11-22).
fn term(desktop: &WorkspaceId) -> String {
    format!("\"{}\"", desktop.as_str().replace('\\', "\\\\").replace('"', "\\\""))
}

/// A line without a time says nothing that could be put in order.
fn line(event: FilteredLogEvent) -> Option<LogLine> {
    let at = Timestamp::from_millisecond(event.timestamp?).ok()?;
    let text = event.message.unwrap_or_default();
    let id = event.event_id.unwrap_or_else(|| format!("{}/{at}/{text}", event.log_stream_name.unwrap_or_default()));
    Some(LogLine { id, at, text })
}

#[cfg(test)]
mod tests {
    use super::super::canned::{self, Answer};
    use super::*;
    use crate::recycle::FailureKind;

    const GROUP: &str = "/aws/lambda/Workspace_Term_Rebuild";

    #[tokio::test]
    async fn pages_are_asked_for_with_all_that_the_first_was() {
        let first = Answer(
            200,
            r#"{"events": [{"eventId": "2", "timestamp": 1732000001000, "message": "two\n", "logStreamName": "s"},
                {"message": "of no time"}], "nextToken": "t-1"}"#,
        );
        let empty = Answer(200, r#"{"events": [], "nextToken": "t-2"}"#);
        let last = Answer(200, r#"{"events": [{"timestamp": 1732000000000, "message": "one", "logStreamName": "s"}]}"#);
        let (aws, asked) = canned::aws(vec![first, empty, last]).await;
        let id: WorkspaceId = "ws-0a1b2c3d4".parse().unwrap();
        let (mut lines, mut token) = (vec![], None);
        loop {
            let page = aws.log_lines(GROUP, Timestamp::UNIX_EPOCH, Some(&id), token).await.unwrap();
            lines.extend(page.items);
            token = page.next;
            if token.is_none() {
                break;
            }
        }
        let shown: Vec<(&str, &str)> = lines.iter().map(|line| (line.id.as_str(), line.text.as_str())).collect();
        assert_eq!(shown, [("2", "two\n"), ("s/2024-11-19T07:06:40Z/one", "one")]);
        let asked = asked.lock().unwrap();
        for (body, token) in asked.iter().zip([None, Some("t-1"), Some("t-2")]) {
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!(body["logGroupName"], GROUP);
            assert_eq!(body["filterPattern"], "\"ws-0a1b2c3d4\"");
            assert_eq!((&body["startFromHead"], &body["startTime"]), (&false.into(), &EARLIEST_MS.into()));
            assert_eq!(body.get("nextToken").and_then(|token| token.as_str()), token);
        }
    }

    #[tokio::test]
    async fn a_page_that_leads_to_itself_ends_and_a_missing_group_is_not_found() {
        let (aws, _) = canned::aws(vec![Answer(200, r#"{"nextToken": "t"}"#)]).await;
        let failure = aws.log_lines(GROUP, Timestamp::UNIX_EPOCH, None, Some("t".into())).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Unclear);
        let missing = Answer(
            400,
            r#"{"__type": "ResourceNotFoundException", "message": "The specified log group does not exist."}"#,
        );
        let (aws, _) = canned::aws(vec![missing]).await;
        let failure = aws.log_lines(GROUP, Timestamp::UNIX_EPOCH, None, None).await.unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::NotFound, CALL));
    }

    #[test]
    fn nothing_in_an_id_can_leave_the_quotation_marks() {
        assert_eq!(term(&WorkspaceId::from_aws(r#"ws-" ?a \"#)), r#""ws-\" ?a \\""#);
    }
}
