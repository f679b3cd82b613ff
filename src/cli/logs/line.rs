//! One line of a function's log, made readable. Pure.
//!
//! Ours are the JSON objects of `functions::log`; Lambda's own are JSON or plain text, depending on the function's log
//! format; what is neither is shown as it is, and so is what a newer version has added.

use crate::cloud::LogLine;
use crate::functions::{Deed, FailedItem, Function, Refusal};
use crate::recycle::{Happening, Owner};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How Lambda's own lines begin in plain text (Lambda Developer Guide, "Sending Lambda function logs to CloudWatch
/// Logs", seen 2026-11-22).
const PLATFORM: [&str; 5] =
    ["START RequestId: ", "END RequestId: ", "REPORT RequestId: ", "INIT_START ", "INIT_REPORT "];
/// Fields that are shown beside the sentence, or say nothing to a person.
const SHOWN: [&str; 11] =
    ["time", "timestamp", "level", "log", "request_id", "requestId", "function", "event", "desktop", "old", "owner"];

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
    /// Lambda says that a call began or ended well, or a tick that it did: of no interest unless it is looked for.
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
        shown.desktop = word("desktop").or_else(|| only_desktop(&fields));
        shown.owner = fields.get("owner").and_then(owner);
        match word("type").filter(|kind| kind.starts_with("platform.")) {
            Some(kind) => {
                let status = fields.get("record").and_then(|record| record["status"].as_str()).unwrap_or("success");
                shown.is_routine = status == "success";
                shown.sentence = platform(&kind, &fields);
                shown.event = Some(kind);
            }
            None => {
                shown.event = word("event").or_else(|| word("log"));
                shown.is_routine = word("log").is_some_and(|log| log == "tick") && is_quiet(&fields);
                shown.sentence = sentence(&fields, shown.owner.as_deref()).unwrap_or(shown.sentence);
            }
        }
        shown.line = Value::Object(fields);
        shown
    }
}

/// An owner as it stands in a row, or as a person writes it.
fn owner(from: &Value) -> Option<String> {
    match from {
        Value::String(text) => Some(text.clone()),
        object => serde_json::from_value::<Owner>(object.clone()).ok().map(|owner| owner.to_string()),
    }
}

/// The things that a report lists.
fn items(fields: &Map<String, Value>) -> impl Iterator<Item = (&'static str, &Value)> {
    let listed = |name| fields.get(name).and_then(Value::as_array).into_iter().flatten().map(move |item| (name, item));
    ["done", "refused", "failed"].into_iter().flat_map(listed)
}

/// The desktop of a report that is about one.
fn only_desktop(fields: &Map<String, Value>) -> Option<String> {
    let named =
        |item: &Value| [&item["desktop"], &item["about"]].into_iter().find_map(Value::as_str).map(str::to_owned);
    let mut ids: Vec<String> = items(fields).filter_map(|(_, item)| named(item)).collect();
    ids.dedup();
    ids.pop().filter(|id| ids.is_empty() && id.starts_with("ws-"))
}

/// A tick that went well and whose sweep changed nothing: what it did to rows stands in lines of their own.
fn is_quiet(fields: &Map<String, Value>) -> bool {
    fields.get("level").and_then(Value::as_str) == Some("INFO") && swept(fields).is_empty()
}

/// What a line of ours says: what a report lists, else its message and what a sweep did, else the sentence of its
/// event, else its fields.
fn sentence(fields: &Map<String, Value>, owner: Option<&str>) -> Option<String> {
    let listed: Vec<String> = items(fields).map(|(name, item)| item_sentence(name, item)).collect();
    let told = fields.get("message").or(fields.get("msg")).and_then(Value::as_str);
    let told = told.map(|told| swept(fields).into_iter().fold(told.to_owned(), |line, more| format!("{line}; {more}")));
    let happened = || serde_json::from_value::<Happening>(Value::Object(fields.clone())).ok().map(|it| it.to_string());
    let all = || {
        let event = fields.get("event")?.as_str()?;
        let rest = fields.iter().filter(|(name, _)| !SHOWN.contains(&name.as_str()));
        Some(rest.fold(event.to_owned(), |line, (name, value)| format!("{line} {name}={value}")))
    };
    let said = if listed.is_empty() { told.or_else(happened).or_else(all)? } else { listed.join("; ") };
    Some(match owner {
        Some(owner) if !said.contains(owner) => format!("{owner}: {said}"),
        _ => said,
    })
}

fn item_sentence(name: &str, item: &Value) -> String {
    fn of<T: DeserializeOwned + ToString>(item: &Value) -> Option<String> {
        serde_json::from_value::<T>(item.clone()).ok().map(|known| known.to_string())
    }
    let (said, prefix) = match name {
        "done" => (of::<Deed>(item), ""),
        "refused" => (of::<Refusal>(item), "refused: "),
        _ => (of::<FailedItem>(item), "failed: "),
    };
    format!("{prefix}{}", said.unwrap_or_else(|| item.to_string()))
}

