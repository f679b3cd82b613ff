//! `wsrecycle logs` over CloudWatch Logs as MiniStack plays it.

use super::Shell;
use crate::emulators::{Emulators, alone};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const GROUPS: [&str; 3] =
    ["/aws/lambda/Workspace_Alarm_Create", "/aws/lambda/Workspace_Alarm_Del", "/aws/lambda/Workspace_Term_Rebuild"];
const STREAM: &str = "2026/11/22/[$LATEST]0";

fn logs(emulators: &Emulators, operation: &str, body: &Value) {
    let (status, answer) = emulators.call("logs", &format!("Logs_20140328.{operation}"), body);
    assert_eq!(status, 200, "{operation} {body}: {answer}");
}

fn make(emulators: &Emulators, group: &str) {
    logs(emulators, "CreateLogGroup", &json!({"logGroupName": group}));
    logs(emulators, "CreateLogStream", &json!({"logGroupName": group, "logStreamName": STREAM}));
}

/// A function writes a line, so many seconds ago.
fn write(emulators: &Emulators, group: &str, ago_s: i64, message: &str) {
    let at_ms = Timestamp::now().as_millisecond() - 1000 * ago_s;
    let events = json!([{"timestamp": at_ms, "message": message}]);
    logs(emulators, "PutLogEvents", &json!({"logGroupName": group, "logStreamName": STREAM, "logEvents": events}));
}

fn guarded(id: &str) -> String {
    json!({"event": "alarm_put", "desktop": id, "message": format!("{id} is guarded")}).to_string()
}

#[test]
fn the_functions_logs() {
    if !alone("commands::logs::the_functions_logs") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let home = tempfile::tempdir().expect("a folder");
    let shell = Shell { emulators: &emulators, home: home.path() };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");

    let ran = shell.run("logs rebuild");
    let said = text(ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.starts_with("error: there is no log group /aws/lambda/Workspace_Term_Rebuild in account "), "{said}");
    assert!(said.contains("hint: `wsrecycle setup`"), "{said}");

    GROUPS.iter().for_each(|group| make(&emulators, group));
    write(&emulators, GROUPS[2], 40, "START RequestId: r-1 Version: $LATEST\n");
    write(&emulators, GROUPS[2], 20, "\x1b[2Jof ws-0a1b2c3d4, in plain text");
    write(&emulators, GROUPS[0], 30, &guarded("ws-0a1b2c3d4"));
    write(&emulators, GROUPS[0], 7200, &guarded("ws-long0ago1"));
    write(&emulators, GROUPS[1], 10, &guarded("ws-0a1b2c3d5"));
    emulators.forget_calls();
    let ran = shell.run("logs");
    let lines: Vec<String> =
        text(ran.stdout).lines().map(|line| line.split_once('\t').expect("a time and the rest").1.to_owned()).collect();
    let expected = [
        "create\tws-0a1b2c3d4\tws-0a1b2c3d4 is guarded",
        "rebuild\t\t\u{fffd}[2Jof ws-0a1b2c3d4, in plain text",
        "delete\tws-0a1b2c3d5\tws-0a1b2c3d5 is guarded",
    ];
    assert_eq!((lines, ran.status.code()), (expected.map(str::to_owned).into(), Some(0)));
    let calls: Vec<String> = emulators.calls().into_iter().map(|call| call.operation).collect();
    assert_eq!(calls.iter().filter(|call| *call == "FilterLogEvents").count(), 3, "{calls:?}");

    let found = shell.json("logs --desktop ws-0a1b2c3d4 --since 3h --limit 1", 0);
    assert_eq!((&found["is_cut"], &found["lines"][0]["function"]), (&true.into(), &"Workspace_Term_Rebuild".into()));
    assert_eq!(shell.json("logs create --since 3h", 0)["lines"].as_array().map(Vec::len), Some(2));

    let denied = json!({"Operation": "FilterLogEvents", "Code": "AccessDeniedException", "Status": 400, "Times": 1});
    emulators.control("faults", &json!([denied]));
    let ran = shell.run("logs");
    let said = text(ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("FilterLogEvents: AccessDeniedException"), "{said}");
    assert!(said.contains("hint: `wsrecycle permissions logs` prints a policy that is enough"), "{said}");

    follows(&shell);
    emulators.finish();
}

/// New lines come once, late ones too; a look that fails is made again; Ctrl-C ends it.
fn follows(shell: &Shell<'_>) {
    let emulators = shell.emulators;
    let mut child = shell
        .command("logs --follow --limit 1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout is a pipe")).lines();
    let mut next = || lines.next().expect("a line").expect("text").rsplit('\t').next().unwrap_or_default().to_owned();
    assert_eq!(next(), "ws-0a1b2c3d5 is guarded");
    let throttled = json!({"Operation": "FilterLogEvents", "Code": "ThrottlingException", "Status": 400, "Times": 4});
    emulators.control("faults", &json!([throttled]));
    write(emulators, GROUPS[0], 1, &guarded("ws-new000001"));
    assert_eq!(next(), "ws-new000001 is guarded");
    write(emulators, GROUPS[2], 5, &guarded("ws-late00001"));
    assert_eq!(next(), "ws-late00001 is guarded");
    write(emulators, GROUPS[1], 0, &guarded("ws-new000002"));
    assert_eq!(next(), "ws-new000002 is guarded", "and nothing twice");
    let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(pressed.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}
