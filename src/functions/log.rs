//! The functions' log: one JSON object a line, for CloudWatch Logs and whoever asks it questions. Pure.
//!
//! Every line has `time`, `level`, `request_id`, `function` and `log`, which says what kind of line it is: `event` (of
//! one row, with the fields of [`Event`]), `report` (of one event of AWS), `tick` or `error`. The fields are a wire
//! format: add, never rename. Of users nothing is written but their names.
//!
//! Lambda filters lines by `level` if it finds a time in `timestamp` as well (Lambda Developer Guide, "Log-level
//! filtering", seen 2026-11-22).

use super::{Function, Report};
use crate::reconcile::TickReport;
use crate::recycle::{Event, Happening, Row};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How much a line matters, in Lambda's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    Info,
    Warn,
    Error,
}

/// What all lines of one invocation begin with.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    pub request_id: &'a str,
    /// Unknown if the settings that would tell it cannot be read.
    pub function: Option<Function>,
}

impl Heading<'_> {
    fn line(&self, at: Timestamp, level: Level, log: &str, message: String, content: impl Serialize) -> Value {
        let mut line = Map::new();
        let mut put = |name: &str, value: Value| drop(line.insert(name.to_owned(), value));
        put("time", json(at));
        put("timestamp", json(at));
        put("level", json(level));
        put("log", log.into());
        put("request_id", self.request_id.into());
        put("function", json(self.function));
        put("message", message.into());
        if let Value::Object(content) = json(content) {
            line.extend(content);
        }
        Value::Object(line)
    }

    /// Something that happened to a row.
    pub fn event(&self, row: &Row, event: &Event) -> Value {
        #[derive(Serialize)]
        struct Content<'a> {
            desktop: &'a crate::recycle::WorkspaceId,
            old: &'a crate::recycle::WorkspaceId,
            owner: &'a crate::recycle::Owner,
            phase: crate::recycle::Phase,
            cause_opened: crate::recycle::Cause,
            since_opened_s: i64,
            in_phase_s: i64,
            #[serde(flatten)]
            what: &'a Happening,
        }
        let since = |earlier: Timestamp| event.at.duration_since(earlier).as_secs();
        let message = format!("{}: {}", row.owner, event.what);
        let content = Content {
            desktop: &row.target,
            old: &row.old,
            owner: &row.owner,
            phase: row.phase,
            cause_opened: row.cause,
            since_opened_s: since(row.opened_at),
            in_phase_s: since(row.phase_since),
            what: &event.what,
        };
        self.line(event.at, level(&event.what), "event", message, content)
    }

    /// What came of an event of AWS.
    pub fn report(&self, at: Timestamp, report: &Report, took: SignedDuration) -> Value {
        let level = if report.failed.is_empty() { Level::Info } else { Level::Warn };
        let (done, refused, failed) = (report.done.len(), report.refused.len(), report.failed.len());
        let message = format!("{done} done, {refused} refused, {failed} failed");
        with_duration(self.line(at, level, "report", message, report), took)
    }

    /// What came of a tick, and how often each API was called for it.
    pub fn tick(
        &self,
        at: Timestamp,
        report: &TickReport,
        took: SignedDuration,
        calls: BTreeMap<&'static str, u64>,
    ) -> Value {
        let is_read = report.sweep.as_ref().is_none_or(|sweep| sweep.unreadable.is_empty());
        let is_well = is_read && report.sweep_failed.is_none();
        let is_well = is_well && report.alerts.failed.is_empty() && report.unsaved.is_empty();
        let level = if is_well { Level::Info } else { Level::Warn };
        let message = match &report.held_by {
            Some(ticker) => format!("{} has the tick until {}", ticker.holder, ticker.until),
            None => format!("{} rows turned, {} closed", report.rows, report.closed),
        };
        let mut line = with_duration(self.line(at, level, "tick", message, report), took);
        line["calls"] = json(calls);
        line
    }

    /// The invocation failed.
    pub fn error(&self, at: Timestamp, kind: &str, error: &dyn std::error::Error) -> Value {
        let mut line = self.line(at, Level::Error, "error", chain(error), Map::new());
        line["error_type"] = kind.into();
        line
    }
}

/// An error with all that caused it.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}