/// What a sweep has changed, and why it could not look.
fn swept(fields: &Map<String, Value>) -> Vec<String> {
    let mut said = vec![];
    if let Some(sweep) = fields.get("sweep") {
        let watched: Vec<&str> = sweep["opened"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !watched.is_empty() {
            said.push(format!("the sweep watches {}", watched.join(", ")));
        }
        for (name, verb) in [("alarms_put", "puts"), ("alarms_deleted", "deletes")] {
            if let Some(many @ 1..) = sweep[name].as_u64() {
                said.push(format!("the sweep {verb} {many} alarm{}", if many == 1 { "" } else { "s" }));
            }
        }
        let unreadable = sweep["unreadable"].as_array().into_iter().flatten().filter_map(Value::as_str);
        said.extend(unreadable.map(|why| format!("the sweep leaves a row alone: {why}")));
    }
    if let Some(why) = fields.get("sweep_failed").and_then(Value::as_str) {
        said.push(format!("the sweep failed: {why}"));
    }
    let unsaved = fields.get("unsaved").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    said.extend(unsaved.map(|why| format!("not saved: {why}")));
    said
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
            (
                r#"{"event":"absent","desktop":"ws-0a1b2c3d4","owner":{"directory":"d-90670a1b2c","user":"alice"}}"#,
                Some("ws-0a1b2c3d4"),
                "alice@d-90670a1b2c: ws-0a1b2c3d4 is gone",
            ),
            (
                r#"{"message":"2 done","done":[{"did":"alarms_deleted","desktop":"ws-0a1b2c3d4"},
                    {"did":"of_a_later_version","desktop":"ws-0a1b2c3d4"}],"refused":[],"failed":[]}"#,
                Some("ws-0a1b2c3d4"),
                r#"the alarms of ws-0a1b2c3d4 are deleted; {"desktop":"ws-0a1b2c3d4","did":"of_a_later_version"}"#,
            ),
            (
                r#"{"done":[],"refused":[{"about":"ws-0a1b2c3d4","reason":"leaving"}],
                    "failed":[{"desktop":"ws-0a1b2c3d5","why":"throttled"}]}"#,
                None,
                "refused: ws-0a1b2c3d4: is being deleted; failed: ws-0a1b2c3d5: throttled",
            ),
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

    /// The lines are made by whoever writes them, so that both stay one format.
    #[test]
    fn lines_of_the_functions_log_are_read() {
        use crate::functions::log::Heading;
        use crate::functions::{Deed, Report};
        use crate::reconcile::TickReport;
        use crate::recycle::{Cause, Event, Row};
        use jiff::SignedDuration;

        let heading = Heading { request_id: "r-1", function: Some(Function::TermRebuild) };
        let at: Timestamp = "2026-11-23T09:03:00Z".parse().unwrap();
        let desktop: crate::recycle::WorkspaceId = "ws-0a1b2c3d4".parse().unwrap();
        let owner: Owner = "alice@d-90670a1b2c".parse().unwrap();
        let row = Row::open(owner, desktop.clone(), Cause::Alarm, at, SignedDuration::ZERO);
        let event = heading.event(&row, &Event { at, what: Happening::Absent { desktop: desktop.clone() } });
        let line = shown(&event.to_string());
        assert_eq!(line.sentence, "alice@d-90670a1b2c: ws-0a1b2c3d4 is gone");
        assert_eq!((line.owner.as_deref(), line.event.as_deref()), (Some("alice@d-90670a1b2c"), Some("absent")));
        assert_eq!((line.desktop.as_deref(), line.level.as_deref()), (Some("ws-0a1b2c3d4"), Some("info")));

        let done = vec![Deed::AlarmsDeleted { desktop }];
        let report = Report { function: Function::AlarmDelete, done, refused: vec![], failed: vec![] };
        let line = shown(&heading.report(at, &report, SignedDuration::ZERO).to_string());
        assert_eq!(line.sentence, "the alarms of ws-0a1b2c3d4 are deleted");
        assert_eq!((line.desktop.as_deref(), line.event.as_deref()), (Some("ws-0a1b2c3d4"), Some("report")));

        let tick = |report: &TickReport| {
            shown(&heading.tick(at, report, SignedDuration::ZERO, Default::default()).to_string())
        };
        let idle = TickReport::default();
        assert!(tick(&idle).is_routine);
        let busy = tick(&TickReport { rows: 3, closed: 1, ..TickReport::default() });
        assert_eq!((busy.is_routine, busy.sentence.as_str()), (true, "3 rows turned, 1 closed"));
        let blind = tick(&TickReport { sweep_failed: Some("denied".into()), ..TickReport::default() });
        assert!(!blind.is_routine);
        assert_eq!(blind.sentence, "0 rows turned, 0 closed; the sweep failed: denied");
        let mut swept = heading.tick(at, &idle, SignedDuration::ZERO, Default::default());
        swept["sweep"] = serde_json::json!({"opened": ["ws-0a1b2c3d4"], "alarms_put": 2, "alarms_deleted": 0});
        let line = shown(&swept.to_string());
        assert!(!line.is_routine);
        let expected = "0 rows turned, 0 closed; the sweep watches ws-0a1b2c3d4; the sweep puts 2 alarms";
        assert_eq!(line.sentence, expected);
    }
}
