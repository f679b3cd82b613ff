//! One line of a function's log, made readable. Pure.
//!
//! Ours are JSON objects with what happened and to which desktop; Lambda's own are JSON or plain text, depending on the
//! function's log format; what is neither is shown as it is.

use crate::cloud::LogLine;
use crate::functions::Function;
use crate::recycle::Happening;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

/// How Lambda's own lines begin in plain text (Lambda Developer Guide, "Sending Lambda function logs to CloudWatch
/// Logs", seen 2026-11-22).
const PLATFORM: [&str; 5] =
    ["START RequestId: ", "END RequestId: ", "REPORT RequestId: ", "INIT_START ", "INIT_REPORT "];
/// Fields that are shown beside the sentence, or say nothing to a person.
const SHOWN: [&str; 9] =
    ["time", "timestamp", "level", "request_id", "requestId", "function", "event", "desktop", "owner"];

/// A line, and what can be read in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    pub id: String,
    pub at: Timestamp,
    pub function: Function,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desktop: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    pub sentence: String,
    /// Lambda says that a call began or ended well, or a tick found nothing to do: of no interest unless it is looked
    /// for.
    pub is_routine: bool,
    /// As it was logged: an object if it was JSON, text if it was not.
    pub line: Value,
}

impl Shown {
    pub fn of(function: Function, line: LogLine) -> Self {
        let text = line.text.trim_end();
        let mut shown = Self {
            id: line.id,
            at: line.at,
            function,
            level: None,
            event: None,
            desktop: None,
            owner: None,
            sentence: text.to_owned(),
            is_routine: PLATFORM.iter().any(|head| text.starts_with(head)) && !text.contains("Status: "),
            line: Value::String(text.to_owned()),
        };
        let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) else { return shown };
        let word = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        shown.level = word("level").map(|level| level.to_lowercase());
        shown.desktop = word("desktop").or_else(|| word("about").filter(|about| about.starts_with("ws-")));
        shown.owner = word("owner");
        match word("type").filter(|kind| kind.starts_with("platform.")) {
            Some(kind) => {
                let status = fields.get("record").and_then(|record| record["status"].as_str()).unwrap_or("success");
                shown.is_routine = status == "success";
                shown.sentence = platform(&kind, &fields);
                shown.event = Some(kind);
            }
            None => {
                shown.event = word("event");
                shown.is_routine = fields.get("is_routine").and_then(Value::as_bool).unwrap_or(false);
                shown.sentence = sentence(&fields, shown.owner.as_deref()).unwrap_or(shown.sentence);
            }
        }
        shown.line = Value::Object(fields);
        shown
    }
}

/// What a line of ours says: its message, else the sentence of its event, else its fields.
fn sentence(fields: &Map<String, Value>, owner: Option<&str>) -> Option<String> {
    let told = fields.get("message").or(fields.get("msg")).and_then(Value::as_str).map(str::to_owned);
    let happened = || serde_json::from_value::<Happening>(Value::Object(fields.clone())).ok().map(|it| it.to_string());
    let listed = || {
        let event = fields.get("event")?.as_str()?;
        let rest = fields.iter().filter(|(name, _)| !SHOWN.contains(&name.as_str()));
        Some(rest.fold(event.to_owned(), |line, (name, value)| format!("{line} {name}={value}")))
    };
    let said = told.or_else(happened).or_else(listed)?;
    Some(match owner {
        Some(owner) if !said.contains(owner) => format!("{owner}: {said}"),
        _ => said,
    })
}

/// An event of Lambda itself, such as `platform.report` (Lambda Developer Guide, "Telemetry API Event schema", seen
/// 2026-11-22).
fn platform(kind: &str, fields: &Map<String, Value>) -> String {
    let nothing = Value::Null;
    let record = fields.get("record").unwrap_or(&nothing);
    let mut said = kind.to_owned();
    for name in ["requestId", "status", "errorType"] {
        if let Some(text) = record[name].as_str() {
            said = format!("{said} {text}");
        }
    }
    for (name, unit) in [("durationMs", "ms"), ("billedDurationMs", "ms billed"), ("maxMemoryUsedMB", "MB used")] {
        if let Some(number) = record["metrics"][name].as_f64() {
            said = format!("{said}, {number} {unit}");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Shown {
        let at = "2026-11-23T09:03:00Z".parse().unwrap();
        Shown::of(Function::TermRebuild, LogLine { id: "1".into(), at, text: text.into() })
    }

    #[test]
    fn our_lines_become_sentences() {
        for (text, desktop, sentence) in [
            (
                r#"{"time":"x","event":"row_opened","desktop":"ws-0a1b2c3d4","message":"ws-0a1b2c3d4 is watched"}"#,
                Some("ws-0a1b2c3d4"),
                "ws-0a1b2c3d4 is watched",
            ),
            (
                r#"{"event":"absent","desktop":"ws-0a1b2c3d4","owner":"alice@d-90670a1b2c","request_id":"r"}"#,
                Some("ws-0a1b2c3d4"),
                "alice@d-90670a1b2c: ws-0a1b2c3d4 is gone",
            ),
            (
                r#"{"event":"of_a_later_version","level":"WARN","rows":3,"why":"a b"}"#,
                None,
                "of_a_later_version rows=3 why=\"a b\"",
            ),
            (r#"{"about":"ws-0a1b2c3d4","message":"no such desktop"}"#, Some("ws-0a1b2c3d4"), "no such desktop"),
            (r#"{"something":"else"}"#, None, r#"{"something":"else"}"#),
            ("thread 'main' panicked at src/x.rs:1\n", None, "thread 'main' panicked at src/x.rs:1"),
            ("[1, 2]", None, "[1, 2]"),
            ("", None, ""),
        ] {
            let line = shown(text);
            assert_eq!((line.desktop.as_deref(), line.sentence.as_str()), (desktop, sentence), "{text}");
            assert!(!line.is_routine, "{text}");
        }
        assert_eq!(shown(r#"{"level":"WARN","event":"x"}"#).level.as_deref(), Some("warn"));
    }

    #[test]
    fn lambdas_own_lines_are_routine_unless_something_is_wrong() {
        for (text, is_routine, sentence) in [
            ("START RequestId: r-1 Version: $LATEST\n", true, "START RequestId: r-1 Version: $LATEST"),
            (
                "REPORT RequestId: r-1\tDuration: 900000.00 ms\tStatus: timeout",
                false,
                "REPORT RequestId: r-1\tDuration: 900000.00 ms\tStatus: timeout",
            ),
            (
                r#"{"time":"x","type":"platform.start","record":{"requestId":"r-1","version":"$LATEST"}}"#,
                true,
                "platform.start r-1",
            ),
            (
                r#"{"type":"platform.report","record":{"requestId":"r-1","status":"success",
                    "metrics":{"durationMs":12.5,"billedDurationMs":13,"maxMemoryUsedMB":34}}}"#,
                true,
                "platform.report r-1 success, 12.5 ms, 13 ms billed, 34 MB used",
            ),
            (
                r#"{"type":"platform.report","record":{"requestId":"r-1","status":"error","errorType":"Crash"}}"#,
                false,
                "platform.report r-1 error Crash",
            ),
        ] {
            let line = shown(text);
            assert_eq!((line.is_routine, line.sentence.as_str()), (is_routine, sentence), "{text}");
        }
    }
}
