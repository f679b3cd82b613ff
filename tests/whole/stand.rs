//! Where a test stands: emulators with a deployed stack, a terminal, users, and a hand on the clock.

use super::program;
use crate::emulators::{Emulators, Member};
use crate::rebuild::shell::{Shell, age};
use crate::runtime::events;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wsrecycle::recycle::WorkspaceId;

const TABLE: &str = "Workspace_Recycle_Ledger";
/// The access key of the functions, as MiniStack gives it to them.
pub const FUNCTIONS: &str = "123456789012";

pub struct Stand<'a> {
    pub emulators: &'a Emulators,
    pub shell: Shell<'a>,
}

impl<'a> Stand<'a> {
    /// Set a stack up. There is no desktop yet.
    pub fn deploy(emulators: &'a Emulators, flags: &str) -> Self {
        let shell = Shell::new(emulators, "PRODUCT");
        let program = shell.path("program");
        program::write_to(&program);
        let machine = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
        let line = format!(
            "setup --yes --scope all --grace 1m --architecture {machine} {flags} --function-binary {}",
            program.display()
        );
        let ran = shell.run(&line);
        assert_eq!(ran.status, Some(0), "{ran:#?}");
        // Of 70 MB there are copies enough.
        std::fs::remove_file(program).expect("our own file");
        Self { emulators, shell }
    }

    /// Its user was here and left hours ago.
    pub fn leave(&self, id: &WorkspaceId) {
        let last = Timestamp::now().as_second() - 5 * 3600;
        self.connect(id, json!({ "ConnectionState": "DISCONNECTED", "LastKnownUserConnectionTimestamp": last }));
    }

    /// Its user is on it.
    pub fn come(&self, id: &WorkspaceId) {
        let last = Timestamp::now().as_second();
        self.connect(id, json!({ "ConnectionState": "CONNECTED", "LastKnownUserConnectionTimestamp": last }));
    }

    fn connect(&self, id: &WorkspaceId, row: Value) {
        self.emulators.control("connections", &json!({ id.as_str(): row }));
    }

    /// CloudWatch publishes the alarm of a desktop.
    pub fn alarm(&self, id: &WorkspaceId) {
        let message = encoded(&events::alarm(id).to_string());
        let topic = encoded(events::TOPIC);
        let body = format!("Action=Publish&Version=2010-03-31&TopicArn={topic}&Subject=ALARM&Message={message}");
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let (status, answer) = self.emulators.post("sns", "/", &form, &body);
        assert_eq!(status, 200, "{answer}");
    }

    /// Invoke a function: the answer, or the error with its `errorType`.
    pub fn invoke(&self, function: &str, event: &Value) -> Value {
        let (status, answer) = self.invoke_as("RequestResponse", function, event);
        assert_eq!(status, 200, "{function}: {answer}");
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{function}: {error}: {answer}"))
    }

    /// The same without waiting for it.
    pub fn send(&self, function: &str, event: &Value) {
        let (status, answer) = self.invoke_as("Event", function, event);
        assert_eq!(status, 202, "{function}: {answer}");
    }

    fn invoke_as(&self, kind: &str, function: &str, event: &Value) -> (u16, String) {
        let headers = [("X-Amz-Invocation-Type", kind), ("Content-Type", "application/json")];
        let path = format!("/2015-03-31/functions/{function}/invocations");
        self.emulators.post("lambda", &path, &headers, &event.to_string())
    }

    /// A minute has passed, as the schedule says: what the function answers.
    pub fn tick(&self) -> Value {
        self.invoke("Workspace_Term_Rebuild", &events::tick())
    }

    fn dynamodb(&self, operation: &str, mut body: Value) -> (u16, Value) {
        body["TableName"] = json!(TABLE);
        self.emulators.call("dynamodb", &format!("DynamoDB_20120810.{operation}"), &body)
    }

    fn items(&self) -> Vec<Value> {
        let (status, answer) = self.dynamodb("Scan", json!({}));
        assert!(status == 200 && answer["LastEvaluatedKey"].is_null(), "{answer}");
        answer["Items"].as_array().cloned().expect("a list")
    }

    /// The open rows of the ledger.
    pub fn open(&self) -> Vec<Value> {
        self.rows("open")
    }

    /// The closed rows, the oldest first.
    pub fn closed(&self) -> Vec<Value> {
        self.rows("closed")
    }

    fn rows(&self, pk: &str) -> Vec<Value> {
        let mut items: Vec<Value> = self.items().into_iter().filter(|item| item["pk"]["S"] == pk).collect();
        items.sort_by_key(|item| item["sk"]["S"].to_string());
        let row = |item: Value| serde_json::from_str(item["row"]["S"].as_str().expect("a row")).expect("JSON");
        items.into_iter().map(row).collect()
    }