fn with_duration(mut line: Value, took: SignedDuration) -> Value {
    line["duration_ms"] = json(i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
    line
}

fn json(content: impl Serialize) -> Value {
    serde_json::to_value(content).expect("plain data")
}

fn level(what: &Happening) -> Level {
    match what {
        Happening::CreateFailed { .. }
        | Happening::CallFailed { .. }
        | Happening::BornBroken { .. }
        | Happening::SuccessorVanished { .. }
        | Happening::StillThere { .. }
        | Happening::HeldBack { .. }
        | Happening::TerminateWithdrawn { .. } => Level::Warn,
        Happening::AttentionCalled { .. } => Level::Error,
        Happening::Opened { .. }
        | Happening::GraceRestarted { .. }
        | Happening::Postponed { .. }
        | Happening::Cancelled { .. }
        | Happening::TerminateDecided { .. }
        | Happening::Terminated { .. }
        | Happening::Absent { .. }
        | Happening::CreateDecided
        | Happening::Created { .. }
        | Happening::Adopted { .. }
        | Happening::AttentionEnded
        | Happening::Done { .. } => Level::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Deed, PayloadErrorKind};
    use super::*;
    use crate::ledger::Ticker;
    use crate::recycle::{Attention, Cause, Failure, Phase};
    use serde_json::json;

    const AT: &str = "2026-11-22T17:20:00Z";

    fn at() -> Timestamp {
        AT.parse().unwrap()
    }

    fn heading() -> Heading<'static> {
        Heading { request_id: "r-1", function: Some(Function::TermRebuild) }
    }

    fn row() -> Row {
        let opened = at() - SignedDuration::from_mins(15);
        let (owner, id) = ("alice@d-90670a1b2c".parse().unwrap(), "ws-0a1b2c3d4".parse().unwrap());
        let mut row = Row::open(owner, id, Cause::Alarm, opened, SignedDuration::from_mins(10));
        row.phase = Phase::Terminating;
        row.phase_since = at() - SignedDuration::from_secs(90);
        row
    }

    #[test]
    fn an_event_has_everything_that_it_is_about() {
        let what = Happening::Terminated { desktop: row().old };
        let line = heading().event(&row(), &Event { at: at(), what });
        assert_eq!(
            line,
            json!({
                "time": AT, "timestamp": AT, "level": "INFO", "log": "event", "request_id": "r-1",
                "function": "Workspace_Term_Rebuild", "event": "terminated", "desktop": "ws-0a1b2c3d4",
                "old": "ws-0a1b2c3d4", "owner": {"directory": "d-90670a1b2c", "user": "alice"},
                "phase": "terminating", "cause_opened": "alarm", "since_opened_s": 900, "in_phase_s": 90,
                "message": "alice@d-90670a1b2c: termination of ws-0a1b2c3d4 accepted",
            })
        );
        let failure = Failure::from_code("AccessDeniedException", "no");
        for (what, level, field, value) in [
            (Happening::AttentionCalled { cause: Attention::Denied }, "ERROR", "/cause", json!("denied")),
            (Happening::CreateFailed { failure }, "WARN", "/failure/kind", json!("denied")),
            (Happening::Postponed { why: "paused".into() }, "INFO", "/why", json!("paused")),
        ] {
            let line = heading().event(&row(), &Event { at: at(), what });
            assert_eq!((&line["level"], line.pointer(field)), (&json!(level), Some(&value)), "{line}");
            assert_eq!(line["cause_opened"], "alarm", "the event's own cause does not hide the row's");
        }
    }

    #[test]
    fn reports_ticks_and_errors() {
        let mut report = Report::new(Function::TermRebuild);
        report.done.push(Deed::AlarmsDeleted { desktop: row().old });
        let line = heading().report(at(), &report, SignedDuration::from_millis(41));
        assert_eq!(
            (&line["log"], &line["level"], &line["duration_ms"]),
            (&json!("report"), &json!("INFO"), &json!(41))
        );
        assert_eq!(
            (&line["done"][0]["did"], &line["message"]),
            (&json!("alarms_deleted"), &json!("1 done, 0 refused, 0 failed"))
        );

        let mut ticked = TickReport { rows: 3, closed: 1, ..TickReport::default() };
        let tick = |ticked: &TickReport| {
            heading().tick(at(), ticked, SignedDuration::from_secs(2), [("DescribeWorkspaces", 4)].into())
        };
        let line = tick(&ticked);
        assert_eq!((&line["rows"], &line["calls"]["DescribeWorkspaces"]), (&json!(3), &json!(4)));
        assert_eq!((&line["message"], &line["level"]), (&json!("3 rows turned, 1 closed"), &json!("INFO")));
        ticked.alerts.failed.push("no topic".into());
        assert_eq!(tick(&ticked)["level"], "WARN");
        ticked.held_by = Some(Ticker { holder: "r-0".into(), began_at: at(), until: at(), settings: String::new() });
        assert_eq!(tick(&ticked)["message"], "r-0 has the tick until 2026-11-22T17:20:00Z");

        let error = super::super::PayloadError {
            kind: PayloadErrorKind::Malformed,
            at: "payload".into(),
            why: "is missing".into(),
        };
        let heading = Heading { request_id: "r-1", function: None };
        let line = heading.error(at(), "payload_malformed", &error);
        assert_eq!((&line["level"], &line["error_type"]), (&json!("ERROR"), &json!("payload_malformed")));
        assert_eq!(
            (&line["message"], &line["function"]),
            (&json!("the event cannot be used: payload: is missing"), &Value::Null)
        );
    }
}