    /// Let everything that is open have happened so many times two minutes earlier. A row that somebody saves
    /// meanwhile stays as young as it is.
    pub fn let_time_pass(&self, times: usize) {
        for mut item in self.items() {
            let is = ["version", "ticker"].into_iter().find(|name| !item[*name].is_null());
            let Some(is) = is.filter(|_| item["pk"]["S"] != "closed") else { continue };
            let before = item[is].clone();
            for attribute in item.as_object_mut().expect("an item").values_mut() {
                older(attribute, times);
            }
            let (status, answer) = self.dynamodb(
                "PutItem",
                json!({
                    "Item": item, "ConditionExpression": "#is = :before",
                    "ExpressionAttributeNames": { "#is": is }, "ExpressionAttributeValues": { ":before": before },
                }),
            );
            let lost = answer["__type"].as_str().is_some_and(|kind| kind.ends_with("ConditionalCheckFailedException"));
            assert!(status == 200 || lost, "{answer}");
        }
    }

    /// The desktops of these users are all there is, each as it was asked for, and soon guarded; nobody is owed one.
    #[track_caller]
    pub fn all_is_well(&self, members: &[(Member, Value)]) {
        let mut names = BTreeSet::new();
        for (member, before) in members {
            let now = self.emulators.one_of(member);
            assert_eq!(now.request, *before, "{member:?}");
            names.insert(format!("WorkSpace_Disconnected_id_{}", now.id));
        }
        assert_eq!(self.open(), Vec::<Value>::new());
        // CreateWorkspaces, CloudTrail, the rule, the function.
        until("the desktops that there are, and no others, are guarded", 180, || {
            (self.emulators.alarm_names().into_iter().collect::<BTreeSet<_>>() == names).then_some(())
        });
    }

    /// The ids of TerminateWorkspaces and the users of CreateWorkspaces that the functions have called.
    pub fn acts(&self) -> (Vec<String>, Vec<String>) {
        let (mut terminated, mut created) = (vec![], vec![]);
        for call in self.emulators.calls().into_iter().filter(|call| call.caller == FUNCTIONS) {
            let all = |list: &str, name: &str| -> Vec<String> {
                let items = call.parameters[list].as_array().into_iter().flatten();
                items.map(|item| item[name].as_str().expect("a name").to_owned()).collect()
            };
            match call.operation.as_str() {
                "TerminateWorkspaces" => terminated.extend(all("TerminateWorkspaceRequests", "WorkspaceId")),
                "CreateWorkspaces" => created.extend(all("Workspaces", "UserName")),
                _ => {}
            }
        }
        (terminated, created)
    }

    /// Kill the processes of the functions, as a machine of Lambda would die: how many there were.
    pub fn kill_functions(&self) -> usize {
        let ours = format!("AWS_ENDPOINT_URL={}", self.emulators.endpoint());
        let mut killed = 0;
        for entry in std::fs::read_dir("/proc").expect("Linux").flatten() {
            let Ok(environment) = std::fs::read(entry.path().join("environ")) else { continue };
            let mut variables = environment.split(|byte| *byte == 0);
            let is_ours = variables.clone().any(|variable| variable == ours.as_bytes());
            if is_ours && variables.any(|variable| variable.starts_with(b"AWS_LAMBDA_RUNTIME_API=")) {
                let killing = Command::new("kill").arg("-9").arg(entry.file_name()).stderr(Stdio::null()).status();
                killed += usize::from(killing.expect("kill runs").success());
            }
        }
        killed
    }
}

/// Make an attribute older, in the form that it has.
fn older(attribute: &mut Value, times: usize) {
    let Some(text) = attribute["S"].as_str() else { return };
    let is_time = text.parse::<Timestamp>().is_ok();
    let mut value = match serde_json::from_str(text) {
        Ok(value @ (Value::Object(_) | Value::String(_))) => value,
        _ if is_time => json!(text),
        _ => return,
    };
    (0..times).for_each(|_| age(&mut value));
    attribute["S"] = match value.as_str().filter(|_| is_time) {
        // The table compares texts, so they all have one length.
        Some(time) => json!(time.parse::<Timestamp>().expect("a time").strftime("%Y-%m-%dT%H:%M:%S%.9fZ").to_string()),
        None => json!(value.to_string()),
    };
}

/// As a form has it.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Wait for something that others do.
#[track_caller]
pub fn until<T>(what: &str, within_s: u64, mut is_so: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(within_s);
    loop {
        if let Some(found) = is_so() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {within_s} s");
        std::thread::sleep(Duration::from_millis(200));
    }
}
